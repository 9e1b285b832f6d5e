/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/base/c_linkage.h"
#include "core/model/broadcast.h"

C_LINKAGE_BEGIN

/*
 * What a person types or pastes into the field "Meeting", read as a meeting id.
 *
 * A number alone is one, with what separators and punctuation it may have. Of a
 * longer text a number is taken only where it surely is one: in a Zoom link, also
 * one that is wrapped in others, behind Zoom's words for it in one of the languages
 * of its invitations, in a dial string, or in a SIP address. Digits of a passcode,
 * of a phone number or of a date are never taken for the id.
 *
 * Threads: any; pure.
 */

/* Zoom meeting ids have 9 to 11 digits (Zoom API reference, "meetingId"); 11 digits exceed 32 bits. */
#define MEETING_LINK_DIGITS_MIN 9
#define MEETING_LINK_DIGITS_MAX 11

/* Of a text without an id that is several of these, the last one is told. */
enum meeting_link_result {
	MEETING_LINK_OK = 1,
	MEETING_LINK_EMPTY,        /* nothing but white space */
	MEETING_LINK_NONE,         /* no id in the text */
	MEETING_LINK_TOO_SHORT,    /* only digits, but fewer than 9 */
	MEETING_LINK_TOO_LONG,     /* only digits, but more than 11 */
	MEETING_LINK_FOREIGN,      /* a link that does not lead to Zoom, or an invitation of another service */
	MEETING_LINK_AMBIGUOUS,    /* several different ids, or a number that may be none */
	MEETING_LINK_OPAQUE,       /* a link of which only a gateway or a short-link service knows where it leads */
	MEETING_LINK_EVENT,        /* a page of Zoom Events, without an id */
	MEETING_LINK_RECORDING,    /* a recording or clip, without an id */
	MEETING_LINK_REGISTRATION, /* a link to register with, which holds no id */
	MEETING_LINK_PERSONAL,     /* a link such as zoom.us/my/name, which holds no id */
};

struct meeting_link {
	uint64_t number;
	/* A hint from the link; only Zoom knows. BROADCAST_KIND_UNKNOWN unless the link is a webinar's. */
	enum broadcast_kind kind;
};

/* text is UTF-8; NULL counts as empty. *id is written on MEETING_LINK_OK only. */
enum meeting_link_result meeting_link_parse(const char *text, struct meeting_link *id);

/* "857 4606 5432": digits grouped as Zoom shows them. buffer takes at least MEETING_LINK_TEXT_SIZE bytes. */
#define MEETING_LINK_TEXT_SIZE 32
void meeting_link_format(uint64_t number, char *buffer);

C_LINKAGE_END
