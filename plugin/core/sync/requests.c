/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

#include "core/zoom/call.h"

/* A fetch is not worth as long a wait as an update. */
#define FETCH_TIMEOUT_MS 5000

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

void sync_send_fetch(struct sync *sync, enum stage stage, struct sync_effects *effects)
{
	if (sync->is_ending)
		return;
	zoom_call_get_livestream(&effects->request, sync->round.kind, sync->broadcast.id);
	if (stage == STAGE_FETCHING)
		effects->request.total_timeout_ms = FETCH_TIMEOUT_MS;
	sync_send(sync, stage, effects);
}

void sync_send_topic_fetch(struct sync *sync, struct sync_effects *effects)
{
	zoom_call_get_meeting(&effects->request, sync->round.kind, sync->broadcast.id);
	effects->request.total_timeout_ms = FETCH_TIMEOUT_MS;
	sync_send(sync, STAGE_FETCHING_TOPIC, effects);
}

void sync_send_update(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const struct round *round = &sync->round;

	if (sync->is_ending)
		return;
	if (zoom_call_update_livestream(&effects->request, round->kind, sync->broadcast.id, &round->wanted,
					round->encoding)) {
		sync_note_unsure(sync, effects);
		sync->fresh_until.is_set = false;
		sync_send(sync, STAGE_UPDATING, effects);
	} else {
		http_request_free(&effects->request);
		sync_fail_with_code(sync, "destination.not_utf8", moment, effects);
	}
}

void sync_cancel_fetch(const struct sync *sync, struct sync_effects *effects)
{
	if (sync->stage == STAGE_FETCHING || sync->stage == STAGE_VERIFYING || sync->stage == STAGE_FETCHING_TOPIC)
		effects->cancel = sync->awaited_id;
}

/* Whether the round may go on in the other encoding. What was remembered is forgotten for that, once. */
static bool switch_encoding(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (round->encoding_switched)
		return false;
	round->encoding_switched = true;
	if (round->encoding_known) {
		effects->forget_encoding = true;
		sync->encoding = 0;
		round->encoding_known = false;
	}
	round->encoding = round->encoding == ENCODING_JSON ? ENCODING_MULTIPART : ENCODING_JSON;
	return true;
}

/*
 * Whether the round may go on with the other kind. It has a webinar's id on the
 * meetings' path, for which Zoom has a code of its own; or the other way round,
 * for which it has none: a link that looks like a webinar's may be a meeting's,
 * and any refusal may come of that.
 */
static bool switch_kind(struct sync *sync, const struct zoom_reply *reply)
{
	struct round *round = &sync->round;
	const bool is_webinar = round->kind == BROADCAST_KIND_WEBINAR;
	const bool other_kind = is_webinar ? reply->kind_doubted : reply->outcome == ZOOM_REPLY_OTHER_KIND;

	if (!other_kind || problem_is_set(&round->kind_refusal))
		return false;
	problem_copy(&round->kind_refusal, &reply->problem);
	round->kind = is_webinar ? BROADCAST_KIND_MEETING : BROADCAST_KIND_WEBINAR;
	return true;
}

static void learn_kind(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.kind == BROADCAST_KIND_UNKNOWN)
		sync->round.kind = BROADCAST_KIND_MEETING;
	if (sync->round.kind == sync->broadcast.kind)
		return;
	effects->remember_kind = sync->round.kind;
	effects->record_changed = true;
	sync->broadcast.kind = sync->round.kind;
}

/* What is read is sync's from now on; where the reply is no success there is nothing. */
static void note_remote(struct sync *sync, const struct zoom_reply *reply, const struct livestream *read,
			const struct moment *moment)
{
	sync_forget_remote(sync);
	/* where no reply came, there is no connection either */
	sync->look_until = deadline_in(moment, LOOK_AGE_MAX_MS);
	sync->look_until.is_set = reply->outcome == ZOOM_REPLY_SUCCESS || reply->problem.http_status;
	sync->may_not_fetch = reply->missing_scope;
	if (reply->outcome != ZOOM_REPLY_SUCCESS) {
		problem_copy(&sync->remote_problem, &reply->problem);
		return;
	}
	sync->remote = *read;
	sync->remote_known = true;
	sync->remote_at_s = moment_wall_s(moment);
}

static void fetched(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

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

/* Whether a reply that is no livestream ends the round: the update would fare no better. */
static bool ends_round(const struct sync *sync, const struct zoom_reply *reply, const struct http_response *response)
{
	if (sync->round.goal == GOAL_FETCH)
		return !reply->missing_scope;
	return (response->result != HTTP_RESULT_REPLY && !response->sent) || reply->rate_limited;
}

/* Only 3000 tells the kind for sure; what was merely tried is left to the update. */
static void doubt_kind_switch(struct sync *sync)
{
	struct round *round = &sync->round;

	if (sync->remote_known || !problem_is_set(&round->kind_refusal) ||
	    sync->broadcast.kind != BROADCAST_KIND_WEBINAR)
		return;
	round->kind = sync->broadcast.kind;
	problem_free(&round->kind_refusal);
}

static void take_fetched(struct sync *sync, const struct zoom_reply *reply, const struct livestream *read,
			 const struct http_response *response, const struct moment *moment,
			 struct sync_effects *effects)
{
	if (reply->outcome != ZOOM_REPLY_SUCCESS && !reply->missing_scope && switch_kind(sync, reply)) {
		sync_send_fetch(sync, STAGE_FETCHING, effects);
		return;
	}
	note_remote(sync, reply, read, moment);
	doubt_kind_switch(sync);
	if (sync->remote_known || !ends_round(sync, reply, response))
		fetched(sync, moment, effects);
	else
		sync_fail(sync, &reply->problem, reply->outcome == ZOOM_REPLY_TRANSIENT, moment, effects);
}

static void remember_encoding(struct sync *sync, struct sync_effects *effects)
{
	sync->encoding = sync->round.encoding;
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
		if (livestream_is_whole(&sync->remote)) {
			remember_encoding(sync, effects);
		} else {
			sync_forget_remote(sync);
			problem_set(&sync->remote_problem, "check.failed");
		}
	} else if (sync_remote_is_as_before(sync) && switch_encoding(sync, effects)) {
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

static void update_refused(struct sync *sync, const struct zoom_reply *reply, const struct http_response *response,
			   const struct moment *moment, struct sync_effects *effects)
{
	struct round *round = &sync->round;
	/* a 415 speaks of the encoding for sure, anything else only while none is known to work */
	const bool encoding_refused = reply->encoding_doubted &&
				      (reply->problem.http_status == 415 || !round->encoding_known);
	const struct problem *problem = &reply->problem;

	if (may_have_arrived(response)) {
		sync_forget_remote(sync);
		sync_note_lost(sync);
		sync_note_undo_void(sync, effects);
	} else {
		sync_note_refused(sync, false, effects);
	}
	if (switch_kind(sync, reply)) {
		sync_send_update(sync, moment, effects);
		return;
	}
	if (encoding_refused && round->encoding == ENCODING_JSON)
		problem_copy(&round->json_refusal, problem);
	if (encoding_refused && switch_encoding(sync, effects)) {
		sync_send_update(sync, moment, effects);
		return;
	}
	if (encoding_refused && problem_is_set(&round->json_refusal))
		problem = &round->json_refusal;
	else if (reply->outcome == ZOOM_REPLY_OTHER_KIND && problem_is_set(&round->kind_refusal))
		/* a webinar after all: what was wrong with it was told before */
		problem = &round->kind_refusal;
	sync_fail(sync, problem, reply->outcome == ZOOM_REPLY_TRANSIENT, moment, effects);
}

static void update_accepted(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync->round.accepted = true;
	sync->round.accepted_once = true;
	sync_forget_remote(sync);
	sync->pushed_at_s = moment_wall_s(moment);
	sync->duration_ms = (sync->round.duration_us + 500) / 1000;
	learn_kind(sync, effects);
	if (sync->round.goal == GOAL_UNDO)
		sync_note_undone(sync, effects);
	else
		sync_note_pushed(sync, effects);
	sync_note_undo_void(sync, effects);
	effects->pushed_by_hand = sync->round.goal == GOAL_PUSH && sync->round.by_hand;
}

/* The reply to an update that was given up: perhaps it was faster. */
static void end_cancelled(struct sync *sync, bool accepted, const struct http_response *response,
			  struct sync_effects *effects)
{
	const bool is_undo = sync->round.goal == GOAL_UNDO;
	const bool has_changed_zoom = sync->round.accepted_once || may_have_arrived(response);

	if (has_changed_zoom) {
		sync_forget_remote(sync);
		sync_note_lost(sync);
		sync_note_undo_void(sync, effects);
	}
	sync_clear_outcome(sync);
	if (accepted) {
		problem_set(&sync->remote_problem, "check.cancelled");
		sync->outcome = is_undo ? OUTCOME_UNDONE : OUTCOME_PUSHED;
	} else {
		sync->outcome = OUTCOME_CANCELLED;
		sync->may_have_arrived = has_changed_zoom;
		sync->blocked = sync_is_of_current(sync);
		if (!has_changed_zoom && sync->blocked)
			sync_note_let_be(sync, effects);
		else if (!has_changed_zoom)
			sync_note_refused(sync, true, effects);
	}
	sync->outcome_is_undo = is_undo;
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
			sync_note_refused(sync, false, effects);
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
