/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account_status.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"

static void sign_in_status_free(struct sign_in_status *sign_in)
{
	problem_free(&sign_in->problem);
	problem_free(&sign_in->listen_problem);
	problem_free(&sign_in->paste_problem);
	/* whoever has one of these may take the sign-in over while it waits */
	secret_free(sign_in->url);
	secret_free(sign_in->user_code);
	secret_free(sign_in->verification_uri_complete);
	bfree(sign_in->verification_uri);
}

static void account_probe_status_free(struct account_probe_status *probe)
{
	problem_free(&probe->problem);
	user_free(&probe->user);
	problem_free(&probe->user_problem);
	problem_free(&probe->settings_problem);
}

static void sign_out_status_free(struct sign_out_status *sign_out)
{
	problem_free(&sign_out->revoke_problem);
	problem_free(&sign_out->erase_problem);
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
