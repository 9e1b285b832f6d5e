/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include <string.h>

#include <util/bmem.h>

struct configuration sync_current(const struct sync *sync)
{
	const struct configuration current = {
		.stream_url = sync->destination.url,
		.stream_key = sync->destination.key,
		.page_url = sync->broadcast.page_url,
	};

	return current;
}

static char *digest_of(const struct sync *sync, const struct configuration *configuration)
{
	return configuration_digest(configuration, sync->digest, sync->digest_data);
}

static bool is_digest_of(const struct sync *sync, const char *known, const struct configuration *configuration)
{
	char *digest = known ? digest_of(sync, configuration) : NULL;
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
static void note_memory(struct sync *sync, struct sync_effects *effects)
{
	if (sync->memory_state == MEMORY_LOST)
		sync->memory_state = MEMORY_KNOWN;
	effects->memory_changed = true;
}

bool sync_is_settled(const struct sync *sync)
{
	const struct configuration current = sync_current(sync);

	return is_digest_of(sync, sync->memory.settled, &current);
}

void sync_note_settled(struct sync *sync, struct sync_effects *effects)
{
	const struct configuration current = sync_current(sync);

	replace(&sync->memory.settled, digest_of(sync, &current));
	sync->memory.pending = false;
	note_memory(sync, effects);
}

bool sync_is_as_at_undo(const struct sync *sync)
{
	const struct configuration current = sync_current(sync);

	return is_digest_of(sync, sync->round.settles, &current);
}

/* Not settled from now on; what was may be put back. */
static void unsettle(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->memory.settled)
		return;
	replace(&sync->settled_before, sync->memory.settled);
	sync->memory.settled = NULL;
	effects->memory_changed = true;
}

void sync_note_wanted(struct sync *sync, struct sync_effects *effects)
{
	if (!sync->auto_sync || sync->memory_state == MEMORY_AWAITED)
		return;
	unsettle(sync, effects);
	sync->memory.pending = true;
	note_memory(sync, effects);
}

void sync_note_unsure_before(struct sync *sync, struct sync_effects *effects)
{
	unsettle(sync, effects);
	sync_note_lost(sync);
	sync->memory.pending = sync->memory.pending || sync->auto_sync;
	note_memory(sync, effects);
}

void sync_note_pushed(struct sync *sync, struct sync_effects *effects)
{
	if (sync->round.goal == GOAL_PUSH && sync->round.accepted) {
		configuration_copy(&sync->pushed, &sync->round.wanted);
		sync->has_pushed = true;
	}
	replace(&sync->settled_before, NULL);
	replace(&sync->memory.settled, digest_of(sync, &sync->pushed));
	replace(&sync->memory.written, digest_of(sync, &sync->pushed));
	replace(&sync->memory.sent, NULL);
	replace(&sync->memory.kept, NULL);
	sync->memory.pending = false;
	sync->unsure_before = false;
	note_memory(sync, effects);
}

void sync_note_undone(struct sync *sync, struct sync_effects *effects)
{
	replace(&sync->memory.kept, digest_of(sync, &sync->round.wanted));
	sync->has_pushed = false;
	sync->memory.undo = false;
	effects->erase_undo = true;
	effects->memory_changed = true;
	/* until OBS's settings change again, which they may have done meanwhile */
	if (!sync->round.settles)
		return;
	replace(&sync->memory.settled, bstrdup(sync->round.settles));
	note_memory(sync, effects);
}

void sync_note_undo_wanted(struct sync *sync)
{
	const struct configuration current = sync_current(sync);

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
	if (sync->memory_state == MEMORY_AWAITED) {
		sync->unsure_before = true;
		return;
	}
	if (!round->has_sent) {
		/* should nothing come of this one either, it is still known whose value Zoom holds */
		if (sync->held_known && is_digest_of(sync, sync->memory.sent, &sync->held))
			replace(&sync->memory.written, digest_of(sync, &sync->held));
		replace(&round->sent_before, sync->memory.sent);
		sync->memory.sent = NULL;
		round->has_sent = true;
	}
	replace(&sync->memory.sent, digest_of(sync, &round->wanted));
	note_memory(sync, effects);
	unsettle(sync, effects);
}

void sync_note_lost(struct sync *sync)
{
	replace(&sync->settled_before, NULL);
}

void sync_note_let_be(struct sync *sync, struct sync_effects *effects)
{
	sync->blocked = true;
	if (!sync->auto_sync || sync->memory_state == MEMORY_AWAITED || !sync->destination_known) {
		sync_note_refused(sync, true, effects);
		return;
	}
	sync_note_lost(sync);
	sync->memory.pending = false;
	sync_note_settled(sync, effects);
}

/* Zoom has not taken what was sent in this round: it may still hold what was sent before. */
static void forget_sent(struct sync *sync, struct sync_effects *effects)
{
	struct round *round = &sync->round;

	if (!round->has_sent || round->accepted_once)
		return;
	replace(&sync->memory.sent, round->sent_before);
	round->sent_before = NULL;
	round->has_sent = false;
	effects->memory_changed = true;
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
	replace(&sync->memory.settled, sync->settled_before);
	sync->settled_before = NULL;
	effects->memory_changed = true;
}

void sync_note_held_same(struct sync *sync, const struct configuration *value, struct sync_effects *effects)
{
	if (sync->memory_state == MEMORY_AWAITED ||
	    (is_digest_of(sync, sync->memory.settled, value) && is_digest_of(sync, sync->memory.written, &sync->held) &&
	     !sync->memory.pending))
		return;
	replace(&sync->settled_before, NULL);
	replace(&sync->memory.settled, digest_of(sync, value));
	replace(&sync->memory.written, digest_of(sync, &sync->held));
	replace(&sync->memory.sent, NULL);
	replace(&sync->memory.kept, NULL);
	sync->memory.pending = false;
	note_memory(sync, effects);
}

static bool is_ours(const struct sync *sync)
{
	if (is_digest_of(sync, sync->memory.written, &sync->held) || is_digest_of(sync, sync->memory.sent, &sync->held))
		return true;
	/* members that Zoom does not tell are no difference */
	return sync->has_pushed && !configuration_difference(&sync->held, &sync->pushed);
}

bool sync_held_is_as_before(const struct sync *sync)
{
	return !sync->round.held_before || is_digest_of(sync, sync->round.held_before, &sync->held);
}

bool sync_held_is_kept(const struct sync *sync)
{
	return sync->held_known && is_digest_of(sync, sync->memory.kept, &sync->held);
}

bool sync_held_is_foreign(const struct sync *sync)
{
	const struct configuration current = sync_current(sync);

	return sync->held_known && sync->memory_state != MEMORY_AWAITED && sync->memory.written &&
	       sync->destination_known && configuration_difference(&sync->held, &current) && !is_ours(sync) &&
	       !sync_held_is_kept(sync);
}

bool sync_held_must_be_kept(const struct sync *sync)
{
	return sync->round.goal == GOAL_PUSH && sync->held_known && !configuration_is_empty(&sync->held) &&
	       configuration_difference(&sync->held, &sync->round.wanted) && !is_ours(sync);
}
