/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The watches on the profile's files and on the network, as core asks for them. UI thread. */

struct system_watch;

struct system_watch *system_watch_create(void);
/* NULL is allowed. */
void system_watch_destroy(struct system_watch *watch);

struct host_watch system_watch_host(struct system_watch *watch);

#ifdef __cplusplus
}
#endif
