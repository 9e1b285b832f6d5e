/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/http/message.h"
#include "core/model/broadcast.h"
#include "core/model/live.h"
#include "core/zoom/reply.h"

/*
 * "Update livestream status" and "Update live stream status" (Zoom API
 * reference): PATCH /meetings/{id}/livestream/status, or its counterpart for
 * webinars, and what its reply means. Threads: any; pure.
 */

enum zoom_live_action {
	ZOOM_LIVE_START = 1,
	ZOOM_LIVE_STOP,
};

/*
 * The call as a value, see call.h. A stop has no settings, and neither has a start with NULL; what the kind does not
 * have, or is left to Zoom, is left out. It is never sent twice by itself. False where the name is no UTF-8.
 * *request must be zeroed before, and is freed with http_request_free.
 */
bool zoom_live_call(struct http_request *request, enum broadcast_kind kind, uint64_t id, enum zoom_live_action action,
		    const struct live_settings *settings);

enum zoom_live_meaning {
	ZOOM_LIVE_DONE = 1,   /* Zoom has taken it; pictures come to the destination 30 to 60 s after a start */
	ZOOM_LIVE_ALREADY,    /* it is so already */
	ZOOM_LIVE_NOT_BEGUN,  /* the meeting or webinar does not run, and so neither does its livestream */
	ZOOM_LIVE_ENCRYPTED,  /* the meeting is, from end to end */
	ZOOM_LIVE_OTHER_KIND, /* the id is a webinar's */
	ZOOM_LIVE_BUSY,       /* 429: too many requests, or a start that came within 30 s of another one */
	ZOOM_LIVE_IN_DOUBT,   /* no reply came that tells whether Zoom has done it */
	ZOOM_LIVE_LATER,      /* nothing was done; the same may work later */
	ZOOM_LIVE_REFUSED,    /* nothing was done, until something is changed */
};

struct zoom_live_reply {
	enum zoom_live_meaning meaning;
	bool missing_scope;
	struct problem problem; /* unset where it is done, or so already */
};

/* By the path, of which kind tells, and by Zoom's words: its codes mean several things. Free with zoom_live_free. */
void zoom_live_read(struct zoom_live_reply *reply, enum broadcast_kind kind, const struct http_response *response,
		    const struct zoom_reply_reading *reading);
void zoom_live_free(struct zoom_live_reply *reply);
