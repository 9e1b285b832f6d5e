/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/sync/backoff.h"
#include "core/zoom/call.h"

/* A fetch is not worth as long a wait as an update. */
#define FETCH_TIMEOUT_MS 5000

static void wipe_round(struct round *round)
{
	livestream_free(&round->wanted);
	bfree(round->syncs);
	bfree(round->remote_before);
	bfree(round->held_resolution);
	problem_free(&round->encoding_refusal);
	problem_free(&round->kind_refusal);
	memset(round, 0, sizeof(*round));
}

void sync_end_round(struct sync *sync, struct sync_effects *effects)
{
	/* it was cancelled: all else tells by now */
	if (sync->round.ensures)
		sync_fail_ensuring_with_code(sync, "live.cancelled", effects);
	wipe_round(&sync->round);
	sync->awaited_id = 0;
	sync->stage = STAGE_RESTING;
	effects->status_changed = true;
}

bool sync_is_writing(const struct sync *sync)
{
	const struct round *round = &sync->round;

	return (round->goal == GOAL_PUSH && (!round->ensures || round->decided)) || round->goal == GOAL_UNDO;
}

void sync_clear_outcome(struct sync *sync)
{
	problem_free(&sync->problem);
	sync->may_have_arrived = false;
	sync->outcome_is_undo = false;
	sync->outcome = OUTCOME_NONE;
}

static void set_outcome(struct sync *sync, enum outcome outcome)
{
	sync_clear_outcome(sync);
	sync->outcome = outcome;
	sync->outcome_is_undo = sync->round.goal == GOAL_UNDO;
}

static void set_done(struct sync *sync)
{
	set_outcome(sync, sync->round.goal == GOAL_UNDO ? OUTCOME_UNDONE : OUTCOME_PUSHED);
}

void sync_set_cancelled(struct sync *sync, bool accepted)
{
	if (!accepted) {
		set_outcome(sync, OUTCOME_CANCELLED);
		return;
	}
	set_done(sync);
	problem_set(&sync->remote_problem, "check.cancelled");
}

void sync_begin_round(struct sync *sync, enum goal goal, bool by_hand, const struct moment *moment,
		      struct sync_effects *effects)
{
	struct round *round = &sync->round;

	sync_end_round(sync, effects);
	if (goal != GOAL_FETCH) {
		sync_clear_outcome(sync);
		sync->attempts = sync->failures + 1;
		sync->retry_at.is_set = false;
	}
	round->goal = goal;
	round->by_hand = by_hand;
	round->variant = sync_variant_first(sync->broadcast.kind, sync->encoding);
	if (goal == GOAL_FETCH)
		return;
	/* what an undo overwrites was written here, or the person has seen it */
	round->fetched = goal == GOAL_UNDO || sync->may_not_fetch || !deadline_is_past(&sync->fresh_until, moment);
	sync->fresh_until.is_set = false;
}

void sync_turn_round(struct sync *sync, enum goal goal, struct sync_effects *effects)
{
	struct round *round = &sync->round;
	/* it may be the end of an earlier push */
	const struct round begun = {
		.goal = goal,
		.by_hand = true,
		.has_access = round->has_access,
		.fetched = round->fetched,
		.topic_fetched = round->topic_fetched,
		.variant = sync_variant_first(round->variant.kind, sync->encoding),
	};

	sync_clear_outcome(sync);
	sync->attempts = 1;
	wipe_round(round);
	*round = begun;
	effects->status_changed = true;
}

void sync_want(struct sync *sync, const struct livestream *wanted)
{
	livestream_copy(&sync->round.wanted, wanted);
	sync->round.has_wanted = true;
}

static void await(struct sync *sync, enum stage stage, uint64_t *effect)
{
	sync->stage = stage;
	sync->awaited_id = ++sync->last_id;
	*effect = sync->awaited_id;
}

static void send_fetch(struct sync *sync, enum stage stage, struct sync_effects *effects)
{
	const enum broadcast_kind kind = sync->round.variant.kind;

	if (stage == STAGE_FETCHING_TOPIC)
		zoom_call_get_meeting(&effects->request, kind, sync->broadcast.id);
	else
		zoom_call_get_livestream(&effects->request, kind, sync->broadcast.id);
	if (stage != STAGE_VERIFYING)
		effects->request.total_timeout_ms = FETCH_TIMEOUT_MS;
	await(sync, stage, &effects->send);
}

static void send_update(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const struct round *round = &sync->round;

	if (!zoom_call_update_livestream(&effects->request, round->variant.kind, sync->broadcast.id, &round->wanted,
					 round->variant.encoding)) {
		http_request_free(&effects->request);
		sync_fail_with_code(sync, "destination.not_utf8", moment, effects);
		return;
	}
	sync->fresh_until.is_set = false;
	if (sync_open(sync, effects)) {
		await(sync, STAGE_UPDATING, &effects->send);
	} else {
		http_request_free(&effects->request);
		await(sync, STAGE_NOTING, &effects->write_record);
	}
}

/* The update has ended well; the meeting's topic is a matter of its own. */
static void note_done(struct sync *sync)
{
	set_done(sync);
	sync->failures = 0;
	sync->blocked = false;
	sync->round.goal = GOAL_FETCH;
	sync->round.by_hand = false;
}

void sync_advance(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	struct round *round = &sync->round;
	const bool writes = sync_is_writing(sync);

	if (sync->is_ending)
		return;
	effects->status_changed = true;
	if (round->goal == GOAL_PUSH && !round->has_wanted) {
		await(sync, STAGE_READING, &effects->read_destination);
	} else if (round->goal == GOAL_UNDO && !round->has_wanted) {
		await(sync, STAGE_READING_UNDO, &effects->read_undo);
	} else if (!round->has_access) {
		await(sync, STAGE_ASKING, &effects->ask_access);
	} else if (round->goal == GOAL_PUSH && sync->record_state == RECORD_AWAITED) {
		sync->stage = STAGE_RECALLING;
		sync->awaited_id = 0;
	} else if (!round->fetched) {
		send_fetch(sync, STAGE_FETCHING, effects);
	} else if (round->ensures && !round->decided) {
		sync_decide(sync, moment, effects);
	} else if (round->goal == GOAL_PUSH && !round->by_hand && !round->accepted &&
		   sync_remote_is(sync, &round->wanted)) {
		sync_note_remote_same(sync, &round->wanted, effects);
		sync->failures = 0;
		sync_end_round(sync, effects);
	} else if (writes && !round->accepted && !round->undo_asked && sync_remote_needs_undo(sync)) {
		round->undo_asked = true;
		livestream_copy(&effects->undo, &sync->remote);
		await(sync, STAGE_STORING_UNDO, &effects->store_undo);
	} else if (writes && !round->accepted) {
		send_update(sync, moment, effects);
	} else if (writes && !round->verified) {
		send_fetch(sync, STAGE_VERIFYING, effects);
	} else {
		if (writes && round->ensures)
			sync_tell_ensured(sync, effects);
		if (writes)
			note_done(sync);
		if (!round->topic_fetched && (!sync->topic_fetched || (round->goal == GOAL_FETCH && round->by_hand)))
			send_fetch(sync, STAGE_FETCHING_TOPIC, effects);
		else
			sync_end_round(sync, effects);
	}
}

void sync_fail(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct sync_effects *effects)
{
	if (sync->stage != STAGE_RESTING && sync->round.goal == GOAL_FETCH) {
		sync_forget_remote(sync);
		problem_copy(&sync->remote_problem, problem);
		sync_note_failed_look(sync, moment);
		sync_end_round(sync, effects);
		return;
	}
	if (sync->round.ensures)
		sync_fail_ensuring(sync, problem, may_work_later, effects);
	if (sync->round.ensures && !sync->round.decided) {
		sync_end_round(sync, effects);
		return;
	}
	set_outcome(sync, OUTCOME_FAILED);
	problem_copy(&sync->problem, problem);
	if (!may_work_later || sync->outcome_is_undo) {
		/* what OBS holds by now may work */
		sync->blocked = sync_is_of_current(sync);
		sync_roll_back(sync, true, effects);
	} else {
		sync->failures++;
		sync->retry_at = deadline_in(moment, sync_backoff_wait_ms(problem, sync->failures, moment->random));
		sync->retry_is_told = problem->retry_after_s >= 0;
	}
	sync_end_round(sync, effects);
}

void sync_fail_with_code(struct sync *sync, const char *code, const struct moment *moment, struct sync_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	sync_fail(sync, &problem, false, moment, effects);
	problem_free(&problem);
}
