/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/page_url.h"

#include <stdbool.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/base/unicode.h"
#include "core/base/url.h"

/* RFC 1035, in characters: those of other scripts are never fewer bytes where a name server is asked. */
#define LABEL_CHARACTERS_MAX 63
#define NAME_CHARACTERS_MAX 253

static bool is_of_label(char c)
{
	return ascii_is_letter_or_digit(c) || c == '-' || c == '_' || (c & 0x80);
}

/* Labels with a dot between them, and perhaps behind: "example.org", "localhost", "example.org." */
static bool is_host_name(const char *name, size_t length)
{
	const char *const end = name + length;
	size_t name_count = 0;

	for (const char *label = name; label < end; label++) {
		const char *const begin = label;
		uint32_t character;
		size_t count = 0;

		for (; label < end && is_of_label(*label); label += unicode_read(label, &character))
			count++;
		if (label == begin || count > LABEL_CHARACTERS_MAX || *begin == '-' || label[-1] == '-' ||
		    (label < end && *label != '.'))
			return false;
		/* the dot at the end is not counted */
		name_count += count + (label < end && label + 1 < end);
	}
	return length && name_count <= NAME_CHARACTERS_MAX;
}

/* "1.5" and "v1.2" are numbers of something else, "192.0.2.1" is an address. */
static bool ends_in_number(const char *name, size_t length)
{
	static const char digits[] = "0123456789";
	size_t parts = 1, label = length;

	while (label && name[label - 1] != '.')
		label--;
	for (const char *dot = name; (dot = memchr(dot, '.', (size_t)(name + length - dot))) != NULL; dot++)
		parts++;
	return strspn(name + label, digits) >= length - label && label < length &&
	       (parts != 4 || strspn(name, "0123456789.") < length);
}

/* "example.org/live", "example.org:8443": whoever leaves the scheme out means https. */
static bool begins_with_host(const char *text)
{
	const size_t length = strcspn(text, "/?#:");
	const char *const port = text + length + (text[length] == ':');

	return memchr(text, '.', length) && is_host_name(text, length) && !ends_in_number(text, length) &&
	       (text[length] != ':' || (*port && strchr("0123456789", *port)));
}

static bool has_scheme(const char *text)
{
	return astrcmpi_n(text, "http://", 7) == 0 || astrcmpi_n(text, "https://", 8) == 0;
}

/* "https://https://example.org" has a host, too, and "https://…" one of no letters. */
static bool has_real_host(const struct url *url)
{
	uint32_t character;

	if (astrcmpi(url->host, "http") == 0 || astrcmpi(url->host, "https") == 0)
		return false;
	for (const char *at = url->host, *next; (next = at + unicode_read(at, &character)) != at; at = next) {
		if ((character >= 0x80 && character < 0xc0) || (character >= 0x2000 && character < 0x2c00))
			return false;
	}
	return *url->host == '[' || is_host_name(url->host, strlen(url->host));
}

enum page_url_result page_url_check(const char *text)
{
	enum page_url_result result = PAGE_URL_OK;
	uint32_t character;
	struct url url;

	if (text_is_blank(text))
		return PAGE_URL_EMPTY;
	if (!has_scheme(text))
		return PAGE_URL_NOT_HTTP;
	if (text_character_count(text) > PAGE_URL_CHARACTERS_MAX)
		return PAGE_URL_TOO_LONG;
	for (const char *at = text, *next; (next = at + unicode_read(at, &character)) != at; at = next) {
		if (unicode_is_invisible(character))
			return PAGE_URL_INVISIBLE;
		if (unicode_is_blank(character) || character < 0x20 || (character >= 0x7f && character < 0xa0))
			return PAGE_URL_INVALID;
	}
	/* libcurl forgives "https:///example.org" */
	if (strncmp(strstr(text, "://"), ":///", 4) == 0 || !url_read(&url, text, URL_OF_WEB))
		return PAGE_URL_INVALID;
	if (!has_real_host(&url) || url_has_login(&url))
		result = PAGE_URL_INVALID;
	url_free(&url);
	return result;
}

enum page_url_result page_url_read(const char *text, char **url)
{
	char *trimmed = unicode_trim(text_or_empty(text));
	struct dstr whole = {0};
	enum page_url_result result;

	dstr_printf(&whole, "%s%s", begins_with_host(trimmed) ? "https://" : "", trimmed);
	bfree(trimmed);
	result = page_url_check(whole.array);
	if (result != PAGE_URL_OK)
		dstr_free(&whole);
	*url = whole.array;
	return result;
}
