/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

static const char *find_hindrance(const struct sync *sync, bool needs_page_url)
{
	if (!sync->broadcast.id)
		return "broadcast.no_meeting";
	if (needs_page_url && !sync->broadcast.page_url)
		return "broadcast.no_page_url";
	return sync->account_id ? NULL : "account.none";
}

static bool may_begin_by_hand(const struct sync *sync)
{
	return sync->stage == STAGE_RESTING || sync->round.goal == GOAL_FETCH;
}

/* The person wants it: begins the round, or tells why that cannot be. */
static void begin_by_hand(struct sync *sync, enum goal goal, const struct moment *moment, struct sync_effects *effects)
{
	const char *hindrance = find_hindrance(sync, goal == GOAL_PUSH);
	/* a fetch that is under way becomes the one before it */
	const bool joins_fetch = sync->stage != STAGE_RESTING;

	sync_forget_retries(sync);
	if (joins_fetch)
		sync_turn_round(sync, goal, effects);
	else
		sync_begin_round(sync, goal, true, moment, effects);
	if (joins_fetch && hindrance)
		effects->cancel = sync->awaited_id;

	if (problem_is_set(&sync->obstacle)) {
		sync_fail(sync, &sync->obstacle, false, moment, effects);
		return;
	}
	if (hindrance) {
		sync_fail_with_code(sync, hindrance, moment, effects);
		return;
	}
	if (goal == GOAL_PUSH)
		sync_want_anyway(sync, effects);
	else
		sync_note_undo_wanted(sync);
	if (!joins_fetch)
		sync_advance(sync, moment, effects);
}

void sync_push(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->stage == STAGE_ORPHANED)
		sync->push_wanted = effects->status_changed = true;
	else if (may_begin_by_hand(sync))
		begin_by_hand(sync, GOAL_PUSH, moment, effects);
	else if (sync->stage != STAGE_CANCELLING && sync->round.goal == GOAL_PUSH)
		sync->round.by_hand = sync->round.forced = true;
	sync_schedule(sync, false, moment, effects);
}

void sync_undo(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (!sync->record.undo || sync->record_state == RECORD_AWAITED)
		return;
	if (may_begin_by_hand(sync))
		begin_by_hand(sync, GOAL_UNDO, moment, effects);
	sync_schedule(sync, false, moment, effects);
}

void sync_accept_remote(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync_is_writing(sync) || !sync_remote_drifted(sync))
		return;
	bfree(sync->record.accepted_remote);
	sync->record.accepted_remote = livestream_digest(&sync->remote, sync->digest, sync->digest_data);
	sync_note_synced(sync, effects);
	sync_clear_outcome(sync);
	sync_forget_retries(sync);
	effects->status_changed = true;
	sync_schedule(sync, false, moment, effects);
}

void sync_cancel(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const bool rests = sync->stage == STAGE_RESTING;
	const bool had_accepted = sync->stage == STAGE_VERIFYING;

	/* also one that waits for the end of what is given up */
	sync_fail_ensuring_with_code(sync, "live.cancelled", effects);
	if (sync->push_wanted) {
		sync->push_wanted = false;
		sync_set_cancelled(sync, false);
		sync_let_be(sync, effects);
		effects->status_changed = true;
	}
	if (sync->stage == STAGE_CANCELLING || sync->stage == STAGE_ORPHANED || (rests && !sync->retry_at.is_set))
		return;
	if (sync->stage == STAGE_UPDATING) {
		effects->cancel = sync->awaited_id;
		/* the next start waits for its end, and is not answered by it */
		sync->round.ensures = false;
		sync->stage = STAGE_CANCELLING;
		effects->status_changed = true;
		return;
	}
	sync_cancel_fetch(sync, effects);
	if (rests || sync_is_writing(sync)) {
		/* of what was accepted only the fetch is given up */
		sync_set_cancelled(sync, had_accepted);
		if (!had_accepted)
			sync_let_be(sync, effects);
	}
	sync_end_round(sync, effects);
	sync_end_wait(sync);
	sync_schedule(sync, false, moment, effects);
}

void sync_fetch(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->stage != STAGE_RESTING || !sync_may_ask_zoom(sync))
		return;
	sync_begin_round(sync, GOAL_FETCH, true, moment, effects);
	sync_advance(sync, moment, effects);
}

void sync_dock_opened(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->remote_known || deadline_is_past(&sync->look_until, moment))
		sync_fetch(sync, moment, effects);
}

void sync_expect_push(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	/* what has come due while the computer slept */
	sync_schedule(sync, false, moment, effects);
	if (sync->stage != STAGE_RESTING || sync->retry_at.is_set || !deadline_is_past(&sync->look_until, moment) ||
	    !sync_may_ask_zoom(sync))
		return;
	sync_begin_round(sync, GOAL_FETCH, false, moment, effects);
	sync_advance(sync, moment, effects);
}

void sync_forget_failure(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->stage == STAGE_RESTING && sync->outcome == OUTCOME_FAILED) {
		sync_clear_outcome(sync);
		effects->status_changed = true;
	}
	sync->may_not_fetch = false;
	sync_forget_retries(sync);
	sync_schedule(sync, false, moment, effects);
}
