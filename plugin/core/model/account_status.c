/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account_status.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/base/text.h"

void sign_in_status_free(struct sign_in_status *sign_in)
{
	problem_free(&sign_in->problem);
	problem_free(&sign_in->listen_problem);
	problem_free(&sign_in->paste_problem);
	/* whoever has one of these may take the sign-in over while it waits */
	secret_free(sign_in->url);
	secret_free(sign_in->user_code);
	secret_free(sign_in->verification_uri_complete);
	bfree(sign_in->verification_uri);
	memset(sign_in, 0, sizeof(*sign_in));
}

void account_probe_status_free(struct account_probe_status *probe)
{
	problem_free(&probe->problem);
	user_free(&probe->user);
	problem_free(&probe->user_problem);
	problem_free(&probe->settings_problem);
	memset(probe, 0, sizeof(*probe));
}

void sign_out_status_free(struct sign_out_status *sign_out)
{
	problem_free(&sign_out->revoke_problem);
	problem_free(&sign_out->erase_problem);
	memset(sign_out, 0, sizeof(*sign_out));
}

static struct problem copy_of(const struct problem *problem)
{
	struct problem copy = {0};

	problem_copy(&copy, problem);
	return copy;
}

void account_status_copy(struct account_status *target, const struct account_status *source)
{
	const struct sign_in_status *sign_in = &source->sign_in;

	*target = *source;
	memset(&target->account, 0, sizeof(target->account));
	account_copy(&target->account, &source->account);
	target->sign_in.problem = copy_of(&sign_in->problem);
	target->sign_in.url = text_copy(sign_in->url);
	target->sign_in.listen_problem = copy_of(&sign_in->listen_problem);
	target->sign_in.paste_problem = copy_of(&sign_in->paste_problem);
	target->sign_in.user_code = text_copy(sign_in->user_code);
	target->sign_in.verification_uri = text_copy(sign_in->verification_uri);
	target->sign_in.verification_uri_complete = text_copy(sign_in->verification_uri_complete);
	target->probe.problem = copy_of(&source->probe.problem);
	target->probe.user.name = text_copy(source->probe.user.name);
	target->probe.user.email = text_copy(source->probe.user.email);
	target->probe.user_problem = copy_of(&source->probe.user_problem);
	target->probe.settings_problem = copy_of(&source->probe.settings_problem);
	target->sign_out.revoke_problem = copy_of(&source->sign_out.revoke_problem);
	target->sign_out.erase_problem = copy_of(&source->sign_out.erase_problem);
	target->save.problem = copy_of(&source->save.problem);
	target->stored.problem = copy_of(&source->stored.problem);
	memset(&target->secrets, 0, sizeof(target->secrets));
	secret_backend_copy(&target->secrets, &source->secrets);
}

void account_status_free(struct account_status *status)
{
	account_free(&status->account);
	sign_in_status_free(&status->sign_in);
	account_probe_status_free(&status->probe);
	sign_out_status_free(&status->sign_out);
	problem_free(&status->save.problem);
	problem_free(&status->stored.problem);
	secret_backend_free(&status->secrets);
	memset(status, 0, sizeof(*status));
}
