/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/sync_world.h"

/* Lets a world go on: begins and ends it, answers what sync has asked for, and lets time pass. */

static inline void world_start_sync(struct sync_world *world)
{
	const struct sync_options options = {.host = "api.zoom.us", .encoding = world->encoding, .digest = test_digest};

	world->sync = sync_create(&options);
	world->id_count = 0;
	world->asked_count = 0;
	world->told_destination = DESTINATION_UNKNOWN;
}

/* A place, what is remembered of it, auto-sync as it was, but no destination yet. */
static inline void world_set_up(struct sync_world *world)
{
	const int place = world->place;

	world_start_sync(world);
	world->place = PLACE_NOWHERE;
	world_go(world, place, world->page);
	world_give_record(world);
	world_set_auto(world, world->auto_sync);
}

/* OBS is about to end: answers may still come. */
static inline void world_end_obs(struct sync_world *world)
{
	world_trace(world, "OBS ends", 0);
	world->is_ending = true;
	sync_end(world->sync);
}

/* OBS was ended or has died, and is started again: what is remembered is what has come to the disk. */
static inline void world_restart(struct sync_world *world)
{
	world_trace(world, "restart", 0);
	for (size_t i = 0; i < world->write_count; i++)
		push_record_free(&world->writes[i].record);
	world->write_count = 0;
	for (int i = 0; i < PLACE_COUNT; i++) {
		push_record_copy(&world->memories[i], &world->disk[i]);
		world->record_broken[i] = world->disk_broken[i];
	}
	world->is_ending = false;
	sync_free(world->sync);
	world->moment.clock_ms += 3000;
	world->moment.wall_ms += 3000;
	world_set_up(world);
}

static inline void world_begin(struct sync_world *world, const char *label, bool auto_sync)
{
	memset(world, 0, sizeof(*world));
	world->label = label;
	world->moment = (struct moment){CLOCK_START_MS, NOW_START_S * INT64_C(1000), UINT32_C(0x80000000)};
	world->auto_sync = world->offered = auto_sync;
	world->token_number = 1;
	for (int i = 0; i < BROADCAST_COUNT; i++) {
		world->zoom.held[i] = VALUE_NOTHING;
		world->kinds[i] = BROADCAST_KIND_UNKNOWN;
		world->zoom.writer[i] = WRITER_OTHER;
	}
	for (int i = 0; i < PLACE_COUNT; i++)
		world->stored[i] = world->zoom.replaced[i] = world->zoom.kept[i] = VALUE_NOTHING;
}

static inline void world_end(struct sync_world *world)
{
	sync_free(world->sync);
	world_write(world, world->write_count);
	for (int i = 0; i < PLACE_COUNT; i++) {
		push_record_free(&world->memories[i]);
		push_record_free(&world->disk[i]);
	}
	dstr_free(&world->log);
}

static inline void answer_destination(struct sync_world *world, const struct asked *asked, struct sync_effects *effects)
{
	const struct destination destination = destination_of(world->destination);

	if (!is_awaited(world->sync, asked->id))
		return;
	world_trace(world, "destination is read:", world->destination);
	world->told_destination = world->destination;
	if (world->on_told)
		world->on_told(world);
	sync_destination_read(world->sync, &destination, &world->moment, effects);
}

static inline void tell_no_token(struct sync_world *world, struct sync_effects *effects)
{
	struct problem problem = {0};

	problem_set(&problem, world->token_may_come ? "network.refused" : "account.no_token");
	world_trace(world, "no token, which may come later:", world->token_may_come);
	world->told_to_come = world->token_may_come;
	sync_no_access(world->sync, &problem, world->token_may_come, &world->moment, effects);
	problem_free(&problem);
}

static inline void answer_token(struct sync_world *world, const struct asked *asked, struct sync_effects *effects)
{
	if (!is_awaited(world->sync, asked->id))
		return;
	world->token_is_renewed = false;
	if (world->token_missing) {
		tell_no_token(world, effects);
		return;
	}
	world_trace(world, "token", world->token_number);
	sync_access(world->sync, &world->moment, effects);
}

static inline void answer_undo(struct sync_world *world, const struct asked *asked, struct sync_effects *effects)
{
	const int value = world->undo_missing ? VALUE_NOTHING : world->stored[asked->place];
	const struct livestream kept = livestream_of_value(value);
	struct problem problem = {0};

	problem_set(&problem, "keychain.denied");
	world_trace(world, "what was kept is read:", value);
	if (is_awaited(world->sync, asked->id) && world->stored[asked->place] == VALUE_NOTHING)
		sync_forget_undo(world->sync, effects);
	if (is_awaited(world->sync, asked->id))
		sync_undo_read(world->sync, value == VALUE_NOTHING ? NULL : &kept, &problem, &world->moment, effects);
	problem_free(&problem);
}

static inline void answer_keep(struct sync_world *world, const struct asked *asked, struct sync_effects *effects)
{
	/* what was to be erased there is erased by now */
	for (size_t i = world->write_count; i-- > 0;) {
		if (world->writes[i].erases_undo && world->writes[i].place == asked->place) {
			world_write(world, i + 1);
			break;
		}
	}
	if (!world->keep_fails)
		world->stored[asked->place] = world->zoom.kept[asked->place] = asked->kept_value;
	world_trace(world, world->keep_fails ? "is not kept" : "is kept", asked->kept_value);
	if (is_awaited(world->sync, asked->id))
		sync_undo_stored(world->sync, !world->keep_fails, &world->moment, effects);
}

static inline void answer_record(struct sync_world *world, const struct asked *asked, struct sync_effects *effects)
{
	world_trace(world, "what is remembered is written", 0);
	world_write(world, world->write_count);
	if (is_awaited(world->sync, asked->id))
		sync_record_written(world->sync, &world->moment, effects);
}

static inline void answer_request(struct sync_world *world, struct asked *asked, struct sync_effects *effects)
{
	struct http_response response;
	char body[ZOOM_BODY_SIZE];
	char token[40];

	if (asked->cancelled && asked->fault == FAULT_NONE && !asked->arrived)
		asked->fault = FAULT_CANCELLED;
	if (asked->fault == FAULT_NONE && !asked->arrived) {
		zoom_apply(&world->zoom, &asked->call);
		asked->arrived = true;
	}
	snprintf(token, sizeof(token), SECRET "-token-%d", asked->token_number);
	zoom_reply_make(&world->zoom, &asked->call, asked->fault, token, body, &response);
	world_trace(world, asked->call.patch ? "PATCH is answered," : "GET is answered,", (int)response.status);
	if (asked->fault != FAULT_NONE)
		world_trace(world, zoom_faults[asked->fault].name, asked->fault);
	if (is_awaited(world->sync, asked->id))
		sync_reply(world->sync, &response, token, &world->moment, effects);
}

/* As controller/api does it: the first refusal of a round renews the token, and sync hears nothing of it. */
static inline bool world_renews(struct sync_world *world, const struct asked *asked)
{
	if (asked->fault != FAULT_401 || world->token_is_renewed || asked->cancelled ||
	    !is_awaited(world->sync, asked->id))
		return false;
	world->token_is_renewed = true;
	dstr_cat(&world->log, "T");
	return !world->token_same || world->token_missing;
}

static inline void world_send_again(struct sync_world *world, struct asked *asked)
{
	struct asked *again;

	world->token_number++;
	world_trace(world, "token is renewed", world->token_number);
	if (world->on_answered && asked->call.patch)
		world->on_answered(world, asked, true);
	again = &world->asked[world->asked_count++];
	*again = *asked;
	again->arrived = false;
	world_send(world, again);
}

/* Secrets are written one after the other: the one that was asked for first. */
static inline size_t world_first_keep(const struct sync_world *world, size_t i)
{
	for (size_t j = 0; j < world->asked_count; j++) {
		if (world->asked[j].what == ASKED_KEEP && world->asked[j].id < world->asked[i].id)
			i = j;
	}
	return i;
}

static inline void world_answer(struct sync_world *world, size_t number)
{
	struct sync_effects effects = {0};
	const size_t i = world->asked[number].what == ASKED_KEEP ? world_first_keep(world, number) : number;
	struct asked asked = world->asked[i];
	bool went_on;

	asked.was_awaited = is_awaited(world->sync, asked.id);
	world->asked[i] = world->asked[--world->asked_count];
	world->told_to_come = false;
	switch (asked.what) {
	case ASKED_DESTINATION:
		answer_destination(world, &asked, &effects);
		break;
	case ASKED_TOKEN:
		answer_token(world, &asked, &effects);
		break;
	case ASKED_UNDO:
		answer_undo(world, &asked, &effects);
		break;
	case ASKED_KEEP:
		answer_keep(world, &asked, &effects);
		break;
	case ASKED_RECORD:
		answer_record(world, &asked, &effects);
		break;
	case ASKED_REQUEST:
		if (!world_renews(world, &asked)) {
			answer_request(world, &asked, &effects);
		} else if (world->token_missing) {
			tell_no_token(world, &effects);
		} else {
			world_send_again(world, &asked);
			return;
		}
		break;
	}
	/* and is not begun anew */
	went_on = effects.send || effects.store_undo || effects.read_undo || effects.write_record;
	/* before what it leads to */
	if (world->on_answered)
		world->on_answered(world, &asked, went_on);
	world_note(world, &effects);
}

/* Answers everything at once, as long as there is something. */
static inline void world_settle(struct sync_world *world)
{
	for (int step = 0; world->asked_count; step++) {
		world_expect(world, step < STEPS_TO_REST_MAX, "it never comes to rest");
		world_answer(world, 0);
	}
}

static inline void world_move_clock(struct sync_world *world, int64_t to_ms)
{
	if (to_ms <= world->moment.clock_ms)
		return;
	world->moment.wall_ms += to_ms - world->moment.clock_ms;
	world->moment.clock_ms = to_ms;
}

/* When sync is to be woken, on the clock that never jumps; -1: not at all. */
static inline int64_t world_due_ms(const struct sync_world *world)
{
	const int64_t wait_ms = sync_wake_in_ms(world->sync, &world->moment);

	return wait_ms < 0 ? -1 : world->moment.clock_ms + wait_ms;
}

/* The computer has slept, while the one clock stood still, or somebody has set the other one. */
static inline void world_part_clocks(struct sync_world *world, int64_t seconds)
{
	world_trace(world, "the wall clock moves alone, by seconds", (int)seconds);
	world->moment.wall_ms += seconds * 1000;
}

static inline void world_wake(struct sync_world *world)
{
	const int64_t due_ms = world_due_ms(world);
	int64_t next_ms;

	world_trace(world, "wake", 0);
	world_do(world, sync_wake);
	next_ms = world_due_ms(world);
	world_expect(world, due_ms > world->moment.clock_ms || next_ms < 0 || next_ms > world->moment.clock_ms,
		     "after a wake the next one is in the past");
}

/* Lets so much time pass, with everything answered at once. */
static inline void world_pass(struct sync_world *world, int64_t milliseconds)
{
	const int64_t end_ms = world->moment.clock_ms + milliseconds;
	int64_t due_ms;

	world_settle(world);
	for (int step = 0; due_ms = world_due_ms(world), due_ms >= 0 && due_ms <= end_ms; step++) {
		world_expect(world, step < STEPS_TO_REST_MAX, "it never stops to be woken");
		world_move_clock(world, due_ms);
		world_wake(world);
		world_settle(world);
	}
	world_move_clock(world, end_ms);
}

/* As much time as it takes until nothing is due any more. */
static inline void world_rest(struct sync_world *world)
{
	world_settle(world);
	for (int step = 0; world_due_ms(world) >= 0; step++) {
		world_expect(world, step < STEPS_TO_REST_MAX, "it never stops to be woken");
		world_move_clock(world, world_due_ms(world));
		world_wake(world);
		world_settle(world);
	}
}

static inline void expect_no_secret(const struct sync_world *world, const char *text)
{
	world_expect(world, !text || !strstr(text, SECRET), "the status holds a secret");
}

static inline void expect_no_secret_in_problem(const struct sync_world *world, const struct problem *problem)
{
	expect_no_secret(world, problem->code);
	expect_no_secret(world, problem->subject);
	expect_no_secret(world, problem->detail);
	expect_no_secret(world, problem->tracking_id);
}

/* To be freed with status_free. What is always true of a status is checked. */
static inline void world_get_status(const struct sync_world *world, struct status *status)
{
	const int64_t due_ms = world_due_ms(world);

	sync_get_status(world->sync, &world->moment, status);
	const char *const texts[] = {status->broadcast.page_url,   status->topic,      status->host,
				     status->destination_url,      status->remote_url, status->remote_page_url,
				     status->destination_key_hint, status->api_host,   status->remote_difference};

	for (size_t i = 0; i < COUNT(texts); i++)
		expect_no_secret(world, texts[i]);
	expect_no_secret_in_problem(world, &status->problem);
	expect_no_secret_in_problem(world, &status->destination_problem);
	expect_no_secret_in_problem(world, &status->remote_problem);

	world_expect(world, status->state >= STATUS_UNCONFIGURED && status->state <= STATUS_UNDONE, "no state");
	world_expect(world, !status_is_busy(status) || world->asked_count || sync_awaits_record(world->sync),
		     "busy with nothing");
	world_expect(world, !status->remote_fetching || world->asked_count, "reads without having asked");
	/* during a fetch nothing is due: at its end the wait goes on */
	world_expect(world, status->state != STATUS_WAITING || due_ms >= 0 || world->asked_count, "waits for ever");
	world_expect(world, status->state != STATUS_WAITING || problem_is_set(&status->problem), "waits for no reason");
	world_expect(world, status->state != STATUS_FAILED || problem_is_set(&status->problem), "fails for no reason");
	world_expect(world, status->state == STATUS_DIFFERS || !status->can_accept_remote,
		     "can keep what does not differ");
	world_expect(world, status->retry_in_ms >= 0, "a retry in the past");
	/* also where the wall clock was set meanwhile */
	world_expect(world,
		     status->state != STATUS_WAITING || status->problem.retry_after_s >= 0 ||
			     status->retry_in_ms <= SYNC_BACKOFF_MAX_MS,
		     "a wait that Zoom has not told is too long");
	world_expect(world, status->auto_sync == world->auto_sync, "auto-sync is not what was set");
	world_expect(world,
		     !status->auto_sync || world->asked_count || status->state != STATUS_WAITING ||
			     due_ms >= world->moment.clock_ms + status->retry_in_ms || due_ms <= world->moment.clock_ms,
		     "the count-down is longer than the wait");
}

static inline void world_expect_state(const struct sync_world *world, enum status_state state, const char *code)
{
	struct status status = {0};

	world_get_status(world, &status);
	if (status.state != state)
		fprintf(stderr, "state is %d, expected %d\n", status.state, state);
	world_expect(world, status.state == state, "another state was expected");
	if (!equal_texts(status.problem.code, code))
		fprintf(stderr, "code is %s, expected %s\n", status.problem.code ? status.problem.code : "none",
			code ? code : "none");
	world_expect(world, equal_texts(status.problem.code, code), "another problem was expected");
	status_free(&status);
}

static inline void play_simple(struct sync_world *world, char event)
{
	static const struct {
		char letter;
		const char *name;
		simple_event_t event;
	} simple[] = {
		{'p', "push", sync_push},
		{'u', "undo", sync_undo},
		{'k', "keep", sync_accept_remote},
		{'c', "cancel", sync_cancel},
		{'h', "check", sync_fetch},
		{'o', "dock is opened", sync_dock_opened},
		{'e', "expect a push", sync_expect_push},
		{'n', "network is back", sync_network_back},
		{'f', "forget the failure", sync_forget_failure},
		{'l', "Zoom is to go live", sync_ensure},
	};

	for (size_t i = 0; i < COUNT(simple); i++) {
		if (simple[i].letter != event)
			continue;
		world_trace(world, simple[i].name, 0);
		world_do(world, simple[i].event);
		return;
	}
	world_fail(world, "no such event");
}

static inline void play_go(struct sync_world *world, int place, int page)
{
	world_trace(world, "goes to place", place);
	world_trace(world, "with page", page);
	world_go(world, place, page);
	if (!world->record_given)
		world_give_record(world);
}

/*
 * Plays a script, one letter for each event:
 *
 *   1 to 6  OBS's destination is that one     0        it is not known any more
 *   b       it cannot be pushed               P Q      the second, the first page URL
 *   M N O   the second meeting, the first meeting, the first one of another account
 *   L       there is no account               A a      auto-sync on, off
 *   x y z   someone enters that in Zoom       R        OBS is started again, with the same destination
 *   s       everything is answered, at once   S        the same, then 1 s passes
 *   r       until nothing is due any more     d        a day passes
 *   and those of play_simple()
 */
static inline void world_play(struct sync_world *world, const char *script)
{
	for (; *script; script++) {
		const char event = *script;

		if (event >= '0' && event <= '6')
			world_trace(world, "OBS's destination:", event - '1');
		if (event >= '0' && event <= '6')
			world_tell(world, event - '1');
		else if (event == 'b')
			world_tell(world, DESTINATION_BAD);
		else if (event == 'P' || event == 'Q')
			play_go(world, world->place, event == 'P');
		else if (event == 'M' || event == 'N' || event == 'O')
			play_go(world, event == 'M' ? 1 : event == 'N' ? 0 : 3, world->page);
		else if (event == 'L')
			play_go(world, PLACE_NOWHERE, world->page);
		else if (event == 'A' || event == 'a')
			world_set_auto(world, event == 'A');
		else if (event >= 'x' && event <= 'z')
			zoom_enter(&world->zoom, 0, VALUE_PORTAL + event - 'x');
		else if (event == 's')
			world_settle(world);
		else if (event == 'S')
			world_pass(world, 1000);
		else if (event == 'd')
			world_pass(world, INT64_C(24) * 3600 * 1000);
		else if (event == 'r')
			world_rest(world);
		else if (event == 'R') {
			world_restart(world);
			world_tell(world, world->destination);
		} else
			play_simple(world, event);
	}
}

/* Answers what comes before the next request to Zoom: NULL where none comes. */
static inline struct asked *world_next_request(struct sync_world *world)
{
	while (world->asked_count) {
		if (world->asked[0].what == ASKED_REQUEST)
			return &world->asked[0];
		world_answer(world, 0);
	}
	return NULL;
}

/* The same, up to a PATCH. */
static inline struct asked *world_next_patch(struct sync_world *world)
{
	struct asked *asked;

	while ((asked = world_next_request(world)) != NULL && !asked->call.patch)
		world_answer(world, 0);
	return asked;
}
