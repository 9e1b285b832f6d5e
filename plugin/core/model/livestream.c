/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/livestream.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"

#define MEMBER_PREFIXES_SIZE_MAX 100

void livestream_copy(struct livestream *target, const struct livestream *source)
{
	struct livestream copy = {
		.stream_url = text_copy(source->stream_url),
		.stream_key = text_copy(source->stream_key),
		.page_url = text_copy(source->page_url),
		.resolution = text_copy(source->resolution),
	};

	livestream_free(target);
	*target = copy;
}

void livestream_free(struct livestream *livestream)
{
	secret_free(livestream->stream_url);
	secret_free(livestream->stream_key);
	bfree(livestream->page_url);
	bfree(livestream->resolution);
	memset(livestream, 0, sizeof(*livestream));
}

static bool has_text(const char *text)
{
	return text && *text;
}

bool livestream_is_empty(const struct livestream *livestream)
{
	return !has_text(livestream->stream_url) && !has_text(livestream->stream_key) &&
	       !has_text(livestream->page_url);
}

bool livestream_is_whole(const struct livestream *livestream)
{
	return livestream->stream_url && livestream->stream_key;
}

static bool differs(const char *remote, const char *wanted)
{
	return remote && strcmp(remote, wanted ? wanted : "") != 0;
}

const char *livestream_difference(const struct livestream *remote, const struct livestream *wanted)
{
	if (!remote->stream_url && !remote->stream_key && !remote->page_url)
		return "stream_url";
	if (differs(remote->stream_url, wanted->stream_url))
		return "stream_url";
	if (differs(remote->stream_key, wanted->stream_key))
		return "stream_key";
	if (differs(remote->page_url, wanted->page_url))
		return "page_url";
	return NULL;
}

static size_t text_size(const char *text)
{
	return text ? strlen(text) : 0;
}

/* With its length, so that what belongs to which member is a part of the text. */
static void append_member(struct dstr *bytes, const char *text)
{
	dstr_catf(bytes, "%zu:", text_size(text));
	if (text)
		dstr_cat(bytes, text);
}

char *livestream_digest(const struct livestream *livestream, livestream_digest_t digest, void *digest_data)
{
	struct dstr bytes = {0};
	char *result;

	/* grown once, or copies of the key would be left behind */
	dstr_reserve(&bytes, text_size(livestream->stream_url) + text_size(livestream->stream_key) +
				     text_size(livestream->page_url) + MEMBER_PREFIXES_SIZE_MAX);
	append_member(&bytes, livestream->stream_url);
	append_member(&bytes, livestream->stream_key);
	append_member(&bytes, livestream->page_url);
	result = digest(digest_data, bytes.array, bytes.len);
	secret_wipe(bytes.array, bytes.capacity);
	dstr_free(&bytes);
	return result;
}
