/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"

static struct account_session *find_session(struct controller *controller, const char *account_id)
{
	for (size_t i = 0; i < controller->sessions.num; i++) {
		if (strcmp(controller->sessions.array[i]->id, account_id) == 0)
			return controller->sessions.array[i];
	}
	return NULL;
}

struct account_session *controller_account_session(struct controller *controller, const char *account_id)
{
	const struct zoom_endpoint *endpoint = &controller->endpoint;
	struct account_session *session = find_session(controller, account_id);
	struct account account = {0};

	if (session)
		return session;
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
		bfree(session->id);
		bfree(session);
	}
	da_free(controller->sessions);
}

static bool is_current(const struct controller *controller, const struct account_session *session)
{
	return controller->account_id && strcmp(controller->account_id, session->id) == 0;
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
	if (controller->api_url && strcmp(controller->api_url, url) == 0) {
		bfree(url);
		return;
	}
	bfree(controller->api_url);
	bfree(controller->api_host);
	controller->api_url = url;
	controller->api_host = zoom_endpoint_host_of(url);
	if (controller->sync)
		sync_set_api(controller->sync, controller->api_host,
			     state_file_encoding(controller->state, controller->api_host));
}

static void locked(void *context, const void *answer)
{
	const enum renewal_lock_result *result = answer;
	struct account_session *session = context;
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	token_source_locked(session->token_source, *result, &moment, &effects);
	controller_run_token_effects(session->controller, session, &effects);
}

static void secret_read(void *context, const void *answer)
{
	struct account_session *session = context;
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	token_source_secret(session->token_source, answer, &moment, &effects);
	controller_run_token_effects(session->controller, session, &effects);
}

static void secret_written(void *context, const void *answer)
{
	struct account_session *session = context;
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	controller_log_written(answer);
	token_source_written(session->token_source, answer, &moment, &effects);
	controller_run_token_effects(session->controller, session, &effects);
}

static void replied(void *context, const void *answer)
{
	const struct api_reply *reply = answer;
	struct account_session *session = context;
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	api_log_reply(session->controller->endpoint.oauth_host, reply->response, NULL);
	token_source_reply(session->token_source, reply->response, &moment, &effects);
	controller_run_token_effects(session->controller, session, &effects);
}

static void run_wishes(struct controller *controller, struct account_session *session,
		       struct token_source_effects *effects)
{
	const struct host_renewal_lock *lock = &controller->host.renewal_lock;
	struct completion completion = {.context = session, .awaited = token_source_awaited(session->token_source)};

	if (effects->unlock)
		lock->unlock(lock->data, session->id, effects->unlock_finished);
	if (effects->lock) {
		completion.done = locked;
		completion.question = effects->lock;
		lock->lock(lock->data, session->id, &completion);
	}
	if (effects->read_secret) {
		completion.done = secret_read;
		completion.question = effects->read_secret;
		controller_read_secret(controller, session->id, effects->field, &completion);
	}
	if (effects->write_secret) {
		completion.done = secret_written;
		completion.question = effects->write_secret;
		controller_write_secret(controller, session->id, effects->field, effects->value, &completion);
	}
	if (effects->send) {
		completion.done = replied;
		completion.question = effects->send;
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

void controller_run_token_effects(struct controller *controller, struct account_session *session,
				  struct token_source_effects *effects)
{
	if (effects->renewed)
		plugin_log(LOG_INFO, "Zoom has given a new access token (%s)",
			   account_method_name(token_source_method(session->token_source)));
	if (effects->renewed && is_current(controller, session))
		controller_set_api(controller, token_source_api_url(session->token_source));
	run_wishes(controller, session, effects);
	for (size_t i = 0; i < effects->answered_count; i++)
		completion_finish(&effects->answered[i], effects);
	if (effects->stored && is_current(controller, session))
		tell_stored(controller, effects);
	if (effects->sign_out.state && is_current(controller, session))
		controller_note_signed_out(controller, &effects->sign_out);
	token_source_effects_free(effects);
	controller_report_renewing(controller);
}

void controller_ask_token(struct controller *controller, const struct completion *asker, const char *refused)
{
	const char *account_id = controller_account(controller);
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};
	struct account_session *session;

	if (!account_id)
		return;
	session = controller_account_session(controller, account_id);
	token_source_ask(session->token_source, asker, refused, &moment, &effects);
	controller_run_token_effects(controller, session, &effects);
}
