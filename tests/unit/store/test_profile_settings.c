/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/store/profile_settings.h"

static void write_settings(const char *root, const char *profile, const char *text)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", root, profile);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%s/" PROFILE_SETTINGS_FILE_NAME, root, profile);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void remove_settings(const char *root, const char *profile)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/%s/" PROFILE_SETTINGS_FILE_NAME, root, profile);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%s", root, profile);
	rmdir(path);
}

#define CARRIES(id) "{\"version\":1,\"profile_id\":\"" id "\"}"

/* The settings looked at are those in "here", with id "a". */
static void finds_where_settings_come_from(void **state)
{
	static const struct {
		const char *label, *id;
		const char *directory, *seen_in; /* in a directory that has "here", and "link" to it */
		const char *there;               /* the settings in "there"; NULL: no such directory */
		enum profile_settings_origin origin;
	} cases[] = {
		{"of an older version", NULL, "here", NULL, NULL, PROFILE_SETTINGS_FIRST_SEEN},
		{"of another computer", "a", "here", NULL, CARRIES("a"), PROFILE_SETTINGS_FIRST_SEEN},
		{"as it was left", "a", "here", "here", CARRIES("a"), PROFILE_SETTINGS_KNOWN},
		{"duplicated", "a", "here", "there", CARRIES("a"), PROFILE_SETTINGS_COPIED},
		{"duplicated by a newer version", "a", "here", "there", "{\"version\":2,\"profile_id\":\"a\"}",
		 PROFILE_SETTINGS_COPIED},
		{"renamed", "a", "here", "there", NULL, PROFILE_SETTINGS_MOVED},
		{"renamed, and a new one has its name", "a", "here", "there", "{}", PROFILE_SETTINGS_MOVED},
		{"renamed, and another one has its name", "a", "here", "there", CARRIES("b"), PROFILE_SETTINGS_MOVED},
		{"renamed, and its settings are no JSON", "a", "here", "there", "{", PROFILE_SETTINGS_MOVED},
		{"of a home that has moved", "a", "here", "../nonexistent/here", NULL, PROFILE_SETTINGS_MOVED},
		{"through a link", "a", "link", "here", NULL, PROFILE_SETTINGS_KNOWN},
		{"through a link before", "a", "here", "link", NULL, PROFILE_SETTINGS_KNOWN},
		{"with a slash at the end", "a", "here/", "here", NULL, PROFILE_SETTINGS_KNOWN},
		{"by way of another", "a", "here", "link/../here", NULL, PROFILE_SETTINGS_KNOWN},
		{"a copy through a link", "a", "link", "there", CARRIES("a"), PROFILE_SETTINGS_COPIED},
		{"in capitals, where that is another", "a", "HERE", "here", NULL, PROFILE_SETTINGS_COPIED},
	};
	char root[64], link[80], directory[160], seen_in[160];

	(void)state;
	make_directory(root, sizeof(root));
	write_settings(root, "here", CARRIES("a"));
	write_settings(root, "HERE", CARRIES("a"));
	snprintf(link, sizeof(link), "%s/link", root);
	assert_int_equal(symlink("here", link), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(directory, sizeof(directory), "%s/%s", root, cases[i].directory);
		snprintf(seen_in, sizeof(seen_in), "%s/%s", root, cases[i].seen_in ? cases[i].seen_in : "");
		if (cases[i].there)
			write_settings(root, "there", cases[i].there);
		check_number(cases[i].label, "origin",
			     profile_settings_find_origin(cases[i].id, directory, cases[i].seen_in ? seen_in : NULL),
			     cases[i].origin);
		remove_settings(root, "there");
	}
	unlink(link);
	remove_settings(root, "here");
	remove_settings(root, "HERE");
	assert_int_equal(rmdir(root), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_where_settings_come_from),
	};

	return RUN_TESTS(tests);
}
