/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/sync_play.h"

/* What others have entered in Zoom: it is told, never overwritten for that alone, kept, and put back. */

#define X VALUE_PORTAL
#define Y (VALUE_PORTAL + 1)
#define Z (VALUE_PORTAL + 2)

struct undo_case {
	const char *name;
	const char *script; /* see world_play() */
	const char *log;
	enum status_state state; /* 0: not fetched */
	int held, stored;
};

static const struct undo_case cases[] = {
	{"found at the first push", "x1r", "k1", STATUS_IN_SYNC, 0, X},
	{"nothing was there", "1r", "1", STATUS_IN_SYNC, 0, VALUE_NOTHING},
	{"only the key is someone's", "z1r", "k1", STATUS_IN_SYNC, 0, Z},
	{"what it replaces is its own", "1r2r3r", "123", STATUS_IN_SYNC, 4, VALUE_NOTHING},
	{"its own, after a restart", "1rR2rRr3r", "123", STATUS_IN_SYNC, 4, VALUE_NOTHING},
	{"off, by hand", "ax1rpr", "k1", STATUS_IN_SYNC, 0, X},
	{"what was kept stays", "x1r2r3r", "k123", STATUS_IN_SYNC, 4, X},
	{"the next one is kept", "x1ry2r", "k1k2", STATUS_IN_SYNC, 2, Y},

	{"changed in Zoom", "1rxhr", "1", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"only the key was changed in Zoom", "1rzhr", "1", STATUS_DIFFERS, Z, VALUE_NOTHING},
	{"changed in Zoom, seen when a push is expected", "1rdxer", "1", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"changed in Zoom, whatever else happens", "1rxhrnrd1rRrdhrerd", "1", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"changed in Zoom, off and on", "1rxhraArA1r", "1", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"changed in Zoom while OBS was not there", "1rxRhr", "1", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"changed in Zoom, then in OBS", "1rxhr2r", "1k2", STATUS_IN_SYNC, 2, X},
	{"changed in Zoom, then in OBS, unseen", "1rdx2r", "1k2", STATUS_IN_SYNC, 2, X},
	{"changed in Zoom, then the page", "1rxhrPr", "1k1'", STATUS_IN_SYNC, 1, X},
	{"changed in Zoom, pushed", "1rxhrpr", "1k1", STATUS_IN_SYNC, 0, X},
	{"changed in Zoom, pushed unseen", "1rdxpr", "1k1", STATUS_IN_SYNC, 0, X},
	{"changed in Zoom, another meeting and back", "1rxhrMrNrhr", "11", STATUS_DIFFERS, X, VALUE_NOTHING},
	{"changed in Zoom, saved there and back", "1rxhrs21r", "1", 0, X, VALUE_NOTHING},
	{"changed in Zoom, a push cancelled, started again", "1rSxpcRhr", "1", STATUS_DIFFERS, X, VALUE_NOTHING},

	{"kept", "1rxhrk", "1", STATUS_IDLE, X, VALUE_NOTHING},
	{"kept, whatever else happens", "1rxhrkrnrd1rhrerd1r", "1", STATUS_IDLE, X, VALUE_NOTHING},
	{"kept, also after a restart", "1rxhrkRrhrdRhr", "1", STATUS_IDLE, X, VALUE_NOTHING},
	{"kept, then changed again in Zoom", "1rxhrkryhr", "1", STATUS_DIFFERS, Y, VALUE_NOTHING},
	{"kept, then kept again", "1rxhrkryhrkrhr", "1", STATUS_IDLE, Y, VALUE_NOTHING},
	{"kept, then changed in OBS", "1rxhrk2r", "1k2", STATUS_IN_SYNC, 2, X},
	{"kept, then pushed", "1rxhrkpr", "1k1", STATUS_IN_SYNC, 0, X},
	{"kept, then pushed, then the same again", "1rxhrkprxhr", "1k1", STATUS_DIFFERS, X, X},
	{"kept, then the same again", "1rxhrkryhrxhr", "1", 0, X, VALUE_NOTHING},
	{"nothing to keep", "1rkr2r", "12", STATUS_IN_SYNC, 2, VALUE_NOTHING},

	{"put back", "x1rur", "k1uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back, only the key", "z1rur", "k1uze", STATUS_UNDONE, Z, VALUE_NOTHING},
	{"put back after a restart", "x1rRrur", "k1uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back after more pushes", "x1r2r3rur", "k123uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back, and nothing by itself", "x1rurnrd1rd", "k1uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back, and nothing by itself when looked at", "x1rurhrd1rer", "k1uxe", 0, X, VALUE_NOTHING},
	{"put back, and nothing after a restart", "x1rurRrnrhrdRr", "k1uxe", 0, X, VALUE_NOTHING},
	{"put back, then changed", "x1rur2r", "k1uxek2", STATUS_IN_SYNC, 2, X},
	{"put back, then pushed", "x1rurpr", "k1uxek1", STATUS_IN_SYNC, 0, X},
	{"put back twice", "x1rurur", "k1uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"nothing to put back", "1rur", "1", STATUS_IN_SYNC, 0, VALUE_NOTHING},
	{"put back while switched off", "x1raur", "k1uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back in another meeting", "x1rMrur", "k11", STATUS_IN_SYNC, 0, X},
	{"put back in one's own meeting", "x1rMrNrur", "k11uxe", STATUS_UNDONE, X, VALUE_NOTHING},
	{"put back while OBS's destination is not known", "x1r0ur", "k1uxe", 0, X, VALUE_NOTHING},
};

static void begin(struct sync_world *world, const char *label, bool auto_sync)
{
	world_begin(world, label, auto_sync);
	world_set_up(world);
}

static void treats_others_well(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct undo_case *c = &cases[i];
		struct sync_world world;
		struct status status = {0};

		begin(&world, c->name, true);
		world_play(&world, c->script);
		world_get_status(&world, &status);
		check_text(c->name, "log", world_log(&world), c->log);
		if (c->state)
			check_number(c->name, "state", status.state, c->state);
		world_expect(&world, !problem_is_set(&status.problem), "it tells of a problem");
		check_number(c->name, "what Zoom holds", world.zoom.held[0], c->held);
		check_number(c->name, "what is kept", world.stored[0], c->stored);
		if (world.place == 0) {
			check_number(c->name, "can undo", status.can_undo, c->stored != VALUE_NOTHING);
			check_number(c->name, "remembers that", world.memories[0].undo, c->stored != VALUE_NOTHING);
		}
		check_number(c->name, "can keep", status.can_accept_remote, status.state == STATUS_DIFFERS);
		check_number(c->name, "wake", world_due_ms(&world), -1);
		status_free(&status);
		world_end(&world);
	}
}

static void shows_what_zoom_holds(void **state)
{
	struct status status = {0};
	struct sync_world world;

	(void)state;
	begin(&world, "what Zoom holds", true);
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_UNKNOWN);
	assert_int_equal(status.remote_at_s, 0);
	assert_null(status.topic);

	world_play(&world, "a1h");
	assert_non_null(world_next_request(&world));
	world_get_status(&world, &status);
	assert_true(status.remote_fetching);
	assert_false(status_is_busy(&status));
	world_play(&world, "r");
	world_get_status(&world, &status);
	assert_false(status.remote_fetching);
	assert_int_equal(status.remote, STATUS_REMOTE_EMPTY);
	assert_int_equal(status.remote_at_s, moment_wall_s(&world.moment));
	assert_string_equal(status.topic, ZOOM_TOPIC);
	assert_string_equal(status.host, ZOOM_HOST);

	world_play(&world, "pr");
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_SAME);
	assert_null(status.remote_difference);

	world_play(&world, "zShr");
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_DIFFERENT);
	assert_string_equal(status.remote_difference, "stream_key");
	assert_int_equal(status.remote_at_s, moment_wall_s(&world.moment));
	world_play(&world, "xhr");
	world_get_status(&world, &status);
	assert_string_equal(status.remote_difference, "stream_url");
	assert_non_null(strstr(status.remote_url, "x.example"));
	assert_string_equal(status.remote_page_url, "https://x.example/");

	world.look_faults[0] = FAULT_500;
	world_play(&world, "hr");
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_FAILED);
	assert_non_null(status.remote_problem.code);
	world.zoom.reading_forbidden = true;
	world_play(&world, "hr");
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_MISSING_SCOPE);
	assert_string_equal(status.remote_problem.code, "zoom.4711");
	assert_string_equal(world_log(&world), "1");

	/* of another meeting nothing is known */
	world_play(&world, "M");
	world_get_status(&world, &status);
	assert_int_equal(status.remote, STATUS_REMOTE_UNKNOWN);
	assert_null(status.topic);
	assert_null(status.host);
	status_free(&status);
	world_end(&world);
}

/* Without leave to read, a push is a push. */
static void pushes_what_it_may_not_look_at(void **state)
{
	struct sync_world world;
	struct asked *request;

	(void)state;
	begin(&world, "may not look", true);
	world.zoom.reading_forbidden = true;
	world_play(&world, "x1r");
	check_text(world.label, "log", world_log(&world), "1");
	world_expect_state(&world, STATUS_PUSHED, "zoom.4711");
	/* it is not tried again and again */
	world_play(&world, "d2");
	request = world_next_request(&world);
	assert_non_null(request);
	assert_true(request->call.patch);
	world_play(&world, "rhrnr2rd");
	check_text(world.label, "log", world_log(&world), "12");
	world_play(&world, "R2r");
	check_text(world.label, "log", world_log(&world), "12");
	world_end(&world);
}

/* Another token may read. */
static void looks_again_with_a_new_token(void **state)
{
	struct sync_world world;
	struct asked *request;

	(void)state;
	begin(&world, "may look now", true);
	world.zoom.reading_forbidden = true;
	world_play(&world, "1r");
	world.zoom.reading_forbidden = false;
	world_play(&world, "fd2");
	request = world_next_request(&world);
	assert_non_null(request);
	assert_false(request->call.patch);
	world_end(&world);
}

/* A keychain that is locked keeps nobody from pushing. */
static void pushes_when_nothing_can_be_kept(void **state)
{
	struct status status = {0};
	struct sync_world world;

	(void)state;
	begin(&world, "nothing can be kept", true);
	world.keep_fails = true;
	world_play(&world, "x1r");
	check_text(world.label, "log", world_log(&world), "k1");
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_get_status(&world, &status);
	assert_false(status.can_undo);
	assert_false(sync_get_record(world.sync)->undo);
	world_play(&world, "ur");
	check_text(world.label, "log", world_log(&world), "k1");
	status_free(&status);
	world_end(&world);
}

/* The PATCH waits until what it replaces is safe. */
static void keeps_before_it_pushes(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "keeps first", true);
	world_play(&world, "x1");
	while (world.asked_count && world.asked[0].what != ASKED_KEEP)
		world_answer(&world, 0);
	assert_int_equal(world.asked_count, 1);
	assert_int_equal(world.asked[0].kept_value, X);
	check_text(world.label, "log", world_log(&world), "k");
	world_play(&world, "pne");
	check_text(world.label, "log", world_log(&world), "k");
	/* and another meeting meanwhile has it written nowhere */
	world_play(&world, "M");
	world_rest(&world);
	check_text(world.label, "log", world_log(&world), "k1");
	assert_int_equal(world.zoom.held[0], X);
	assert_int_equal(world.zoom.held[1], value_of(0, 0));
	world_end(&world);
}

static void undo_may_fail(void **state)
{
	struct status status = {0};
	struct sync_world world;

	(void)state;
	begin(&world, "nothing can be read back", true);
	world_play(&world, "x1r");
	world.undo_missing = true;
	world_play(&world, "ur");
	check_text(world.label, "log", world_log(&world), "k1u");
	world_get_status(&world, &status);
	check_number(world.label, "state", status.state, STATUS_FAILED);
	check_text(world.label, "code", status.problem.code, "keychain.denied");
	assert_true(status.is_undo);
	assert_true(status.can_undo);
	world.undo_missing = false;
	world_play(&world, "ndr");
	check_text(world.label, "log", world_log(&world), "k1u");
	world_play(&world, "ur");
	check_text(world.label, "log", world_log(&world), "k1uuxe");
	world_end(&world);

	begin(&world, "refused for good", true);
	world_play(&world, "x1r");
	world.patch_faults[0] = FAULT_3161;
	world_play(&world, "urndr");
	check_text(world.label, "log", world_log(&world), "k1ux");
	world_get_status(&world, &status);
	check_number(world.label, "state", status.state, STATUS_FAILED);
	assert_true(status.is_undo);
	assert_true(status.can_undo);
	assert_int_equal(world.stored[0], X);
	/* the next change is pushed as always */
	world_play(&world, "2r");
	check_number(world.label, "held", world.zoom.held[0], value_of(1, 0));
	status_free(&status);
	world_end(&world);
}

/* OBS moves on while what was there is being put back: that is a change like any other. */
static void a_change_during_an_undo_is_pushed(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "changed in mid-undo", true);
	world_play(&world, "x1ru");
	assert_non_null(world_next_patch(&world));
	world_play(&world, "2r");
	check_number(world.label, "held", world.zoom.held[0], value_of(1, 0));
	world_expect_state(&world, STATUS_IN_SYNC, NULL);
	world_end(&world);
}

/* What was kept first is not what stood there when something newer was replaced unseen or unkept. */
struct older_case {
	const char *name;
	enum fault patch_faults[2], look_faults[2];
	bool keep_fails, reading_forbidden;
	const char *script; /* after X was kept, and Y entered */
	const char *log;
	int stored;
};

static const struct older_case older_cases[] = {
	{"kept", .script = "2r", .log = "k1k2", .stored = Y},
	{"not kept", .keep_fails = true, .script = "2r", .log = "k1k2e", .stored = VALUE_NOTHING},
	{"not kept, by hand", .keep_fails = true, .script = "a2pr", .log = "k1k2e", .stored = VALUE_NOTHING},
	{"not seen", .look_faults = {FAULT_500}, .script = "2r", .log = "k12e", .stored = VALUE_NOTHING},
	{"may not be seen", .reading_forbidden = true, .script = "2r", .log = "k12e", .stored = VALUE_NOTHING},
	{"may not be seen, two pushes", .reading_forbidden = true, .script = "2r3r", .log = "k12e3"},
	{"seen, and refused", {FAULT_3161}, .script = "2r", .log = "k1k2", .stored = Y},
	{"not kept, but refused", {FAULT_3161}, .keep_fails = true, .script = "2r", .log = "k1k2", .stored = X},
	{"not seen, but refused", {FAULT_3161}, {FAULT_500}, .script = "2r", .log = "k12", .stored = X},
	{"not seen, refused, then seen", {FAULT_3161}, {FAULT_500}, .script = "2r3r", .log = "k12k3", .stored = Y},
	{"not seen twice", {FAULT_3161}, {FAULT_500, FAULT_500}, .script = "2r3r", .log = "k123e"},
	{"not seen, the reply lost", {FAULT_CUT}, {FAULT_500}, .script = "2r", .log = "k12ek2", .stored = Y},
	{"not seen, token refused", {FAULT_401, FAULT_401}, {FAULT_500}, .script = "2r", .log = "k12T2", .stored = X},
	{"emptied", .script = "-2r", .log = "k12e", .stored = VALUE_NOTHING},
};

static void brings_back_nothing_older(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(older_cases); i++) {
		const struct older_case *c = &older_cases[i];
		const int stored = c->stored ? c->stored : VALUE_NOTHING;
		struct sync_world world;

		begin(&world, c->name, true);
		world_play(&world, "x1rdy");
		memcpy(world.patch_faults, c->patch_faults, sizeof(c->patch_faults));
		memcpy(world.look_faults, c->look_faults, sizeof(c->look_faults));
		world.keep_fails = c->keep_fails;
		world.zoom.reading_forbidden = c->reading_forbidden;
		if (*c->script == '-')
			zoom_enter(&world.zoom, 0, VALUE_NOTHING);
		world_play(&world, c->script + (*c->script == '-'));
		check_text(c->name, "log", world_log(&world), c->log);
		check_number(c->name, "what is kept", world.stored[0], stored);
		check_number(c->name, "can undo", sync_get_record(world.sync)->undo, stored != VALUE_NOTHING);
		world_end(&world);
	}
}

/* Killed while it is not known whether Zoom has taken what replaces something unseen. */
static void brings_back_nothing_older_after_a_kill(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "killed", true);
	world_play(&world, "x1rdy");
	world.look_faults[0] = FAULT_500;
	world_play(&world, "2");
	assert_non_null(world_next_patch(&world));
	world_play(&world, "R");
	assert_false(sync_get_record(world.sync)->undo);
	world_play(&world, "ur");
	check_text(world.label, "log", world_log(&world), "k12k2");
	check_number(world.label, "what is kept", world.stored[0], Y);
	world_end(&world);
}

/* No request leaves before it is written that the last push cannot be undone any more, or that it can. */
static void notes_what_can_be_undone_first(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "voided", true);
	world_play(&world, "x1rdy");
	world.writes_late = true;
	world.look_faults[0] = FAULT_500;
	world_play(&world, "2");
	while (world.asked_count && world.asked[0].what != ASKED_RECORD)
		world_answer(&world, 0);
	check_text(world.label, "log, before it is written", world_log(&world), "k1");
	world_play(&world, "R");
	assert_true(sync_get_record(world.sync)->undo);
	check_number(world.label, "held", world.zoom.held[0], Y);
	world_end(&world);

	begin(&world, "kept", true);
	world.writes_late = true;
	world_play(&world, "x1");
	assert_non_null(world_next_patch(&world));
	world_play(&world, "R");
	assert_true(sync_get_record(world.sync)->undo);
	world_end(&world);

	begin(&world, "ends meanwhile", true);
	world_play(&world, "x1rdy");
	world.look_faults[0] = FAULT_500;
	world_play(&world, "2");
	while (world.asked_count && world.asked[0].what != ASKED_RECORD)
		world_answer(&world, 0);
	world_end_obs(&world);
	world_answer(&world, 0);
	check_text(world.label, "log, as it ends", world_log(&world), "k1");
	world_play(&world, "R");
	assert_true(sync_get_record(world.sync)->undo);
	world_end(&world);
}

static void play_to_record(struct sync_world *world, const char *script)
{
	world_play(world, script);
	while (world->asked_count && world->asked[0].what != ASKED_RECORD)
		world_answer(world, 0);
	check_number(world->label, "notes", world->asked_count, 1);
}

/* A push that was given up has left behind that something is kept: the next one does not take its file as it was. */
static void notes_what_a_cancelled_push_has_left(void **state)
{
	static const struct {
		const char *name;
		int held; /* by Zoom at the second push */
		bool keep_fails;
	} lefts[] = {
		{"emptied since", VALUE_NOTHING, false},
		{"changed since, and not to be kept", Y, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lefts); i++) {
		struct sync_world world;

		begin(&world, lefts[i].name, true);
		world.writes_late = true;
		play_to_record(&world, "x1");
		world_play(&world, "cSs");
		check_text(world.label, "log, cancelled", world_log(&world), "k");
		world_write(&world, world.write_count);
		assert_true(world.disk[0].undo);
		zoom_enter(&world.zoom, 0, lefts[i].held);
		world.keep_fails = lefts[i].keep_fails;
		play_to_record(&world, "2");
		check_text(world.label, "log, noting", world_log(&world), lefts[i].keep_fails ? "kk" : "k");
		world_answer(&world, 0);
		assert_false(world.disk[0].undo);
		assert_non_null(world_next_patch(&world));
		world_play(&world, "R");
		assert_false(sync_get_record(world.sync)->undo);
		world_end(&world);
	}
}

/* Left while that is noted, or while it is sent: what would not be offered any more does not stay in the keychain. */
static void leaves_nothing_in_a_meeting_that_was_left(void **state)
{
	static const struct {
		const char *leave; /* for another meeting, page, account or none */
		bool is_sent;
	} leavings[] = {{"M", false}, {"M", true}, {"P", false}, {"P", true}, {"O", true}, {"L", false}, {"L", true}};

	(void)state;
	for (size_t i = 0; i < COUNT(leavings); i++) {
		struct sync_world world;

		begin(&world, leavings[i].leave, false);
		world_play(&world, "x1prdy2");
		world.look_faults[0] = FAULT_500;
		play_to_record(&world, "p");
		if (leavings[i].is_sent)
			assert_non_null(world_next_patch(&world));
		world_play(&world, leavings[i].leave);
		world_settle(&world);
		assert_false(world.disk[0].undo);
		check_number(world.label, "stored", world.stored[0], VALUE_NOTHING);
		world_end(&world);
	}
}

/* What is remembered is on its way to the disk yet when the person comes back to the meeting. */
static void notes_what_is_not_written_yet(void **state)
{
	struct sync_world world;

	(void)state;
	begin(&world, "there and back", true);
	world_play(&world, "x1rdy");
	world.writes_late = true;
	world.look_faults[0] = FAULT_500;
	play_to_record(&world, "2");
	world_play(&world, "MNp");
	world.look_faults[0] = FAULT_500;
	for (size_t i = 0; i < world.asked_count;) {
		if (world.asked[i].what == ASKED_RECORD)
			i++;
		else
			world_answer(&world, i);
	}
	check_text(world.label, "log, not written yet", world_log(&world), "k1e");
	assert_true(world.disk[0].undo);
	assert_int_equal(world.asked_count, 2);
	world_settle(&world);
	check_text(world.label, "log, written", world_log(&world), "k1e2");
	assert_false(world.disk[0].undo);
	world_end(&world);
}

/* Another OBS has kept X there: that stays, until this one writes over what it cannot keep. */
static void leaves_what_another_obs_has_kept(void **state)
{
	static const struct {
		const char *name, *script;
		int held; /* by Zoom, after the other OBS */
		bool is_blind;
		enum fault fault; /* of the push */
		bool stays;
	} others[] = {
		{"finds OBS's next value there", "2hr", 2, false, FAULT_NONE, true},
		{"keeps Zoom's as it is", "hrk", Y, false, FAULT_NONE, true},
		{"pushes over its own", "2r", 0, false, FAULT_NONE, true},
		{"pushes over what it cannot see", "2r", Y, true, FAULT_NONE, false},
		{"the same, and the reply is lost", "2S", Y, true, FAULT_CUT, false},
		{"the same, refused", "2r", Y, true, FAULT_3161, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		struct sync_world world;

		begin(&world, others[i].name, true);
		world_play(&world, "1rd");
		world.disk[0].undo = true;
		zoom_enter(&world.zoom, 0, others[i].held);
		world.look_faults[0] = others[i].is_blind ? FAULT_500 : FAULT_NONE;
		world.patch_faults[0] = others[i].fault;
		world_play(&world, others[i].script);
		check_number(world.label, "undo", world.disk[0].undo, others[i].stays);
		world_end(&world);
	}
}

/* A 204 without an effect does not make its own value someone's. */
static void knows_its_own_after_no_effect(void **state)
{
	struct sync_world world;
	struct asked *request;

	(void)state;
	begin(&world, "no effect", true);
	world.zoom.multipart_ignored = true;
	world_play(&world, "x1");
	assert_non_null(world_next_patch(&world));
	world_answer(&world, 0);
	request = world_next_patch(&world);
	assert_true(request->call.json);
	zoom_apply(&world.zoom, &request->call);
	/* its reply is lost with OBS, and so is which encoding works */
	world_play(&world, "R2r");
	check_text(world.label, "log", world_log(&world), "k1122");
	check_number(world.label, "what is kept", world.stored[0], X);
	world_end(&world);
}

/* A push by hand waits for what is remembered: by that it is known whose value it replaces. */
static void waits_for_the_record(void **state)
{
	static const struct {
		const char *name;
		int held;
		bool keep_fails;
		enum fault fault;
		const char *log;
		int stored;
	} late[] = {
		{"its own", .held = VALUE_OWN, .log = "k12", .stored = X},
		{"someone's", .held = Y, .log = "k1k2", .stored = Y},
		{"someone's, not kept", Y, true, .log = "k1k2e", .stored = VALUE_NOTHING},
		{"someone's, not kept, refused", Y, true, FAULT_3161, "k1k2", X},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(late); i++) {
		struct sync_world world;

		begin(&world, late[i].name, false);
		world_play(&world, "x1pr2");
		world_go(&world, PLACE_NOWHERE, 0);
		world_go(&world, 0, 0);
		if (late[i].held != VALUE_OWN)
			zoom_enter(&world.zoom, 0, late[i].held);
		world.keep_fails = late[i].keep_fails;
		world.patch_faults[0] = late[i].fault;
		world_play(&world, "ps");
		check_text(late[i].name, "log, before it is told", world_log(&world), "k1");
		world_expect_state(&world, STATUS_PUSHING, NULL);
		world_give_record(&world);
		world_rest(&world);
		check_text(late[i].name, "log", world_log(&world), late[i].log);
		check_number(late[i].name, "what is kept", world.stored[0], late[i].stored);
		check_number(late[i].name, "remembers that", world.memories[0].undo, late[i].stored != VALUE_NOTHING);
		world_end(&world);
	}
	for (int is_cancel = 0; is_cancel < 2; is_cancel++) {
		struct sync_world world;

		begin(&world, is_cancel ? "cancelled meanwhile" : "left meanwhile", false);
		world_go(&world, PLACE_NOWHERE, 0);
		world_go(&world, 0, 0);
		world_play(&world, is_cancel ? "1psc" : "1psM");
		world_give_record(&world);
		world_rest(&world);
		check_text(world.label, "log", world_log(&world), "");
		world_end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(treats_others_well),
		cmocka_unit_test(shows_what_zoom_holds),
		cmocka_unit_test(pushes_what_it_may_not_look_at),
		cmocka_unit_test(looks_again_with_a_new_token),
		cmocka_unit_test(pushes_when_nothing_can_be_kept),
		cmocka_unit_test(keeps_before_it_pushes),
		cmocka_unit_test(undo_may_fail),
		cmocka_unit_test(brings_back_nothing_older),
		cmocka_unit_test(brings_back_nothing_older_after_a_kill),
		cmocka_unit_test(notes_what_can_be_undone_first),
		cmocka_unit_test(notes_what_a_cancelled_push_has_left),
		cmocka_unit_test(leaves_nothing_in_a_meeting_that_was_left),
		cmocka_unit_test(notes_what_is_not_written_yet),
		cmocka_unit_test(leaves_what_another_obs_has_kept),
		cmocka_unit_test(knows_its_own_after_no_effect),
		cmocka_unit_test(waits_for_the_record),
		cmocka_unit_test(a_change_during_an_undo_is_pushed),
	};

	return RUN_TESTS(tests);
}
