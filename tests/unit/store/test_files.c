/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <util/platform.h>

#include "core/store/profile_settings.h"
#include "core/store/state_file.h"
#include "support/file_world.h"

/* An empty directory of its own for each test. */
struct place {
	char directory[64];
	struct dstr path;
	struct file_world world;
};

static const char *path_of(struct place *place, const char *name)
{
	dstr_printf(&place->path, "%s/%s", place->directory, name);
	return place->path.array;
}

static void begin(struct place *place)
{
	memset(place, 0, sizeof(*place));
	make_directory(place->directory, sizeof(place->directory));
	file_world_begin(&place->world);
}

static struct profile_settings load_settings(struct place *place, const char *profile)
{
	char *directory = profile ? bstrdup(path_of(place, profile)) : bstrdup(place->directory);
	struct profile_settings settings =
		profile_settings_load(place->world.files, directory, path_of(place, "profiles"), NULL, NULL);

	bfree(directory);
	return settings;
}

static void close_file(struct place *place, struct document *file)
{
	document_close(file);
	file_world_settle(&place->world);
}

static struct state_file load_state(struct place *place, const char *name)
{
	return state_file_load(place->world.files, path_of(place, name), NULL, NULL);
}

static void end(struct place *place)
{
	static const char *const names[] = {PROFILE_SETTINGS_FILE_NAME,
					    PROFILE_SETTINGS_FILE_NAME ".broken",
					    PROFILE_SETTINGS_FILE_NAME ".tmp",
					    "profiles.lock",
					    "file.json",
					    "file.json.lock",
					    "file.json.broken",
					    "a/b/" PROFILE_SETTINGS_FILE_NAME,
					    "a/b/" PROFILE_SETTINGS_FILE_NAME ".lock"};

	file_world_end(&place->world);
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(path_of(place, names[i]));
	rmdir(path_of(place, "a/b"));
	rmdir(path_of(place, "a"));
	/* fails where anything else was left behind */
	assert_int_equal(rmdir(place->directory), 0);
	dstr_free(&place->path);
}

static void write_file(struct place *place, const char *name, const char *text)
{
	FILE *file = fopen(path_of(place, name), "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void check_file_holds(struct place *place, const char *name, const char *part)
{
	char *text = os_quick_read_utf8_file(path_of(place, name));

	if (!text || !strstr(text, part))
		fail_msg("%s holds \"%s\", not \"%s\"", name, text ? text : "(nothing)", part);
	bfree(text);
}

static void reads_settings(void **state)
{
	static const struct {
		const char *text;
		const char *problem_code;
		const char *account;
		enum broadcast_kind kind;
		uint64_t id;
		const char *page_url;
	} cases[] = {
		{"{\"version\":1,\"account\":\"default\",\"broadcasts\":[{\"kind\":\"meeting\",\"id\":85746065432,"
		 "\"page_url\":\"https://p.example\"}]}",
		 NULL, "default", BROADCAST_KIND_MEETING, 85746065432, "https://p.example"},
		{"{\"broadcasts\":[{\"kind\":\"webinar\",\"id\":123456789}]}", NULL, NULL, BROADCAST_KIND_WEBINAR,
		 123456789, NULL},
		{"{\"version\":2,\"account\":\"a\",\"broadcasts\":[{\"id\":123456789}]}", "settings.newer", "a",
		 BROADCAST_KIND_UNKNOWN, 123456789, NULL},
		{"{\"version\":1.5}", "settings.newer", NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"account\":7,\"broadcasts\":{}}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"broadcasts\":[7]}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"broadcasts\":[{\"kind\":\"party\",\"id\":\"85746065432\",\"page_url\":\"ftp://x\"}]}", NULL, NULL,
		 BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"broadcasts\":[{\"id\":-85746065432,\"page_url\":\"\"}]}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0,
		 NULL},
		{"{\"broadcasts\":[{\"id\":99999999}]}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"broadcasts\":[{\"id\":100000000000}]}", NULL, NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"broadcasts\":[{\"id\":99999999999999999999}]}", "settings.broken", NULL, BROADCAST_KIND_UNKNOWN, 0,
		 NULL},
		{"[]", "settings.broken", NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"{\"version\":1", "settings.broken", NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
		{"", "settings.broken", NULL, BROADCAST_KIND_UNKNOWN, 0, NULL},
	};
	struct place place;

	(void)state;
	begin(&place);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct profile_settings settings;
		struct broadcast broadcast;

		write_file(&place, PROFILE_SETTINGS_FILE_NAME, cases[i].text);
		settings = load_settings(&place, NULL);
		broadcast = profile_settings_broadcast(settings);
		check_text(cases[i].text, "problem", profile_settings_problem_code(settings), cases[i].problem_code);
		check_text(cases[i].text, "account", profile_settings_account(settings), cases[i].account);
		check_number(cases[i].text, "kind", broadcast.kind, cases[i].kind);
		check_number(cases[i].text, "id", (long long)broadcast.id, (long long)cases[i].id);
		check_text(cases[i].text, "page_url", broadcast.page_url, cases[i].page_url);
		close_file(&place, settings.document);
	}
	end(&place);
}

static const struct broadcast sample = {.kind = BROADCAST_KIND_WEBINAR,
					.id = 85746065432,
					.page_url = "https://p.example/\u00e9"};

static void knows_whether_zoom_is_kept_in_step(void **state)
{
	static const struct {
		const char *text;
		bool auto_sync;
	} cases[] = {
		{"{\"auto_sync\":true}", true}, {"{\"auto_sync\":false}", false},    {"{}", false},
		{"{\"auto_sync\":1}", false},   {"{\"auto_sync\":\"true\"}", false}, {"broken", false},
	};
	struct place place;

	(void)state;
	begin(&place);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct profile_settings settings;

		write_file(&place, PROFILE_SETTINGS_FILE_NAME, cases[i].text);
		settings = load_settings(&place, NULL);
		check_number(cases[i].text, "auto_sync", profile_settings_auto_sync(settings), cases[i].auto_sync);
		profile_settings_set_auto_sync(settings, !cases[i].auto_sync);
		file_world_settle(&place.world);
		close_file(&place, settings.document);

		settings = load_settings(&place, NULL);
		check_number(cases[i].text, "set", profile_settings_auto_sync(settings), !cases[i].auto_sync);
		close_file(&place, settings.document);
	}
	end(&place);
}

static void reads_and_writes_what_is_hidden(void **state)
{
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME, "{\"hide_details\":1,\"auto_sync\":true}");
	settings = load_settings(&place, NULL);
	assert_false(profile_settings_hide_details(settings));
	profile_settings_set_hide_details(settings, true);
	file_world_settle(&place.world);
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"auto_sync\": true");

	settings = load_settings(&place, NULL);
	assert_true(profile_settings_hide_details(settings));
	close_file(&place, settings.document);
	end(&place);
}

/* Of more servers than there is room for, those that were set last. */
static void remembers_a_page_of_each_server(void **state)
{
	struct place place;
	struct profile_settings settings;
	char server[64];

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME,
		   "{\"page_urls\":{\"rtmp://odd\":\"no page\",\"rtmp://old\":\"https://old.example\"},\"mine\":1}");
	settings = load_settings(&place, NULL);
	assert_null(profile_settings_page_url_of(settings, "rtmp://odd"));
	assert_null(profile_settings_page_url_of(settings, "rtmp://elsewhere"));
	assert_string_equal(profile_settings_page_url_of(settings, "rtmp://old"), "https://old.example");
	for (int i = 1; i < PROFILE_SETTINGS_PAGE_URLS_MAX; i++) {
		snprintf(server, sizeof(server), "rtmp://%d.example", i);
		profile_settings_set_page_url_of(settings, server, "https://a.example");
	}
	profile_settings_set_page_url_of(settings, "rtmp://old", "https://new.example");
	profile_settings_set_page_url_of(settings, "rtmp://one-more.example", "https://b.example");
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"mine\": 1");

	settings = load_settings(&place, NULL);
	assert_null(profile_settings_page_url_of(settings, "rtmp://1.example"));
	assert_string_equal(profile_settings_page_url_of(settings, "rtmp://2.example"), "https://a.example");
	assert_string_equal(profile_settings_page_url_of(settings, server), "https://a.example");
	assert_string_equal(profile_settings_page_url_of(settings, "rtmp://old"), "https://new.example");
	assert_string_equal(profile_settings_page_url_of(settings, "rtmp://one-more.example"), "https://b.example");
	close_file(&place, settings.document);
	end(&place);
}

static void names_kinds(void **state)
{
	static const enum broadcast_kind kinds[] = {BROADCAST_KIND_UNKNOWN, BROADCAST_KIND_MEETING,
						    BROADCAST_KIND_WEBINAR};
	static const char *const names[] = {"unknown", "meeting", "webinar"};
	static const char *const others[] = {"", "Meeting", "webinars", NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		assert_string_equal(broadcast_kind_name(kinds[i]), names[i]);
		assert_int_equal(broadcast_kind_from_name(names[i]), kinds[i]);
	}
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(broadcast_kind_from_name(others[i]), BROADCAST_KIND_UNKNOWN);
	assert_string_equal(broadcast_kind_name(0), "unknown");
}

static void writes_settings_and_keeps_what_it_does_not_know(void **state)
{
	static const char *const kept[] = {"\"auto_sync\": true", "\"later\": {", "\"mine\": [", "987654321"};
	struct place place;
	struct profile_settings settings;
	struct broadcast broadcast;

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME,
		   "{\"auto_sync\":true,\"later\":{\"x\":null},\"broadcasts\":[{\"mine\":[1,2]},{\"id\":987654321}]}");
	settings = load_settings(&place, NULL);
	profile_settings_set_broadcast(settings, &sample);
	profile_settings_set_account(settings, "default");
	file_world_settle(&place.world);
	close_file(&place, settings.document);
	for (size_t i = 0; i < COUNT(kept); i++)
		check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, kept[i]);

	settings = load_settings(&place, NULL);
	broadcast = profile_settings_broadcast(settings);
	assert_int_equal(broadcast.id, sample.id);
	assert_int_equal(broadcast.kind, sample.kind);
	assert_string_equal(broadcast.page_url, sample.page_url);
	assert_string_equal(profile_settings_account(settings), "default");
	close_file(&place, settings.document);
	end(&place);
}

static void brings_no_removed_profile_back(void **state)
{
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	assert_int_equal(mkdir(path_of(&place, "a"), 0700), 0);
	settings = load_settings(&place, "a");
	assert_null(profile_settings_problem_code(settings));
	assert_int_equal(rmdir(path_of(&place, "a")), 0);
	profile_settings_set_broadcast(settings, &sample);
	file_world_settle(&place.world);
	assert_string_equal(profile_settings_problem_code(settings), "settings.not_saved");
	close_file(&place, settings.document);
	assert_int_equal(access(path_of(&place, "a"), F_OK), -1);
	end(&place);
}

static void never_writes_what_is_newer(void **state)
{
	static const char text[] = "{\"version\":2}";
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME, text);
	settings = load_settings(&place, NULL);
	profile_settings_set_broadcast(settings, &sample);
	file_world_settle(&place.world);
	assert_string_equal(profile_settings_problem_code(settings), "settings.newer");
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, text);
	end(&place);
}

static void sets_what_is_broken_aside_once(void **state)
{
	static const char text[] = "{\"mine\": tru";
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME, text);
	settings = load_settings(&place, NULL);
	profile_settings_set_broadcast(settings, &sample);
	file_world_settle(&place.world);
	assert_null(profile_settings_problem_code(settings));
	file_world_settle(&place.world);
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "85746065432");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME ".broken", text);
	end(&place);
}

/* A careless copy of a configuration leaves such. */
static void sets_a_directory_aside(void **state)
{
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	assert_int_equal(mkdir(path_of(&place, PROFILE_SETTINGS_FILE_NAME), S_IRWXU), 0);
	settings = load_settings(&place, NULL);
	assert_string_equal(profile_settings_problem_code(settings), "settings.broken");
	profile_settings_set_broadcast(settings, &sample);
	file_world_settle(&place.world);
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "85746065432");
	assert_int_equal(rmdir(path_of(&place, PROFILE_SETTINGS_FILE_NAME ".broken")), 0);
	end(&place);
}

static void tells_when_it_cannot_write(void **state)
{
	struct place place;
	struct profile_settings settings;

	(void)state;
	begin(&place);
	/* a file where a directory should be: nobody can write there, not even root */
	write_file(&place, "file.json", "");
	settings = load_settings(&place, "file.json");
	assert_null(profile_settings_problem_code(settings));
	profile_settings_set_broadcast(settings, &sample);
	file_world_settle(&place.world);
	assert_string_equal(profile_settings_problem_code(settings), "settings.not_saved");
	close_file(&place, settings.document);
	end(&place);
}

static void remembers_state(void **state)
{
	struct place place;
	struct state_file file;

	(void)state;
	begin(&place);
	write_file(&place, "file.json", "{\"later\":1,\"encodings\":{\"b\":\"strange\",\"c\":7}}");
	file = load_state(&place, "file.json");
	assert_int_equal(state_file_encoding(file, "a"), 0);
	assert_int_equal(state_file_encoding(file, "b"), 0);
	assert_int_equal(state_file_encoding(file, "c"), 0);
	assert_false(state_file_has_happened(file, STATE_FILE_DOCK_SHOWN));
	state_file_set_encoding(file, "a", ENCODING_JSON);
	state_file_set_encoding(file, "127.0.0.1:8443", ENCODING_MULTIPART);
	state_file_note_happened(file, STATE_FILE_DOCK_SHOWN);
	close_file(&place, file.document);

	file = load_state(&place, "file.json");
	assert_int_equal(state_file_encoding(file, "a"), ENCODING_JSON);
	assert_int_equal(state_file_encoding(file, "127.0.0.1:8443"), ENCODING_MULTIPART);
	assert_true(state_file_has_happened(file, STATE_FILE_DOCK_SHOWN));
	state_file_set_encoding(file, "a", 0);
	close_file(&place, file.document);

	file = load_state(&place, "file.json");
	assert_int_equal(state_file_encoding(file, "a"), 0);
	close_file(&place, file.document);
	check_file_holds(&place, "file.json", "\"later\": 1");
	end(&place);
}

static void check_push(const char *label, const struct push_record *actual, const struct push_record *expected)
{
	check_text(label, "settled", actual->synced, expected->synced);
	check_text(label, "written", actual->written, expected->written);
	check_text(label, "kept", actual->accepted_remote, expected->accepted_remote);
	check_number(label, "pending", actual->pending, expected->pending);
	check_number(label, "undo", actual->undo, expected->undo);
}

static void check_remembered(struct state_file file, enum broadcast_kind kind, uint64_t id,
			     const struct push_record *expected)
{
	struct push_record record;
	char label[60];

	snprintf(label, sizeof(label), "%s %" PRIu64, broadcast_kind_name(kind), id);
	state_file_get_push(file, "default", kind, id, &record);
	check_push(label, &record, expected);
	push_record_free(&record);
	check_push(label, &record, &(struct push_record){0});
}

static void copies_push_memories(void **state)
{
	const struct push_record whole = {.synced = "a",
					  .written = "b",
					  .accepted_remote = "c",
					  .pending = true,
					  .undo = true};
	const struct push_record part = {.written = "b"};
	struct push_record copy = {0};

	(void)state;
	push_record_copy(&copy, &whole);
	push_record_copy(&copy, &copy);
	check_push("whole", &copy, &whole);
	assert_ptr_not_equal(copy.synced, whole.synced);
	push_record_copy(&copy, &part);
	check_push("part", &copy, &part);
	push_record_free(&copy);
	check_push("freed", &copy, &(struct push_record){0});
}

static const struct push_record nothing;

static void remembers_pushes(void **state)
{
	static const struct push_record pushed = {.synced = "5e77", .written = "3217"};
	static const struct push_record pending = {.accepted_remote = "ce97", .pending = true, .undo = true};
	struct place place;
	struct state_file file;

	(void)state;
	begin(&place);
	write_file(&place, "file.json", "{\"later\":1}");
	file = load_state(&place, "file.json");
	check_remembered(file, BROADCAST_KIND_MEETING, 85746065432, &nothing);
	assert_false(state_file_has_happened(file, STATE_FILE_PUSHED_ONCE));
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 85746065432, &pushed, STATE_FILE_PUSH_WHOLE);
	state_file_set_push(file, "default", BROADCAST_KIND_UNKNOWN, 85746065432, &pending, STATE_FILE_PUSH_WHOLE);
	state_file_note_happened(file, STATE_FILE_PUSHED_ONCE);
	close_file(&place, file.document);

	check_file_holds(&place, "file.json", "\"default/meeting/85746065432\": {");
	check_file_holds(&place, "file.json", "\"default/unknown/85746065432\": {");
	check_file_holds(&place, "file.json", "\"later\": 1");
	file = load_state(&place, "file.json");
	assert_true(state_file_has_happened(file, STATE_FILE_PUSHED_ONCE));
	check_remembered(file, BROADCAST_KIND_MEETING, 85746065432, &pushed);
	check_remembered(file, BROADCAST_KIND_UNKNOWN, 85746065432, &pending);
	/* another id, kind or account is another broadcast */
	check_remembered(file, BROADCAST_KIND_MEETING, 85746065431, &nothing);
	check_remembered(file, BROADCAST_KIND_WEBINAR, 85746065432, &nothing);
	state_file_set_push(file, "other", BROADCAST_KIND_MEETING, 85746065432, &pending, STATE_FILE_PUSH_WHOLE);
	check_remembered(file, BROADCAST_KIND_MEETING, 85746065432, &pushed);

	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 85746065432, &nothing, STATE_FILE_PUSH_WHOLE);
	state_file_set_push(file, "default", BROADCAST_KIND_UNKNOWN, 85746065432, &pushed, STATE_FILE_PUSH_WHOLE);
	close_file(&place, file.document);
	file = load_state(&place, "file.json");
	check_remembered(file, BROADCAST_KIND_MEETING, 85746065432, &nothing);
	check_remembered(file, BROADCAST_KIND_UNKNOWN, 85746065432, &pushed);
	close_file(&place, file.document);
	end(&place);
}

static void reads_any_memory_of_pushes(void **state)
{
	static const struct {
		const char *text;
		struct push_record record;
	} cases[] = {
		{"{\"pushes\":{\"default/webinar/123456789\":{\"settled\":\"a\",\"pending\":true}}}",
		 {.synced = "a", .pending = true}},
		{"{\"pushes\":{\"default/webinar/123456789\":{\"settled\":7,\"written\":null,\"kept\":[],"
		 "\"pending\":1,\"undo\":\"true\"}}}",
		 {0}},
		{"{\"pushes\":{\"default/webinar/123456789\":\"x\"}}", {0}},
		{"{\"pushes\":[1]}", {0}},
		{"{\"pushes\":7,\"pushed_once\":1}", {0}},
		{"broken", {0}},
	};
	static const struct push_record pushed = {.written = "b"};
	struct place place;

	(void)state;
	begin(&place);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state_file file;

		write_file(&place, "file.json", cases[i].text);
		file = load_state(&place, "file.json");
		check_remembered(file, BROADCAST_KIND_WEBINAR, 123456789, &cases[i].record);
		assert_false(state_file_has_happened(file, STATE_FILE_PUSHED_ONCE));
		state_file_set_push(file, "default", BROADCAST_KIND_WEBINAR, 123456789, &pushed, STATE_FILE_PUSH_WHOLE);
		close_file(&place, file.document);

		file = load_state(&place, "file.json");
		check_remembered(file, BROADCAST_KIND_WEBINAR, 123456789, &pushed);
		close_file(&place, file.document);
	}
	end(&place);
}

static void keeps_what_it_does_not_know_of_pushes(void **state)
{
	struct place place;
	struct state_file file;

	(void)state;
	begin(&place);
	write_file(&place, "file.json",
		   "{\"pushes\":{\"default/meeting/123456789\":{\"settled\":\"a\",\"mine\":[3]},\"strange\":5}}");
	file = load_state(&place, "file.json");
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &nothing, STATE_FILE_PUSH_WHOLE);
	check_remembered(file, BROADCAST_KIND_MEETING, 123456789, &nothing);
	close_file(&place, file.document);
	check_file_holds(&place, "file.json", "\"mine\": [");
	check_file_holds(&place, "file.json", "\"strange\": 5");
	end(&place);
}

/* A file of the same contents at another place would tell that it was written again. */
static ino_t inode_of(struct place *place, const char *name)
{
	struct stat stat_of_file;

	assert_int_equal(stat(path_of(place, name), &stat_of_file), 0);
	return stat_of_file.st_ino;
}

static void writes_changes_only(void **state)
{
	static const struct push_record pushed = {.synced = "a", .undo = true};
	struct push_record changed = pushed;
	struct place place;
	struct state_file file;
	ino_t inode;
	int first;

	(void)state;
	begin(&place);
	file = load_state(&place, "file.json");
	/* nothing to forget: not even a file is made */
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &nothing, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	assert_int_equal(access(path_of(&place, "file.json"), F_OK), -1);
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &pushed, STATE_FILE_PUSH_WHOLE);
	state_file_note_happened(file, STATE_FILE_PUSHED_ONCE);
	file_world_settle(&place.world);

	/* held open, so that its number is nobody else's meanwhile */
	first = open(path_of(&place, "file.json"), O_RDONLY);
	inode = inode_of(&place, "file.json");
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &pushed, STATE_FILE_PUSH_WHOLE);
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 987654321, &nothing, STATE_FILE_PUSH_WHOLE);
	state_file_note_happened(file, STATE_FILE_PUSHED_ONCE);
	file_world_settle(&place.world);
	assert_int_equal(inode_of(&place, "file.json"), inode);
	changed.undo = false;
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &changed, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	assert_int_not_equal(inode_of(&place, "file.json"), inode);
	close(first);
	close_file(&place, file.document);
	end(&place);
}

/* What could not be written is tried again with the next, though that is no change. */
static void writes_what_could_not_be_written(void **state)
{
	static const struct push_record pushed = {.synced = "a"};
	struct place place;
	struct state_file file;

	(void)state;
	begin(&place);
	/* a file where its directory should be */
	write_file(&place, "a", "");
	file = load_state(&place, "a/b/" PROFILE_SETTINGS_FILE_NAME);
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &pushed, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	assert_int_equal(unlink(path_of(&place, "a")), 0);
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 123456789, &pushed, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	check_file_holds(&place, "a/b/" PROFILE_SETTINGS_FILE_NAME, "123456789");
	close_file(&place, file.document);
	end(&place);
}

static void forgets_the_oldest_pushes(void **state)
{
	static const struct push_record done = {.synced = "a"};
	static const struct push_record pending = {.synced = "a", .pending = true};
	static const struct push_record undo = {.synced = "a", .undo = true};
	static const struct push_record again = {.synced = "b"};
	const uint64_t first = 100000000;
	struct place place;
	struct state_file file;
	size_t undos = 0;

	(void)state;
	begin(&place);
	file = load_state(&place, "file.json");
	for (uint64_t id = first; id < first + STATE_FILE_PUSHES_MAX; id++)
		state_file_set_push(file, "default", BROADCAST_KIND_MEETING, id,
				    id == first       ? &pending
				    : id == first + 1 ? &undo
						      : &done,
				    STATE_FILE_PUSH_WHOLE);
	/* what was used again is not the oldest any more, also after a restart */
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, first + 2, &again, STATE_FILE_PUSH_WHOLE);
	close_file(&place, file.document);
	file = load_state(&place, "file.json");
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 1, &done, STATE_FILE_PUSH_WHOLE);
	state_file_set_push(file, "default", BROADCAST_KIND_MEETING, 2, &done, STATE_FILE_PUSH_WHOLE);
	check_remembered(file, BROADCAST_KIND_MEETING, first, &pending);
	check_remembered(file, BROADCAST_KIND_MEETING, first + 1, &undo);
	check_remembered(file, BROADCAST_KIND_MEETING, first + 2, &again);
	check_remembered(file, BROADCAST_KIND_MEETING, first + 3, &nothing);
	check_remembered(file, BROADCAST_KIND_MEETING, first + 4, &nothing);
	check_remembered(file, BROADCAST_KIND_MEETING, first + 5, &done);
	check_remembered(file, BROADCAST_KIND_MEETING, 2, &done);

	/* where all are pending the oldest goes, not the new one */
	for (uint64_t id = first; id < first + 2 * STATE_FILE_PUSHES_MAX; id++) {
		char *undo_name = state_file_set_push(file, "default", BROADCAST_KIND_WEBINAR, id, &pending,
						      STATE_FILE_PUSH_WHOLE);

		/* it is told which undo belongs to none of them any more */
		if (undo_name)
			assert_string_equal(undo_name, "default/meeting/100000001");
		undos += undo_name != NULL;
		bfree(undo_name);
	}
	assert_int_equal(undos, 1);
	check_remembered(file, BROADCAST_KIND_MEETING, first, &nothing);
	check_remembered(file, BROADCAST_KIND_WEBINAR, first + STATE_FILE_PUSHES_MAX - 1, &nothing);
	check_remembered(file, BROADCAST_KIND_WEBINAR, first + STATE_FILE_PUSHES_MAX, &pending);
	check_remembered(file, BROADCAST_KIND_WEBINAR, first + 2 * STATE_FILE_PUSHES_MAX - 1, &pending);
	close_file(&place, file.document);
	end(&place);
}

static void forgets_an_account(void **state)
{
	static const struct push_record undo = {.synced = "a", .undo = true};
	static const struct push_record done = {.synced = "a"};
	struct place place;
	struct state_file file;

	(void)state;
	begin(&place);
	file = load_state(&place, "file.json");
	state_file_forget_account(file, "one");
	state_file_set_push(file, "one", BROADCAST_KIND_MEETING, 1, &undo, STATE_FILE_PUSH_WHOLE);
	state_file_set_push(file, "one", BROADCAST_KIND_MEETING, 2, &done, STATE_FILE_PUSH_WHOLE);
	/* whose name begins alike */
	state_file_set_push(file, "one-more", BROADCAST_KIND_MEETING, 1, &undo, STATE_FILE_PUSH_WHOLE);
	assert_string_equal(state_file_undo_name(file, "one", 0), "one/meeting/1");
	assert_null(state_file_undo_name(file, "one", 1));
	assert_null(state_file_undo_name(file, "on", 0));
	assert_true(state_file_can_undo(file, "one/meeting/1"));
	state_file_forget_undo(file, "one/meeting/1");
	state_file_forget_undo(file, "one/meeting/3");
	assert_false(state_file_can_undo(file, "one/meeting/1"));
	close_file(&place, file.document);
	file = load_state(&place, "file.json");
	check_remembered(file, BROADCAST_KIND_MEETING, 1, &nothing);
	assert_int_equal(state_file_kind(file, "one", 1), BROADCAST_KIND_MEETING);
	assert_null(state_file_undo_name(file, "one", 0));
	state_file_forget_account(file, "one");
	close_file(&place, file.document);
	file = load_state(&place, "file.json");
	assert_int_equal(state_file_kind(file, "one", 1), BROADCAST_KIND_UNKNOWN);
	assert_int_equal(state_file_kind(file, "one", 2), BROADCAST_KIND_UNKNOWN);
	assert_string_equal(state_file_undo_name(file, NULL, 0), "one-more/meeting/1");
	close_file(&place, file.document);
	end(&place);
}

/* Two OBS on one broadcast: that one has kept something stays, unless the other has something to say of that. */
static void leaves_what_another_has_kept(void **state)
{
	static const struct push_record pushed = {.synced = "a"}, undo = {.synced = "a", .undo = true};
	static const struct {
		unsigned parts;
		bool stays;
	} writes[] = {{0, true}, {STATE_FILE_PUSH_DIGESTS, true}, {STATE_FILE_PUSH_WHOLE, false}};

	(void)state;
	for (size_t i = 0; i < COUNT(writes); i++) {
		struct place place;
		struct state_file one, two;

		begin(&place);
		one = load_state(&place, "file.json");
		two = load_state(&place, "file.json");
		assert_true(state_file_undo_is_written(one, "default/meeting/1"));
		file_world_shut(&place.world);
		state_file_set_push(one, "default", BROADCAST_KIND_MEETING, 1, &undo, STATE_FILE_PUSH_WHOLE);
		assert_false(state_file_undo_is_written(one, "default/meeting/1"));
		assert_true(state_file_undo_is_written(one, "default/meeting/2"));
		file_world_open(&place.world);
		file_world_settle(&place.world);
		assert_true(state_file_undo_is_written(one, "default/meeting/1"));
		state_file_set_push(two, "default", BROADCAST_KIND_MEETING, 1, &pushed, writes[i].parts);
		close_file(&place, two.document);
		close_file(&place, one.document);
		one = load_state(&place, "file.json");
		check_remembered(one, BROADCAST_KIND_MEETING, 1, writes[i].stays ? &undo : &pushed);
		close_file(&place, one.document);
		end(&place);
	}
}

/* Two OBS: what one forgets does not come back by the other, whatever that has written meanwhile. */
static void forgets_what_another_has_written(void **state)
{
	static const struct push_record undo = {.synced = "a", .undo = true};
	static const struct push_record again = {.synced = "b", .undo = true};
	struct place place;
	struct state_file one, two;
	char *forgotten;

	(void)state;
	begin(&place);
	one = load_state(&place, "file.json");
	state_file_set_push(one, "one", BROADCAST_KIND_MEETING, 1, &undo, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	two = load_state(&place, "file.json");
	state_file_set_push(one, "one", BROADCAST_KIND_MEETING, 2, &undo, STATE_FILE_PUSH_WHOLE);
	file_world_settle(&place.world);
	state_file_forget_account(two, "one");
	close_file(&place, two.document);
	check_file_holds(&place, "file.json", "\"version\": 1");
	two = load_state(&place, "file.json");
	check_remembered(two, BROADCAST_KIND_MEETING, 1, &nothing);
	assert_null(state_file_undo_name(two, NULL, 0));

	/* of what is forgotten for the room it is the one whose undo is erased, though in the file it is the newest */
	for (uint64_t id = 1; id <= STATE_FILE_PUSHES_MAX; id++)
		bfree(state_file_set_push(two, "default", BROADCAST_KIND_MEETING, id, &undo, STATE_FILE_PUSH_WHOLE));
	file_world_settle(&place.world);
	close_file(&place, one.document);
	one = load_state(&place, "file.json");
	bfree(state_file_set_push(one, "default", BROADCAST_KIND_MEETING, 1, &again, STATE_FILE_PUSH_WHOLE));
	file_world_settle(&place.world);
	forgotten = state_file_set_push(two, "default", BROADCAST_KIND_WEBINAR, 1, &undo, STATE_FILE_PUSH_WHOLE);
	assert_string_equal(forgotten, "default/meeting/1");
	bfree(forgotten);
	close_file(&place, one.document);
	close_file(&place, two.document);
	one = load_state(&place, "file.json");
	check_remembered(one, BROADCAST_KIND_MEETING, 1, &nothing);
	check_remembered(one, BROADCAST_KIND_MEETING, 2, &undo);
	close_file(&place, one.document);
	end(&place);
}

static void check_profile(struct state_file file, const char *id, const char *expected)
{
	char *directory = state_file_profile(file, id);

	if (expected)
		assert_string_equal(directory, expected);
	else
		assert_null(directory);
	bfree(directory);
}

static void remembers_where_profiles_are(void **state)
{
	struct place place;
	struct state_file file, other;
	char id[16];

	(void)state;
	begin(&place);
	file = load_state(&place, "file.json");
	check_profile(file, "0", NULL);
	check_profile(file, NULL, NULL);
	for (unsigned i = 0; i < STATE_FILE_PROFILES_MAX + 2; i++) {
		snprintf(id, sizeof(id), "%u", i);
		state_file_set_profile(file, id, "/here");
		/* so that it is not the oldest any more */
		state_file_set_profile(file, "0", i % 2 ? "/there" : "/elsewhere");
	}
	close_file(&place, file.document);
	file = load_state(&place, "file.json");
	check_profile(file, "0", "/there");
	check_profile(file, "2", NULL);
	check_profile(file, "3", "/here");
	check_profile(file, id, "/here");

	/* what another OBS has written is known before anything is written here */
	other = load_state(&place, "file.json");
	state_file_set_profile(other, id, "/moved");
	check_profile(other, "new", NULL);
	state_file_set_profile(other, "new", "/new");
	check_profile(other, "new", "/new");
	file_world_settle(&place.world);
	check_profile(file, id, "/moved");
	check_profile(file, "new", "/new");
	close_file(&place, other.document);
	close_file(&place, file.document);
	end(&place);
}

static void reads_how_a_livestream_starts(void **state)
{
	static const struct {
		const char *text; /* of the member "livestream" */
		struct live_settings live;
	} cases[] = {
		{"{}", {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT, LIVE_CAPTIONS_DEFAULT, false}},
		{"{\"display_name\":\"Sunday\",\"active_speaker_name\":true,\"layout\":\"gallery_view\","
		 "\"close_caption\":\"off\",\"after_break\":true}",
		 {"Sunday", LIVE_SPEAKER_NAME_SHOWN, LIVE_LAYOUT_GALLERY, LIVE_CAPTIONS_OFF, true}},
		{"{\"display_name\":\"\",\"active_speaker_name\":false,\"layout\":\"x\",\"close_caption\":7,"
		 "\"after_break\":1}",
		 {NULL, LIVE_SPEAKER_NAME_HIDDEN, LIVE_LAYOUT_DEFAULT, LIVE_CAPTIONS_DEFAULT, false}},
		{"[]", {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT, LIVE_CAPTIONS_DEFAULT, false}},
		{"{\"display_name\":\"12345678901234567890123456789012345678901234567890+\"}",
		 {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT, LIVE_CAPTIONS_DEFAULT, false}},
	};
	struct place place;

	(void)state;
	begin(&place);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct live_settings *expected = &cases[i].live;
		struct profile_settings settings;
		struct live_settings live;
		char text[400];

		snprintf(text, sizeof(text), "{\"livestream\":%s}", cases[i].text);
		write_file(&place, PROFILE_SETTINGS_FILE_NAME, text);
		settings = load_settings(&place, NULL);
		profile_settings_get_live(settings, &live);
		check_text(text, "name", live.display_name, expected->display_name);
		check_number(text, "speaker", live.speaker_name, expected->speaker_name);
		check_number(text, "layout", live.layout, expected->layout);
		check_number(text, "captions", live.captions, expected->captions);
		check_number(text, "after break", live.after_break, expected->after_break);
		live_settings_free(&live);
		close_file(&place, settings.document);
	}
	end(&place);
}

static void writes_how_a_livestream_starts(void **state)
{
	const struct live_settings set = {(char *)"Sunday", LIVE_SPEAKER_NAME_HIDDEN, LIVE_LAYOUT_SPEAKER,
					  LIVE_CAPTIONS_EMBEDDED, true};
	struct live_settings live;
	struct profile_settings settings;
	struct place place;

	(void)state;
	begin(&place);
	write_file(&place, PROFILE_SETTINGS_FILE_NAME,
		   "{\"version\":1,\"account\":\"a\",\"livestream\":{\"mine\":[1],\"layout\":\"gallery_view\"}}");
	settings = load_settings(&place, NULL);
	profile_settings_set_live(settings, &set);
	file_world_settle(&place.world);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"mine\": [");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"display_name\": \"Sunday\"");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"active_speaker_name\": false");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"layout\": \"speaker_view\"");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"close_caption\": \"embedded\"");
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"after_break\": true");
	live_settings_init(&live);
	profile_settings_set_live(settings, &live);
	profile_settings_get_live(settings, &live);
	assert_null(live.display_name);
	assert_int_equal(live.layout, LIVE_LAYOUT_DEFAULT);
	close_file(&place, settings.document);
	check_file_holds(&place, PROFILE_SETTINGS_FILE_NAME, "\"mine\": [");
	end(&place);
}

static void remembers_what_is_armed(void **state)
{
	struct state_file file;
	struct place place;

	(void)state;
	begin(&place);
	file = load_state(&place, "file.json");
	assert_int_equal(state_file_armed_at(file, "/here", "default", 85746065432), 0);
	state_file_set_armed(file, "/here", "default", 85746065432, 0);
	state_file_set_armed(file, "/here", "default", 85746065432, 1767225600);
	state_file_set_armed(file, "/there", "default", 123456789, 5);
	state_file_note_resolution_refused(file, "default");
	close_file(&place, file.document);
	check_file_holds(&place, "file.json", "\"broadcast\": \"default/85746065432\"");
	file = load_state(&place, "file.json");
	assert_int_equal(state_file_armed_at(file, "/here", "default", 85746065432), 1767225600);
	assert_int_equal(state_file_armed_at(file, "/here", "other", 85746065432), 0);
	assert_int_equal(state_file_armed_at(file, "/here", "default", 123456789), 0);
	assert_int_equal(state_file_armed_at(file, "/there", "default", 123456789), 5);
	state_file_set_armed(file, "/here", "default", 0, 0);
	assert_int_equal(state_file_armed_at(file, "/here", "default", 85746065432), 0);
	assert_int_equal(state_file_armed_at(file, "/there", "default", 123456789), 5);
	assert_true(state_file_refuses_resolution(file, "default"));
	assert_false(state_file_refuses_resolution(file, "other"));
	state_file_forget_account(file, "default");
	assert_false(state_file_refuses_resolution(file, "default"));
	close_file(&place, file.document);
	end(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_settings),
		cmocka_unit_test(writes_settings_and_keeps_what_it_does_not_know),
		cmocka_unit_test(brings_no_removed_profile_back),
		cmocka_unit_test(never_writes_what_is_newer),
		cmocka_unit_test(sets_what_is_broken_aside_once),
		cmocka_unit_test(sets_a_directory_aside),
		cmocka_unit_test(tells_when_it_cannot_write),
		cmocka_unit_test(remembers_state),
		cmocka_unit_test(knows_whether_zoom_is_kept_in_step),
		cmocka_unit_test(reads_and_writes_what_is_hidden),
		cmocka_unit_test(remembers_a_page_of_each_server),
		cmocka_unit_test(names_kinds),
		cmocka_unit_test(copies_push_memories),
		cmocka_unit_test(remembers_pushes),
		cmocka_unit_test(reads_any_memory_of_pushes),
		cmocka_unit_test(keeps_what_it_does_not_know_of_pushes),
		cmocka_unit_test(writes_changes_only),
		cmocka_unit_test(writes_what_could_not_be_written),
		cmocka_unit_test(forgets_the_oldest_pushes),
		cmocka_unit_test(forgets_an_account),
		cmocka_unit_test(leaves_what_another_has_kept),
		cmocka_unit_test(forgets_what_another_has_written),
		cmocka_unit_test(remembers_where_profiles_are),
		cmocka_unit_test(reads_how_a_livestream_starts),
		cmocka_unit_test(writes_how_a_livestream_starts),
		cmocka_unit_test(remembers_what_is_armed),
	};

	return RUN_TESTS(tests);
}
