/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_search.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/model/cloud.h"
#include "core/model/meeting_digits.h"
#include "core/model/meeting_label.h"

#define LABEL_SIZE_MAX 160

/* More numbers than any invitation has: to look at the words before each would take long. */
#define NUMBERS_MAX 500

/* Where a tag of HTML begins that ends there, else there. */
static const char *find_tag(const char *earliest, const char *end)
{
	for (const char *begin = end; *end == '>' && begin > earliest && begin[-1] != '\n'; begin--) {
		if (begin[-1] == '<')
			return begin - 1;
	}
	return end;
}

/*
 * Where what stands before a number begins, back to the number before it: on its
 * own line or, where that is blank, on the one above.
 */
static const char *find_label(const char *earliest, const char *number)
{
	const char *label = number;
	bool blank = true;

	while (label > earliest && number - label < LABEL_SIZE_MAX) {
		if (label[-1] == '\n' && !blank)
			break;
		label = find_tag(earliest, --label);
		/* quoted in a mail, or in a list or table */
		blank = blank && (ascii_is_white(*label) || strchr("<>|*-_#", *label));
	}
	return label;
}

/* What follows on the line, or where that is blank on the next, is of a passcode: "857 4606 5432 / Kenncode: 123456". */
static bool precedes_passcode(const char *number_end)
{
	const char *begin = number_end + strspn(number_end, " \t\n.,;:/|()*-_");
	const char *end = begin;

	while (*end && *end != '\n' && !ascii_is_digit(*end) && end - begin < LABEL_SIZE_MAX)
		end++;
	return meeting_label_names_passcode(begin, end);
}

/* Whether nothing is written before it on its line, or only what makes a list. */
static bool begins_line(const char *text, const char *number)
{
	while (number > text && strchr(" \t>|*-", number[-1]))
		number--;
	return number == text || number[-1] == '\n';
}

/* "85746065432@zoomcrc.com", "85746065432.123456@zoomcrc.com" */
static bool is_sip_address(const char *number_end)
{
	const char *at = number_end;
	char host[64];
	size_t length;

	while (*at == '.' || ascii_is_digit(*at))
		at++;
	if (*at++ != '@')
		return false;
	for (length = 0; length < sizeof(host) - 1 &&
			 (ascii_is_letter_or_digit(at[length]) || at[length] == '.' || at[length] == '-');
	     length++)
		host[length] = at[length];
	while (length && host[length - 1] == '.')
		length--;
	host[length] = '\0';
	return cloud_host_is_zoom(host);
}

/* What of a line was read: "+16699006833,,85746065432#,,,,*123456#" is a phone, the id and its passcode. */
enum line_part { LINE_BEGIN = 1, LINE_PHONE, LINE_DIAL_STRING };

static bool is_dialled(enum line_part part, const char *text, const char *number, const char *end)
{
	const bool is_paused = number - text >= 2 && number[-1] == ',';
	const bool is_paused_long = is_paused && number[-2] == ',';
	const bool is_ended = *end == '#' || strncmp(end, "%23", 3) == 0;

	return part != LINE_DIAL_STRING && is_paused + is_paused_long + is_ended + (part == LINE_PHONE) >= 3 &&
	       is_paused;
}

/* What follows a number makes it a part of something else, but for what emphasises it: "__857 4606 5432__". */
static bool goes_on(const char *number_end)
{
	const char *next = number_end + strspn(number_end, "_");

	return *number_end == '=' || ascii_is_letter_or_digit(*next);
}

void meeting_search_numbers(struct meeting_search *search, const char *text)
{
	const char *const begin = text;
	const char *earliest = text;
	enum line_part part = LINE_BEGIN;

	for (size_t count = 0; *text;) {
		const char *number = text;
		const char before = number > begin ? number[-1] : ' ';
		struct meeting_digits read;

		if (!ascii_is_digit(*text)) {
			if (*text == '\n')
				part = LINE_BEGIN;
			else if (*text == '+' && part == LINE_BEGIN)
				part = LINE_PHONE;
			text++;
			continue;
		}
		read = meeting_digits_read(number, false);
		text = read.end;
		if (read.is_id && !goes_on(text) && !meeting_digits_are_date(&read)) {
			const enum meeting_label label = meeting_label_read(find_label(earliest, number), number);
			const bool is_apart = !strchr("*_.", before) && !ascii_is_letter_or_digit(before);
			const bool is_dial = is_dialled(part, begin, number, text);
			/* phones begin otherwise, or are shorter, or in other groups */
			const bool is_like_new_id = is_apart && *number >= '6' && read.count == MEETING_LINK_DIGITS_MAX;
			const bool is_probable = is_like_new_id && part == LINE_BEGIN &&
						 (label == MEETING_LABEL_PROBABLE ||
						  (label == MEETING_LABEL_POSSIBLE && read.group_count == 3) ||
						  (label == MEETING_LABEL_NONE && begins_line(begin, number) &&
						   precedes_passcode(text)));

			if (++count > NUMBERS_MAX) {
				search->is_ambiguous = true;
				return;
			}
			if (meeting_digits_are_grouped(&read) &&
			    (label == MEETING_LABEL_ID || is_probable || is_dial ||
			     (is_apart && is_sip_address(text)) ||
			     (number - begin >= 2 && strncmp(number - 2, "##", 2) == 0)))
				meeting_search_found(search, read.number, BROADCAST_KIND_UNKNOWN);
			else if (label == MEETING_LABEL_ID ||
				 (label != MEETING_LABEL_OTHER && is_apart && part == LINE_BEGIN))
				meeting_search_missed(search, MEETING_LINK_AMBIGUOUS);
			if (is_dial)
				part = LINE_DIAL_STRING;
		}
		earliest = text;
	}
}
