/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "sync_private.h"

#include <string.h>

#include <util/bmem.h>

#include "secret_string.h"
#include "zoom_reply.h"

#define TRACKING_ID_CHARACTERS_MAX 80

void sync_effects_free(struct sync_effects *effects)
{
	http_request_free(&effects->request);
	bfree(effects->tracking_id);
	memset(effects, 0, sizeof(*effects));
}

struct sync *sync_create(const char *api_url, const char *host)
{
	struct sync *sync = bzalloc(sizeof(*sync));

	sync->api_url = bstrdup(api_url);
	sync->host = bstrdup(host);
	sync->broadcast.kind = BROADCAST_KIND_UNKNOWN;
	sync->stage = STAGE_RESTING;
	sync->outcome = OUTCOME_NONE;
	return sync;
}

static void clear_push(struct sync *sync)
{
	destination_free(&sync->push.destination);
	secret_string_free(sync->push.token);
	problem_free(&sync->push.json_refusal);
	problem_free(&sync->push.kind_refusal);
	memset(&sync->push, 0, sizeof(sync->push));
	sync->awaited_id = 0;
	sync->stage = STAGE_RESTING;
}

static void clear_outcome(struct sync *sync)
{
	problem_free(&sync->problem);
	bfree(sync->difference);
	sync->difference = NULL;
	sync->may_have_arrived = false;
	sync->outcome = OUTCOME_NONE;
}

static void forget_pushed(struct sync *sync)
{
	destination_free(&sync->pushed);
	sync->pushed_at_s = 0;
	sync->duration_ms = 0;
	sync->changed_since_push = false;
}

void sync_free(struct sync *sync)
{
	if (!sync)
		return;
	clear_push(sync);
	clear_outcome(sync);
	forget_pushed(sync);
	destination_free(&sync->destination);
	broadcast_free(&sync->broadcast);
	bfree(sync->api_url);
	bfree(sync->host);
	bfree(sync);
}

static bool outcome_is_of_pushed(enum outcome outcome)
{
	return outcome == OUTCOME_PUSHED || outcome == OUTCOME_IN_SYNC || outcome == OUTCOME_DIFFERS;
}

static void note_change_since_push(struct sync *sync)
{
	if (sync->stage != STAGE_RESTING || !sync->pushed_at_s)
		return;
	sync->changed_since_push = !destination_same(&sync->destination, &sync->pushed);
	if (sync->changed_since_push && outcome_is_of_pushed(sync->outcome))
		clear_outcome(sync);
}

static void end_push(struct sync *sync, enum outcome outcome, struct sync_effects *effects)
{
	clear_push(sync);
	sync->outcome = outcome;
	/* OBS may have moved on while the push was under way */
	note_change_since_push(sync);
	effects->status_changed = true;
}

static void fail(struct sync *sync, const struct problem *problem, struct sync_effects *effects)
{
	problem_copy(&sync->problem, problem);
	end_push(sync, OUTCOME_FAILED, effects);
}

static void fail_with_code(struct sync *sync, const char *code, struct sync_effects *effects)
{
	struct problem problem = {0};

	problem_set(&problem, code);
	fail(sync, &problem, effects);
	problem_free(&problem);
}

void sync_refuse(struct sync *sync, const struct problem *problem, struct sync_effects *effects)
{
	if (sync->stage != STAGE_RESTING)
		return;
	clear_outcome(sync);
	fail(sync, problem, effects);
}

void sync_forget_failure(struct sync *sync, struct sync_effects *effects)
{
	if (sync->stage != STAGE_RESTING || sync->outcome != OUTCOME_FAILED)
		return;
	clear_outcome(sync);
	effects->status_changed = true;
}

static uint64_t await(struct sync *sync, enum stage stage)
{
	sync->stage = stage;
	sync->awaited_id = ++sync->last_id;
	return sync->awaited_id;
}

static bool same_broadcast(const struct broadcast *a, const struct broadcast *b)
{
	return a->id == b->id && strcmp(a->page_url ? a->page_url : "", b->page_url ? b->page_url : "") == 0;
}

void sync_set_broadcast(struct sync *sync, const struct broadcast *broadcast, bool has_account,
			struct sync_effects *effects)
{
	if (!same_broadcast(&sync->broadcast, broadcast)) {
		if (sync->stage == STAGE_UPDATING || sync->stage == STAGE_CHECKING)
			effects->cancel = sync->awaited_id;
		clear_push(sync);
		clear_outcome(sync);
		forget_pushed(sync);
	}
	broadcast_free(&sync->broadcast);
	sync->broadcast = *broadcast;
	sync->broadcast.page_url = broadcast->page_url ? bstrdup(broadcast->page_url) : NULL;
	sync->has_account = has_account;
	effects->status_changed = true;
}

/* Failures that speak of the stream settings say nothing of others. */
static bool failed_for_destination(const struct sync *sync)
{
	return sync->outcome == OUTCOME_FAILED &&
	       (strncmp(sync->problem.code, "destination.", strlen("destination.")) == 0 ||
		sync->problem.zoom_code == 300);
}

void sync_set_destination(struct sync *sync, const struct destination *destination, struct sync_effects *effects)
{
	const bool changed = !destination_same(&sync->destination, destination) ||
			     sync->destination.uses_login != destination->uses_login;

	if (changed && sync->stage == STAGE_RESTING && failed_for_destination(sync))
		clear_outcome(sync);
	destination_copy(&sync->destination, destination);
	sync->destination_known = true;
	note_change_since_push(sync);
	effects->status_changed = true;
}

void sync_push(struct sync *sync, enum zoom_encoding remembered, struct sync_effects *effects)
{
	if (sync->stage != STAGE_RESTING)
		return;
	clear_outcome(sync);
	if (!sync->broadcast.id) {
		fail_with_code(sync, "broadcast.no_meeting", effects);
		return;
	}
	if (!sync->broadcast.page_url) {
		fail_with_code(sync, "broadcast.no_page_url", effects);
		return;
	}
	if (!sync->has_account) {
		fail_with_code(sync, "account.none", effects);
		return;
	}
	sync->push.kind = sync->broadcast.kind;
	sync->push.remembered = remembered;
	sync->push.encoding = remembered ? remembered : ZOOM_ENCODING_MULTIPART;
	effects->read_destination = await(sync, STAGE_READING);
	effects->status_changed = true;
}

void sync_cancel(struct sync *sync, struct sync_effects *effects)
{
	switch (sync->stage) {
	case STAGE_RESTING:
	case STAGE_CANCELLING:
		return;
	case STAGE_UPDATING:
		effects->cancel = sync->awaited_id;
		sync->stage = STAGE_CANCELLING;
		effects->status_changed = true;
		break;
	case STAGE_CHECKING:
		/* only the check is given up */
		effects->cancel = sync->awaited_id;
		problem_set(&sync->problem, "check.cancelled");
		end_push(sync, OUTCOME_PUSHED, effects);
		break;
	case STAGE_READING:
	case STAGE_ASKING:
		end_push(sync, OUTCOME_CANCELLED, effects);
		break;
	}
}

void sync_destination_read(struct sync *sync, uint64_t id, const struct destination *destination,
			   struct sync_effects *effects)
{
	struct problem problem = {0};

	sync_set_destination(sync, destination, effects);
	if (sync->stage != STAGE_READING || id != sync->awaited_id)
		return;
	if (destination_check(destination, &problem)) {
		destination_copy(&sync->push.destination, destination);
		effects->ask_token = await(sync, STAGE_ASKING);
	} else {
		fail(sync, &problem, effects);
	}
	problem_free(&problem);
}

static void send_update(struct sync *sync, struct sync_effects *effects)
{
	const struct push *push = &sync->push;

	if (zoom_request_update_livestream(&effects->request, sync->api_url, push->token, push->kind,
					   sync->broadcast.id, &push->destination, sync->broadcast.page_url,
					   push->encoding)) {
		effects->send = await(sync, STAGE_UPDATING);
		effects->status_changed = true;
	} else {
		http_request_free(&effects->request);
		fail_with_code(sync, "destination.not_utf8", effects);
	}
}

static void send_check(struct sync *sync, struct sync_effects *effects)
{
	zoom_request_get_livestream(&effects->request, sync->api_url, sync->push.token, sync->push.kind,
				    sync->broadcast.id);
	effects->send = await(sync, STAGE_CHECKING);
	effects->status_changed = true;
}

void sync_token(struct sync *sync, uint64_t id, const char *token, const struct problem *problem,
		struct sync_effects *effects)
{
	if (sync->stage != STAGE_ASKING || id != sync->awaited_id)
		return;
	if (!token) {
		fail(sync, problem, effects);
		return;
	}
	secret_string_set(&sync->push.token, token);
	send_update(sync, effects);
}

/* Whether the push may go on in the other encoding. What was remembered is forgotten for that, once. */
static bool switch_encoding(struct sync *sync, struct sync_effects *effects)
{
	struct push *push = &sync->push;

	if (push->encoding_switched)
		return false;
	push->encoding_switched = true;
	if (push->remembered) {
		effects->forget_encoding = true;
		push->remembered = 0;
	}
	push->encoding = push->encoding == ZOOM_ENCODING_JSON ? ZOOM_ENCODING_MULTIPART : ZOOM_ENCODING_JSON;
	return true;
}

/*
 * A webinar's id on the meetings' path, for which Zoom has a code of its own; or
 * the other way round, for which it has none: a link that looks like a
 * webinar's may be a meeting's, and any refusal may come of that.
 */
static bool switch_kind(struct sync *sync, const struct zoom_reply *reply)
{
	static const long webinar_refusals[] = {200, 3000, 3001, 3161, 4711};
	struct push *push = &sync->push;
	const bool is_webinar = push->kind == BROADCAST_KIND_WEBINAR;
	bool other_kind = !is_webinar && reply->outcome == ZOOM_OUTCOME_OTHER_KIND;

	for (size_t i = 0; is_webinar && i < sizeof(webinar_refusals) / sizeof(webinar_refusals[0]); i++)
		other_kind = other_kind || reply->problem.zoom_code == webinar_refusals[i];
	if (!other_kind || push->kind_switched)
		return false;
	push->kind_switched = true;
	problem_copy(&push->kind_refusal, &reply->problem);
	push->kind = is_webinar ? BROADCAST_KIND_MEETING : BROADCAST_KIND_WEBINAR;
	return true;
}

static void update_refused(struct sync *sync, const struct zoom_reply *reply, struct sync_effects *effects)
{
	/* a 415 speaks of the encoding for sure, anything else only while none is known to work */
	const bool encoding_refused = reply->encoding_doubted &&
				      (reply->problem.http_status == 415 || !sync->push.remembered);

	if (switch_kind(sync, reply)) {
		send_update(sync, effects);
		return;
	}
	if (encoding_refused && sync->push.encoding == ZOOM_ENCODING_JSON)
		problem_copy(&sync->push.json_refusal, &reply->problem);
	if (encoding_refused && switch_encoding(sync, effects))
		send_update(sync, effects);
	else if (encoding_refused && problem_is_set(&sync->push.json_refusal))
		fail(sync, &sync->push.json_refusal, effects);
	else if (reply->problem.zoom_code == 3000 && problem_is_set(&sync->push.kind_refusal))
		/* a webinar after all: what was wrong with it was told before */
		fail(sync, &sync->push.kind_refusal, effects);
	else
		fail(sync, &reply->problem, effects);
}

static void note_accepted(struct sync *sync, int64_t now_s, struct sync_effects *effects)
{
	sync->push.accepted_once = true;
	destination_copy(&sync->pushed, &sync->push.destination);
	sync->pushed_at_s = now_s;
	sync->duration_ms = (sync->push.duration_us + 500) / 1000;
	sync->changed_since_push = false;
	if (sync->push.kind == BROADCAST_KIND_UNKNOWN)
		sync->push.kind = BROADCAST_KIND_MEETING;
	if (sync->push.kind != sync->broadcast.kind) {
		effects->remember_kind = sync->push.kind;
		sync->broadcast.kind = sync->push.kind;
	}
}

static void read_update(struct sync *sync, const struct http_response *response, const struct redaction *redaction,
			int64_t now_s, struct sync_effects *effects)
{
	const bool cancelling = sync->stage == STAGE_CANCELLING;
	struct zoom_reply reply;

	zoom_reply_read_update(&reply, response, sync->host, redaction, now_s);
	sync->push.duration_us += response->duration_us;
	if (reply.outcome == ZOOM_OUTCOME_SUCCESS) {
		note_accepted(sync, now_s, effects);
		if (cancelling) {
			/* the reply was faster */
			problem_set(&sync->problem, "check.cancelled");
			end_push(sync, OUTCOME_PUSHED, effects);
		} else {
			send_check(sync, effects);
		}
	} else if (cancelling || reply.outcome == ZOOM_OUTCOME_CANCELLED) {
		/* a gateway's 5xx does not tell whether Zoom had it */
		sync->may_have_arrived =
			sync->push.accepted_once ||
			(response->sent && (response->result != HTTP_RESULT_REPLY || response->status >= 500));
		end_push(sync, OUTCOME_CANCELLED, effects);
	} else {
		update_refused(sync, &reply, effects);
	}
	zoom_reply_free(&reply);
}

static void check_compared(struct sync *sync, const char *difference, struct sync_effects *effects)
{
	if (!difference) {
		effects->remember_encoding = sync->push.encoding;
		end_push(sync, OUTCOME_IN_SYNC, effects);
	} else if (switch_encoding(sync, effects)) {
		/* a 204 after which Zoom holds something else: the encoding was not understood */
		send_update(sync, effects);
	} else {
		sync->difference = bstrdup(difference);
		end_push(sync, OUTCOME_DIFFERS, effects);
	}
}

static void read_check(struct sync *sync, const struct http_response *response, const struct redaction *redaction,
		       int64_t now_s, struct sync_effects *effects)
{
	struct zoom_reply reply;
	struct zoom_livestream livestream;
	const char *difference;

	zoom_reply_read_livestream(&reply, &livestream, response, sync->host, redaction, now_s);
	difference = zoom_livestream_difference(&livestream, &sync->push.destination, sync->broadcast.page_url);
	if (reply.outcome != ZOOM_OUTCOME_SUCCESS) {
		if (reply.not_permitted)
			effects->remember_encoding = sync->push.encoding;
		/* the sentences of other refusals speak of a push */
		problem_copy(&sync->problem, &reply.problem);
		if (!reply.not_permitted)
			problem_set_code(&sync->problem, "check.failed");
		end_push(sync, OUTCOME_PUSHED, effects);
	} else if (!difference && !zoom_livestream_is_whole(&livestream)) {
		problem_set(&sync->problem, "check.failed");
		end_push(sync, OUTCOME_PUSHED, effects);
	} else {
		check_compared(sync, difference, effects);
	}
	zoom_livestream_free(&livestream);
	zoom_reply_free(&reply);
}

void sync_reply(struct sync *sync, uint64_t id, const struct http_response *response, int64_t now_s,
		struct sync_effects *effects)
{
	const enum stage stage = sync->stage;
	const char *tracking_id = http_response_header(response, "x-zm-trackingid");
	char *token, *url, *key;

	if (id != sync->awaited_id || (stage != STAGE_UPDATING && stage != STAGE_CANCELLING && stage != STAGE_CHECKING))
		return;

	/* ends of the push wipe what the redaction needs */
	token = bstrdup(sync->push.token);
	url = bstrdup(sync->push.destination.url);
	key = bstrdup(sync->push.destination.key);
	const struct redaction redaction = {.secrets = {key, token, url}};

	if (tracking_id)
		effects->tracking_id = redaction_readable_text(&redaction, tracking_id, strlen(tracking_id),
							       TRACKING_ID_CHARACTERS_MAX);

	if (stage != STAGE_CHECKING)
		read_update(sync, response, &redaction, now_s, effects);
	else
		read_check(sync, response, &redaction, now_s, effects);
	secret_string_free(token);
	secret_string_free(url);
	secret_string_free(key);
}
