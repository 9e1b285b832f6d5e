/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"

static const struct destination good = {.service_type = (char *)"rtmp_custom",
					.url = (char *)"rtmp://a.example/b",
					.key = (char *)"key"};

static void account_is_never_guessed(void **state)
{
	static const struct {
		const char *label, *accounts, *settings, *expected;
	} cases[] = {
		{"none at all", NULL, NULL, NULL},
		{"none chosen, one there", ACCOUNTS(ACCOUNT("one")), NULL, "one"},
		{"none chosen, two there", ACCOUNTS(ACCOUNT("one") "," ACCOUNT("two")), NULL, NULL},
		{"chosen", ACCOUNTS(ACCOUNT("two") "," ACCOUNT("one")), SETTINGS, "one"},
		{"chosen, but unknown", ACCOUNTS(ACCOUNT("two")), SETTINGS, NULL},
		{"of a method of later", ACCOUNTS("{\"id\":\"one\",\"method\":\"passkey\"}"), SETTINGS, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world world;

		begin(&world, cases[i].accounts, cases[i].settings);
		check_text(cases[i].label, "account", controller_account(world.controller), cases[i].expected);
		check_number(cases[i].label, "has account", world.has_account, cases[i].expected != NULL);
		end(&world);
	}
}

static void that_obs_streams_is_told_as_long_as_it_does(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	assert_false(world.obs_is_streaming);
	controller_set_streaming(world.controller, true);
	assert_true(world.obs_is_streaming);
	controller_set_streaming(world.controller, false);
	assert_false(world.obs_is_streaming);
	end(&world);
}

static void what_is_hidden_is_told(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	assert_false(world.hide_details);
	controller_set_hide_details(world.controller, true);
	assert_true(world.hide_details);
	controller_set_hide_details(world.controller, false);
	assert_false(world.hide_details);
	end(&world);
}

static void what_was_read_in_another_profile_is_thrown_away(void **state)
{
	struct world world;
	size_t readings;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	readings = world.readings;
	controller_destination(world.controller, 0, "/another/profile", &good);
	assert_false(world.destination_known);
	assert_int_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, world.reading - 1, "/another/profile", &good);
	assert_int_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, world.reading, "/another/profile", &good);
	assert_int_equal(world.state, STATUS_IDLE);
	assert_int_equal(world.readings, readings);
	assert_null(world.secret.done);
	end(&world);
}

static void a_switch_of_profiles_ends_the_push(void **state)
{
	struct world world;
	uint64_t reading;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	assert_int_equal(world.state, STATUS_PUSHING);
	reading = world.reading;
	switch_profile(&world, "/nonexistent/profile");
	assert_int_equal(world.state, STATUS_UNCONFIGURED);
	controller_destination(world.controller, reading, "/nonexistent/profile", &good);
	assert_null(world.secret.done);
	end(&world);
}

static void a_token_that_is_none_is_told(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	controller_destination(world.controller, world.reading, world.directory, &good);
	give_secret(&world, "two words " TOKEN);
	assert_int_equal(world.state, STATUS_FAILED);
	assert_string_equal(world.code, "account.bad_token");
	end(&world);
}

static void only_valid_values_are_taken(void **state)
{
	struct world world;

	(void)state;
	begin(&world, NULL, NULL);
	assert_int_equal(controller_set_meeting(world.controller, MEETING), MEETING_LINK_OK);
	assert_int_equal(controller_set_page_url(world.controller, PAGE), PAGE_URL_OK);
	assert_int_equal(controller_set_meeting(world.controller, "123"), MEETING_LINK_TOO_SHORT);
	assert_int_equal(controller_set_page_url(world.controller, "ftp://x"), PAGE_URL_NOT_HTTP);
	assert_true(world.id == 85746065432ull);
	assert_string_equal(world.page_url, PAGE);
	assert_int_equal(controller_set_meeting(world.controller, " "), MEETING_LINK_EMPTY);
	assert_true(world.id == 0);
	end(&world);
}

/* What state.json holds, as text. */
static char *read_state_file(struct world *world)
{
	char path[128];
	char *text;

	world_settle(world);
	snprintf(path, sizeof(path), "%s/state.json", world->directory);
	text = os_quick_read_utf8_file(path);
	return text ? text : bstrdup("");
}

#define AUTO_SETTINGS                                                                                                     \
	"{\"version\":1,\"account\":\"one\",\"auto_sync\":true,\"broadcasts\":[{\"kind\":\"meeting\",\"id\":85746065432," \
	"\"page_url\":\"" PAGE "\"}]}"

static void begin_loaded(struct world *world)
{
	begin(world, ACCOUNTS(ACCOUNT("one")), AUTO_SETTINGS);
	controller_destination(world->controller, 0, world->directory, &good);
	assert_null(world->key.done);
	assert_null(world->secret.done);
	controller_start(world->controller);
	assert_non_null(world->key.done);
	/* before it is known what was pushed, nothing is */
	assert_null(world->secret.done);
}

static void what_is_due_is_written_down_and_pushed(void **state)
{
	struct world world;
	char *text;

	(void)state;
	begin_loaded(&world);
	answer_key(&world, NULL, SECRET_ABSENT);
	assert_string_equal(world.key_text, MADE_KEY);
	text = read_state_file(&world);
	assert_non_null(strstr(text, "one/meeting/85746065432"));
	assert_non_null(strstr(text, "pending"));
	assert_null(strstr(text, "rtmp:"));
	bfree(text);
	assert_int_equal(world.state, STATUS_PUSHING);
	end(&world);
}

/* OBS is in another profile by the time that it is read for the push. */
static void what_is_due_stays_so_when_the_profile_is_left(void **state)
{
	struct world world;
	char *text;

	(void)state;
	begin_loaded(&world);
	answer_key(&world, KNOWN_KEY, SECRET_OK);
	assert_int_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, world.reading, "/another/profile", &good);
	assert_int_equal(world.state, STATUS_IDLE);
	switch_profile(&world, "/another/profile");
	text = read_state_file(&world);
	assert_non_null(strstr(text, "pending"));
	assert_null(strstr(text, "settled"));
	bfree(text);
	end(&world);
}

static void without_its_key_only_a_change_is_pushed(void **state)
{
	const struct destination other = {.service_type = good.service_type, .url = good.url, .key = (char *)"another"};
	struct world world;

	(void)state;
	begin_loaded(&world);
	answer_key(&world, NULL, SECRET_DENIED);
	assert_null(world.key_written.done);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	/* the fetch at the start ends for want of a token */
	answer_secret(&world, NULL, SECRET_DENIED);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, 0, world.directory, &other);
	assert_int_equal(world.state, STATUS_PUSHING);
	end(&world);
}

static void what_one_profile_held_is_not_pushed_from_another(void **state)
{
	char other[80];
	char path[200];
	struct world world;
	FILE *file;

	(void)state;
	begin_loaded(&world);
	answer_key(&world, KNOWN_KEY, SECRET_OK);
	assert_null(world.key_written.done);
	snprintf(other, sizeof(other), "%s/other", world.directory);
	snprintf(path, sizeof(path), "%s/" PROFILE_SETTINGS_FILE_NAME, other);
	assert_int_equal(mkdir(other, 0700), 0);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs("{\"version\":1,\"account\":\"one\",\"auto_sync\":true,\"broadcasts\":[{\"id\":11122233344,"
	      "\"page_url\":\"" PAGE "\"}]}",
	      file);
	fclose(file);
	switch_profile(&world, other);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	assert_false(world.destination_known);
	/* a look-up that was begun in the first profile */
	controller_destination(world.controller, 0, world.directory, &good);
	assert_false(world.destination_known);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	/* what the thread of the files still has to write there */
	world_settle(&world);
	unlink(path);
	assert_int_equal(rmdir(other), 0);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(account_is_never_guessed),
		cmocka_unit_test(that_obs_streams_is_told_as_long_as_it_does),
		cmocka_unit_test(what_is_hidden_is_told),
		cmocka_unit_test(what_was_read_in_another_profile_is_thrown_away),
		cmocka_unit_test(a_switch_of_profiles_ends_the_push),
		cmocka_unit_test(a_token_that_is_none_is_told),
		cmocka_unit_test(only_valid_values_are_taken),
		cmocka_unit_test(what_is_due_is_written_down_and_pushed),
		cmocka_unit_test(what_is_due_stays_so_when_the_profile_is_left),
		cmocka_unit_test(without_its_key_only_a_change_is_pushed),
		cmocka_unit_test(what_one_profile_held_is_not_pushed_from_another),
	};

	return RUN_TESTS(tests);
}
