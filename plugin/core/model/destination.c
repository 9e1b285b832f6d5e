/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/destination.h"

#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/host_kind.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/base/url.h"

#define KEY_HINT_CHARACTERS 4
#define KEY_HINT_CHARACTERS_MIN 16
#define DOT "\u2022"
#define TWITCH "Twitch"

static const struct text_members texts =
	TEXT_MEMBERS(struct destination, offsetof(struct destination, service_type),
		     offsetof(struct destination, service_name), offsetof(struct destination, url),
		     offsetof(struct destination, key), offsetof(struct destination, linked_login));

void destination_copy(struct destination *target, const struct destination *source)
{
	text_copy_members(target, source, &texts);
}

void destination_free(struct destination *destination)
{
	text_free_members(destination, &texts);
}

bool destination_same(const struct destination *a, const struct destination *b)
{
	return text_same(a->url, b->url) && text_same(a->key, b->key) && a->lookup_failed == b->lookup_failed;
}

static bool has_scheme(const char *url, const char *scheme)
{
	const size_t length = strlen(scheme);

	return astrcmpi_n(url, scheme, length) == 0 && strncmp(url + length, "://", 3) == 0;
}

/* Number of path segments that hold something. */
static size_t segment_count(const char *path)
{
	char **segments = path ? strlist_split(path, '/', false) : NULL;
	size_t count = 0;

	while (segments && segments[count])
		count++;
	strlist_free(segments);
	return count;
}

static const char *find_protocol_code(const struct destination *destination)
{
	static const struct {
		const char *scheme;
		const char *code;
	} known[] = {
		{"srt", "destination.srt"},
		{"rist", "destination.rist"},
		{"http", "destination.hls"},
		{"https", "destination.hls"},
	};

	if (strcmp(destination->service_type, "whip_custom") == 0)
		return "destination.whip";
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (has_scheme(destination->url, known[i].scheme))
			return known[i].code;
	}
	return "destination.not_rtmp";
}

static const char *find_problem_code(const struct destination *destination)
{
	const char *key = destination->key;
	const char *code = NULL;
	struct url url;

	if (!destination->service_type)
		return "destination.none";
	if (text_is_blank(destination->url)) {
		if (destination->lookup_failed)
			return "destination.lookup_failed";
		if (strcmp(destination->service_type, "rtmp_custom") == 0 ||
		    strcmp(destination->service_type, "rtmp_common") == 0)
			return "destination.no_url";
		return strcmp(destination->service_type, "whip_custom") == 0 ? "destination.whip"
									     : "destination.unknown_service";
	}
	if (!has_scheme(destination->url, "rtmp") && !has_scheme(destination->url, "rtmps"))
		return find_protocol_code(destination);
	if (text_character_count(destination->url) > DESTINATION_URL_CHARACTERS_MAX)
		return "destination.url_too_long";

	if (!url_read(&url, destination->url, URL_OF_STREAM))
		return "destination.bad_url";
	if (destination->uses_login || !text_is_empty(url.user) || !text_is_empty(url.password))
		code = "destination.login";
	else if (text_is_blank(key))
		code = segment_count(url.path) > 1 ? "destination.key_in_url" : "destination.no_key";
	else if (text_character_count(key) > DESTINATION_KEY_CHARACTERS_MAX)
		code = "destination.key_too_long";
	url_free(&url);
	return code;
}

bool destination_check(const struct destination *destination, struct problem *problem)
{
	const char *code = find_problem_code(destination);

	if (!code)
		return true;
	problem_set(problem, code);
	problem_set_subject(problem, destination->service_name ? destination->service_name : destination->service_type);
	return false;
}

bool destination_is_private(const struct destination *destination)
{
	struct url url;
	const bool is_private = url_read(&url, destination->url, URL_OF_STREAM) && host_kind_is_private(url.host);

	url_free(&url);
	return is_private;
}

/* Whether the key stands in that part of a URL, as it is or percent-encoded. */
static bool holds_key(const char *part, const char *key)
{
	char *decoded;
	bool found;

	if (text_is_blank(key))
		return false;
	decoded = url_decode(part);
	found = astrstri(part, key) || (decoded && astrstri(decoded, key));
	secret_free(decoded);
	return found;
}

char *destination_display_url(const struct destination *destination)
{
	const char *key = destination->key;
	struct dstr display = {0};
	struct url url;

	if (!url_read(&url, destination->url, URL_OF_STREAM))
		return NULL;
	dstr_printf(&display, "%s://%s", url.scheme, holds_key(url.host, key) ? "\u2026" : url.host);
	if (url.port)
		dstr_catf(&display, ":%s", url.port);
	/* Where the key field is empty the key may be any part of the path. */
	if (!text_is_blank(key) && url.path) {
		char **segments = strlist_split(url.path, '/', false);

		if (segments && segments[0])
			dstr_catf(&display, "/%s", holds_key(segments[0], key) ? "\u2026" : segments[0]);
		if (segments && segments[0] && segments[1])
			dstr_cat(&display, "/\u2026");
		strlist_free(segments);
	}
	url_free(&url);
	return display.array;
}

char *destination_key_hint(const struct destination *destination)
{
	const char *key = destination->key;
	size_t count = text_character_count(key);
	struct dstr hint = {0};

	if (!count)
		return NULL;
	dstr_copy(&hint, DOT DOT DOT DOT);
	if (count >= KEY_HINT_CHARACTERS_MIN) {
		for (; count > KEY_HINT_CHARACTERS; count--) {
			key++;
			while (((unsigned char)*key & 0xc0) == 0x80)
				key++;
		}
		dstr_cat(&hint, key);
	}
	return hint.array;
}

static bool is_twitch_login(const char *login)
{
	const char *end = text_or_empty(login);

	while (ascii_is_letter_or_digit(*end) || *end == '_')
		end++;
	return !text_is_empty(login) && !*end;
}

char *destination_page_url(const struct destination *destination)
{
	struct dstr page_url = {0};

	if (text_same(destination->service_name, TWITCH) && is_twitch_login(destination->linked_login))
		dstr_printf(&page_url, "https://www.twitch.tv/%s", destination->linked_login);
	return page_url.array;
}

static void strip_bandwidth_test(struct destination *destination)
{
	static const char suffix[] = "?bandwidthtest=true";
	const size_t suffix_length = sizeof(suffix) - 1;
	const size_t length = strlen(destination->key);

	if (destination->service_name && strcmp(destination->service_name, TWITCH) == 0 && length > suffix_length &&
	    strcmp(destination->key + length - suffix_length, suffix) == 0)
		destination->key[length - suffix_length] = '\0';
}

void destination_normalise(struct destination *destination)
{
	strdepad(destination->url);
	strdepad(destination->key);
	if (destination->key)
		strip_bandwidth_test(destination);
	/* the suffix is put behind a key as it stands in OBS's settings */
	strdepad(destination->key);
}
