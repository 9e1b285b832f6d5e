/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/sign_in_private.h"

#include <string.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/zoom/oauth_request.h"

#define SLOW_DOWN_S 5
#define INTERVAL_S_MIN 1
#define INTERVAL_S_MAX 300
#define DEVICE_EXPIRES_IN_S 900
#define DEVICE_EXPIRES_IN_S_MAX (24 * 60 * 60)

static int64_t within(int64_t value, int64_t least, int64_t most)
{
	if (value < least)
		return least;
	return value > most ? most : value;
}

static void begin_waiting(struct sign_in *sign_in, struct zoom_oauth_reply *reply, const struct moment *moment,
			  struct sign_in_effects *effects)
{
	struct sign_in_status *status = &sign_in->status;
	const int64_t told_s = reply->expires_in_s > 0 ? reply->expires_in_s : DEVICE_EXPIRES_IN_S;
	const int64_t expires_in_s = within(told_s, 1, DEVICE_EXPIRES_IN_S_MAX);

	status->state = SIGN_IN_WAITING_FOR_DEVICE;
	secret_set(&status->user_code, reply->user_code);
	text_set(&status->verification_uri, reply->verification_uri);
	secret_set(&status->verification_uri_complete, reply->verification_uri_complete);
	status->expires_at_s = moment->now_s + expires_in_s;
	secret_set(&sign_in->device_code, reply->device_code);
	sign_in->interval_ms = within(reply->interval_s, INTERVAL_S_MIN, INTERVAL_S_MAX) * 1000;
	sign_in->deadline_ms = moment->clock_ms + expires_in_s * 1000;
	sign_in->poll_at_ms = moment->clock_ms + sign_in->interval_ms;
	effects->status_changed = true;
}

static void hand_over(struct sign_in *sign_in, struct zoom_oauth_reply *reply, struct sign_in_effects *effects)
{
	sign_in->status.state = SIGN_IN_FINISHING;
	sign_in->handed_over = true;
	effects->hand_over = true;
	effects->reply = *reply;
	memset(reply, 0, sizeof(*reply));
	effects->status_changed = true;
}

static void wait_for_next_poll(struct sign_in *sign_in, enum zoom_oauth_reply_outcome outcome,
			       const struct moment *moment)
{
	/* a server that does not answer may be asked too often as well (RFC 8628, 3.5) */
	if (outcome != ZOOM_OAUTH_REPLY_PENDING)
		sign_in->interval_ms = within(sign_in->interval_ms + SLOW_DOWN_S * 1000, 0, INTERVAL_S_MAX * 1000);
	sign_in->poll_at_ms = moment->clock_ms + sign_in->interval_ms;
}

static void read_reply(struct sign_in *sign_in, struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
		       const struct moment *moment, struct sign_in_effects *effects)
{
	const bool may_wait = grant == ZOOM_GRANT_DEVICE_POLL && (reply->outcome == ZOOM_OAUTH_REPLY_PENDING ||
								  reply->outcome == ZOOM_OAUTH_REPLY_SLOW_DOWN ||
								  reply->outcome == ZOOM_OAUTH_REPLY_TRANSIENT);

	if (reply->outcome == ZOOM_OAUTH_REPLY_SUCCESS && grant == ZOOM_GRANT_DEVICE)
		begin_waiting(sign_in, reply, moment, effects);
	else if (reply->outcome == ZOOM_OAUTH_REPLY_SUCCESS)
		hand_over(sign_in, reply, effects);
	else if (may_wait)
		wait_for_next_poll(sign_in, reply->outcome, moment);
	else if (problem_is_set(&reply->problem))
		sign_in_fail(sign_in, &reply->problem, effects);
	else
		sign_in_end(sign_in, SIGN_IN_CANCELLED, effects);
}

void sign_in_reply(struct sign_in *sign_in, const struct http_response *response, const struct moment *moment,
		   struct sign_in_effects *effects)
{
	const struct redaction redaction = {
		.secrets = {sign_in->client_secret, sign_in->device_code, sign_in->state},
	};
	enum zoom_oauth_reply_grant grant = ZOOM_GRANT_CODE;
	struct zoom_oauth_reply reply = {0};

	sign_in->awaited_id = 0;
	sign_in->request_id = 0;
	if (sign_in->status.state == SIGN_IN_PREPARING)
		grant = ZOOM_GRANT_DEVICE;
	else if (sign_in->status.state == SIGN_IN_WAITING_FOR_DEVICE)
		grant = ZOOM_GRANT_DEVICE_POLL;
	zoom_oauth_reply_read(&reply, grant, response, sign_in->oauth_host, &redaction, moment->now_s);
	read_reply(sign_in, &reply, grant, moment, effects);
	zoom_oauth_reply_free(&reply);
}

void sign_in_stored(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects)
{
	if (!sign_in->handed_over)
		return;
	if (problem)
		sign_in_fail(sign_in, problem, effects);
	else
		sign_in_end(sign_in, SIGN_IN_DONE, effects);
}

int64_t sign_in_wake_at_ms(const struct sign_in *sign_in)
{
	if (sign_in->status.state == SIGN_IN_WAITING_FOR_BROWSER)
		return sign_in->deadline_ms;
	if (sign_in->status.state != SIGN_IN_WAITING_FOR_DEVICE || sign_in->request_id)
		return -1;
	return sign_in->poll_at_ms < sign_in->deadline_ms ? sign_in->poll_at_ms : sign_in->deadline_ms;
}

void sign_in_wake(struct sign_in *sign_in, const struct moment *moment, struct sign_in_effects *effects)
{
	const int64_t wake_at_ms = sign_in_wake_at_ms(sign_in);

	if (wake_at_ms < 0 || moment->clock_ms < wake_at_ms)
		return;
	if (sign_in->status.state == SIGN_IN_WAITING_FOR_BROWSER) {
		sign_in_fail_with_code(sign_in, "sign_in.no_answer", effects);
	} else if (moment->clock_ms >= sign_in->deadline_ms) {
		sign_in_fail_with_code(sign_in, "sign_in.device_expired", effects);
	} else {
		zoom_oauth_request_device_poll(&effects->request, sign_in->oauth_url, &sign_in->account,
					       sign_in->client_secret, sign_in->device_code);
		effects->send = sign_in_await(sign_in, true);
	}
}
