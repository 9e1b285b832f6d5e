/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* When an event happens: state machines are given it, and ask no clock. */
struct moment {
	int64_t clock_ms; /* of a clock that never goes back */
	int64_t now_s;    /* seconds since 1970 */
	uint32_t random;  /* any number: spreads retries */
};
