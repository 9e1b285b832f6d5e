/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/live/live_private.h"

#include <string.h>

#include "core/zoom/call.h"
#include "core/zoom/live.h"

#define LOOK_TIMEOUT_MS 5000

void live_clear_problem(struct live *live)
{
	problem_free(&live->problem);
	live->problem_is_of_stop = false;
}

void live_end_countdown(struct live *live)
{
	live->countdown.is_set = false;
	if (live->offer == LIVE_OFFER_AFTER_BREAK)
		live->offer = LIVE_OFFER_NONE;
}

bool live_meets_obs(const struct live *live)
{
	return live->obs_streams && !(live->run.ensured ? live->run.goes_elsewhere : live->is_elsewhere);
}

bool live_are_two(const struct live *live)
{
	const bool is_acting = live->stage == LIVE_STAGE_ACTING && live->run.goal == LIVE_GOAL_START;
	const bool goes_elsewhere = is_acting ? live->run.goes_elsewhere : live->goes_elsewhere;

	return live->obs_streams && !goes_elsewhere && (is_acting || live->state == LIVE_ON || live->perhaps_started);
}

static bool offer_holds(const struct live *live)
{
	switch (live->offer) {
	case LIVE_OFFER_HAND_OVER:
		return live->obs_streams && live->state != LIVE_ON;
	case LIVE_OFFER_TAKE_UP:
		return !live->obs_streams && live->state != LIVE_ON;
	case LIVE_OFFER_TWO_SENDERS:
		return live_are_two(live);
	default:
		return true;
	}
}

void live_review_offer(struct live *live)
{
	if (!offer_holds(live))
		live->offer = LIVE_OFFER_NONE;
}

void live_begin_run(struct live *live, enum live_goal goal)
{
	live->run = (struct live_run){.goal = goal, .kind = live->broadcast.kind};
}

void live_end_run(struct live *live, struct live_effects *effects)
{
	memset(&live->run, 0, sizeof(live->run));
	live->stage = LIVE_STAGE_RESTING;
	live->awaited_id = 0;
	live->obs_stops_until.is_set = false;
	live_review_offer(live);
	effects->status_changed = true;
}

void live_fail(struct live *live, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct live_effects *effects)
{
	const bool is_armed = live->run.is_armed && live->armed_at_s;

	if (is_armed && may_work_later) {
		live_wait_on(live, problem, moment);
	} else {
		problem_copy(&live->problem, problem);
		live->problem_is_of_stop = live->run.goal == LIVE_GOAL_STOP;
	}
	if (is_armed && !may_work_later)
		live_forget_armed(live, effects);
	if (live->run.obs_stopped && !live->obs_streams)
		live->offer = LIVE_OFFER_TAKE_UP;
	live_end_run(live, effects);
}

/* As Zoom would tell it, but told beforehand. zoom_code 0: Zoom tells no such thing. */
static void fail_beforehand(struct live *live, const char *code, long zoom_code, const struct moment *moment,
			    struct live_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	problem.zoom_code = zoom_code;
	live_fail(live, &problem, false, moment, effects);
	problem_free(&problem);
}

void live_fail_with_code(struct live *live, const char *code, const struct moment *moment, struct live_effects *effects)
{
	fail_beforehand(live, code, 0, moment, effects);
}

static void await(struct live *live, enum live_stage stage, uint64_t *effect)
{
	live->stage = stage;
	live->awaited_id = ++live->last_id;
	*effect = live->awaited_id;
}

static void send_look(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	zoom_call_get_meeting(&effects->request, live->run.kind, live->broadcast.id);
	effects->request.total_timeout_ms = LOOK_TIMEOUT_MS;
	live->next_look_at = deadline_in(moment, LIVE_LOOK_INTERVAL_MS);
	await(live, LIVE_STAGE_LOOKING, &effects->send);
}

static void act(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	const bool is_start = live->run.goal == LIVE_GOAL_START;

	/* sync may have learnt it while the settings were sent */
	live->run.kind = live->broadcast.kind;
	if (!zoom_live_call(&effects->request, live->run.kind, live->broadcast.id,
			    is_start ? ZOOM_LIVE_START : ZOOM_LIVE_STOP, &live->settings)) {
		http_request_free(&effects->request);
		zoom_live_call(&effects->request, live->run.kind, live->broadcast.id, ZOOM_LIVE_START, NULL);
	}
	if (is_start)
		live->next_try_at = deadline_in(moment, LIVE_TRY_INTERVAL_MS);
	live->run.state_before = live->state;
	live->state = is_start ? LIVE_STARTING : LIVE_STOPPING;
	await(live, LIVE_STAGE_ACTING, &effects->send);
}

static bool is_seen_lately(const struct live *live, const struct moment *moment)
{
	return !deadline_is_past(&live->meeting_until, moment);
}

/* Before OBS's stream is stopped for nothing, and before each start of an armed one. */
static bool needs_look(const struct live *live, const struct moment *moment)
{
	const struct live_run *run = &live->run;

	if (run->looked || run->kind == BROADCAST_KIND_WEBINAR || live->may_not_look)
		return false;
	return (run->is_armed || run->hands_over) && !is_seen_lately(live, moment);
}

/* Whether the meeting is known to be in a state that lets a start do nothing. */
static bool ends_by_meeting(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	const struct live_run *run = &live->run;

	if (!(run->is_armed || run->hands_over) || !is_seen_lately(live, moment))
		return false;
	if (live->is_encrypted) {
		fail_beforehand(live, "zoom.4400", 4400, moment, effects);
	} else if (live->meeting == LIVE_MEETING_WAITING && run->is_armed) {
		problem_free(&live->armed_problem);
		/* it has ended before the person has answered */
		if (live->offer == LIVE_OFFER_HAND_OVER)
			live->offer = LIVE_OFFER_NONE;
		live_end_run(live, effects);
	} else if (live->meeting == LIVE_MEETING_WAITING) {
		fail_beforehand(live, "zoom.4927", 4927, moment, effects);
	} else {
		return false;
	}
	return true;
}

/* OBS streams to the same place, and nobody has said that this does not matter. */
static bool ends_by_obs(struct live *live, struct live_effects *effects)
{
	if (!live_meets_obs(live) || live->run.anyway || (live->run.hands_over && !live->run.obs_stopped))
		return false;
	if (!live->run.is_armed || !live->hand_over_dismissed)
		live->offer = LIVE_OFFER_HAND_OVER;
	live_end_run(live, effects);
	return true;
}

static void advance_start(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	struct live_run *run = &live->run;

	if (needs_look(live, moment)) {
		send_look(live, moment, effects);
	} else if (ends_by_meeting(live, moment, effects) || ends_by_obs(live, effects)) {
		return;
	} else if (run->is_armed && live_is_too_soon(live, moment)) {
		/* the last start may still be succeeding */
		live_end_run(live, effects);
	} else if (!run->ensured) {
		await(live, LIVE_STAGE_ENSURING, &effects->ensure);
	} else if (run->hands_over && live->obs_streams && !run->goes_elsewhere) {
		live->stage = LIVE_STAGE_STOPPING_OBS;
		live->awaited_id = 0;
		live->obs_stops_until = deadline_in(moment, LIVE_OBS_STOP_MAX_MS);
		effects->stop_obs = true;
	} else {
		act(live, moment, effects);
	}
}

void live_advance(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	if (live->is_ending)
		return;
	effects->status_changed = true;
	switch (live->run.goal) {
	case LIVE_GOAL_START:
		advance_start(live, moment, effects);
		break;
	case LIVE_GOAL_STOP:
		act(live, moment, effects);
		break;
	default:
		if (live->run.looked)
			live_end_run(live, effects);
		else
			send_look(live, moment, effects);
	}
}
