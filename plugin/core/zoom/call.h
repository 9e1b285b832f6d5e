/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/http/message.h"
#include "core/model/broadcast.h"
#include "core/model/encoding.h"
#include "core/model/livestream.h"

/*
 * Zoom's API calls as values: their URL is the path below the API, and who sends
 * them adds the token. Threads: any; pure.
 *
 * An unknown kind is called by the meeting's path: Zoom answers code 3000 where
 * the id is a webinar's.
 */

/*
 * "Update a meeting's livestream" (Zoom API reference): PATCH /meetings/{id}/livestream,
 * or its counterpart for webinars. The values are taken over byte for byte, a
 * NULL one as an empty text: left out, Zoom would mix what it held with what is
 * sent. Only the resolution may be left out.
 * Returns false where they are no UTF-8, so that JSON cannot hold them;
 * *request must be zeroed before, and is freed with http_request_free.
 */
bool zoom_call_update_livestream(struct http_request *request, enum broadcast_kind kind, uint64_t id,
				 const struct livestream *livestream, enum encoding encoding);

/* "Get a meeting's livestream": the same path with GET. The reply holds the stream key in clear. */
void zoom_call_get_livestream(struct http_request *request, enum broadcast_kind kind, uint64_t id);

/* "Get a meeting" and "Get a webinar": GET /meetings/{id}, /webinars/{id}. */
void zoom_call_get_meeting(struct http_request *request, enum broadcast_kind kind, uint64_t id);

/* "Get a user" and "Get user settings": GET /users/{user}, /users/{user}/settings; user NULL: "me". */
void zoom_call_get_user(struct http_request *request, const char *user, bool is_settings);
