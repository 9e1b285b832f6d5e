/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include "core/base/log.h"
#include "core/store/secret_name.h"

static struct host_secret name_of(const struct controller *controller, const char *holder, const char *field)
{
	const struct host_secret name = {holder, field, controller->endpoint.overridden_host};

	return name;
}

void controller_read_secret(struct controller *controller, const char *holder, const char *field,
			    const struct completion *completion)
{
	const struct host_secrets *secrets = &controller->host.secrets;
	const struct host_secret name = name_of(controller, holder, field);

	secrets->read(secrets->data, &name, completion);
}

void controller_log_written(const struct secret_answer *answer)
{
	struct problem problem = {0};

	/* what is to be erased may be none */
	if (answer->result == SECRET_OK || answer->result == SECRET_ABSENT)
		return;
	secret_answer_problem(answer, &problem);
	plugin_log(LOG_WARNING, "a secret could not be stored: %s", problem.code);
	problem_free(&problem);
}

static void log_written(void *context, const void *answer)
{
	UNUSED_PARAMETER(context);
	controller_log_written(answer);
}

static const uint64_t always = 1;
static const struct completion nobody = {log_written, NULL, &always, 1};

void controller_write_secret(struct controller *controller, const char *holder, const char *field, const char *value,
			     const struct completion *completion)
{
	const struct host_secrets *secrets = &controller->host.secrets;
	const struct host_secret name = name_of(controller, holder, field);

	secrets->write(secrets->data, &name, value, completion ? completion : &nobody);
}

void controller_erase_secrets(struct controller *controller, const char *account_id)
{
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++)
		controller_write_secret(controller, account_id, account_fields[i], NULL, NULL);
}

void controller_erase_own_secret(struct controller *controller, const char *holder, const char *field)
{
	const struct host_secrets *secrets = &controller->host.secrets;
	const struct host_secret name = {holder, field, NULL};

	if (controller->endpoint.overridden_host)
		secrets->write(secrets->data, &name, NULL, &nobody);
}

static void main_secret_read(void *context, const void *answer)
{
	struct controller *controller = context;

	stored_secrets_read(&controller->stored, STORED_SECRETS_MAIN, answer);
	controller_report_account(controller);
}

static void client_secret_read(void *context, const void *answer)
{
	struct controller *controller = context;

	stored_secrets_read(&controller->stored, STORED_SECRETS_CLIENT, answer);
	controller_report_account(controller);
}

void controller_find_secrets(struct controller *controller)
{
	static void (*const done[])(void *context, const void *answer) = {main_secret_read, client_secret_read};
	struct stored_secrets *stored = &controller->stored;
	struct account account = {0};
	const bool is_known = account_list_find(controller->accounts, controller->account_id, &account);

	stored_secrets_find(stored, is_known ? &account : NULL);
	controller_report_account(controller);
	for (size_t i = 0; i < STORED_SECRETS_COUNT; i++) {
		const struct completion completion = {done[i], controller, &stored->awaited[i], stored->awaited[i]};

		if (stored->field[i])
			controller_read_secret(controller, account.id, stored->field[i], &completion);
	}
	account_free(&account);
}

static void backend_changed(void *context, const struct secret_backend_status *status)
{
	struct controller *controller = context;

	if (status->chosen != controller->secrets.chosen &&
	    !account_list_set_secret_backend(controller->accounts, status->chosen))
		plugin_log(LOG_WARNING, "%s", "where secrets are kept could not be written down");
	secret_backend_copy(&controller->secrets, status);
	controller_report_account(controller);
}

void controller_begin_secrets(struct controller *controller)
{
	const struct host_secrets *secrets = &controller->host.secrets;

	controller->secrets.backend = SECRET_BACKEND_UNKNOWN;
	controller->secrets.chosen = account_list_secret_backend(controller->accounts);
	controller->secrets.move = SECRET_BACKEND_MOVE_NONE;
	secrets->begin(secrets->data, controller->secrets.chosen, backend_changed, controller);
}

void controller_move_secrets(struct controller *controller)
{
	const struct host_secrets *secrets = &controller->host.secrets;
	DARRAY(struct host_secret) names = {0};
	struct host_secret name;
	const char *text;

	/* also those of accounts that a newer version has made */
	for (size_t i = 0; (text = account_list_id(controller->accounts, i)) != NULL; i++) {
		for (size_t field = 0; field < ACCOUNT_FIELD_COUNT; field++) {
			name = name_of(controller, text, account_fields[field]);
			da_push_back(names, &name);
		}
	}
	da_push_back(names, &push_store_key_name);
	for (size_t i = 0; (text = state_file_undo_name(controller->state, NULL, i)) != NULL; i++) {
		name = name_of(controller, SECRET_NAME_UNDO, text);
		da_push_back(names, &name);
	}
	secrets->move(secrets->data, names.array, names.num);
	da_free(names);
}
