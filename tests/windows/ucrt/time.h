/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* What Microsoft's library has, and Wine's header for it has not. */
#include_next <time.h>

#define _TIMESPEC_DEFINED
#define TIME_UTC 1

struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

int timespec_get(struct timespec *now, int base);
