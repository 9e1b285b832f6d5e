/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/host.h"

C_LINKAGE_BEGIN

/*
 * The one thread on which files are written, in the order in which that was
 * asked for. Threads: OBS's UI thread for everything here but file_thread_task's run.
 */

struct file_thread;

/* How near OBS's end is, for a task that may last. Each is an atomic. */
struct file_thread_end {
	volatile bool is_expected; /* what is written need not have reached the disk */
	volatile bool is_over;     /* it is to be given up */
};

/* What is to be done, as the head of all that belongs to it. */
struct file_thread_task {
	const char *written; /* the file that it writes, for the log; NULL: it only reads. Borrowed as long as the task */
	/* On the file thread. */
	void (*run)(struct file_thread_task *task, const struct file_thread_end *end);
	/* On the UI thread, once it has run; not where OBS has ended before. NULL: nobody wants to know. */
	void (*finish)(struct file_thread_task *task);
	/* The last that is done with it, also where it was not run. */
	void (*free)(struct file_thread_task *task);
};

/* Begins when there is something to do. The loop outlives it. */
struct file_thread *file_thread_create(const struct host_loop *loop);
void file_thread_add(struct file_thread *files, struct file_thread_task *task);

/* The last one that is to write that file and has not done so; NULL: none. Borrowed until the event loop goes on. */
struct file_thread_task *file_thread_find_writer(struct file_thread *files, const char *path);

/* How long OBS's end may be held up by what is still to be written. */
#define FILE_THREAD_END_MS 200

/* OBS is about to end: the time begins to run, if it does not yet, and nothing waits for a slow disk any more. */
void file_thread_expect_end(struct file_thread *files);

/*
 * Ends the thread when all is written, or when the time is over: then the log
 * names the files that were not. A thread that hangs in the disk is left behind,
 * with what it works at. NULL is allowed.
 */
void file_thread_destroy(struct file_thread *files);

C_LINKAGE_END
