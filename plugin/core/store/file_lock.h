/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/*
 * One at a time for a file that several OBS write: an exclusive lock on an empty
 * file beside it, <path>.lock. The system gives it back when its holder ends, however that
 * ends; the file stays. It works between threads as well. Threads: any.
 */

struct file_lock {
	intptr_t handle;
	bool is_held_elsewhere; /* it was not had, because another has it */
};

/* Another OBS holds it for one write; a slow disk may take its time. */
#define FILE_LOCK_WAIT_MS 20000

/*
 * Makes the file's directory, where that is missing. False where the lock cannot be had, or not within that time, or
 * not before *is_over (an atomic; NULL: there is none).
 */
bool file_lock_take(struct file_lock *lock, const char *path, unsigned wait_ms, const volatile bool *is_over);
void file_lock_give_back(struct file_lock *lock);

C_LINKAGE_END
