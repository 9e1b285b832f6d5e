/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account_status.h"

#include <string.h>

#include "core/base/text.h"

/* whoever has an address or a code of a sign-in may take it over while it waits: all are wiped */
static const struct text_members texts_of_sign_in = TEXT_MEMBERS(
	struct sign_in_status, PROBLEM_TEXTS(struct sign_in_status, problem),
	PROBLEM_TEXTS(struct sign_in_status, listen_problem), PROBLEM_TEXTS(struct sign_in_status, paste_problem),
	offsetof(struct sign_in_status, url), offsetof(struct sign_in_status, user_code),
	offsetof(struct sign_in_status, verification_uri), offsetof(struct sign_in_status, verification_uri_complete));

static const struct text_members texts_of_probe = TEXT_MEMBERS(
	struct account_probe_status, PROBLEM_TEXTS(struct account_probe_status, problem),
	USER_TEXTS(struct account_probe_status, user), PROBLEM_TEXTS(struct account_probe_status, user_problem),
	PROBLEM_TEXTS(struct account_probe_status, settings_problem));

static const struct text_members texts_of_sign_out = TEXT_MEMBERS(struct sign_out_status,
								  PROBLEM_TEXTS(struct sign_out_status, revoke_problem),
								  PROBLEM_TEXTS(struct sign_out_status, erase_problem),
								  offsetof(struct sign_out_status, removed_name));

static const struct text_members texts_of_save =
	TEXT_MEMBERS(struct account_save_status, PROBLEM_TEXTS(struct account_save_status, problem));

static const struct text_members texts_of_stored =
	TEXT_MEMBERS(struct stored_secrets_status, PROBLEM_TEXTS(struct stored_secrets_status, problem));

void sign_in_status_free(struct sign_in_status *sign_in)
{
	text_free_members(sign_in, &texts_of_sign_in);
}

void account_probe_status_free(struct account_probe_status *probe)
{
	text_free_members(probe, &texts_of_probe);
}

void sign_out_status_free(struct sign_out_status *sign_out)
{
	text_free_members(sign_out, &texts_of_sign_out);
}

void account_status_copy(struct account_status *target, const struct account_status *source)
{
	memset(target, 0, sizeof(*target));
	target->has_account = source->has_account;
	target->account_is_unknown = source->account_is_unknown;
	target->is_unsaved = source->is_unsaved;
	target->remote_control = source->remote_control;
	account_copy(&target->account, &source->account);
	text_copy_members(&target->sign_in, &source->sign_in, &texts_of_sign_in);
	text_copy_members(&target->probe, &source->probe, &texts_of_probe);
	text_copy_members(&target->sign_out, &source->sign_out, &texts_of_sign_out);
	text_copy_members(&target->save, &source->save, &texts_of_save);
	text_copy_members(&target->stored, &source->stored, &texts_of_stored);
	secret_backend_copy(&target->secrets, &source->secrets);
}

void account_status_free(struct account_status *status)
{
	account_free(&status->account);
	sign_in_status_free(&status->sign_in);
	account_probe_status_free(&status->probe);
	sign_out_status_free(&status->sign_out);
	text_free_members(&status->save, &texts_of_save);
	text_free_members(&status->stored, &texts_of_stored);
	secret_backend_free(&status->secrets);
	memset(status, 0, sizeof(*status));
}
