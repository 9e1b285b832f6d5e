/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/livestream.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/model/broadcast.h"
#include "core/model/page_url.h"

#define MEMBER_PREFIX_SIZE_MAX 24

static bool is_page_url(const char *text)
{
	return page_url_check(text) == PAGE_URL_OK;
}

const struct livestream_field livestream_fields[LIVESTREAM_FIELD_COUNT] = {
	{"stream_url", offsetof(struct livestream, stream_url), true, true, 0, NULL},
	{"stream_key", offsetof(struct livestream, stream_key), true, true, 0, NULL},
	{"page_url", offsetof(struct livestream, page_url), false, true, offsetof(struct broadcast, page_url),
	 is_page_url},
	{"resolution", offsetof(struct livestream, resolution), false, false, 0, NULL},
};

void livestream_copy(struct livestream *target, const struct livestream *source)
{
	struct livestream copy = {0};

	livestream_foreach (field)
		*livestream_member(&copy, field) = text_copy(livestream_text(source, field));
	livestream_free(target);
	*target = copy;
}

void livestream_free(struct livestream *livestream)
{
	livestream_foreach (field)
		secret_free(*livestream_member(livestream, field));
	memset(livestream, 0, sizeof(*livestream));
}

bool livestream_is_empty(const struct livestream *livestream)
{
	bool has_any = false;

	livestream_foreach (field)
		has_any = has_any || (field->is_pushed && !text_same(livestream_text(livestream, field), NULL));
	return !has_any;
}

bool livestream_is_whole(const struct livestream *livestream)
{
	return livestream->stream_url && livestream->stream_key;
}

const char *livestream_difference(const struct livestream *remote, const struct livestream *wanted)
{
	bool is_told = false;

	livestream_foreach (field) {
		const char *text = field->is_pushed ? livestream_text(remote, field) : NULL;

		if (text && !text_same(text, livestream_text(wanted, field)))
			return field->name;
		is_told = is_told || text;
	}
	return is_told ? NULL : livestream_fields[0].name;
}

char *livestream_digest(const struct livestream *livestream, livestream_digest_t digest, void *digest_data)
{
	struct dstr bytes = {0};
	size_t size = 0;
	char *result;

	livestream_foreach (field)
		size += strlen(text_or_empty(livestream_text(livestream, field))) + MEMBER_PREFIX_SIZE_MAX;
	/* grown once, or copies of the key would be left behind */
	dstr_reserve(&bytes, size);
	livestream_foreach (field) {
		const char *text = text_or_empty(livestream_text(livestream, field));

		/* with its length, so that what belongs to which member is a part of the text */
		if (field->is_pushed)
			dstr_catf(&bytes, "%zu:", strlen(text));
		if (field->is_pushed)
			dstr_cat(&bytes, text);
	}
	result = digest(digest_data, bytes.array, bytes.len);
	secret_wipe(bytes.array, bytes.capacity);
	dstr_free(&bytes);
	return result;
}
