/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "unit_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "secret_file.h"
#include "secret_string.h"

#define ENTRY "default/access_token"
#define OTHER "other/access_token"

struct place {
	char directory[64];
	char path[96];
};

static void begin(struct place *place)
{
	const char *parent = getenv("TMPDIR");

	snprintf(place->directory, sizeof(place->directory), "%s/zoom-unit-XXXXXX", parent ? parent : "/tmp");
	assert_non_null(mkdtemp(place->directory));
	snprintf(place->path, sizeof(place->path), "%s/secrets.json", place->directory);
}

/* Fails where anything but the file was left behind. */
static void end(struct place *place)
{
	unlink(place->path);
	assert_int_equal(rmdir(place->directory), 0);
}

static void write_by_hand(const struct place *place, const char *text)
{
	FILE *file = fopen(place->path, "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void check_read(const struct place *place, const char *entry, enum secret_file_result expected,
		       const char *value)
{
	char *secret = (char *)"untouched";

	check_number(entry, "result", secret_file_read(place->path, entry, &secret), expected);
	check_text(entry, "secret", secret, value);
	secret_string_free(secret);
}

static void is_private_from_the_start(void **state)
{
	struct place place;
	struct stat info;
	mode_t old_mask = umask(0);

	(void)state;
	begin(&place);
	check_read(&place, ENTRY, SECRET_FILE_ABSENT, NULL);
	assert_int_equal(secret_file_write(place.path, ENTRY, "first"), SECRET_FILE_OK);
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);

	/* also where somebody has opened it up */
	assert_int_equal(chmod(place.path, 0644), 0);
	assert_int_equal(secret_file_write(place.path, ENTRY, "second \"quoted\" \xc3\xbc"), SECRET_FILE_OK);
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	check_read(&place, ENTRY, SECRET_FILE_OK, "second \"quoted\" \xc3\xbc");
	umask(old_mask);
	end(&place);
}

static void entries_do_not_touch_each_other(void **state)
{
	struct place place;

	(void)state;
	begin(&place);
	assert_int_equal(secret_file_write(place.path, ENTRY, "one"), SECRET_FILE_OK);
	assert_int_equal(secret_file_write(place.path, OTHER, "two"), SECRET_FILE_OK);
	check_read(&place, ENTRY, SECRET_FILE_OK, "one");
	assert_int_equal(secret_file_write(place.path, ENTRY, NULL), SECRET_FILE_OK);
	check_read(&place, ENTRY, SECRET_FILE_ABSENT, NULL);
	check_read(&place, OTHER, SECRET_FILE_OK, "two");
	/* erasing what is not there is no failure */
	assert_int_equal(secret_file_write(place.path, ENTRY, NULL), SECRET_FILE_OK);
	end(&place);
}

static void what_cannot_be_read_is_not_overwritten(void **state)
{
	static const char *const broken[] = {"", "{ broken", "[]", "\"text\""};
	struct place place;

	(void)state;
	begin(&place);
	for (size_t i = 0; i < COUNT(broken); i++) {
		char *secret;

		write_by_hand(&place, broken[i]);
		check_number(broken[i], "read", secret_file_read(place.path, ENTRY, &secret), SECRET_FILE_FAILED);
		check_number(broken[i], "write", secret_file_write(place.path, ENTRY, "new"), SECRET_FILE_FAILED);
	}
	write_by_hand(&place, "{ \"" ENTRY "\": 7, \"" OTHER "\": \"\" }");
	check_read(&place, ENTRY, SECRET_FILE_ABSENT, NULL);
	check_read(&place, OTHER, SECRET_FILE_ABSENT, NULL);
	end(&place);
}

static void unwritable_places_are_told(void **state)
{
	struct place place;
	char below_a_file[128];

	(void)state;
	begin(&place);
	write_by_hand(&place, "{}");
	snprintf(below_a_file, sizeof(below_a_file), "%s/below/secrets.json", place.path);
	assert_int_equal(secret_file_write(below_a_file, ENTRY, "secret"), SECRET_FILE_FAILED);
	/* not UTF-8: no JSON can hold it */
	assert_int_equal(secret_file_write(place.path, ENTRY, "\xff\xfe"), SECRET_FILE_FAILED);
	check_read(&place, ENTRY, SECRET_FILE_ABSENT, NULL);
	end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_private_from_the_start),
		cmocka_unit_test(entries_do_not_touch_each_other),
		cmocka_unit_test(what_cannot_be_read_is_not_overwritten),
		cmocka_unit_test(unwritable_places_are_told),
	};

	return RUN_TESTS(tests);
}
