/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/sync/backoff.h"

void sync_end_round(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	livestream_free(&round->wanted);
	bfree(round->syncs);
	bfree(round->sent_before);
	bfree(round->remote_before);
	problem_free(&round->json_refusal);
	problem_free(&round->kind_refusal);
	memset(round, 0, sizeof(*round));
	sync->awaited_id = 0;
	sync->stage = STAGE_RESTING;
	effects->status_changed = true;
}

void sync_clear_outcome(struct sync *sync)
{
	problem_free(&sync->problem);
	sync->may_have_arrived = false;
	sync->outcome_is_undo = false;
	sync->outcome = OUTCOME_NONE;
}

void sync_begin_encoding(struct sync *sync)
{
	sync->round.encoding_known = sync->encoding != 0;
	sync->round.encoding = sync->encoding ? sync->encoding : ENCODING_MULTIPART;
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
	round->kind = sync->broadcast.kind;
	sync_begin_encoding(sync);
	if (goal == GOAL_FETCH)
		return;
	/* what an undo overwrites was written here, or the person has seen it */
	round->fetched = goal == GOAL_UNDO || sync->may_not_fetch || !deadline_is_past(&sync->fresh_until, moment);
	sync->fresh_until.is_set = false;
}

void sync_turn_round(struct sync *sync, enum goal goal, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	sync_clear_outcome(sync);
	sync->attempts = 1;
	/* it may be the end of an earlier push */
	livestream_free(&round->wanted);
	round->has_wanted = false;
	round->undo_asked = false;
	round->undo_stored = false;
	round->accepted = false;
	round->accepted_once = false;
	round->verified = false;
	round->duration_us = 0;
	round->encoding_switched = false;
	sync_begin_encoding(sync);
	round->goal = goal;
	round->by_hand = true;
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

void sync_send(struct sync *sync, enum stage stage, struct sync_effects *effects)
{
	await(sync, stage, &effects->send);
	effects->status_changed = true;
}

/* The update has ended well; the meeting's topic is a matter of its own. */
static void note_done(struct sync *sync)
{
	const bool is_undo = sync->round.goal == GOAL_UNDO;

	sync_clear_outcome(sync);
	sync->outcome = is_undo ? OUTCOME_UNDONE : OUTCOME_PUSHED;
	sync->failures = 0;
	sync->blocked = false;
	sync->round.goal = GOAL_FETCH;
	sync->round.by_hand = false;
}

void sync_advance(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	struct round *round = &sync->round;
	const bool writes = round->goal != GOAL_FETCH;

	if (sync->is_ending)
		return;
	effects->status_changed = true;
	if (round->goal == GOAL_PUSH && !round->has_wanted) {
		await(sync, STAGE_READING, &effects->read_destination);
	} else if (round->goal == GOAL_UNDO && !round->has_wanted) {
		await(sync, STAGE_READING_UNDO, &effects->read_undo);
	} else if (!round->has_access) {
		await(sync, STAGE_ASKING, &effects->ask_access);
	} else if (!round->fetched) {
		sync_send_fetch(sync, STAGE_FETCHING, effects);
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
		sync_send_update(sync, moment, effects);
	} else if (writes && !round->verified) {
		sync_send_fetch(sync, STAGE_VERIFYING, effects);
	} else {
		if (writes)
			note_done(sync);
		if (!round->topic_fetched && (!sync->topic_fetched || (round->goal == GOAL_FETCH && round->by_hand)))
			sync_send_topic_fetch(sync, effects);
		else
			sync_end_round(sync, effects);
	}
}

static void fail_fetch(struct sync *sync, const struct problem *problem, struct sync_effects *effects)
{
	sync_forget_remote(sync);
	problem_copy(&sync->remote_problem, problem);
	sync_end_round(sync, effects);
}

void sync_fail(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct sync_effects *effects)
{
	const bool is_undo = sync->round.goal == GOAL_UNDO;

	if (sync->stage != STAGE_RESTING && sync->round.goal == GOAL_FETCH) {
		fail_fetch(sync, problem, effects);
		return;
	}
	sync_clear_outcome(sync);
	problem_copy(&sync->problem, problem);
	sync->outcome = OUTCOME_FAILED;
	sync->outcome_is_undo = is_undo;
	if (!may_work_later || is_undo) {
		/* what OBS holds by now may work */
		sync->blocked = sync_is_of_current(sync);
		sync_note_refused(sync, true, effects);
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
