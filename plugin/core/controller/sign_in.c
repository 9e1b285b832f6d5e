/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include "core/base/log.h"
#include "core/base/secret.h"

static void note_sign_in(struct controller *controller)
{
	const struct sign_in_status *status = &controller->sign_in.status;

	if (status->state == controller->logged_sign_in)
		return;
	controller->logged_sign_in = status->state;
	if (status->state == SIGN_IN_DONE) {
		plugin_log(LOG_INFO, "%s", "signed in");
		controller_find_secrets(controller);
	} else if (status->state == SIGN_IN_CANCELLED) {
		plugin_log(LOG_INFO, "%s", "signing in was cancelled");
	} else if (status->state == SIGN_IN_FAILED) {
		plugin_log(LOG_WARNING, "signing in failed: %s (HTTP %ld)", status->problem.code,
			   status->problem.http_status);
	}
}

/* The browser has come to the listener, with that request target. */
static bool redirected(void *context, const char *target, struct problem *problem)
{
	struct controller *controller = context;
	const struct sign_in_status *status = &controller->sign_in.status;
	struct sign_in_effects effects = {0};
	const bool taken = sign_in_take_address(&controller->sign_in, target, false, &effects);

	if (!taken && status->state == SIGN_IN_FAILED)
		problem_copy(problem, &status->problem);
	controller_run_sign_in_effects(controller, &effects);
	return taken;
}

/* It is answered at once: that has no effects but that the status changes. */
static void open_page(struct controller *controller, struct sign_in_effects *effects)
{
	const struct host_browser *browser = &controller->host.browser;
	const struct zoom_oauth_redirect_listener *listener = &effects->listener;
	const bool is_listening = effects->listen && browser->listen(browser->data, listener->address, listener->port,
								     listener->path, redirected, controller);

	sign_in_opened(&controller->sign_in, is_listening, browser->open(browser->data, effects->open_url), effects);
}

static void client_secret_read(void *context, const void *answer)
{
	struct controller *controller = context;
	struct sign_in_effects effects = {0};

	sign_in_secret(&controller->sign_in, answer, controller_now(controller), &effects);
	controller_run_sign_in_effects(controller, &effects);
}

static void replied(void *context, const void *answer)
{
	const struct api_reply *reply = answer;
	struct controller *controller = context;
	struct sign_in_effects effects = {0};

	api_log_reply(controller->endpoint.oauth_host, reply->response, NULL);
	sign_in_reply(&controller->sign_in, reply->response, controller_now(controller), &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_run_sign_in_effects(struct controller *controller, struct sign_in_effects *effects)
{
	const struct host_browser *browser = &controller->host.browser;
	const uint64_t *awaited = &controller->sign_in.awaited_id;
	const struct completion secret = {client_secret_read, controller, awaited, effects->read_secret};
	const struct completion reply = {replied, controller, awaited, effects->send};
	struct account_session *session;

	if (effects->stop_listening)
		browser->stop(browser->data);
	api_cancel(controller, awaited, effects->cancel);
	if (effects->read_secret)
		controller_read_secret(controller, controller->account_id, ACCOUNT_FIELD_CLIENT_SECRET, &secret);
	if (effects->send)
		api_send(controller, NULL, &effects->request, &reply);
	/* before the report: it changes the status */
	if (effects->open_url)
		open_page(controller, effects);
	if (effects->status_changed) {
		note_sign_in(controller);
		controller_report_account(controller);
	}
	if (effects->hand_over) {
		session = controller_account_session(controller, controller->account_id);
		token_source_adopt(session->token_source, &effects->reply, controller_now(controller));
		controller_run_session(session);
	}
	sign_in_effects_free(effects);
	controller_set_timer(controller);
	controller_report_renewing(controller);
}

static void begin_sign_in(struct controller *controller, const struct account *account, struct sign_in_effects *effects)
{
	const struct host_system *system = &controller->host.system;
	char *state = system->make_key();
	char *verifier = system->make_key();
	char *challenge = system->pkce_challenge(verifier);
	const struct sign_in_options options = {
		.account = account,
		.oauth_url = controller->endpoint.oauth_url,
		.oauth_host = controller->endpoint.oauth_host,
		.state = state,
		.verifier = verifier,
		.challenge = challenge,
	};

	/* the last test was of the sign-in before this one */
	controller_reset_probe(controller);
	plugin_log(LOG_INFO, "signing in at %s (%s)", controller->endpoint.oauth_host,
		   account_method_name(account->method));
	sign_in_begin(&controller->sign_in, &options, effects);
	secret_free(state);
	secret_free(verifier);
	secret_free(challenge);
}

void controller_sign_in(struct controller *controller)
{
	struct sign_in_effects effects = {0};
	struct account account = {0};
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (controller_find_account(controller, &account, &problem) &&
	    controller_is_signing_out(controller_account_session(controller, account.id)))
		problem_set(&problem, "sign_in.signing_out");
	if (problem_is_set(&problem)) {
		sign_in_refuse(&controller->sign_in, &problem, &effects);
	} else if (account_method_rotates(account.method)) {
		controller->sign_out.state = SIGN_OUT_NONE;
		begin_sign_in(controller, &account, &effects);
	}
	account_free(&account);
	problem_free(&problem);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_cancel_sign_in(struct controller *controller)
{
	struct sign_in_effects effects = {0};

	sign_in_cancel(&controller->sign_in, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_paste_address(struct controller *controller, const char *address)
{
	struct sign_in_effects effects = {0};

	sign_in_take_address(&controller->sign_in, address, true, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_reset_sign_in(struct controller *controller)
{
	const struct host_browser *browser = &controller->host.browser;
	struct sign_in_effects effects = {0};

	sign_in_reset(&controller->sign_in, &effects);
	if (effects.stop_listening)
		browser->stop(browser->data);
	api_cancel(controller, &controller->sign_in.awaited_id, effects.cancel);
	sign_in_effects_free(&effects);
	controller_reset_probe(controller);
	sign_out_status_free(&controller->sign_out);
	controller->sign_out.state = SIGN_OUT_NONE;
	controller->logged_sign_in = SIGN_IN_NONE;
}

void controller_make_account_status(struct controller *controller, struct account_status *status)
{
	struct account_status own = {
		.account_is_unknown = controller_account_is_unknown(controller),
		.is_unsaved = document_is_settled(controller->accounts.document) &&
			      document_is_unsaved(controller->accounts.document),
		.sign_in = controller->sign_in.status,
		.probe = controller->probe,
		.sign_out = controller->sign_out,
		.save = controller->save_status,
		.stored = controller->stored,
		.secrets = controller->secrets,
		.remote_control = account_list_remote_control(controller->accounts),
	};

	own.has_account = account_list_find(controller->accounts, controller->account_id, &own.account);
	/* a copy: whoever is shown it may give the next command at once */
	account_status_copy(status, &own);
	account_free(&own.account);
}

void controller_report_account(struct controller *controller)
{
	struct account_status status;

	door_refresh(controller->door);
	if (!controller->view.show_account)
		return;
	controller_make_account_status(controller, &status);
	controller->view.show_account(controller->view.data, &status);
	account_status_free(&status);
}
