/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/zoom/call.h"

void sync_send_update(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const struct round *round = &sync->round;

	if (sync->is_ending)
		return;
	if (zoom_call_update_livestream(&effects->request, round->kind, sync->broadcast.id, &round->wanted,
					round->encoding)) {
		sync_note_unsure(sync, effects);
		sync->fresh_until_ms = 0;
		sync_send(sync, STAGE_UPDATING, effects);
	} else {
		http_request_free(&effects->request);
		sync_fail_with_code(sync, "destination.not_utf8", moment, effects);
	}
}

bool sync_switch_encoding(struct sync *sync, struct sync_effects *effects)
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
 * A webinar's id on the meetings' path, for which Zoom has a code of its own; or
 * the other way round, for which it has none: a link that looks like a
 * webinar's may be a meeting's, and any refusal may come of that.
 */
bool sync_switch_kind(struct sync *sync, const struct zoom_reply *reply)
{
	struct round *round = &sync->round;
	const bool is_webinar = round->kind == BROADCAST_KIND_WEBINAR;
	const bool other_kind = is_webinar ? reply->kind_doubted : reply->outcome == ZOOM_REPLY_OTHER_KIND;

	if (!other_kind || round->kind_switched)
		return false;
	round->kind_switched = true;
	problem_copy(&round->kind_refusal, &reply->problem);
	round->kind = is_webinar ? BROADCAST_KIND_MEETING : BROADCAST_KIND_WEBINAR;
	return true;
}

void sync_learn_kind(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.kind == BROADCAST_KIND_UNKNOWN)
		sync->round.kind = BROADCAST_KIND_MEETING;
	if (sync->round.kind == sync->broadcast.kind)
		return;
	effects->remember_kind = sync->round.kind;
	effects->record_changed = true;
	sync->broadcast.kind = sync->round.kind;
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
	} else {
		sync_note_refused(sync, false, effects);
	}
	if (sync_switch_kind(sync, reply)) {
		sync_send_update(sync, moment, effects);
		return;
	}
	if (encoding_refused && round->encoding == ENCODING_JSON)
		problem_copy(&round->json_refusal, problem);
	if (encoding_refused && sync_switch_encoding(sync, effects)) {
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
	sync->pushed_at_s = moment->now_s;
	sync->duration_ms = (sync->round.duration_us + 500) / 1000;
	sync_learn_kind(sync, effects);
	if (sync->round.goal == GOAL_UNDO)
		sync_note_undone(sync, effects);
	else
		sync_note_pushed(sync, effects);
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

void sync_read_update(struct sync *sync, const struct http_response *response, const struct zoom_reply_reading *reading,
		      const struct moment *moment, struct sync_effects *effects)
{
	const bool cancelling = sync->stage == STAGE_CANCELLING;
	struct zoom_reply reply;

	zoom_reply_read_update(&reply, response, reading);
	sync->round.duration_us += response->duration_us;
	if (reply.outcome == ZOOM_REPLY_SUCCESS)
		update_accepted(sync, moment, effects);
	if (cancelling)
		end_cancelled(sync, reply.outcome == ZOOM_REPLY_SUCCESS, response, effects);
	else if (reply.outcome == ZOOM_REPLY_SUCCESS)
		sync_advance(sync, moment, effects);
	else
		update_refused(sync, &reply, response, moment, effects);
	zoom_reply_free(&reply);
}
