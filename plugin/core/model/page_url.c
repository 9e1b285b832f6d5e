/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/page_url.h"

#include <ctype.h>
#include <stdbool.h>

#include <util/dstr.h>

#include "core/base/text.h"
#include "core/base/url.h"

enum page_url_result page_url_check(const char *text)
{
	struct url url;

	if (text_is_blank(text))
		return PAGE_URL_EMPTY;
	if (astrcmpi_n(text, "http://", 7) != 0 && astrcmpi_n(text, "https://", 8) != 0)
		return PAGE_URL_NOT_HTTP;
	if (text_character_count(text) > PAGE_URL_CHARACTERS_MAX)
		return PAGE_URL_TOO_LONG;
	for (const char *c = text; *c; c++) {
		if (isspace((unsigned char)*c) || iscntrl((unsigned char)*c))
			return PAGE_URL_INVALID;
	}
	if (!url_read(&url, text, URL_OF_WEB))
		return PAGE_URL_INVALID;
	url_free(&url);
	return PAGE_URL_OK;
}
