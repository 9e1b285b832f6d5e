/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/stored_secrets.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"
#include "core/zoom/access_token.h"

void stored_secrets_free(struct stored_secrets *stored)
{
	problem_free(&stored->status.problem);
	bfree(stored->account_id);
}

static const char *main_field(enum account_method method)
{
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return ACCOUNT_FIELD_ACCESS_TOKEN;
	return account_method_rotates(method) ? ACCOUNT_FIELD_REFRESH_TOKEN : ACCOUNT_FIELD_CLIENT_SECRET;
}

void stored_secrets_find(struct stored_secrets *stored, const struct account *account)
{
	const uint64_t last_question = stored->last_question;

	stored_secrets_free(stored);
	memset(stored, 0, sizeof(*stored));
	stored->last_question = last_question;
	if (!account)
		return;
	stored->account_id = bstrdup(account->id);
	stored->field[STORED_SECRETS_MAIN] = main_field(account->method);
	stored->awaited[STORED_SECRETS_MAIN] = ++stored->last_question;
	if (account_method_rotates(account->method)) {
		stored->field[STORED_SECRETS_CLIENT] = ACCOUNT_FIELD_CLIENT_SECRET;
		stored->awaited[STORED_SECRETS_CLIENT] = ++stored->last_question;
	}
}

void stored_secrets_read(struct stored_secrets *stored, enum stored_secrets_which which,
			 const struct secret_answer *answer)
{
	const bool is_stored = answer->result == SECRET_OK && !secret_answer_is_absent(answer);

	if (which == STORED_SECRETS_MAIN) {
		stored->status.has_main_secret = is_stored;
		if (!is_stored && !secret_answer_is_absent(answer))
			secret_answer_problem(answer, &stored->status.problem);
	}
	if (strcmp(stored->field[which], ACCOUNT_FIELD_CLIENT_SECRET) == 0)
		stored->status.has_client_secret = is_stored;
	if (is_stored && strcmp(stored->field[which], ACCOUNT_FIELD_ACCESS_TOKEN) == 0)
		stored->status.token_expires_at_s = zoom_access_token_expires_at(answer->text);
	stored->awaited[which] = 0;
	stored->status.is_known = !stored->awaited[STORED_SECRETS_MAIN] && !stored->awaited[STORED_SECRETS_CLIENT];
}

struct stored_secrets_status stored_secrets_of(const struct stored_secrets *stored, const char *account_id)
{
	return account_id && text_same(account_id, stored->account_id) ? stored->status
								       : (struct stored_secrets_status){0};
}
