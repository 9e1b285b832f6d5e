/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* When an event happens: state machines are given it, and ask no clock. */
struct moment {
	int64_t clock_ms; /* of a clock that never goes back; it may stand still while the computer sleeps */
	int64_t wall_ms;  /* since 1970, in UTC: goes on during sleep, and jumps where it is set */
	uint32_t random;  /* any number: spreads retries */
};

static inline int64_t moment_wall_s(const struct moment *moment)
{
	return moment->wall_ms / 1000;
}
