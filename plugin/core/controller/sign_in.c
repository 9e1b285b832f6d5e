/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"
#include "core/base/secret.h"

static void log_sign_in(struct controller *controller)
{
	const struct sign_in_status *status = sign_in_peek(controller->sign_in);

	if (status->state == controller->logged_sign_in)
		return;
	controller->logged_sign_in = status->state;
	if (status->state == SIGN_IN_DONE)
		plugin_log(LOG_INFO, "%s", "signed in");
	else if (status->state == SIGN_IN_CANCELLED)
		plugin_log(LOG_INFO, "%s", "signing in was cancelled");
	else if (status->state == SIGN_IN_FAILED)
		plugin_log(LOG_WARNING, "signing in failed: %s (HTTP %ld)", status->problem.code,
			   status->problem.http_status);
}

/* Those that are answered at once. */
static void run_answered(struct controller *controller, struct sign_in_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;
	const struct zoom_oauth_redirect_listener *listener = &effects->listener;
	struct sign_in_effects next = {0};

	if (effects->listen)
		sign_in_listening(controller->sign_in,
				  ports->listen(ports->data, listener->address, listener->port, listener->path), &next);
	if (effects->open_url)
		sign_in_opened(controller->sign_in, ports->open_url(ports->data, effects->open_url), &next);
	effects->status_changed = effects->status_changed || next.status_changed;
	sign_in_effects_free(&next);
}

static void hand_over(struct controller *controller, struct zoom_oauth_reply *reply)
{
	struct account_session *session = controller_account_session(controller, controller->account_id);
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	token_source_adopt(session->token_source, reply, &moment, &effects);
	controller_run_token_effects(controller, session, &effects);
}

void controller_run_sign_in_effects(struct controller *controller, struct sign_in_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;

	if (effects->stop_listening)
		ports->stop_listening(ports->data);
	if (effects->cancel)
		controller_cancel_request(controller, effects->cancel);
	if (effects->read_secret)
		ports->read_secret(ports->data, effects->read_secret, controller->account_id,
				   ACCOUNT_FIELD_CLIENT_SECRET);
	if (effects->send)
		controller_send(controller, effects->send, &effects->request);
	/* what is reported is what has become of them */
	run_answered(controller, effects);
	if (effects->status_changed) {
		log_sign_in(controller);
		controller_report_account(controller);
	}
	if (effects->hand_over)
		hand_over(controller, &effects->reply);
	sign_in_effects_free(effects);
	controller_set_timer(controller);
	controller_report_renewing(controller);
}

/* Whether Zoom can be asked at all: else why not. */
static bool find_account(const struct controller *controller, struct account *account, struct problem *problem)
{
	if (problem_is_set(&controller->endpoint_problem))
		problem_copy(problem, &controller->endpoint_problem);
	else if (!account_list_find(controller->accounts, controller->account_id, account))
		problem_set(problem, controller_account_is_unknown(controller) ? "account.unknown" : "account.none");
	return !problem_is_set(problem);
}

static void begin_sign_in(struct controller *controller, const struct account *account, struct sign_in_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;
	const struct moment moment = controller_now();
	struct account_probe_effects probe_effects = {0};
	char *state = ports->make_key(ports->data);
	char *verifier = ports->make_key(ports->data);
	char *challenge = ports->pkce_challenge(ports->data, verifier);
	const struct sign_in_options options = {
		.account = account,
		.oauth_url = controller->endpoint.oauth_url,
		.oauth_host = controller->endpoint.oauth_host,
		.state = state,
		.verifier = verifier,
		.challenge = challenge,
	};

	/* what was found out is of the sign-in before */
	account_probe_reset(controller->probe, &probe_effects);
	if (probe_effects.cancel)
		controller_cancel_request(controller, probe_effects.cancel);
	account_probe_effects_free(&probe_effects);
	plugin_log(LOG_INFO, "signing in at %s (%s)", controller->endpoint.oauth_host,
		   account_method_name(account->method));
	sign_in_begin(controller->sign_in, &options, &moment, effects);
	secret_free(state);
	secret_free(verifier);
	secret_free(challenge);
}

void controller_sign_in(struct controller *controller)
{
	struct sign_in_effects effects = {0};
	struct account account = {0};
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (find_account(controller, &account, &problem) &&
	    token_source_is_signing_out(controller_account_session(controller, account.id)->token_source))
		problem_set(&problem, "sign_in.signing_out");
	if (problem_is_set(&problem)) {
		sign_in_refuse(controller->sign_in, &problem, &effects);
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

	sign_in_cancel(controller->sign_in, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_paste_address(struct controller *controller, const char *address)
{
	const struct moment moment = controller_now();
	struct sign_in_effects effects = {0};

	sign_in_pasted(controller->sign_in, address, &moment, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

bool controller_redirected(struct controller *controller, const char *target)
{
	const struct moment moment = controller_now();
	struct sign_in_effects effects = {0};
	const bool taken = sign_in_redirected(controller->sign_in, target, &moment, &effects);

	controller_run_sign_in_effects(controller, &effects);
	return taken;
}

void controller_run_probe_effects(struct controller *controller, struct account_probe_effects *effects)
{
	if (effects->cancel)
		controller_cancel_request(controller, effects->cancel);
	if (effects->send)
		controller_send(controller, effects->send, &effects->request);
	if (effects->status_changed)
		controller_report_account(controller);
	if (effects->ask_token)
		controller_ask_token(controller, effects->ask_token, effects->renew_token);
	account_probe_effects_free(effects);
}

void controller_probe_account(struct controller *controller)
{
	struct account_probe_effects effects = {0};
	struct account account = {0};
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (find_account(controller, &account, &problem))
		account_probe_begin(controller->probe, &account, &effects);
	else
		account_probe_refuse(controller->probe, &problem, &effects);
	account_free(&account);
	problem_free(&problem);
	controller_run_probe_effects(controller, &effects);
}

void controller_sign_out(struct controller *controller)
{
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};
	struct account_session *session;

	if (!controller->account_id)
		return;
	session = controller_account_session(controller, controller->account_id);
	if (token_source_is_signing_out(session->token_source))
		return;
	controller_reset_sign_in(controller);
	controller->sign_out.state = SIGN_OUT_RUNNING;
	plugin_log(LOG_INFO, "signing out (%s)", account_method_name(token_source_method(session->token_source)));
	controller_report_account(controller);
	token_source_sign_out(session->token_source, &moment, &effects);
	controller_run_token_effects(controller, session, &effects);
}

void controller_note_signed_out(struct controller *controller, const struct token_source_effects *effects)
{
	struct sign_out_status *status = &controller->sign_out;
	const bool failed = problem_is_set(&effects->erase_problem);
	struct sign_in_effects sign_in_effects = {0};

	/* one that was refused meanwhile would be taken on now */
	sign_in_reset(controller->sign_in, &sign_in_effects);
	controller_run_sign_in_effects(controller, &sign_in_effects);
	status->state = failed ? SIGN_OUT_FAILED : SIGN_OUT_DONE;
	status->is_revoked = effects->is_revoked;
	problem_copy(&status->revoke_problem, &effects->revoke_problem);
	problem_copy(&status->erase_problem, &effects->erase_problem);
	plugin_log(failed ? LOG_WARNING : LOG_INFO, "signed out: %s, %s",
		   status->is_revoked ? "revoked" : "not revoked",
		   failed ? status->erase_problem.code : "nothing is stored any more");
	controller_report_account(controller);
	controller_try_again(controller);
}

void controller_reset_sign_in(struct controller *controller)
{
	struct account_probe_effects probe_effects = {0};
	struct sign_in_effects effects = {0};

	sign_in_reset(controller->sign_in, &effects);
	if (effects.stop_listening)
		controller->ports.stop_listening(controller->ports.data);
	if (effects.cancel)
		controller_cancel_request(controller, effects.cancel);
	sign_in_effects_free(&effects);
	account_probe_reset(controller->probe, &probe_effects);
	if (probe_effects.cancel)
		controller_cancel_request(controller, probe_effects.cancel);
	account_probe_effects_free(&probe_effects);
	problem_free(&controller->sign_out.revoke_problem);
	problem_free(&controller->sign_out.erase_problem);
	controller->sign_out.is_revoked = false;
	controller->sign_out.state = SIGN_OUT_NONE;
	controller->logged_sign_in = SIGN_IN_NONE;
}

bool controller_is_renewing(const struct controller *controller)
{
	for (size_t i = 0; i < controller->sessions.num; i++) {
		if (token_source_is_renewing(controller->sessions.array[i]->token_source))
			return true;
	}
	return sign_in_is_finishing(controller->sign_in);
}

void controller_report_renewing(struct controller *controller)
{
	const bool is_renewing = controller_is_renewing(controller);

	if (controller->was_renewing && !is_renewing)
		controller_report_account(controller);
	controller->was_renewing = is_renewing;
}

void controller_end(struct controller *controller)
{
	/* what is at Zoom by now is waited for a moment */
	controller->is_ending = true;
	for (size_t i = 0; i < controller->sessions.num; i++) {
		struct account_session *session = controller->sessions.array[i];
		struct token_source_effects effects = {0};

		token_source_end(session->token_source, &effects);
		controller_run_token_effects(controller, session, &effects);
	}
}

void controller_report_account(struct controller *controller)
{
	struct account_status status = {0};

	status.has_account = account_list_find(controller->accounts, controller->account_id, &status.account);
	status.account_is_unknown = controller_account_is_unknown(controller);
	sign_in_get_status(controller->sign_in, &status.sign_in);
	account_probe_get_status(controller->probe, &status.probe);
	status.sign_out.state = controller->sign_out.state;
	status.sign_out.is_revoked = controller->sign_out.is_revoked;
	problem_copy(&status.sign_out.revoke_problem, &controller->sign_out.revoke_problem);
	problem_copy(&status.sign_out.erase_problem, &controller->sign_out.erase_problem);
	controller->ports.account_changed(controller->ports.data, &status);
	account_status_free(&status);
}
