/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/http/message.h"
#include "core/zoom/reply.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * "Get a user" and "Get user settings" of Zoom's API. Threads: any; pure.
 */

/* GET /users/{user} and /users/{user}/settings; user NULL: "me". */
void zoom_user_get(struct http_request *request, const char *api_url, const char *token, const char *user);
void zoom_user_get_settings(struct http_request *request, const char *api_url, const char *token, const char *user);

/* Made fit to be shown; NULL where Zoom told nothing. */
struct zoom_user {
	char *name; /* display_name, or first and last name */
	char *email;
};

enum zoom_switch {
	ZOOM_SWITCH_UNKNOWN = 1,
	ZOOM_SWITCH_OFF,
	ZOOM_SWITCH_ON,
};

struct zoom_user_settings {
	enum zoom_switch livestreaming;         /* in_meeting.allow_live_streaming */
	enum zoom_switch custom_service;        /* in_meeting.custom_live_streaming_service */
	enum zoom_switch webinar_livestreaming; /* in_meeting.webinar_live_streaming.enable */
};

/* Empty on failure. reply is freed with zoom_reply_free, user with zoom_user_free. */
void zoom_user_read(struct zoom_reply *reply, struct zoom_user *user, const struct http_response *response,
		    const char *host, const struct redaction *redaction, int64_t now_s);
void zoom_user_read_settings(struct zoom_reply *reply, struct zoom_user_settings *settings,
			     const struct http_response *response, const char *host, const struct redaction *redaction,
			     int64_t now_s);
void zoom_user_free(struct zoom_user *user);

#ifdef __cplusplus
}
#endif
