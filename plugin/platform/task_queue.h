/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The UI thread's event loop for core: hands tasks over to it, and sets its
 * timer. What is queued is owned here: each task is either run or dropped,
 * exactly once, also when OBS exits in between. Nothing wakes up while no timer
 * is set; very long times may end early.
 */

struct task_queue;

/* UI thread. */
struct task_queue *task_queue_create(void);

/* UI thread. Drops what waits. Nothing may be posted any more. NULL is allowed. */
void task_queue_destroy(struct task_queue *queue);

struct host_loop task_queue_host(struct task_queue *queue);

#ifdef __cplusplus
}
#endif
