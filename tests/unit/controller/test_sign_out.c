/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"
#include "support/scripted_server.h"

#include "core/store/state_file.h"

/* Nothing that belongs to an account outlives it. */

#define TWO_ACCOUNTS ACCOUNTS(ACCOUNT("one") "," ACCOUNT("two"))

static const struct destination good = {.service_type = (char *)"rtmp_custom",
					.url = (char *)"rtmp://a.example/b",
					.key = (char *)"key"};

static void begin_remembering(struct world *world, const char *pushes)
{
	struct dstr text = {0};

	begin(world, TWO_ACCOUNTS, SETTINGS);
	controller_destroy(world->controller);
	world_settle(world);
	dstr_printf(&text, "{\"version\":1,\"pushes\":{%s}}", pushes);
	write_file(world, "state.json", text.array);
	dstr_free(&text);
	world->key = (struct completion){0};
	start(world);
	switch_profile(world, world->directory);
	controller_start(world->controller);
	answer_key(world, KNOWN_KEY, SECRET_OK);
}

/* What state.json holds by now. Free with bfree. */
static char *remembered(const struct world *world)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/state.json", world->directory);
	return os_quick_read_utf8_file(path);
}

static void expect_remembered(struct world *world, const char *what, bool expected)
{
	char *text;

	world_settle(world);
	text = remembered(world);
	if ((strstr(text, what) != NULL) != expected)
		fail_msg("\"%s\" is %sexpected in %s", what, expected ? "" : "not ", text);
	bfree(text);
}

/* Up to where the account's own secrets are erased, whoever has asked for one before. */
static void answer_all_reads(struct world *world)
{
	while (completion_is_awaited(&world->secret))
		answer_secret(world, NULL, SECRET_ABSENT);
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++) {
		assert_string_equal(world->written_holder, "one");
		answer_written(world, SECRET_OK);
	}
}

static void expect_erasure(const struct world *world, const char *field)
{
	assert_string_equal(world->written_holder, "undo");
	assert_string_equal(world->written_field, field);
	assert_string_equal(world->written_text, "(erased)");
}

#define UNDOS                                                                            \
	"\"one/meeting/85746065432\":{\"settled\":\"a0\",\"undo\":true},"                \
	"\"one/meeting/111111111\":{\"undo\":true},\"one/webinar/1\":{\"kept\":\"a1\"}," \
	"\"two/meeting/85746065432\":{\"undo\":true}"

static void what_pushes_have_replaced_goes_with_the_sign_in(void **state)
{
	struct world world;

	(void)state;
	begin_remembering(&world, UNDOS);
	assert_true(world.can_undo);
	controller_sign_out(world.controller);
	answer_all_reads(&world);
	expect_erasure(&world, "one/meeting/85746065432");
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	/* nobody signs in between, nor does OBS end */
	controller_sign_in(world.controller);
	assert_string_equal(world.sign_in_code, "sign_in.signing_out");
	assert_true(controller_is_renewing(world.controller));
	answer_written(&world, SECRET_OK);
	assert_false(world.can_undo);
	expect_erasure(&world, "one/meeting/111111111");

	/* what could not be erased is told, and remembered for the next time */
	answer_written(&world, SECRET_DENIED);
	assert_int_equal(world.sign_out, SIGN_OUT_FAILED);
	assert_false(controller_is_renewing(world.controller));
	expect_remembered(&world, "one/meeting/111111111", true);
	controller_sign_out(world.controller);
	answer_all_reads(&world);
	expect_erasure(&world, "one/meeting/111111111");
	answer_written(&world, SECRET_ABSENT);
	assert_int_equal(world.sign_out, SIGN_OUT_DONE);
	expect_remembered(&world, "one/meeting/111111111", false);
	expect_remembered(&world, "one/meeting/85746065432", true);
	expect_remembered(&world, "two/meeting/85746065432", true);
	end(&world);
}

static void nothing_is_remembered_of_a_removed_account(void **state)
{
	struct world world;

	(void)state;
	begin_remembering(&world, UNDOS);
	controller_remove_account(world.controller);
	answer_all_reads(&world);
	answer_written(&world, SECRET_OK);
	expect_erasure(&world, "one/meeting/111111111");
	world.erasures = 0;
	answer_written(&world, SECRET_OK);
	/* not before the list is written */
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	world_settle(&world);
	assert_int_equal(world.sign_out, SIGN_OUT_REMOVED);
	/* also what is kept for Zoom's own host: it is another one that is used here */
	assert_int_equal(world.erasures, ACCOUNT_FIELD_COUNT);
	assert_int_equal(world.own_undo_erasures, 2);
	assert_string_equal(world.written_host, "");
	expect_remembered(&world, "one/", false);
	expect_remembered(&world, "two/meeting/85746065432", true);
	end(&world);
}

static void what_cannot_be_taken_off_the_list_stays(void **state)
{
	struct world world;

	(void)state;
	begin_remembering(&world, "\"one/meeting/85746065432\":{\"settled\":\"a0\"}");
	/* of a newer version, which is never written */
	write_file(&world, "accounts.json", "{\"version\":99,\"accounts\":[" ACCOUNT("one") "]}");
	controller_remove_account(world.controller);
	answer_all_reads(&world);
	assert_true(controller_is_renewing(world.controller));
	world_settle(&world);
	assert_int_equal(world.sign_out, SIGN_OUT_NOT_REMOVED);
	assert_false(controller_is_renewing(world.controller));
	assert_true(world.has_listed_account);
	expect_remembered(&world, "one/", true);
	end(&world);
}

static void the_undo_of_a_push_that_is_forgotten_goes(void **state)
{
	struct dstr pushes = {0};
	struct world world;

	(void)state;
	for (int i = 0; i < STATE_FILE_PUSHES_MAX; i++)
		dstr_catf(&pushes, "%s\"two/meeting/%d\":{\"undo\":true}", i ? "," : "", 100000000 + i);
	begin_remembering(&world, pushes.array);
	dstr_free(&pushes);
	controller_set_auto_sync(world.controller, true);
	controller_destination(world.controller, 0, world.directory, &good);
	controller_push(world.controller);
	expect_erasure(&world, "two/meeting/100000000");
	expect_remembered(&world, "two/meeting/100000000", false);
	expect_remembered(&world, "two/meeting/100000001", true);
	end(&world);
}

#define FOREIGN                                        \
	"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" \
	"{\"stream_url\":\"rtmp://foreign.example/x\",\"stream_key\":\"foreign\",\"page_url\":\"https://foreign.example\"}"

/* A push is about to store what it replaces; *stored is to be told how that has ended. */
static struct scripted_server *begin_storing(struct world *world, struct completion *stored)
{
	static const struct script script = {.reply = FOREIGN};
	struct scripted_server *server = scripted_server_create(&script);
	struct dstr url = {0};

	dstr_printf(&url, "http://127.0.0.1:%d", scripted_server_port(server));
	begin_at(world, url.array, TWO_ACCOUNTS, SETTINGS);
	dstr_free(&url);
	controller_push(world->controller);
	controller_destination(world->controller, world->reading, world->directory, &good);
	give_secret(world, TOKEN);
	/* what was pushed before is asked for when OBS has loaded */
	controller_start(world->controller);
	answer_key(world, KNOWN_KEY, SECRET_OK);
	while (strcmp(world->written_holder, "undo") != 0)
		world_run_next(world);
	assert_non_null(strstr(world->written_text, "foreign"));
	*stored = world->written;
	return server;
}

/* What a kill would leave: the PATCH does not leave before the file tells of it. */
static void what_can_be_undone_is_written_first(void **state)
{
	const struct secret_answer answer = {.result = SECRET_OK};
	struct scripted_server *server;
	struct completion stored;
	struct dstr path = {0};
	struct world world;
	char *text;

	(void)state;
	server = begin_storing(&world, &stored);
	world_settle(&world);
	assert_true(completion_finish(&stored, &answer));
	assert_int_equal(scripted_server_requests(server), 1);
	world_settle(&world);
	dstr_printf(&path, "%s/state.json", world.directory);
	text = os_quick_read_utf8_file(path.array);
	assert_non_null(strstr(text, "\"undo\""));
	scripted_server_wait_for_requests(server, 2);
	bfree(text);
	dstr_free(&path);
	end(&world);
	scripted_server_destroy(server);
}

static void an_undo_that_comes_too_late_goes(void **state)
{
	const struct secret_answer answer = {.result = SECRET_OK};
	struct completion stored;
	struct world world;
	struct scripted_server *server;

	(void)state;
	/* the account was signed out meanwhile */
	server = begin_storing(&world, &stored);
	controller_sign_out(world.controller);
	answer_all_reads(&world);
	assert_int_equal(world.sign_out, SIGN_OUT_DONE);
	assert_true(completion_finish(&stored, &answer));
	expect_erasure(&world, "one/meeting/85746065432");
	assert_false(world.can_undo);
	end(&world);
	scripted_server_destroy(server);

	/* or another meeting is pushed to */
	server = begin_storing(&world, &stored);
	controller_set_meeting(world.controller, "111 111 111");
	assert_false(completion_finish(&stored, &answer));
	expect_erasure(&world, "one/meeting/85746065432");
	end(&world);
	scripted_server_destroy(server);

	/* or the account is removed */
	server = begin_storing(&world, &stored);
	controller_remove_account(world.controller);
	answer_all_reads(&world);
	world_settle(&world);
	assert_int_equal(world.sign_out, SIGN_OUT_REMOVED);
	assert_false(completion_finish(&stored, &answer));
	assert_true(world.undo_erasures > 0);
	end(&world);
	scripted_server_destroy(server);
}

/* What is gone is not offered any more; what only cannot be read now may be later. */
#define PUSH_OF(kind) "\"one/" kind "/85746065432\":{\"undo\":true}"

/* Another OBS has kept something since this one was started, which writes that a push is due, no more. */
static void what_another_obs_has_kept_stays(void **state)
{
	struct world world;

	(void)state;
	begin_remembering(&world, "");
	world_settle(&world);
	write_file(&world, "state.json", "{\"version\":1,\"pushes\":{" PUSH_OF("unknown") "}}");
	controller_set_auto_sync(world.controller, true);
	controller_destination(world.controller, 0, world.directory, &good);
	controller_push(world.controller);
	expect_remembered(&world, "\"pending\"", true);
	expect_remembered(&world, "\"undo\"", true);
	end(&world);
}

/* With that remembered, and the first request sent. */
static void begin_at_zoom(struct world *world, const struct scripted_server *server, const char *pushes)
{
	struct dstr text = {0};

	dstr_printf(&text, "http://127.0.0.1:%d", scripted_server_port(server));
	prepare(world, text.array);
	write_file(world, "accounts.json", TWO_ACCOUNTS);
	write_file(world, PROFILE_SETTINGS_FILE_NAME, SETTINGS);
	dstr_printf(&text, "{\"version\":1,\"pushes\":{%s}}", pushes);
	write_file(world, "state.json", text.array);
	dstr_free(&text);
	start(world);
	switch_profile(world, world->directory);
	controller_start(world->controller);
	answer_key(world, KNOWN_KEY, SECRET_OK);
	give_secret(world, TOKEN);
}

/* It holds someone's livestream. */
static struct scripted_server *begin_at_foreign(struct world *world, const char *pushes)
{
	static const struct script script = {.reply = FOREIGN};
	struct scripted_server *server = scripted_server_create(&script);

	begin_at_zoom(world, server, pushes);
	return server;
}

/* Zoom has told whether it is a meeting or a webinar: what is remembered goes over to the other entry, all of it. */
static void what_can_be_undone_goes_with_the_kind(void **state)
{
	struct world world;
	struct scripted_server *server = begin_at_foreign(&world, PUSH_OF("unknown"));

	(void)state;
	world_run_next(&world);
	expect_remembered(&world, "one/unknown/", false);
	expect_remembered(&world, "one/meeting/", true);
	expect_remembered(&world, "\"undo\"", true);
	assert_true(world.can_undo);
	end(&world);
	scripted_server_destroy(server);
}

/* And where nothing is known to be kept, what another OBS has written there stays. */
static void a_kind_that_is_learnt_leaves_what_another_obs_has_kept(void **state)
{
	struct world world;
	struct scripted_server *server = begin_at_foreign(&world, "\"one/unknown/85746065432\":{\"written\":\"a\"}");

	(void)state;
	world_settle(&world);
	write_file(&world, "state.json", "{\"version\":1,\"pushes\":{" PUSH_OF("meeting") "}}");
	world_run_next(&world);
	expect_remembered(&world, "\"written\"", true);
	expect_remembered(&world, "\"undo\"", true);
	end(&world);
	scripted_server_destroy(server);
}

/* It is not known whether the keychain holds the older one yet: neither is offered, also where the push is refused. */
static void what_may_be_overwritten_is_not_offered(void **state)
{
	const struct secret_answer answer = {.result = SECRET_LATE};
	struct world world;
	struct scripted_server *server = begin_at_foreign(&world, PUSH_OF("meeting"));

	(void)state;
	assert_true(world.can_undo);
	controller_push(world.controller);
	world_run_next(&world);
	controller_destination(world.controller, world.reading, world.directory, &good);
	while (strcmp(world.written_holder, "undo") != 0)
		world_run_next(&world);
	assert_true(completion_finish(&world.written, &answer));
	world_settle(&world);
	world_run_next(&world);
	assert_int_equal(world.state, STATUS_FAILED);
	expect_remembered(&world, "\"undo\"", false);
	assert_false(world.can_undo);
	end(&world);
	scripted_server_destroy(server);
}

static void change_meeting(struct world *world)
{
	controller_set_meeting(world->controller, "111 111 111");
}

static void leave_profile(struct world *world)
{
	switch_profile(world, "/nonexistent/profile");
}

/* It is written down already that nothing can be undone any more, and what was is still kept. */
static void the_undo_of_a_meeting_that_is_left_goes(void **state)
{
	static const struct script script = {.reply = "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n"};
	static void (*const leave[])(struct world * world) = {change_meeting, leave_profile};

	(void)state;
	for (size_t i = 0; i < COUNT(leave); i++) {
		struct scripted_server *server = scripted_server_create(&script);
		struct world world;

		begin_at_zoom(&world, server, PUSH_OF("meeting"));
		controller_push(world.controller);
		world_run_next(&world);
		controller_destination(world.controller, world.reading, world.directory, &good);
		world_settle(&world);
		assert_int_equal(world.state, STATUS_PUSHING);
		expect_remembered(&world, "\"undo\"", false);
		assert_int_equal(world.undo_erasures, 0);
		leave[i](&world);
		expect_erasure(&world, "one/meeting/85746065432");
		end(&world);
		scripted_server_destroy(server);
	}
}

/* What another OBS has kept is of something older once this one has written over what it could not see. */
static void what_another_obs_has_kept_goes_with_a_blind_push(void **state)
{
	static const char *const replies[] = {"HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n",
					      "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", NULL};
	static const struct script script = {.replies = replies};
	struct scripted_server *server = scripted_server_create(&script);
	struct world world;

	(void)state;
	begin_at_zoom(&world, server, "\"one/meeting/85746065432\":{\"written\":\"a\"}");
	world_settle(&world);
	write_file(&world, "state.json", "{\"version\":1,\"pushes\":{" PUSH_OF("meeting") "}}");
	controller_push(world.controller);
	world_run_next(&world);
	controller_destination(world.controller, world.reading, world.directory, &good);
	expect_remembered(&world, "\"undo\"", true);
	assert_int_equal(world.undo_erasures, 0);
	world_run_next(&world);
	assert_int_equal(world.state, STATUS_VERIFYING);
	expect_erasure(&world, "one/meeting/85746065432");
	expect_remembered(&world, "\"undo\"", false);
	end(&world);
	scripted_server_destroy(server);
}

static void an_undo_that_cannot_be_read_is_told(void **state)
{
	static const struct {
		const char *text;
		enum secret_result result;
		const char *code;
		bool can_undo;
	} cases[] = {
		{NULL, SECRET_ABSENT, "undo.gone", false},
		{NULL, SECRET_DENIED, "secret.denied", true},
		{"no livestream", SECRET_OK, "undo.broken", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world world;

		begin_remembering(&world, UNDOS);
		while (completion_is_awaited(&world.secret))
			answer_secret(&world, NULL, SECRET_DENIED);
		assert_true(world.can_undo);
		controller_undo(world.controller);
		assert_string_equal(world.account, "undo");
		answer_secret(&world, cases[i].text, cases[i].result);
		check_number(cases[i].code, "state", world.state, STATUS_FAILED);
		check_text(cases[i].code, "code", world.code, cases[i].code);
		check_number(cases[i].code, "can undo", world.can_undo, cases[i].can_undo);
		end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_pushes_have_replaced_goes_with_the_sign_in),
		cmocka_unit_test(nothing_is_remembered_of_a_removed_account),
		cmocka_unit_test(what_cannot_be_taken_off_the_list_stays),
		cmocka_unit_test(the_undo_of_a_push_that_is_forgotten_goes),
		cmocka_unit_test(what_can_be_undone_is_written_first),
		cmocka_unit_test(an_undo_that_comes_too_late_goes),
		cmocka_unit_test(an_undo_that_cannot_be_read_is_told),
		cmocka_unit_test(what_another_obs_has_kept_stays),
		cmocka_unit_test(what_can_be_undone_goes_with_the_kind),
		cmocka_unit_test(a_kind_that_is_learnt_leaves_what_another_obs_has_kept),
		cmocka_unit_test(what_may_be_overwritten_is_not_offered),
		cmocka_unit_test(the_undo_of_a_meeting_that_is_left_goes),
		cmocka_unit_test(what_another_obs_has_kept_goes_with_a_blind_push),
	};

	return RUN_TESTS(tests);
}
