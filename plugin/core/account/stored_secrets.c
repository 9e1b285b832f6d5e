/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/stored_secrets.h"

#include <string.h>

#include <util/bmem.h>

#include "core/zoom/access_token.h"

struct stored_secrets {
	uint64_t last_question;
	char *account_id;
	struct stored_secrets_effects wanted; /* the answers that are still waited for */
	struct stored_secrets_status status;
};

struct stored_secrets *stored_secrets_create(void)
{
	return bzalloc(sizeof(struct stored_secrets));
}

void stored_secrets_free(struct stored_secrets *stored)
{
	problem_free(&stored->status.problem);
	bfree(stored->account_id);
	bfree(stored);
}

static const char *main_field(enum account_method method)
{
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return ACCOUNT_FIELD_ACCESS_TOKEN;
	return account_method_rotates(method) ? ACCOUNT_FIELD_REFRESH_TOKEN : ACCOUNT_FIELD_CLIENT_SECRET;
}

void stored_secrets_find(struct stored_secrets *stored, const struct account *account,
			 struct stored_secrets_effects *effects)
{
	bfree(stored->account_id);
	stored->account_id = account ? bstrdup(account->id) : NULL;
	problem_free(&stored->status.problem);
	memset(&stored->status, 0, sizeof(stored->status));
	memset(&stored->wanted, 0, sizeof(stored->wanted));
	if (!account)
		return;
	stored->wanted.read[STORED_SECRETS_MAIN] = ++stored->last_question;
	stored->wanted.field[STORED_SECRETS_MAIN] = main_field(account->method);
	if (account_method_rotates(account->method)) {
		stored->wanted.read[STORED_SECRETS_CLIENT] = ++stored->last_question;
		stored->wanted.field[STORED_SECRETS_CLIENT] = ACCOUNT_FIELD_CLIENT_SECRET;
	}
	*effects = stored->wanted;
}

const uint64_t *stored_secrets_awaited(const struct stored_secrets *stored, enum stored_secrets_which which)
{
	return &stored->wanted.read[which];
}

void stored_secrets_read(struct stored_secrets *stored, enum stored_secrets_which which,
			 const struct secret_answer *answer)
{
	struct stored_secrets_effects *wanted = &stored->wanted;
	const bool is_stored = answer->result == SECRET_OK && !secret_answer_is_absent(answer);

	if (which == STORED_SECRETS_MAIN) {
		stored->status.has_main_secret = is_stored;
		if (!is_stored && !secret_answer_is_absent(answer))
			secret_answer_problem(answer, &stored->status.problem);
	}
	if (strcmp(wanted->field[which], ACCOUNT_FIELD_CLIENT_SECRET) == 0)
		stored->status.has_client_secret = is_stored;
	if (is_stored && strcmp(wanted->field[which], ACCOUNT_FIELD_ACCESS_TOKEN) == 0)
		stored->status.token_expires_at_s = zoom_access_token_expires_at(answer->text);
	wanted->read[which] = 0;
	stored->status.is_known = !wanted->read[STORED_SECRETS_MAIN] && !wanted->read[STORED_SECRETS_CLIENT];
}

void stored_secrets_get_status(const struct stored_secrets *stored, const char *account_id,
			       struct stored_secrets_status *status)
{
	const bool is_same = account_id && stored->account_id && strcmp(account_id, stored->account_id) == 0;

	problem_free(&status->problem);
	memset(status, 0, sizeof(*status));
	if (!is_same)
		return;
	*status = stored->status;
	memset(&status->problem, 0, sizeof(status->problem));
	problem_copy(&status->problem, &stored->status.problem);
}
