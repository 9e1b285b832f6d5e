/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/c_linkage.h"
#include "core/host.h"

C_LINKAGE_BEGIN

/* The parts of this folder, behind functions that C can call. UI thread. */

struct platform;

/* Fills in all of *host but its service. The lock files, and the file of secrets, are below that directory. */
struct platform *platform_create(const char *config_directory, struct host *host);

/* When nobody posts to the loop any more. Waits for what is still to be written, as file_thread_destroy does. NULL is allowed. */
void platform_destroy(struct platform *platform);

C_LINKAGE_END
