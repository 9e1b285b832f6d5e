/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/live_world.h"

#define MEETING BROADCAST_KIND_MEETING
#define WEBINAR BROADCAST_KIND_WEBINAR
#define UNKNOWN BROADCAST_KIND_UNKNOWN

static void starts_and_stops(void **state)
{
	static const enum broadcast_kind kinds[] = {MEETING, WEBINAR, UNKNOWN};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const bool is_webinar = kinds[i] == WEBINAR;

		begin(&world, "start", kinds[i]);
		assert_true(world.status.can_start && world.status.can_stop);
		DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
		assert_int_equal(world.status.step, LIVE_STEP_SETTINGS);
		assert_int_equal(world.status.state, LIVE_UNKNOWN);
		assert_false(world.status.can_start);
		ensured(&world, LIVE_ENSURED_SAME);
		assert_int_equal(world.status.state, LIVE_STARTING);
		assert_int_equal(world.status.step, LIVE_STEP_STARTING);
		reply(&world, 204, "");
		expect_log(&world, is_webinar ? "eS" : kinds[i] == UNKNOWN ? "esm" : "es");
		expect_state(&world, LIVE_ON, NULL);
		assert_int_equal(world.status.at_s, START_S);
		assert_int_equal(world.status.meeting, LIVE_MEETING_RUNNING);
		assert_false(world.status.can_start || world.status.has_own_settings);
		pass(&world, 60000);
		DO(&world, live_stop(live, moment, effects));
		expect_state(&world, LIVE_STOPPING, NULL);
		reply(&world, 204, "");
		expect_log(&world, is_webinar ? "X" : "x");
		expect_state(&world, LIVE_STOPPED, NULL);
		assert_int_equal(world.status.at_s, START_S + 60);
		assert_int_equal(live_wake_in_ms(world.live, &world.moment), -1);
		end(&world);
	}
}

static void sends_its_settings(void **state)
{
	const struct live_settings settings = {(char *)"Sunday", LIVE_SPEAKER_NAME_SHOWN, LIVE_LAYOUT_SPEAKER,
					       LIVE_CAPTIONS_DEFAULT, false};
	const struct live_settings broken = {(char *)"\xff", LIVE_SPEAKER_NAME_SHOWN, LIVE_LAYOUT_SPEAKER,
					     LIVE_CAPTIONS_DEFAULT, false};
	struct live_world world;

	(void)state;
	begin(&world, "settings", UNKNOWN);
	live_set_settings(world.live, &settings);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	assert_non_null(strstr(world.body, "\"layout\":\"speaker_view\""));
	/* it turns out to be a webinar, which has no layout */
	reply(&world, 400, IS_WEBINAR);
	assert_null(strstr(world.body, "layout"));
	assert_non_null(strstr(world.body, "Sunday"));
	reply(&world, 204, "");
	expect_log(&world, "eswS");
	DO(&world, live_stop(live, moment, effects));
	reply(&world, 204, "");
	live_set_settings(world.live, &broken);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	check_text("broken", "body", world.body, "{\"action\":\"start\"}");
	end(&world);
}

/* What becomes of a start or stop by its reply. */
static void knows_what_replies_tell(void **state)
{
	static const struct {
		const char *label;
		bool is_stop;
		enum http_result result;
		bool sent;
		long status;
		const char *body;
		enum live_state state;
		bool perhaps;
		const char *code;
	} cases[] = {
		{"not begun", false, HTTP_RESULT_REPLY, true, 400, NOT_BEGUN, LIVE_STOPPED, false, "zoom.4927"},
		{"encrypted", false, HTTP_RESULT_REPLY, true, 400, ERROR("4400", "x"), LIVE_UNKNOWN, false,
		 "zoom.4400"},
		{"plan", false, HTTP_RESULT_REPLY, true, 400, ERROR("3161", "x"), LIVE_UNKNOWN, false, "zoom.3161"},
		{"already", false, HTTP_RESULT_REPLY, true, 400, ERROR("9", "already started"), LIVE_ON, false, NULL},
		{"lost", false, HTTP_RESULT_RESET, true, 0, NULL, LIVE_UNKNOWN, true, "network.reset"},
		{"gateway", false, HTTP_RESULT_REPLY, true, 502, "", LIVE_UNKNOWN, true, "http.server"},
		{"no network", false, HTTP_RESULT_REFUSED, false, 0, NULL, LIVE_UNKNOWN, false, "network.refused"},
		{"too many", false, HTTP_RESULT_REPLY, true, 429, TOO_SOON, LIVE_UNKNOWN, false, "zoom.429_wait"},
		{"stop, not begun", true, HTTP_RESULT_REPLY, true, 400, NOT_BEGUN, LIVE_STOPPED, false, NULL},
		{"stop, already", true, HTTP_RESULT_REPLY, true, 400, ERROR("9", "already stopped"), LIVE_STOPPED,
		 false, NULL},
		{"stop, lost", true, HTTP_RESULT_CUT, true, 204, NULL, LIVE_UNKNOWN, true, "network.cut"},
		{"stop, refused", true, HTTP_RESULT_REPLY, true, 400, ERROR("200", "No permission."), LIVE_ON, false,
		 "zoom.200"},
		{"stop, too many", true, HTTP_RESULT_REPLY, true, 429, "", LIVE_ON, false, "zoom.429"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		if (cases[i].is_stop) {
			started(&world);
			DO(&world, live_stop(live, moment, effects));
		} else {
			DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
			ensured(&world, LIVE_ENSURED_SAME);
		}
		reply_with(&world, cases[i].result, cases[i].sent, cases[i].status, cases[i].body);
		expect_state(&world, cases[i].state, cases[i].code);
		check_number(cases[i].label, "perhaps started", world.status.perhaps_started,
			     cases[i].perhaps && !cases[i].is_stop);
		check_number(cases[i].label, "perhaps stopped", world.status.perhaps_stopped,
			     cases[i].perhaps && cases[i].is_stop);
		check_number(cases[i].label, "of stop", world.status.problem_is_of_stop,
			     cases[i].is_stop && cases[i].code);
		if (cases[i].state != LIVE_ON || !cases[i].is_stop)
			assert_int_equal(world.status.at_s, 0);
		check_number(cases[i].label, "step", world.status.step, LIVE_STEP_NONE);
		end(&world);
	}
}

/* 429 within 30 s of a start that may have come to Zoom: it may be succeeding. */
static void a_start_that_is_too_soon_may_be_one(void **state)
{
	static const struct {
		const char *label;
		int64_t pass_ms;
		bool is_stopped;
		bool perhaps;
		const char *code;
	} cases[] = {
		{"soon", 29000, false, true, "live.perhaps_started"},
		{"late", 30000, false, false, "zoom.429_wait"},
		{"stopped meanwhile", 5000, true, false, "zoom.429_wait"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
		ensured(&world, LIVE_ENSURED_SAME);
		reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
		assert_true(world.status.perhaps_started && world.status.can_start && world.status.can_stop);
		if (cases[i].is_stopped) {
			DO(&world, live_stop(live, moment, effects));
			reply(&world, 204, "");
			assert_false(world.status.perhaps_started);
		}
		pass(&world, cases[i].pass_ms);
		DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
		ensured(&world, LIVE_ENSURED_SAME);
		reply(&world, 429, TOO_SOON);
		check_text(cases[i].label, "code", world.status.problem.code, cases[i].code);
		check_number(cases[i].label, "perhaps", world.status.perhaps_started,
			     cases[i].perhaps || cases[i].pass_ms == 30000);
		check_number(cases[i].label, "wait", world.status.problem.retry_after_s, 30);
		end(&world);
	}
}

static void begins_with_the_settings(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "settings", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	not_ensured(&world, "destination.no_key", false);
	expect_log(&world, "e");
	expect_state(&world, LIVE_UNKNOWN, "destination.no_key");
	/* what Zoom was left leads elsewhere: OBS may go on */
	live_set_elsewhere(world.live, true);
	stream(&world, true);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_ELSEWHERE);
	reply(&world, 204, "");
	expect_log(&world, "es");
	assert_true(world.status.has_own_settings);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);
}

static void a_start_can_be_stopped_on_its_way(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "before it is sent", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	assert_true(world.status.can_stop);
	DO(&world, live_stop(live, moment, effects));
	assert_int_equal(*live_awaited(world.live), 0);
	expect_log(&world, "e");
	expect_state(&world, LIVE_UNKNOWN, NULL);
	end(&world);

	begin(&world, "before it is sent, after one that was lost", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_log(&world, "ese");
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "x");
	/* and so was the stop */
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "ex");
	end(&world);

	begin(&world, "before it is sent, while it is on", MEETING);
	started(&world);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "ex");
	end(&world);

	begin(&world, "after it is sent", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_stop(live, moment, effects));
	assert_false(world.status.can_stop);
	reply(&world, 204, "");
	expect_log(&world, "esx");
	reply(&world, 204, "");
	expect_state(&world, LIVE_STOPPED, NULL);
	end(&world);

	begin(&world, "and it is refused", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_stop(live, moment, effects));
	reply(&world, 400, NOT_BEGUN);
	expect_log(&world, "es");
	end(&world);

	begin(&world, "and it is refused, after a stop that was lost", MEETING);
	started(&world);
	DO(&world, live_stop(live, moment, effects));
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_stop(live, moment, effects));
	reply(&world, 400, ERROR("3161", "x"));
	expect_log(&world, "xesx");
	end(&world);

	begin(&world, "by second thoughts, which may come too late", MEETING);
	DO(&world, live_cancel_start(live, moment, effects));
	expect_log(&world, "");
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_cancel_start(live, moment, effects));
	expect_log(&world, "e");
	started(&world);
	DO(&world, live_cancel_start(live, moment, effects));
	expect_state(&world, LIVE_ON, NULL);
	end(&world);

	begin(&world, "by second thoughts about a second one", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_cancel_start(live, moment, effects));
	expect_log(&world, "ese");
	assert_true(world.status.perhaps_started && world.status.can_stop);
	end(&world);
}

/* The settings that are sent first may tell that the profile names the wrong kind. */
static void starts_what_it_has_turned_out_to_be(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "a meeting", WEBINAR);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	go_to(&world, MEETING, 85746065432, "default");
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "es");
	reply(&world, 204, "");
	expect_state(&world, LIVE_ON, NULL);
	end(&world);

	begin(&world, "a webinar", UNKNOWN);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	go_to(&world, WEBINAR, 85746065432, "default");
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "eS");
	end(&world);
}

static void says_what_is_missing(void **state)
{
	struct problem obstacle = {0};
	struct live_world world;

	(void)state;
	begin(&world, "nothing is set up", MEETING);
	go_to(&world, MEETING, 0, "default");
	assert_false(world.status.can_start || world.status.can_stop);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, "broadcast.no_meeting");
	go_to(&world, MEETING, 123456789, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, "account.none");
	DO(&world, live_stop(live, moment, effects));
	DO(&world, live_arm(live, moment, effects));
	expect_log(&world, "");
	end(&world);
	begin(&world, "obstacle", MEETING);
	live_free(world.live);
	problem_set(&obstacle, "endpoint.bad_url");
	world.live = live_create("h", &obstacle);
	go_to(&world, MEETING, 123456789, "default");
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, "endpoint.bad_url");
	problem_free(&obstacle);
	end(&world);
}

static void what_failed_is_told_until_the_person_goes_on(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "goes on", MEETING);
	go_to(&world, MEETING, 123456789, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, "account.none");
	assert_true(world.status.problem.is_of_live);
	DO(&world, live_forget_problem(live, effects));
	expect_state(&world, LIVE_UNKNOWN, NULL);
	end(&world);
}

static void there_is_no_token(void **state)
{
	struct problem problem = {0};
	struct live_world world;

	(void)state;
	problem_set(&problem, "sign_in.needed");
	begin(&world, "no token", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_no_access(live, &problem, false, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, "sign_in.needed");
	DO(&world, live_look(live, moment, effects));
	DO(&world, live_no_access(live, &problem, false, moment, effects));
	expect_log(&world, "esg");
	problem_free(&problem);
	end(&world);
}

/* Whether the meeting runs: read when the person comes, and no more often than every 10 s. */
static void looks_whether_the_meeting_runs(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "look", UNKNOWN);
	DO(&world, live_look(live, moment, effects));
	assert_int_equal(world.status.step, LIVE_STEP_LOOKING);
	assert_true(world.status.can_start);
	reply(&world, 200, WAITING);
	expect_log(&world, "gm");
	expect_state(&world, LIVE_STOPPED, NULL);
	assert_int_equal(world.status.meeting, LIVE_MEETING_WAITING);
	assert_int_equal(world.status.meeting_at_s, START_S);
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "");
	pass(&world, 10000);
	DO(&world, live_look(live, moment, effects));
	reply(&world, 200, "{\"status\":\"started\",\"settings\":{\"encryption_type\":\"e2ee\"}}");
	/* what was not live then may be by now */
	expect_state(&world, LIVE_UNKNOWN, NULL);
	assert_int_equal(world.status.at_s, 0);
	assert_true(world.status.is_encrypted);
	pass(&world, 10000);
	DO(&world, live_look(live, moment, effects));
	reply(&world, 404, ERROR("3001", "x"));
	expect_state(&world, LIVE_UNKNOWN, NULL);
	expect_log(&world, "gg");
	/* as seldom where nothing is told */
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "");
	pass(&world, 10000);
	DO(&world, live_look(live, moment, effects));
	reply_with(&world, HTTP_RESULT_REFUSED, false, 0, NULL);
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "g");
	pass(&world, 10000);
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "g");
	end(&world);

	begin(&world, "the meeting ends", MEETING);
	started(&world);
	pass(&world, 60000);
	DO(&world, live_note_meeting(live, LIVE_MEETING_RUNNING, false, moment, effects));
	expect_state(&world, LIVE_ON, NULL);
	assert_int_equal(world.status.at_s, START_S);
	DO(&world, live_note_meeting(live, LIVE_MEETING_WAITING, false, moment, effects));
	expect_state(&world, LIVE_STOPPED, NULL);
	assert_int_equal(world.status.at_s, 0);
	end(&world);

	begin(&world, "a webinar tells nothing", UNKNOWN);
	DO(&world, live_look(live, moment, effects));
	reply(&world, 400, IS_WEBINAR);
	pass(&world, 60000);
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "gw");
	end(&world);

	begin(&world, "no scope", MEETING);
	DO(&world, live_look(live, moment, effects));
	reply(&world, 400, ERROR("4711", "does not contain scopes:[meeting:read:meeting]"));
	expect_state(&world, LIVE_UNKNOWN, NULL);
	pass(&world, 60000);
	DO(&world, live_look(live, moment, effects));
	expect_log(&world, "g");
	/* and all else goes on */
	started(&world);
	end(&world);

	begin(&world, "a press ends a look", MEETING);
	DO(&world, live_look(live, moment, effects));
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	expect_log(&world, "gce");
	end(&world);

	begin(&world, "what was not begun has", MEETING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 400, NOT_BEGUN);
	expect_state(&world, LIVE_STOPPED, "zoom.4927");
	DO(&world, live_note_meeting(live, LIVE_MEETING_RUNNING, false, moment, effects));
	expect_state(&world, LIVE_UNKNOWN, NULL);
	end(&world);
}

static void another_broadcast_is_another_matter(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "another one", MEETING);
	started(&world);
	go_to(&world, MEETING, 85746065432, "default");
	expect_state(&world, LIVE_ON, NULL);
	go_to(&world, MEETING, 123456789, "default");
	expect_state(&world, LIVE_UNKNOWN, NULL);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	go_to(&world, MEETING, 123456789, "other");
	/* its answer is nobody's */
	assert_int_equal(*live_awaited(world.live), 0);
	expect_state(&world, LIVE_UNKNOWN, NULL);
	DO(&world, live_look(live, moment, effects));
	go_to(&world, MEETING, 123456789, "default");
	expect_log(&world, "escgc");
	end(&world);
}

static void begins_nothing_at_the_end(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "end", MEETING);
	DO(&world, live_arm(live, moment, effects));
	reply(&world, 200, WAITING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	live_end(world.live);
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_wake(live, moment, effects));
	expect_log(&world, "age");
	assert_int_equal(live_wake_in_ms(world.live, &world.moment), -1);
	/* the next run of OBS goes on with it */
	assert_true(world.status.is_armed);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_and_stops),
		cmocka_unit_test(sends_its_settings),
		cmocka_unit_test(knows_what_replies_tell),
		cmocka_unit_test(a_start_that_is_too_soon_may_be_one),
		cmocka_unit_test(begins_with_the_settings),
		cmocka_unit_test(a_start_can_be_stopped_on_its_way),
		cmocka_unit_test(starts_what_it_has_turned_out_to_be),
		cmocka_unit_test(says_what_is_missing),
		cmocka_unit_test(what_failed_is_told_until_the_person_goes_on),
		cmocka_unit_test(there_is_no_token),
		cmocka_unit_test(looks_whether_the_meeting_runs),
		cmocka_unit_test(another_broadcast_is_another_matter),
		cmocka_unit_test(begins_nothing_at_the_end),
	};

	return RUN_TESTS(tests);
}
