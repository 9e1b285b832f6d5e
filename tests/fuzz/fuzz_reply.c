/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"
#include "core/zoom/live.h"
#include "core/zoom/reply.h"

#define KEY "planted-key"

const char *const fuzz_words[] = {
	"{",
	"}",
	"\"code\"",
	":",
	"300",
	"4711",
	"429",
	"\"message\"",
	"\"",
	KEY,
	"\"errors\"",
	"[",
	"]",
	",",
	"\"field\"",
	"\"stream_url\"",
	"\\u00e9",
	"\\",
	"<",
	"script",
	">",
	"planted%2Dkey",
	"planted-",
	"key",
	"null",
	"-1",
	"1e9",
	" seconds",
	"30",
	"\xff",
	"\"stream_key\"",
	"\"topic\"",
	"\"status\":\"started\"",
	"\"encryption_type\":\"e2ee\"",
	"{\"code\":4927,\"message\":\"Meeting 1 has not started.\"}",
	"{\"code\":200,\"message\":\"Webinar 1 has not started.\"}",
	"already",
	"\"host_email\"",
	"{\"topic\":\"",
	"\u2028",
	"\u2066",
	"\xe2",
	"{\"code\":4711,\"message\":\"Invalid access token, does not contain scopes:[meeting:update:livestream].\"}",
	"{\"code\":4700,\"message\":\"Invalid access token, does not contain scopes.\"}",
	"{\"code\":200,\"message\":\"Only available for Paid account: 1.\"}",
	"{\"code\":300,\"message\":\"Validation Failed.\",\"errors\":[{\"field\":\"page_url\",\"message\":\"Bad.\"}]}",
	"{\"errorCode\":\"124\",\"errorMessage\":\"x\",\"result\":null}",
	"{\"reason\":\"Invalid client_id\",\"error\":\"invalid_client\"}",
	"{\"error\":{\"code\":3001,\"message\":\"x\"}}",
	"\"errorCode\"",
	"\"errorMessage\":\"",
	"\"reason\":\"",
	"\"error\"",
	" scopes:[",
	"meeting:update:livestream",
	"::",
	"\xef\xbb\xbf",
	"\r\n",
	"<html><title>403</title>",
	"2026-01-01T00:01:00Z",
	"Thu, 01 Jan 2026 00:01:00 GMT",
	"1767225720",
	"99999999999999999999",
	NULL,
};

/* What stands in the dock: one line, short, without the key. */
static void check_shown(const char *text)
{
	if (text && (!*text || strstr(text, KEY) || strstr(text, "\u2028") || strstr(text, "\u2066") ||
		     strpbrk(text, "\r\n\t\x7f") || text_character_count(text) > 121))
		abort();
}

static void check(struct zoom_reply *reply)
{
	const char *const texts[] = {reply->problem.code, reply->problem.subject, reply->problem.detail,
				     reply->problem.tracking_id};

	if (reply->outcome < ZOOM_REPLY_SUCCESS || reply->outcome > ZOOM_REPLY_TOKEN)
		abort();
	if (problem_is_set(&reply->problem) && (reply->problem.retry_after_s < PROBLEM_RETRY_UNKNOWN ||
						reply->problem.retry_after_s > PROBLEM_RETRY_AFTER_S_MAX))
		abort();
	/* a matter of plans or rights is never one of scopes */
	if (reply->missing_scope && reply->problem.zoom_code == 200)
		abort();
	if ((reply->outcome == ZOOM_REPLY_SUCCESS) == problem_is_set(&reply->problem))
		abort();
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i] && (strstr(texts[i], KEY) || strlen(texts[i]) > 4 * 256))
			abort();
	}
	zoom_reply_free(reply);
}

/* The same reply to a start or stop of the livestream. */
static void check_live(const struct http_response *response, const struct zoom_reply_reading *reading)
{
	for (int kind = BROADCAST_KIND_UNKNOWN; kind <= BROADCAST_KIND_WEBINAR; kind++) {
		struct zoom_live_reply reply;
		bool is_done;

		zoom_live_read(&reply, (enum broadcast_kind)kind, response, reading);
		is_done = reply.meaning == ZOOM_LIVE_DONE || reply.meaning == ZOOM_LIVE_ALREADY;
		if (is_done == problem_is_set(&reply.problem) ||
		    (reply.meaning == ZOOM_LIVE_OTHER_KIND && kind == BROADCAST_KIND_WEBINAR) ||
		    (reply.meaning == ZOOM_LIVE_DONE && response->status != 204) ||
		    (response->status >= 500 && reply.meaning != ZOOM_LIVE_IN_DOUBT && response->sent) ||
		    (reply.problem.detail && strstr(reply.problem.detail, KEY)))
			abort();
		zoom_live_free(&reply);
	}
}

/* One status for each input: more inputs tell more than each of them under all. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const long statuses[] = {200, 204, 300, 400, 401, 404, 429, 500};
	static const struct redaction redaction = {.secrets = {KEY}};
	static const struct zoom_reply_reading reading = {.cloud = CLOUD_COMMERCIAL,
							  .host = "host",
							  .redaction = &redaction,
							  .now_s = 1767225600};
	char *body = bstrdup_n((const char *)data, size);
	struct http_response response = {.result = HTTP_RESULT_REPLY, .body = body, .body_size = size};
	struct livestream livestream;
	struct zoom_meeting meeting;
	struct zoom_reply reply;
	size_t sum = 0;

	response.headers[response.header_count++] = (struct http_header){"Retry-After", body};
	response.headers[response.header_count++] = (struct http_header){"X-RateLimit-Reset", body};
	response.headers[response.header_count++] = (struct http_header){"Date", body};
	response.headers[response.header_count++] = (struct http_header){"X-Zm-TrackingId", body};
	for (size_t i = 0; i < size; i++)
		sum += data[i];
	response.status = statuses[sum % (sizeof(statuses) / sizeof(statuses[0]))];
	zoom_reply_read_update(&reply, &response, &reading);
	check(&reply);
	zoom_reply_read_livestream(&reply, &livestream, &response, &reading);
	if (reply.outcome != ZOOM_REPLY_SUCCESS && !livestream_is_empty(&livestream))
		abort();
	livestream_free(&livestream);
	check(&reply);
	zoom_reply_read_meeting(&reply, &meeting, &response, &reading);
	check_shown(meeting.topic);
	check_shown(meeting.host_email);
	bfree(meeting.topic);
	bfree(meeting.host_email);
	check(&reply);
	check_live(&response, &reading);
	bfree(body);
	return 0;
}
