/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/sign_in_private.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/zoom/oauth_request.h"

#define BROWSER_DEADLINE_MS (10 * 60 * 1000)

void sign_in_effects_free(struct sign_in_effects *effects)
{
	zoom_oauth_redirect_listener_free(&effects->listener);
	secret_free(effects->open_url);
	http_request_free(&effects->request);
	zoom_oauth_reply_free(&effects->reply);
	memset(effects, 0, sizeof(*effects));
}

struct sign_in *sign_in_create(void)
{
	struct sign_in *sign_in = bzalloc(sizeof(*sign_in));

	sign_in->status.state = SIGN_IN_NONE;
	return sign_in;
}

/* All of the sign-in, but not how it has ended. */
static void wipe(struct sign_in *sign_in, struct sign_in_effects *effects)
{
	struct sign_in_status *status = &sign_in->status;

	if (effects && sign_in->has_listener)
		effects->stop_listening = true;
	if (effects && sign_in->request_id)
		effects->cancel = sign_in->request_id;
	secret_set(&sign_in->state, NULL);
	secret_set(&sign_in->verifier, NULL);
	secret_set(&sign_in->challenge, NULL);
	secret_set(&sign_in->client_secret, NULL);
	secret_set(&sign_in->device_code, NULL);
	sign_in->has_listener = false;
	sign_in->handed_over = false;
	sign_in->awaited_id = 0;
	sign_in->request_id = 0;
	secret_set(&status->url, NULL);
	problem_free(&status->listen_problem);
	problem_free(&status->paste_problem);
	secret_set(&status->user_code, NULL);
	text_set(&status->verification_uri, NULL);
	secret_set(&status->verification_uri_complete, NULL);
	status->is_listening = false;
	status->expires_at_s = 0;
}

void sign_in_free(struct sign_in *sign_in)
{
	if (!sign_in)
		return;
	wipe(sign_in, NULL);
	problem_free(&sign_in->status.problem);
	account_free(&sign_in->account);
	bfree(sign_in->oauth_url);
	bfree(sign_in->oauth_host);
	bfree(sign_in);
}

void sign_in_end(struct sign_in *sign_in, enum sign_in_state state, struct sign_in_effects *effects)
{
	wipe(sign_in, effects);
	problem_free(&sign_in->status.problem);
	sign_in->status.state = state;
	effects->status_changed = true;
}

void sign_in_fail(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects)
{
	struct problem copy = {0};

	problem_copy(&copy, problem);
	sign_in_end(sign_in, SIGN_IN_FAILED, effects);
	problem_copy(&sign_in->status.problem, &copy);
	problem_free(&copy);
}

void sign_in_fail_with_code(struct sign_in *sign_in, const char *code, struct sign_in_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	sign_in_fail(sign_in, &problem, effects);
	problem_free(&problem);
}

uint64_t sign_in_await(struct sign_in *sign_in, bool is_request)
{
	sign_in->awaited_id = ++sign_in->last_id;
	sign_in->request_id = is_request ? sign_in->awaited_id : 0;
	return sign_in->awaited_id;
}

void sign_in_begin(struct sign_in *sign_in, const struct sign_in_options *options, const struct moment *moment,
		   struct sign_in_effects *effects)
{
	UNUSED_PARAMETER(moment);
	sign_in_end(sign_in, SIGN_IN_PREPARING, effects);
	account_copy(&sign_in->account, options->account);
	text_set(&sign_in->oauth_url, options->oauth_url);
	text_set(&sign_in->oauth_host, options->oauth_host);
	secret_set(&sign_in->state, options->state);
	secret_set(&sign_in->verifier, options->verifier);
	secret_set(&sign_in->challenge, options->challenge);
	effects->read_secret = sign_in_await(sign_in, false);
}

void sign_in_refuse(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects)
{
	sign_in_fail(sign_in, problem, effects);
}

void sign_in_cancel(struct sign_in *sign_in, struct sign_in_effects *effects)
{
	if (sign_in_state_is_under_way(sign_in->status.state) && !sign_in->handed_over)
		sign_in_end(sign_in, SIGN_IN_CANCELLED, effects);
}

void sign_in_reset(struct sign_in *sign_in, struct sign_in_effects *effects)
{
	if (sign_in->status.state != SIGN_IN_NONE)
		sign_in_end(sign_in, SIGN_IN_NONE, effects);
}

static void open_browser(struct sign_in *sign_in, const struct moment *moment, struct sign_in_effects *effects)
{
	struct sign_in_status *status = &sign_in->status;
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (!zoom_oauth_redirect_check_uri(sign_in->account.redirect_uri, &problem)) {
		sign_in_fail(sign_in, &problem, effects);
		problem_free(&problem);
		return;
	}
	status->state = SIGN_IN_WAITING_FOR_BROWSER;
	status->url =
		zoom_oauth_redirect_page_url(sign_in->oauth_url, &sign_in->account, sign_in->state, sign_in->challenge);
	sign_in->deadline_ms = moment->clock_ms + BROWSER_DEADLINE_MS;
	effects->listen = zoom_oauth_redirect_listener_of(sign_in->account.redirect_uri, &effects->listener);
	/* should the port be taken */
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

void sign_in_listening(struct sign_in *sign_in, bool is_listening, struct sign_in_effects *effects)
{
	if (sign_in->status.state != SIGN_IN_WAITING_FOR_BROWSER)
		return;
	sign_in->has_listener = is_listening;
	sign_in->status.is_listening = is_listening;
	if (is_listening)
		problem_free(&sign_in->status.listen_problem);
	effects->status_changed = true;
}

void sign_in_opened(struct sign_in *sign_in, bool is_open, struct sign_in_effects *effects)
{
	/* the person can open the page by hand */
	if (sign_in->status.state != SIGN_IN_WAITING_FOR_BROWSER || is_open)
		return;
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
		sign_in_fail(sign_in, &problem, effects);
		problem_free(&problem);
		return;
	}
	secret_set(&sign_in->client_secret, is_absent ? NULL : answer->text);
	if (sign_in->account.method == ACCOUNT_METHOD_AUTHORIZATION_CODE) {
		open_browser(sign_in, moment, effects);
		return;
	}
	zoom_oauth_request_device(&effects->request, sign_in->oauth_url, &sign_in->account, sign_in->client_secret);
	effects->send = sign_in_await(sign_in, true);
}

static void finish(struct sign_in *sign_in, const char *code, struct sign_in_effects *effects)
{
	/* one use */
	effects->stop_listening = sign_in->has_listener;
	sign_in->has_listener = false;
	sign_in->status.is_listening = false;
	problem_free(&sign_in->status.problem);
	problem_free(&sign_in->status.paste_problem);
	sign_in->status.state = SIGN_IN_FINISHING;
	zoom_oauth_request_code(&effects->request, sign_in->oauth_url, &sign_in->account, sign_in->client_secret, code,
				sign_in->verifier);
	effects->send = sign_in_await(sign_in, true);
	secret_set(&sign_in->verifier, NULL);
	effects->status_changed = true;
}

static bool take_address(struct sign_in *sign_in, const char *address, bool is_pasted, struct sign_in_effects *effects)
{
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
	if (strcmp(problem.code, "sign_in.no_code") != 0) {
		sign_in_fail(sign_in, &problem, effects);
	} else if (is_pasted) {
		problem_copy(&sign_in->status.paste_problem, &problem);
		effects->status_changed = true;
	}
	problem_free(&problem);
	return false;
}

bool sign_in_redirected(struct sign_in *sign_in, const char *target, const struct moment *moment,
			struct sign_in_effects *effects)
{
	UNUSED_PARAMETER(moment);
	return take_address(sign_in, target, false, effects);
}

void sign_in_pasted(struct sign_in *sign_in, const char *address, const struct moment *moment,
		    struct sign_in_effects *effects)
{
	UNUSED_PARAMETER(moment);
	take_address(sign_in, address, true, effects);
}

const uint64_t *sign_in_awaited(const struct sign_in *sign_in)
{
	return &sign_in->awaited_id;
}

const struct sign_in_status *sign_in_peek(const struct sign_in *sign_in)
{
	return &sign_in->status;
}

bool sign_in_is_finishing(const struct sign_in *sign_in)
{
	return sign_in->status.state == SIGN_IN_FINISHING ||
	       (sign_in->status.state == SIGN_IN_WAITING_FOR_DEVICE && sign_in->request_id);
}

void sign_in_get_status(const struct sign_in *sign_in, struct sign_in_status *status)
{
	const struct sign_in_status *own = &sign_in->status;

	status->state = own->state;
	status->is_listening = own->is_listening;
	status->expires_at_s = own->expires_at_s;
	problem_copy(&status->problem, &own->problem);
	problem_copy(&status->listen_problem, &own->listen_problem);
	problem_copy(&status->paste_problem, &own->paste_problem);
	secret_set(&status->url, own->url);
	secret_set(&status->user_code, own->user_code);
	text_set(&status->verification_uri, own->verification_uri);
	secret_set(&status->verification_uri_complete, own->verification_uri_complete);
}
