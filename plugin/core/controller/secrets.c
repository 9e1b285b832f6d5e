/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include "core/base/log.h"
#include "core/store/secret_name.h"
#include "core/zoom/access_token.h"

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

void controller_erase_own_secret(struct controller *controller, const char *holder, const char *field)
{
	const struct host_secrets *secrets = &controller->host.secrets;
	const struct host_secret name = {holder, field, NULL};

	if (controller->endpoint.overridden_host)
		secrets->write(secrets->data, &name, NULL, &nobody);
}

static void note_found(struct controller *controller)
{
	controller->stored.is_known = --controller->stored_unanswered == 0;
	controller_report_account(controller);
}

static bool is_stored(const struct secret_answer *answer)
{
	return answer->result == SECRET_OK && !secret_answer_is_absent(answer);
}

static void client_secret_read(void *context, const void *data)
{
	struct controller *controller = context;

	controller->stored.has_client_secret = is_stored(data);
	note_found(controller);
}

static void main_secret_read(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;

	controller->stored.has_main_secret = is_stored(answer);
	if (!is_stored(answer) && !secret_answer_is_absent(answer))
		secret_answer_problem(answer, &controller->stored.problem);
	note_found(controller);
}

static void access_token_read(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;

	if (is_stored(answer))
		controller->stored.token_expires_at_s = zoom_access_token_expires_at(answer->text);
	main_secret_read(context, data);
}

/* It is the one that the method lives by, too. */
static void app_secret_read(void *context, const void *data)
{
	struct controller *controller = context;

	controller->stored.has_client_secret = is_stored(data);
	main_secret_read(context, data);
}

static void find_secret(struct controller *controller, const char *field,
			void (*done)(void *context, const void *answer))
{
	const uint64_t *awaited = &controller->stored_question;
	const struct completion completion = {done, controller, awaited, *awaited};

	controller->stored_unanswered++;
	controller_read_secret(controller, controller->account_id, field, &completion);
}

void controller_forget_stored(struct controller *controller)
{
	problem_free(&controller->stored.problem);
	memset(&controller->stored, 0, sizeof(controller->stored));
	controller->stored_unanswered = 0;
	controller->stored_question++;
}

void controller_find_secrets(struct controller *controller)
{
	struct account account = {0};

	controller_forget_stored(controller);
	account_list_find(controller->accounts, controller->account_id, &account);
	controller_report_account(controller);
	if (account.method == ACCOUNT_METHOD_ACCESS_TOKEN)
		find_secret(controller, ACCOUNT_FIELD_ACCESS_TOKEN, access_token_read);
	else if (account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		find_secret(controller, ACCOUNT_FIELD_CLIENT_SECRET, app_secret_read);
	if (account_method_rotates(account.method)) {
		find_secret(controller, ACCOUNT_FIELD_REFRESH_TOKEN, main_secret_read);
		find_secret(controller, ACCOUNT_FIELD_CLIENT_SECRET, client_secret_read);
	}
	account_free(&account);
}

static void backend_changed(void *context, const struct secret_backend_status *status)
{
	struct controller *controller = context;

	const enum secret_backend before = controller->secrets.backend;

	if (status->chosen != controller->secrets.chosen)
		account_list_set_secret_backend(controller->accounts, status->chosen);
	secret_backend_copy(&controller->secrets, status);
	/* the other backend may hold less */
	if (before != SECRET_BACKEND_UNKNOWN && before != status->backend)
		controller_find_secrets(controller);
	else
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
