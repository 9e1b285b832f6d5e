/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

void sync_effects_free(struct sync_effects *effects)
{
	http_request_free(&effects->request);
	livestream_free(&effects->undo);
	problem_free(&effects->ensure_problem);
	bfree(effects->tracking_id);
	memset(effects, 0, sizeof(*effects));
}

struct sync *sync_create(const struct sync_options *options)
{
	struct sync *sync = bzalloc(sizeof(*sync));

	sync->host = bstrdup(options->host);
	sync->cloud = CLOUD_COMMERCIAL;
	if (options->obstacle)
		problem_copy(&sync->obstacle, options->obstacle);
	sync->digest = options->digest;
	sync->digest_data = options->digest_data;
	sync->encoding = options->encoding;
	sync->broadcast.kind = BROADCAST_KIND_UNKNOWN;
	sync->record_state = RECORD_AWAITED;
	sync->stage = STAGE_RESTING;
	sync->outcome = OUTCOME_NONE;
	sync->auto_gap_ms = SYNC_AUTO_GAP_MIN_MS;
	return sync;
}

/* All that is known of the broadcast. */
static void forget_broadcast(struct sync *sync)
{
	sync_clear_outcome(sync);
	sync_forget_remote(sync);
	push_record_free(&sync->record);
	push_record_free(&sync->transaction.before);
	memset(&sync->transaction, 0, sizeof(sync->transaction));
	livestream_free(&sync->pushed);
	text_set(&sync->topic, NULL);
	text_set(&sync->meeting_host, NULL);
}

void sync_free(struct sync *sync)
{
	struct sync_effects nothing = {0};

	if (!sync)
		return;
	sync_end_round(sync, &nothing);
	sync_effects_free(&nothing);
	forget_broadcast(sync);
	problem_free(&sync->obstacle);
	destination_free(&sync->destination);
	broadcast_free(&sync->broadcast);
	bfree(sync->account_id);
	bfree(sync->host);
	bfree(sync);
}

bool sync_may_ask_zoom(const struct sync *sync)
{
	return sync->broadcast.id && sync->account_id && !problem_is_set(&sync->obstacle);
}

bool sync_has_all(const struct sync *sync)
{
	return sync->broadcast.id && sync->broadcast.page_url && sync->account_id;
}

/* Nothing that is under way or was told is of the broadcast that comes. */
static void leave_broadcast(struct sync *sync, struct sync_effects *effects)
{
	const uint64_t update = sync->awaited_id;
	const bool is_updating = sync->stage == STAGE_UPDATING || sync->stage == STAGE_CANCELLING ||
				 sync->stage == STAGE_ORPHANED;

	effects->erase_left_undo = sync->transaction.voids_undo && sync->transaction.before.undo;
	if (sync->stage == STAGE_UPDATING)
		effects->cancel = update;
	else
		sync_cancel_fetch(sync, effects);
	sync_end_round(sync, effects);
	if (is_updating) {
		/* no other update until it is known to have ended, should the person come back to this broadcast */
		sync->stage = STAGE_ORPHANED;
		sync->awaited_id = update;
		sync->push_wanted = false;
	}
	forget_broadcast(sync);
	sync_forget_retries(sync);
	sync_fail_ensuring_with_code(sync, "live.cancelled", effects);
	sync->record_state = RECORD_AWAITED;
	sync->may_not_fetch = false;
	sync->topic_fetched = false;
	sync->look_until.is_set = false;
	sync->look_failed = false;
	sync->pushed_at_s = 0;
	sync->duration_ms = 0;
}

void sync_set_broadcast(struct sync *sync, const struct broadcast *broadcast, const char *account_id,
			const struct moment *moment, struct sync_effects *effects)
{
	if (!text_same(sync->account_id, account_id) || !broadcast_same(&sync->broadcast, broadcast))
		leave_broadcast(sync, effects);
	broadcast_copy(&sync->broadcast, broadcast);
	text_set(&sync->account_id, account_id);
	effects->status_changed = true;
	sync_schedule(sync, false, moment, effects);
}

void sync_set_cloud(struct sync *sync, enum cloud cloud)
{
	sync->cloud = cloud;
}

void sync_set_api(struct sync *sync, const char *host, enum encoding encoding)
{
	text_set(&sync->host, host);
	sync->encoding = encoding;
	/* a round that has got no further than to its token is of the new API as well */
	if (sync->stage == STAGE_ASKING)
		sync->round.variant = sync_variant_first(sync->broadcast.kind, encoding);
}

void sync_set_record(struct sync *sync, const struct push_record *record, bool is_whole, bool is_written,
		     const struct moment *moment, struct sync_effects *effects)
{
	push_record_copy(&sync->record, record);
	sync->undo_is_written = is_written;
	/* what is pending is due, whatever was before */
	sync->record_state = is_whole || record->pending ? RECORD_KNOWN : RECORD_LOST;
	sync_note_lost_record(sync, effects);
	effects->status_changed = true;
	if (sync_is_writing(sync) && sync->round.goal == GOAL_PUSH && sync->round.by_hand)
		sync_want_anyway(sync, effects);
	if (sync->stage == STAGE_RECALLING) {
		/* what was read before the wait may be old by now */
		sync->round.fetched = sync->may_not_fetch;
		sync_advance(sync, moment, effects);
	}
	sync_schedule(sync, false, moment, effects);
}

void sync_end(struct sync *sync)
{
	sync->is_ending = true;
}

const uint64_t *sync_awaited(const struct sync *sync)
{
	return &sync->awaited_id;
}

bool sync_record_is_whole(const struct sync *sync)
{
	return sync->record_state != RECORD_LOST;
}

bool sync_awaits_record(const struct sync *sync)
{
	return sync->record_state == RECORD_AWAITED;
}

const struct push_record *sync_get_record(const struct sync *sync)
{
	return &sync->record;
}

void sync_set_resolution_refused(struct sync *sync, bool is_refused)
{
	sync->resolution_refused = is_refused;
}

void sync_set_auto(struct sync *sync, bool on, bool offered, const struct moment *moment, struct sync_effects *effects)
{
	if (on && !sync->auto_sync)
		sync_forget_retries(sync);
	sync->auto_sync = on;
	sync->auto_sync_offered = offered;
	effects->status_changed = true;
	sync_schedule(sync, false, moment, effects);
}

/* Failures that speak of the stream settings say nothing of others. */
static bool failed_for_destination(const struct sync *sync)
{
	return sync->outcome == OUTCOME_FAILED &&
	       (strncmp(sync->problem.code, "destination.", strlen("destination.")) == 0 ||
		sync->problem.zoom_code == 300);
}

static void take_destination(struct sync *sync, const struct destination *destination, struct sync_effects *effects)
{
	const bool changed = !sync->destination_known || !destination_same(&sync->destination, destination) ||
			     sync->destination.uses_login != destination->uses_login;

	destination_copy(&sync->destination, destination);
	sync->destination_known = true;
	effects->status_changed = true;
	sync_note_lost_record(sync, effects);
	if (!changed)
		return;
	sync->blocked = false;
	if (sync->stage != STAGE_RESTING)
		return;
	if (failed_for_destination(sync))
		sync_clear_outcome(sync);
	/* OBS has come back to what Zoom holds: what failed meanwhile is of no concern any more */
	if (sync->auto_sync && sync_is_synced(sync)) {
		sync->failures = 0;
		if ((sync->outcome == OUTCOME_FAILED || sync->outcome == OUTCOME_CANCELLED) && !sync->outcome_is_undo)
			sync_clear_outcome(sync);
	}
}

const struct destination *sync_destination(const struct sync *sync)
{
	return sync->destination_known ? &sync->destination : NULL;
}

void sync_set_destination(struct sync *sync, const struct destination *destination, const struct moment *moment,
			  struct sync_effects *effects)
{
	if (destination) {
		take_destination(sync, destination, effects);
	} else {
		destination_free(&sync->destination);
		sync->destination_known = false;
		effects->status_changed = true;
	}
	sync_schedule(sync, true, moment, effects);
}

void sync_destination_read(struct sync *sync, const struct destination *destination, const struct moment *moment,
			   struct sync_effects *effects)
{
	struct problem problem = {0};

	take_destination(sync, destination, effects);
	/* what Zoom keeps of its own does not need it: that is decided on later */
	if (!sync->round.ensures && !destination_check(destination, &problem)) {
		sync_fail(sync, &problem, false, moment, effects);
	} else if (!sync->round.by_hand && sync_is_synced(sync)) {
		/* OBS has come back to what it held */
		sync_end_round(sync, effects);
	} else {
		const struct livestream current = sync_current(sync);

		sync_want(sync, &current);
		sync_advance(sync, moment, effects);
	}
	problem_free(&problem);
	sync_schedule(sync, false, moment, effects);
}

void sync_destination_lost(struct sync *sync, struct sync_effects *effects)
{
	sync_fail_ensuring_with_code(sync, "live.cancelled", effects);
	sync_end_round(sync, effects);
}

void sync_access(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync->round.has_access = true;
	sync_advance(sync, moment, effects);
	sync_schedule(sync, false, moment, effects);
}

void sync_no_access(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
		    struct sync_effects *effects)
{
	/* the next run of OBS finds out for itself */
	if (sync->is_ending)
		return;
	switch (sync->stage) {
	case STAGE_VERIFYING:
		/* what was pushed was pushed */
		sync_forget_verification(sync, "check.failed");
		sync->round.verified = true;
		sync_advance(sync, moment, effects);
		break;
	case STAGE_FETCHING_TOPIC:
		sync->round.topic_fetched = true;
		sync_advance(sync, moment, effects);
		break;
	default:
		/* the update was refused, with the token */
		if (sync->stage == STAGE_UPDATING)
			sync_roll_back(sync, false, effects);
		sync_fail(sync, problem, may_work_later, moment, effects);
	}
	sync_schedule(sync, false, moment, effects);
}

void sync_record_written(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync->undo_is_written = true;
	/* the update is not sent any more */
	if (sync->is_ending)
		sync_roll_back(sync, false, effects);
	sync_advance(sync, moment, effects);
	sync_schedule(sync, false, moment, effects);
}

void sync_undo_stored(struct sync *sync, bool stored, const struct moment *moment, struct sync_effects *effects)
{
	/* the push is worth more than the way back */
	sync->round.undo_stored = stored;
	if (stored) {
		sync_note_undo(sync, true, effects);
		/* also where it was noted before: another OBS may have taken it out since */
		effects->record_changed = effects->undo_changed = true;
		sync->transaction.before.undo = true;
		sync->transaction.voids_undo = false;
	}
	sync_advance(sync, moment, effects);
	sync_schedule(sync, false, moment, effects);
}

void sync_forget_undo(struct sync *sync, struct sync_effects *effects)
{
	effects->status_changed = sync->record.undo;
	sync_note_undo(sync, false, effects);
	sync->transaction.before.undo = false;
}

void sync_undo_read(struct sync *sync, const struct livestream *livestream, const struct problem *problem,
		    const struct moment *moment, struct sync_effects *effects)
{
	if (!livestream) {
		sync_fail(sync, problem, false, moment, effects);
	} else {
		sync_want(sync, livestream);
		sync_advance(sync, moment, effects);
	}
	sync_schedule(sync, false, moment, effects);
}
