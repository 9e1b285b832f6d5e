/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "status.h"

#include <string.h>

#include <util/bmem.h>

void status_free(struct status *status)
{
	broadcast_free(&status->broadcast);
	bfree(status->difference);
	bfree(status->destination_url);
	bfree(status->destination_key_hint);
	bfree(status->api_host);
	problem_free(&status->problem);
	problem_free(&status->destination_problem);
	memset(status, 0, sizeof(*status));
}
