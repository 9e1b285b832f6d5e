/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "core/zoom/oauth_reply.h"

#define SECRET "planted-secret"

const char *const fuzz_words[] = {
	"{",
	"}",
	"{\"access_token\":\"",
	"\"access_token\":",
	"\"refresh_token\":",
	"\"expires_in\":",
	"\"scope\":",
	"\"api_url\":",
	"\"device_code\":",
	"\"user_code\":",
	"\"verification_uri\":",
	"\"verification_uri_complete\":",
	"\"interval\":",
	"\"https://zoom.us/x\"",
	"https://zoom.us@",
	"\"error\":",
	"\"reason\":",
	"\"error_description\":",
	"\"authorization_pending\"",
	"\"slow_down\"",
	"\"invalid_grant\"",
	"\"invalid_client\"",
	"\"invalid_request\"",
	"\"display_name\":",
	"\"in_meeting\":{",
	"\"allow_live_streaming\":true",
	SECRET,
	"planted%2Dsecret",
	"\"",
	",",
	":",
	"\\u0000",
	"\\n",
	"\\u2028",
	"\xff",
	"-1",
	"1e9",
	"9223372036854775808",
	"3599",
	"[",
	"]",
	"null",
	"<script>",
	"{\"reason\":\"Invalid client_id or client_secret\",\"error\":\"invalid_client\"}",
	"{\"errorCode\":4700,\"errorMessage\":\"x\"}",
	"\xef\xbb\xbf",
	"<html><title>407 Proxy Authentication Required</title>",
	" disabled ",
	NULL,
};

static void require(bool law)
{
	if (!law)
		abort();
}

/* What goes into a header or a form. */
static void check_token(const char *token)
{
	require(!token || *token);
	for (; token && *token; token++)
		require(*token > 0x20 && *token < 0x7f);
}

static void check_problem(const struct problem *problem)
{
	const char *const texts[] = {problem->subject, problem->detail, problem->tracking_id};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		require(!texts[i] || (!strstr(texts[i], SECRET) && strlen(texts[i]) < 4 * 256));
}

static void check_reply(const struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant)
{
	const bool is_success = reply->outcome == ZOOM_REPLY_SUCCESS;
	const bool is_refusal = reply->outcome == ZOOM_REPLY_TRANSIENT || reply->outcome == ZOOM_REPLY_PERMANENT;

	require(reply->outcome >= ZOOM_REPLY_PENDING && reply->outcome <= ZOOM_REPLY_PERMANENT);
	require(is_refusal == problem_is_set(&reply->problem));
	require(is_success || (!reply->access_token && !reply->refresh_token && !reply->device_code));
	if (is_success && grant == ZOOM_GRANT_DEVICE)
		require(reply->device_code && reply->user_code && reply->interval_s > 0 && reply->verification_uri &&
			strncmp(reply->verification_uri, "https://", 8) == 0);
	else if (is_success)
		require(reply->access_token && (reply->refresh_token || grant == ZOOM_GRANT_ACCOUNT));
	require(reply->expires_in_s >= 0);
	check_token(reply->access_token);
	check_token(reply->refresh_token);
	check_token(reply->device_code);
	check_token(reply->api_url);
	check_token(reply->verification_uri);
	check_token(reply->verification_uri_complete);
	check_problem(&reply->problem);
}

static void read_user(const struct http_response *response, const struct redaction *redaction)
{
	const struct zoom_reply_reading reading = {.host = "host", .redaction = redaction, .now_s = 1767225600};
	struct user_settings settings;
	struct zoom_reply reply;
	struct user user;

	zoom_reply_read_user(&reply, &user, response, &reading);
	check_problem(&reply.problem);
	require(!user.name || !strstr(user.name, SECRET));
	require(reply.outcome == ZOOM_REPLY_SUCCESS || (!user.name && !user.email));
	bfree(user.name);
	bfree(user.email);
	zoom_reply_free(&reply);
	zoom_reply_read_settings(&reply, &settings, response, &reading);
	check_problem(&reply.problem);
	require(settings.livestreaming >= USER_SWITCH_UNKNOWN && settings.livestreaming <= USER_SWITCH_ON);
	zoom_reply_free(&reply);
}

/* One status and one grant for each input: more inputs tell more than each of them under all. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const long statuses[] = {200, 302, 400, 401, 403, 429, 503};
	static const struct redaction redaction = {.secrets = {SECRET}};
	const size_t status_count = sizeof(statuses) / sizeof(statuses[0]);
	char *body = bstrdup_n((const char *)data, size);
	struct http_response response = {.result = HTTP_RESULT_REPLY, .body = body, .body_size = size};
	enum zoom_oauth_reply_grant grant;
	struct zoom_oauth_reply reply;
	size_t sum = 0;

	response.headers[response.header_count++] = (struct http_header){"Retry-After", body};
	response.headers[response.header_count++] = (struct http_header){"Date", body};
	response.headers[response.header_count++] = (struct http_header){"X-Zm-TrackingId", body};
	for (size_t i = 0; i < size; i++)
		sum += data[i];
	response.status = statuses[sum % status_count];
	grant = (enum zoom_oauth_reply_grant)(ZOOM_GRANT_ACCOUNT + sum / status_count % ZOOM_GRANT_DEVICE_POLL);
	zoom_oauth_reply_read(&reply, grant, &response, "host", &redaction, 1767225600);
	check_reply(&reply, grant);
	zoom_oauth_reply_free(&reply);
	read_user(&response, &redaction);
	bfree(body);
	return 0;
}
