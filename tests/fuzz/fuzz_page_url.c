/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"
#include "core/base/unicode.h"
#include "core/model/page_url.h"

const char *const fuzz_words[] = {"https://", "http://",   "HTTPS://",  "example",     ".org",   ".",
				  "..",       "-",         "/live",     "/",           ":",      ":8443",
				  "?a=b",     "#c",        "@",         "anna:pass@",  " ",      "\t",
				  "\r\n",     "\u00a0",    "\ufeff",    "\u200b",      "\u202e", "\u00ad",
				  "\u3000",   "[::1]",     "192.0.2.1", "b\u00fccher", "xn--",   "\U0001f600",
				  "%20",      "\xff",      "\xe2\x80",  "\\",          "*",      "_",
				  ",",        "localhost", "https",     NULL};

static void require(bool law)
{
	if (!law)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);
	char *url;
	const enum page_url_result result = page_url_read(text, &url);
	uint32_t character;

	require(result >= PAGE_URL_OK && result <= PAGE_URL_TOO_LONG);
	require((result == PAGE_URL_OK) == (url != NULL));
	if (url) {
		char *again;

		/* what is shown is read as the same, and is stored */
		require(page_url_check(url) == PAGE_URL_OK && text_character_count(url) <= PAGE_URL_CHARACTERS_MAX);
		require(page_url_read(url, &again) == PAGE_URL_OK && strcmp(url, again) == 0);
		for (const char *at = url; *at; at += unicode_read(at, &character))
			require(unicode_read(at, &character) && !unicode_is_blank(character) &&
				!unicode_is_invisible(character) && character >= ' ');
		bfree(again);
	}
	bfree(url);
	bfree(text);
	return 0;
}
