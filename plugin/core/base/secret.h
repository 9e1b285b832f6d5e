/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/*
 * Strings that hold a stream key or a token. They are allocated with bmem and
 * overwritten before their memory is given back, so that no core dump and no
 * later allocation finds them.
 *
 * Threads: any; the functions share nothing.
 */

/* Overwrites memory in a way that the compiler may not drop. NULL is allowed when size is 0. */
void secret_wipe(void *memory, size_t size);

/* Overwrites and frees a string allocated with bmem. NULL is allowed. */
void secret_free(char *secret);

/* Replaces *target, wiping what it held. value may be NULL. */
void secret_set(char **target, const char *value);

C_LINKAGE_END
