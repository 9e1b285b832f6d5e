/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "zoom_request.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

static void set_livestream_path(struct http_request *request, const char *api_url, enum broadcast_kind kind,
				uint64_t id)
{
	struct dstr url = {0};

	dstr_printf(&url, "%s/%s/%" PRIu64 "/livestream", api_url,
		    kind == BROADCAST_KIND_WEBINAR ? "webinars" : "meetings", id);
	request->url = url.array;
}

static void add_part(struct http_request *request, const char *name, const char *value)
{
	struct http_form_part *part = &request->parts[request->part_count++];

	part->name = bstrdup(name);
	part->value = bstrdup(value);
}

static bool set_json(struct http_request *request, const struct destination *destination, const char *page_url)
{
	json_t *body = json_pack("{s:s, s:s, s:s}", "stream_url", destination->url, "stream_key", destination->key,
				 "page_url", page_url);
	const size_t size = body ? json_dumpb(body, NULL, 0, JSON_COMPACT) : 0;

	if (size) {
		request->json = bzalloc(size + 1);
		json_dumpb(body, request->json, size, JSON_COMPACT);
	}
	json_decref(body);
	return size != 0;
}

bool zoom_request_update_livestream(struct http_request *request, const char *api_url, const char *token,
				    enum broadcast_kind kind, uint64_t id, const struct destination *destination,
				    const char *page_url, enum zoom_encoding encoding)
{
	request->method = HTTP_METHOD_PATCH;
	request->bearer_token = bstrdup(token);
	set_livestream_path(request, api_url, kind, id);
	if (encoding == ZOOM_ENCODING_JSON)
		return set_json(request, destination, page_url);
	add_part(request, "stream_url", destination->url);
	add_part(request, "stream_key", destination->key);
	add_part(request, "page_url", page_url);
	return true;
}

void zoom_request_get_livestream(struct http_request *request, const char *api_url, const char *token,
				 enum broadcast_kind kind, uint64_t id)
{
	request->method = HTTP_METHOD_GET;
	request->bearer_token = bstrdup(token);
	set_livestream_path(request, api_url, kind, id);
}

enum zoom_encoding zoom_encoding_from_name(const char *name)
{
	if (name && strcmp(name, "multipart") == 0)
		return ZOOM_ENCODING_MULTIPART;
	if (name && strcmp(name, "json") == 0)
		return ZOOM_ENCODING_JSON;
	return 0;
}

const char *zoom_encoding_name(enum zoom_encoding encoding)
{
	return encoding == ZOOM_ENCODING_JSON ? "json" : "multipart";
}
