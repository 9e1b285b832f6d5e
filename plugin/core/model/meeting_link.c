/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_link.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/model/meeting_digits.h"
#include "core/model/meeting_search.h"
#include "core/model/pasted_text.h"

/* More to decode than mail gateways make of a link, however their forms are mixed. */
#define DECODED_SIZE_MAX(text_size) (64 * ((text_size) + 1024))

void meeting_search_missed(struct meeting_search *search, enum meeting_link_result why)
{
	if (search->miss < why)
		search->miss = why;
}

void meeting_search_found(struct meeting_search *search, uint64_t number, enum broadcast_kind kind)
{
	search->is_ambiguous = search->is_ambiguous || (search->number && search->number != number);
	search->number = number;
	if (kind != BROADCAST_KIND_UNKNOWN)
		search->kind = kind;
}

/* An invitation of another service has ids and dial strings like Zoom's. */
static bool is_of_other_service(const char *text)
{
	static const char *const names[] = {
		"Microsoft Teams",
		"teams.microsoft.com",
		"teams.live.com",
		"Google Meet",
		"meet.google.com",
		"Webex",
		"GoTo Meeting",
		"GoToMeeting",
		"gotomeet.me",
		"BlueJeans",
		"RingCentral",
		"Amazon Chime",
		"Lifesize",
		"Skype Meeting",
		"Skype for Business",
		"腾讯会议",
		"騰訊會議",
		"VooV",
		"meeting.tencent.com",
		"飞书",
		"飛書",
		"钉钉",
		"DingTalk",
		"FreeConferenceCall",
		"Zoho Meeting",
		"StarLeaf",
		"Pexip",
		"BigBlueButton",
		"Whereby",
		"Jitsi",
		"8x8",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (astrstri(text, names[i]))
			return !astrstri(text, "zoom");
	}
	return false;
}

/* The whole text is one number, written with separators, or nothing; what stands around it is punctuation. */
static bool parse_bare_number(struct meeting_search *search, const char *text)
{
	static const char around[] = " \t\n.,;:!?#()[]<>{}\"'`*-";
	const char *begin = text + strspn(text, around);
	const struct meeting_digits read = meeting_digits_read(begin, true);

	if (!ascii_is_digit(*begin) || read.end[strspn(read.end, around)])
		return false;
	if (read.count < MEETING_LINK_DIGITS_MIN)
		meeting_search_missed(search, MEETING_LINK_TOO_SHORT);
	else if (read.count > MEETING_LINK_DIGITS_MAX)
		meeting_search_missed(search, MEETING_LINK_TOO_LONG);
	else if (read.is_id && !meeting_digits_are_date(&read))
		meeting_search_found(search, read.number, BROADCAST_KIND_UNKNOWN);
	return true;
}

enum meeting_link_result meeting_link_parse(const char *text, struct meeting_link *id)
{
	struct meeting_search search = {.kind = BROADCAST_KIND_UNKNOWN, .miss = MEETING_LINK_NONE};
	char *plain = pasted_text_plain(text ? text : "");
	const bool is_empty = !plain[strspn(plain, " \t\n")];

	search.decoded_size_left = DECODED_SIZE_MAX(strlen(plain));
	if (!is_empty && !parse_bare_number(&search, plain)) {
		const bool is_of_zoom = !is_of_other_service(plain);

		meeting_search_links(&search, plain);
		if (is_of_zoom)
			meeting_search_numbers(&search, plain);
		else
			meeting_search_missed(&search, MEETING_LINK_FOREIGN);
	}
	bfree(plain);
	if (is_empty)
		return MEETING_LINK_EMPTY;
	if (search.is_ambiguous)
		return MEETING_LINK_AMBIGUOUS;
	if (!search.number)
		return search.miss;
	id->number = search.number;
	id->kind = search.kind;
	return MEETING_LINK_OK;
}

void meeting_link_format(uint64_t number, char *buffer)
{
	char digits[24];
	const int count = snprintf(digits, sizeof(digits), "%" PRIu64, number);
	/* Zoom writes 11 digits as 3-4-4, 10 and 9 as 3-3-4 and 3-3-3 */
	const int second_group = count > 10 ? 7 : 6;
	size_t length = 0;

	for (int i = 0; i < count; i++) {
		if (count >= MEETING_LINK_DIGITS_MIN && (i == 3 || i == second_group))
			buffer[length++] = ' ';
		buffer[length++] = digits[i];
	}
	buffer[length] = '\0';
}
