/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

#include "core/base/text.h"

static enum status_remote find_remote(const struct sync *sync, const char **difference)
{
	const struct livestream current = sync_current(sync);

	*difference = NULL;
	if (!sync->remote_known) {
		if (sync->may_not_fetch && problem_is_set(&sync->remote_problem))
			return STATUS_REMOTE_MISSING_SCOPE;
		return problem_is_set(&sync->remote_problem) ? STATUS_REMOTE_FAILED : STATUS_REMOTE_UNKNOWN;
	}
	if (livestream_is_empty(&sync->remote))
		return STATUS_REMOTE_EMPTY;
	if (!sync->destination_known)
		return STATUS_REMOTE_UNKNOWN;
	*difference = livestream_difference(&sync->remote, &current);
	if (*difference)
		return STATUS_REMOTE_DIFFERENT;
	/* what Zoom did not tell may be anything */
	return livestream_is_whole(&sync->remote) ? STATUS_REMOTE_SAME : STATUS_REMOTE_FAILED;
}

static enum status_state find_state_of_round(const struct sync *sync)
{
	if (sync->push_wanted)
		return STATUS_PUSHING;
	if (!sync_is_writing(sync))
		return 0;
	return sync->stage == STAGE_VERIFYING ? STATUS_VERIFYING : STATUS_PUSHING;
}

/* OBS does not hold any more what was pushed last. */
static bool changed_since_push(const struct sync *sync)
{
	return sync->record.synced && sync->destination_known && !sync_is_synced(sync);
}

static enum status_state find_state(const struct sync *sync, enum status_remote view)
{
	const enum status_state busy = find_state_of_round(sync);

	if (busy)
		return busy;
	if (sync->retry_at.is_set && sync->outcome == OUTCOME_FAILED)
		return STATUS_WAITING;
	if (sync->outcome == OUTCOME_FAILED)
		return STATUS_FAILED;
	if (sync->outcome == OUTCOME_CANCELLED)
		return STATUS_CANCELLED;
	if (!sync_has_all(sync))
		return STATUS_UNCONFIGURED;
	if (sync->outcome == OUTCOME_UNDONE && !changed_since_push(sync))
		return STATUS_UNDONE;
	if (view == STATUS_REMOTE_SAME)
		return STATUS_IN_SYNC;
	if (sync_remote_drifted(sync))
		return STATUS_DIFFERS;
	if (sync->outcome == OUTCOME_PUSHED && (view == STATUS_REMOTE_FAILED || !sync->remote_known) &&
	    !changed_since_push(sync))
		return STATUS_PUSHED;
	return STATUS_IDLE;
}

static void tell_destination(const struct sync *sync, struct status *status)
{
	status->destination_known = sync->destination_known;
	if (!sync->destination_known)
		return;
	destination_check(&sync->destination, &status->destination_problem);
	status->destination_url = destination_display_url(&sync->destination);
	status->destination_key_hint = destination_key_hint(&sync->destination);
	status->destination_private = destination_is_private(&sync->destination);
}

static void tell_zoom_side(const struct sync *sync, struct status *status)
{
	const struct destination remote = {.url = sync->remote.stream_url, .key = sync->remote.stream_key};

	status->remote = find_remote(sync, &status->remote_difference);
	status->remote_fetching = sync->stage == STAGE_FETCHING || sync->stage == STAGE_VERIFYING ||
				  (sync->stage == STAGE_ASKING && sync->round.goal == GOAL_FETCH);
	status->remote_at_s = sync->remote_at_s;
	problem_copy(&status->remote_problem, &sync->remote_problem);
	if (status->remote == STATUS_REMOTE_FAILED && sync->remote_known)
		problem_set(&status->remote_problem, "check.failed");
	if (sync->remote_known) {
		status->remote_url = destination_display_url(&remote);
		status->remote_key_hint = destination_key_hint(&remote);
		status->remote_page_url = text_copy(sync->remote.page_url);
	}
	if (status->remote != STATUS_REMOTE_DIFFERENT)
		return;
	status->remote_accepted = sync_remote_is_accepted(sync);
	status->remote_not_taken = sync->not_taken;
}

void sync_get_status(const struct sync *sync, const struct moment *moment, struct status *status)
{
	status_free(status);
	tell_zoom_side(sync, status);
	tell_destination(sync, status);
	status->state = find_state(sync, status->remote);
	broadcast_copy(&status->broadcast, &sync->broadcast);
	status->topic = text_copy(sync->topic);
	status->host = text_copy(sync->meeting_host);
	problem_copy(&status->problem, status->state == STATUS_PUSHED ? &status->remote_problem : &sync->problem);
	status->may_have_arrived = sync->may_have_arrived;
	status->changed_since_push = changed_since_push(sync);
	status->is_undo = status_is_busy(status) ? sync->round.goal == GOAL_UNDO : sync->outcome_is_undo;
	status->has_account = sync->account_id != NULL;
	status->auto_sync = sync->auto_sync;
	status->auto_sync_offered = sync->auto_sync_offered;
	status->can_undo = sync->record.undo && sync->record_state != RECORD_AWAITED;
	status->can_accept_remote = status->state == STATUS_DIFFERS;
	status->attempts = sync->attempts;
	if (status->state == STATUS_WAITING)
		status->retry_in_ms = deadline_left_ms(&sync->retry_at, moment);
	status->pushed_at_s = sync->pushed_at_s;
	status->duration_ms = sync->duration_ms;
}
