/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

struct livestream sync_current(const struct sync *sync)
{
	const struct livestream current = {
		.stream_url = sync->destination.url,
		.stream_key = sync->destination.key,
		.page_url = sync->broadcast.page_url,
	};

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

void sync_note_synced(struct sync *sync, struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

	replace(&sync->record.synced, digest_of(sync, &current));
	sync->record.pending = false;
	note_record(sync, effects);
}

bool sync_is_of_current(const struct sync *sync)
{
	const struct round *round = &sync->round;
	const struct livestream current = sync_current(sync);

	if (round->goal == GOAL_UNDO)
		return is_digest_of(sync, round->syncs, &current);
	return !round->has_wanted || !livestream_difference(&round->wanted, &current);
}

/* Not synced from now on; what was may be put back. */
static void note_unsynced(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->record.synced)
		return;
	replace(&sync->synced_before, sync->record.synced);
	sync->record.synced = NULL;
	effects->record_changed = true;
}

void sync_note_wanted(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->auto_sync || sync->record_state == RECORD_AWAITED)
		return;
	note_unsynced(sync, effects);
	sync->record.pending = true;
	note_record(sync, effects);
}

/* An undo does not bring back what was there before that. */
static void void_undo(struct sync *sync)
{
	sync->round.undo_voided = sync->record.undo;
	sync->record.undo = false;
}

void sync_note_undo_void(struct sync *sync, struct sync_effects *effects)
{
	effects->erase_undo = effects->erase_undo || sync->round.undo_voided;
	sync->round.undo_voided = false;
}

void sync_note_unsure_before(struct sync *sync, struct sync_effects *effects)
{
	note_unsynced(sync, effects);
	sync_note_lost(sync);
	sync->record.pending = sync->record.pending || sync->auto_sync;
	note_record(sync, effects);
}

void sync_note_unkept_before(struct sync *sync, struct sync_effects *effects)
{
	const bool is_open = sync->stage == STAGE_UPDATING || sync->stage == STAGE_CANCELLING;

	sync->unkept_before = false;
	void_undo(sync);
	if (!is_open)
		sync_note_undo_void(sync, effects);
	effects->record_changed = true;
}

/* OBS holds the one value, Zoom the other, and they are the same. */
static void note_in_step(struct sync *sync, const struct livestream *synced, const struct livestream *written,
			 struct sync_effects *effects)
{
	replace(&sync->synced_before, NULL);
	replace(&sync->record.synced, digest_of(sync, synced));
	replace(&sync->record.written, digest_of(sync, written));
	replace(&sync->record.sent, NULL);
	replace(&sync->record.accepted_remote, NULL);
	sync->record.pending = false;
	note_record(sync, effects);
}

void sync_note_pushed(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.goal == GOAL_PUSH && sync->round.accepted)
		livestream_copy(&sync->pushed, &sync->round.wanted);
	sync->unsure_before = false;
	note_in_step(sync, &sync->pushed, &sync->pushed, effects);
}

void sync_note_undone(struct sync *sync, struct sync_effects *effects)
{
	replace(&sync->record.accepted_remote, digest_of(sync, &sync->round.wanted));
	livestream_free(&sync->pushed);
	sync->record.undo = false;
	effects->erase_undo = true;
	effects->record_changed = true;
	/* until OBS's settings change again, which they may have done meanwhile */
	if (!sync->round.syncs)
		return;
	replace(&sync->record.synced, bstrdup(sync->round.syncs));
	note_record(sync, effects);
}

void sync_note_undo_wanted(struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	if (sync->destination_known)
		replace(&sync->round.syncs, digest_of(sync, &current));
}

static bool is_ours(const struct sync *sync)
{
	if (is_digest_of(sync, sync->record.written, &sync->remote) ||
	    is_digest_of(sync, sync->record.sent, &sync->remote))
		return true;
	/* members that Zoom does not tell are no difference */
	return !livestream_is_empty(&sync->pushed) && !livestream_difference(&sync->remote, &sync->pushed);
}

/* What stands in Zoom was not written here, or may not have been, and is lost by the update. */
static bool replaces_unkept(const struct sync *sync)
{
	return !sync->round.undo_stored &&
	       (!sync->remote_known || (livestream_difference(&sync->remote, &sync->round.wanted) && !is_ours(sync)));
}

void sync_note_unsure(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (sync->remote_known)
		replace(&round->remote_before, digest_of(sync, &sync->remote));
	if (round->goal != GOAL_PUSH)
		return;
	if (sync->record_state == RECORD_AWAITED) {
		sync->unsure_before = true;
		sync->unkept_before = sync->unkept_before || replaces_unkept(sync);
		return;
	}
	if (!round->has_sent) {
		if (replaces_unkept(sync))
			void_undo(sync);
		/* should nothing come of this one either, it is still known whose value Zoom holds */
		if (sync->remote_known && is_digest_of(sync, sync->record.sent, &sync->remote))
			replace(&sync->record.written, digest_of(sync, &sync->remote));
		replace(&round->sent_before, sync->record.sent);
		sync->record.sent = NULL;
		round->has_sent = true;
	}
	replace(&sync->record.sent, digest_of(sync, &round->wanted));
	note_record(sync, effects);
	note_unsynced(sync, effects);
}

void sync_note_lost(struct sync *sync)
{
	replace(&sync->synced_before, NULL);
}

void sync_note_let_be(struct sync *sync, struct sync_effects *effects)
{
	sync->blocked = true;
	if (!sync->auto_sync || sync->record_state == RECORD_AWAITED || !sync->destination_known) {
		sync_note_refused(sync, true, effects);
		return;
	}
	sync_note_lost(sync);
	sync->record.pending = false;
	sync_note_synced(sync, effects);
}

/* Zoom has not taken what was sent in this round: it may still hold what was sent before. */
static void forget_sent(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (!round->has_sent || round->accepted_once)
		return;
	replace(&sync->record.sent, round->sent_before);
	round->sent_before = NULL;
	round->has_sent = false;
	effects->record_changed = true;
}

void sync_note_refused(struct sync *sync, bool is_final, struct sync_effects *effects)
{
	/* wanted though it was synced: it is tried again */
	const bool is_still_wanted = !is_final && is_digest_of(sync, sync->synced_before, &sync->round.wanted);

	if (!sync->round.accepted_once)
		sync->unsure_before = sync->unkept_before = false;
	forget_sent(sync, effects);
	if (sync->round.undo_voided) {
		sync->record.undo = true;
		sync->round.undo_voided = false;
		effects->record_changed = true;
	}
	if (!sync->synced_before || sync->round.accepted_once || is_still_wanted)
		return;
	replace(&sync->record.synced, sync->synced_before);
	sync->synced_before = NULL;
	effects->record_changed = true;
}

void sync_note_remote_same(struct sync *sync, const struct livestream *value, struct sync_effects *effects)
{
	if (sync->record_state == RECORD_AWAITED ||
	    (is_digest_of(sync, sync->record.synced, value) &&
	     is_digest_of(sync, sync->record.written, &sync->remote) && !sync->record.pending))
		return;
	note_in_step(sync, value, &sync->remote, effects);
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
	       livestream_difference(&sync->remote, &sync->round.wanted) && !is_ours(sync);
}
