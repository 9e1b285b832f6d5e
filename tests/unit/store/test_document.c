/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/file_place.h"
#include "support/unit_test.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <util/base.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/store/document.h"
#include "core/store/file_lock.h"

static struct document *open_document(struct place *place, bool learns)
{
	const struct document_options options = {.path = place->path, .learns = learns};

	return document_open(place->world.files, &options);
}

static void set(struct document *document, const char *name, const char *text)
{
	document_change(document, document_merge, json_pack("{s:{s:s?}}", "members", name, text));
}

static const char *get(const json_t *root, const char *name)
{
	return json_text(json_object_get(root, "members"), name);
}

static void check_file(const struct place *place, const char *name, const char *text)
{
	json_t *root;

	json_file_read(place->path, &root);
	check_text("file", name, get(root, name), text);
	json_decref(root);
}

/* Two OBS, as each has read the file before the other has changed it. */
static void what_another_has_decided_stays(void **state)
{
	struct document *one, *two;
	struct place place;

	(void)state;
	place_begin(&place);
	place_write(&place, "{\"later\":7,\"members\":{\"old\":\"x\",\"gone\":\"x\"}}");
	one = open_document(&place, false);
	two = open_document(&place, true);
	for (int i = 0; i < 3; i++) {
		char text[8];

		snprintf(text, sizeof(text), "%d", i);
		set(one, "first", text);
		if (i == 1)
			file_world_settle(&place.world);
		set(two, "second", text);
	}
	set(one, "gone", NULL);
	file_world_settle(&place.world);
	set(two, "third", "2");
	file_world_settle(&place.world);
	check_file(&place, "first", "2");
	check_file(&place, "second", "2");
	check_file(&place, "third", "2");
	check_file(&place, "old", "x");
	check_file(&place, "gone", NULL);
	/* only one of them learns */
	assert_null(get(document_root(one), "second"));
	assert_string_equal(get(document_root(two), "first"), "2");
	assert_int_equal(json_integer_value(json_object_get(document_root(two), "later")), 7);
	document_close(one);
	document_close(two);
	place_end(&place);
}

static void is_known_at_once_and_written_in_order(void **state)
{
	struct document *document;
	struct file_lock lock;
	struct place place;

	(void)state;
	place_begin(&place);
	document = open_document(&place, true);
	assert_true(file_lock_take(&lock, place.path, 0, NULL));
	/* nothing here waits for the lock */
	for (int i = 0; i < 50; i++) {
		char text[12];

		snprintf(text, sizeof(text), "%d", i);
		set(document, "last", text);
		set(document, i % 2 ? "odd" : "even", text);
		assert_string_equal(get(document_root(document), "last"), text);
	}
	assert_false(document_is_settled(document));
	check_file(&place, "last", NULL);
	/* nor does who closes it */
	document_close(document);
	file_lock_give_back(&lock);
	file_world_settle(&place.world);
	check_file(&place, "last", "49");
	check_file(&place, "even", "48");
	check_file(&place, "odd", "49");
	place_end(&place);
}

/* Tells whether what was set before is in the file by now: once as it is asked for, and once as it is written. */
static void tell_disk(json_t *root, const json_t *values)
{
	const int tells = (int)json_integer_value(json_object_get(values, "tells"));
	json_t *disk;

	json_file_read(json_text(values, "path"), &disk);
	if (write(tells, get(disk, "b") ? "1" : "0", 1) != 1)
		abort();
	json_decref(disk);
	json_object_set_new(root, "told", json_true());
}

static void what_waits_is_written_at_once(void **state)
{
	struct document *document;
	struct place place;
	char told[2];
	int ends[2];

	(void)state;
	place_begin(&place);
	document = open_document(&place, true);
	assert_int_equal(pipe(ends), 0);
	file_world_shut(&place.world);
	set(document, "a", "1");
	set(document, "b", "1");
	document_change(document, tell_disk, json_pack("{s:i, s:s}", "tells", ends[1], "path", place.path));
	file_world_open(&place.world);
	file_world_settle(&place.world);
	assert_int_equal(read(ends[0], told, 2), 2);
	assert_int_equal(told[1], '0');
	check_file(&place, "b", "1");
	close(ends[0]);
	close(ends[1]);
	document_close(document);
	place_end(&place);
}

/* As where a profile is left, and come back to, while the disk is slow. */
static void what_waits_is_known_when_it_is_opened_again(void **state)
{
	struct document *document, *again;
	struct place place;

	(void)state;
	place_begin(&place);
	document = open_document(&place, false);
	set(document, "a", "1");
	set(document, "b", "1");
	file_world_settle(&place.world);
	file_world_shut(&place.world);
	set(document, "a", "2");
	document_close(document);
	again = open_document(&place, false);
	assert_string_equal(get(document_root(again), "a"), "2");
	set(again, "b", "2");
	file_world_open(&place.world);
	file_world_settle(&place.world);
	check_file(&place, "a", "2");
	check_file(&place, "b", "2");
	document_close(again);
	place_end(&place);
}

/* What is under way when the next change is made does not undo it in memory. */
static void what_was_written_is_not_learnt_late(void **state)
{
	struct document *document;
	struct place place;

	(void)state;
	place_begin(&place);
	document = open_document(&place, true);
	set(document, "a", "1");
	/* its end is there to be told, and not told yet */
	file_world_wait(&place.world);
	set(document, "a", "2");
	file_world_take_first(&place.world, true);
	assert_string_equal(get(document_root(document), "a"), "2");
	file_world_settle(&place.world);
	assert_true(document_is_settled(document));
	check_file(&place, "a", "2");
	document_close(document);
	place_end(&place);
}

/* On the file thread it tells that it is being made, and waits to be let go. */
static void set_slowly(json_t *root, const json_t *values)
{
	const int tells = (int)json_integer_value(json_object_get(values, "tells"));
	const int waits = (int)json_integer_value(json_object_get(values, "waits"));
	json_t *members = json_pack("{s:{s:s}}", "members", "a", "1");
	char byte;

	if (get(root, "a") == NULL && json_object_get(root, "begun") != NULL &&
	    (write(tells, "1", 1) != 1 || read(waits, &byte, 1) != 1))
		abort();
	document_merge(root, members);
	json_decref(members);
}

static void what_failed_is_tried_again_before_what_is_newer(void **state)
{
	struct document *document;
	struct place place;
	char blocked[128];
	int begun[2], let_go[2];
	char byte;

	(void)state;
	place_begin(&place);
	document = open_document(&place, true);
	/* where its temporary file would be */
	snprintf(blocked, sizeof(blocked), "%s.tmp", place.path);
	assert_int_equal(mkdir(blocked, 0700), 0);
	snprintf(blocked, sizeof(blocked), "%s.tmp/full", place.path);
	assert_int_equal(mkdir(blocked, 0700), 0);
	assert_int_equal(pipe(begun), 0);
	assert_int_equal(pipe(let_go), 0);
	place_write(&place, "{\"begun\":true}");
	document_change(document, set_slowly, json_pack("{s:i, s:i}", "tells", begun[1], "waits", let_go[0]));
	assert_int_equal(read(begun[0], &byte, 1), 1);
	/* while the one before is about to fail */
	set(document, "a", "2");
	assert_int_equal(write(let_go[1], "11", 2), 2);
	file_world_settle(&place.world);
	assert_true(document_is_unsaved(document));
	assert_int_equal(rmdir(blocked), 0);
	snprintf(blocked, sizeof(blocked), "%s.tmp", place.path);
	assert_int_equal(rmdir(blocked), 0);
	assert_int_equal(write(let_go[1], "1", 1), 1);
	set(document, "b", "1");
	file_world_settle(&place.world);
	assert_false(document_is_unsaved(document));
	check_file(&place, "a", "2");
	check_file(&place, "b", "1");
	for (size_t i = 0; i < 2; i++) {
		close(begun[i]);
		close(let_go[i]);
	}
	document_close(document);
	place_end(&place);
}

/* In a process of its own, until it is killed at any place of its work. */
static void write_until_killed(const struct place *place, int started)
{
	for (unsigned i = 1;; i++) {
		json_t *root = json_pack("{s:{s:i, s:i}}", "members", "a", i, "b", i);

		if (!json_file_write(place->path, root, true, NULL) || (i == 1 && write(started, "1", 1) != 1))
			_exit(EXIT_FAILURE);
		json_decref(root);
	}
}

static void a_kill_leaves_the_old_or_the_new(void **state)
{
	struct place place;
	char temporary[128];

	(void)state;
	place_begin(&place);
	for (int i = 0; i < 20; i++) {
		json_t *root, *a, *b;
		struct stat info;
		int started[2];
		char byte;
		pid_t child;

		assert_int_equal(pipe(started), 0);
		child = fork();
		if (child == 0)
			write_until_killed(&place, started[1]);
		assert_true(child > 0);
		close(started[1]);
		assert_int_equal(read(started[0], &byte, 1), 1);
		close(started[0]);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, NULL, 0), child);
		assert_int_equal(json_file_read(place.path, &root), JSON_FILE_OK);
		a = json_object_get(json_object_get(root, "members"), "a");
		b = json_object_get(json_object_get(root, "members"), "b");
		assert_true(json_integer_value(a) > 0 && json_integer_value(a) == json_integer_value(b));
		json_decref(root);
		assert_int_equal(stat(place.path, &info), 0);
		assert_int_equal(info.st_mode & 0777, 0600);
	}
	snprintf(temporary, sizeof(temporary), "%s.tmp", place.path);
	unlink(temporary);
	place_end(&place);
}

/* What was killed between write and rename has left the old file, and what the next write clears away. */
static void what_a_killed_one_has_left_is_cleared_away(void **state)
{
	struct document *document;
	struct place place;
	char temporary[128];

	(void)state;
	place_begin(&place);
	place_write(&place, "{\"members\":{\"a\":\"old\"}}");
	snprintf(temporary, sizeof(temporary), "%s.tmp", place.path);
	assert_true(os_quick_write_utf8_file(temporary, "{\"members\":{\"a\":\"ne", 19, false));
	document = open_document(&place, true);
	assert_string_equal(get(document_root(document), "a"), "old");
	set(document, "b", "new");
	file_world_settle(&place.world);
	check_file(&place, "a", "old");
	check_file(&place, "b", "new");
	assert_false(os_file_exists(temporary));
	document_close(document);
	place_end(&place);
}

struct log {
	char text[4096];
	pthread_mutex_t mutex;
};

static void collect_log(int level, const char *format, va_list arguments, void *data)
{
	struct log *log = data;
	size_t length;

	(void)level;
	pthread_mutex_lock(&log->mutex);
	length = strlen(log->text);
	vsnprintf(log->text + length, sizeof(log->text) - length, format, arguments);
	length = strlen(log->text);
	snprintf(log->text + length, sizeof(log->text) - length, "\n");
	pthread_mutex_unlock(&log->mutex);
}

/* A document beside the place's own, under the same lock. */
static struct document *open_other(struct place *place, char *path, size_t size)
{
	const struct document_options options = {.path = path, .lock_path = place->path};

	snprintf(path, size, "%s/other.json", place->directory);
	return document_open(place->world.files, &options);
}

/* As OBS does; with what is logged by that. */
static void end_file_thread(struct place *place, struct log *log)
{
	log_handler_t old_handler;
	void *old_data;

	base_get_log_handler(&old_handler, &old_data);
	base_set_log_handler(collect_log, log);
	file_thread_expect_end(place->world.files);
	file_thread_destroy(place->world.files);
	base_set_log_handler(old_handler, old_data);
	place->world.files = NULL;
}

/* Another OBS, which is stopped, holds the lock: this one ends all the same, and says what is not written. */
static void what_is_not_written_at_the_end_is_named(void **state)
{
	struct log log = {.mutex = PTHREAD_MUTEX_INITIALIZER};
	struct document *document, *other;
	struct file_lock lock;
	struct place place;
	char other_path[128];

	(void)state;
	place_begin(&place);
	assert_true(file_lock_take(&lock, place.path, 0, NULL));
	document = open_document(&place, true);
	other = open_other(&place, other_path, sizeof(other_path));
	set(document, "secret-name", "secret-value");
	set(other, "secret-name", "secret-value");
	document_close(document);
	document_close(other);
	end_file_thread(&place, &log);
	file_lock_give_back(&lock);
	assert_non_null(strstr(log.text, place.path));
	assert_non_null(strstr(log.text, other_path));
	assert_non_null(strstr(log.text, "not written"));
	assert_null(strstr(log.text, "secret"));
	check_file(&place, "secret-name", NULL);
	place_end(&place);
}

/* The thread comes to nothing any more: only what would have been lost by that is named. */
static void what_is_written_is_not_named_at_the_end(void **state)
{
	struct log log = {.mutex = PTHREAD_MUTEX_INITIALIZER};
	struct document *document, *other;
	struct place place;
	char other_path[128];

	(void)state;
	place_begin(&place);
	document = open_document(&place, true);
	other = open_other(&place, other_path, sizeof(other_path));
	set(document, "a", "1");
	file_world_settle(&place.world);
	file_world_shut(&place.world);
	set(other, "a", "1");
	document_close(document);
	document_close(other);
	end_file_thread(&place, &log);
	file_world_open(&place.world);
	assert_null(strstr(log.text, place.path));
	assert_non_null(strstr(log.text, other_path));
	place_end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_another_has_decided_stays),
		cmocka_unit_test(is_known_at_once_and_written_in_order),
		cmocka_unit_test(what_waits_is_written_at_once),
		cmocka_unit_test(what_waits_is_known_when_it_is_opened_again),
		cmocka_unit_test(what_was_written_is_not_learnt_late),
		cmocka_unit_test(what_failed_is_tried_again_before_what_is_newer),
		cmocka_unit_test(a_kill_leaves_the_old_or_the_new),
		cmocka_unit_test(what_a_killed_one_has_left_is_cleared_away),
		cmocka_unit_test(what_is_not_written_at_the_end_is_named),
		cmocka_unit_test(what_is_written_is_not_named_at_the_end),
	};

	return RUN_TESTS(tests);
}
