/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <util/platform.h>

#include "core/base/secret.h"
#include "core/store/file_lock.h"
#include "core/store/secrets_file.h"
#include "support/file_place.h"

#define ENTRY "default/access_token"
#define OTHER "other/access_token"
#define WRITES 200

static void check_read(const struct place *place, const char *entry, enum secret_result expected, const char *value)
{
	char *secret = (char *)"untouched";

	check_number(entry, "result", secrets_file_read(place->path, entry, &secret), expected);
	check_text(entry, "secret", secret, value);
	secret_free(secret);
}

static void is_private_from_the_start(void **state)
{
	struct place place;
	struct stat info;
	char lock_path[112];
	mode_t old_mask = umask(0);

	(void)state;
	place_make(&place);
	check_read(&place, ENTRY, SECRET_ABSENT, NULL);
	assert_int_equal(secrets_file_write(place.path, ENTRY, "first", NULL), SECRET_OK);
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);

	/* also where somebody has opened it up */
	assert_int_equal(chmod(place.path, 0644), 0);
	assert_int_equal(secrets_file_write(place.path, ENTRY, "second \"quoted\" \xc3\xbc", NULL), SECRET_OK);
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	check_read(&place, ENTRY, SECRET_OK, "second \"quoted\" \xc3\xbc");

	/* and when it is read */
	assert_int_equal(chmod(place.path, 0644), 0);
	check_read(&place, ENTRY, SECRET_OK, "second \"quoted\" \xc3\xbc");
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	snprintf(lock_path, sizeof(lock_path), "%s.lock", place.path);
	assert_int_equal(stat(lock_path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(info.st_size, 0);
	umask(old_mask);
	place_end(&place);
}

static void entries_do_not_touch_each_other(void **state)
{
	struct place place;

	(void)state;
	place_make(&place);
	assert_int_equal(secrets_file_write(place.path, ENTRY, "one", NULL), SECRET_OK);
	assert_int_equal(secrets_file_write(place.path, OTHER, "two", NULL), SECRET_OK);
	check_read(&place, ENTRY, SECRET_OK, "one");
	assert_int_equal(secrets_file_write(place.path, ENTRY, NULL, NULL), SECRET_OK);
	check_read(&place, ENTRY, SECRET_ABSENT, NULL);
	check_read(&place, OTHER, SECRET_OK, "two");
	/* erasing what is not there is no failure */
	assert_int_equal(secrets_file_write(place.path, ENTRY, NULL, NULL), SECRET_OK);
	place_end(&place);
}

static void what_cannot_be_read_is_not_overwritten(void **state)
{
	static const char *const broken[] = {" ", "{ broken", "[]", "\"text\""};
	struct place place;

	(void)state;
	place_make(&place);
	for (size_t i = 0; i < COUNT(broken); i++) {
		char *secret;

		place_write(&place, broken[i]);
		check_number(broken[i], "read", secrets_file_read(place.path, ENTRY, &secret), SECRET_FAILED);
		check_number(broken[i], "write", secrets_file_write(place.path, ENTRY, "new", NULL), SECRET_FAILED);
	}
	place_write(&place, "{ \"" ENTRY "\": 7, \"" OTHER "\": \"\" }");
	check_read(&place, ENTRY, SECRET_ABSENT, NULL);
	check_read(&place, OTHER, SECRET_ABSENT, NULL);
	place_end(&place);
}

/* As a loss of power leaves it on some file systems. */
static void what_is_blank_is_written(void **state)
{
	static const char blanks[8];
	struct place place;

	(void)state;
	place_make(&place);
	for (size_t size = 0; size <= sizeof(blanks); size += sizeof(blanks)) {
		FILE *file = fopen(place.path, "wb");

		assert_non_null(file);
		assert_int_equal(fwrite(blanks, 1, size, file), size);
		fclose(file);
		check_read(&place, ENTRY, SECRET_ABSENT, NULL);
		assert_false(secrets_file_holds_something(place.path));
		assert_int_equal(secrets_file_write(place.path, ENTRY, "new", NULL), SECRET_OK);
		check_read(&place, ENTRY, SECRET_OK, "new");
	}
	place_end(&place);
}

static void a_directory_is_no_file(void **state)
{
	struct place place;
	char *secret;

	(void)state;
	place_make(&place);
	assert_int_equal(mkdir(place.path, S_IRWXU), 0);
	assert_int_equal(secrets_file_read(place.path, ENTRY, &secret), SECRET_FAILED);
	assert_int_equal(secrets_file_write(place.path, ENTRY, "new", NULL), SECRET_FAILED);
	assert_int_equal(rmdir(place.path), 0);
	place_end(&place);
}

static void unwritable_places_are_told(void **state)
{
	struct place place;
	char below_a_file[128];

	(void)state;
	place_make(&place);
	place_write(&place, "{}");
	snprintf(below_a_file, sizeof(below_a_file), "%s/below/secrets.json", place.path);
	assert_int_equal(secrets_file_write(below_a_file, ENTRY, "secret", NULL), SECRET_FAILED);
	/* not UTF-8: no JSON can hold it */
	assert_int_equal(secrets_file_write(place.path, ENTRY, "\xff\xfe", NULL), SECRET_FAILED);
	check_read(&place, ENTRY, SECRET_ABSENT, NULL);
	place_end(&place);
}

static void name_entry(char *entry, size_t size, unsigned writer, unsigned i)
{
	snprintf(entry, size, "account-%u/%u", writer, i);
}

/* In a process of its own; starts when the pipe is closed. */
static void write_many(const struct place *place, unsigned writer, int start)
{
	char entry[32], byte;
	bool ok = read(start, &byte, 1) == 0;

	for (unsigned i = 0; ok && i < WRITES; i++) {
		name_entry(entry, sizeof(entry), writer, i);
		ok = secrets_file_write(place->path, entry, entry, NULL) == SECRET_OK;
	}
	_exit(ok ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void two_processes_lose_nothing(void **state)
{
	struct place place;
	pid_t writers[2];
	int start[2];

	(void)state;
	place_make(&place);
	assert_int_equal(pipe(start), 0);
	for (unsigned writer = 0; writer < COUNT(writers); writer++) {
		writers[writer] = fork();
		assert_true(writers[writer] >= 0);
		if (writers[writer] == 0) {
			close(start[1]);
			write_many(&place, writer, start[0]);
		}
	}
	close(start[0]);
	close(start[1]);
	for (unsigned writer = 0; writer < COUNT(writers); writer++) {
		int status;

		assert_int_equal(waitpid(writers[writer], &status, 0), writers[writer]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), EXIT_SUCCESS);
	}
	for (unsigned writer = 0; writer < COUNT(writers); writer++) {
		for (unsigned i = 0; i < WRITES; i++) {
			char entry[32];

			name_entry(entry, sizeof(entry), writer, i);
			check_read(&place, entry, SECRET_OK, entry);
		}
	}
	place_end(&place);
}

/* An OBS that was killed while it wrote must leave no secrets behind for good. */
static void a_killed_ones_temporary_file_goes(void **state)
{
	struct place place;
	char path[128];

	(void)state;
	place_make(&place);
	snprintf(path, sizeof(path), "%s.tmp", place.path);
	assert_true(os_quick_write_utf8_file(path, "half a sec", 10, false));
	assert_int_equal(secrets_file_write(place.path, ENTRY, "secret", NULL), SECRET_OK);
	assert_false(os_file_exists(path));
	check_read(&place, ENTRY, SECRET_OK, "secret");
	place_end(&place);
}

static void waits_for_the_other_to_write(void **state)
{
	struct file_lock lock;
	struct place place;
	pid_t writer;
	int start[2];
	int status;

	(void)state;
	place_make(&place);
	assert_int_equal(pipe(start), 0);
	/* before the lock is taken, which a child would share */
	writer = fork();
	assert_true(writer >= 0);
	if (writer == 0) {
		char byte;
		bool ok;

		close(start[1]);
		ok = read(start[0], &byte, 1) == 0;
		ok = ok && secrets_file_write(place.path, ENTRY, "second", NULL) == SECRET_OK;
		_exit(ok ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	assert_true(file_lock_take(&lock, place.path, 0, NULL));
	close(start[0]);
	close(start[1]);
	place_write(&place, "{ \"" OTHER "\": \"first\" }");
	file_lock_give_back(&lock);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_SUCCESS);
	check_read(&place, ENTRY, SECRET_OK, "second");
	check_read(&place, OTHER, SECRET_OK, "first");
	place_end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_private_from_the_start),
		cmocka_unit_test(entries_do_not_touch_each_other),
		cmocka_unit_test(what_cannot_be_read_is_not_overwritten),
		cmocka_unit_test(what_is_blank_is_written),
		cmocka_unit_test(a_directory_is_no_file),
		cmocka_unit_test(unwritable_places_are_told),
		cmocka_unit_test(two_processes_lose_nothing),
		cmocka_unit_test(waits_for_the_other_to_write),
		cmocka_unit_test(a_killed_ones_temporary_file_goes),
	};

	return RUN_TESTS(tests);
}
