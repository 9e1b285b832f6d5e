/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "status.h"

#include <string.h>

#include <util/bmem.h>

static char *copy_text(const char *text)
{
	return text ? bstrdup(text) : NULL;
}

void status_copy(struct status *target, const struct status *source)
{
	struct status copy = *source;

	copy.broadcast.page_url = copy_text(source->broadcast.page_url);
	copy.difference = copy_text(source->difference);
	copy.destination_url = copy_text(source->destination_url);
	copy.destination_key_hint = copy_text(source->destination_key_hint);
	copy.api_host = copy_text(source->api_host);
	memset(&copy.problem, 0, sizeof(copy.problem));
	problem_copy(&copy.problem, &source->problem);
	memset(&copy.destination_problem, 0, sizeof(copy.destination_problem));
	problem_copy(&copy.destination_problem, &source->destination_problem);
	status_free(target);
	*target = copy;
}

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
