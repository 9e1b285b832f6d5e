/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/* What the words before a number say that it is. */
enum meeting_label {
	MEETING_LABEL_NONE = 1,
	MEETING_LABEL_ID,       /* surely a meeting's or webinar's id, as Zoom's invitations have it */
	MEETING_LABEL_PROBABLE, /* nothing but "Zoom": one of 11 digits is an id, while phone numbers have fewer */
	MEETING_LABEL_POSSIBLE, /* "Zoom" with other words before it: the same, in the groups that Zoom writes */
	MEETING_LABEL_OTHER,    /* a passcode, a phone number */
};

/*
 * text, of that many bytes, is what stands before the number; its end counts.
 * Case, accents, blanks and punctuation do not. Threads: any; pure.
 */
enum meeting_label meeting_label_read(const char *text, const char *end);

/* Whether there is a word for a passcode between the two, as behind an id: "857 4606 5432 passcode: 123456". */
bool meeting_label_names_passcode(const char *text, const char *end);
