/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/redaction.h"
#include "core/http/message.h"
#include "core/model/cloud.h"
#include "core/model/live.h"
#include "core/model/livestream.h"
#include "core/model/problem.h"
#include "core/model/user.h"

/*
 * Zoom's replies, turned into what to do about them. Source of the codes: Zoom
 * API reference, "Error definitions" and the pages of the livestream calls.
 * Threads: any; pure.
 */

enum zoom_reply_outcome {
	ZOOM_REPLY_PENDING = 1, /* of a device's poll: the person has not decided yet */
	ZOOM_REPLY_SLOW_DOWN,   /* the same, and 5 s more between polls from now on */
	ZOOM_REPLY_SUCCESS,
	ZOOM_REPLY_CANCELLED,  /* the request was */
	ZOOM_REPLY_TRANSIENT,  /* the same request may succeed later */
	ZOOM_REPLY_PERMANENT,  /* it will not, until something is changed */
	ZOOM_REPLY_OTHER_KIND, /* the id is a webinar's (3000) */
	ZOOM_REPLY_TOKEN,      /* the access token has expired or is invalid */
};

struct zoom_reply {
	enum zoom_reply_outcome outcome;
	/* The body's encoding may be what was refused: 415, or 300/400 with code 300 or no known code. */
	bool encoding_doubted;
	bool kind_doubted;      /* where it was a webinar's path: the id may be a meeting's */
	bool rate_limited;      /* Zoom takes no more requests at the moment */
	bool missing_scope;     /* the token lacks a scope */
	struct problem problem; /* unset on success and cancel */
};

/* By what a reply is read. */
struct zoom_reply_reading {
	enum cloud cloud;                  /* whose portal's pages problems lead to; 0: to none */
	const char *host;                  /* named in problems of the connection */
	const struct redaction *redaction; /* what must not be in any text */
	int64_t now_s;                     /* seconds since 1970: turns dates into waiting times */
};

/* By what a person knows a meeting or webinar, made fit to be shown; NULL where Zoom told nothing. */
struct zoom_meeting {
	char *topic;
	char *host_email;
	enum live_meeting state; /* of a webinar Zoom tells none */
	bool is_encrypted;       /* from end to end */
};

/*
 * Reads the reply to "Update a livestream": only 204 is success.
 * Free with zoom_reply_free.
 */
void zoom_reply_read_update(struct zoom_reply *reply, const struct http_response *response,
			    const struct zoom_reply_reading *reading);

/*
 * Reads the reply to "Get a livestream": 200, whose empty body means that nothing
 * was ever configured. Fills *livestream, which is empty on failure; free with
 * livestream_free.
 */
void zoom_reply_read_livestream(struct zoom_reply *reply, struct livestream *livestream,
				const struct http_response *response, const struct zoom_reply_reading *reading);

/* Reads the reply to "Get a meeting" or "Get a webinar". Fills *meeting, empty on failure; free its texts with bfree. */
void zoom_reply_read_meeting(struct zoom_reply *reply, struct zoom_meeting *meeting,
			     const struct http_response *response, const struct zoom_reply_reading *reading);

/* The same of "Get a user" and "Get user settings". */
void zoom_reply_read_user(struct zoom_reply *reply, struct user *user, const struct http_response *response,
			  const struct zoom_reply_reading *reading);
void zoom_reply_read_settings(struct zoom_reply *reply, struct user_settings *settings,
			      const struct http_response *response, const struct zoom_reply_reading *reading);

void zoom_reply_free(struct zoom_reply *reply);

/* What names the request to Zoom's support, made fit to be shown; NULL: nothing does. Free with bfree. */
char *zoom_reply_tracking_id(const struct http_response *response, const struct redaction *redaction);

/*
 * Seconds to wait by a Retry-After value: seconds, an HTTP date or an ISO 8601 date; PROBLEM_RETRY_UNKNOWN: neither,
 * or not from 0 to PROBLEM_RETRY_AFTER_S_MAX.
 */
long zoom_reply_retry_after_s(const char *value, int64_t now_s);

/* By Zoom's own clock, where the reply tells it; else now_s. */
int64_t zoom_reply_now_s(const struct http_response *response, int64_t now_s);

/* Of any reply that says nothing else, such as one of an overload: by Retry-After alone. */
long zoom_reply_wait_s(const struct http_response *response, int64_t now_s);

/* For readers of other replies: it is no success, or never came whole. *reply must be zeroed before. */
void zoom_reply_read_trouble(struct zoom_reply *reply, const struct http_response *response,
			     const struct zoom_reply_reading *reading);

/* An overload or a fault on Zoom's side, by the status alone: the same may succeed later. */
bool zoom_reply_status_is_transient(long status);
