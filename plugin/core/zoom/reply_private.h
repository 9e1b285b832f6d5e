/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <jansson.h>

#include "core/zoom/reply.h"

/*
 * What the readers of Zoom's replies share. Threads: any; pure. *reply must be
 * zeroed before, but for zoom_reply_read_object.
 */

/* The reply is no success, or never came whole. */
void zoom_reply_read_trouble(struct zoom_reply *reply, const struct http_response *response,
			     const struct zoom_reply_reading *reading);

/* An overload or a fault on Zoom's side, by the status alone: the same may succeed later. */
bool zoom_reply_status_is_transient(long status);

/*
 * The object of a reply to GET; NULL where there is none, for the reason in
 * *reply, or where *reply is a success with an empty body. Free with
 * json_wipe.
 */
json_t *zoom_reply_read_object(struct zoom_reply *reply, const struct http_response *response,
			       const struct zoom_reply_reading *reading);

/* The text made fit to stand in one line; NULL where nothing is left, also for NULL. Free with bfree. */
char *zoom_reply_readable_text(const char *text, const struct redaction *redaction);
