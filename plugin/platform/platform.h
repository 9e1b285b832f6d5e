/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The parts of this folder, behind functions that C can call. UI thread. */

struct platform;

/* Fills in all of *host but its service. The lock files, and the file of secrets, are below that directory. */
struct platform *platform_create(const char *config_directory, struct host *host);

/* When nobody posts to the loop any more. Waits for what is being written. NULL is allowed. */
void platform_destroy(struct platform *platform);

#ifdef __cplusplus
}
#endif
