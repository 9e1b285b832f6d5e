/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

/* After which what Zoom holds is read again where a push is likely. */
#define LOOK_AGE_MAX_MS 10000

/* For this long after a fetch that was made because a push is likely, the push needs none of its own. */
#define FRESH_MS 60000

void sync_forget_remote(struct sync *sync)
{
	livestream_free(&sync->remote);
	problem_free(&sync->remote_problem);
	sync->remote_known = false;
	sync->not_taken = false;
	sync->remote_at_s = 0;
	sync->fresh_until.is_set = false;
}

void sync_forget_verification(struct sync *sync, const char *code)
{
	sync_forget_remote(sync);
	problem_set(&sync->remote_problem, code);
}

void sync_note_failed_look(struct sync *sync, const struct moment *moment)
{
	if (!deadline_is_past(&sync->look_until, moment))
		return;
	if (sync->look_failed)
		sync->look_until = deadline_in(moment, LOOK_AGE_MAX_MS);
	sync->look_failed = true;
}

void sync_cancel_fetch(const struct sync *sync, struct sync_effects *effects)
{
	if (sync->stage == STAGE_FETCHING || sync->stage == STAGE_VERIFYING || sync->stage == STAGE_FETCHING_TOPIC)
		effects->cancel = sync->awaited_id;
}

/* What becomes of the round by a reply that may speak of its variant. */
static enum sync_variant_step next_variant(struct sync *sync, const struct zoom_reply *reply, bool is_fetch,
					   struct sync_effects *effects)
{
	struct round *round = &sync->round;
	const bool was_known = round->variant.encoding_known;
	const enum sync_variant_step step = sync_variant_next(&round->variant, reply, is_fetch);

	if (step == SYNC_VARIANT_OTHER_KIND)
		problem_copy(&round->kind_refusal, &reply->problem);
	if (step != SYNC_VARIANT_OTHER_ENCODING)
		return step;
	problem_copy(&round->encoding_refusal, &reply->problem);
	if (was_known) {
		effects->forget_encoding = true;
		sync->encoding = 0;
	}
	return step;
}

static void learn_kind(struct sync *sync, struct sync_effects *effects)
{
	enum broadcast_kind *kind = &sync->round.variant.kind;

	if (*kind == BROADCAST_KIND_UNKNOWN)
		*kind = BROADCAST_KIND_MEETING;
	if (*kind == sync->broadcast.kind)
		return;
	effects->remember_kind = *kind;
	effects->record_changed = true;
	sync->broadcast.kind = *kind;
}

/* What is read is sync's from now on; where the reply is no success there is nothing. */
static void note_remote(struct sync *sync, const struct zoom_reply *reply, const struct livestream *read,
			const struct moment *moment)
{
	sync_forget_remote(sync);
	/* where no reply came, there is no connection either */
	sync->look_until = deadline_in(moment, LOOK_AGE_MAX_MS);
	sync->look_until.is_set = reply->outcome == ZOOM_REPLY_SUCCESS || reply->problem.http_status;
	sync->look_failed = sync->look_failed && !sync->look_until.is_set;
	sync->may_not_fetch = reply->missing_scope;
	if (reply->outcome != ZOOM_REPLY_SUCCESS) {
		problem_copy(&sync->remote_problem, &reply->problem);
		return;
	}
	sync->remote = *read;
	sync->remote_known = true;
	sync->remote_at_s = moment_wall_s(moment);
}

/* Whether a reply that is no livestream ends the round: the update would fare no better. */
static bool ends_round(const struct sync *sync, const struct zoom_reply *reply, const struct http_response *response)
{
	if (sync->remote_known)
		return false;
	if (sync->round.goal == GOAL_FETCH)
		return !reply->missing_scope;
	return (response->result != HTTP_RESULT_REPLY && !response->sent) || reply->rate_limited;
}

static void take_fetched(struct sync *sync, const struct zoom_reply *reply, const struct livestream *read,
			 const struct http_response *response, const struct moment *moment,
			 struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

	if (next_variant(sync, reply, true, effects) == SYNC_VARIANT_OTHER_KIND) {
		sync_advance(sync, moment, effects);
		return;
	}
	note_remote(sync, reply, read, moment);
	if (ends_round(sync, reply, response)) {
		sync_fail(sync, &reply->problem, reply->outcome == ZOOM_REPLY_TRANSIENT, moment, effects);
		return;
	}
	if (sync->remote_known)
		learn_kind(sync, effects);
	if (sync->round.goal == GOAL_FETCH && sync->remote_known)
		sync->fresh_until = deadline_in(moment, FRESH_MS);
	if (sync->round.goal == GOAL_FETCH && sync->destination_known && sync_remote_is(sync, &current)) {
		sync_note_remote_same(sync, &current, effects);
		/* whatever became of a push before: this is what it was for */
		if (sync->outcome == OUTCOME_FAILED || sync->outcome == OUTCOME_CANCELLED)
			sync_clear_outcome(sync);
	}
	sync->round.fetched = true;
	sync_advance(sync, moment, effects);
}

static void remember_encoding(struct sync *sync, struct sync_effects *effects)
{
	sync->encoding = sync->round.variant.encoding;
	effects->remember_encoding = sync->encoding;
}

static void take_verification(struct sync *sync, const struct zoom_reply *reply, const struct livestream *read,
			      const struct moment *moment, struct sync_effects *effects)
{
	note_remote(sync, reply, read, moment);
	sync->round.verified = true;
	if (!sync->remote_known) {
		if (reply->missing_scope)
			remember_encoding(sync, effects);
		else
			/* the sentences of other refusals speak of a push */
			problem_set_code(&sync->remote_problem, "check.failed");
	} else if (!livestream_difference(&sync->remote, &sync->round.wanted)) {
		if (livestream_is_whole(&sync->remote))
			remember_encoding(sync, effects);
		else
			sync_forget_verification(sync, "check.failed");
	} else if (sync_remote_is_as_before(sync) &&
		   next_variant(sync, reply, false, effects) == SYNC_VARIANT_OTHER_ENCODING) {
		/* a 204 after which Zoom holds what it held before: the encoding was not understood */
		sync->round.accepted = false;
		sync->round.verified = false;
	} else {
		sync->not_taken = true;
	}
	sync_advance(sync, moment, effects);
}

/* The topic is a help to the person, no more: where it cannot be had there is none. */
static void take_topic(struct sync *sync, const struct zoom_reply *reply, const struct zoom_meeting *meeting,
		       const struct moment *moment, struct sync_effects *effects)
{
	/* what could not be told for the moment will be asked for again */
	sync->topic_fetched = reply->outcome != ZOOM_REPLY_TRANSIENT;
	if (reply->outcome == ZOOM_REPLY_SUCCESS) {
		effects->meeting = sync->round.variant.kind == BROADCAST_KIND_WEBINAR ? 0 : meeting->state;
		effects->is_encrypted = meeting->is_encrypted;
		bfree(sync->topic);
		bfree(sync->meeting_host);
		sync->topic = meeting->topic;
		sync->meeting_host = meeting->host_email;
	}
	sync->round.topic_fetched = true;
	sync_advance(sync, moment, effects);
}

/* A gateway's 5xx does not tell whether Zoom had the update, and neither does a reply that never came. */
static bool may_have_arrived(const struct http_response *response)
{
	return response->sent && (response->result != HTTP_RESULT_REPLY || response->status >= 500);
}

/*
 * A refusal that names the resolution, or may be about it: the same is sent without. It may be about something else,
 * too: then the resolution goes along again with what is tried next.
 */
static bool drops_resolution(struct sync *sync, const struct zoom_reply *reply, struct sync_effects *effects)
{
	const struct problem *problem = &reply->problem;
	struct round *round = &sync->round;
	const bool is_named = problem->subject && strstr(problem->subject, "resolution");
	const bool may_be = !problem->subject && !reply->missing_scope &&
			    (problem->zoom_code == 200 || reply->encoding_doubted) && problem->http_status != 415;

	if (round->resolution_is_held || !round->wanted.resolution || round->goal != GOAL_PUSH ||
	    reply->outcome != ZOOM_REPLY_PERMANENT || !(is_named || may_be))
		return false;
	if (is_named)
		sync->resolution_refused = effects->resolution_refused = true;
	round->held_resolution = round->wanted.resolution;
	round->wanted.resolution = NULL;
	round->resolution_is_held = true;
	return true;
}

/* It was not that which Zoom has refused. */
static void put_back_resolution(struct sync *sync)
{
	struct round *round = &sync->round;

	if (round->held_resolution && !sync->resolution_refused) {
		round->wanted.resolution = round->held_resolution;
		round->held_resolution = NULL;
	}
}

static void update_refused(struct sync *sync, const struct zoom_reply *reply, const struct http_response *response,
			   const struct moment *moment, struct sync_effects *effects)
{
	const bool may_work_later = reply->outcome == ZOOM_REPLY_TRANSIENT;

	if (may_have_arrived(response))
		sync_leave_in_doubt(sync, effects);
	else
		sync_roll_back(sync, false, effects);
	if (drops_resolution(sync, reply, effects)) {
		sync_advance(sync, moment, effects);
		return;
	}
	put_back_resolution(sync);
	switch (next_variant(sync, reply, false, effects)) {
	case SYNC_VARIANT_TELL:
		sync_fail(sync, &reply->problem, may_work_later, moment, effects);
		break;
	case SYNC_VARIANT_TELL_KIND:
		sync_fail(sync, &sync->round.kind_refusal, may_work_later, moment, effects);
		break;
	case SYNC_VARIANT_TELL_ENCODING:
		sync_fail(sync,
			  problem_is_set(&sync->round.encoding_refusal) ? &sync->round.encoding_refusal
									: &reply->problem,
			  may_work_later, moment, effects);
		break;
	default:
		sync->round.resolution_is_held = false;
		sync_advance(sync, moment, effects);
	}
}

static void update_accepted(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync->round.accepted = true;
	sync->round.may_have_changed = true;
	/* without it the same was taken */
	if (sync->round.held_resolution && !sync->resolution_refused)
		sync->resolution_refused = effects->resolution_refused = true;
	sync_forget_remote(sync);
	sync->pushed_at_s = moment_wall_s(moment);
	sync->duration_ms = (sync->round.duration_us + 500) / 1000;
	learn_kind(sync, effects);
	sync_commit(sync, effects);
	effects->pushed_by_hand = sync->round.goal == GOAL_PUSH && sync->round.by_hand;
}

/* The reply to an update that was given up: perhaps it was faster. */
static void end_cancelled(struct sync *sync, bool accepted, const struct http_response *response,
			  struct sync_effects *effects)
{
	const bool has_changed_zoom = sync->round.may_have_changed || may_have_arrived(response);
	const bool is_of_current = sync_is_of_current(sync);

	if (has_changed_zoom)
		sync_leave_in_doubt(sync, effects);
	else if (is_of_current)
		sync_let_be(sync, effects);
	else
		sync_roll_back(sync, true, effects);
	sync->blocked = is_of_current && !accepted;
	sync_set_cancelled(sync, accepted);
	sync->may_have_arrived = has_changed_zoom && !accepted;
	sync_end_round(sync, effects);
}

static void take_update(struct sync *sync, const struct zoom_reply *reply, const struct http_response *response,
			const struct moment *moment, struct sync_effects *effects)
{
	const bool accepted = reply->outcome == ZOOM_REPLY_SUCCESS;
	const bool cancelling = sync->stage == STAGE_CANCELLING;

	sync->round.duration_us += response->duration_us;
	if (accepted)
		update_accepted(sync, moment, effects);
	if (cancelling)
		end_cancelled(sync, accepted, response, effects);
	else if (accepted)
		sync_advance(sync, moment, effects);
	else
		update_refused(sync, reply, response, moment, effects);
}

/* The update that was left behind has ended. */
static void orphan_ended(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const bool push_wanted = sync->push_wanted;

	sync->push_wanted = false;
	sync_end_round(sync, effects);
	if (push_wanted)
		sync_push(sync, moment, effects);
}

/* Takes what the reply means, which is all read before anything is done by it. */
static void take_reply(struct sync *sync, const struct http_response *response,
		       const struct zoom_reply_reading *reading, const struct moment *moment,
		       struct sync_effects *effects)
{
	struct livestream livestream = {0};
	struct zoom_meeting meeting = {0};
	struct zoom_reply reply;

	effects->tracking_id = zoom_reply_tracking_id(response, reading->redaction);
	switch (sync->stage) {
	case STAGE_FETCHING:
		zoom_reply_read_livestream(&reply, &livestream, response, reading);
		take_fetched(sync, &reply, &livestream, response, moment, effects);
		break;
	case STAGE_VERIFYING:
		zoom_reply_read_livestream(&reply, &livestream, response, reading);
		take_verification(sync, &reply, &livestream, moment, effects);
		break;
	case STAGE_FETCHING_TOPIC:
		zoom_reply_read_meeting(&reply, &meeting, response, reading);
		take_topic(sync, &reply, &meeting, moment, effects);
		break;
	default:
		zoom_reply_read_update(&reply, response, reading);
		take_update(sync, &reply, response, moment, effects);
	}
	zoom_reply_free(&reply);
}

_Static_assert(1 + 2 * LIVESTREAM_FIELD_COUNT <= REDACTION_SECRETS_MAX, "a redaction has no room for all fields");

void sync_reply(struct sync *sync, const struct http_response *response, const char *token, const struct moment *moment,
		struct sync_effects *effects)
{
	const bool was_dropped = response->result == HTTP_RESULT_CANCELLED && sync->stage != STAGE_CANCELLING;
	const struct livestream current = sync_current(sync);
	const struct livestream *pushed = sync->round.has_wanted ? &sync->round.wanted : &current;
	struct http_response taken = *response;
	struct redaction redaction = {.secrets = {token}};
	size_t count = 1;
	const struct zoom_reply_reading reading = {
		.cloud = sync->cloud,
		.host = sync->host,
		.redaction = &redaction,
		.now_s = moment_wall_s(moment),
	};

	/* from the last: the key is hidden first in a URL that holds it */
	for (size_t i = LIVESTREAM_FIELD_COUNT; i-- > 0;) {
		const struct livestream_field *field = &livestream_fields[i];

		if (!field->is_secret)
			continue;
		redaction.secrets[count++] = livestream_text(pushed, field);
		redaction.secrets[count++] = livestream_text(&sync->remote, field);
	}
	if (was_dropped && sync->is_ending) {
		/* it was not sent any more */
		if (sync->stage == STAGE_UPDATING && !response->sent)
			sync_roll_back(sync, false, effects);
		return;
	}
	/* a cancel that nobody has asked for is none of the person's decisions */
	if (was_dropped)
		taken.result = HTTP_RESULT_CUT;
	/* of an orphan it is not known any more what must not be told */
	if (sync->stage == STAGE_ORPHANED)
		orphan_ended(sync, moment, effects);
	else
		take_reply(sync, &taken, &reading, moment, effects);
	sync_wake(sync, moment, effects);
}
