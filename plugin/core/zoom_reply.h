/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "destination.h"
#include "http_message.h"
#include "problem.h"
#include "redaction.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Zoom's replies, turned into what to do about them. Source of the codes: Zoom
 * API reference, "Error definitions" and the pages of the livestream calls.
 * Threads: any; pure.
 */

enum zoom_outcome {
	ZOOM_OUTCOME_SUCCESS = 1,
	ZOOM_OUTCOME_CANCELLED,
	ZOOM_OUTCOME_OTHER_KIND, /* the id is a webinar's (3000) */
	ZOOM_OUTCOME_TOKEN,      /* the access token has expired or is invalid */
	ZOOM_OUTCOME_TRANSIENT,  /* the same request may succeed later */
	ZOOM_OUTCOME_PERMANENT,  /* it will not, until something is changed */
};

struct zoom_reply {
	enum zoom_outcome outcome;
	/* The body's encoding may be what was refused: 415, or 300/400 with code 300 or no known code. */
	bool encoding_doubted;
	bool not_permitted;     /* the token lacks a scope */
	struct problem problem; /* unset on success and cancel */
};

/* What Zoom holds for a broadcast; NULL where it told nothing. */
struct zoom_livestream {
	char *stream_url;
	char *stream_key; /* secret */
	char *page_url;
};

/*
 * Reads the reply to "Update a livestream": only 204 is success. host is named
 * in problems of the connection; now_s (seconds since 1970) turns dates into
 * waiting times. Free with zoom_reply_free.
 */
void zoom_reply_read_update(struct zoom_reply *reply, const struct http_response *response, const char *host,
			    const struct redaction *redaction, int64_t now_s);

/* Reads the reply to "Get a livestream": 200, whose empty body means that nothing was ever configured. */
void zoom_reply_read_livestream(struct zoom_reply *reply, struct zoom_livestream *livestream,
				const struct http_response *response, const char *host,
				const struct redaction *redaction, int64_t now_s);

void zoom_reply_free(struct zoom_reply *reply);
void zoom_livestream_free(struct zoom_livestream *livestream);

/* The name of the first field in which Zoom holds something else, or NULL. A field that Zoom left out is no difference,
 * unless it left out all. */
const char *zoom_livestream_difference(const struct zoom_livestream *livestream, const struct destination *destination,
				       const char *page_url);

/* Whether Zoom told both what the stream goes to and its key, so that equal means equal. */
bool zoom_livestream_is_whole(const struct zoom_livestream *livestream);

/* Seconds to wait by a Retry-After value: seconds, an HTTP date or an ISO 8601 date; PROBLEM_RETRY_UNKNOWN: neither. */
long zoom_reply_retry_after_s(const char *value, int64_t now_s);

#ifdef __cplusplus
}
#endif
