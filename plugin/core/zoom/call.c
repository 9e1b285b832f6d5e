/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/call.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"

static void set_call(struct http_request *request, enum http_method method, const char *api_url, const char *token,
		     enum broadcast_kind kind, uint64_t id, const char *path)
{
	struct dstr url = {0};

	dstr_printf(&url, "%s/%s/%" PRIu64 "%s", api_url, kind == BROADCAST_KIND_WEBINAR ? "webinars" : "meetings", id,
		    path);
	request->method = method;
	request->url = url.array;
	request->bearer_token = bstrdup(token);
}

static void add_part(struct http_request *request, const char *name, const char *value)
{
	struct http_form_part *part = &request->parts[request->part_count++];

	part->name = bstrdup(name);
	part->value = bstrdup(text_or_empty(value));
}

static bool set_json(struct http_request *request, const struct livestream *livestream)
{
	json_t *body = json_pack("{s:s, s:s, s:s, s:s*}", "stream_url", text_or_empty(livestream->stream_url),
				 "stream_key", text_or_empty(livestream->stream_key), "page_url",
				 text_or_empty(livestream->page_url), "resolution", livestream->resolution);
	const size_t size = body ? json_dumpb(body, NULL, 0, JSON_COMPACT) : 0;

	if (size) {
		request->json = bzalloc(size + 1);
		json_dumpb(body, request->json, size, JSON_COMPACT);
	}
	json_wipe(body);
	return size != 0;
}

bool zoom_call_update_livestream(struct http_request *request, const char *api_url, const char *token,
				 enum broadcast_kind kind, uint64_t id, const struct livestream *livestream,
				 enum encoding encoding)
{
	set_call(request, HTTP_METHOD_PATCH, api_url, token, kind, id, "/livestream");
	if (encoding == ENCODING_JSON)
		return set_json(request, livestream);
	add_part(request, "stream_url", livestream->stream_url);
	add_part(request, "stream_key", livestream->stream_key);
	add_part(request, "page_url", livestream->page_url);
	if (livestream->resolution)
		add_part(request, "resolution", livestream->resolution);
	return true;
}

void zoom_call_get_livestream(struct http_request *request, const char *api_url, const char *token,
			      enum broadcast_kind kind, uint64_t id)
{
	set_call(request, HTTP_METHOD_GET, api_url, token, kind, id, "/livestream");
}

void zoom_call_get_meeting(struct http_request *request, const char *api_url, const char *token,
			   enum broadcast_kind kind, uint64_t id)
{
	set_call(request, HTTP_METHOD_GET, api_url, token, kind, id, "");
}
