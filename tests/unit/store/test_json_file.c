/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <util/c99defs.h>

#include "core/store/document.h"
#include "core/store/json_file.h"
#include "support/file_place.h"

/* What a loss of power, and what somebody else on the computer, could make of a file while it is written. */

/* The system's calls as the file's writer makes them: these come before those of the C library. */
static struct {
	const char *path; /* that is written */
	const char *bait; /* a link to it is put where a file was taken away just now; NULL: none */
	char log[16];     /* f, d: a file, a directory is synced; in capitals: when path was there already */
	char fails_at;    /* the sync that is written so fails */
	bool is_hurried;  /* set by the first sync */
} calls;

int fsync(int file)
{
	const bool is_there = calls.path && access(calls.path, F_OK) == 0;
	const size_t length = strlen(calls.log);
	struct stat info;
	char letter;

	if (fstat(file, &info) != 0)
		return -1;
	letter = S_ISDIR(info.st_mode) ? (is_there ? 'D' : 'd') : (is_there ? 'F' : 'f');
	if (length + 1 < sizeof(calls.log))
		calls.log[length] = letter;
	calls.is_hurried = true;
	if (letter != calls.fails_at)
		return fdatasync(file);
	errno = EIO;
	return -1;
}

/* exported, for libobs */
EXPORT int unlink(const char *path)
{
	const int result = unlinkat(AT_FDCWD, path, 0);

	if (calls.bait)
		assert_int_equal(symlink(calls.bait, path), 0);
	return result;
}

static void begin(struct place *place)
{
	memset(&calls, 0, sizeof(calls));
	place_make(place);
	calls.path = place->path;
}

static bool write_number(const struct place *place, int number)
{
	json_t *root = json_pack("{s:i}", "number", number);
	const bool ok = json_file_write(place->path, root, true, NULL);

	json_decref(root);
	return ok;
}

static void expect_number(const struct place *place, int number)
{
	json_t *root;

	assert_int_equal(json_file_read(place->path, &root), number ? JSON_FILE_OK : JSON_FILE_MISSING);
	assert_int_equal(json_integer_value(json_object_get(root, "number")), number);
	json_decref(root);
}

static bool has_temporary_file(const struct place *place)
{
	struct stat info;
	char path[128];

	snprintf(path, sizeof(path), "%s.tmp", place->path);
	return lstat(path, &info) == 0;
}

static void is_on_the_disk_before_it_has_its_name(void **state)
{
	struct place place;

	(void)state;
	begin(&place);
	assert_true(write_number(&place, 1));
	assert_string_equal(calls.log, "fD");
	expect_number(&place, 1);
	place_end(&place);
}

static void what_does_not_come_to_the_disk_is_no_file(void **state)
{
	struct place place;

	(void)state;
	begin(&place);
	calls.fails_at = 'f';
	assert_false(write_number(&place, 1));
	expect_number(&place, 0);
	assert_false(has_temporary_file(&place));
	/* nor is what may have its old name after a loss of power */
	calls.fails_at = 'D';
	assert_false(write_number(&place, 2));
	assert_false(has_temporary_file(&place));
	place_end(&place);
}

static void waits_for_no_disk_once_it_is_hurried(void **state)
{
	json_t *root = json_pack("{s:i}", "number", 1);
	struct place place;

	(void)state;
	begin(&place);
	assert_true(json_file_write(place.path, root, false, &calls.is_hurried));
	assert_string_equal(calls.log, "f");
	assert_true(json_file_write(place.path, root, false, &calls.is_hurried));
	assert_string_equal(calls.log, "f");
	/* but with secrets, so that the old ones cannot be lost */
	assert_true(json_file_write(place.path, root, true, &calls.is_hurried));
	assert_string_equal(calls.log, "fF");
	expect_number(&place, 1);
	assert_false(has_temporary_file(&place));
	json_decref(root);
	place_end(&place);
}

/* A disk may take longer than OBS's end may be held up. */
static void the_end_waits_for_no_disk(void **state)
{
	struct place place;
	struct document *document;

	(void)state;
	begin(&place);
	file_world_begin(&place.world);
	document = document_open(place.world.files, &(const struct document_options){.path = place.path});
	document_change(document, document_merge, json_pack("{s:i}", "number", 1));
	file_world_settle(&place.world);
	assert_string_equal(calls.log, "fD");
	file_thread_expect_end(place.world.files);
	document_change(document, document_merge, json_pack("{s:i}", "number", 2));
	document_close(document);
	file_world_settle(&place.world);
	assert_string_equal(calls.log, "fD");
	expect_number(&place, 2);
	place_end(&place);
}

static void leaves_nothing_where_it_cannot_have_its_name(void **state)
{
	struct place place;

	(void)state;
	begin(&place);
	assert_int_equal(mkdir(place.path, S_IRWXU), 0);
	assert_false(write_number(&place, 1));
	assert_false(has_temporary_file(&place));
	assert_int_equal(rmdir(place.path), 0);
	place_end(&place);
}

static void writes_through_no_link(void **state)
{
	struct place place;
	char victim[128], temporary[128];
	struct stat info;

	(void)state;
	begin(&place);
	snprintf(victim, sizeof(victim), "%s.victim", place.path);
	snprintf(temporary, sizeof(temporary), "%s.tmp", place.path);
	calls.bait = victim;
	assert_false(write_number(&place, 1));
	calls.bait = NULL;
	assert_int_not_equal(stat(victim, &info), 0);
	expect_number(&place, 0);
	unlink(victim);
	unlink(temporary);
	place_end(&place);
}

static void takes_away_what_was_left_behind(void **state)
{
	struct place place;
	struct place left;

	(void)state;
	begin(&place);
	left = place;
	snprintf(left.path, sizeof(left.path), "%s/file.json.tmp", place.directory);
	place_write(&left, "{\"number\":7}, and more than is to be written");
	assert_int_equal(chmod(left.path, 0666), 0);
	assert_true(write_number(&place, 1));
	expect_number(&place, 1);
	assert_false(has_temporary_file(&place));
	place_end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_on_the_disk_before_it_has_its_name),
		cmocka_unit_test(what_does_not_come_to_the_disk_is_no_file),
		cmocka_unit_test(waits_for_no_disk_once_it_is_hurried),
		cmocka_unit_test(the_end_waits_for_no_disk),
		cmocka_unit_test(leaves_nothing_where_it_cannot_have_its_name),
		cmocka_unit_test(writes_through_no_link),
		cmocka_unit_test(takes_away_what_was_left_behind),
	};

	return RUN_TESTS(tests);
}
