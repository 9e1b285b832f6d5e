/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Keeps two OBS of the same person from renewing one account's sign-in at the
 * same time: a lock file for each account, and beside it a mark that is there
 * for as long as it is not known what became of a renewal. UI thread; the
 * waiting is done on threads of its own.
 */

struct renewal_lock;

/* The lock files are below that directory, in one that is made when it is needed. */
struct renewal_lock *renewal_lock_create(const char *config_directory);

/* Gives up what is waited for, and unlocks all; marks stay. NULL is allowed. */
void renewal_lock_destroy(struct renewal_lock *lock);

struct host_renewal_lock renewal_lock_host(struct renewal_lock *lock);

#ifdef __cplusplus
}
#endif
