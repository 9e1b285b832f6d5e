/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/live/live_private.h"

/* What happens by itself: a start that is armed, and what has a time. */

bool live_is_blind(const struct live *live)
{
	return live->broadcast.kind == BROADCAST_KIND_WEBINAR || live->may_not_look;
}

void live_forget_armed(struct live *live, struct live_effects *effects)
{
	if (!live->armed_at_s)
		return;
	live->armed_at_s = 0;
	live->armed_until.is_set = false;
	problem_free(&live->armed_problem);
	if (live->offer == LIVE_OFFER_HAND_OVER)
		live->offer = LIVE_OFFER_NONE;
	effects->armed_changed = true;
	effects->status_changed = true;
}

void live_disarm(struct live *live, struct live_effects *effects)
{
	/* a try that has come to Zoom goes on: its outcome is to be known */
	if (live->run.is_armed && live->stage != LIVE_STAGE_ACTING) {
		if (live->stage == LIVE_STAGE_LOOKING)
			effects->cancel = live->awaited_id;
		live_end_run(live, effects);
	}
	live_forget_armed(live, effects);
}

static void set_armed(struct live *live, int64_t at_s, int64_t left_ms, const struct moment *moment)
{
	live->next_tick_at.is_set = false;
	live->hand_over_dismissed = false;
	live->armed_at_s = at_s;
	live->armed_until = deadline_in(moment, left_ms);
	live->held_until.is_set = false;
}

void live_arm(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	/* it is on; a stop that is on its way may fail */
	if (live->armed_at_s || !live_may_ask(live) || live->state == LIVE_ON || live->run.goal == LIVE_GOAL_STOP)
		return;
	live_clear_problem(live);
	set_armed(live, moment_wall_s(moment), LIVE_ARMED_MAX_MS, moment);
	effects->armed_changed = true;
	effects->status_changed = true;
	live_wake(live, moment, effects);
}

void live_recall_armed(struct live *live, int64_t armed_at_s, const struct moment *moment, struct live_effects *effects)
{
	const int64_t age_ms = moment->wall_ms - armed_at_s * 1000;

	if (live->armed_at_s || !live_may_ask(live))
		return;
	/* also where the clock was set back meanwhile: it must not be armed for ever */
	if (age_ms < 0 || age_ms >= LIVE_ARMED_MAX_MS) {
		effects->armed_changed = true;
		return;
	}
	set_armed(live, armed_at_s, LIVE_ARMED_MAX_MS - age_ms, moment);
	effects->status_changed = true;
	live_wake(live, moment, effects);
}

int64_t live_armed_at_s(const struct live *live)
{
	return live->armed_at_s;
}

void live_wait_on(struct live *live, const struct problem *problem, const struct moment *moment)
{
	problem_copy(&live->armed_problem, problem);
	if (problem->retry_after_s > 0)
		live->held_until = deadline_in(moment, (int64_t)problem->retry_after_s * 1000);
}

static bool is_later(const struct deadline *a, const struct deadline *b, const struct moment *moment)
{
	return deadline_left_ms(a, moment) > deadline_left_ms(b, moment);
}

/* When the next look, or the next try, is due. */
static const struct deadline *find_due(const struct live *live, const struct moment *moment)
{
	const struct deadline *due = live_is_blind(live) ? &live->next_try_at : &live->next_look_at;

	due = is_later(&live->next_tick_at, due, moment) ? &live->next_tick_at : due;
	return is_later(&live->held_until, due, moment) ? &live->held_until : due;
}

bool live_is_too_soon(const struct live *live, const struct moment *moment)
{
	return !deadline_is_past(&live->started_until, moment) ||
	       (live_is_blind(live) && !deadline_is_past(&live->next_try_at, moment));
}

/* OBS streams there, and only trying would tell more: nothing is tried until it ceases. */
static bool waits_for_obs(const struct live *live)
{
	return live_is_blind(live) && live_meets_obs(live);
}

/* While a countdown can be stopped nothing starts by itself sooner. */
static bool is_waiting(const struct live *live)
{
	return live->armed_at_s && live->stage == LIVE_STAGE_RESTING && !live->countdown.is_set;
}

int64_t live_wake_in_ms(const struct live *live, const struct moment *moment)
{
	int64_t wait_ms = -1;

	if (live->is_ending)
		return -1;
	if (live->stage == LIVE_STAGE_STOPPING_OBS)
		wait_ms = deadline_left_ms(&live->obs_stops_until, moment);
	if (live->countdown.is_set)
		wait_ms = deadline_sooner_ms(wait_ms, deadline_left_ms(&live->countdown, moment));
	if (is_waiting(live)) {
		wait_ms = deadline_sooner_ms(wait_ms, deadline_left_ms(&live->armed_until, moment));
		if (!waits_for_obs(live))
			wait_ms = deadline_sooner_ms(wait_ms, deadline_left_ms(find_due(live, moment), moment));
	}
	return wait_ms;
}

static void wake_armed(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	if (deadline_is_past(&live->armed_until, moment)) {
		live_forget_armed(live, effects);
		live_clear_problem(live);
		problem_set(&live->problem, "live.arm_expired");
		return;
	}
	if (waits_for_obs(live) || !deadline_is_past(find_due(live, moment), moment))
		return;
	live->next_tick_at = deadline_in(moment, live_is_blind(live) ? LIVE_TRY_INTERVAL_MS : LIVE_LOOK_INTERVAL_MS);
	live_begin_run(live, LIVE_GOAL_START);
	live->run.is_armed = true;
	live_advance(live, moment, effects);
}

void live_wake(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	if (live->is_ending)
		return;
	if (live->stage == LIVE_STAGE_STOPPING_OBS && deadline_is_past(&live->obs_stops_until, moment))
		live_fail_with_code(live, "live.obs_not_stopped", moment, effects);
	if (live->countdown.is_set && deadline_is_past(&live->countdown, moment)) {
		live_end_countdown(live);
		live_start(live, LIVE_START_ASK, moment, effects);
	}
	if (is_waiting(live))
		wake_armed(live, moment, effects);
}
