/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/moment.h"

/*
 * A time to come, on both clocks: it is past as soon as one of them says so. So sleep counts, a wall clock that is set
 * back changes nothing, and one that is set forward ends the wait early, which must do no harm to whoever waits.
 * Zeroed: not set, and past.
 */
struct deadline {
	bool is_set;
	int64_t clock_ms;
	int64_t wall_ms;
};

static inline struct deadline deadline_in(const struct moment *moment, int64_t milliseconds)
{
	const struct deadline deadline = {true, moment->clock_ms + milliseconds, moment->wall_ms + milliseconds};

	return deadline;
}

/* Milliseconds until it is past; 0: it is. */
static inline int64_t deadline_left_ms(const struct deadline *deadline, const struct moment *moment)
{
	const int64_t clock_left_ms = deadline->clock_ms - moment->clock_ms;
	const int64_t wall_left_ms = deadline->wall_ms - moment->wall_ms;
	const int64_t left_ms = clock_left_ms < wall_left_ms ? clock_left_ms : wall_left_ms;

	return deadline->is_set && left_ms > 0 ? left_ms : 0;
}

static inline bool deadline_is_past(const struct deadline *deadline, const struct moment *moment)
{
	return deadline_left_ms(deadline, moment) == 0;
}

/* Of two waits, of which -1 is none. */
static inline int64_t deadline_sooner_ms(int64_t a_ms, int64_t b_ms)
{
	return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}
