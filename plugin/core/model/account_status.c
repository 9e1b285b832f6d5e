/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account_status.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"

void account_status_free(struct account_status *status)
{
	struct sign_in_status *sign_in = &status->sign_in;
	struct problem *problems[] = {
		&sign_in->problem,
		&sign_in->listen_problem,
		&sign_in->paste_problem,
		&status->probe.problem,
		&status->probe.user_problem,
		&status->probe.settings_problem,
		&status->sign_out.revoke_problem,
		&status->sign_out.erase_problem,
		&status->save.problem,
		&status->stored.problem,
	};

	for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++)
		problem_free(problems[i]);
	account_free(&status->account);
	user_free(&status->probe.user);
	secret_backend_free(&status->secrets);
	/* whoever has one of these may take the sign-in over while it waits */
	secret_free(sign_in->url);
	secret_free(sign_in->user_code);
	secret_free(sign_in->verification_uri_complete);
	bfree(sign_in->verification_uri);
	memset(status, 0, sizeof(*status));
}
