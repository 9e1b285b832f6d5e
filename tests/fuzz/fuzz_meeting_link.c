/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>

#include <util/bmem.h>

#include "core/model/meeting_link.h"

const char *const fuzz_words[] = {"857",
				  "4606",
				  "5432",
				  "85746065432",
				  " ",
				  "-",
				  "\n",
				  "\r\n",
				  "\t",
				  "\u00a0",
				  "\u200b",
				  "\uff18",
				  "\u0668",
				  "=\n",
				  "=3D",
				  "=C2=A0",
				  "=20\n",
				  "&amp;",
				  "&nbsp;",
				  "&#58;",
				  "&#x200b;",
				  "https://",
				  "https:/",
				  "zoom.us",
				  "zoom-x.de",
				  "zoomcrc.com",
				  "/j/",
				  "/w/",
				  "/wc/",
				  "/my/",
				  "/meetings/",
				  "/launch/jc/",
				  "/register/",
				  "/rec/",
				  "/skype/",
				  "?",
				  "&",
				  "confno=",
				  "pwd=",
				  "%2F",
				  "%252F",
				  "%3A",
				  "%",
				  "url=",
				  "zoommtg://",
				  "https-3A__",
				  "-3A__",
				  "_",
				  "https*3A*2F*2F",
				  "__;!!",
				  "aHR0cHM6Ly96b29tLnVzL2ovODU3NDYwNjU0MzI",
				  "aHR0c",
				  "urldefense.com",
				  "safelinks.protection.outlook.com",
				  "protect-us.mimecast.com/s/",
				  "<a href=\"",
				  "\">",
				  "<",
				  "ID: ",
				  "Meeting ID",
				  "M\u00f6tes-ID",
				  "Mo\u0308tes-ID",
				  "\u1112\u116c",
				  "\u30d1\u30b9\u30b3\u30fc\u30c9",
				  "\u0418\u0414",
				  "Pass",
				  "code",
				  "+49",
				  "+16699006833",
				  ",,",
				  "#",
				  "##",
				  "*",
				  "@",
				  "a.b/",
				  "://",
				  "(",
				  ")",
				  "\u00e9",
				  ".",
				  "31.01.2026",
				  "2026-01-31 10:00",
				  "12345678901234567890",
				  "\xe2",
				  "\xff",
				  NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);
	struct meeting_link id = {0};
	const enum meeting_link_result result = meeting_link_parse(text, &id);
	char formatted[MEETING_LINK_TEXT_SIZE];

	if (result < MEETING_LINK_OK || result > MEETING_LINK_PERSONAL)
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
