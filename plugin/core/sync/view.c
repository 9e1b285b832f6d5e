/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <util/bmem.h>

static enum zoom_view find_zoom_view(const struct sync *sync, const char **difference)
{
	const struct livestream current = sync_current(sync);

	*difference = NULL;
	if (!sync->held_known) {
		if (sync->may_not_look && problem_is_set(&sync->held_problem))
			return ZOOM_VIEW_MISSING_SCOPE;
		return problem_is_set(&sync->held_problem) ? ZOOM_VIEW_FAILED : ZOOM_VIEW_UNKNOWN;
	}
	if (livestream_is_empty(&sync->held))
		return ZOOM_VIEW_EMPTY;
	if (!sync->destination_known)
		return ZOOM_VIEW_UNKNOWN;
	*difference = livestream_difference(&sync->held, &current);
	return *difference ? ZOOM_VIEW_DIFFERENT : ZOOM_VIEW_SAME;
}

static enum status_state find_state_of_round(const struct sync *sync)
{
	if (sync->round.goal == GOAL_CHECK || sync->stage == STAGE_NAMING || sync->is_orphan)
		return 0;
	if (sync->stage == STAGE_RESTING)
		return 0;
	return sync->stage == STAGE_CHECKING ? STATUS_CHECKING : STATUS_PUSHING;
}

/* OBS does not hold any more what was pushed last. */
static bool changed_since_push(const struct sync *sync)
{
	return sync->record.settled && sync->destination_known && !sync_is_settled(sync);
}

static enum status_state find_state(const struct sync *sync, enum zoom_view view)
{
	const enum status_state busy = find_state_of_round(sync);

	if (busy)
		return busy;
	if (sync->retry_at_ms >= 0 && sync->outcome == OUTCOME_FAILED)
		return STATUS_WAITING;
	if (sync->outcome == OUTCOME_FAILED)
		return STATUS_FAILED;
	if (sync->outcome == OUTCOME_CANCELLED)
		return STATUS_CANCELLED;
	if (!sync_has_all(sync))
		return STATUS_UNCONFIGURED;
	if (sync->outcome == OUTCOME_UNDONE && !changed_since_push(sync))
		return STATUS_UNDONE;
	if (view == ZOOM_VIEW_SAME)
		return STATUS_IN_SYNC;
	if (sync_held_is_foreign(sync))
		return STATUS_DIFFERS;
	if (sync->outcome == OUTCOME_PUSHED && !sync->held_known && !changed_since_push(sync))
		return STATUS_PUSHED;
	return STATUS_IDLE;
}

static char *copy_text(const char *text)
{
	return text ? bstrdup(text) : NULL;
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
	const struct destination held = {.url = sync->held.stream_url, .key = sync->held.stream_key};

	status->zoom_view = find_zoom_view(sync, &status->zoom_difference);
	status->zoom_reading = sync->stage == STAGE_LOOKING || sync->stage == STAGE_CHECKING ||
			       (sync->stage == STAGE_ASKING && sync->round.goal == GOAL_CHECK);
	status->zoom_checked_at_s = sync->held_at_s;
	problem_copy(&status->zoom_problem, &sync->held_problem);
	if (status->zoom_view != ZOOM_VIEW_DIFFERENT)
		return;
	status->zoom_kept = sync_held_is_kept(sync);
	status->zoom_not_taken = sync->not_taken;
	status->zoom_url = destination_display_url(&held);
	status->zoom_page_url = copy_text(sync->held.page_url);
}

void sync_get_status(const struct sync *sync, int64_t clock_ms, struct status *status)
{
	status_free(status);
	tell_zoom_side(sync, status);
	tell_destination(sync, status);
	status->state = find_state(sync, status->zoom_view);
	status->broadcast = sync->broadcast;
	status->broadcast.page_url = copy_text(sync->broadcast.page_url);
	status->topic = copy_text(sync->topic);
	status->host = copy_text(sync->meeting_host);
	problem_copy(&status->problem, status->state == STATUS_PUSHED ? &sync->held_problem : &sync->problem);
	status->may_have_arrived = sync->may_have_arrived;
	status->changed_since_push = changed_since_push(sync);
	status->is_undo = status_is_busy(status) ? sync->round.goal == GOAL_UNDO : sync->outcome_is_undo;
	status->has_account = sync->account_id != NULL;
	status->auto_sync = sync->auto_sync;
	status->auto_sync_offered = sync->auto_sync_offered;
	status->can_undo = sync->record.undo && sync->record_state != RECORD_AWAITED;
	status->can_keep = status->state == STATUS_DIFFERS;
	status->attempts = sync->attempts;
	if (status->state == STATUS_WAITING)
		status->retry_in_ms = sync->retry_at_ms > clock_ms ? sync->retry_at_ms - clock_ms : 0;
	status->pushed_at_s = sync->pushed_at_s;
	status->duration_ms = sync->duration_ms;
}
