/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/sync_play.h"

/* What Zoom is to hold before it goes live: "l" in the scripts, and "=", "~", "^" or "!" in the log for its answer. */

#define X VALUE_PORTAL

static const struct ensure_case {
	const char *name;
	const char *script; /* see world_play() */
	const char *log;
	int held;
	const char *code; /* of "!" */
	int looks;        /* at the livestream, by the last "l"; -1: any */
} cases[] = {
	{"nothing is there", "1lr", "1=", 0, NULL, -1},
	{"it is there, and was seen just now", "1prlr", "1=", 0, NULL, 0},
	{"it is there, and was seen 10 s ago", "1prSSSSSSSSSSlr", "1=", 0, NULL, 1},
	{"OBS has changed", "1pr2lr", "12=", 2, NULL, 1},
	{"the page has", "1prPlr", "11'=", 1, NULL, -1},
	{"someone has changed it", "1prxdlr", "1k1=", 0, NULL, 2},
	{"never seen before", "xh1rlr", "k1=", 0, NULL, 1},
	{"Zoom keeps its own", "1prxhrklr", "1^", X, NULL, 0},
	{"Zoom keeps its own, seen later", "1prxhrkdlr", "1^", X, NULL, 1},
	{"Zoom keeps its own, after a restart", "1prxhrkRdlr", "1^", X, NULL, -1},
	{"only the key is its own", "1przhrklr", "1^", X + 2, NULL, 0},
	{"kept, then changed there", "1prxhrkydlr", "1k1=", 0, NULL, 2},
	{"kept, then changed here", "1prxhrk2lr", "1k2=", 2, NULL, -1},
	{"put back", "x1prurlr", "k1uxe^", X, NULL, 0},
	{"put back, after a restart", "x1prurRlr", "k1uxe^", X, NULL, -1},
	{"put back, then pushed", "x1prurprlr", "k1uxek1=", 0, NULL, 0},
	{"while a push goes on", "1plr", "1=", 0, NULL, -1},
	{"a push while it goes on", "1prlpr", "11=", 0, NULL, -1},
	{"twice at once", "1llr", "1=", 0, NULL, -1},
	{"no account", "1Llr", "!", VALUE_NOTHING, "account.none", 0},
	{"what cannot be pushed", "blr", "!", VALUE_NOTHING, "destination.whip", -1},
	{"what Zoom keeps needs nothing of OBS's", "xbhrlr", "!", X, "destination.whip", -1},
	{"another meeting", "1lMr", "!", VALUE_NOTHING, "live.cancelled", -1},
	{"cancelled", "1lcr", "!", VALUE_NOTHING, "live.cancelled", -1},
};

static int count_looks(const struct sync_world *world)
{
	int looks = 0;

	for (size_t i = 0; i < world->trace_count; i++) {
		const char *what = world->trace[i].what;

		looks = strcmp(what, "Zoom is to go live") == 0 ? 0 : looks + (strcmp(what, "-> GET") == 0);
	}
	return looks;
}

static void makes_sure_of_the_settings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sync_world world;

		world_begin(&world, cases[i].name, false);
		world_set_up(&world);
		world_play(&world, cases[i].script);
		check_text(cases[i].name, "log", world_log(&world), cases[i].log);
		check_number(cases[i].name, "held", world.zoom.held[0], cases[i].held);
		check_text(cases[i].name, "code", world.ensure_code, cases[i].code ? cases[i].code : "");
		if (cases[i].looks >= 0)
			check_number(cases[i].name, "looks", count_looks(&world), cases[i].looks);
		world_end(&world);
	}
}

/* What is empty can be kept so; but there is nothing then that Zoom could go live to. */
static void goes_live_to_something(void **state)
{
	struct sync_world world;

	(void)state;
	world_begin(&world, "removed", false);
	world_set_up(&world);
	world_play(&world, "1pr");
	zoom_enter(&world.zoom, 0, VALUE_NOTHING);
	world_play(&world, "hrk");
	assert_non_null(sync_get_record(world.sync)->accepted_remote);
	world_play(&world, "lr");
	check_text("removed", "log", world_log(&world), "11=");
	world_end(&world);
}

/* A token that may not read: it is pushed once in each run of OBS. */
static void believes_what_it_has_pushed_itself(void **state)
{
	struct sync_world world;

	(void)state;
	world_begin(&world, "no scope", false);
	world.zoom.reading_forbidden = true;
	world_set_up(&world);
	world_play(&world, "1lrlrdlrRlr2lr");
	check_text("no scope", "log", world_log(&world), "1===1=2=");
	world_end(&world);
}

/* It has sent another one since, and does not know what became of that; also where the person lets it be. */
static void believes_nothing_that_is_in_doubt(void **state)
{
	static const struct {
		enum fault fault;
		const char *script, *log;
	} doubts[] = {
		{FAULT_502, "2s1clr", "121="}, {FAULT_CUT, "2s1clr", "121="},   {FAULT_CUT, "2Sclr", "122="},
		{FAULT_3161, "2s1clr", "12="}, {FAULT_CUT, "2s1ar1lr", "121="},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(doubts); i++) {
		struct sync_world world;

		world_begin(&world, doubts[i].script, true);
		world.zoom.reading_forbidden = true;
		world_set_up(&world);
		world_play(&world, "1rd");
		world.patch_faults[0] = doubts[i].fault;
		world_play(&world, doubts[i].script);
		check_text(doubts[i].script, "log", world_log(&world), doubts[i].log);
		world_end(&world);
	}
}

static void says_why_it_could_not(void **state)
{
	static const struct {
		enum fault patch, look;
		const char *code;
	} faults[] = {
		{FAULT_3161, FAULT_NONE, "zoom.3161"},
		{FAULT_502, FAULT_NONE, "http.server"},
		{FAULT_NONE, FAULT_REFUSED, "network.refused"},
		{FAULT_NONE, FAULT_429_SECONDS, "zoom.429_wait"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct sync_world world;
		struct status status = {0};

		world_begin(&world, faults[i].code, false);
		world_set_up(&world);
		world_play(&world, "1r");
		world.patch_faults[0] = faults[i].patch;
		world.look_faults[0] = faults[i].look;
		world_play(&world, "lr");
		check_text(faults[i].code, "code", world.ensure_code, faults[i].code);
		/* where nothing was to be pushed yet, no push has failed */
		world_get_status(&world, &status);
		check_number(faults[i].code, "failed", status.state == STATUS_FAILED, faults[i].patch != FAULT_NONE);
		status_free(&status);
		world_end(&world);
	}
}

/* What is only looked at shows as no push; with auto-sync on, what is pushed is tried again by itself. */
static void is_a_push_only_where_it_is_one(void **state)
{
	struct sync_world world;
	struct status status = {0};

	(void)state;
	world_begin(&world, "looks", false);
	world_set_up(&world);
	world_play(&world, "1prdl");
	world_next_request(&world);
	world_get_status(&world, &status);
	assert_false(status_is_busy(&status));
	status_free(&status);
	world_settle(&world);
	world_play(&world, "2l");
	world_next_patch(&world);
	world_get_status(&world, &status);
	assert_true(status_is_busy(&status));
	status_free(&status);
	world_end(&world);

	world_begin(&world, "tries again", true);
	world_set_up(&world);
	world_play(&world, "1rxd");
	world.patch_faults[0] = FAULT_500;
	world_play(&world, "lr");
	check_text("tries again", "log", world_log(&world), "1k1!k1");
	world_end(&world);
}

/* OBS's settings change on the way: it is told of none but the last. */
static void goes_live_to_no_older_key(void **state)
{
	struct sync_world world;

	(void)state;
	world_begin(&world, "changes", false);
	world_set_up(&world);
	world_play(&world, "1l");
	world_next_patch(&world);
	world_play(&world, "2r");
	check_text("changes", "log", world_log(&world), "12=");
	world_end(&world);
	world_begin(&world, "changes before it is seen", false);
	world_set_up(&world);
	world_play(&world, "1prdl");
	world_next_request(&world);
	world_play(&world, "2r");
	check_text("changes", "log", world_log(&world), "12=");
	world_end(&world);
}

/* A start that waits for what the person gives up is given up with it; one that is pressed afterwards is not. */
static void a_cancel_ends_a_waiting_start(void **state)
{
	static const struct {
		const char *name;
		const char *before; /* till the PATCH */
		const char *script, *log;
		bool auto_sync;
	} waits[] = {
		{"a push", "1p", "lcr", "1c!", false},
		{"a push by itself", "1", "lcr", "1c!", true},
		{"a push that is given up already", "1p", "clcr", "1c!", false},
		{"an undo", "x1pru", "lcr", "k1uxc!", false},
		{"of another meeting", "1p", "Mlcr", "1c!", false},
		{"itself", "1l", "clr", "1c!1=", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(waits); i++) {
		struct sync_world world;

		world_begin(&world, waits[i].name, waits[i].auto_sync);
		world_set_up(&world);
		world_play(&world, waits[i].before);
		assert_non_null(world_next_patch(&world));
		world_play(&world, waits[i].script);
		check_text(waits[i].name, "log", world_log(&world), waits[i].log);
		world_end(&world);
	}
}

/* Also one that waits for the end of a push, whose reading of OBS's destination has come to nothing. */
static void a_start_ends_with_its_profile(void **state)
{
	static const char *const scripts[] = {"1l", "1pl"};

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct sync_effects effects = {0};
		struct sync_world world;

		world_begin(&world, scripts[i], false);
		world_set_up(&world);
		world_play(&world, scripts[i]);
		check_number(scripts[i], "reads", world.asked[0].what, ASKED_DESTINATION);
		world.asked_count = 0;
		sync_destination_lost(world.sync, &effects);
		world_note(&world, &effects);
		check_text(scripts[i], "log", world_log(&world), "!");
		check_text(scripts[i], "code", world.ensure_code, "live.cancelled");
		world_expect_state(&world, STATUS_IDLE, NULL);
		world_end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_sure_of_the_settings),         cmocka_unit_test(goes_live_to_something),
		cmocka_unit_test(believes_what_it_has_pushed_itself), cmocka_unit_test(says_why_it_could_not),
		cmocka_unit_test(is_a_push_only_where_it_is_one),     cmocka_unit_test(goes_live_to_no_older_key),
		cmocka_unit_test(believes_nothing_that_is_in_doubt),  cmocka_unit_test(a_cancel_ends_a_waiting_start),
		cmocka_unit_test(a_start_ends_with_its_profile),
	};

	return RUN_TESTS(tests);
}
