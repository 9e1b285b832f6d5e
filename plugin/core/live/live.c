/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/live/live_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

void live_effects_free(struct live_effects *effects)
{
	http_request_free(&effects->request);
	bfree(effects->tracking_id);
	memset(effects, 0, sizeof(*effects));
}

/* All that is known of the broadcast. */
static void forget_broadcast(struct live *live)
{
	live_clear_problem(live);
	problem_free(&live->armed_problem);
	live->state = LIVE_UNKNOWN;
	live->at_s = 0;
	live->perhaps_started = live->perhaps_stopped = false;
	live->has_own_settings = live->goes_elsewhere = false;
	live->meeting = LIVE_MEETING_UNKNOWN;
	live->meeting_at_s = 0;
	live->meeting_until.is_set = false;
	live->look_rests_until.is_set = false;
	live->is_encrypted = false;
	live->may_not_look = false;
	live->started_until.is_set = false;
	live->offer = LIVE_OFFER_NONE;
	live->countdown.is_set = false;
	live->held_until.is_set = false;
}

struct live *live_create(const char *host, const struct problem *obstacle)
{
	struct live *live = bzalloc(sizeof(*live));

	live->host = bstrdup(host);
	live->cloud = CLOUD_COMMERCIAL;
	if (obstacle)
		problem_copy(&live->obstacle, obstacle);
	live->broadcast.kind = BROADCAST_KIND_UNKNOWN;
	live->stage = LIVE_STAGE_RESTING;
	live_settings_init(&live->settings);
	forget_broadcast(live);
	return live;
}

void live_free(struct live *live)
{
	if (!live)
		return;
	forget_broadcast(live);
	problem_free(&live->obstacle);
	live_settings_free(&live->settings);
	broadcast_free(&live->broadcast);
	bfree(live->account_id);
	bfree(live->host);
	bfree(live);
}

void live_set_api(struct live *live, const char *host)
{
	text_set(&live->host, host);
}

void live_set_cloud(struct live *live, enum cloud cloud)
{
	live->cloud = cloud;
}

static void leave_broadcast(struct live *live, struct live_effects *effects)
{
	/* a start or stop that has come to Zoom is not taken back by it, and its answer is nobody's */
	if (live->stage == LIVE_STAGE_LOOKING || live->stage == LIVE_STAGE_ACTING)
		effects->cancel = live->awaited_id;
	live_end_run(live, effects);
	live_forget_armed(live, effects);
	forget_broadcast(live);
}

void live_set_broadcast(struct live *live, const struct broadcast *broadcast, const char *account_id,
			struct live_effects *effects)
{
	const bool is_same = text_same(live->account_id, account_id) && live->broadcast.id == broadcast->id;

	if (!is_same)
		leave_broadcast(live, effects);
	broadcast_copy(&live->broadcast, broadcast);
	text_set(&live->account_id, account_id);
	effects->status_changed = effects->status_changed || !is_same;
}

void live_set_settings(struct live *live, const struct live_settings *settings)
{
	live_settings_copy(&live->settings, settings);
}

void live_set_elsewhere(struct live *live, bool is_elsewhere)
{
	live->is_elsewhere = is_elsewhere;
}

bool live_may_ask(const struct live *live)
{
	return live->broadcast.id && live->account_id && !problem_is_set(&live->obstacle) && !live->is_ending;
}

void live_look(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	if (live->stage != LIVE_STAGE_RESTING || !live_may_ask(live) || live_is_blind(live) ||
	    !deadline_is_past(&live->meeting_until, moment) || !deadline_is_past(&live->look_rests_until, moment))
		return;
	live_begin_run(live, LIVE_GOAL_LOOK);
	live_advance(live, moment, effects);
}

/* Nothing of it is on its way to Zoom but a look. */
static void drop_run(struct live *live, struct live_effects *effects)
{
	if (live->stage == LIVE_STAGE_LOOKING)
		effects->cancel = live->awaited_id;
	live_end_run(live, effects);
}

/* What the person wants takes the place of a look, and of a try that is under way by itself but not on its way yet. */
static bool make_room(struct live *live, struct live_effects *effects)
{
	if (live->stage == LIVE_STAGE_RESTING)
		return true;
	if (live->run.goal != LIVE_GOAL_LOOK && (!live->run.is_armed || live->stage == LIVE_STAGE_ACTING))
		return false;
	drop_run(live, effects);
	return true;
}

static const char *find_hindrance(const struct live *live)
{
	if (!live->broadcast.id)
		return "broadcast.no_meeting";
	return live->account_id ? NULL : "account.none";
}

void live_start(struct live *live, enum live_start how, const struct moment *moment, struct live_effects *effects)
{
	const char *hindrance = find_hindrance(live);

	if (live->is_ending || !make_room(live, effects))
		return;
	live_clear_problem(live);
	live->offer = LIVE_OFFER_NONE;
	live->countdown.is_set = false;
	live_begin_run(live, LIVE_GOAL_START);
	live->run.hands_over = how == LIVE_START_HAND_OVER && live_meets_obs(live);
	live->run.anyway = how == LIVE_START_ANYWAY;
	if (problem_is_set(&live->obstacle))
		live_fail(live, &live->obstacle, false, moment, effects);
	else if (hindrance)
		live_fail_with_code(live, hindrance, moment, effects);
	else
		live_advance(live, moment, effects);
}

bool live_may_be_on(const struct live *live)
{
	return live->state == LIVE_ON || live->perhaps_started || live->perhaps_stopped;
}

void live_stop(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	const bool is_start = live->run.goal == LIVE_GOAL_START;
	const bool is_by_itself = live->run.is_armed;

	live_forget_armed(live, effects);
	live_end_countdown(live);
	effects->status_changed = true;
	if (is_start && live->stage == LIVE_STAGE_ACTING) {
		live->run.stop_follows = true;
		return;
	}
	if (live->run.goal == LIVE_GOAL_STOP)
		return;
	drop_run(live, effects);
	/* nothing of what the person has begun has come to Zoom: there is nothing to stop */
	if ((is_start && !is_by_itself && !live_may_be_on(live)) || !live_may_ask(live))
		return;
	live_clear_problem(live);
	live->offer = LIVE_OFFER_NONE;
	live_begin_run(live, LIVE_GOAL_STOP);
	live_advance(live, moment, effects);
}

void live_forget_problem(struct live *live, struct live_effects *effects)
{
	effects->status_changed = problem_is_set(&live->problem);
	live_clear_problem(live);
}

void live_cancel_start(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	if (live->run.goal != LIVE_GOAL_START)
		return;
	if (live->stage == LIVE_STAGE_ACTING) {
		live_stop(live, moment, effects);
		return;
	}
	/* what is armed the person has not begun just now: it goes on */
	if (!live->run.is_armed)
		live_forget_armed(live, effects);
	drop_run(live, effects);
}

void live_dismiss(struct live *live, struct live_effects *effects)
{
	/* OBS no longer streams: nothing else would keep what is armed from starting all the same */
	if (live->offer == LIVE_OFFER_AFTER_BREAK)
		live_forget_armed(live, effects);
	live->hand_over_dismissed = live->hand_over_dismissed || live->offer == LIVE_OFFER_HAND_OVER;
	live->offer = LIVE_OFFER_NONE;
	live->countdown.is_set = false;
	effects->status_changed = true;
}

void live_start_obs(struct live *live, struct live_effects *effects)
{
	live_dismiss(live, effects);
	effects->start_obs = !live->obs_streams;
}

void live_stop_obs(struct live *live, struct live_effects *effects)
{
	live_dismiss(live, effects);
	effects->stop_obs = live->obs_streams;
}

void live_set_streaming(struct live *live, bool on, const struct moment *moment, struct live_effects *effects)
{
	const bool was_on = live->obs_streams;

	live->obs_streams = on;
	live->hand_over_dismissed = live->hand_over_dismissed && was_on == on;
	effects->status_changed = true;
	if (on && !was_on) {
		live->countdown.is_set = false;
		live->offer = live_are_two(live) ? LIVE_OFFER_TWO_SENDERS : LIVE_OFFER_NONE;
	} else if (!on && live->stage == LIVE_STAGE_STOPPING_OBS) {
		live->run.obs_stopped = true;
		live->obs_stops_until.is_set = false;
		live_advance(live, moment, effects);
	}
	live_review_offer(live);
}

void live_stream_broke(struct live *live, const struct moment *moment, struct live_effects *effects)
{
	const bool rests = live->stage == LIVE_STAGE_RESTING || live->run.goal == LIVE_GOAL_LOOK;

	if (!live->settings.after_break || !live_may_ask(live) || live->obs_streams || live->state == LIVE_ON || !rests)
		return;
	live->offer = LIVE_OFFER_AFTER_BREAK;
	live->countdown = deadline_in(moment, LIVE_COUNTDOWN_MS);
	effects->status_changed = true;
}

void live_end(struct live *live)
{
	live->is_ending = true;
}

const uint64_t *live_awaited(const struct live *live)
{
	return &live->awaited_id;
}
