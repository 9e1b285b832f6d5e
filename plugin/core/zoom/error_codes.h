/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/model/cloud.h"
#include "core/zoom/reply.h"

/*
 * The error codes of Zoom's API, in one table: what each means here, and which
 * page of Zoom's portal mends it. Its words are those of its problem in
 * data/locale. Source: Zoom API reference, "Error
 * definitions" and the pages of the calls. Threads: any; pure.
 */

enum zoom_error_codes_sign {
	ZOOM_ERROR_MISSING_SCOPE = 1 << 0, /* the token may not do this */
	ZOOM_ERROR_NAMES_SCOPES = 1 << 1,  /* the message has them in brackets */
	ZOOM_ERROR_BAD_VALUES = 1 << 2,    /* in the reply are their names, or the body's encoding was not understood */
	ZOOM_ERROR_NO_USER = 1 << 3,       /* of a call about a user: it is not that account's */
	ZOOM_ERROR_RATE_LIMIT = 1 << 4,
	ZOOM_ERROR_KIND_DOUBTED = 1 << 5, /* of a webinar's path: the id may be a meeting's */
};

struct zoom_error_codes_entry {
	long code;
	enum zoom_reply_outcome outcome; /* what to do about it; 0: the code is not known */
	unsigned signs;                  /* of enum zoom_error_codes_sign */
	/* the page of Zoom's portal that mends it, below that address of the cloud; NULL: there is none */
	const char *(*site)(enum cloud cloud);
	const char *page;
};

/* Never NULL: one that is not known has no outcome and no sign. */
const struct zoom_error_codes_entry *zoom_error_codes_find(long code);

/* The page of that cloud's portal on which it is mended, to be freed with bfree; NULL: there is none, or cloud is 0. */
char *zoom_error_codes_page_url(long code, enum cloud cloud);
