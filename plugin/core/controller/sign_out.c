/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/store/secret_name.h"

/* The account is off the list. */
static void forget_account(struct account_session *session)
{
	struct controller *controller = session->controller;

	plugin_log(LOG_INFO, "%s", "the account was removed");
	/* the profile goes on naming it while there are others: it never falls back to one of them by itself */
	if (controller->settings.document && !account_list_count(controller->accounts))
		profile_settings_set_account(controller->settings, NULL);
	controller_hand_settings(controller);
	state_file_forget_account(controller->state, session->id);
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++)
		controller_erase_own_secret(controller, session->id, account_fields[i]);
}

static void tell(struct account_session *session, bool is_current)
{
	struct controller *controller = session->controller;
	struct sign_out_status *status = &session->signed_out;
	struct sign_in_effects effects = {0};

	session->is_being_removed = session->is_taken_off = false;
	if (is_current) {
		sign_out_status_free(&controller->sign_out);
		controller->sign_out = *status;
		memset(status, 0, sizeof(*status));
		/* a sign-in that was refused because of this sign-out is possible now: its failure is forgotten */
		sign_in_reset(&controller->sign_in, &effects);
		controller_run_sign_in_effects(controller, &effects);
		controller_find_secrets(controller);
		controller_try_again(controller);
	}
	sign_out_status_free(status);
	controller_report_renewing(controller);
}

static bool is_current(const struct account_session *session)
{
	return text_same(session->controller->account_id, session->id);
}

void controller_end_removals(struct controller *controller)
{
	for (size_t i = 0; i < controller->sessions.num; i++) {
		struct account_session *session = controller->sessions.array[i];
		const bool was_current = is_current(session);
		const bool is_removed = !account_list_has(controller->accounts, session->id);

		if (!session->is_taken_off)
			continue;
		session->signed_out.state = is_removed ? SIGN_OUT_REMOVED : SIGN_OUT_NOT_REMOVED;
		if (is_removed)
			forget_account(session);
		tell(session, was_current);
	}
}

static void remove_account(struct account_session *session)
{
	struct controller *controller = session->controller;
	struct account account;

	account_list_find(controller->accounts, session->id, &account);
	session->signed_out.removed_name = text_copy(account.name);
	account_free(&account);
	session->is_taken_off = true;
	account_list_remove(controller->accounts, session->id);
	if (document_is_settled(controller->accounts.document))
		controller_accounts_settled(controller);
}

static void end(struct account_session *session)
{
	const struct sign_out_status *status = &session->signed_out;
	const bool failed = status->state == SIGN_OUT_FAILED;

	plugin_log(failed ? LOG_WARNING : LOG_INFO, "signed out: %s, %s",
		   status->is_revoked ? "revoked" : "not revoked",
		   failed ? status->erase_problem.code : "nothing is stored any more");
	if (session->is_being_removed && !failed)
		remove_account(session);
	else
		tell(session, is_current(session));
}

static void erase_next_undo(struct account_session *session);

static void undo_erased(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct account_session *session = context;
	char *name = session->erasing;

	session->erasing = NULL;
	controller_log_written(answer);
	if (answer->result == SECRET_OK || answer->result == SECRET_ABSENT) {
		controller_forget_undo(session->controller, name);
		erase_next_undo(session);
	} else {
		session->signed_out.state = SIGN_OUT_FAILED;
		secret_answer_problem(answer, &session->signed_out.erase_problem);
		end(session);
	}
	bfree(name);
}

/* What its pushes have replaced: each is remembered until it is erased, so that the next sign-out tries again. */
static void erase_next_undo(struct account_session *session)
{
	struct controller *controller = session->controller;
	const struct completion erased = {undo_erased, session, &session->asked, ++session->asked};
	const char *name = state_file_undo_name(controller->state, session->id, 0);

	if (!name) {
		end(session);
		return;
	}
	session->erasing = bstrdup(name);
	if (session->is_being_removed)
		controller_erase_own_secret(controller, SECRET_NAME_UNDO, session->erasing);
	controller_write_secret(controller, SECRET_NAME_UNDO, session->erasing, NULL, &erased);
}

void controller_signed_out(struct account_session *session, struct sign_out_status *status)
{
	session->signed_out = *status;
	memset(status, 0, sizeof(*status));
	if (session->signed_out.state == SIGN_OUT_FAILED)
		end(session);
	else
		erase_next_undo(session);
}

bool controller_is_signing_out(const struct account_session *session)
{
	return session->erasing || session->is_taken_off || token_source_is_signing_out(session->token_source);
}

static void sign_out(struct controller *controller, bool removes)
{
	struct account_session *session;

	if (!controller->account_id)
		return;
	session = controller_account_session(controller, controller->account_id);
	session->is_being_removed = session->is_being_removed || removes;
	if (controller_is_signing_out(session))
		return;
	controller_reset_sign_in(controller);
	controller->sign_out.state = SIGN_OUT_RUNNING;
	plugin_log(LOG_INFO, "signing out (%s)", account_method_name(token_source_method(session->token_source)));
	controller_report_account(controller);
	token_source_sign_out(session->token_source, controller_now(controller));
	controller_run_session(session);
}

void controller_sign_out(struct controller *controller)
{
	sign_out(controller, false);
}

void controller_remove_account(struct controller *controller)
{
	sign_out(controller, true);
}
