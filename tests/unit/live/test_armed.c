/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/live_world.h"

#define MEETING BROADCAST_KIND_MEETING
#define WEBINAR BROADCAST_KIND_WEBINAR
#define UNKNOWN BROADCAST_KIND_UNKNOWN

static void arm(struct live_world *world)
{
	DO(world, live_arm(live, moment, effects));
}

static void waits_for_the_meeting(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "meeting", MEETING);
	arm(&world);
	assert_true(world.status.is_armed && world.status.can_start);
	assert_int_equal(world.status.armed_at_s, START_S);
	assert_int_equal(world.status.waits_for, LIVE_WAIT_MEETING);
	reply(&world, 200, WAITING);
	expect_log(&world, "ag");
	for (int i = 0; i < 5; i++) {
		assert_int_equal(live_wake_in_ms(world.live, &world.moment), LIVE_LOOK_INTERVAL_MS);
		wake(&world);
		reply(&world, 200, WAITING);
		expect_log(&world, "g");
	}
	wake(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	expect_log(&world, "gesa");
	expect_state(&world, LIVE_ON, NULL);
	assert_false(world.status.is_armed);
	assert_int_equal(live_wake_in_ms(world.live, &world.moment), -1);
	end(&world);
}

/* A webinar, and a token that may not look: only trying tells. */
static void tries_once_a_minute(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "webinar", UNKNOWN);
	arm(&world);
	reply(&world, 400, IS_WEBINAR);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 400, WEBINAR_NOT_BEGUN);
	expect_log(&world, "agweS");
	assert_int_equal(world.status.waits_for, LIVE_WAIT_TRY);
	expect_state(&world, LIVE_STOPPED, NULL);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(live_wake_in_ms(world.live, &world.moment), LIVE_TRY_INTERVAL_MS);
		wake(&world);
		ensured(&world, LIVE_ENSURED_SAME);
		reply(&world, 400, WEBINAR_NOT_BEGUN);
		expect_log(&world, "eS");
	}
	wake(&world);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	expect_log(&world, "eSa");
	end(&world);

	begin(&world, "no scope", MEETING);
	arm(&world);
	reply(&world, 400, ERROR("4711", "does not contain scopes:[meeting:read:meeting]"));
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 400, NOT_BEGUN);
	expect_log(&world, "ages");
	/* which is told, in one line */
	check_text("no scope", "problem", world.status.armed_problem.code, "zoom.4711");
	assert_int_equal(live_wake_in_ms(world.live, &world.moment), LIVE_TRY_INTERVAL_MS);
	end(&world);
}

/* Arming again and again asks no faster. */
static void cannot_be_hurried(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "hurry", MEETING);
	for (int i = 0; i < 3; i++) {
		arm(&world);
		if (!i)
			reply(&world, 200, WAITING);
		/* longer than what was seen is new enough */
		pass(&world, 6000);
		DO(&world, live_disarm(live, effects));
	}
	expect_log(&world, "agaaaaa");
	end(&world);

	begin(&world, "hurry, webinar", WEBINAR);
	for (int i = 0; i < 3; i++) {
		arm(&world);
		if (!i) {
			ensured(&world, LIVE_ENSURED_SAME);
			reply(&world, 400, WEBINAR_NOT_BEGUN);
		}
		pass(&world, 15000);
		DO(&world, live_disarm(live, effects));
	}
	expect_log(&world, "aeSaaaaa");
	end(&world);
}

static void goes_on_after_what_passes(void **state)
{
	static const struct {
		const char *label;
		enum http_result result;
		long status;
		const char *body;
		const char *code;
		int64_t wait_ms;
	} cases[] = {
		{"no network", HTTP_RESULT_REFUSED, 0, NULL, "network.refused", LIVE_LOOK_INTERVAL_MS},
		{"Zoom is down", HTTP_RESULT_REPLY, 503, "", "http.server", LIVE_LOOK_INTERVAL_MS},
		{"told to wait", HTTP_RESULT_REPLY, 429, ERROR("429", "after 45 seconds."), "zoom.429_wait", 45000},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		arm(&world);
		reply_with(&world, cases[i].result, cases[i].status != 0, cases[i].status, cases[i].body);
		assert_true(world.status.is_armed);
		expect_state(&world, LIVE_UNKNOWN, NULL);
		check_text(cases[i].label, "code", world.status.armed_problem.code, cases[i].code);
		check_number(cases[i].label, "wait", live_wake_in_ms(world.live, &world.moment), cases[i].wait_ms);
		wake(&world);
		reply(&world, 200, WAITING);
		check_text(cases[i].label, "code", world.status.armed_problem.code, NULL);
		end(&world);
	}
}

/* Of a start whose reply is lost Zoom may be at work: the next one waits until it would be told so. */
static void does_not_start_twice_at_once(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "lost", MEETING);
	arm(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	assert_true(world.status.is_armed && world.status.perhaps_started);
	expect_log(&world, "ages");
	wake(&world);
	reply(&world, 200, RUNNING);
	expect_log(&world, "g");
	wake(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "ges");
	reply(&world, 400, ERROR("9", "already started"));
	expect_state(&world, LIVE_ON, NULL);
	expect_log(&world, "a");
	end(&world);
}

/* What goes on by itself is in nobody's way: a stop is sent as it is between two tries. */
static void is_stopped_whenever_the_person_wants(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "while it looks, after a lost start", MEETING);
	arm(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	wake(&world);
	expect_log(&world, "agesg");
	assert_true(world.status.is_armed && world.status.can_stop && world.status.perhaps_started);
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "acx");
	reply(&world, 204, "");
	expect_state(&world, LIVE_STOPPED, NULL);
	assert_false(world.status.is_armed);
	end(&world);

	begin(&world, "while it has the settings sent, after a lost start", WEBINAR);
	arm(&world);
	ensured(&world, LIVE_ENSURED_SAME);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	wake(&world);
	expect_log(&world, "aeSe");
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "aX");
	end(&world);

	begin(&world, "while it looks, and somebody else may have started it", MEETING);
	arm(&world);
	expect_log(&world, "ag");
	assert_true(world.status.can_stop);
	DO(&world, live_stop(live, moment, effects));
	expect_log(&world, "acx");
	end(&world);
}

static void ends_with_what_does_not_pass(void **state)
{
	static const struct {
		const char *label;
		const char *look;
		long look_status;
		const char *start; /* NULL: none is sent */
		const char *code;
	} cases[] = {
		{"no such meeting", ERROR("3001", "x"), 404, NULL, "zoom.3001"},
		{"encrypted", "{\"status\":\"waiting\",\"settings\":{\"encryption_type\":\"e2ee\"}}", 200, NULL,
		 "zoom.4400"},
		{"plan", RUNNING, 200, ERROR("3161", "x"), "zoom.3161"},
		{"scope", RUNNING, 200, ERROR("4711", "does not contain scopes:[x:y:z]"), "zoom.4711"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		arm(&world);
		reply(&world, cases[i].look_status, cases[i].look);
		if (cases[i].start) {
			ensured(&world, LIVE_ENSURED_SAME);
			reply(&world, 400, cases[i].start);
		}
		check_number(cases[i].label, "armed", world.status.is_armed, false);
		check_text(cases[i].label, "code", world.status.problem.code, cases[i].code);
		check_number(cases[i].label, "wake", live_wake_in_ms(world.live, &world.moment), -1);
		end(&world);
	}
	begin(&world, "settings", MEETING);
	arm(&world);
	reply(&world, 200, RUNNING);
	not_ensured(&world, "network.refused", true);
	assert_true(world.status.is_armed);
	wake(&world);
	reply(&world, 200, RUNNING);
	not_ensured(&world, "destination.no_key", false);
	assert_false(world.status.is_armed);
	expect_state(&world, LIVE_UNKNOWN, "destination.no_key");
	end(&world);
}

static void ends_after_12_hours(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "12 h", MEETING);
	arm(&world);
	reply(&world, 200, WAITING);
	/* asleep, by the wall clock alone */
	world.moment.wall_ms += LIVE_ARMED_MAX_MS - 1;
	DO(&world, live_wake(live, moment, effects));
	assert_true(world.status.is_armed);
	reply(&world, 200, WAITING);
	pass(&world, 1);
	DO(&world, live_wake(live, moment, effects));
	assert_false(world.status.is_armed);
	expect_state(&world, LIVE_STOPPED, "live.arm_expired");
	expect_log(&world, "agga");
	end(&world);
}

static void survives_a_restart(void **state)
{
	static const struct {
		const char *label;
		int64_t age_s;
		bool is_armed;
	} cases[] = {
		{"a minute", 60, true},
		{"11 h 59 min", 12 * 3600 - 60, true},
		{"12 h", 12 * 3600, false},
		{"in the future", -3600, false},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		world.written_at_s = START_S - cases[i].age_s;
		DO(&world, live_recall_armed(live, START_S - cases[i].age_s, moment, effects));
		check_number(cases[i].label, "armed", world.status.is_armed, cases[i].is_armed);
		expect_log(&world, cases[i].is_armed ? "g" : "a");
		if (cases[i].is_armed) {
			check_number(cases[i].label, "since", world.status.armed_at_s, START_S - cases[i].age_s);
			reply(&world, 200, WAITING);
			pass(&world, (12 * 3600 - cases[i].age_s) * 1000);
			DO(&world, live_wake(live, moment, effects));
			assert_false(world.status.is_armed);
		}
		end(&world);
	}
}

static void can_be_disarmed(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "while it looks", MEETING);
	arm(&world);
	DO(&world, live_disarm(live, effects));
	expect_log(&world, "agac");
	assert_int_equal(*live_awaited(world.live), 0);
	end(&world);

	begin(&world, "while it starts", MEETING);
	arm(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_disarm(live, effects));
	reply(&world, 204, "");
	expect_state(&world, LIVE_ON, NULL);
	expect_log(&world, "agesa");
	end(&world);

	begin(&world, "by another broadcast", MEETING);
	arm(&world);
	reply(&world, 200, WAITING);
	go_to(&world, MEETING, 123456789, "default");
	expect_log(&world, "aga");
	end(&world);

	begin(&world, "by a start", MEETING);
	arm(&world);
	reply(&world, 200, WAITING);
	started(&world);
	assert_false(world.status.is_armed);
	end(&world);

	begin(&world, "not by one that fails", MEETING);
	arm(&world);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 400, NOT_BEGUN);
	assert_true(world.status.is_armed);
	expect_log(&world, "agces");
	DO(&world, live_stop(live, moment, effects));
	assert_false(world.status.is_armed);
	end(&world);
}

/* What the person cancels meanwhile is a push: what goes on by itself is not what it has begun. */
static void outlasts_what_is_cancelled(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "a push, in any moment", MEETING);
	arm(&world);
	DO(&world, live_cancel_start(live, moment, effects));
	expect_log(&world, "agc");
	wake(&world);
	reply(&world, 200, RUNNING);
	expect_log(&world, "ge");
	DO(&world, live_cancel_start(live, moment, effects));
	assert_int_equal(*live_awaited(world.live), 0);
	expect_state(&world, LIVE_UNKNOWN, NULL);
	DO(&world, live_cancel_start(live, moment, effects));
	assert_true(world.status.is_armed);
	wake(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "ges");
	/* by now the start itself is what can be cancelled */
	DO(&world, live_cancel_start(live, moment, effects));
	reply(&world, 204, "");
	expect_log(&world, "ax");
	end(&world);

	begin(&world, "not a start by hand", MEETING);
	arm(&world);
	reply(&world, 200, RUNNING);
	DO(&world, live_start(live, LIVE_START_ASK, moment, effects));
	DO(&world, live_cancel_start(live, moment, effects));
	expect_log(&world, "ageea");
	assert_false(world.status.is_armed);
	end(&world);
}

/* The two must not send at once: it waits for OBS, and offers to hand over, once. */
static void waits_for_obs(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "meeting", MEETING);
	stream(&world, true);
	arm(&world);
	reply(&world, 200, WAITING);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	wake(&world);
	reply(&world, 200, RUNNING);
	assert_int_equal(world.status.offer, LIVE_OFFER_HAND_OVER);
	assert_int_equal(world.status.waits_for, LIVE_WAIT_OBS);
	DO(&world, live_dismiss(live, effects));
	wake(&world);
	reply(&world, 200, RUNNING);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	assert_true(world.status.is_armed);
	stream(&world, false);
	wake(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	expect_log(&world, "aggggesa");
	end(&world);

	begin(&world, "webinar", WEBINAR);
	stream(&world, true);
	arm(&world);
	assert_int_equal(world.status.waits_for, LIVE_WAIT_OBS);
	check_number("webinar", "wake", live_wake_in_ms(world.live, &world.moment), LIVE_ARMED_MAX_MS);
	stream(&world, false);
	wake(&world);
	expect_log(&world, "ae");
	end(&world);
}

/* What is asked meanwhile goes with what it was about, and so does why a press came to nothing. */
static void leaves_no_question_behind(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "12 h", MEETING);
	stream(&world, true);
	arm(&world);
	reply(&world, 200, RUNNING);
	assert_int_equal(world.status.offer, LIVE_OFFER_HAND_OVER);
	pass(&world, LIVE_ARMED_MAX_MS);
	DO(&world, live_wake(live, moment, effects));
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	expect_state(&world, LIVE_UNKNOWN, "live.arm_expired");
	end(&world);

	begin(&world, "the meeting is gone", MEETING);
	stream(&world, true);
	arm(&world);
	reply(&world, 200, RUNNING);
	wake(&world);
	reply(&world, 404, ERROR("3001", "x"));
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	expect_state(&world, LIVE_UNKNOWN, "zoom.3001");
	end(&world);

	begin(&world, "the meeting has ended", MEETING);
	stream(&world, true);
	arm(&world);
	reply(&world, 200, RUNNING);
	wake(&world);
	reply(&world, 200, WAITING);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	assert_true(world.status.is_armed);
	assert_int_equal(world.status.waits_for, LIVE_WAIT_MEETING);
	wake(&world);
	reply(&world, 200, RUNNING);
	assert_int_equal(world.status.offer, LIVE_OFFER_HAND_OVER);
	end(&world);

	begin(&world, "after a handover that failed", MEETING);
	stream(&world, true);
	arm(&world);
	reply(&world, 200, RUNNING);
	DO(&world, live_start(live, LIVE_START_HAND_OVER, moment, effects));
	ensured(&world, LIVE_ENSURED_SAME);
	stream(&world, false);
	reply(&world, 429, "");
	assert_int_equal(world.status.offer, LIVE_OFFER_TAKE_UP);
	assert_true(world.status.is_armed);
	wake(&world);
	reply(&world, 200, RUNNING);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	expect_state(&world, LIVE_ON, NULL);
	expect_log(&world, "ageosgesa");
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_for_the_meeting),
		cmocka_unit_test(tries_once_a_minute),
		cmocka_unit_test(cannot_be_hurried),
		cmocka_unit_test(goes_on_after_what_passes),
		cmocka_unit_test(does_not_start_twice_at_once),
		cmocka_unit_test(is_stopped_whenever_the_person_wants),
		cmocka_unit_test(ends_with_what_does_not_pass),
		cmocka_unit_test(ends_after_12_hours),
		cmocka_unit_test(survives_a_restart),
		cmocka_unit_test(can_be_disarmed),
		cmocka_unit_test(outlasts_what_is_cancelled),
		cmocka_unit_test(waits_for_obs),
		cmocka_unit_test(leaves_no_question_behind),
	};

	return RUN_TESTS(tests);
}
