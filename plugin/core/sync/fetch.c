/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

/* A look is not worth to be waited for as long as an update. */
#define LOOK_TIMEOUT_MS 5000

/* For this long after a look that was made because a push is likely, the push needs none of its own. */
#define FRESH_MS 60000

void sync_forget_held(struct sync *sync)
{
	livestream_free(&sync->held);
	problem_free(&sync->held_problem);
	sync->held_known = false;
	sync->not_taken = false;
	sync->held_at_s = 0;
	sync->fresh_until_ms = 0;
}

static void send(struct sync *sync, enum stage stage, struct sync_effects *effects)
{
	sync->stage = stage;
	sync->awaited_id = ++sync->last_id;
	effects->send = sync->awaited_id;
	effects->status_changed = true;
}

void sync_send_look(struct sync *sync, enum stage stage, struct sync_effects *effects)
{
	zoom_call_get_livestream(&effects->request, sync->api_url, sync->round.token, sync->round.kind,
				 sync->broadcast.id);
	if (stage == STAGE_LOOKING)
		effects->request.total_timeout_ms = LOOK_TIMEOUT_MS;
	send(sync, stage, effects);
}

/* Takes over what the reply tells of Zoom's configuration. */
static void note_held(struct sync *sync, const struct zoom_reply *reply, struct livestream *read,
		      const struct moment *moment)
{
	sync_forget_held(sync);
	/* where no reply came, there is no connection either */
	sync->looked_at_ms = reply->outcome == ZOOM_REPLY_SUCCESS || reply->problem.http_status ? moment->clock_ms : -1;
	sync->may_not_look = reply->missing_scope;
	if (reply->outcome != ZOOM_REPLY_SUCCESS) {
		problem_copy(&sync->held_problem, &reply->problem);
		return;
	}
	sync->held = *read;
	*read = (struct livestream){0};
	sync->held_known = true;
	sync->held_at_s = moment->now_s;
}

static bool holds_current(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return sync->held_known && sync->destination_known && livestream_is_whole(&sync->held) &&
	       !livestream_difference(&sync->held, &current);
}

static void looked(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	if (sync->held_known)
		sync_learn_kind(sync, effects);
	if (sync->round.goal == GOAL_CHECK && sync->held_known)
		sync->fresh_until_ms = moment->clock_ms + FRESH_MS;
	if (sync->round.goal == GOAL_CHECK && holds_current(sync)) {
		const struct livestream current = sync_current(sync);

		sync_note_held_same(sync, &current, effects);
		/* whatever became of a push before: this is what it was for */
		if (sync->outcome == OUTCOME_FAILED || sync->outcome == OUTCOME_CANCELLED)
			sync_clear_outcome(sync);
	}
	sync->round.looked = true;
	sync_advance(sync, moment, effects);
}

/* Whether a reply that is no configuration ends the round: the update would fare no better. */
static bool ends_round(const struct sync *sync, const struct zoom_reply *reply, const struct http_response *response)
{
	if (sync->round.goal == GOAL_CHECK)
		return !reply->missing_scope;
	return (response->result != HTTP_RESULT_REPLY && !response->sent) || reply->problem.zoom_code == 429 ||
	       reply->problem.http_status == 429;
}

/* Only 3000 tells the kind for sure; what was merely tried is left to the update. */
static void doubt_kind_switch(struct sync *sync)
{
	struct round *round = &sync->round;

	if (sync->held_known || !round->kind_switched || sync->broadcast.kind != BROADCAST_KIND_WEBINAR)
		return;
	round->kind = sync->broadcast.kind;
	round->kind_switched = false;
	problem_free(&round->kind_refusal);
}

void sync_read_look(struct sync *sync, const struct http_response *response, const struct redaction *redaction,
		    const struct moment *moment, struct sync_effects *effects)
{
	struct livestream read = {0};
	struct zoom_reply reply;

	zoom_reply_read_livestream(&reply, &read, response, sync->host, redaction, moment->now_s);
	if (sync_renew_token(sync, &reply, effects)) {
		effects->status_changed = true;
	} else if (reply.outcome != ZOOM_REPLY_SUCCESS && !reply.missing_scope && sync_switch_kind(sync, &reply)) {
		sync_send_look(sync, STAGE_LOOKING, effects);
	} else {
		note_held(sync, &reply, &read, moment);
		doubt_kind_switch(sync);
		if (sync->held_known || !ends_round(sync, &reply, response))
			looked(sync, moment, effects);
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

void sync_read_check(struct sync *sync, const struct http_response *response, const struct redaction *redaction,
		     const struct moment *moment, struct sync_effects *effects)
{
	struct livestream read = {0};
	struct zoom_reply reply;

	zoom_reply_read_livestream(&reply, &read, response, sync->host, redaction, moment->now_s);
	note_held(sync, &reply, &read, moment);
	sync->round.checked = true;
	if (!sync->held_known) {
		if (reply.missing_scope)
			remember_encoding(sync, effects);
		else
			/* the sentences of other refusals speak of a push */
			problem_set_code(&sync->held_problem, "check.failed");
	} else if (!livestream_difference(&sync->held, &sync->round.wanted)) {
		if (livestream_is_whole(&sync->held)) {
			remember_encoding(sync, effects);
		} else {
			sync_forget_held(sync);
			problem_set(&sync->held_problem, "check.failed");
		}
	} else if (sync_held_is_as_before(sync) && sync_switch_encoding(sync, effects)) {
		/* a 204 after which Zoom holds what it held before: the encoding was not understood */
		sync->round.accepted = false;
		sync->round.checked = false;
	} else {
		sync->not_taken = true;
	}
	sync_advance(sync, moment, effects);
	livestream_free(&read);
	zoom_reply_free(&reply);
}

void sync_send_naming(struct sync *sync, struct sync_effects *effects)
{
	zoom_call_get_meeting(&effects->request, sync->api_url, sync->round.token, sync->round.kind,
			      sync->broadcast.id);
	effects->request.total_timeout_ms = LOOK_TIMEOUT_MS;
	send(sync, STAGE_NAMING, effects);
}

/* The topic is a help to the person, no more: where it cannot be had there is none. */
void sync_read_naming(struct sync *sync, const struct http_response *response, const struct redaction *redaction,
		      const struct moment *moment, struct sync_effects *effects)
{
	struct zoom_meeting meeting = {0};
	struct zoom_reply reply;

	zoom_reply_read_meeting(&reply, &meeting, response, sync->host, redaction, moment->now_s);
	/* what could not be told for the moment will be asked for again */
	sync->named = reply.outcome != ZOOM_REPLY_TRANSIENT;
	if (reply.outcome == ZOOM_REPLY_SUCCESS) {
		bfree(sync->topic);
		bfree(sync->meeting_host);
		sync->topic = meeting.topic;
		sync->meeting_host = meeting.host_email;
		meeting = (struct zoom_meeting){0};
	}
	sync->round.named = true;
	sync_advance(sync, moment, effects);
	zoom_meeting_free(&meeting);
	zoom_reply_free(&reply);
}
