/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/sync_play.h"

/* Auto-sync while things go wrong: what is tried again, when, and what is not. */

#define SECOND_MS 1000
#define DAY_S (24 * 60 * 60)

static void begin(struct sync_world *world, const char *label, bool auto_sync)
{
	world_begin(world, label, auto_sync);
	world_set_up(world);
	world_play(world, "1r");
	/* far from what was before */
	world_pass(world, 100 * SECOND_MS);
}

/* How many PATCHes there were. */
static size_t log_length(const struct sync_world *world)
{
	return strlen(world_log(world));
}

static int64_t wait_of(const struct sync_world *world)
{
	struct status status = {0};
	int64_t wait_ms;

	world_get_status(world, &status);
	check_number(world->label, "state", status.state, STATUS_WAITING);
	wait_ms = status.retry_in_ms;
	check_number(world->label, "wake", world_due_ms(world), world->moment.clock_ms + wait_ms);
	status_free(&status);
	return wait_ms;
}

static void expect_wait(const struct sync_world *world, int64_t least_ms, int64_t most_ms)
{
	const int64_t wait_ms = wait_of(world);

	if (wait_ms < least_ms || wait_ms > most_ms)
		fail_msg("case \"%s\": waits for %" PRId64 " ms, not for %" PRId64 " to %" PRId64, world->label,
			 wait_ms, least_ms, most_ms);
}

/* The wait that Zoom tells, in whatever form; 0: none. */
static int64_t told_wait_ms(const struct sync_world *world, enum fault fault)
{
	const int64_t passed_s = moment_wall_s(&world->moment) - NOW_START_S;

	switch (fault) {
	case FAULT_429_SECONDS:
		return 30 * SECOND_MS;
	case FAULT_429_DATE:
		return (600 - passed_s) * SECOND_MS;
	case FAULT_429_WORDS:
		return 45 * SECOND_MS;
	case FAULT_429_DAILY:
		return (DAY_S - passed_s) * SECOND_MS;
	default:
		return 0;
	}
}

static void tries_again_what_may_work_later(void **state)
{
	(void)state;
	for (enum fault fault = FAULT_REFUSED; fault <= FAULT_LAST_TEMPORARY; fault++) {
		struct sync_world world;
		struct status status = {0};
		int64_t told_ms;

		begin(&world, zoom_faults[fault].name, true);
		world.patch_faults[0] = fault;
		world_play(&world, "2s");
		check_text(world.label, "log", world_log(&world), "12");
		world_expect_state(&world, STATUS_WAITING, zoom_faults[fault].name);
		assert_true(sync_get_record(world.sync)->pending);
		told_ms = told_wait_ms(&world, fault);
		if (told_ms)
			expect_wait(&world, told_ms, told_ms + SECOND_MS);
		else
			expect_wait(&world, SECOND_MS, 2 * SECOND_MS);

		/* not before */
		world_pass(&world, wait_of(&world) - 1);
		world_wake(&world);
		check_text(world.label, "log", world_log(&world), "12");
		expect_wait(&world, 0, 1);
		world_pass(&world, 1);
		check_text(world.label, "log", world_log(&world), "122");
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_get_status(&world, &status);
		check_number(world.label, "attempts", status.attempts, 2);
		status_free(&status);
		check_number(world.label, "wake", world_due_ms(&world), -1);
		assert_false(sync_get_record(world.sync)->pending);
		world_end(&world);
	}
}

/* Without auto-sync the person decides. */
static void tries_nothing_again_while_off(void **state)
{
	(void)state;
	for (enum fault fault = FAULT_REFUSED; fault <= FAULT_LAST_TEMPORARY; fault++) {
		struct sync_world world;

		begin(&world, zoom_faults[fault].name, true);
		world.patch_faults[0] = fault;
		world_play(&world, "a2psnd");
		check_text(world.label, "log", world_log(&world), "12");
		world_expect_state(&world, STATUS_FAILED, zoom_faults[fault].name);
		check_number(world.label, "wake", world_due_ms(&world), -1);
		world_end(&world);
	}
}

static void waits_longer_each_time(void **state)
{
	static const uint32_t randoms[] = {0, UINT32_C(0x80000000), UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT(randoms); i++) {
		struct sync_world world;
		int64_t last_ms = 0;

		begin(&world, "backoff", true);
		world.moment.random = randoms[i];
		world_tell(&world, 1);
		for (int failures = 1; failures <= 14; failures++) {
			int64_t wait_ms;

			world.patch_faults[0] = FAULT_TIMEOUT;
			world_settle(&world);
			check_number("backoff", "pushes", (long long)log_length(&world), failures + 1);
			wait_ms = wait_of(&world);
			assert_true(wait_ms >= SYNC_BACKOFF_MIN_MS && wait_ms <= SYNC_BACKOFF_MAX_MS);
			assert_true(wait_ms >= last_ms);
			if (failures <= 8)
				assert_true(wait_ms >= SECOND_MS << (failures - 1) && wait_ms <= SECOND_MS << failures);
			last_ms = wait_ms;
			world_move_clock(&world, world_due_ms(&world));
			world_wake(&world);
		}
		assert_true(last_ms >= SYNC_BACKOFF_MAX_MS / 2);
		/* after a success it begins anew */
		world_rest(&world);
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_pass(&world, 100 * SECOND_MS);
		world.patch_faults[0] = FAULT_TIMEOUT;
		world_play(&world, "3s");
		expect_wait(&world, SECOND_MS, 2 * SECOND_MS);
		world_end(&world);
	}
}

struct play_case {
	const char *name;
	enum fault faults[3];
	const char *script; /* after "1" was pushed */
	const char *log;
	enum status_state state;
	const char *code;
};

static void play_cases(const struct play_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct play_case *c = &cases[i];
		struct sync_world world;
		struct status status = {0};

		begin(&world, c->name, true);
		memcpy(world.patch_faults, c->faults, sizeof(c->faults));
		world_play(&world, c->script);
		world_get_status(&world, &status);
		check_text(c->name, "log", world_log(&world), c->log);
		check_number(c->name, "state", status.state, c->state);
		check_text(c->name, "code", status.problem.code, c->code);
		if (c->state != STATUS_WAITING)
			check_number(c->name, "wake", world_due_ms(&world), -1);
		status_free(&status);
		world_end(&world);
	}
}

static const struct play_case waits[] = {
	{"pressed", {FAULT_REFUSED}, "2sps", "122", STATUS_IN_SYNC, NULL},
	{"pressed, limit", {FAULT_429_SECONDS}, "2sps", "122", STATUS_IN_SYNC, NULL},
	{"pressed, daily limit", {FAULT_429_DAILY}, "2sps", "122", STATUS_IN_SYNC, NULL},
	{"pressed, fails again", {FAULT_REFUSED, FAULT_500}, "2sps", "122", STATUS_WAITING, "http.server"},
	{"network is back", {FAULT_REFUSED}, "2snS", "122", STATUS_IN_SYNC, NULL},
	{"network is back, no name", {FAULT_NO_NAME}, "2snS", "122", STATUS_IN_SYNC, NULL},
	{"network is back, timeout", {FAULT_TIMEOUT}, "2snS", "122", STATUS_IN_SYNC, NULL},
	{"network is back, but away again",
	 {FAULT_REFUSED, FAULT_REFUSED},
	 "2snS",
	 "122",
	 STATUS_WAITING,
	 "network.refused"},
	{"network is back, limit", {FAULT_429}, "2snS", "122", STATUS_IN_SYNC, NULL},
	{"network is back, told limit", {FAULT_429_SECONDS}, "2sSSSSSnSs", "12", STATUS_WAITING, "zoom.429_wait"},
	{"network is back, daily limit", {FAULT_429_DAILY}, "2sSSSSSnSs", "12", STATUS_WAITING, "zoom.429_daily"},
	{"network is back, nothing waits", {FAULT_NONE}, "nsnsns", "1", STATUS_IN_SYNC, NULL},
	{"cancelled", {FAULT_REFUSED}, "2scrnrdhr", "12", STATUS_CANCELLED, NULL},
	{"cancelled, then changed", {FAULT_REFUSED}, "2sc3r", "123", STATUS_IN_SYNC, NULL},
	{"cancelled, then pressed", {FAULT_REFUSED}, "2scps", "122", STATUS_IN_SYNC, NULL},
	{"switched off", {FAULT_REFUSED}, "2sadnr", "12", STATUS_FAILED, "network.refused"},
	{"switched off and on", {FAULT_REFUSED}, "2saAr", "122", STATUS_IN_SYNC, NULL},
	{"changed meanwhile", {FAULT_429_SECONDS}, "2s34r", "124", STATUS_IN_SYNC, NULL},
	{"changed meanwhile, not at once", {FAULT_429_SECONDS}, "2sSSS3S4S", "12", STATUS_WAITING, "zoom.429_wait"},
	{"changed meanwhile, not at once, daily", {FAULT_429_DAILY}, "2sSSS3S4S", "12", STATUS_WAITING, "zoom.429_daily"},
	{"changed back, it never arrived", {FAULT_REFUSED}, "2s1r", "12", STATUS_IN_SYNC, NULL},
	{"changed back while off", {FAULT_REFUSED}, "2sa1Ar", "12", STATUS_FAILED, "network.refused"},
	{"another meeting meanwhile", {FAULT_429}, "2sMr", "122", STATUS_IN_SYNC, NULL},
	{"started again", {FAULT_REFUSED}, "2sRs", "122", STATUS_IN_SYNC, NULL},
	{"started again, changed", {FAULT_REFUSED}, "2sR3r", "1223", STATUS_IN_SYNC, NULL},
	{"network is back, too soon", {FAULT_REFUSED}, "2sn", "12", STATUS_WAITING, "network.refused"},
	{"started again, still away", {FAULT_REFUSED, FAULT_REFUSED}, "2sRs", "122", STATUS_WAITING, "network.refused"},
	{"not known any more", {FAULT_REFUSED}, "2s0d2r", "122", STATUS_IN_SYNC, NULL},
	{"checked meanwhile", {FAULT_REFUSED}, "2shsr", "122", STATUS_IN_SYNC, NULL},
	{"failed by hand, unchanged", {FAULT_REFUSED}, "psr", "11", STATUS_IN_SYNC, NULL},
};

static void waits_end(void **state)
{
	(void)state;
	play_cases(waits, COUNT(waits));
}

static const struct play_case tokens[] = {
	{"renewed", {FAULT_401}, "2r", "12T2", STATUS_IN_SYNC, NULL},
	{"renewed, by hand", {FAULT_401}, "pr", "11T1", STATUS_IN_SYNC, NULL},
	{"renewed in vain", {FAULT_401, FAULT_401}, "2rdnr", "12T2", STATUS_FAILED, "zoom.124"},
	{"renewed once in each push", {FAULT_401, FAULT_NONE, FAULT_401}, "2r3r", "12T23T3", STATUS_IN_SYNC, NULL},
	{"renewed, then broken", {FAULT_401, FAULT_REFUSED}, "2s", "12T2", STATUS_WAITING, "network.refused"},
	{"renewed, then a new token", {FAULT_401, FAULT_401}, "2rfr", "12T22", STATUS_IN_SYNC, NULL},
};

static void renews_the_token_once(void **state)
{
	struct sync_world world;

	(void)state;
	play_cases(tokens, COUNT(tokens));

	/* the same one again: there is nothing new to try it with */
	begin(&world, "the same token", true);
	world.token_same = true;
	world.patch_faults[0] = world.patch_faults[1] = FAULT_401;
	world_play(&world, "2rdnr");
	assert_non_null(strstr(world_log(&world), "12T"));
	assert_true(log_length(&world) <= strlen("12T2"));
	world_expect_state(&world, STATUS_FAILED, "zoom.124");
	world_end(&world);

	/* while fetching */
	begin(&world, "refused while fetching", true);
	world.look_faults[0] = FAULT_401;
	world_play(&world, "2r");
	check_text(world.label, "log", world_log(&world), "1T2");
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* What no retry can mend waits for what may. */
static void waits_for_a_change_after_what_cannot_work(void **state)
{
	static const struct {
		const char *mending;
		const char *log;
	} mendings[] = {
		{"3r", "123"}, {"Pr", "122'"}, {"Mr", "122"}, {"Or", "12k2"},
		{"fr", "122"}, {"pr", "122"},  {"Rr", "122"}, {"LrNr", "122"},
	};

	(void)state;
	for (enum fault fault = FAULT_LAST_TEMPORARY + 1; fault <= FAULT_LAST_PERMANENT; fault++) {
		for (size_t i = 0; i < COUNT(mendings); i++) {
			struct sync_world world;
			char label[80];

			snprintf(label, sizeof(label), "%s, %s", zoom_faults[fault].name, mendings[i].mending);
			begin(&world, label, true);
			world.patch_faults[0] = fault;
			world_play(&world, "2s");
			world_expect_state(&world, STATUS_FAILED, zoom_faults[fault].name);
			check_number(label, "wake", world_due_ms(&world), -1);
			/* not by these */
			world_play(&world, "nrerhr2rdnr");
			check_text(label, "log", world_log(&world), "12");
			world_play(&world, mendings[i].mending);
			check_text(label, "log", world_log(&world), mendings[i].log);
			world_expect_state(&world, STATUS_IN_SYNC, NULL);
			world_end(&world);
		}
	}
}

/* Keychains may be locked, and cleared. */
static void waits_for_a_token(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "no token", true);
	world.token_missing = true;
	world_play(&world, "2rdnr");
	check_text(world.label, "log", world_log(&world), "1");
	world_expect_state(&world, STATUS_FAILED, "account.no_token");
	world.token_missing = false;
	world_play(&world, "fr");
	check_text(world.label, "log", world_log(&world), "12");
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* The fetch before a push, and the one after it, may fail as well. */
static void looks_may_fail(void **state)
{
	(void)state;
	for (enum fault fault = FAULT_REFUSED; fault <= FAULT_LAST_PERMANENT; fault++) {
		/* and a limit is one for all requests */
		const bool ends_it = !zoom_faults[fault].sent || zoom_faults[fault].status == 429;
		struct sync_world world;

		begin(&world, zoom_faults[fault].name, true);
		world.look_faults[0] = fault;
		world_play(&world, "2s");
		if (!ends_it)
			check_text(world.label, "log", world_log(&world), "12");
		else if (fault_is_temporary(fault))
			world_expect_state(&world, STATUS_WAITING, zoom_faults[fault].name);
		else
			world_expect_state(&world, STATUS_FAILED, zoom_faults[fault].name);
		if (ends_it)
			check_text(world.label, "log", world_log(&world), "1");
		if (fault != FAULT_CA_FILE) {
			world_rest(&world);
			check_text(world.label, "log", world_log(&world), "12");
			world_expect_state(&world, STATUS_IN_SYNC, NULL);
		}
		world_end(&world);

		/* reading back: what was pushed was pushed */
		begin(&world, zoom_faults[fault].name, true);
		world.look_faults[1] = fault;
		world_play(&world, "2r2rnrd");
		check_text(world.label, "log", world_log(&world), "12");
		world_expect_state(&world, STATUS_PUSHED, fault == FAULT_4711 ? "zoom.4711" : "check.failed");
		check_number(world.label, "pending", sync_get_record(world.sync)->pending, false);
		world_end(&world);
	}
}

/* What may have arrived is not the end of it: back at the old value, Zoom may hold the other one. */
static void sends_the_old_value_again_after_what_may_have_arrived(void **state)
{
	static const enum fault faults[] = {FAULT_CUT, FAULT_TIMEOUT, FAULT_RESET,
					    FAULT_500, FAULT_502,     FAULT_CANCELLED};

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct sync_world world;
		struct asked *patch;

		begin(&world, zoom_faults[faults[i]].name, true);
		world_tell(&world, 1);
		patch = world_next_patch(&world);
		assert_non_null(patch);
		zoom_apply(&world.zoom, &patch->call);
		patch->arrived = true;
		patch->fault = faults[i];
		if (faults[i] == FAULT_CANCELLED)
			world_play(&world, "c");
		world_play(&world, "s1r");
		check_number(world.label, "held", world.zoom.held[0], value_of(0, 0));
		check_number(world.label, "pushes without cancel",
			     (long long)(log_length(&world) - (strchr(world_log(&world), 'c') ? 1 : 0)), 3);
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_end(&world);
	}
}

/* A push that joins a fetch which is under way: what was seen is no news any more once something was sent. */
static void looks_again_after_what_may_have_arrived(void **state)
{
	struct sync_world world;
	struct asked *asked;

	(void)state;
	begin(&world, "an old look", true);
	world_play(&world, "h");
	while ((asked = world_next_request(&world)) != NULL && !asked->call.naming)
		world_answer(&world, 0);
	assert_non_null(asked);
	world_play(&world, "2p");
	asked = world_next_patch(&world);
	assert_non_null(asked);
	zoom_apply(&world.zoom, &asked->call);
	asked->arrived = true;
	asked->fault = FAULT_CUT;
	world_play(&world, "s1r");
	check_number(world.label, "held", world.zoom.held[0], value_of(0, 0));
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* It is what was cancelled that is let be, whatever OBS holds by then and however it ends. */
static void lets_be_what_was_cancelled(void **state)
{
	struct sync_world world;
	struct asked *patch;

	(void)state;
	begin(&world, "cancelled after a change, and back", true);
	world_play(&world, "2");
	patch = world_next_patch(&world);
	assert_non_null(patch);
	world_play(&world, "3c2");
	patch->fault = FAULT_REFUSED;
	world_play(&world, "srnr");
	check_text(world.label, "log", world_log(&world), "12c");
	world_expect_state(&world, STATUS_CANCELLED, NULL);
	world_play(&world, "3r");
	check_text(world.label, "log", world_log(&world), "12c3");
	world_end(&world);
}

/* One has arrived though its reply was lost, the next one has not: what Zoom holds is nobody else's doing. */
static void knows_its_own_after_two_lost_replies(void **state)
{
	struct sync_world world;
	struct asked *asked;

	(void)state;
	begin(&world, "two lost replies", true);
	world_play(&world, "2");
	asked = world_next_patch(&world);
	assert_non_null(asked);
	zoom_apply(&world.zoom, &asked->call);
	asked->arrived = true;
	asked->fault = FAULT_502;
	/* the next value takes the retry's turn */
	world_play(&world, "s");
	world.patch_faults[0] = FAULT_502;
	world_play(&world, "3SSh");
	check_text(world.label, "log", world_log(&world), "123");
	check_number(world.label, "held", world.zoom.held[0], value_of(1, 0));
	/* and so there is nothing to be kept for an undo */
	world_play(&world, "1r");
	check_text(world.label, "log", world_log(&world), "1231");
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* A wait that was told in the evening has ended in the morning, although the computer's clock stood still. */
static void waits_end_in_sleep(void **state)
{
	static const char *const wakings[] = {"r", "n", "e"};
	static const enum fault faults[] = {FAULT_502, FAULT_429_SECONDS, FAULT_429_DAILY};

	(void)state;
	for (size_t i = 0; i < COUNT(faults) * COUNT(wakings); i++) {
		const enum fault fault = faults[i / COUNT(wakings)];
		struct sync_world world;
		int64_t wait_ms;

		begin(&world, zoom_faults[fault].name, true);
		world.patch_faults[0] = fault;
		world_play(&world, "2s");
		wait_ms = wait_of(&world);
		/* set back, the wall clock changes nothing */
		world.moment.wall_ms -= 48 * 3600 * SECOND_MS;
		check_number(world.label, "wait", wait_of(&world), wait_ms);
		world.moment.wall_ms += 48 * 3600 * SECOND_MS + wait_ms - 1;
		check_number(world.label, "wait", wait_of(&world), 1);
		world.moment.wall_ms += 1;
		if (*wakings[i % COUNT(wakings)] == 'r')
			world_wake(&world);
		else
			world_play(&world, wakings[i % COUNT(wakings)]);
		/* what OBS holds by then is read first */
		assert_int_equal(world.asked_count, 1);
		assert_int_equal(world.asked[0].what, ASKED_DESTINATION);
		world_settle(&world);
		check_text(world.label, "log", world_log(&world), "122");
		world_expect_state(&world, STATUS_IN_SYNC, NULL);
		world_end(&world);
	}
}

/* The wait has ended, a change is held back, and a clock is set back: the wait does not come back. */
static void waits_end_once(void **state)
{
	struct sync_world world;
	struct status status = {0};
	const int64_t hour_ms = INT64_C(3600) * SECOND_MS;

	(void)state;
	begin(&world, "set back", true);
	world_play(&world, "2s");
	world.moment.wall_ms -= 2 * hour_ms;
	world_pass(&world, 20);
	world.patch_faults[0] = FAULT_502;
	world_play(&world, "ps");
	/* by the one clock the wait is over, by neither of them the gap between two pushes */
	world.moment.wall_ms += hour_ms;
	world_play(&world, "3");
	check_number(world.label, "asked", world.asked_count, 0);
	world.moment.wall_ms -= hour_ms;
	world_get_status(&world, &status);
	check_number(world.label, "count-down", status.retry_in_ms, 0);
	status_free(&status);
	world_rest(&world);
	check_text(world.label, "log", world_log(&world), "1223");
	world_end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tries_again_what_may_work_later),
		cmocka_unit_test(tries_nothing_again_while_off),
		cmocka_unit_test(waits_longer_each_time),
		cmocka_unit_test(waits_end),
		cmocka_unit_test(renews_the_token_once),
		cmocka_unit_test(waits_for_a_change_after_what_cannot_work),
		cmocka_unit_test(waits_for_a_token),
		cmocka_unit_test(looks_may_fail),
		cmocka_unit_test(sends_the_old_value_again_after_what_may_have_arrived),
		cmocka_unit_test(looks_again_after_what_may_have_arrived),
		cmocka_unit_test(lets_be_what_was_cancelled),
		cmocka_unit_test(waits_end_in_sleep),
		cmocka_unit_test(waits_end_once),
		cmocka_unit_test(knows_its_own_after_two_lost_replies),
	};

	return RUN_TESTS(tests);
}
