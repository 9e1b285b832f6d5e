/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/url.h"

#include <string.h>

#include <curl/curl.h>
#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"

static const struct {
	CURLUPart part;
	size_t member;
} members[] = {
	{CURLUPART_SCHEME, offsetof(struct url, scheme)},     {CURLUPART_HOST, offsetof(struct url, host)},
	{CURLUPART_PORT, offsetof(struct url, port)},         {CURLUPART_USER, offsetof(struct url, user)},
	{CURLUPART_PASSWORD, offsetof(struct url, password)}, {CURLUPART_PATH, offsetof(struct url, path)},
	{CURLUPART_QUERY, offsetof(struct url, query)},
};

#define MEMBER_COUNT (sizeof(members) / sizeof(members[0]))

static char **member(struct url *url, size_t i)
{
	return (char **)((char *)url + members[i].member);
}

/* libcurl's text, made one of bmem's. */
static char *take(char *text)
{
	char *copy = text_copy(text);

	if (text)
		secret_wipe(text, strlen(text));
	curl_free(text);
	return copy;
}

static const unsigned flags[] = {
	[URL_OF_WEB] = 0,
	[URL_OF_STREAM] = CURLU_NON_SUPPORT_SCHEME | CURLU_ALLOW_SPACE,
	[URL_OF_LINK] = CURLU_NON_SUPPORT_SCHEME | CURLU_DEFAULT_SCHEME,
};

bool url_read(struct url *url, const char *text, enum url_rule rule)
{
	CURLU *handle = text ? curl_url() : NULL;
	bool valid;

	memset(url, 0, sizeof(*url));
	if (handle && curl_url_set(handle, CURLUPART_URL, text, flags[rule]) == CURLUE_OK) {
		for (size_t i = 0; i < MEMBER_COUNT; i++) {
			char *part = NULL;

			if (curl_url_get(handle, members[i].part, &part, 0) == CURLUE_OK)
				*member(url, i) = take(part);
		}
	}
	curl_url_cleanup(handle);
	valid = url->scheme && url->host && *url->host;
	if (!valid)
		url_free(url);
	return valid;
}

void url_free(struct url *url)
{
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		secret_free(*member(url, i));
	memset(url, 0, sizeof(*url));
}

char *url_authority(const struct url *url)
{
	struct dstr authority = {0};

	dstr_copy(&authority, url->host);
	if (url->port)
		dstr_catf(&authority, ":%s", url->port);
	return authority.array;
}

char *url_encode(const char *text)
{
	return take(curl_easy_escape(NULL, text, 0));
}

char *url_decode(const char *part)
{
	return take(curl_easy_unescape(NULL, part, 0, NULL));
}
