/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/sync_private.h"

#include "core/base/text.h"

/* Zoom holds what OBS does, or what it was left, before it goes live. */

static void tell(struct sync *sync, enum live_ensured how, struct sync_effects *effects)
{
	sync->ensure_wanted = false;
	effects->ensured = how;
}

void sync_fail_ensuring(struct sync *sync, const struct problem *problem, bool may_work_later,
			struct sync_effects *effects)
{
	if (!sync->ensure_wanted)
		return;
	problem_copy(&effects->ensure_problem, problem);
	effects->ensure_may_work_later = may_work_later;
	tell(sync, LIVE_ENSURED_FAILED, effects);
}

void sync_fail_ensuring_with_code(struct sync *sync, const char *code, struct sync_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	sync_fail_ensuring(sync, &problem, false, effects);
	problem_free(&problem);
}

void sync_tell_ensured(struct sync *sync, struct sync_effects *effects)
{
	/* OBS's settings have changed meanwhile: once more */
	if (!sync_is_of_current(sync))
		sync->round.ensures = false;
	else if (sync->not_taken)
		sync_fail_ensuring_with_code(sync, "live.not_taken", effects);
	else
		tell(sync, LIVE_ENSURED_SAME, effects);
}

void sync_ensure(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	sync->ensure_wanted = true;
	sync_schedule(sync, false, moment, effects);
}

/* What was left there by the person's decision needs no page URL of this profile. */
static const char *find_hindrance(const struct sync *sync)
{
	if (!sync->broadcast.id)
		return "broadcast.no_meeting";
	if (!sync->account_id)
		return "account.none";
	return sync->broadcast.page_url || sync->record.accepted_remote ? NULL : "broadcast.no_page_url";
}

void sync_begin_ensuring(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	const char *hindrance = find_hindrance(sync);
	struct round *round = &sync->round;

	if (!sync->ensure_wanted || sync->stage != STAGE_RESTING || sync->is_ending)
		return;
	if (problem_is_set(&sync->obstacle)) {
		sync_fail_ensuring(sync, &sync->obstacle, false, effects);
	} else if (hindrance) {
		sync_fail_ensuring_with_code(sync, hindrance, effects);
	} else {
		round->goal = GOAL_PUSH;
		round->by_hand = true;
		round->ensures = true;
		round->variant = sync_variant_first(sync->broadcast.kind, sync->encoding);
		round->fetched = sync->may_not_fetch ||
				 (sync->remote_known && !deadline_is_past(&sync->look_until, moment));
		/* whoever goes live does not wait for the meeting's name */
		round->topic_fetched = true;
		sync_advance(sync, moment, effects);
	}
}

static bool keeps_remote(const struct sync *sync)
{
	/* to nothing there is no livestream */
	return livestream_is_whole(&sync->remote) && sync_remote_is_accepted(sync) && sync_is_synced(sync);
}

bool sync_keeps_elsewhere(const struct sync *sync)
{
	return keeps_remote(sync) && (!text_same(sync->remote.stream_url, sync->destination.url) ||
				      !text_same(sync->remote.stream_key, sync->destination.key));
}

/*
 * A token that may not read cannot tell more than that it was pushed by this run of OBS, and that nothing was sent
 * since of which it is not known what became of it.
 */
static bool is_pushed_unseen(const struct sync *sync)
{
	return sync->may_not_fetch && sync_is_synced(sync) && !sync->record.sent &&
	       !livestream_is_empty(&sync->pushed) && !livestream_difference(&sync->pushed, &sync->round.wanted);
}

void sync_decide(struct sync *sync, const struct moment *moment, struct sync_effects *effects)
{
	struct round *round = &sync->round;
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};
	const struct livestream current = sync_current(sync);

	/* it may have changed since it was read */
	if (sync->destination_known)
		sync_want(sync, &current);
	if (!round->forced && sync_remote_is(sync, &round->wanted)) {
		sync_note_remote_same(sync, &round->wanted, effects);
		sync->failures = 0;
		tell(sync, LIVE_ENSURED_SAME, effects);
		sync_end_round(sync, effects);
	} else if (!round->forced && keeps_remote(sync)) {
		tell(sync, sync_keeps_elsewhere(sync) ? LIVE_ENSURED_ELSEWHERE : LIVE_ENSURED_OWN, effects);
		sync_end_round(sync, effects);
	} else if (!round->forced && is_pushed_unseen(sync)) {
		tell(sync, LIVE_ENSURED_SAME, effects);
		sync_end_round(sync, effects);
	} else if (!destination_check(&sync->destination, &problem)) {
		sync_fail(sync, &problem, false, moment, effects);
	} else if (!sync->broadcast.page_url) {
		sync_fail_with_code(sync, "broadcast.no_page_url", moment, effects);
	} else {
		round->decided = true;
		sync_clear_outcome(sync);
		sync_forget_retries(sync);
		sync->attempts = 1;
		sync_want_anyway(sync, effects);
		sync_advance(sync, moment, effects);
	}
	problem_free(&problem);
}
