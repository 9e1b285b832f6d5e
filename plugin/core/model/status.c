/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/status.h"

#include <string.h>

#include <util/bmem.h>

void status_free(struct status *status)
{
	broadcast_free(&status->broadcast);
	bfree(status->topic);
	bfree(status->host);
	bfree(status->destination_url);
	bfree(status->destination_key_hint);
	bfree(status->remote_url);
	bfree(status->remote_page_url);
	bfree(status->api_host);
	problem_free(&status->problem);
	problem_free(&status->destination_problem);
	problem_free(&status->remote_problem);
	memset(status, 0, sizeof(*status));
}
