/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

#include "core/zoom/call.h"

/* A fetch is not worth as long a wait as an update. */
#define FETCH_TIMEOUT_MS 5000

/* For this long after a fetch that was made because a push is likely, the push needs none of its own. */
#define FRESH_MS 60000

void sync_forget_remote(struct sync *sync)
{
	livestream_free(&sync->remote);
	problem_free(&sync->remote_problem);
	sync->remote_known = false;
	sync->not_taken = false;
	sync->remote_at_s = 0;
	sync->fresh_until_ms = 0;
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

void sync_cancel_fetch(const struct sync *sync, struct sync_effects *effects)
{
	if (sync->stage == STAGE_FETCHING || sync->stage == STAGE_VERIFYING || sync->stage == STAGE_FETCHING_TOPIC)
		effects->cancel = sync->awaited_id;
}

/* Takes over what the reply tells of Zoom's livestream. */
static void note_remote(struct sync *sync, const struct zoom_reply *reply, struct livestream *read,
			const struct moment *moment)
{
	sync_forget_remote(sync);
	/* where no reply came, there is no connection either */
	sync->fetched_at_ms = reply->outcome == ZOOM_REPLY_SUCCESS || reply->problem.http_status ? moment->clock_ms
												 : -1;
	sync->may_not_fetch = reply->missing_scope;
	if (reply->outcome != ZOOM_REPLY_SUCCESS) {
		problem_copy(&sync->remote_problem, &reply->problem);
		return;
	}
	sync->remote = *read;
	*read = (struct livestream){0};
	sync->remote_known = true;
	sync->remote_at_s = moment->now_s;
}

static void fetched(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

	if (sync->remote_known)
		sync_learn_kind(sync, effects);
	if (sync->round.goal == GOAL_FETCH && sync->remote_known)
		sync->fresh_until_ms = moment->clock_ms + FRESH_MS;
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

	if (sync->remote_known || !round->kind_switched || sync->broadcast.kind != BROADCAST_KIND_WEBINAR)
		return;
	round->kind = sync->broadcast.kind;
	round->kind_switched = false;
	problem_free(&round->kind_refusal);
}

void sync_read_fetched(struct sync *sync, const struct http_response *response,
		       const struct zoom_reply_reading *reading, const struct moment *moment,
		       struct sync_effects *effects)
{
	struct livestream read = {0};
	struct zoom_reply reply;

	zoom_reply_read_livestream(&reply, &read, response, reading);
	if (reply.outcome != ZOOM_REPLY_SUCCESS && !reply.missing_scope && sync_switch_kind(sync, &reply)) {
		sync_send_fetch(sync, STAGE_FETCHING, effects);
	} else {
		note_remote(sync, &reply, &read, moment);
		doubt_kind_switch(sync);
		if (sync->remote_known || !ends_round(sync, &reply, response))
			fetched(sync, moment, effects);
		else
			sync_fail(sync, &reply.problem, reply.outcome == ZOOM_REPLY_TRANSIENT, moment, effects);
	}
	livestream_free(&read);
	zoom_reply_free(&reply);
}

static void remember_encoding(struct sync *sync, struct sync_effects *effects)
{
	sync->encoding = sync->round.encoding;
	effects->remember_encoding = sync->encoding;
}

void sync_read_verification(struct sync *sync, const struct http_response *response,
			    const struct zoom_reply_reading *reading, const struct moment *moment,
			    struct sync_effects *effects)
{
	struct livestream read = {0};
	struct zoom_reply reply;

	zoom_reply_read_livestream(&reply, &read, response, reading);
	note_remote(sync, &reply, &read, moment);
	sync->round.verified = true;
	if (!sync->remote_known) {
		if (reply.missing_scope)
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
	} else if (sync_remote_is_as_before(sync) && sync_switch_encoding(sync, effects)) {
		/* a 204 after which Zoom holds what it held before: the encoding was not understood */
		sync->round.accepted = false;
		sync->round.verified = false;
	} else {
		sync->not_taken = true;
	}
	sync_advance(sync, moment, effects);
	livestream_free(&read);
	zoom_reply_free(&reply);
}

void sync_send_topic_fetch(struct sync *sync, struct sync_effects *effects)
{
	zoom_call_get_meeting(&effects->request, sync->round.kind, sync->broadcast.id);
	effects->request.total_timeout_ms = FETCH_TIMEOUT_MS;
	sync_send(sync, STAGE_FETCHING_TOPIC, effects);
}

/* The topic is a help to the person, no more: where it cannot be had there is none. */
void sync_read_topic(struct sync *sync, const struct http_response *response, const struct zoom_reply_reading *reading,
		     const struct moment *moment, struct sync_effects *effects)
{
	struct zoom_meeting meeting = {0};
	struct zoom_reply reply;

	zoom_reply_read_meeting(&reply, &meeting, response, reading);
	/* what could not be told for the moment will be asked for again */
	sync->topic_fetched = reply.outcome != ZOOM_REPLY_TRANSIENT;
	if (reply.outcome == ZOOM_REPLY_SUCCESS) {
		bfree(sync->topic);
		bfree(sync->meeting_host);
		sync->topic = meeting.topic;
		sync->meeting_host = meeting.host_email;
		meeting = (struct zoom_meeting){0};
	}
	sync->round.topic_fetched = true;
	sync_advance(sync, moment, effects);
	zoom_meeting_free(&meeting);
	zoom_reply_free(&reply);
}
