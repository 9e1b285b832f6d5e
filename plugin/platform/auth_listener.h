/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Sends the person's browser to a page, and receives it when it comes back from
 * Zoom's: one path on this computer's loopback, answered by a page of its own.
 * UI thread; nothing waits.
 */

struct auth_listener;

struct auth_listener *auth_listener_create(void);
/* NULL is allowed. */
void auth_listener_destroy(struct auth_listener *listener);

struct host_browser auth_listener_host(struct auth_listener *listener);

#ifdef __cplusplus
}
#endif
