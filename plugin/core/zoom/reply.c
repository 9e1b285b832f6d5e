/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/zoom/error.h"

#define LINE_CHARACTERS_MAX 120
#define TRACKING_ID_CHARACTERS_MAX 80

/* 300 is none: Zoom has refused values by it. */
static bool is_redirect(long status)
{
	return status > 300 && status < 400;
}

bool zoom_reply_status_is_transient(long status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

static enum zoom_reply_outcome outcome_of_status(long status, bool has_code)
{
	/* without one it is not Zoom but a network's login page, which goes away */
	const bool is_login_page = !has_code && (is_redirect(status) || (status >= 200 && status < 300));

	if (status == 401)
		return ZOOM_REPLY_TOKEN;
	return is_login_page || zoom_reply_status_is_transient(status) ? ZOOM_REPLY_TRANSIENT : ZOOM_REPLY_PERMANENT;
}

/* "2026-01-31T12:03:22.5+09:00" and its shorter forms, of GMT where no zone is told, as seconds since 1970; -1: none. */
static int64_t read_iso_date(const char *value)
{
	unsigned year, month, day, hour = 0, minute = 0, second = 0;
	int length = 0, zone_hours = 0, zone_minutes = 0;
	char text[80];
	time_t date;

	if (sscanf(value, "%4u-%2u-%2u%n", &year, &month, &day, &length) != 3)
		return -1;
	value += length;
	if (sscanf(value, "%*1[Tt ]%2u:%2u:%2u%n", &hour, &minute, &second, &length) == 3)
		value += length + strspn(value + length, ".0123456789");
	else if (*value)
		return -1;
	if ((*value == '+' || *value == '-') && sscanf(value + 1, "%2d:%2d", &zone_hours, &zone_minutes) == 1)
		sscanf(value + 1, "%2d%2d", &zone_hours, &zone_minutes);
	/* in the one ISO-like form that libcurl reads */
	snprintf(text, sizeof(text), "%04u%02u%02u %02u:%02u:%02u GMT", year, month, day, hour, minute, second);
	date = curl_getdate(text, NULL);
	zone_minutes = (*value == '-' ? -1 : 1) * (zone_hours * 60 + zone_minutes);
	return date == (time_t)-1 ? -1 : (int64_t)date - (int64_t)zone_minutes * 60;
}

/* Seconds since 1970 of any date that comes in headers; -1: it is none. */
static int64_t read_date(const char *value)
{
	const int64_t date_s = read_iso_date(value);

	return date_s == -1 ? (int64_t)curl_getdate(value, NULL) : date_s;
}

static long check_wait(int64_t wait_s)
{
	return wait_s >= 0 && wait_s <= PROBLEM_RETRY_AFTER_S_MAX ? (long)wait_s : PROBLEM_RETRY_UNKNOWN;
}

/* A whole number and nothing behind it, but for blanks and a second one of a header that came twice. */
static bool read_whole(const char *value, long long *number)
{
	char *end;

	*number = strtoll(value, &end, 10);
	return end != value && (!*text_skip_space(end) || *end == ',');
}

long zoom_reply_retry_after_s(const char *value, int64_t now_s)
{
	long long seconds;
	int64_t date_s;

	if (!value)
		return PROBLEM_RETRY_UNKNOWN;
	if (read_whole(value, &seconds))
		return check_wait(seconds);
	date_s = read_date(value);
	if (date_s == -1)
		return PROBLEM_RETRY_UNKNOWN;
	return date_s > now_s ? check_wait(date_s - now_s) : 0;
}

int64_t zoom_reply_now_s(const struct http_response *response, int64_t now_s)
{
	const char *date = http_response_header(response, "date");
	const int64_t date_s = date ? read_date(date) : -1;

	return date_s == -1 ? now_s : date_s;
}

long zoom_reply_wait_s(const struct http_response *response, int64_t now_s)
{
	long longest_s = PROBLEM_RETRY_UNKNOWN;

	for (size_t i = 0; i < response->header_count; i++) {
		const struct http_header *header = &response->headers[i];
		const long wait_s = astrcmpi(header->name, "retry-after") == 0
					    ? zoom_reply_retry_after_s(header->value, zoom_reply_now_s(response, now_s))
					    : PROBLEM_RETRY_UNKNOWN;

		if (wait_s > longest_s)
			longest_s = wait_s;
	}
	return longest_s;
}

/* "…after 30 seconds.": Zoom has told the time in words alone. */
static long wait_of_message(const char *message)
{
	const char *end = message ? strstr(message, " seconds") : NULL;
	const char *begin = end;

	while (begin && begin > message && ascii_is_digit(begin[-1]))
		begin--;
	return begin == end ? PROBLEM_RETRY_UNKNOWN : check_wait(strtoll(begin, NULL, 10));
}

/* When the limit is lifted: seconds until then, or of the epoch, or its milliseconds, or a date. */
static long wait_of_reset(const struct http_response *response, int64_t now_s)
{
	const char *value = http_response_header(response, "x-ratelimit-reset");
	const int64_t epoch_s_min = 1000000000, epoch_ms_min = 1000 * epoch_s_min;
	long long number;
	int64_t wait_s = -1;

	now_s = zoom_reply_now_s(response, now_s);
	if (value && !read_whole(value, &number))
		wait_s = read_date(value) - now_s;
	else if (value && number < epoch_s_min)
		wait_s = number;
	else if (value)
		wait_s = (number < epoch_ms_min ? number : number / 1000) - now_s;
	/* what is past tells nothing of the next try */
	return wait_s > 0 ? check_wait(wait_s) : PROBLEM_RETRY_UNKNOWN;
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
	long wait_s = zoom_reply_wait_s(response, now_s);

	if (wait_s == PROBLEM_RETRY_UNKNOWN)
		wait_s = wait_of_message(message);
	if (wait_s == PROBLEM_RETRY_UNKNOWN)
		wait_s = wait_of_reset(response, now_s);
	if (is_daily_limit(response, message)) {
		problem_set(problem, "zoom.429_daily");
		/* the daily limit is lifted at midnight GMT */
		if (wait_s == PROBLEM_RETRY_UNKNOWN)
			wait_s = (long)(day_s - zoom_reply_now_s(response, now_s) % day_s);
	} else {
		problem_set(problem, wait_s == PROBLEM_RETRY_UNKNOWN ? "zoom.429" : "zoom.429_wait");
	}
	problem->retry_after_s = wait_s;
}

static void describe_error(struct problem *problem, const struct zoom_error *error)
{
	const struct zoom_error_meaning *meaning = error->meaning;
	char code[48];

	snprintf(code, sizeof(code), "zoom.%ld", meaning->code ? meaning->code : error->code);
	if (error->subject && meaning->signs & ZOOM_ERROR_BAD_VALUES)
		problem_set(problem, "zoom.300_field");
	else
		problem_set(problem, meaning->problem ? meaning->problem : code);
	problem_set_subject(problem, error->subject);
}

static void describe_status(struct problem *problem, long status)
{
	char code[48];

	snprintf(code, sizeof(code), "http.%ld", status);
	if (is_redirect(status))
		problem_set(problem, "http.redirect");
	else if (status >= 500)
		problem_set(problem, "http.server");
	else
		problem_set(problem, status >= 200 && status < 300 ? "http.not_204" : code);
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
	const struct zoom_error_meaning *meaning;
	struct zoom_error error;

	if (response->result != HTTP_RESULT_REPLY) {
		read_failure(reply, response, reading);
		return;
	}
	zoom_error_read(&error, response, reading->redaction);
	/* the code is surer than the status: validation has come as 400, as 300 and as 200 */
	meaning = error.meaning;
	reply->outcome = meaning->outcome;
	reply->encoding_doubted = status == 415 || ((status == 300 || status == 400) &&
						    (!meaning->outcome || meaning->signs & ZOOM_ERROR_BAD_VALUES));
	reply->kind_doubted = meaning->signs & ZOOM_ERROR_KIND_DOUBTED;
	reply->missing_scope = meaning->signs & ZOOM_ERROR_MISSING_SCOPE;
	reply->rate_limited = status == 429 || error.code == 429;
	if (!reply->outcome)
		reply->outcome = outcome_of_status(status, error.code);
	if (reply->rate_limited && reply->outcome == ZOOM_REPLY_TRANSIENT)
		describe_rate_limit(problem, response, error.message, reading->now_s);
	else if (error.code || meaning->code)
		describe_error(problem, &error);
	else
		describe_status(problem, status);
	if (reply->outcome == ZOOM_REPLY_TRANSIENT && !reply->rate_limited)
		problem->retry_after_s = zoom_reply_wait_s(response, reading->now_s);
	problem->zoom_code = error.code ? error.code : meaning->code;
	problem->http_status = status;
	problem_set_detail(problem, error.message);
	problem->tracking_id = zoom_reply_tracking_id(response, reading->redaction);
	if (meaning->site && reading->cloud) {
		struct dstr url = {0};

		dstr_printf(&url, "%s%s", meaning->site(reading->cloud), meaning->page);
		problem->page_url = url.array;
	}
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

static json_t *read_object(struct zoom_reply *reply, const struct http_response *response,
			   const struct zoom_reply_reading *reading)
{
	const bool is_ok = response->result == HTTP_RESULT_REPLY && response->status == 200;
	const bool has_body = is_ok && response->body_size;
	json_t *root = has_body ? zoom_error_read_json(response) : NULL;

	memset(reply, 0, sizeof(*reply));
	if (has_body && !json_is_object(root)) {
		/* what cannot be read may hold any key in clear: nothing of it is quoted */
		reply->outcome = ZOOM_REPLY_TRANSIENT;
		problem_set(&reply->problem, "check.failed");
		reply->problem.http_status = response->status;
	} else if (!is_ok || zoom_error_is(root)) {
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
	json_t *root = read_object(reply, response, reading);

	for (size_t i = 0; i < LIVESTREAM_FIELD_COUNT; i++)
		*livestream_member(livestream, &livestream_fields[i]) =
			text_copy(json_text(root, livestream_fields[i].name));
	json_wipe(root);
}

static char *readable_text(const char *text, const struct redaction *redaction)
{
	return redaction_readable_text(redaction, text, text ? strlen(text) : 0, LINE_CHARACTERS_MAX);
}

static enum live_meeting read_meeting_state(const char *status)
{
	if (text_same(status, "started"))
		return LIVE_MEETING_RUNNING;
	return text_same(status, "waiting") ? LIVE_MEETING_WAITING : LIVE_MEETING_UNKNOWN;
}

void zoom_reply_read_meeting(struct zoom_reply *reply, struct zoom_meeting *meeting,
			     const struct http_response *response, const struct zoom_reply_reading *reading)
{
	json_t *root = read_object(reply, response, reading);

	meeting->topic = readable_text(json_text(root, "topic"), reading->redaction);
	meeting->host_email = readable_text(json_text(root, "host_email"), reading->redaction);
	meeting->state = read_meeting_state(json_text(root, "status"));
	meeting->is_encrypted = text_same(json_text(json_object_get(root, "settings"), "encryption_type"), "e2ee");
	/* it holds the passcode too, and links that make whoever has them the host */
	json_wipe(root);
}

/* What is said of meetings does not fit: here it is about the account. */
static json_t *read_object_of_user(struct zoom_reply *reply, const struct http_response *response,
				   const struct zoom_reply_reading *reading)
{
	json_t *root = read_object(reply, response, reading);

	if (!problem_is_set(&reply->problem))
		return root;
	if (strcmp(reply->problem.code, "check.failed") == 0)
		problem_set_code(&reply->problem, "user.bad_reply");
	else if (reply->problem.zoom_code == 1001 || reply->problem.zoom_code == 1010)
		problem_set_code(&reply->problem, "user.not_found");
	return root;
}

static char *read_name(const json_t *root, const struct zoom_reply_reading *reading)
{
	char *name = readable_text(json_text(root, "display_name"), reading->redaction);
	const char *first = json_text(root, "first_name");
	const char *last = json_text(root, "last_name");
	struct dstr full = {0};

	if (name)
		return name;
	dstr_printf(&full, "%s %s", first ? first : "", last ? last : "");
	name = readable_text(full.array, reading->redaction);
	dstr_free(&full);
	return name;
}

void zoom_reply_read_user(struct zoom_reply *reply, struct user *user, const struct http_response *response,
			  const struct zoom_reply_reading *reading)
{
	json_t *root = read_object_of_user(reply, response, reading);

	user->name = read_name(root, reading);
	user->email = readable_text(json_text(root, "email"), reading->redaction);
	json_wipe(root);
}

static enum user_switch read_switch(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_boolean(value))
		return USER_SWITCH_UNKNOWN;
	return json_is_true(value) ? USER_SWITCH_ON : USER_SWITCH_OFF;
}

void zoom_reply_read_settings(struct zoom_reply *reply, struct user_settings *settings,
			      const struct http_response *response, const struct zoom_reply_reading *reading)
{
	json_t *root = read_object_of_user(reply, response, reading);
	const json_t *in_meeting = json_object_get(root, "in_meeting");

	settings->livestreaming = read_switch(in_meeting, "allow_live_streaming");
	settings->custom_service = read_switch(in_meeting, "custom_live_streaming_service");
	settings->webinar_livestreaming = read_switch(json_object_get(in_meeting, "webinar_live_streaming"), "enable");
	json_wipe(root);
}

void zoom_reply_free(struct zoom_reply *reply)
{
	problem_free(&reply->problem);
	memset(reply, 0, sizeof(*reply));
}
