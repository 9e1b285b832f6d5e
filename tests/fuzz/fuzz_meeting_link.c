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
	struct meeting_id id = {0};
	const enum meeting_id_result result = meeting_id_parse(text, &id);
	char formatted[MEETING_ID_TEXT_SIZE];

	if (result < MEETING_ID_OK || result > MEETING_ID_FOREIGN_LINK)
		abort();
	if (result != MEETING_ID_OK && (id.number || id.kind))
		abort();
	if (result == MEETING_ID_OK) {
		struct meeting_id again = {0};

		if (id.number < 100000000 || id.number > 99999999999)
			abort();
		/* what is shown is read as the same */
		meeting_id_format(id.number, formatted);
		if (meeting_id_parse(formatted, &again) != MEETING_ID_OK || again.number != id.number)
			abort();
	}
	bfree(text);
	return 0;
}
