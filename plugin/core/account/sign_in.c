/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/sign_in.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/zoom/oauth_request.h"

#define BROWSER_DEADLINE_MS (10 * 60 * 1000)
#define SLOW_DOWN_S 5
#define INTERVAL_S_MAX 300
#define DEVICE_EXPIRES_IN_S 900
#define DEVICE_EXPIRES_IN_S_MAX (24 * 60 * 60)

void sign_in_effects_free(struct sign_in_effects *effects)
{
	zoom_oauth_redirect_listener_free(&effects->listener);
	secret_free(effects->open_url);
	http_request_free(&effects->request);
	zoom_oauth_reply_free(&effects->reply);
	memset(effects, 0, sizeof(*effects));
}

static void wipe(struct sign_in *sign_in)
{
	sign_in_status_free(&sign_in->status);
	secret_set(&sign_in->state, NULL);
	secret_set(&sign_in->verifier, NULL);
	secret_set(&sign_in->code, NULL);
	secret_set(&sign_in->challenge, NULL);
	secret_set(&sign_in->client_secret, NULL);
	secret_set(&sign_in->device_code, NULL);
	sign_in->handed_over = false;
	sign_in->awaited_id = 0;
	sign_in->request_id = 0;
}

void sign_in_free(struct sign_in *sign_in)
{
	wipe(sign_in);
	account_free(&sign_in->account);
	bfree(sign_in->oauth_url);
	bfree(sign_in->oauth_host);
}

/* Wipes all but how it has ended. */
static void end(struct sign_in *sign_in, enum sign_in_state state, struct sign_in_effects *effects)
{
	if (sign_in->status.is_listening)
		effects->stop_listening = true;
	if (sign_in->request_id)
		effects->cancel = sign_in->request_id;
	wipe(sign_in);
	sign_in->status.state = state;
	effects->status_changed = true;
}

void sign_in_refuse(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects)
{
	end(sign_in, SIGN_IN_FAILED, effects);
	problem_copy(&sign_in->status.problem, problem);
}

static void fail_with_code(struct sign_in *sign_in, const char *code, struct sign_in_effects *effects)
{
	end(sign_in, SIGN_IN_FAILED, effects);
	problem_set(&sign_in->status.problem, code);
}

static uint64_t await(struct sign_in *sign_in, bool is_request)
{
	sign_in->awaited_id = ++sign_in->last_id;
	sign_in->request_id = is_request ? sign_in->awaited_id : 0;
	return sign_in->awaited_id;
}

void sign_in_begin(struct sign_in *sign_in, const struct sign_in_options *options, struct sign_in_effects *effects)
{
	end(sign_in, SIGN_IN_PREPARING, effects);
	account_copy(&sign_in->account, options->account);
	text_set(&sign_in->oauth_url, options->oauth_url);
	text_set(&sign_in->oauth_host, options->oauth_host);
	secret_set(&sign_in->state, options->state);
	secret_set(&sign_in->verifier, options->verifier);
	secret_set(&sign_in->challenge, options->challenge);
	effects->read_secret = await(sign_in, false);
}

void sign_in_cancel(struct sign_in *sign_in, struct sign_in_effects *effects)
{
	if (sign_in_state_is_under_way(sign_in->status.state) && !sign_in->handed_over)
		end(sign_in, SIGN_IN_CANCELLED, effects);
}

void sign_in_reset(struct sign_in *sign_in, struct sign_in_effects *effects)
{
	if (sign_in->status.state != SIGN_IN_NONE)
		end(sign_in, SIGN_IN_NONE, effects);
}

static void open_browser(struct sign_in *sign_in, const struct moment *moment, struct sign_in_effects *effects)
{
	struct sign_in_status *status = &sign_in->status;
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (!zoom_oauth_redirect_check_uri(sign_in->account.redirect_uri, &problem)) {
		sign_in_refuse(sign_in, &problem, effects);
		problem_free(&problem);
		return;
	}
	status->state = SIGN_IN_WAITING_FOR_BROWSER;
	status->url =
		zoom_oauth_redirect_page_url(sign_in->oauth_url, &sign_in->account, sign_in->state, sign_in->challenge);
	sign_in->give_up_at = deadline_in(moment, BROWSER_DEADLINE_MS);
	effects->listen = zoom_oauth_redirect_listener_of(sign_in->account.redirect_uri, &effects->listener);
	/* told until it is known that the port could be had */
	if (effects->listen) {
		struct dstr port = {0};

		dstr_printf(&port, "%u", (unsigned)effects->listener.port);
		problem_set(&status->listen_problem, "sign_in.port_taken");
		problem_set_subject(&status->listen_problem, port.array);
		dstr_free(&port);
	}
	effects->open_url = bstrdup(status->url);
	effects->status_changed = true;
}

void sign_in_opened(struct sign_in *sign_in, bool is_listening, bool is_open, struct sign_in_effects *effects)
{
	if (sign_in->status.state != SIGN_IN_WAITING_FOR_BROWSER)
		return;
	sign_in->status.is_listening = is_listening;
	if (is_listening)
		problem_free(&sign_in->status.listen_problem);
	/* the person can open the page by hand */
	if (!is_open)
		problem_set(&sign_in->status.problem, "sign_in.no_browser");
	effects->status_changed = true;
}

void sign_in_secret(struct sign_in *sign_in, const struct secret_answer *answer, const struct moment *moment,
		    struct sign_in_effects *effects)
{
	const bool is_absent = secret_answer_is_absent(answer);
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	sign_in->awaited_id = 0;
	if (answer->result != SECRET_OK && !is_absent) {
		secret_answer_problem(answer, &problem);
		sign_in_refuse(sign_in, &problem, effects);
		problem_free(&problem);
		return;
	}
	secret_set(&sign_in->client_secret, is_absent ? NULL : answer->text);
	if (sign_in->account.method == ACCOUNT_METHOD_AUTHORIZATION_CODE) {
		open_browser(sign_in, moment, effects);
		return;
	}
	zoom_oauth_request_device(&effects->request, sign_in->oauth_url, &sign_in->account, sign_in->client_secret);
	effects->send = await(sign_in, true);
}

static void finish(struct sign_in *sign_in, const char *code, struct sign_in_effects *effects)
{
	/* the listener takes one code */
	effects->stop_listening = sign_in->status.is_listening;
	sign_in->status.is_listening = false;
	problem_free(&sign_in->status.problem);
	problem_free(&sign_in->status.paste_problem);
	sign_in->status.state = SIGN_IN_FINISHING;
	zoom_oauth_request_code(&effects->request, sign_in->oauth_url, &sign_in->account, sign_in->client_secret, code,
				sign_in->verifier);
	effects->send = await(sign_in, true);
	secret_set(&sign_in->code, code);
	effects->status_changed = true;
}

bool sign_in_take_address(struct sign_in *sign_in, const char *address, bool is_pasted, struct sign_in_effects *effects)
{
	/* the right one may still come: the sign-in goes on waiting */
	static const char *const passing[] = {NULL, "sign_in.no_code", "sign_in.wrong_state",
					      "sign_in.redirect_refused"};
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};
	char *code;

	if (sign_in->status.state != SIGN_IN_WAITING_FOR_BROWSER)
		return false;
	code = zoom_oauth_redirect_code(address, sign_in->state, &problem);
	if (code) {
		finish(sign_in, code, effects);
		secret_free(code);
		problem_free(&problem);
		return true;
	}
	if (!text_find(problem.code, passing, sizeof(passing) / sizeof(passing[0]))) {
		sign_in_refuse(sign_in, &problem, effects);
	} else if (is_pasted) {
		problem_copy(&sign_in->status.paste_problem, &problem);
		effects->status_changed = true;
	}
	problem_free(&problem);
	return false;
}

bool sign_in_is_finishing(const struct sign_in *sign_in)
{
	return sign_in->status.state == SIGN_IN_FINISHING ||
	       (sign_in->status.state == SIGN_IN_WAITING_FOR_DEVICE && sign_in->request_id);
}

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
	status->expires_at_s = moment_wall_s(moment) + expires_in_s;
	secret_set(&sign_in->device_code, reply->device_code);
	sign_in->interval_ms = reply->interval_s * 1000;
	sign_in->give_up_at = deadline_in(moment, expires_in_s * 1000);
	sign_in->poll_at = deadline_in(moment, sign_in->interval_ms);
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

static void wait_for_next_poll(struct sign_in *sign_in, const struct zoom_oauth_reply *reply,
			       const struct moment *moment)
{
	/* a server that does not answer may be asked too often as well (RFC 8628, 3.5) */
	if (reply->outcome != ZOOM_REPLY_PENDING)
		sign_in->interval_ms = within(sign_in->interval_ms + SLOW_DOWN_S * 1000, 0, INTERVAL_S_MAX * 1000);
	sign_in->poll_at = deadline_in(moment, within((int64_t)reply->problem.retry_after_s * 1000,
						      sign_in->interval_ms, INT64_MAX));
}

static void read_reply(struct sign_in *sign_in, struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
		       const struct moment *moment, struct sign_in_effects *effects)
{
	const bool may_wait = grant == ZOOM_GRANT_DEVICE_POLL &&
			      (reply->outcome == ZOOM_REPLY_PENDING || reply->outcome == ZOOM_REPLY_SLOW_DOWN ||
			       reply->outcome == ZOOM_REPLY_TRANSIENT);

	if (reply->outcome == ZOOM_REPLY_SUCCESS && grant == ZOOM_GRANT_DEVICE)
		begin_waiting(sign_in, reply, moment, effects);
	else if (reply->outcome == ZOOM_REPLY_SUCCESS)
		hand_over(sign_in, reply, effects);
	else if (may_wait)
		wait_for_next_poll(sign_in, reply, moment);
	else if (problem_is_set(&reply->problem))
		sign_in_refuse(sign_in, &reply->problem, effects);
	else
		end(sign_in, SIGN_IN_CANCELLED, effects);
}

void sign_in_reply(struct sign_in *sign_in, const struct http_response *response, const struct moment *moment,
		   struct sign_in_effects *effects)
{
	const struct redaction redaction = {
		.secrets = {sign_in->client_secret, sign_in->device_code, sign_in->state, sign_in->code,
			    sign_in->verifier},
	};
	enum zoom_oauth_reply_grant grant = ZOOM_GRANT_CODE;
	struct zoom_oauth_reply reply = {0};

	sign_in->awaited_id = 0;
	sign_in->request_id = 0;
	if (sign_in->status.state == SIGN_IN_PREPARING)
		grant = ZOOM_GRANT_DEVICE;
	else if (sign_in->status.state == SIGN_IN_WAITING_FOR_DEVICE)
		grant = ZOOM_GRANT_DEVICE_POLL;
	zoom_oauth_reply_read(&reply, grant, response, sign_in->oauth_host, &redaction, moment_wall_s(moment));
	secret_set(&sign_in->code, NULL);
	secret_set(&sign_in->verifier, NULL);
	read_reply(sign_in, &reply, grant, moment, effects);
	zoom_oauth_reply_free(&reply);
}

void sign_in_stored(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects)
{
	if (!sign_in->handed_over)
		return;
	if (problem)
		sign_in_refuse(sign_in, problem, effects);
	else
		end(sign_in, SIGN_IN_DONE, effects);
}

/* Whether a code still lives is for Zoom to say: a wall clock that has jumped must not end it. */
static int64_t code_left_ms(const struct sign_in *sign_in, const struct moment *moment)
{
	return within(sign_in->give_up_at.clock_ms - moment->clock_ms, 0, INT64_MAX);
}

int64_t sign_in_wake_in_ms(const struct sign_in *sign_in, const struct moment *moment)
{
	if (sign_in->status.state == SIGN_IN_WAITING_FOR_BROWSER)
		return deadline_left_ms(&sign_in->give_up_at, moment);
	if (sign_in->status.state != SIGN_IN_WAITING_FOR_DEVICE || sign_in->request_id)
		return -1;
	return within(deadline_left_ms(&sign_in->poll_at, moment), 0, code_left_ms(sign_in, moment));
}

void sign_in_wake(struct sign_in *sign_in, const struct moment *moment, struct sign_in_effects *effects)
{
	if (sign_in_wake_in_ms(sign_in, moment) != 0)
		return;
	if (sign_in->status.state == SIGN_IN_WAITING_FOR_BROWSER) {
		fail_with_code(sign_in, "sign_in.no_answer", effects);
	} else if (code_left_ms(sign_in, moment) == 0) {
		fail_with_code(sign_in, "sign_in.device_expired", effects);
	} else {
		zoom_oauth_request_token(&effects->request, sign_in->oauth_url, &sign_in->account,
					 sign_in->client_secret, ZOOM_GRANT_DEVICE_POLL, sign_in->device_code);
		effects->send = await(sign_in, true);
	}
}
