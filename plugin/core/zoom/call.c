/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/call.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/url.h"

static void set_call(struct http_request *request, enum http_method method, enum broadcast_kind kind, uint64_t id,
		     const char *path)
{
	struct dstr url = {0};

	dstr_printf(&url, "/%s/%" PRIu64 "%s", kind == BROADCAST_KIND_WEBINAR ? "webinars" : "meetings", id, path);
	request->method = method;
	/* a GET changes nothing, and an update carries whole values */
	request->is_idempotent = true;
	request->url = url.array;
}

_Static_assert(LIVESTREAM_FIELD_COUNT <= HTTP_FORM_PARTS_MAX, "a form has no room for all fields of a livestream");

bool zoom_call_update_livestream(struct http_request *request, enum broadcast_kind kind, uint64_t id,
				 const struct livestream *livestream, enum encoding encoding)
{
	json_t *body = json_object();
	size_t size;
	bool ok = true;

	set_call(request, HTTP_METHOD_PATCH, kind, id, "/livestream");
	for (size_t i = 0; ok && i < LIVESTREAM_FIELD_COUNT; i++) {
		const struct livestream_field *field = &livestream_fields[i];
		const char *text = livestream_text(livestream, field);

		if (!text && !field->is_pushed)
			continue;
		if (encoding == ENCODING_JSON)
			ok = json_object_set_new(body, field->name, json_string(text_or_empty(text))) == 0;
		else
			request->parts[request->part_count++] =
				(struct http_form_part){bstrdup(field->name), bstrdup(text_or_empty(text))};
	}
	if (ok && encoding == ENCODING_JSON)
		request->json = json_write(body, JSON_COMPACT, &size);
	json_wipe(body);
	return ok;
}

void zoom_call_get_livestream(struct http_request *request, enum broadcast_kind kind, uint64_t id)
{
	set_call(request, HTTP_METHOD_GET, kind, id, "/livestream");
}

void zoom_call_get_meeting(struct http_request *request, enum broadcast_kind kind, uint64_t id)
{
	set_call(request, HTTP_METHOD_GET, kind, id, "");
}

void zoom_call_get_user(struct http_request *request, const char *user, bool is_settings)
{
	char *encoded_user = url_encode(user && *user ? user : "me");
	struct dstr url = {0};

	dstr_printf(&url, "/users/%s%s", encoded_user, is_settings ? "/settings" : "");
	request->method = HTTP_METHOD_GET;
	request->is_idempotent = true;
	request->url = url.array;
	bfree(encoded_user);
}
