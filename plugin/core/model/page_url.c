/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/page_url.h"

#include <ctype.h>
#include <stdbool.h>

#include <curl/curl.h>
#include <util/dstr.h>

#include "core/base/text.h"

static bool is_url_with_host(const char *text)
{
	CURLU *url = curl_url();
	char *host = NULL;
	bool valid = false;

	if (!url)
		return false;
	if (curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		valid = *host != '\0';
	curl_free(host);
	curl_url_cleanup(url);
	return valid;
}

enum page_url_result page_url_check(const char *text)
{
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
	return is_url_with_host(text) ? PAGE_URL_OK : PAGE_URL_INVALID;
}
