/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Hands tasks to the UI thread. What is queued is owned here: each task is
 * either run or dropped, exactly once, also when OBS exits in between.
 */

struct task_queue;

/* UI thread. */
struct task_queue *task_queue_create(void);

/* UI thread. Drops what waits. Nothing may be posted any more. NULL is allowed. */
void task_queue_destroy(struct task_queue *queue);

/* Any thread; never waits. run(task) is called on the UI thread, in the order of the posts. */
void task_queue_post(struct task_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task);

/* UI thread. The same, but not before the event loop has gone round once. */
void task_queue_defer(struct task_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task);

#ifdef __cplusplus
}
#endif
