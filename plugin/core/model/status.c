/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/status.h"

#include "core/base/text.h"

static const struct text_members texts = TEXT_MEMBERS(
	struct status, PROBLEM_TEXTS(struct status, problem), PROBLEM_TEXTS(struct status, destination_problem),
	PROBLEM_TEXTS(struct status, remote_problem), PROBLEM_TEXTS(struct status, live.problem),
	PROBLEM_TEXTS(struct status, live.armed_problem), PROBLEM_TEXTS(struct status, remark),
	offsetof(struct status, topic), offsetof(struct status, host), offsetof(struct status, remote_key_hint),
	offsetof(struct status, destination_url), offsetof(struct status, destination_key_hint),
	offsetof(struct status, suggested_page_url), offsetof(struct status, remote_url),
	offsetof(struct status, remote_page_url), offsetof(struct status, api_host));

void status_free(struct status *status)
{
	broadcast_free(&status->broadcast);
	text_free_members(status, &texts);
}
