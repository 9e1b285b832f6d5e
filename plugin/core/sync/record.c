/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

struct livestream sync_current(const struct sync *sync)
{
	struct livestream current = {.stream_url = sync->destination.url, .stream_key = sync->destination.key};

	livestream_foreach (field) {
		if (field->in_broadcast)
			*livestream_member(&current, field) = (char *)broadcast_text(&sync->broadcast, field);
	}
	if (sync->destination.output_lines && !sync->resolution_refused)
		current.resolution = (char *)(sync->destination.output_lines >= 1080 ? "1080p" : "720p");
	return current;
}

static char *digest_of(const struct sync *sync, const struct livestream *livestream)
{
	return livestream_digest(livestream, sync->digest, sync->digest_data);
}

static bool is_digest_of(const struct sync *sync, const char *known, const struct livestream *livestream)
{
	char *digest = known ? digest_of(sync, livestream) : NULL;
	const bool same = digest && strcmp(known, digest) == 0;

	bfree(digest);
	return same;
}

static void replace(char **target, char *digest)
{
	bfree(*target);
	*target = digest;
}

/* There is something to remember from now on, also where it is not known what was before. */
static void note_record(struct sync *sync, struct sync_effects *effects)
{
	if (sync->record_state == RECORD_LOST)
		sync->record_state = RECORD_KNOWN;
	effects->record_changed = true;
}

bool sync_is_synced(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return is_digest_of(sync, sync->record.synced, &current);
}

static bool is_ours(const struct sync *sync)
{
	if (is_digest_of(sync, sync->record.written, &sync->remote) ||
	    is_digest_of(sync, sync->record.sent, &sync->remote))
		return true;
	/* as it was before an update that had no effect */
	if (sync->round.replaces_own && is_digest_of(sync, sync->round.remote_before, &sync->remote))
		return true;
	/* members that Zoom does not tell are no difference */
	return !livestream_is_empty(&sync->pushed) && !livestream_difference(&sync->remote, &sync->pushed);
}

void sync_note_undo(struct sync *sync, bool is_kept, struct sync_effects *effects)
{
	if (sync->record.undo == is_kept)
		return;
	sync->record.undo = is_kept;
	sync->undo_is_written = false;
	effects->record_changed = effects->undo_changed = true;
}

/* What stands in Zoom was not written here, and is lost by the round's update. */
static bool replaces_others(const struct sync *sync)
{
	return livestream_difference(&sync->remote, &sync->round.wanted) && !is_ours(sync);
}

/* The transaction is over; what it has voided is erased. */
static void end_transaction(struct sync *sync, struct sync_effects *effects)
{
	struct transaction *transaction = &sync->transaction;

	effects->erase_undo = effects->erase_undo || (transaction->voids_undo && transaction->before.undo);
	/* also where another OBS has kept something meanwhile */
	if (transaction->voids_undo)
		effects->record_changed = effects->undo_changed = true;
	push_record_free(&transaction->before);
	memset(transaction, 0, sizeof(*transaction));
}

static void open_transaction(struct sync *sync)
{
	if (!sync->transaction.is_open)
		push_record_copy(&sync->transaction.before, &sync->record);
	sync->transaction.is_open = true;
}

void sync_want_anyway(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->auto_sync || sync->record_state == RECORD_AWAITED)
		return;
	open_transaction(sync);
	replace(&sync->record.synced, NULL);
	sync->record.pending = true;
	note_record(sync, effects);
}

bool sync_open(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (sync->remote_known) {
		round->replaces_own = is_ours(sync);
		replace(&round->remote_before, digest_of(sync, &sync->remote));
	}
	if (round->goal != GOAL_PUSH)
		return true;
	open_transaction(sync);
	if (!round->undo_stored && (!sync->remote_known || replaces_others(sync)))
		sync->transaction.voids_undo = true;
	if (sync->transaction.voids_undo)
		sync_note_undo(sync, false, effects);
	note_record(sync, effects);
	if (!sync->undo_is_written)
		return false;
	/* what an earlier request has done stays */
	if (round->may_have_changed)
		replace(&sync->transaction.before.synced, NULL);
	/* should nothing be known of this one either, it is still known whose value Zoom holds */
	if (sync->remote_known && is_digest_of(sync, sync->record.sent, &sync->remote))
		replace(&sync->record.written, digest_of(sync, &sync->remote));
	replace(&sync->record.sent, digest_of(sync, &round->wanted));
	replace(&sync->record.synced, NULL);
	return true;
}

/* OBS holds the one value, Zoom the other, and they are the same. */
static void note_in_step(struct sync *sync, const struct livestream *synced, const struct livestream *written,
			 struct sync_effects *effects)
{
	replace(&sync->record.synced, digest_of(sync, synced));
	replace(&sync->record.written, digest_of(sync, written));
	replace(&sync->record.sent, NULL);
	replace(&sync->record.accepted_remote, NULL);
	sync->record.pending = false;
	note_record(sync, effects);
}

static void commit_undo(struct sync *sync, struct sync_effects *effects)
{
	replace(&sync->record.accepted_remote, digest_of(sync, &sync->round.wanted));
	livestream_free(&sync->pushed);
	sync_note_undo(sync, false, effects);
	effects->erase_undo = true;
	effects->record_changed = true;
	/* until OBS's settings change again, which they may have done meanwhile */
	if (!sync->round.syncs)
		return;
	replace(&sync->record.synced, bstrdup(sync->round.syncs));
	note_record(sync, effects);
}

void sync_commit(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.goal == GOAL_UNDO) {
		commit_undo(sync, effects);
	} else {
		livestream_copy(&sync->pushed, &sync->round.wanted);
		note_in_step(sync, &sync->pushed, &sync->pushed, effects);
	}
	end_transaction(sync, effects);
}

void sync_roll_back(struct sync *sync, bool is_final, struct sync_effects *effects)
{
	struct transaction *transaction = &sync->transaction;
	const bool is_pending = sync->record.pending;
	/* wanted though it was synced: it is tried again */
	const bool is_still_wanted = !is_final && is_digest_of(sync, transaction->before.synced, &sync->round.wanted);

	if (!transaction->is_open)
		return;
	sync_note_undo(sync, transaction->before.undo, effects);
	push_record_copy(&sync->record, &transaction->before);
	sync->record.pending = is_pending;
	effects->record_changed = true;
	transaction->voids_undo = false;
	if (is_still_wanted)
		replace(&sync->record.synced, NULL);
	else
		end_transaction(sync, effects);
}

void sync_leave_in_doubt(struct sync *sync, struct sync_effects *effects)
{
	sync_forget_remote(sync);
	sync->round.may_have_changed = true;
	end_transaction(sync, effects);
}

void sync_note_synced(struct sync *sync, struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

	replace(&sync->record.synced, digest_of(sync, &current));
	sync->record.pending = false;
	note_record(sync, effects);
	end_transaction(sync, effects);
}

void sync_let_be(struct sync *sync, struct sync_effects *effects)
{
	sync->blocked = true;
	sync_roll_back(sync, true, effects);
	if (sync->auto_sync && sync->record_state != RECORD_AWAITED && sync->destination_known)
		sync_note_synced(sync, effects);
}

void sync_note_lost_record(struct sync *sync, struct sync_effects *effects)
{
	if (sync->record_state == RECORD_LOST && sync->destination_known)
		sync_note_synced(sync, effects);
}

void sync_note_undo_wanted(struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	if (sync->destination_known)
		replace(&sync->round.syncs, digest_of(sync, &current));
}

void sync_note_remote_same(struct sync *sync, const struct livestream *value, struct sync_effects *effects)
{
	if (sync->record_state == RECORD_AWAITED ||
	    (is_digest_of(sync, sync->record.synced, value) &&
	     is_digest_of(sync, sync->record.written, &sync->remote) && !sync->record.pending))
		return;
	note_in_step(sync, value, &sync->remote, effects);
	end_transaction(sync, effects);
}

bool sync_is_of_current(const struct sync *sync)
{
	const struct round *round = &sync->round;
	const struct livestream current = sync_current(sync);

	if (round->goal == GOAL_UNDO)
		return is_digest_of(sync, round->syncs, &current);
	return !round->has_wanted || !livestream_difference(&round->wanted, &current);
}

bool sync_remote_is(const struct sync *sync, const struct livestream *value)
{
	return sync->remote_known && livestream_is_whole(&sync->remote) && !livestream_difference(&sync->remote, value);
}

bool sync_remote_is_as_before(const struct sync *sync)
{
	return !sync->round.remote_before || is_digest_of(sync, sync->round.remote_before, &sync->remote);
}

bool sync_remote_is_accepted(const struct sync *sync)
{
	return sync->remote_known && is_digest_of(sync, sync->record.accepted_remote, &sync->remote);
}

bool sync_remote_drifted(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return sync->remote_known && sync->record_state != RECORD_AWAITED && sync->record.written &&
	       sync->destination_known && livestream_difference(&sync->remote, &current) && !is_ours(sync) &&
	       !sync_remote_is_accepted(sync);
}

bool sync_remote_needs_undo(const struct sync *sync)
{
	return sync->round.goal == GOAL_PUSH && sync->remote_known && !livestream_is_empty(&sync->remote) &&
	       replaces_others(sync);
}
