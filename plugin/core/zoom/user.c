/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/user.h"

#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/url.h"
#include "core/zoom/error_codes.h"
#include "core/zoom/reply_private.h"

static void set_call(struct http_request *request, const char *user, const char *path)
{
	char *encoded_user = url_encode(user && *user ? user : "me");
	struct dstr url = {0};

	dstr_printf(&url, "/users/%s%s", encoded_user, path);
	request->method = HTTP_METHOD_GET;
	request->is_idempotent = true;
	request->url = url.array;
	bfree(encoded_user);
}

void zoom_user_get(struct http_request *request, const char *user)
{
	set_call(request, user, "");
}

void zoom_user_get_settings(struct http_request *request, const char *user)
{
	set_call(request, user, "/settings");
}

/* What is said of meetings does not fit: here it is about the account. */
static json_t *read_object(struct zoom_reply *reply, const struct http_response *response,
			   const struct zoom_reply_reading *reading)
{
	json_t *root = zoom_reply_read_object(reply, response, reading);

	if (!problem_is_set(&reply->problem))
		return root;
	if (strcmp(reply->problem.code, "check.failed") == 0)
		problem_set_code(&reply->problem, "user.bad_reply");
	else if (zoom_error_codes_find(reply->problem.zoom_code)->signs & ZOOM_ERROR_NO_USER)
		problem_set_code(&reply->problem, "user.not_found");
	return root;
}

static char *read_name(const json_t *root, const struct zoom_reply_reading *reading)
{
	char *name = zoom_reply_readable_text(json_text(root, "display_name"), reading->redaction);
	const char *first = json_text(root, "first_name");
	const char *last = json_text(root, "last_name");
	struct dstr full = {0};

	if (name)
		return name;
	dstr_printf(&full, "%s %s", first ? first : "", last ? last : "");
	name = zoom_reply_readable_text(full.array, reading->redaction);
	dstr_free(&full);
	return name;
}

void zoom_user_read(struct zoom_reply *reply, struct user *user, const struct http_response *response,
		    const struct zoom_reply_reading *reading)
{
	json_t *root = read_object(reply, response, reading);

	user->name = read_name(root, reading);
	user->email = zoom_reply_readable_text(json_text(root, "email"), reading->redaction);
	json_wipe(root);
}

static enum user_switch read_switch(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_boolean(value))
		return USER_SWITCH_UNKNOWN;
	return json_is_true(value) ? USER_SWITCH_ON : USER_SWITCH_OFF;
}

void zoom_user_read_settings(struct zoom_reply *reply, struct user_settings *settings,
			     const struct http_response *response, const struct zoom_reply_reading *reading)
{
	json_t *root = read_object(reply, response, reading);
	const json_t *in_meeting = json_object_get(root, "in_meeting");

	settings->livestreaming = read_switch(in_meeting, "allow_live_streaming");
	settings->custom_service = read_switch(in_meeting, "custom_live_streaming_service");
	settings->webinar_livestreaming = read_switch(json_object_get(in_meeting, "webinar_live_streaming"), "enable");
	json_wipe(root);
}
