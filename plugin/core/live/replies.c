/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/live/live_private.h"

#include <util/bmem.h>

#include "core/base/text.h"
#include "core/zoom/live.h"

/* What Zoom has answered, and what is known by it. */

/* A look that is no older tells enough. */
#define LOOK_AGE_MAX_MS 10000
/* Nor is it asked again for so long where that has brought nothing, whatever the person does. */
#define LOOK_REST_MS 10000

static void set_known(struct live *live, enum live_state state, int64_t at_s)
{
	live->state = state;
	live->at_s = at_s;
	live->perhaps_started = live->perhaps_stopped = false;
	live->has_own_settings = live->goes_elsewhere = false;
}

/* It had not begun. */
static bool is_of_meeting(const struct problem *problem)
{
	return text_same(problem->code, "zoom.4927") || text_same(problem->code, "zoom.200_not_started");
}

void live_note_meeting(struct live *live, enum live_meeting meeting, bool is_encrypted, const struct moment *moment,
		       struct live_effects *effects)
{
	const bool is_acting = live->stage == LIVE_STAGE_ACTING;
	const bool was_waiting = live->meeting == LIVE_MEETING_WAITING;

	live->is_encrypted = is_encrypted;
	effects->status_changed = true;
	/* of a webinar what trying has told stays */
	if (meeting == LIVE_MEETING_UNKNOWN)
		return;
	live->meeting = meeting;
	live->meeting_at_s = moment_wall_s(moment);
	live->meeting_until = deadline_in(moment, LOOK_AGE_MAX_MS);
	if (is_acting)
		return;
	if (meeting == LIVE_MEETING_RUNNING && is_of_meeting(&live->problem))
		live_clear_problem(live);
	/* no meeting, no livestream; of the next one that says nothing */
	if (meeting == LIVE_MEETING_WAITING)
		set_known(live, LIVE_STOPPED, live->state == LIVE_STOPPED ? live->at_s : 0);
	else if (meeting == LIVE_MEETING_RUNNING && was_waiting && live->state == LIVE_STOPPED)
		set_known(live, LIVE_UNKNOWN, 0);
	live_review_offer(live);
}

static void learn_kind(struct live *live, enum broadcast_kind kind, struct live_effects *effects)
{
	live->run.kind = kind;
	if (live->broadcast.kind == kind)
		return;
	live->broadcast.kind = kind;
	effects->remember_kind = kind;
}

static void take_look(struct live *live, const struct http_response *response, const struct zoom_reply_reading *reading,
		      const struct moment *moment, struct live_effects *effects)
{
	const bool is_look = live->run.goal == LIVE_GOAL_LOOK;
	struct zoom_meeting meeting = {0};
	struct zoom_reply reply;

	zoom_reply_read_meeting(&reply, &meeting, response, reading);
	live->run.looked = true;
	live->stage = LIVE_STAGE_RESTING;
	if (reply.outcome == ZOOM_REPLY_SUCCESS) {
		learn_kind(live, BROADCAST_KIND_MEETING, effects);
		live_note_meeting(live, meeting.state, meeting.is_encrypted, moment, effects);
	} else if (reply.outcome == ZOOM_REPLY_OTHER_KIND) {
		learn_kind(live, BROADCAST_KIND_WEBINAR, effects);
	} else if (reply.missing_scope) {
		live->may_not_look = true;
		if (live->armed_at_s)
			live_wait_on(live, &reply.problem, moment);
	}
	if (is_look && reply.outcome != ZOOM_REPLY_SUCCESS && reply.outcome != ZOOM_REPLY_CANCELLED)
		live->look_rests_until = deadline_in(moment, LOOK_REST_MS);
	/* what cannot be looked at for such a reason is tried */
	if (is_look || reply.outcome == ZOOM_REPLY_SUCCESS || reply.outcome == ZOOM_REPLY_OTHER_KIND ||
	    reply.missing_scope)
		live_advance(live, moment, effects);
	else
		live_fail(live, &reply.problem, reply.outcome == ZOOM_REPLY_TRANSIENT, moment, effects);
	bfree(meeting.topic);
	bfree(meeting.host_email);
	zoom_reply_free(&reply);
}

void live_ensured(struct live *live, enum live_ensured ensured, const struct problem *problem, bool may_work_later,
		  const struct moment *moment, struct live_effects *effects)
{
	struct live_run *run = &live->run;

	if (ensured == LIVE_ENSURED_FAILED) {
		live_fail(live, problem, may_work_later, moment, effects);
		return;
	}
	run->ensured = true;
	run->has_own_settings = ensured != LIVE_ENSURED_SAME;
	run->goes_elsewhere = ensured == LIVE_ENSURED_ELSEWHERE;
	live_advance(live, moment, effects);
}

static void start_done(struct live *live, bool is_own, const struct moment *moment, struct live_effects *effects)
{
	const struct live_run run = live->run;

	set_known(live, LIVE_ON, is_own ? moment_wall_s(moment) : 0);
	live->has_own_settings = run.has_own_settings;
	live->goes_elsewhere = run.goes_elsewhere;
	live->meeting = LIVE_MEETING_RUNNING;
	live->meeting_at_s = moment_wall_s(moment);
	live->meeting_until = deadline_in(moment, LOOK_AGE_MAX_MS);
	/* of a start before, which the person had pressed while it was armed */
	live_clear_problem(live);
	live_forget_armed(live, effects);
	live_end_countdown(live);
	live_end_run(live, effects);
	if (live->obs_streams && !run.goes_elsewhere && !run.anyway)
		live->offer = LIVE_OFFER_TWO_SENDERS;
	if (run.stop_follows)
		live_stop(live, moment, effects);
}

static void take_done(struct live *live, bool is_own, const struct moment *moment, struct live_effects *effects)
{
	if (live->run.kind == BROADCAST_KIND_UNKNOWN)
		learn_kind(live, BROADCAST_KIND_MEETING, effects);
	if (live->run.goal == LIVE_GOAL_START) {
		if (is_own)
			live->started_until = deadline_in(moment, LIVE_START_GUARD_MS);
		start_done(live, is_own, moment, effects);
		return;
	}
	set_known(live, LIVE_STOPPED, is_own ? moment_wall_s(moment) : 0);
	live->started_until.is_set = live->started_until.is_set && !is_own;
	live_end_run(live, effects);
}

static void fail_after_act(struct live *live, const struct problem *problem, bool may_work_later,
			   const struct moment *moment, struct live_effects *effects)
{
	const bool stop_follows = live->run.stop_follows && live_may_be_on(live);

	live_fail(live, problem, may_work_later, moment, effects);
	if (stop_follows)
		live_stop(live, moment, effects);
}

/* It is not known whether Zoom has done it. */
static void take_doubt(struct live *live, const struct problem *problem, const struct moment *moment,
		       struct live_effects *effects)
{
	const bool is_start = live->run.goal == LIVE_GOAL_START;
	const bool goes_elsewhere = live->run.goes_elsewhere;

	set_known(live, LIVE_UNKNOWN, 0);
	live->perhaps_started = is_start;
	live->perhaps_stopped = !is_start;
	live->goes_elsewhere = goes_elsewhere;
	fail_after_act(live, problem, true, moment, effects);
}

static void take_busy(struct live *live, const struct problem *told, const struct moment *moment,
		      struct live_effects *effects)
{
	struct problem problem = {0};

	/* the one before may be succeeding */
	if (live->run.goal != LIVE_GOAL_START || deadline_is_past(&live->started_until, moment)) {
		live->state = live->run.state_before;
		fail_after_act(live, told, true, moment, effects);
		return;
	}
	problem_copy(&problem, told);
	problem_set_code(&problem, "live.perhaps_started");
	take_doubt(live, &problem, moment, effects);
	problem_free(&problem);
}

static void take_not_begun(struct live *live, const struct problem *problem, const struct moment *moment,
			   struct live_effects *effects)
{
	live->stage = LIVE_STAGE_RESTING;
	live->state = live->run.state_before;
	live_note_meeting(live, LIVE_MEETING_WAITING, live->is_encrypted, moment, effects);
	if (live->run.goal == LIVE_GOAL_STOP) {
		live_end_run(live, effects);
		return;
	}
	/* what an armed start waits for is no problem */
	if (live->run.is_armed && live->armed_at_s) {
		if (!live->may_not_look)
			problem_free(&live->armed_problem);
		live_end_run(live, effects);
	} else {
		live_fail(live, problem, false, moment, effects);
	}
}

static void take_act(struct live *live, const struct http_response *response, const struct zoom_reply_reading *reading,
		     const struct moment *moment, struct live_effects *effects)
{
	struct zoom_live_reply reply;

	zoom_live_read(&reply, live->run.kind, response, reading);
	switch (reply.meaning) {
	case ZOOM_LIVE_DONE:
	case ZOOM_LIVE_ALREADY:
		take_done(live, reply.meaning == ZOOM_LIVE_DONE, moment, effects);
		break;
	case ZOOM_LIVE_IN_DOUBT:
		if (live->run.goal == LIVE_GOAL_START)
			live->started_until = deadline_in(moment, LIVE_START_GUARD_MS);
		take_doubt(live, &reply.problem, moment, effects);
		break;
	case ZOOM_LIVE_BUSY:
		take_busy(live, &reply.problem, moment, effects);
		break;
	case ZOOM_LIVE_NOT_BEGUN:
		if (live->run.kind == BROADCAST_KIND_UNKNOWN)
			learn_kind(live, BROADCAST_KIND_MEETING, effects);
		take_not_begun(live, &reply.problem, moment, effects);
		break;
	case ZOOM_LIVE_OTHER_KIND:
		learn_kind(live, BROADCAST_KIND_WEBINAR, effects);
		/* OBS may have begun to stream meanwhile */
		live->stage = LIVE_STAGE_RESTING;
		live->state = live->run.state_before;
		live_review_offer(live);
		live_advance(live, moment, effects);
		break;
	default:
		live->is_encrypted = live->is_encrypted || reply.meaning == ZOOM_LIVE_ENCRYPTED;
		live->state = live->run.state_before;
		fail_after_act(live, &reply.problem, reply.meaning == ZOOM_LIVE_LATER, moment, effects);
	}
	zoom_live_free(&reply);
}

void live_reply(struct live *live, const struct http_response *response, const char *token, const struct moment *moment,
		struct live_effects *effects)
{
	const struct redaction redaction = {.secrets = {token}};
	const struct zoom_reply_reading reading = {
		.cloud = live->cloud,
		.host = live->host,
		.redaction = &redaction,
		.now_s = moment_wall_s(moment),
	};

	effects->tracking_id = zoom_reply_tracking_id(response, &redaction);
	if (live->stage == LIVE_STAGE_LOOKING)
		take_look(live, response, &reading, moment, effects);
	else
		take_act(live, response, &reading, moment, effects);
}

void live_no_access(struct live *live, const struct problem *problem, bool may_work_later, const struct moment *moment,
		    struct live_effects *effects)
{
	if (live->run.goal == LIVE_GOAL_LOOK) {
		live_end_run(live, effects);
		return;
	}
	if (live->stage == LIVE_STAGE_ACTING)
		live->state = live->run.state_before;
	live_fail(live, problem, may_work_later, moment, effects);
}
