/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/live.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/zoom/error.h"

static void set_text(json_t *object, const char *name, const char *text, bool *ok)
{
	if (text)
		*ok = json_object_set_new(object, name, json_string(text)) == 0 && *ok;
}

static bool add_settings(json_t *body, enum broadcast_kind kind, const struct live_settings *settings)
{
	json_t *members = json_object();
	bool ok = true;

	set_text(members, "display_name", settings->display_name, &ok);
	if (settings->speaker_name != LIVE_SPEAKER_NAME_DEFAULT)
		json_object_set_new(members, "active_speaker_name",
				    json_boolean(settings->speaker_name == LIVE_SPEAKER_NAME_SHOWN));
	if (live_has_layout(kind)) {
		set_text(members, "layout", live_layout_name(settings->layout), &ok);
		set_text(members, "close_caption", live_captions_name(settings->captions), &ok);
	}
	if (json_object_size(members))
		json_object_set(body, "settings", members);
	json_decref(members);
	return ok;
}

bool zoom_live_call(struct http_request *request, enum broadcast_kind kind, uint64_t id, enum zoom_live_action action,
		    const struct live_settings *settings)
{
	const bool is_start = action == ZOOM_LIVE_START;
	json_t *body = json_pack("{s:s}", "action", is_start ? "start" : "stop");
	const bool ok = !is_start || !settings || add_settings(body, kind, settings);
	struct dstr url = {0};
	size_t size;

	dstr_printf(&url, "/%s/%" PRIu64 "/livestream/status", kind == BROADCAST_KIND_WEBINAR ? "webinars" : "meetings",
		    id);
	request->method = HTTP_METHOD_PATCH;
	request->url = url.array;
	request->json = json_write(body, JSON_COMPACT, &size);
	json_wipe(body);
	return ok;
}

/* A gateway's 5xx does not tell whether Zoom had the request, and neither does a reply that never came. */
static bool may_have_arrived(const struct http_response *response)
{
	return response->sent && (response->result != HTTP_RESULT_REPLY || response->status >= 500);
}

static enum zoom_live_meaning find_meaning(enum broadcast_kind kind, const struct http_response *response,
					   const struct zoom_reply *reply)
{
	const struct problem *problem = &reply->problem;

	if (reply->outcome == ZOOM_REPLY_SUCCESS)
		return ZOOM_LIVE_DONE;
	if (may_have_arrived(response))
		return ZOOM_LIVE_IN_DOUBT;
	if (reply->rate_limited)
		return ZOOM_LIVE_BUSY;
	if (reply->outcome == ZOOM_REPLY_CANCELLED || reply->outcome == ZOOM_REPLY_TRANSIENT)
		return ZOOM_LIVE_LATER;
	if (strcmp(problem->code, "zoom.4927") == 0 || strcmp(problem->code, "zoom.200_not_started") == 0)
		return ZOOM_LIVE_NOT_BEGUN;
	if (problem->zoom_code == 4400)
		return ZOOM_LIVE_ENCRYPTED;
	/* on a webinar's path the same code is about its service */
	if (reply->outcome == ZOOM_REPLY_OTHER_KIND && kind != BROADCAST_KIND_WEBINAR)
		return ZOOM_LIVE_OTHER_KIND;
	return problem->zoom_code && zoom_error_has_word(problem->detail, "already") ? ZOOM_LIVE_ALREADY
										     : ZOOM_LIVE_REFUSED;
}

void zoom_live_read(struct zoom_live_reply *reply, enum broadcast_kind kind, const struct http_response *response,
		    const struct zoom_reply_reading *reading)
{
	struct zoom_reply read;

	memset(reply, 0, sizeof(*reply));
	zoom_reply_read_update(&read, response, reading);
	reply->meaning = find_meaning(kind, response, &read);
	reply->missing_scope = read.missing_scope;
	if (reply->meaning != ZOOM_LIVE_ALREADY)
		problem_copy(&reply->problem, &read.problem);
	/* whoever has cancelled it knows, but not how far it had come */
	if (reply->meaning != ZOOM_LIVE_DONE && reply->meaning != ZOOM_LIVE_ALREADY && !problem_is_set(&reply->problem))
		problem_set(&reply->problem, "network.cut");
	zoom_reply_free(&read);
}

void zoom_live_free(struct zoom_live_reply *reply)
{
	problem_free(&reply->problem);
	memset(reply, 0, sizeof(*reply));
}
