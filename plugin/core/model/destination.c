/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/destination.h"

#include <stdio.h>
#include <string.h>

#include <curl/curl.h>
#include <util/dstr.h>

#include "core/base/host_kind.h"
#include "core/base/secret.h"
#include "core/base/text.h"

#define KEY_HINT_CHARACTERS 4
#define KEY_HINT_CHARACTERS_MIN 16
#define DOT "\u2022"

void destination_copy(struct destination *target, const struct destination *source)
{
	struct destination copy = {
		.service_type = text_copy(source->service_type),
		.service_name = text_copy(source->service_name),
		.url = text_copy(source->url),
		.key = text_copy(source->key),
		.uses_login = source->uses_login,
		.lookup_failed = source->lookup_failed,
	};

	destination_free(target);
	*target = copy;
}

void destination_free(struct destination *destination)
{
	bfree(destination->service_type);
	bfree(destination->service_name);
	secret_free(destination->url);
	secret_free(destination->key);
	memset(destination, 0, sizeof(*destination));
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

static CURLU *parse_url(const char *text)
{
	CURLU *url = curl_url();
	const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE;

	if (url && curl_url_set(url, CURLUPART_URL, text, flags) != CURLUE_OK) {
		curl_url_cleanup(url);
		url = NULL;
	}
	return url;
}

static bool has_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	const bool present = curl_url_get(url, part, &text, 0) == CURLUE_OK && *text;

	curl_free(text);
	return present;
}

/* Number of path segments that hold something. */
static size_t segment_count(CURLU *url)
{
	char *path = NULL;
	size_t count = 0;

	if (curl_url_get(url, CURLUPART_PATH, &path, 0) == CURLUE_OK) {
		char **segments = strlist_split(path, '/', false);

		while (segments && segments[count])
			count++;
		strlist_free(segments);
	}
	curl_free(path);
	return count;
}

static const char *find_protocol_code(const struct destination *destination)
{
	const char *url = destination->url ? destination->url : "";

	if (strcmp(destination->service_type, "whip_custom") == 0)
		return "destination.whip";
	if (has_scheme(url, "srt"))
		return "destination.srt";
	if (has_scheme(url, "rist"))
		return "destination.rist";
	if (has_scheme(url, "http") || has_scheme(url, "https"))
		return "destination.hls";
	return "destination.not_rtmp";
}

static const char *find_problem_code(const struct destination *destination)
{
	const char *key = destination->key;
	const char *code = NULL;
	CURLU *url;

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

	url = parse_url(destination->url);
	if (!url)
		return "destination.bad_url";
	if (!has_part(url, CURLUPART_HOST))
		code = "destination.bad_url";
	else if (destination->uses_login || has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD))
		code = "destination.login";
	else if (text_is_blank(key))
		code = segment_count(url) > 1 ? "destination.key_in_url" : "destination.no_key";
	else if (text_character_count(key) > DESTINATION_KEY_CHARACTERS_MAX)
		code = "destination.key_too_long";
	curl_url_cleanup(url);
	return code;
}

bool destination_check(const struct destination *destination, struct problem *problem)
{
	const char *code = find_problem_code(destination);

	if (!code)
		return true;
	problem_set(problem, code);
	if (destination->service_name)
		problem_set_subject(problem, destination->service_name);
	else if (destination->service_type)
		problem_set_subject(problem, destination->service_type);
	return false;
}

bool destination_is_private(const struct destination *destination)
{
	CURLU *url = destination->url ? parse_url(destination->url) : NULL;
	char *host = NULL;
	bool is_private = false;

	if (!url)
		return false;
	if (curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		is_private = host_kind_is_private(host);
	curl_free(host);
	curl_url_cleanup(url);
	return is_private;
}

/* Whether the key stands in that part of a URL, as it is or percent-encoded. */
static bool holds_key(const char *part, const char *key)
{
	char *decoded;
	bool found;

	if (text_is_blank(key))
		return false;
	decoded = curl_easy_unescape(NULL, part, 0, NULL);
	found = astrstri(part, key) || (decoded && astrstri(decoded, key));
	curl_free(decoded);
	return found;
}

char *destination_display_url(const struct destination *destination)
{
	CURLU *url = destination->url ? parse_url(destination->url) : NULL;
	char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL;
	struct dstr display = {0};

	if (!url)
		return NULL;
	if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		goto out;
	dstr_printf(&display, "%s://%s", scheme, holds_key(host, destination->key) ? "\u2026" : host);
	if (curl_url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK)
		dstr_catf(&display, ":%s", port);

	/* Where the key field is empty the key may be any part of the path. */
	if (!text_is_blank(destination->key) && curl_url_get(url, CURLUPART_PATH, &path, 0) == CURLUE_OK) {
		char **segments = strlist_split(path, '/', false);

		if (segments && segments[0])
			dstr_catf(&display, "/%s", holds_key(segments[0], destination->key) ? "\u2026" : segments[0]);
		if (segments && segments[0] && segments[1])
			dstr_cat(&display, "/\u2026");
		strlist_free(segments);
	}
out:
	curl_free(path);
	curl_free(port);
	curl_free(host);
	curl_free(scheme);
	curl_url_cleanup(url);
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

void destination_strip_bandwidth_test(struct destination *destination)
{
	static const char suffix[] = "?bandwidthtest=true";
	const size_t suffix_length = sizeof(suffix) - 1;
	size_t length;

	if (!destination->key || !destination->service_name || strcmp(destination->service_name, "Twitch") != 0)
		return;
	length = strlen(destination->key);
	if (length > suffix_length && strcmp(destination->key + length - suffix_length, suffix) == 0)
		destination->key[length - suffix_length] = '\0';
}
