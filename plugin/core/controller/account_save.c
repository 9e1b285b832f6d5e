/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

/* Makes what was just saved ready for use: nothing else would tell the person whether it works. */
static void try_saved(struct controller *controller, enum account_method method)
{
	if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		controller_probe_account(controller);
	else if (account_method_rotates(method))
		controller_sign_in(controller);
}

static void run_save_effects(struct controller *controller, const struct account_save_effects *effects);

/* Whoever has entered it is told of a failure, so that the log need not tell. */
static void secret_written(void *context, const void *answer)
{
	struct controller *controller = context;
	struct account_save_effects effects = {0};

	account_save_written(controller->save, answer, controller->profile_number, &effects);
	run_save_effects(controller, &effects);
}

static void run_save_effects(struct controller *controller, const struct account_save_effects *effects)
{
	const struct completion written = {secret_written, controller, account_save_awaited(controller->save),
					   effects->write};
	bool is_used = false;

	if (effects->write) {
		controller_write_secret(controller, effects->account->id, effects->field, effects->secret, &written);
		return;
	}
	if (effects->adopt) {
		is_used = controller_use_account(controller, effects->account);
		account_save_adopted(controller->save, is_used);
	}
	if (is_used) {
		controller_find_secrets(controller);
		try_saved(controller, effects->account->method);
	} else {
		controller_report_account(controller);
	}
}

bool controller_save_account(struct controller *controller, const struct account_entry *entry,
			     enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT])
{
	struct stored_secrets_status stored = {0};
	struct account_save_effects effects = {0};
	struct account before = {0};
	const bool is_known = account_list_find(controller->accounts, entry->account.id, &before);
	bool is_good;

	stored_secrets_get_status(controller->stored, entry->account.id, &stored);
	is_good = account_save_check(entry, stored.has_client_secret && before.method == entry->account.method, faults);
	if (is_good) {
		account_save_begin(controller->save, entry, is_known ? &before : NULL, controller->profile_number,
				   &effects);
		controller_report_account(controller);
		run_save_effects(controller, &effects);
	}
	problem_free(&stored.problem);
	account_free(&before);
	return is_good;
}
