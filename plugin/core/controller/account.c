/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"

/* As the profile has it, be it known or not; NULL: none was chosen. */
static const char *chosen_account(const struct controller *controller)
{
	return controller->settings.document ? profile_settings_account(controller->settings) : NULL;
}

const char *controller_account(const struct controller *controller)
{
	const char *account = chosen_account(controller);

	/* a profile that has chosen none takes the only one there is; one that names an unknown one takes none */
	if (!account)
		account = account_list_only_id(controller->accounts);
	return account_list_has(controller->accounts, account) ? account : NULL;
}

bool controller_account_is_unknown(const struct controller *controller)
{
	const char *account = chosen_account(controller);

	return account && !account_list_has(controller->accounts, account);
}

bool controller_find_account(const struct controller *controller, struct account *account, struct problem *problem)
{
	if (problem_is_set(&controller->endpoint_problem))
		problem_copy(problem, &controller->endpoint_problem);
	else if (!account_list_find(controller->accounts, controller->account_id, account))
		problem_set(problem, controller_account_is_unknown(controller) ? "account.unknown" : "account.none");
	return !problem_is_set(problem);
}

static void apply_cloud(struct controller *controller, enum cloud cloud)
{
	if (controller->cloud == cloud)
		return;
	controller->cloud = cloud;
	if (controller->sync)
		sync_set_cloud(controller->sync, cloud);
	if (controller->live)
		live_set_cloud(controller->live, cloud);
	zoom_endpoint_free(&controller->endpoint);
	problem_free(&controller->endpoint_problem);
	zoom_endpoint_init(&controller->endpoint, cloud, &controller->endpoint_options, &controller->endpoint_problem);
}

void controller_apply_account(struct controller *controller)
{
	const char *account_id = controller_account(controller);
	const bool is_same = text_same(account_id, controller->account_id);
	struct account_session *session = NULL;
	struct account account = {.cloud = CLOUD_COMMERCIAL};

	if (account_id)
		account_list_find(controller->accounts, account_id, &account);
	apply_cloud(controller, account.cloud);
	account_free(&account);
	if (!is_same) {
		controller_reset_sign_in(controller);
		controller_forget_stored(controller);
		text_set(&controller->account_id, account_id);
	}
	if (account_id)
		session = controller_account_session(controller, account_id);
	/* a sign-out goes on while another account is looked at */
	if (session && controller_is_signing_out(session))
		controller->sign_out.state = SIGN_OUT_RUNNING;
	controller_set_api(controller, session ? token_source_api_url(session->token_source) : NULL);
}

/* The account that was just saved is the profile's. */
static void use_account(struct controller *controller, const struct account_save *save)
{
	const struct account *account = &save->account;

	if (save->ends_client_secret)
		controller_write_secret(controller, account->id, ACCOUNT_FIELD_CLIENT_SECRET, NULL, NULL);
	if (save->ends_sign_in)
		controller_write_secret(controller, account->id, ACCOUNT_FIELD_REFRESH_TOKEN, NULL, NULL);
	profile_settings_set_account(controller->settings, account->id);
	controller_reset_sign_in(controller);
	controller_apply_account(controller);
	token_source_set_account(controller_account_session(controller, account->id)->token_source, account,
				 controller->endpoint.oauth_url, controller->endpoint.oauth_host);
	controller_hand_settings(controller);
	controller_try_again(controller);
}

/* Makes what was just saved ready for use: nothing else would tell the person whether it works. */
static void try_saved(struct controller *controller, enum account_method method)
{
	if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		controller_probe_account(controller);
	else if (account_method_rotates(method))
		controller_sign_in(controller);
}

static void end_saving(struct controller *controller, enum account_save_state state)
{
	/* whoever is told of its end may begin the next one at once */
	struct account_save save = controller->save;

	memset(&controller->save, 0, sizeof(controller->save));
	controller->save_status.state = state;
	if (state == ACCOUNT_SAVE_DONE) {
		use_account(controller, &save);
		controller_find_secrets(controller);
		try_saved(controller, save.account.method);
	}
	/* a new one that has not come about leaves nothing behind */
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT && state == ACCOUNT_SAVE_SETTINGS_FAILED; i++) {
		if (!account_list_has(controller->accounts, save.account.id))
			controller_write_secret(controller, save.account.id, account_fields[i], NULL, NULL);
	}
	account_save_free(&save);
}

static void secret_written(void *context, const void *answer);

/* The secrets, one by one, then the account, whose end is told by controller_accounts_settled. */
static void go_on_saving(struct controller *controller)
{
	const struct account_save *save = &controller->save;
	const uint64_t *awaited = &controller->save_question;
	const struct completion written = {secret_written, controller, awaited, ++controller->save_question};
	const size_t i = controller->save_written;

	if (i < save->write_count) {
		controller_write_secret(controller, save->account.id, save->writes[i].field, save->writes[i].secret,
					&written);
		return;
	}
	/* no other profile gets it; the dialog has gone with its own: there is nobody to tell */
	if (controller->profile_number != controller->save_profile)
		end_saving(controller, ACCOUNT_SAVE_NONE);
	else if (!controller->settings.document || !account_list_set(controller->accounts, &save->account))
		end_saving(controller, ACCOUNT_SAVE_SETTINGS_FAILED);
	if (document_is_settled(controller->accounts.document))
		controller_accounts_settled(controller);
}

/* Whoever has entered it is told of a failure, so that the log need not tell. */
static void secret_written(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;
	/* what is to be erased may be none */
	const bool was_erased = answer->result == SECRET_ABSENT &&
				!controller->save.writes[controller->save_written].secret;

	if (answer->result == SECRET_OK || was_erased) {
		controller->save_written++;
		go_on_saving(controller);
		return;
	}
	secret_answer_problem(answer, &controller->save_status.problem);
	end_saving(controller, ACCOUNT_SAVE_SECRET_FAILED);
	controller_report_account(controller);
}

void controller_accounts_settled(void *context)
{
	struct controller *controller = context;
	const bool is_of_profile = controller->profile_number == controller->save_profile;
	enum account_save_state outcome = is_of_profile ? ACCOUNT_SAVE_DONE : ACCOUNT_SAVE_NONE;

	if (document_is_unsaved(controller->accounts.document))
		outcome = ACCOUNT_SAVE_SETTINGS_FAILED;
	if (controller->save_status.state == ACCOUNT_SAVE_RUNNING &&
	    controller->save_written == controller->save.write_count)
		end_saving(controller, outcome);
	controller_end_removals(controller);
	/* another OBS's changes are known now as well */
	controller_hand_settings(controller);
	controller_report_account(controller);
}

/* A random UUID (RFC 9562, version 4), to be freed with bfree. */
static char *make_account_id(const struct controller *controller)
{
	char *digits = controller->host.system.make_key();
	struct dstr id = {0};

	dstr_printf(&id, "%.8s-%.4s-4%.3s-a%.3s-%.12s", digits, digits + 8, digits + 12, digits + 15, digits + 18);
	secret_free(digits);
	return id.array;
}

bool controller_save_account(struct controller *controller, const struct account_entry *typed,
			     enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT])
{
	char *new_id = text_is_empty(typed->account.id) ? make_account_id(controller) : NULL;
	struct account_entry entry = *typed;
	struct account before = {0};
	const bool is_known = account_list_find(controller->accounts, typed->account.id, &before);
	const bool has_client_secret = controller->stored.has_client_secret &&
				       text_same(typed->account.id, controller->account_id);
	const bool is_good = account_save_check(typed, is_known ? &before : NULL, has_client_secret, faults);

	if (new_id)
		entry.account.id = new_id;
	if (is_good && controller->save_status.state != ACCOUNT_SAVE_RUNNING) {
		account_save_plan(&controller->save, &entry, is_known ? &before : NULL);
		problem_free(&controller->save_status.problem);
		controller->save_status.state = ACCOUNT_SAVE_RUNNING;
		controller->save_status.method = typed->account.method;
		controller->save_profile = controller->profile_number;
		controller->save_written = 0;
		controller_report_account(controller);
		go_on_saving(controller);
	}
	account_free(&before);
	bfree(new_id);
	return is_good;
}

bool controller_rename_account(struct controller *controller, const char *name)
{
	if (!account_list_rename(controller->accounts, controller_account(controller), name))
		return false;
	controller_report_account(controller);
	return true;
}

void controller_set_remote_control(struct controller *controller, bool on)
{
	account_list_set_remote_control(controller->accounts, on);
}

bool controller_get_account(const struct controller *controller, size_t i, struct account *account)
{
	return account_list_get(controller->accounts, i, account);
}

bool controller_choose_account(struct controller *controller, const char *account_id)
{
	if (!controller->settings.document || !account_list_has(controller->accounts, account_id))
		return false;
	profile_settings_set_account(controller->settings, account_id);
	controller_hand_settings(controller);
	controller_try_again(controller);
	controller_find_secrets(controller);
	return true;
}
