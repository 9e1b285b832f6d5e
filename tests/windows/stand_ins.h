/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Comes before libobs' headers and sources: what they have of Microsoft's compiler alone, for mingw-w64. */

#define __iso_volatile_load8(place) __atomic_load_n((place), __ATOMIC_SEQ_CST)
#define __iso_volatile_load32(place) __atomic_load_n((place), __ATOMIC_SEQ_CST)
#define _InterlockedExchange8(place, value) __atomic_exchange_n((place), (value), __ATOMIC_SEQ_CST)

/* no exception is caught, as none is thrown */
/* clang-format off */
#define __try if (1)
#define __except(filter) else
/* clang-format on */

/* libobs' own formats are the C standard's, as in Microsoft's library of today */
#define __printf__ __gnu_printf__

/* of the C library that Microsoft's compiler comes with, and not of the one that mingw-w64 links */
#include <time.h>

#ifndef TIME_UTC
#define TIME_UTC 1

static inline int timespec_get(struct timespec *now, int base)
{
	return clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}
#endif
