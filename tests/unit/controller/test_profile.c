/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"

static const struct destination good = {.url = "rtmp://live.example/app",
					.key = "planted-key",
					.service_type = "rtmp_custom"};

#define BROADCASTS "\"broadcasts\":[{\"kind\":\"meeting\",\"id\":85746065432,\"page_url\":\"" PAGE "\"}]"
#define VERSION_OF(version, auto_sync, id) \
	"{\"version\":" version ",\"account\":\"one\",\"auto_sync\":" auto_sync id "," BROADCASTS "}"
#define PROFILE(auto_sync, id) VERSION_OF("1", auto_sync, id)
#define ID(id) ",\"profile_id\":\"" id "\""
#define PENDING "\"pushes\":{\"one/meeting/85746065432\":{\"settled\":\"a0\",\"pending\":true}}"

/* OBS's profiles: below the directory that the plugin's own files are in. */
static char *profile_path(const struct world *world, const char *profile)
{
	struct dstr path = {0};

	dstr_printf(&path, "%s/%s", world->directory, profile);
	return path.array;
}

static void write_profile(const struct world *world, const char *profile, const char *settings)
{
	char *path = profile_path(world, profile);
	struct dstr name = {0};

	assert_int_equal(mkdir(path, 0700), 0);
	dstr_printf(&name, "%s/" PROFILE_SETTINGS_FILE_NAME, profile);
	write_file(world, name.array, settings);
	dstr_free(&name);
	bfree(path);
}

/* With what the thread of the files still has to write there. */
static void remove_profile(struct world *world, const char *profile)
{
	char *path = profile_path(world, profile);
	struct dstr file = {0};

	world_settle(world);
	dstr_printf(&file, "%s/" PROFILE_SETTINGS_FILE_NAME, path);
	unlink(file.array);
	rmdir(path);
	dstr_free(&file);
	bfree(path);
}

static void open_profile(struct world *world, const char *profile)
{
	char *path = profile_path(world, profile);

	world_settle(world);
	controller_set_profile(world->controller, path);
	bfree(path);
}

static bool file_holds(struct world *world, const char *name, const char *part)
{
	char *path = profile_path(world, name);
	struct dstr text = {0};
	bool holds;

	world_settle(world);
	text.array = os_quick_read_utf8_file(path);
	assert_non_null(text.array);
	text.len = strlen(text.array);
	dstr_replace(&text, "\": ", "\":");
	holds = strstr(text.array, part) != NULL;
	dstr_free(&text);
	bfree(path);
	return holds;
}

/* In a directory with that state.json, in which {root} is the directory. */
static void prepare_with_state(struct world *world, const char *state_text)
{
	struct dstr text = {0};

	prepare(world, NULL);
	write_file(world, "accounts.json", ACCOUNTS(ACCOUNT("one")));
	dstr_printf(&text, "{\"version\":1,%s}", state_text);
	dstr_replace(&text, "{root}", world->directory);
	write_file(world, "state.json", text.array);
	dstr_free(&text);
}

/* What OBS holds is read, and the key of the digests where that is waited for. */
static void let_it_push(struct world *world, const char *profile)
{
	char *path = profile_path(world, profile);

	controller_destination(world->controller, 0, path, &good);
	if (world->key.done)
		answer_key(world, KNOWN_KEY, SECRET_OK);
	memset(&world->key, 0, sizeof(world->key));
	bfree(path);
}

static void a_copy_begins_with_it_off(void **state)
{
	static const struct {
		const char *label;
		const char *here;    /* the settings of the profile that is opened */
		const char *there;   /* of the one beside it; NULL: it is gone */
		const char *seen_in; /* where id "a" was seen last */
		bool is_on, is_copy;
		const char *id;   /* what the file holds of it afterwards; NULL: none */
		const char *pair; /* what state.json holds of it afterwards */
	} cases[] = {
		{"a copy", PROFILE("true", ID("a")), PROFILE("true", ID("a")), "there", false, true,
		 "\"profile_id\":\"" MADE_KEY "\"", "\"a\":\"{root}/there\""},
		{"a copy of one where it is off by now", PROFILE("true", ID("a")), PROFILE("false", ID("a")), "there",
		 false, true, "\"profile_id\":\"" MADE_KEY "\"", "\"a\":\"{root}/there\""},
		{"a copy where it is off", PROFILE("false", ID("a")), PROFILE("true", ID("a")), "there", false, false,
		 "\"profile_id\":\"a\"", "\"a\":\"{root}/there\""},
		{"renamed", PROFILE("true", ID("a")), NULL, "there", true, false, "\"profile_id\":\"a\"",
		 "\"a\":\"{root}/here\""},
		{"as it was left", PROFILE("true", ID("a")), PROFILE("true", ID("a")), "here", true, false,
		 "\"profile_id\":\"a\"", "\"a\":\"{root}/here\""},
		{"never seen", PROFILE("true", ID("a")), PROFILE("true", ID("a")), "", true, false,
		 "\"profile_id\":\"a\"", "\"a\":\"{root}/here\""},
		{"without an id", PROFILE("true", ""), PROFILE("true", ""), "there", true, false,
		 "\"profile_id\":\"" MADE_KEY "\"", "\"" MADE_KEY "\":\"{root}/here\""},
		{"an empty id", PROFILE("true", ID("")), NULL, "there", true, false, "\"profile_id\":\"" MADE_KEY "\"",
		 "\"" MADE_KEY "\":\"{root}/here\""},
		{"never kept in step", PROFILE("false", ""), NULL, "there", false, false, "\"auto_sync\":false",
		 "\"a\":\"{root}/there\""},
		{"a copy, of a newer version", VERSION_OF("2", "true", ID("a")), PROFILE("true", ID("a")), "there",
		 false, true, "\"auto_sync\":true,\"profile_id\":\"a\"", "\"a\":\"{root}/there\""},
		{"without an id, of a newer version", VERSION_OF("2", "true", ""), NULL, "there", true, false,
		 "\"auto_sync\":true,\"broadcasts\"", "\"a\":\"{root}/there\""},
	};
	struct world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dstr text = {0};

		dstr_printf(&text, "\"profiles\":{\"%s\":\"{root}/%s\"}," PENDING, *cases[i].seen_in ? "a" : "other",
			    cases[i].seen_in);
		prepare_with_state(&world, text.array);
		write_profile(&world, "here", cases[i].here);
		if (cases[i].there)
			write_profile(&world, "there", cases[i].there);
		start(&world);
		controller_start(world.controller);
		open_profile(&world, "here");
		/* not before it is known what it is */
		let_it_push(&world, "here");
		check_number(cases[i].label, "state before", world.state == STATUS_PUSHING, false);
		world_turn(&world);
		let_it_push(&world, "here");
		check_number(cases[i].label, "auto-sync", world.auto_sync, cases[i].is_on);
		check_number(cases[i].label, "notice", world.profile_is_copy, cases[i].is_copy);
		check_number(cases[i].label, "is pushing", world.state == STATUS_PUSHING, cases[i].is_on);
		check_number(cases[i].label, "id", file_holds(&world, "here/" PROFILE_SETTINGS_FILE_NAME, cases[i].id),
			     true);
		dstr_copy(&text, cases[i].pair);
		dstr_replace(&text, "{root}", world.directory);
		check_number(cases[i].label, "pair", file_holds(&world, "state.json", text.array), true);
		/* where the id is not saved it is remembered nowhere else */
		check_number(cases[i].label, "new pair", file_holds(&world, "state.json", MADE_KEY),
			     strstr(cases[i].pair, MADE_KEY) != NULL);
		/* what is pending is the other profile's */
		check_number(cases[i].label, "pending", file_holds(&world, "state.json", "pending"), true);
		dstr_free(&text);
		remove_profile(&world, "here");
		remove_profile(&world, "there");
		end(&world);
	}
}

/* OBS 32 tells of the new directory, removes the old one, and tells once more; all in one turn of the loop. */
static void a_rename_keeps_it_on(void **state)
{
	struct world world;

	(void)state;
	prepare_with_state(&world, "\"profiles\":{\"a\":\"{root}/there\"}");
	write_profile(&world, "there", PROFILE("true", ID("a")));
	start(&world);
	controller_start(world.controller);
	open_profile(&world, "there");
	world_turn(&world);
	assert_true(world.auto_sync);
	write_profile(&world, "here", PROFILE("true", ID("a")));
	open_profile(&world, "here");
	remove_profile(&world, "there");
	open_profile(&world, "here");
	let_it_push(&world, "here");
	assert_int_not_equal(world.state, STATUS_PUSHING);
	world_turn(&world);
	assert_int_equal(world.state, STATUS_PUSHING);
	assert_true(world.auto_sync);
	assert_false(world.profile_is_copy);
	remove_profile(&world, "here");
	end(&world);
}

static void the_person_decides_about_a_copy(void **state)
{
	struct world world;

	(void)state;
	prepare_with_state(&world, "\"profiles\":{\"a\":\"{root}/there\"}");
	write_profile(&world, "there", PROFILE("true", ID("a")));
	write_profile(&world, "here", PROFILE("true", ID("a")));
	start(&world);
	controller_start(world.controller);
	open_profile(&world, "here");
	world_turn(&world);
	assert_true(world.profile_is_copy);
	controller_set_auto_sync(world.controller, true);
	assert_true(world.auto_sync);
	assert_false(world.profile_is_copy);
	/* both are what they are from now on, and nothing is told again */
	for (size_t i = 0; i < 2; i++) {
		open_profile(&world, "there");
		world_turn(&world);
		assert_true(world.auto_sync);
		assert_false(world.profile_is_copy);
		open_profile(&world, "here");
		world_turn(&world);
		assert_true(world.auto_sync);
		assert_false(world.profile_is_copy);
	}
	remove_profile(&world, "here");
	remove_profile(&world, "there");
	end(&world);
}

/* The copy was made while it was off, so that both have the id. */
static void a_copy_that_is_switched_on_is_another_profile(void **state)
{
	struct world world;

	(void)state;
	prepare_with_state(&world, "\"profiles\":{\"a\":\"{root}/there\"}");
	write_profile(&world, "there", PROFILE("true", ID("a")));
	write_profile(&world, "here", PROFILE("false", ID("a")));
	start(&world);
	controller_start(world.controller);
	open_profile(&world, "here");
	world_turn(&world);
	controller_set_auto_sync(world.controller, false);
	controller_set_auto_sync(world.controller, true);
	open_profile(&world, "there");
	world_turn(&world);
	assert_true(world.auto_sync);
	assert_false(world.profile_is_copy);
	open_profile(&world, "here");
	world_turn(&world);
	assert_true(world.auto_sync);
	remove_profile(&world, "here");
	remove_profile(&world, "there");
	end(&world);
}

/* Also where both push to the same meeting. */
static void what_failed_in_one_is_not_told_in_another(void **state)
{
	struct world world;
	char *path;

	(void)state;
	prepare_with_state(&world, "\"profiles\":{}");
	write_profile(&world, "here", PROFILE("false", ""));
	write_profile(&world, "there", PROFILE("false", ""));
	start(&world);
	open_profile(&world, "here");
	world_turn(&world);
	controller_push(world.controller);
	path = profile_path(&world, "here");
	controller_destination(world.controller, world.reading, path, &good);
	bfree(path);
	give_secret(&world, "two words");
	assert_int_equal(world.state, STATUS_FAILED);
	open_profile(&world, "there");
	world_turn(&world);
	assert_int_equal(world.state, STATUS_IDLE);
	assert_string_equal(world.code, "");
	assert_false(world.auto_sync_is_new);
	remove_profile(&world, "here");
	remove_profile(&world, "there");
	end(&world);
}

static void hand_destination(struct world *world, const char *url, const char *service_name)
{
	const struct destination destination = {.url = (char *)url,
						.key = "planted-key",
						.service_type = service_name ? "rtmp_common" : "rtmp_custom",
						.service_name = (char *)service_name,
						.linked_login = service_name ? "st_mary" : NULL};
	char *path = profile_path(world, "here");

	controller_destination(world->controller, 0, path, &destination);
	bfree(path);
}

/* What the person has used with a server, else what OBS is linked with; never what is set already. */
static void suggests_the_page_of_a_server(void **state)
{
	struct world world;

	(void)state;
	prepare_with_state(&world, "\"profiles\":{}");
	write_profile(&world, "here", PROFILE("false", ""));
	start(&world);
	open_profile(&world, "here");
	assert_string_equal(world.suggested_page_url, "");
	hand_destination(&world, "rtmp://one.example/app", NULL);
	assert_string_equal(world.suggested_page_url, "");
	/* no decision for this server, but one that stands since before */
	hand_destination(&world, "rtmp://live.twitch.tv/app", "Twitch");
	assert_string_equal(world.suggested_page_url, "https://www.twitch.tv/st_mary");
	assert_string_equal(world.page_url, PAGE);
	assert_int_equal(controller_set_page_url(world.controller, world.suggested_page_url), PAGE_URL_OK);
	assert_string_equal(world.page_url, "https://www.twitch.tv/st_mary");
	assert_string_equal(world.suggested_page_url, "");
	/* by a push, the one that stands is decided on */
	hand_destination(&world, "rtmp://two.example/app", NULL);
	assert_string_equal(world.suggested_page_url, "");
	assert_int_equal(controller_set_page_url(world.controller, "https://two.example"), PAGE_URL_OK);
	hand_destination(&world, "rtmp://one.example/app", NULL);
	controller_push(world.controller);
	assert_string_equal(world.suggested_page_url, "");
	assert_int_equal(controller_set_page_url(world.controller, ""), PAGE_URL_EMPTY);
	assert_string_equal(world.suggested_page_url, "https://two.example");
	/* the person's own comes before the channel's */
	hand_destination(&world, "rtmp://live.twitch.tv/app", "Twitch");
	assert_int_equal(controller_set_page_url(world.controller, "https://own.example"), PAGE_URL_OK);
	assert_string_equal(world.suggested_page_url, "");
	hand_destination(&world, "rtmp://two.example/app", NULL);
	assert_string_equal(world.suggested_page_url, "https://two.example");
	hand_destination(&world, "rtmp://live.twitch.tv/app", "Twitch");
	assert_string_equal(world.suggested_page_url, "");
	assert_true(file_holds(&world, "here/" PROFILE_SETTINGS_FILE_NAME, "\"rtmp://two.example/app\""));
	assert_false(file_holds(&world, "here/" PROFILE_SETTINGS_FILE_NAME, "planted"));
	remove_profile(&world, "here");
	end(&world);
}

#define PUSH_OF(kind) "\"one/" kind "/99911122233\":{\"undo\":true}"

/* A link tells less surely than Zoom did whether it is a meeting or a webinar, and what is remembered goes by that. */
static void a_kind_that_is_told_is_a_hint(void **state)
{
	static const struct {
		const char *pushes, *link;
		const char *undo; /* the secret that is put back */
	} cases[] = {
		{PUSH_OF("meeting"), "https://zoom.us/w/99911122233", "one/meeting/99911122233"},
		{PUSH_OF("webinar"), "https://zoom.us/j/99911122233", "one/webinar/99911122233"},
		{PUSH_OF("webinar"), "https://zoom.us/w/99911122233", "one/webinar/99911122233"},
		{PUSH_OF("meeting") "," PUSH_OF("webinar"), "https://zoom.us/w/99911122233", "one/webinar/99911122233"},
	};
	struct world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dstr text = {0};

		dstr_printf(&text, "\"pushes\":{%s}", cases[i].pushes);
		prepare_with_state(&world, text.array);
		write_profile(&world, "here", PROFILE("false", ""));
		start(&world);
		controller_start(world.controller);
		open_profile(&world, "here");
		world_turn(&world);
		let_it_push(&world, "here");
		assert_int_equal(controller_set_meeting(world.controller, cases[i].link), MEETING_LINK_OK);
		while (completion_is_awaited(&world.secret))
			answer_secret(&world, NULL, SECRET_DENIED);
		check_number(cases[i].link, "can undo", world.can_undo, true);
		controller_undo(world.controller);
		check_text(cases[i].link, "secret", world.field, cases[i].undo);
		dstr_free(&text);
		remove_profile(&world, "here");
		end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_begins_with_it_off),
		cmocka_unit_test(a_rename_keeps_it_on),
		cmocka_unit_test(the_person_decides_about_a_copy),
		cmocka_unit_test(a_copy_that_is_switched_on_is_another_profile),
		cmocka_unit_test(what_failed_in_one_is_not_told_in_another),
		cmocka_unit_test(suggests_the_page_of_a_server),
		cmocka_unit_test(a_kind_that_is_told_is_a_hint),
	};

	return RUN_TESTS(tests);
}
