/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "core/zoom/reply.h"

/*
 * The errors of Zoom's API and of its OAuth server: read from bodies that may
 * be anything, and what each means here, in one table. Its words are those of
 * its problem in data/locale. Source: Zoom API reference, "Error definitions"
 * and the pages of the calls. Threads: any; pure.
 */

enum zoom_error_sign {
	ZOOM_ERROR_MISSING_SCOPE = 1 << 0, /* the token may not do this */
	ZOOM_ERROR_BAD_VALUES = 1 << 1,    /* in the reply are their names, or the body's encoding was not understood */
	ZOOM_ERROR_KIND_DOUBTED = 1 << 2,  /* of a webinar's path: the id may be a meeting's */
};

struct zoom_error_meaning {
	long code;                       /* 0: what it means is not known */
	const char *words;               /* one of these is told, see zoom_error_has_word; NULL: whatever is told */
	const char *problem;             /* its code; NULL: "zoom.<code>" */
	enum zoom_reply_outcome outcome; /* what to do about it; 0: that is not known */
	unsigned signs;                  /* of enum zoom_error_sign */
	/* the page of Zoom's portal that mends it, below that address of the cloud; NULL: there is none */
	const char *(*site)(enum cloud cloud);
	const char *page;
};

struct zoom_error {
	long code;     /* 0: the body names none */
	char *word;    /* OAuth's "error", such as "invalid_client"; NULL: none */
	char *message; /* readable, without secrets; NULL: none */
	char *subject; /* fields that failed validation, or scopes that are missing: "stream_url, page_url"; NULL: none */
	const struct zoom_error_meaning *meaning; /* never NULL */
};

void zoom_error_read(struct zoom_error *error, const struct http_response *response, const struct redaction *redaction);
void zoom_error_free(struct zoom_error *error);

/* Whether a word of the text begins with one of these, which "|" is between, in any letter case. NULL has none. */
bool zoom_error_has_word(const char *text, const char *words);

/* The JSON at the body's begin, whatever stands behind it; NULL: there is none. Free with json_wipe. */
json_t *zoom_error_read_json(const struct http_response *response);

/* Whether an object is an error, which a success has been the status of, too. */
bool zoom_error_is(const json_t *object);
