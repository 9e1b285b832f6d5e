/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/live/live_private.h"

static enum live_step find_step(const struct live *live)
{
	switch (live->stage) {
	case LIVE_STAGE_LOOKING:
		return LIVE_STEP_LOOKING;
	case LIVE_STAGE_ENSURING:
		return LIVE_STEP_SETTINGS;
	case LIVE_STAGE_STOPPING_OBS:
		return LIVE_STEP_STOPPING_OBS;
	case LIVE_STAGE_ACTING:
		return live->run.goal == LIVE_GOAL_START ? LIVE_STEP_STARTING : LIVE_STEP_STOPPING;
	default:
		return LIVE_STEP_NONE;
	}
}

static enum live_wait find_wait(const struct live *live)
{
	const bool may_run = live_is_blind(live) || live->meeting == LIVE_MEETING_RUNNING;

	if (may_run && live_meets_obs(live))
		return LIVE_WAIT_OBS;
	return live_is_blind(live) ? LIVE_WAIT_TRY : LIVE_WAIT_MEETING;
}

void live_get_status(const struct live *live, const struct moment *moment, struct live_status *status)
{
	/* what goes on by itself is in nobody's way */
	const bool is_free = live->stage == LIVE_STAGE_RESTING || live->run.goal == LIVE_GOAL_LOOK ||
			     (live->run.is_armed && live->stage != LIVE_STAGE_ACTING);
	const bool is_starting = live->run.goal == LIVE_GOAL_START && !live->run.stop_follows;

	live_status_free(status);
	status->state = live->state;
	status->at_s = live->at_s;
	status->perhaps_started = live->perhaps_started;
	status->perhaps_stopped = live->perhaps_stopped;
	status->has_own_settings = live->has_own_settings;
	status->meeting = live->meeting;
	status->meeting_at_s = live->meeting_at_s;
	status->is_encrypted = live->is_encrypted;
	status->step = find_step(live);
	status->offer = live->offer;
	status->countdown_ms = deadline_left_ms(&live->countdown, moment);
	problem_copy(&status->problem, &live->problem);
	status->problem.is_of_live = true;
	status->problem_is_of_stop = live->problem_is_of_stop;
	status->is_armed = live->armed_at_s != 0;
	status->armed_at_s = live->armed_at_s;
	status->waits_for = find_wait(live);
	problem_copy(&status->armed_problem, &live->armed_problem);
	status->armed_problem.is_of_live = true;
	status->can_start = live_may_ask(live) && is_free && live->state != LIVE_ON;
	status->can_stop = live_may_ask(live) && ((is_free && live->state != LIVE_STOPPED) || is_starting);
}
