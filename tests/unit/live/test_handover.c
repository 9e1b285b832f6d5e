/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/live_world.h"

#define MEETING BROADCAST_KIND_MEETING
#define WEBINAR BROADCAST_KIND_WEBINAR

static void press(struct live_world *world, enum live_start how)
{
	DO(world, live_start(live, how, moment, effects));
}

static void begin_streaming(struct live_world *world, const char *label, enum broadcast_kind kind)
{
	begin(world, label, kind);
	stream(world, true);
}

static void asks_before_two_send(void **state)
{
	struct live_world world;

	(void)state;
	begin_streaming(&world, "ask", MEETING);
	press(&world, LIVE_START_ASK);
	expect_log(&world, "");
	assert_int_equal(world.status.offer, LIVE_OFFER_HAND_OVER);
	DO(&world, live_dismiss(live, effects));
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	press(&world, LIVE_START_ASK);
	stream(&world, false);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	stream(&world, true);
	press(&world, LIVE_START_ANYWAY);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	expect_log(&world, "es");
	/* that was the person's wish */
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);
}

/* In this order: nothing of OBS's is stopped before it is as good as sure that Zoom's starts. */
static void hands_over(void **state)
{
	struct live_world world;

	(void)state;
	begin_streaming(&world, "meeting", MEETING);
	press(&world, LIVE_START_HAND_OVER);
	expect_log(&world, "g");
	reply(&world, 200, RUNNING);
	expect_log(&world, "e");
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "o");
	assert_int_equal(world.status.step, LIVE_STEP_STOPPING_OBS);
	stream(&world, false);
	expect_log(&world, "s");
	reply(&world, 204, "");
	expect_state(&world, LIVE_ON, NULL);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin_streaming(&world, "webinar", WEBINAR);
	press(&world, LIVE_START_HAND_OVER);
	ensured(&world, LIVE_ENSURED_SAME);
	stream(&world, false);
	reply(&world, 204, "");
	expect_log(&world, "eoS");
	end(&world);

	begin(&world, "OBS does not stream", MEETING);
	press(&world, LIVE_START_HAND_OVER);
	ensured(&world, LIVE_ENSURED_SAME);
	expect_log(&world, "es");
	end(&world);
}

static void leaves_obs_alone_where_it_would_be_in_vain(void **state)
{
	static const struct {
		const char *label;
		long status;
		const char *look;
		const char *code;
	} cases[] = {
		{"not begun", 200, WAITING, "zoom.4927"},
		{"encrypted", 200, "{\"status\":\"started\",\"settings\":{\"encryption_type\":\"e2ee\"}}", "zoom.4400"},
		{"no such meeting", 404, ERROR("3001", "x"), "zoom.3001"},
		{"Zoom is down", 503, "", "http.server"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin_streaming(&world, cases[i].label, MEETING);
		press(&world, LIVE_START_HAND_OVER);
		reply(&world, cases[i].status, cases[i].look);
		expect_log(&world, "g");
		check_text(cases[i].label, "code", world.status.problem.code, cases[i].code);
		check_number(cases[i].label, "offer", world.status.offer, LIVE_OFFER_NONE);
		end(&world);
	}
	begin_streaming(&world, "settings", WEBINAR);
	press(&world, LIVE_START_HAND_OVER);
	not_ensured(&world, "network.refused", true);
	expect_log(&world, "e");
	expect_state(&world, LIVE_UNKNOWN, "network.refused");
	end(&world);
}

static void offers_to_take_up_again(void **state)
{
	static const struct {
		const char *label;
		enum http_result result;
		long status;
		const char *body;
		const char *code;
	} cases[] = {
		{"refused", HTTP_RESULT_REPLY, 400, ERROR("3161", "x"), "zoom.3161"},
		{"ended meanwhile", HTTP_RESULT_REPLY, 400, NOT_BEGUN, "zoom.4927"},
		{"lost", HTTP_RESULT_RESET, 0, NULL, "network.reset"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin_streaming(&world, cases[i].label, MEETING);
		press(&world, LIVE_START_HAND_OVER);
		reply(&world, 200, RUNNING);
		ensured(&world, LIVE_ENSURED_SAME);
		stream(&world, false);
		reply_with(&world, cases[i].result, true, cases[i].status, cases[i].body);
		check_text(cases[i].label, "code", world.status.problem.code, cases[i].code);
		check_number(cases[i].label, "offer", world.status.offer, LIVE_OFFER_TAKE_UP);
		if (i) {
			DO(&world, live_dismiss(live, effects));
			expect_log(&world, "geos");
		} else {
			DO(&world, live_start_obs(live, effects));
			expect_log(&world, "geosO");
			stream(&world, true);
		}
		check_number(cases[i].label, "offer", world.status.offer, LIVE_OFFER_NONE);
		end(&world);
	}
}

static void waits_for_obs_to_stop_but_not_for_ever(void **state)
{
	struct live_world world;

	(void)state;
	begin_streaming(&world, "late", WEBINAR);
	press(&world, LIVE_START_HAND_OVER);
	ensured(&world, LIVE_ENSURED_SAME);
	check_number("late", "wake", live_wake_in_ms(world.live, &world.moment), LIVE_OBS_STOP_MAX_MS);
	wake(&world);
	expect_state(&world, LIVE_UNKNOWN, "live.obs_not_stopped");
	stream(&world, false);
	expect_log(&world, "eo");
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin_streaming(&world, "given up", WEBINAR);
	press(&world, LIVE_START_HAND_OVER);
	ensured(&world, LIVE_ENSURED_SAME);
	DO(&world, live_stop(live, moment, effects));
	stream(&world, false);
	expect_log(&world, "eo");
	end(&world);

	begin_streaming(&world, "stopped, and begun anew", WEBINAR);
	press(&world, LIVE_START_HAND_OVER);
	stream(&world, false);
	stream(&world, true);
	ensured(&world, LIVE_ENSURED_SAME);
	stream(&world, false);
	expect_log(&world, "eoS");
	end(&world);
}

/* OBS cannot be held back. */
static void tells_of_two_senders(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "OBS begins", MEETING);
	started(&world);
	stream(&world, true);
	assert_int_equal(world.status.offer, LIVE_OFFER_TWO_SENDERS);
	DO(&world, live_stop(live, moment, effects));
	reply(&world, 204, "");
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	expect_log(&world, "x");
	end(&world);

	begin(&world, "OBS is to stop", MEETING);
	started(&world);
	stream(&world, true);
	DO(&world, live_stop_obs(live, effects));
	expect_log(&world, "o");
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	stream(&world, false);
	end(&world);

	begin(&world, "both are left", MEETING);
	started(&world);
	stream(&world, true);
	DO(&world, live_dismiss(live, effects));
	expect_log(&world, "");
	expect_state(&world, LIVE_ON, NULL);
	end(&world);

	begin(&world, "while Zoom's is on its way", MEETING);
	press(&world, LIVE_START_ASK);
	ensured(&world, LIVE_ENSURED_SAME);
	stream(&world, true);
	assert_int_equal(world.status.offer, LIVE_OFFER_TWO_SENDERS);
	reply(&world, 204, "");
	assert_int_equal(world.status.offer, LIVE_OFFER_TWO_SENDERS);
	end(&world);

	begin(&world, "before it is", MEETING);
	press(&world, LIVE_START_ASK);
	stream(&world, true);
	ensured(&world, LIVE_ENSURED_SAME);
	assert_int_equal(world.status.offer, LIVE_OFFER_HAND_OVER);
	expect_log(&world, "e");
	end(&world);

	begin(&world, "elsewhere", MEETING);
	live_set_elsewhere(world.live, true);
	press(&world, LIVE_START_ASK);
	ensured(&world, LIVE_ENSURED_ELSEWHERE);
	reply(&world, 204, "");
	stream(&world, true);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);
}

/* What was asked goes where there is nothing to decide any more: else it hides what has become of it. */
static void takes_back_a_question(void **state)
{
	static const struct {
		const char *label;
		long status;
		const char *body;
		const char *code;
	} cases[] = {
		{"Zoom has refused it", 400, ERROR("3161", "x"), "zoom.3161"},
		{"the meeting has ended", 400, NOT_BEGUN, "zoom.4927"},
	};
	struct live_world world;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(&world, cases[i].label, MEETING);
		press(&world, LIVE_START_ASK);
		ensured(&world, LIVE_ENSURED_SAME);
		stream(&world, true);
		check_number(cases[i].label, "offer", world.status.offer, LIVE_OFFER_TWO_SENDERS);
		reply(&world, cases[i].status, cases[i].body);
		check_number(cases[i].label, "offer", world.status.offer, LIVE_OFFER_NONE);
		check_text(cases[i].label, "code", world.status.problem.code, cases[i].code);
		end(&world);
	}

	begin(&world, "it may be on", MEETING);
	press(&world, LIVE_START_ASK);
	ensured(&world, LIVE_ENSURED_SAME);
	stream(&world, true);
	reply_with(&world, HTTP_RESULT_RESET, true, 0, NULL);
	assert_int_equal(world.status.offer, LIVE_OFFER_TWO_SENDERS);
	assert_true(world.status.perhaps_started);
	end(&world);

	begin(&world, "somebody sees that the meeting has ended", MEETING);
	started(&world);
	stream(&world, true);
	DO(&world, live_note_meeting(live, LIVE_MEETING_WAITING, false, moment, effects));
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);
}

static void break_off(struct live_world *world, bool is_wanted)
{
	const struct live_settings settings = {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT,
					       LIVE_CAPTIONS_DEFAULT, is_wanted};

	live_set_settings(world->live, &settings);
	stream(world, true);
	stream(world, false);
	DO(world, live_stream_broke(live, moment, effects));
}

static void starts_where_obs_breaks_off(void **state)
{
	struct live_world world;

	(void)state;
	begin(&world, "wanted", MEETING);
	break_off(&world, true);
	assert_int_equal(world.status.offer, LIVE_OFFER_AFTER_BREAK);
	assert_int_equal(world.status.countdown_ms, LIVE_COUNTDOWN_MS);
	wake(&world);
	expect_log(&world, "e");
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	ensured(&world, LIVE_ENSURED_SAME);
	reply(&world, 204, "");
	expect_state(&world, LIVE_ON, NULL);
	end(&world);

	begin(&world, "stopped", MEETING);
	break_off(&world, true);
	DO(&world, live_dismiss(live, effects));
	check_number("stopped", "wake", live_wake_in_ms(world.live, &world.moment), -1);
	end(&world);

	begin(&world, "stopped while armed", MEETING);
	DO(&world, live_arm(live, moment, effects));
	reply(&world, 200, RUNNING);
	not_ensured(&world, "network.refused", true);
	break_off(&world, true);
	/* nothing starts sooner than the person was told */
	check_number("armed", "wake", live_wake_in_ms(world.live, &world.moment), LIVE_COUNTDOWN_MS);
	DO(&world, live_dismiss(live, effects));
	assert_false(world.status.is_armed);
	check_number("armed", "wake", live_wake_in_ms(world.live, &world.moment), -1);
	expect_log(&world, "agea");
	end(&world);

	begin(&world, "Zoom's is stopped", MEETING);
	break_off(&world, true);
	DO(&world, live_stop(live, moment, effects));
	reply(&world, 204, "");
	check_number("Zoom's", "wake", live_wake_in_ms(world.live, &world.moment), -1);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin(&world, "OBS goes on", MEETING);
	break_off(&world, true);
	stream(&world, true);
	check_number("goes on", "wake", live_wake_in_ms(world.live, &world.moment), -1);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin(&world, "not wanted", MEETING);
	break_off(&world, false);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin(&world, "Zoom sends already", MEETING);
	started(&world);
	break_off(&world, true);
	assert_int_equal(world.status.offer, LIVE_OFFER_NONE);
	end(&world);

	begin(&world, "pressed sooner", MEETING);
	break_off(&world, true);
	press(&world, LIVE_START_ASK);
	check_number("sooner", "wake", live_wake_in_ms(world.live, &world.moment), -1);
	expect_log(&world, "e");
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_before_two_send),
		cmocka_unit_test(hands_over),
		cmocka_unit_test(leaves_obs_alone_where_it_would_be_in_vain),
		cmocka_unit_test(offers_to_take_up_again),
		cmocka_unit_test(waits_for_obs_to_stop_but_not_for_ever),
		cmocka_unit_test(tells_of_two_senders),
		cmocka_unit_test(takes_back_a_question),
		cmocka_unit_test(starts_where_obs_breaks_off),
	};

	return RUN_TESTS(tests);
}
