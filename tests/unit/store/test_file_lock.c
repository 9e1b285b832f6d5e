/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/file_lock.h"

#define GENEROUS_MS 60000

struct place {
	char directory[64];
	char below[80];
	char path[96];
	char lock_path[112];
};

static void begin(struct place *place)
{
	make_directory(place->directory, sizeof(place->directory));
	snprintf(place->below, sizeof(place->below), "%s/below", place->directory);
	snprintf(place->path, sizeof(place->path), "%s/file", place->below);
	snprintf(place->lock_path, sizeof(place->lock_path), "%s.lock", place->path);
}

/* Fails where anything but the lock's file was left behind. */
static void end(struct place *place)
{
	assert_int_equal(unlink(place->lock_path), 0);
	assert_int_equal(rmdir(place->below), 0);
	assert_int_equal(rmdir(place->directory), 0);
}

static void one_has_it_at_a_time(void **state)
{
	struct file_lock first, second;
	struct place place;
	struct stat info;

	(void)state;
	begin(&place);
	assert_true(file_lock_take(&first, place.path, 0, NULL));
	assert_false(file_lock_take(&second, place.path, 10, NULL));
	assert_true(second.is_held_elsewhere);
	file_lock_give_back(&second);
	assert_false(file_lock_take(&second, place.path, 0, NULL));
	file_lock_give_back(&first);
	assert_true(file_lock_take(&second, place.path, 0, NULL));
	file_lock_give_back(&first);
	assert_false(file_lock_take(&first, place.path, 0, NULL));
	file_lock_give_back(&second);
	assert_int_equal(stat(place.lock_path, &info), 0);
	assert_int_equal(info.st_size, 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	end(&place);
}

static void is_given_back_by_a_holder_that_dies(void **state)
{
	struct file_lock lock;
	struct place place;
	int locked[2];
	char byte;
	pid_t child;

	(void)state;
	begin(&place);
	assert_int_equal(pipe(locked), 0);
	child = fork();
	if (child == 0) {
		if (file_lock_take(&lock, place.path, GENEROUS_MS, NULL) && write(locked[1], "1", 1) == 1)
			pause();
		_exit(EXIT_FAILURE);
	}
	assert_true(child > 0);
	close(locked[1]);
	assert_int_equal(read(locked[0], &byte, 1), 1);
	close(locked[0]);
	assert_false(file_lock_take(&lock, place.path, 0, NULL));
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(file_lock_take(&lock, place.path, GENEROUS_MS, NULL));
	file_lock_give_back(&lock);
	end(&place);
}

static void cannot_be_had_everywhere(void **state)
{
	struct file_lock lock;
	struct place place;
	char below_a_file[128];

	(void)state;
	begin(&place);
	assert_true(file_lock_take(&lock, place.path, 0, NULL));
	file_lock_give_back(&lock);
	snprintf(below_a_file, sizeof(below_a_file), "%s/file", place.lock_path);
	assert_false(file_lock_take(&lock, below_a_file, GENEROUS_MS, NULL));
	assert_false(lock.is_held_elsewhere);
	/* what is somewhere else is not opened for it */
	assert_int_equal(unlink(place.lock_path), 0);
	assert_int_equal(symlink("elsewhere", place.lock_path), 0);
	assert_false(file_lock_take(&lock, place.path, GENEROUS_MS, NULL));
	end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_has_it_at_a_time),
		cmocka_unit_test(is_given_back_by_a_holder_that_dies),
		cmocka_unit_test(cannot_be_had_everywhere),
	};

	return RUN_TESTS(tests);
}
