/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/backoff.h"

/* A part of span_ms, up to all but 1 ms of it. */
static int64_t part_of(int64_t span_ms, uint32_t random)
{
	return (int64_t)(((uint64_t)span_ms * random) >> 32);
}

int64_t sync_backoff_wait_ms(const struct problem *problem, unsigned failures, uint32_t random)
{
	int64_t wait_ms = SYNC_BACKOFF_MIN_MS;
	int64_t told_ms;

	for (unsigned i = 1; i < failures && wait_ms < SYNC_BACKOFF_MAX_MS / 2; i++)
		wait_ms *= 2;
	if (wait_ms > SYNC_BACKOFF_MAX_MS / 2)
		wait_ms = SYNC_BACKOFF_MAX_MS / 2;
	wait_ms += part_of(wait_ms, random);
	if (problem->retry_after_s < 0)
		return wait_ms;
	/* a little more than told: others were told the same */
	told_ms = problem->retry_after_s < PROBLEM_RETRY_AFTER_S_MAX ? problem->retry_after_s
								     : PROBLEM_RETRY_AFTER_S_MAX;
	told_ms = told_ms * 1000 + part_of(SYNC_BACKOFF_MIN_MS, random);
	return told_ms > wait_ms ? told_ms : wait_ms;
}
