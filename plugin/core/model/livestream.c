/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/livestream.h"

#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/store/json_file.h"

#define MEMBER_PREFIXES_SIZE_MAX 100

static char *copy_text(const char *text)
{
	return text ? bstrdup(text) : NULL;
}

void configuration_copy(struct configuration *target, const struct configuration *source)
{
	struct configuration copy = {
		.stream_url = copy_text(source->stream_url),
		.stream_key = copy_text(source->stream_key),
		.page_url = copy_text(source->page_url),
		.resolution = copy_text(source->resolution),
	};

	configuration_free(target);
	*target = copy;
}

void configuration_free(struct configuration *configuration)
{
	secret_free(configuration->stream_url);
	secret_free(configuration->stream_key);
	bfree(configuration->page_url);
	bfree(configuration->resolution);
	memset(configuration, 0, sizeof(*configuration));
}

static bool has_text(const char *text)
{
	return text && *text;
}

bool configuration_is_empty(const struct configuration *configuration)
{
	return !has_text(configuration->stream_url) && !has_text(configuration->stream_key) &&
	       !has_text(configuration->page_url);
}

bool configuration_is_whole(const struct configuration *configuration)
{
	return configuration->stream_url && configuration->stream_key;
}

static bool differs(const char *held, const char *wanted)
{
	return held && strcmp(held, wanted ? wanted : "") != 0;
}

const char *configuration_difference(const struct configuration *held, const struct configuration *wanted)
{
	if (!held->stream_url && !held->stream_key && !held->page_url)
		return "stream_url";
	if (differs(held->stream_url, wanted->stream_url))
		return "stream_url";
	if (differs(held->stream_key, wanted->stream_key))
		return "stream_key";
	if (differs(held->page_url, wanted->page_url))
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

char *configuration_digest(const struct configuration *configuration, digest_t digest, void *digest_data)
{
	struct dstr bytes = {0};
	char *result;

	/* grown once, or copies of the key would be left behind */
	dstr_reserve(&bytes, text_size(configuration->stream_url) + text_size(configuration->stream_key) +
				     text_size(configuration->page_url) + MEMBER_PREFIXES_SIZE_MAX);
	append_member(&bytes, configuration->stream_url);
	append_member(&bytes, configuration->stream_key);
	append_member(&bytes, configuration->page_url);
	result = digest(digest_data, bytes.array, bytes.len);
	secret_wipe(bytes.array, bytes.capacity);
	dstr_free(&bytes);
	return result;
}

char *configuration_to_text(const struct configuration *configuration)
{
	json_t *root = json_pack("{s:s*, s:s*, s:s*, s:s*}", "stream_url", configuration->stream_url, "stream_key",
				 configuration->stream_key, "page_url", configuration->page_url, "resolution",
				 configuration->resolution);
	const size_t size = root ? json_dumpb(root, NULL, 0, JSON_COMPACT) : 0;
	char *text = NULL;

	if (size) {
		text = bzalloc(size + 1);
		json_dumpb(root, text, size, JSON_COMPACT);
	}
	json_document_wipe(root);
	return text;
}

bool configuration_from_text(struct configuration *configuration, const char *text)
{
	json_t *root = json_loads(text, 0, NULL);
	struct configuration read = {0};

	if (!json_is_object(root)) {
		json_document_wipe(root);
		return false;
	}
	read.stream_url = copy_text(json_document_text(root, "stream_url"));
	read.stream_key = copy_text(json_document_text(root, "stream_key"));
	read.page_url = copy_text(json_document_text(root, "page_url"));
	read.resolution = copy_text(json_document_text(root, "resolution"));
	json_document_wipe(root);
	configuration_free(configuration);
	*configuration = read;
	return true;
}
