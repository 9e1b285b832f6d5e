/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/zoom/error.h"
#include "core/zoom/error_codes.h"
#include "core/zoom/reply_private.h"

/* A longer wait is nobody's wish but a mistake in the header. */
#define RETRY_AFTER_S_MAX (7L * 24 * 60 * 60)

#define LINE_CHARACTERS_MAX 120
#define TRACKING_ID_CHARACTERS_MAX 80

/* 300 is none: Zoom has refused values by it. */
static bool is_redirect(long status)
{
	return status > 300 && status < 400;
}

/* Not Zoom but a network's login page, which goes away. */
static bool is_login_page(const struct http_response *response, const struct zoom_error *error)
{
	return !error->code && (is_redirect(response->status) || (response->status >= 200 && response->status < 300));
}

bool zoom_reply_status_is_transient(long status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

static enum zoom_reply_outcome outcome_of_status(long status)
{
	if (status == 401)
		return ZOOM_REPLY_TOKEN;
	return zoom_reply_status_is_transient(status) ? ZOOM_REPLY_TRANSIENT : ZOOM_REPLY_PERMANENT;
}

/* Seconds east of GMT of "+09:00", "-0330", "Z" or, where nothing is told, of GMT. */
static int64_t read_zone_offset_s(const char *text)
{
	int hours, minutes = 0;

	if ((*text != '+' && *text != '-') || sscanf(text + 1, "%2d:%2d", &hours, &minutes) < 1)
		return 0;
	if (text[1] && text[2] && text[3] >= '0' && text[3] <= '9')
		sscanf(text + 3, "%2d", &minutes);
	return (*text == '-' ? -1 : 1) * (int64_t)(hours * 60 + minutes) * 60;
}

/* "2026-01-31T12:03:22.5+09:00" and its shorter forms as seconds since 1970; -1: no such date. */
static int64_t read_iso_date(const char *value)
{
	unsigned year, month, day, hour = 0, minute = 0, second = 0;
	int date_length = 0, time_length = 0;
	char text[80];
	time_t date;

	if (sscanf(value, "%4u-%2u-%2u%n", &year, &month, &day, &date_length) != 3)
		return -1;
	value += date_length;
	if (sscanf(value, "%*1[Tt ]%2u:%2u:%2u%n", &hour, &minute, &second, &time_length) == 3) {
		value += time_length;
		if (*value == '.')
			value += 1 + strspn(value + 1, "0123456789");
	} else if (*value) {
		return -1;
	}
	/* in the one ISO-like form that libcurl reads */
	snprintf(text, sizeof(text), "%04u%02u%02u %02u:%02u:%02u GMT", year, month, day, hour, minute, second);
	date = curl_getdate(text, NULL);
	return date == (time_t)-1 ? -1 : (int64_t)date - read_zone_offset_s(value);
}

long zoom_reply_retry_after_s(const char *value, int64_t now_s)
{
	char *end;
	long seconds;
	int64_t date_s;

	if (!value)
		return PROBLEM_RETRY_UNKNOWN;
	seconds = strtol(value, &end, 10);
	if (end != value && !*end)
		return seconds >= 0 && seconds <= RETRY_AFTER_S_MAX ? seconds : PROBLEM_RETRY_UNKNOWN;

	date_s = read_iso_date(value);
	if (date_s == -1)
		date_s = (int64_t)curl_getdate(value, NULL);
	if (date_s == -1 || date_s - now_s > RETRY_AFTER_S_MAX)
		return PROBLEM_RETRY_UNKNOWN;
	return date_s > now_s ? (long)(date_s - now_s) : 0;
}

/* "…after 30 seconds.": Zoom has told the time in words alone. */
static long retry_after_of_message(const char *message)
{
	const char *end = message ? strstr(message, " seconds") : NULL;
	const char *begin = end;
	long seconds;

	while (begin && begin > message && begin[-1] >= '0' && begin[-1] <= '9')
		begin--;
	if (begin == end)
		return PROBLEM_RETRY_UNKNOWN;
	seconds = strtol(begin, NULL, 10);
	return seconds <= RETRY_AFTER_S_MAX ? seconds : PROBLEM_RETRY_UNKNOWN;
}

static bool is_daily_limit(const struct http_response *response, const char *message)
{
	const char *type = http_response_header(response, "x-ratelimit-type");

	if (type)
		return astrstri(type, "daily") != NULL;
	return message && (astrstri(message, "daily") || strstr(message, "GMT 00:00:00"));
}

static void describe_rate_limit(struct problem *problem, const struct http_response *response, const char *message,
				int64_t now_s)
{
	const int64_t day_s = 24 * 60 * 60;
	long wait_s = zoom_reply_retry_after_s(http_response_header(response, "retry-after"), now_s);

	if (wait_s == PROBLEM_RETRY_UNKNOWN)
		wait_s = retry_after_of_message(message);
	if (is_daily_limit(response, message)) {
		problem_set(problem, "zoom.429_daily");
		/* the daily limit is lifted at midnight GMT */
		if (wait_s == PROBLEM_RETRY_UNKNOWN)
			wait_s = (long)(day_s - now_s % day_s);
	} else {
		problem_set(problem, wait_s == PROBLEM_RETRY_UNKNOWN ? "zoom.429" : "zoom.429_wait");
	}
	problem->retry_after_s = wait_s;
}

/* "…does not contain scopes:[meeting:update:livestream:admin]." -> what stands in the brackets */
static void set_scopes(struct problem *problem, const char *message)
{
	const char *begin = message ? strchr(message, '[') : NULL;
	const char *end = begin ? strchr(begin, ']') : NULL;
	char *scopes;

	if (!end)
		return;
	scopes = bstrdup_n(begin + 1, (size_t)(end - begin - 1));
	problem_set_subject(problem, scopes);
	bfree(scopes);
}

static void describe_code(struct problem *problem, const struct zoom_error *error, unsigned signs)
{
	char code[48];

	snprintf(code, sizeof(code), "zoom.%ld", error->code);
	problem_set(problem, error->fields && (signs & ZOOM_ERROR_BAD_VALUES) ? "zoom.300_field" : code);
	problem_set_subject(problem, error->fields);
	if (signs & ZOOM_ERROR_NAMES_SCOPES)
		set_scopes(problem, error->message);
}

static void describe_status(struct problem *problem, long status)
{
	char code[48];

	if (is_redirect(status))
		snprintf(code, sizeof(code), "http.redirect");
	else if (status >= 500)
		snprintf(code, sizeof(code), "http.server");
	else if (status >= 200 && status < 300)
		snprintf(code, sizeof(code), "http.not_204");
	else
		snprintf(code, sizeof(code), "http.%ld", status);
	problem_set(problem, code);
}

char *zoom_reply_tracking_id(const struct http_response *response, const struct redaction *redaction)
{
	const char *id = http_response_header(response, "x-zm-trackingid");

	return id ? redaction_readable_text(redaction, id, strlen(id), TRACKING_ID_CHARACTERS_MAX) : NULL;
}

static const char *code_of_result(enum http_result result)
{
	static const char *const codes[HTTP_RESULT_OTHER + 1] = {
		[HTTP_RESULT_NAME_NOT_FOUND] = "network.name_not_found",
		[HTTP_RESULT_PROXY_NOT_FOUND] = "network.proxy_not_found",
		[HTTP_RESULT_PROXY_REFUSED] = "network.proxy_refused",
		[HTTP_RESULT_REFUSED] = "network.refused",
		[HTTP_RESULT_UNREACHABLE] = "network.unreachable",
		[HTTP_RESULT_TLS_CERTIFICATE] = "network.tls_certificate",
		[HTTP_RESULT_TLS] = "network.tls",
		[HTTP_RESULT_CA_FILE] = "network.ca_file",
		[HTTP_RESULT_RESET] = "network.reset",
		[HTTP_RESULT_NOT_HTTP] = "network.not_http",
		[HTTP_RESULT_CUT] = "network.cut",
		[HTTP_RESULT_TIMEOUT_NAME] = "network.timeout_name",
		[HTTP_RESULT_TIMEOUT_CONNECT] = "network.timeout_connect",
		[HTTP_RESULT_TIMEOUT_TLS] = "network.timeout_tls",
		[HTTP_RESULT_TIMEOUT_FIRST_BYTE] = "network.timeout_first_byte",
		[HTTP_RESULT_TIMEOUT_BODY] = "network.timeout_body",
		[HTTP_RESULT_NO_MEMORY] = "network.no_memory",
		[HTTP_RESULT_UNTRUSTED] = "endpoint.untrusted",
	};

	return codes[result] ? codes[result] : "network.other";
}

/* The reply never came, or not whole: the outcome and the problem of the connection. */
static void read_failure(struct zoom_reply *reply, const struct http_response *response,
			 const struct zoom_reply_reading *reading)
{
	if (response->result == HTTP_RESULT_CANCELLED) {
		reply->outcome = ZOOM_REPLY_CANCELLED;
		return;
	}
	/* a CA file does not mend itself; a wrong certificate may be that of a network's login page, which goes away */
	if (response->result == HTTP_RESULT_CA_FILE || response->result == HTTP_RESULT_UNTRUSTED)
		reply->outcome = ZOOM_REPLY_PERMANENT;
	else
		reply->outcome = ZOOM_REPLY_TRANSIENT;
	problem_set(&reply->problem, code_of_result(response->result));
	problem_set_subject(&reply->problem, reading->host);
	if (response->error)
		reply->problem.detail =
			redaction_readable_text(reading->redaction, response->error, strlen(response->error), 160);
}

void zoom_reply_read_trouble(struct zoom_reply *reply, const struct http_response *response,
			     const struct zoom_reply_reading *reading)
{
	const long status = response->status;
	struct problem *problem = &reply->problem;
	const struct zoom_error_codes_entry *known;
	struct zoom_error error;

	if (response->result != HTTP_RESULT_REPLY) {
		read_failure(reply, response, reading);
		return;
	}
	zoom_error_read(&error, response, reading->redaction);
	/* the code is surer than the status: validation has come as 400, as 300 and as 200 */
	known = zoom_error_codes_find(error.code);
	reply->outcome = known->outcome;
	reply->encoding_doubted = status == 415 || ((status == 300 || status == 400) &&
						    (!known->outcome || known->signs & ZOOM_ERROR_BAD_VALUES));
	reply->kind_doubted = known->signs & ZOOM_ERROR_KIND_DOUBTED;
	reply->missing_scope = known->signs & ZOOM_ERROR_MISSING_SCOPE;
	reply->rate_limited = status == 429 || known->signs & ZOOM_ERROR_RATE_LIMIT;
	if (reply->rate_limited && (!reply->outcome || reply->outcome == ZOOM_REPLY_TRANSIENT)) {
		describe_rate_limit(problem, response, error.message, reading->now_s);
		reply->outcome = ZOOM_REPLY_TRANSIENT;
	} else if (error.code) {
		describe_code(problem, &error, known->signs);
	} else {
		describe_status(problem, status);
	}
	if (!reply->outcome)
		reply->outcome = is_login_page(response, &error) ? ZOOM_REPLY_TRANSIENT : outcome_of_status(status);
	problem->zoom_code = error.code;
	problem->http_status = status;
	problem->page_url = zoom_error_codes_page_url(error.code, reading->cloud);
	problem_set_detail(problem, error.message);
	problem->tracking_id = zoom_reply_tracking_id(response, reading->redaction);
	zoom_error_free(&error);
}

void zoom_reply_read_update(struct zoom_reply *reply, const struct http_response *response,
			    const struct zoom_reply_reading *reading)
{
	memset(reply, 0, sizeof(*reply));
	if (response->result == HTTP_RESULT_REPLY && response->status == 204)
		reply->outcome = ZOOM_REPLY_SUCCESS;
	else
		zoom_reply_read_trouble(reply, response, reading);
}

json_t *zoom_reply_read_object(struct zoom_reply *reply, const struct http_response *response,
			       const struct zoom_reply_reading *reading)
{
	const bool is_ok = response->result == HTTP_RESULT_REPLY && response->status == 200;
	const bool has_body = is_ok && response->body_size;
	json_t *root = has_body ? json_loadb(response->body, response->body_size, 0, NULL) : NULL;

	memset(reply, 0, sizeof(*reply));
	if (has_body && !json_is_object(root)) {
		/* what cannot be read may hold any key in clear: nothing of it is quoted */
		reply->outcome = ZOOM_REPLY_TRANSIENT;
		problem_set(&reply->problem, "check.failed");
		reply->problem.http_status = response->status;
	} else if (!is_ok || json_object_get(root, "code")) {
		/* a failure has come with 200 too; nothing else has a code */
		zoom_reply_read_trouble(reply, response, reading);
	} else {
		reply->outcome = ZOOM_REPLY_SUCCESS;
		return root;
	}
	json_wipe(root);
	return NULL;
}

void zoom_reply_read_livestream(struct zoom_reply *reply, struct livestream *livestream,
				const struct http_response *response, const struct zoom_reply_reading *reading)
{
	json_t *root = zoom_reply_read_object(reply, response, reading);

	memset(livestream, 0, sizeof(*livestream));
	for (size_t i = 0; i < LIVESTREAM_FIELD_COUNT; i++)
		*livestream_member(livestream, &livestream_fields[i]) =
			text_copy(json_text(root, livestream_fields[i].name));
	json_wipe(root);
}

/* U+2028 and U+2029 begin a new line, U+202A to U+202E and U+2066 to U+2069 turn the text around them. */
static void blank_line_ends_and_turns(char *text)
{
	for (char *at = text; (at = strchr(at, '\xe2')) != NULL; at++) {
		const unsigned char second = (unsigned char)at[1];
		const unsigned char third = second ? (unsigned char)at[2] : 0;

		if ((second == 0x80 && third >= 0xa8 && third <= 0xae) ||
		    (second == 0x81 && third >= 0xa6 && third <= 0xa9))
			memset(at, ' ', 3);
	}
}

char *zoom_reply_readable_text(const char *text, const struct redaction *redaction)
{
	char *copy = text_copy(text);
	char *readable = NULL;

	if (copy) {
		blank_line_ends_and_turns(copy);
		readable = redaction_readable_text(redaction, copy, strlen(copy), LINE_CHARACTERS_MAX);
	}
	secret_free(copy);
	return readable;
}

void zoom_reply_read_meeting(struct zoom_reply *reply, struct zoom_meeting *meeting,
			     const struct http_response *response, const struct zoom_reply_reading *reading)
{
	json_t *root = zoom_reply_read_object(reply, response, reading);

	meeting->topic = zoom_reply_readable_text(json_text(root, "topic"), reading->redaction);
	meeting->host_email = zoom_reply_readable_text(json_text(root, "host_email"), reading->redaction);
	/* it holds the passcode too, and links that make whoever has them the host */
	json_wipe(root);
}

void zoom_reply_free(struct zoom_reply *reply)
{
	problem_free(&reply->problem);
	memset(reply, 0, sizeof(*reply));
}
