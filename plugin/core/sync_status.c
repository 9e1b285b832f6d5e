/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "sync_private.h"

#include <util/bmem.h>

static enum status_state find_state(const struct sync *sync)
{
	switch (sync->stage) {
	case STAGE_READING:
	case STAGE_ASKING:
	case STAGE_UPDATING:
	case STAGE_CANCELLING:
		return STATUS_PUSHING;
	case STAGE_CHECKING:
		return STATUS_CHECKING;
	case STAGE_RESTING:
		break;
	}
	switch (sync->outcome) {
	case OUTCOME_PUSHED:
		return STATUS_PUSHED;
	case OUTCOME_IN_SYNC:
		return STATUS_IN_SYNC;
	case OUTCOME_DIFFERS:
		return STATUS_DIFFERS;
	case OUTCOME_CANCELLED:
		return STATUS_CANCELLED;
	case OUTCOME_FAILED:
		return STATUS_FAILED;
	case OUTCOME_NONE:
		break;
	}
	if (!sync->broadcast.id || !sync->broadcast.page_url || !sync->has_account)
		return STATUS_UNCONFIGURED;
	return STATUS_IDLE;
}

void sync_get_status(const struct sync *sync, struct status *status)
{
	status_free(status);
	status->state = find_state(sync);
	status->broadcast = sync->broadcast;
	status->broadcast.page_url = sync->broadcast.page_url ? bstrdup(sync->broadcast.page_url) : NULL;
	problem_copy(&status->problem, &sync->problem);
	status->difference = sync->difference ? bstrdup(sync->difference) : NULL;
	status->may_have_arrived = sync->may_have_arrived;
	status->changed_since_push = sync->changed_since_push;
	status->has_account = sync->has_account;
	status->pushed_at_s = sync->pushed_at_s;
	status->duration_ms = sync->duration_ms;

	status->destination_known = sync->destination_known;
	if (!sync->destination_known)
		return;
	destination_check(&sync->destination, &status->destination_problem);
	status->destination_url = destination_display_url(&sync->destination);
	status->destination_key_hint = destination_key_hint(&sync->destination);
	status->destination_private = destination_is_private(&sync->destination);
}
