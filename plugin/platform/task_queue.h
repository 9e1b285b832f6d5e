/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Hands tasks to the UI thread. What is queued is owned here: each task is
 * either run or dropped, exactly once, also when OBS exits in between.
 */

struct ui_queue;

/* UI thread. */
struct ui_queue *ui_queue_create(void);

/* UI thread. Drops what waits. Nothing may be posted any more. NULL is allowed. */
void ui_queue_destroy(struct ui_queue *queue);

/* Any thread; never waits. run(task) is called on the UI thread, in the order of the posts. */
void ui_queue_post(struct ui_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task);

/* UI thread. The same, but not before the event loop has gone round once. */
void ui_queue_defer(struct ui_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task);

#ifdef __cplusplus
}
#endif
