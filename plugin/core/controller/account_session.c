/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"
#include "core/base/text.h"

/* How long OBS's end may be held up by a renewed sign-in that is on its way to its store. */
#define END_WAIT_MS 150

struct account_session *controller_account_session(struct controller *controller, const char *account_id)
{
	const struct zoom_endpoint *endpoint = &controller->endpoint;
	struct account_session *session;
	struct account account;

	for (size_t i = 0; i < controller->sessions.num; i++) {
		if (strcmp(controller->sessions.array[i]->id, account_id) == 0)
			return controller->sessions.array[i];
	}
	account_list_find(controller->accounts, account_id, &account);
	session = bzalloc(sizeof(*session));
	session->controller = controller;
	session->id = bstrdup(account_id);
	session->token_source = token_source_create(&account, endpoint->oauth_url, endpoint->oauth_host);
	da_push_back(controller->sessions, &session);
	account_free(&account);
	return session;
}

void controller_free_sessions(struct controller *controller)
{
	const struct host_renewal_lock *lock = &controller->host.renewal_lock;

	for (size_t i = 0; i < controller->sessions.num; i++) {
		struct account_session *session = controller->sessions.array[i];

		if (token_source_has_lock(session->token_source))
			lock->unlock(lock->data, session->id, false);
		token_source_free(session->token_source);
		sign_out_status_free(&session->signed_out);
		bfree(session->erasing);
		bfree(session->id);
		bfree(session);
	}
	da_free(controller->sessions);
}

static bool is_current(const struct account_session *session)
{
	return text_same(session->controller->account_id, session->id);
}

void controller_set_api(struct controller *controller, const char *told)
{
	char *refused_host = NULL;
	char *url;

	if (problem_is_set(&controller->endpoint_problem))
		return;
	url = zoom_endpoint_regional_api_url(&controller->endpoint, told, &refused_host);
	if (refused_host)
		plugin_log(LOG_WARNING, "Zoom's API was said to be at %s, which is none of Zoom's hosts: not used",
			   refused_host);
	bfree(refused_host);
	if (!text_same(controller->api_url, url)) {
		text_set(&controller->api_url, url);
		bfree(controller->api_host);
		controller->api_host = zoom_endpoint_host_of(url);
		if (controller->sync)
			sync_set_api(controller->sync, controller->api_host,
				     state_file_encoding(controller->state, controller->api_host));
		if (controller->live)
			live_set_api(controller->live, controller->api_host);
	}
	bfree(url);
}

static void answered(void *context, const void *answer)
{
	struct account_session *session = context;

	token_source_answer(session->token_source, answer, controller_now(session->controller));
	controller_run_session(session);
}

static void secret_written(void *context, const void *answer)
{
	controller_log_written(answer);
	answered(context, answer);
}

static void replied(void *context, const void *answer)
{
	const struct account_session *session = context;
	const struct api_reply *reply = answer;

	api_log_reply(session->controller->endpoint.oauth_host, reply->response, NULL);
	answered(context, reply->response);
}

static void grant_wish(struct account_session *session, struct token_source_effects *effects)
{
	struct controller *controller = session->controller;
	const struct host_renewal_lock *host_lock = &controller->host.renewal_lock;
	const uint64_t *awaited = token_source_awaited(session->token_source);
	struct completion completion = {answered, session, awaited, *awaited};

	switch (effects->wish) {
	case TOKEN_SOURCE_LOCK:
		host_lock->lock(host_lock->data, session->id, &completion);
		break;
	case TOKEN_SOURCE_READ:
		controller_read_secret(controller, session->id, effects->field, &completion);
		break;
	case TOKEN_SOURCE_WRITE:
		completion.done = secret_written;
		controller_write_secret(controller, session->id, effects->field, effects->value, &completion);
		break;
	case TOKEN_SOURCE_SEND:
		completion.done = replied;
		api_send(controller, NULL, &effects->request, &completion);
	}
}

static void tell_stored(struct controller *controller, const struct token_source_effects *effects)
{
	const bool failed = problem_is_set(&effects->store_problem);
	struct sign_in_effects sign_in_effects = {0};

	sign_in_stored(&controller->sign_in, failed ? &effects->store_problem : NULL, &sign_in_effects);
	controller_run_sign_in_effects(controller, &sign_in_effects);
	if (!failed)
		controller_try_again(controller);
}

bool controller_is_renewing(const struct controller *controller)
{
	for (size_t i = 0; i < controller->sessions.num; i++) {
		if (controller->sessions.array[i]->erasing || controller->sessions.array[i]->is_taken_off ||
		    token_source_is_renewing(controller->sessions.array[i]->token_source))
			return true;
	}
	return sign_in_is_finishing(&controller->sign_in);
}

void controller_report_renewing(struct controller *controller)
{
	const bool is_renewing = controller_is_renewing(controller);

	if (controller->was_renewing && !is_renewing)
		controller->host.loop.stop(controller->host.loop.data);
	controller->was_renewing = is_renewing;
}

void controller_run_session(struct account_session *session)
{
	struct controller *controller = session->controller;
	const struct host_renewal_lock *host_lock = &controller->host.renewal_lock;
	struct token_source_effects effects;

	token_source_take(session->token_source, &effects);
	if (effects.renewed)
		plugin_log(LOG_INFO, "Zoom has given a new access token (%s)",
			   account_method_name(token_source_method(session->token_source)));
	if (effects.renewed && is_current(session))
		controller_set_api(controller, token_source_api_url(session->token_source));
	if (effects.unlock)
		host_lock->unlock(host_lock->data, session->id, effects.unlock_finished);
	grant_wish(session, &effects);
	for (size_t i = 0; i < effects.answered_count; i++)
		completion_finish(&effects.answered[i], &effects);
	if (effects.stored && is_current(session))
		tell_stored(controller, &effects);
	if (effects.sign_out.state)
		controller_signed_out(session, &effects.sign_out);
	token_source_effects_free(&effects);
	controller_report_renewing(controller);
}

void controller_ask_token(struct controller *controller, const struct completion *asker, const char *refused)
{
	const char *account_id = controller_account(controller);
	struct account_session *session;

	if (!account_id)
		return;
	session = controller_account_session(controller, account_id);
	token_source_ask(session->token_source, asker, refused, controller_now(controller));
	controller_run_session(session);
}

void controller_doubt_token(struct controller *controller, const char *token)
{
	const char *account_id = controller_account(controller);

	if (account_id)
		token_source_doubt(controller_account_session(controller, account_id)->token_source, token);
}

void controller_end(struct controller *controller)
{
	/* nothing is sent any more; replies to what was sent are waited for, for a moment */
	controller->is_ending = true;
	file_thread_expect_end(controller->host.files);
	sync_end(controller->sync);
	live_end(controller->live);
	for (size_t i = 0; i < controller->sessions.num; i++) {
		token_source_end(controller->sessions.array[i]->token_source);
		controller_run_session(controller->sessions.array[i]);
	}
	if (controller_is_renewing(controller))
		controller->host.loop.go_on(controller->host.loop.data, END_WAIT_MS);
}
