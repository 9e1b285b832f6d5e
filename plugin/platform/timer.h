/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Calls back once, after a while. Nothing wakes up while it is not set. UI thread. */

struct platform_timer;

struct platform_timer *platform_timer_create(void (*expired)(void *data), void *data);

/* NULL is allowed. */
void platform_timer_destroy(struct platform_timer *timer);

/*
 * Call back in so many milliseconds, instead of what was set before; -1: not at
 * all. Never from within the call; very long times may end early.
 */
void platform_timer_set(struct platform_timer *timer, int64_t delay_ms);

#ifdef __cplusplus
}
#endif
