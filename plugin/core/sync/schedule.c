/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

/* Between pushes that nobody has pressed for, while changes come faster than that. */
#define AUTO_GAP_FACTOR 4
#define AUTO_GAP_MAX_MS 4000

static bool may_push_by_itself(const struct sync *sync)
{
	struct problem problem = {0};
	const bool pushable = sync->destination_known && destination_check(&sync->destination, &problem);

	problem_free(&problem);
	return pushable && sync->auto_sync && sync->record_state != RECORD_AWAITED && sync_has_all(sync) &&
	       sync_may_ask_zoom(sync);
}

void sync_end_wait(struct sync *sync)
{
	sync->retry_at.is_set = false;
	sync->held_back = false;
}

void sync_forget_retries(struct sync *sync)
{
	sync_end_wait(sync);
	sync->failures = 0;
	sync->blocked = false;
}

static void set_pending(struct sync *sync, bool pending, struct sync_effects *effects)
{
	if (sync->record.pending == pending)
		return;
	sync->record.pending = pending;
	effects->record_changed = true;
}

/* The gap grows only while changes have to wait for its end. */
static void space_out(struct sync *sync, const struct moment *moment)
{
	if (!sync->was_held_back || deadline_is_past(&sync->calm_at, moment))
		sync->auto_gap_ms = SYNC_AUTO_GAP_MIN_MS;
	else if (sync->auto_gap_ms * AUTO_GAP_FACTOR < AUTO_GAP_MAX_MS)
		sync->auto_gap_ms *= AUTO_GAP_FACTOR;
	else
		sync->auto_gap_ms = AUTO_GAP_MAX_MS;
	sync->held_back = false;
	sync->was_held_back = false;
	sync->next_auto_at = deadline_in(moment, sync->auto_gap_ms);
	sync->calm_at = deadline_in(moment, 2 * sync->auto_gap_ms);
}

void sync_schedule(struct sync *sync, bool destination_is_new, const struct moment *moment,
		   struct sync_effects *effects)
{
	if (sync->stage == STAGE_RESTING && !may_push_by_itself(sync))
		sync_end_wait(sync);
	sync_begin_ensuring(sync, moment, effects);
	if (sync->stage != STAGE_RESTING || !may_push_by_itself(sync))
		return;
	if (sync_is_synced(sync)) {
		sync_end_wait(sync);
		set_pending(sync, false, effects);
		return;
	}
	set_pending(sync, true, effects);
	if (sync->is_ending || sync->blocked)
		return;
	if (!deadline_is_past(&sync->retry_at, moment))
		return;
	/* a clock that is set back does not bring the wait back */
	if (sync->retry_at.is_set)
		sync->retry_at = deadline_in(moment, 0);
	if (!deadline_is_past(&sync->next_auto_at, moment)) {
		sync->held_back = true;
		sync->was_held_back = true;
		return;
	}
	space_out(sync, moment);
	sync_begin_round(sync, GOAL_PUSH, false, moment, effects);
	if (destination_is_new) {
		const struct livestream current = sync_current(sync);

		sync_want(sync, &current);
	}
	sync_advance(sync, moment, effects);
}

int64_t sync_wake_in_ms(const struct sync *sync, const struct moment *moment)
{
	const struct deadline *due = sync->held_back ? &sync->next_auto_at : &sync->retry_at;

	if (sync->stage != STAGE_RESTING || sync->is_ending || !due->is_set)
		return -1;
	return deadline_left_ms(due, moment);
}

void sync_wake(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync_schedule(sync, false, moment, effects);
}

void sync_network_back(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->stage == STAGE_RESTING && sync->retry_at.is_set && !sync->retry_is_told)
		sync->retry_at = deadline_in(moment, 0);
	sync_schedule(sync, false, moment, effects);
}
