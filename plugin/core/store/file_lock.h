/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * One at a time for a file that several OBS write: an exclusive lock on an empty
 * file beside it, <path>.lock. The system gives it back when its holder ends,
 * however that ends; the file stays. It works between threads as well. Threads: any.
 */

struct file_lock {
	intptr_t handle;
};

/* Makes the directory that the file is to be in, where that is missing. */
void file_lock_make_directory(const char *path);

/* Makes the directory, too. False where the lock cannot be had, or not within that time. */
bool file_lock_take(struct file_lock *lock, const char *path, unsigned wait_ms);
void file_lock_give_back(struct file_lock *lock);
