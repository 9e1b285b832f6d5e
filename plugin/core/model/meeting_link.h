/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/model/broadcast.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What a person types or pastes into the field "Meeting", read as a meeting id.
 *
 * Accepted: a bare id with spaces or hyphens, any Zoom link that holds one
 * (join, start, web client, zoommtg:), such a link wrapped in another link's
 * query, and a whole invitation. Digits of a passcode or of a phone number are
 * never taken for the id.
 *
 * Threads: any; pure.
 */

/* Zoom meeting ids have 9 to 11 digits (Zoom API reference, "meetingId"); 11 digits exceed 32 bits. */
#define MEETING_ID_DIGITS_MIN 9
#define MEETING_ID_DIGITS_MAX 11

enum meeting_id_result {
	MEETING_ID_OK = 1,
	MEETING_ID_EMPTY,         /* nothing but white space */
	MEETING_ID_NONE,          /* no id in the text */
	MEETING_ID_PERSONAL_LINK, /* a link such as zoom.us/my/name, which holds no id */
	MEETING_ID_TOO_SHORT,     /* only digits, but fewer than 9 */
	MEETING_ID_TOO_LONG,      /* only digits, but more than 11 */
	MEETING_ID_AMBIGUOUS,     /* several different ids */
	MEETING_ID_FOREIGN_LINK,  /* a link that does not lead to Zoom */
};

struct meeting_id {
	uint64_t number;
	/* A hint from the link; only Zoom knows. BROADCAST_KIND_UNKNOWN unless the link is a webinar's. */
	enum broadcast_kind kind;
};

/* text is UTF-8; NULL counts as empty. *id is written on MEETING_ID_OK only. */
enum meeting_id_result meeting_id_parse(const char *text, struct meeting_id *id);

/* "857 4606 5432": digits grouped as Zoom shows them. buffer takes at least MEETING_ID_TEXT_SIZE bytes. */
#define MEETING_ID_TEXT_SIZE 32
void meeting_id_format(uint64_t number, char *buffer);

#ifdef __cplusplus
}
#endif
