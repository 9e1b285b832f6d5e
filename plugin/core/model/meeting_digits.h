/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A number as people write it, in groups of digits, and whether it can be a
 * meeting id; for the search in links and in running text. Threads: any; pure.
 */

/* Groups of digits that are looked at; no id has as many. */
#define MEETING_DIGITS_GROUPS_MAX 5

struct meeting_digits {
	uint64_t number; /* meaningless where they are too many */
	size_t count;
	size_t groups[MEETING_DIGITS_GROUPS_MAX];
	size_t group_count;
	const char *end;
	bool is_id; /* it can be one */
};

/* Reads digits with separators between them; where they stand alone, with as many as there are. */
struct meeting_digits meeting_digits_read(const char *text, bool stands_alone);

/* In one piece, or in the groups that Zoom writes. */
bool meeting_digits_are_grouped(const struct meeting_digits *read);

/* "2026-01-31 10", "31-01-2026 10" */
bool meeting_digits_are_date(const struct meeting_digits *read);

/* "85746065432", "857-4606-5432", and what a sentence leaves at a link's end: "85746065432." */
bool meeting_digits_leading_id(const char *text, uint64_t *number);
