/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "zoom_reply.h"

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
	NULL,
};

static void check(struct zoom_reply *reply)
{
	const char *const texts[] = {reply->problem.code, reply->problem.subject, reply->problem.detail,
				     reply->problem.tracking_id};

	if (reply->outcome < ZOOM_OUTCOME_SUCCESS || reply->outcome > ZOOM_OUTCOME_PERMANENT)
		abort();
	if ((reply->outcome == ZOOM_OUTCOME_SUCCESS) == problem_is_set(&reply->problem))
		abort();
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i] && (strstr(texts[i], KEY) || strlen(texts[i]) > 4 * 256))
			abort();
	}
	zoom_reply_free(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const long statuses[] = {200, 204, 300, 400, 401, 404, 429, 500};
	static const struct redaction redaction = {.secrets = {KEY}};
	char *body = bstrdup_n((const char *)data, size);
	struct http_response response = {.result = HTTP_RESULT_REPLY, .body = body, .body_size = size};
	struct zoom_livestream livestream;
	struct zoom_reply reply;

	response.headers[response.header_count++] = (struct http_header){"Retry-After", body};
	response.headers[response.header_count++] = (struct http_header){"X-Zm-TrackingId", body};
	for (size_t i = 0; body && i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		response.status = statuses[i];
		zoom_reply_read_update(&reply, &response, "host", &redaction, 1767225600);
		check(&reply);
		zoom_reply_read_livestream(&reply, &livestream, &response, "host", &redaction, 1767225600);
		zoom_livestream_free(&livestream);
		check(&reply);
	}
	bfree(body);
	return 0;
}
