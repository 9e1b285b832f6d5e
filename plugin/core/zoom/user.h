/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/http/message.h"
#include "core/model/user.h"
#include "core/zoom/reply.h"

/*
 * "Get a user" and "Get user settings" of Zoom's API, as call.h has them. Threads: any; pure.
 */

/* GET /users/{user} and /users/{user}/settings; user NULL: "me". */
void zoom_user_get(struct http_request *request, const char *user);
void zoom_user_get_settings(struct http_request *request, const char *user);

/* Empty on failure. reply is freed with zoom_reply_free, the texts of user with bfree. */
void zoom_user_read(struct zoom_reply *reply, struct user *user, const struct http_response *response,
		    const struct zoom_reply_reading *reading);
void zoom_user_read_settings(struct zoom_reply *reply, struct user_settings *settings,
			     const struct http_response *response, const struct zoom_reply_reading *reading);
