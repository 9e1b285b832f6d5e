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

bool sync_is_settled(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return is_digest_of(sync, sync->record.settled, &current);
}

void sync_note_settled(struct sync *sync, struct sync_effects *effects)
{
	const struct livestream current = sync_current(sync);

	replace(&sync->record.settled, digest_of(sync, &current));
	sync->record.pending = false;
	note_record(sync, effects);
}

bool sync_is_as_at_undo(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return is_digest_of(sync, sync->round.settles, &current);
}

/* Not settled from now on; what was may be put back. */
static void unsettle(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->record.settled)
		return;
	replace(&sync->settled_before, sync->record.settled);
	sync->record.settled = NULL;
	effects->record_changed = true;
}

void sync_note_wanted(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->auto_sync || sync->record_state == RECORD_AWAITED)
		return;
	unsettle(sync, effects);
	sync->record.pending = true;
	note_record(sync, effects);
}

void sync_note_unsure_before(struct sync *sync, struct sync_effects *effects)
{
	unsettle(sync, effects);
	sync_note_lost(sync);
	sync->record.pending = sync->record.pending || sync->auto_sync;
	note_record(sync, effects);
}

void sync_note_pushed(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.goal == GOAL_PUSH && sync->round.accepted) {
		livestream_copy(&sync->pushed, &sync->round.wanted);
		sync->has_pushed = true;
	}
	replace(&sync->settled_before, NULL);
	replace(&sync->record.settled, digest_of(sync, &sync->pushed));
	replace(&sync->record.written, digest_of(sync, &sync->pushed));
	replace(&sync->record.sent, NULL);
	replace(&sync->record.kept, NULL);
	sync->record.pending = false;
	sync->unsure_before = false;
	note_record(sync, effects);
}

void sync_note_undone(struct sync *sync, struct sync_effects *effects)
{
	replace(&sync->record.kept, digest_of(sync, &sync->round.wanted));
	sync->has_pushed = false;
	sync->record.undo = false;
	effects->erase_undo = true;
	effects->record_changed = true;
	/* until OBS's settings change again, which they may have done meanwhile */
	if (!sync->round.settles)
		return;
	replace(&sync->record.settled, bstrdup(sync->round.settles));
	note_record(sync, effects);
}

void sync_note_undo_wanted(struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	if (sync->destination_known)
		replace(&sync->round.settles, digest_of(sync, &current));
}

void sync_note_unsure(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (sync->held_known)
		replace(&round->held_before, digest_of(sync, &sync->held));
	if (round->goal != GOAL_PUSH)
		return;
	if (sync->record_state == RECORD_AWAITED) {
		sync->unsure_before = true;
		return;
	}
	if (!round->has_sent) {
		/* should nothing come of this one either, it is still known whose value Zoom holds */
		if (sync->held_known && is_digest_of(sync, sync->record.sent, &sync->held))
			replace(&sync->record.written, digest_of(sync, &sync->held));
		replace(&round->sent_before, sync->record.sent);
		sync->record.sent = NULL;
		round->has_sent = true;
	}
	replace(&sync->record.sent, digest_of(sync, &round->wanted));
	note_record(sync, effects);
	unsettle(sync, effects);
}

void sync_note_lost(struct sync *sync)
{
	replace(&sync->settled_before, NULL);
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
	sync_note_settled(sync, effects);
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
	/* wanted though it was settled: it is tried again */
	const bool is_still_wanted = !is_final && is_digest_of(sync, sync->settled_before, &sync->round.wanted);

	if (!sync->round.accepted_once)
		sync->unsure_before = false;
	forget_sent(sync, effects);
	if (!sync->settled_before || sync->round.accepted_once || is_still_wanted)
		return;
	replace(&sync->record.settled, sync->settled_before);
	sync->settled_before = NULL;
	effects->record_changed = true;
}

void sync_note_held_same(struct sync *sync, const struct livestream *value, struct sync_effects *effects)
{
	if (sync->record_state == RECORD_AWAITED ||
	    (is_digest_of(sync, sync->record.settled, value) && is_digest_of(sync, sync->record.written, &sync->held) &&
	     !sync->record.pending))
		return;
	replace(&sync->settled_before, NULL);
	replace(&sync->record.settled, digest_of(sync, value));
	replace(&sync->record.written, digest_of(sync, &sync->held));
	replace(&sync->record.sent, NULL);
	replace(&sync->record.kept, NULL);
	sync->record.pending = false;
	note_record(sync, effects);
}

static bool is_ours(const struct sync *sync)
{
	if (is_digest_of(sync, sync->record.written, &sync->held) || is_digest_of(sync, sync->record.sent, &sync->held))
		return true;
	/* members that Zoom does not tell are no difference */
	return sync->has_pushed && !livestream_difference(&sync->held, &sync->pushed);
}

bool sync_held_is_as_before(const struct sync *sync)
{
	return !sync->round.held_before || is_digest_of(sync, sync->round.held_before, &sync->held);
}

bool sync_held_is_kept(const struct sync *sync)
{
	return sync->held_known && is_digest_of(sync, sync->record.kept, &sync->held);
}

bool sync_held_is_foreign(const struct sync *sync)
{
	const struct livestream current = sync_current(sync);

	return sync->held_known && sync->record_state != RECORD_AWAITED && sync->record.written &&
	       sync->destination_known && livestream_difference(&sync->held, &current) && !is_ours(sync) &&
	       !sync_held_is_kept(sync);
}

bool sync_held_must_be_kept(const struct sync *sync)
{
	return sync->round.goal == GOAL_PUSH && sync->held_known && !livestream_is_empty(&sync->held) &&
	       livestream_difference(&sync->held, &sync->round.wanted) && !is_ours(sync);
}
