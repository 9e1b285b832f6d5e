/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>

#include <util/bmem.h>

#include "core/model/meeting_link.h"

const char *const fuzz_words[] = {
	"857",        "4606",
	"5432",       "85746065432",
	" ",          "-",
	"\n",         "\u00a0",
	"\u200b",     "https://",
	"zoom.us",    "/j/",
	"/w/",        "/wc/",
	"/my/",       "?",
	"&",          "confno=",
	"pwd=",       "%2F",
	"%3A",        "url=",
	"zoommtg://", "<a href=\"",
	"\">",        "ID: ",
	"Pass",       "+49",
	",,",         "#",
	"*",          "a.b/",
	"://",        "(",
	")",          "é",
	".",          "12345678901234567890",
	NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);
	struct meeting_link id = {0};
	const enum meeting_link_result result = meeting_link_parse(text, &id);
	char formatted[MEETING_LINK_TEXT_SIZE];

	if (result < MEETING_LINK_OK || result > MEETING_LINK_FOREIGN)
		abort();
	if (result != MEETING_LINK_OK && (id.number || id.kind))
		abort();
	if (result == MEETING_LINK_OK) {
		struct meeting_link again = {0};

		if (id.number < 100000000 || id.number > 99999999999)
			abort();
		/* what is shown is read as the same */
		meeting_link_format(id.number, formatted);
		if (meeting_link_parse(formatted, &again) != MEETING_LINK_OK || again.number != id.number)
			abort();
	}
	bfree(text);
	return 0;
}
