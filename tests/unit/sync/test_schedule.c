/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/sync_play.h"

/* Auto-sync while all goes well: what is pushed by itself, what is not, and when. */

struct auto_case {
	const char *name;
	const char *script; /* see world_play() */
	const char *log;    /* see log_patch(); k: kept, u: read back, e: erased, T: token renewed, c: cancelled */
	enum status_state state;
	int held; /* by the first broadcast */
};

static const struct auto_case cases[] = {
	{"nothing is known yet", "r", "", STATUS_IDLE, VALUE_NOTHING},
	{"the first time", "1r", "1", STATUS_IN_SYNC, 0},
	{"a change", "1r2r", "12", STATUS_IN_SYNC, 2},
	{"another page", "1rPr", "11'", STATUS_IN_SYNC, 1},
	{"saved without a change", "1r1r1r11r", "1", STATUS_IN_SYNC, 0},
	{"there and back before it was due", "1S2s31r", "121", STATUS_IN_SYNC, 0},
	{"there and back to what was pushed", "1S2s32r", "12", STATUS_IN_SYNC, 2},
	{"nothing changes for days", "1rddd", "1", STATUS_IN_SYNC, 0},
	{"nothing but looks", "1rhrerhrndheer", "1", STATUS_IN_SYNC, 0},
	{"pressed, unchanged", "1rprpr", "111", STATUS_IN_SYNC, 0},
	{"pressed while the same is under way", "1ppsp", "11", STATUS_PUSHING, 0},
	{"pressed while Zoom is being read", "1rhpr", "11", STATUS_IN_SYNC, 0},
	{"pressed while a push is expected", "1rdepr", "11", STATUS_IN_SYNC, 0},
	{"changed while Zoom is being read", "1rh2r", "12", STATUS_IN_SYNC, 2},
	{"the first time, Zoom being read", "h1r", "1", STATUS_IN_SYNC, 0},

	{"not while off", "a1r2r", "", STATUS_IDLE, VALUE_NOTHING},
	{"switched on", "a1r2rAr", "2", STATUS_IN_SYNC, 2},
	{"switched off", "1ra2r", "1", STATUS_IDLE, 0},
	{"switched off and on", "1raArAr", "1", STATUS_IN_SYNC, 0},
	{"switched off and on, changed", "1ra2r3rAr", "13", STATUS_IN_SYNC, 4},
	{"switched off, held back", "1s2ar", "1", STATUS_IDLE, 0},
	{"pushed by hand, switched on", "a1prAr", "1", STATUS_IN_SYNC, 0},

	{"held back", "1s2", "1", STATUS_IDLE, 0},
	{"held back, the newest goes", "1s2345r", "15", STATUS_IN_SYNC, 8},
	{"held back, pressed", "1s23pr", "13", STATUS_IN_SYNC, 4},
	{"held back, there and back", "1s21r", "1", STATUS_IN_SYNC, 0},

	{"not known any more", "1r0r", "1", STATUS_IDLE, 0},
	{"not known, another page", "1r0Pr", "1", STATUS_IDLE, 0},
	{"not known, another page, known again", "1r0P1r", "11'", STATUS_IN_SYNC, 1},
	{"held back, not known any more", "1s20r", "1", STATUS_IDLE, 0},
	{"held back, not known, known again", "1s20r2r", "12", STATUS_IN_SYNC, 2},
	{"not known, meeting and back, unchanged", "1r0MN1hr", "1", STATUS_IN_SYNC, 0},
	{"one that cannot be pushed", "1rbr", "1", STATUS_IDLE, 0},
	{"one that cannot be pushed, and back", "1rbr1r", "1", STATUS_IN_SYNC, 0},
	{"one that cannot be pushed, then another", "1rbr2r", "12", STATUS_IN_SYNC, 2},

	{"another meeting", "1rMr", "11", STATUS_IN_SYNC, 0},
	{"another meeting and back", "1rMrNrMrNhr", "11", STATUS_IN_SYNC, 0},
	{"another meeting and back, changed", "1rM2rNr", "122", STATUS_IN_SYNC, 2},
	{"another account", "1rOr", "1", STATUS_IN_SYNC, 0},
	{"no account", "1rLr", "1", STATUS_UNCONFIGURED, 0},
	{"no account, changed", "1rL2rNr", "12", STATUS_IN_SYNC, 2},
	{"page and destination at once", "1rP2r", "12'", STATUS_IN_SYNC, 3},

	{"started again", "1rRrRrhr", "1", STATUS_IN_SYNC, 0},
	{"started again, changed", "1rR2r", "12", STATUS_IN_SYNC, 2},
	{"started again while held back", "1s2R", "12", STATUS_PUSHING, 0},
	{"cancelled at once", "1rS2cr", "1", STATUS_CANCELLED, 0},
	{"cancelled, changed", "1rS2cr3r", "13", STATUS_IN_SYNC, 4},
	{"cancelled, saved without a change", "1rS2cr2r2rnrhr", "1", STATUS_CANCELLED, 0},
	{"cancelled, pressed", "1rS2crpr", "12", STATUS_IN_SYNC, 2},
	{"cancel of nothing", "1rcr2r", "12", STATUS_IN_SYNC, 2},
};

static void begin(struct sync_world *world, const char *label, bool auto_sync)
{
	world_begin(world, label, auto_sync);
	world_set_up(world);
}

static void pushes_what_changed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct auto_case *c = &cases[i];
		struct sync_world world;
		struct status status = {0};

		begin(&world, c->name, true);
		world_play(&world, c->script);
		if (c->state == STATUS_PUSHING)
			world_next_patch(&world);
		world_get_status(&world, &status);
		check_text(c->name, "log", world_log(&world), c->log);
		check_number(c->name, "state", status.state, c->state);
		check_number(c->name, "what Zoom holds", world.zoom.held[0], c->held);
		if (c->state == STATUS_IN_SYNC) {
			check_number(c->name, "wake", world_due_ms(&world), -1);
			check_number(c->name, "pending", sync_get_record(world.sync)->pending, false);
			check_number(c->name, "view", status.remote, STATUS_REMOTE_SAME);
		}
		status_free(&status);
		world_end(&world);
	}
}

/* In step with what OBS held when Zoom was read: what was pushed before is a change from then on. */
static void is_in_step_with_what_it_finds(void **state)
{
	static const char *const scripts[] = {"h2s1r", "hu2s1r", "hf2s1r"};

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct sync_world world;

		begin(&world, scripts[i], true);
		world_play(&world, "1r");
		zoom_enter(&world.zoom, 0, value_of(1, 0));
		world_play(&world, scripts[i]);
		check_text(scripts[i], "log", world_log(&world), "11");
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_end(&world);
	}
}

static size_t log_length(const struct sync_world *world)
{
	return strlen(world_log(world));
}

/* A change is pushed at once, and the next ones after 250 ms, 1 s and 4 s. */
static void holds_back_changes_in_quick_succession(void **state)
{
	static const int64_t holds_ms[] = {250, 1000, 4000, 4000, 4000};
	struct sync_world world;
	int64_t pushed_at_ms;
	int number = 0;

	(void)state;
	begin(&world, "quick changes", true);
	world_play(&world, "1s");
	assert_string_equal(world_log(&world), "1");
	pushed_at_ms = world.moment.clock_ms;
	for (size_t i = 0; i < COUNT(holds_ms); i++) {
		const size_t before = log_length(&world);

		number = (number + 1) % DESTINATION_COUNT;
		world_tell(&world, number);
		world_pass(&world, pushed_at_ms + holds_ms[i] - 1 - world.moment.clock_ms);
		check_number("held back", "pushes", (long long)(log_length(&world) - before), 0);
		world_pass(&world, 1);
		check_number("held back long enough", "pushes", (long long)(log_length(&world) - before), 1);
		pushed_at_ms = world.moment.clock_ms;
	}
	/* calm again: at once */
	world_pass(&world, 60 * 1000);
	world_play(&world, number ? "1s" : "2s");
	check_number("calm", "pushes", (long long)log_length(&world), COUNT(holds_ms) + 2);
	/* and from the beginning */
	world_play(&world, "3s");
	world_pass(&world, 251);
	check_number("calm", "pushes", (long long)log_length(&world), COUNT(holds_ms) + 3);
	world_end(&world);
}

static void a_thousand_saves_are_a_handful_of_pushes(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "a thousand saves", true);
	for (int i = 0; i < 1000; i++) {
		world_tell(&world, i % DESTINATION_COUNT);
		world_pass(&world, 10);
	}
	world_tell(&world, 5);
	world_rest(&world);
	assert_true(log_length(&world) >= 2 && log_length(&world) <= 7);
	check_number("a thousand saves", "held", world.zoom.held[0], value_of(5, 0));
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* What changes while a PATCH is under way leads to one more, of the newest value. */
static void changes_in_mid_push_lead_to_one_more(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "changes in mid-push", true);
	world_tell(&world, 0);
	assert_non_null(world_next_patch(&world));
	world_play(&world, "23456");
	assert_int_equal(world.asked_count, 1);
	world_rest(&world);
	assert_string_equal(world_log(&world), "16");
	world_expect_state(&world, STATUS_IN_SYNC, NULL);

	/* and back again in mid-push: Zoom may hold the other one by now */
	world_pass(&world, 60 * 1000);
	world_tell(&world, 1);
	assert_non_null(world_next_patch(&world));
	world_play(&world, "6r");
	assert_string_equal(world_log(&world), "1626");
	check_number("back again", "held", world.zoom.held[0], value_of(5, 0));
	world_end(&world);
}

/* Another meeting while a request is under way: nothing more for the old one, nothing new before its reply. */
static void leaves_the_old_meeting_alone(void **state)
{
	static const enum fault replies[] = {
		FAULT_CANCELLED, FAULT_CANCELLED_UNSENT, FAULT_CUT, FAULT_500, FAULT_415, FAULT_401, FAULT_3161};

	(void)state;
	for (size_t i = 0; i <= COUNT(replies); i++) {
		struct sync_world world;
		struct asked *patch;

		begin(&world, i < COUNT(replies) ? zoom_faults[replies[i]].name : "204", true);
		world_tell(&world, 0);
		patch = world_next_patch(&world);
		assert_non_null(patch);
		patch->arrived = i == COUNT(replies);
		patch->fault = patch->arrived ? FAULT_NONE : replies[i];
		world_play(&world, "MPnpe");
		check_text(world.label, "log", world_log(&world), "1c");
		check_number(world.label, "number of requests", (long long)world.asked_count, 1);
		world_answer(&world, 0);
		world_rest(&world);
		check_text(world.label, "log", world_log(&world), "1c1'");
		check_number(world.label, "held by the old one", world.zoom.held[0], VALUE_NOTHING);
		check_number(world.label, "held by the new one", world.zoom.held[1], value_of(0, 1));
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_end(&world);
	}
}

/* A push that waits for the end of what was left goes on, and can be cancelled as one. */
static void waits_visibly_for_what_was_left(void **state)
{
	static const struct {
		const char *name, *script;
		bool auto_sync;
		enum status_state waiting; /* until the end of what was left */
		const char *log;
		enum status_state state;
	} waits[] = {
		{"pushed", "Mp", false, STATUS_PUSHING, "1c1", STATUS_IN_SYNC},
		{"cancelled", "Mpc", false, STATUS_CANCELLED, "1c", STATUS_CANCELLED},
		{"cancelled, by itself", "Mpc", true, STATUS_CANCELLED, "1c", STATUS_CANCELLED},
		{"cancelled, pushed again", "Mpcp", true, STATUS_PUSHING, "1c1", STATUS_IN_SYNC},
		{"nothing to cancel", "Mc", true, STATUS_IDLE, "1c1", STATUS_IN_SYNC},
		{"left again", "MpN", false, STATUS_IDLE, "1c", STATUS_IDLE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(waits); i++) {
		struct sync_world world;

		begin(&world, waits[i].name, waits[i].auto_sync);
		world_tell(&world, 0);
		if (!waits[i].auto_sync)
			world_play(&world, "p");
		assert_non_null(world_next_patch(&world));
		world_play(&world, waits[i].script);
		world_expect_state(&world, waits[i].waiting, NULL);
		world_rest(&world);
		check_text(waits[i].name, "log", world_log(&world), waits[i].log);
		world_expect_state(&world, waits[i].state, NULL);
		world_end(&world);
	}
}

/* Nothing by itself before it is known what was pushed, or when that cannot be known. */
static void waits_for_what_is_remembered(void **state)
{
	struct sync_world world;

	(void)state;
	world_begin(&world, "memory is late", true);
	world_start_sync(&world);
	world.place = PLACE_NOWHERE;
	world_go(&world, 0, 0);
	world_set_auto(&world, true);
	world_play(&world, "1r2rnrhrd");
	check_text(world.label, "log", world_log(&world), "");
	world_give_record(&world);
	world_rest(&world);
	check_text(world.label, "log", world_log(&world), "2");
	world_end(&world);

	/* what is seen before that cannot be noted: it is known as long as OBS runs */
	for (int restarts = 0; restarts < 2; restarts++) {
		begin(&world, restarts ? "seen too soon, restarted" : "seen too soon", true);
		world_play(&world, "1r");
		world_go(&world, 3, 0);
		world_play(&world, "es");
		world.look_faults[0] = FAULT_CUT;
		if (restarts)
			world_play(&world, "R");
		else
			world_give_record(&world);
		world_rest(&world);
		check_text(world.label, "log", world_log(&world), restarts ? "11" : "1");
		world_end(&world);
	}

	begin(&world, "memory is broken", true);
	world_break_record(&world);
	world_play(&world, "R1r1rnrhrd1r");
	check_text(world.label, "log", world_log(&world), "");
	world_play(&world, "RrR1r");
	check_text(world.label, "log", world_log(&world), "");
	world_play(&world, "2r");
	check_text(world.label, "log", world_log(&world), "2");
	world_play(&world, "RrRr1r");
	check_text(world.label, "log", world_log(&world), "21");
	world_end(&world);

	begin(&world, "memory is broken, but something is pending", true);
	world_play(&world, "1rS");
	world.patch_faults[0] = FAULT_REFUSED;
	world_play(&world, "2s");
	world_break_record(&world);
	world_play(&world, "Rr");
	check_text(world.label, "log", world_log(&world), "12k2");
	world_end(&world);
}

/* Killed while a PATCH is under way. */
static void survives_being_killed(void **state)
{
	struct sync_world world;

	(void)state;
	for (int arrived = 0; arrived < 2; arrived++) {
		begin(&world, arrived ? "killed, it had arrived" : "killed, it had not arrived", true);
		world_play(&world, "1rS");
		world_tell(&world, 1);
		assert_non_null(world_next_patch(&world));
		assert_true(sync_get_record(world.sync)->pending);
		if (arrived)
			world.zoom.held[0] = value_of(1, 0);
		world_play(&world, "Rr");
		check_text(world.label, "log", world_log(&world), arrived ? "12" : "122");
		check_number(world.label, "held", world.zoom.held[0], value_of(1, 0));
		check_number(world.label, "pending", world.memories[0].pending, false);
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_end(&world);
	}
	begin(&world, "killed, then changed back", true);
	world_play(&world, "1rS");
	world_tell(&world, 1);
	assert_non_null(world_next_patch(&world));
	world.zoom.held[0] = value_of(1, 0);
	world_restart(&world);
	world_play(&world, "1r");
	check_text(world.label, "log", world_log(&world), "121");
	world_end(&world);
}

/* Read a moment ago, a push costs one request; later it fetches first. */
static void expects_pushes(void **state)
{
	static const struct {
		const char *name;
		const char *script;
		bool patch_at_once;
	} intents[] = {
		{"never read", "a1", false},          {"dock opened", "a1hs", true},
		{"dock entered", "a1es", true},       {"lately enough", "a1esSSSSSSSSSSSSSSSSSSSS", true},
		{"a day ago", "a1esd", false},        {"of another meeting", "a1esM", false},
		{"and again today", "a1esdes", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(intents); i++) {
		struct sync_world world;
		struct asked *request;

		begin(&world, intents[i].name, true);
		world_play(&world, intents[i].script);
		check_text(world.label, "log", world_log(&world), "");
		world_play(&world, "p");
		request = world_next_request(&world);
		assert_non_null(request);
		check_number(world.label, "PATCH at once", request->call.patch, intents[i].patch_at_once);
		world_end(&world);
	}
}

static int looks;

static void count_look(struct sync_world *world, struct asked *asked)
{
	(void)world;
	looks += !asked->call.patch && !asked->call.naming;
}

/* Whatever the person does, what was just asked in vain is not asked on and on. */
static void does_not_ask_on_and_on(void **state)
{
	static const struct {
		const char *script;
		enum fault fault;
		int looks;
	} intents[] = {
		{"eseseseses", FAULT_NONE, 1},        {"eseseseses", FAULT_REFUSED, 2},
		{"eseseseses", FAULT_CUT, 2},         {"eseseseses", FAULT_TIMEOUT, 2},
		{"eseseseses", FAULT_500, 1},         {"eseseseses", FAULT_3001, 1},
		{"osososos", FAULT_NONE, 4},          {"osososos", FAULT_REFUSED, 2},
		{"osososos", FAULT_NO_NAME, 2},       {"osososos", FAULT_502, 1},
		{"hsesosesos", FAULT_REFUSED, 2},     {"nsesnsesnses", FAULT_RESET, 2},
		{"hshshs", FAULT_REFUSED, 3},         {"esesSSSSSSSSSes", FAULT_CUT, 2},
		{"esesSSSSSSSSSSeses", FAULT_CUT, 3}, {"esesMesNeses", FAULT_REFUSED, 5},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(intents); i++) {
		struct sync_world world;

		begin(&world, intents[i].script, false);
		world_play(&world, "1");
		for (size_t n = 0; n < FAULT_QUEUE_MAX; n++)
			world.look_faults[n] = intents[i].fault;
		looks = 0;
		world.on_send = count_look;
		world_play(&world, intents[i].script);
		check_number(world.label, zoom_faults[intents[i].fault].name, looks, intents[i].looks);
		world_end(&world);
	}

	/* nor what the token is renewed for; one that has come is used at once */
	for (int comes = 0; comes < 2; comes++) {
		struct sync_world world;

		begin(&world, "no token", false);
		looks = 0;
		world.on_send = count_look;
		world.token_missing = true;
		world_play(&world, "eses");
		world.token_missing = false;
		world_play(&world, comes ? "fhs" : "esos");
		check_number(world.label, "looks", looks, comes);
		world_end(&world);
	}
}

/* What has it offered: pushes by hand that succeeded, and no others. */
static void tells_of_pushes_by_hand(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "by hand", true);
	world_play(&world, "x1rSPr");
	check_number(world.label, "pushes", world.pushes_by_hand, 0);
	world_play(&world, "pr");
	check_number(world.label, "pushes", world.pushes_by_hand, 1);
	/* also while off, when nothing is scheduled */
	world_play(&world, "apr");
	check_number(world.label, "pushes", world.pushes_by_hand, 2);
	check_number(world.label, "pending", sync_get_record(world.sync)->pending, false);
	world.pushes_by_hand = 1;
	world_play(&world, "Aur");
	check_number(world.label, "pushes", world.pushes_by_hand, 1);
	world.patch_faults[0] = FAULT_3161;
	world_play(&world, "pr");
	check_number(world.label, "pushes", world.pushes_by_hand, 1);
	world_end(&world);
}

static void is_offered(void **state)
{
	struct sync_effects effects = {0};
	struct status status = {0};
	struct sync_world world;

	(void)state;
	begin(&world, "offered", false);
	world_get_status(&world, &status);
	assert_false(status.auto_sync || status.auto_sync_offered);
	sync_set_auto(world.sync, false, true, &world.moment, &effects);
	assert_true(effects.status_changed);
	sync_effects_free(&effects);
	world_get_status(&world, &status);
	assert_false(status.auto_sync);
	assert_true(status.auto_sync_offered);
	status_free(&status);
	world_end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pushes_what_changed),
		cmocka_unit_test(is_in_step_with_what_it_finds),
		cmocka_unit_test(holds_back_changes_in_quick_succession),
		cmocka_unit_test(a_thousand_saves_are_a_handful_of_pushes),
		cmocka_unit_test(changes_in_mid_push_lead_to_one_more),
		cmocka_unit_test(leaves_the_old_meeting_alone),
		cmocka_unit_test(waits_visibly_for_what_was_left),
		cmocka_unit_test(waits_for_what_is_remembered),
		cmocka_unit_test(survives_being_killed),
		cmocka_unit_test(expects_pushes),
		cmocka_unit_test(does_not_ask_on_and_on),
		cmocka_unit_test(tells_of_pushes_by_hand),
		cmocka_unit_test(is_offered),
	};

	return RUN_TESTS(tests);
}
