/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <jansson.h>

#include "core/zoom/reply.h"

#define NOW_S 1767225600 /* 2026-01-01T00:00:00Z */
#define KEY "planted-key-x7Qa"
#define MESSAGE(code, message) "{\"code\":" code ",\"message\":\"" message "\"}"

static const struct redaction redaction = {.secrets = {KEY}};
static const struct zoom_reply_reading reading = {.cloud = CLOUD_COMMERCIAL,
						  .host = "api.zoom.us",
						  .redaction = &redaction,
						  .now_s = NOW_S};

struct reply_case {
	long status;
	char *body;
	enum zoom_reply_outcome outcome;
	const char *code;
	const char *subject;
	const char *detail;
	bool encoding_doubted;
	bool missing_scope;
};

#define PERMANENT ZOOM_REPLY_PERMANENT
#define TRANSIENT ZOOM_REPLY_TRANSIENT
#define TOKEN ZOOM_REPLY_TOKEN

static const struct reply_case update_cases[] = {
	{204, NULL, ZOOM_REPLY_SUCCESS, NULL, NULL, NULL, false, false},
	{204, "ignored", ZOOM_REPLY_SUCCESS, NULL, NULL, NULL, false, false},

	/* Zoom's codes, whatever the status */
	{300, MESSAGE("300", "Missing meetingId"), PERMANENT, "zoom.300", NULL, "Missing meetingId", true, false},
	{400, MESSAGE("300", "Invalid meetingId"), PERMANENT, "zoom.300", NULL, "Invalid meetingId", true, false},
	{200, MESSAGE("300", "No"), PERMANENT, "zoom.300", NULL, "No", false, false},
	{400,
	 "{\"code\":300,\"message\":\"Validation Failed.\",\"errors\":[{\"field\":\"stream_url\",\"message\":\"Bad.\"}]}",
	 PERMANENT, "zoom.300_field", "stream_url", "Validation Failed.: Bad.", true, false},
	{300,
	 "{\"code\":300,\"message\":\"V\",\"errors\":[{\"field\":\"a\",\"message\":\"x\"},{\"field\":\"b\",\"message\":\"y\"}]}",
	 PERMANENT, "zoom.300_field", "a, b", "V: x y", true, false},
	{400, "{\"code\":300,\"message\":\"V\",\"errors\":[\"x\",3,null,{}]}", PERMANENT, "zoom.300", NULL, "V", true,
	 false},
	{400, "{\"code\":300,\"message\":\"V\",\"errors\":{}}", PERMANENT, "zoom.300", NULL, "V", true, false},
	{400, MESSAGE("1010", "User does not belong"), PERMANENT, "zoom.1010", NULL, "User does not belong", false,
	 false},
	{400, MESSAGE("3000", "Cannot access webinar info."), ZOOM_REPLY_OTHER_KIND, "zoom.3000", NULL,
	 "Cannot access webinar info.", false, false},
	{400, MESSAGE("3161", "No"), PERMANENT, "zoom.3161", NULL, "No", false, false},
	{404, MESSAGE("1001", "No user"), PERMANENT, "zoom.1001", NULL, "No user", false, false},
	{404, MESSAGE("3001", "Meeting does not exist: 1."), PERMANENT, "zoom.3001", NULL, "Meeting does not exist: 1.",
	 false, false},
	{200, MESSAGE("9999", "new"), PERMANENT, "zoom.9999", NULL, "new", false, false},
	{200, MESSAGE("3001", "gone"), PERMANENT, "zoom.3001", NULL, "gone", false, false},
	{401, MESSAGE("124", "Access token is expired."), TOKEN, "zoom.124", NULL, "Access token is expired.", false,
	 false},
	{400, MESSAGE("124", "Invalid access token."), TOKEN, "zoom.124", NULL, "Invalid access token.", false, false},
	{400, MESSAGE("\\u0022124\\u0022", "x"), PERMANENT, "http.400", NULL, "x", true, false},
	{400, "{\"code\":\"124\",\"message\":\"x\"}", TOKEN, "zoom.124", NULL, "x", false, false},
	{400, MESSAGE("4711", "Invalid access token, does not contain scopes:[meeting:update:livestream:admin]."),
	 PERMANENT, "zoom.4711", "meeting:update:livestream:admin",
	 "Invalid access token, does not contain scopes:[meeting:update:livestream:admin].", false, true},
	{400, MESSAGE("4711", "no scopes named"), PERMANENT, "zoom.4711", NULL, "no scopes named", false, true},
	{400, MESSAGE("200", "No permission"), PERMANENT, "zoom.200", NULL, "No permission", false, false},
	{400, MESSAGE("9999", "new"), PERMANENT, "zoom.9999", NULL, "new", true, false},
	{500, MESSAGE("9999", "new"), TRANSIENT, "zoom.9999", NULL, "new", false, false},
	{403, MESSAGE("9999", "new"), PERMANENT, "zoom.9999", NULL, "new", false, false},
	{400, MESSAGE("-1", "x"), PERMANENT, "http.400", NULL, "x", true, false},
	{400, MESSAGE("99999999999999", "x"), PERMANENT, "http.400", NULL, "x", true, false},
	{415, MESSAGE("300", "x"), PERMANENT, "zoom.300", NULL, "x", true, false},

	/* no envelope */
	{415, NULL, PERMANENT, "http.415", NULL, NULL, true, false},
	{400, NULL, PERMANENT, "http.400", NULL, NULL, true, false},
	{400, "", PERMANENT, "http.400", NULL, NULL, true, false},
	{300, "", PERMANENT, "http.300", NULL, NULL, true, false},
	{200, "", TRANSIENT, "http.not_204", NULL, NULL, false, false},
	{200, "<html><title>Log in</title></html>", TRANSIENT, "http.not_204", NULL, "Log in", false, false},
	{201, "{}", TRANSIENT, "http.not_204", NULL, NULL, false, false},
	{301, "", TRANSIENT, "http.redirect", NULL, NULL, false, false},
	{302, "", TRANSIENT, "http.redirect", NULL, NULL, false, false},
	{302, MESSAGE("9999", "new"), PERMANENT, "zoom.9999", NULL, "new", false, false},
	{399, "", TRANSIENT, "http.redirect", NULL, NULL, false, false},
	{401, "", TOKEN, "http.401", NULL, NULL, false, false},
	{403, "", PERMANENT, "http.403", NULL, NULL, false, false},
	{404, "", PERMANENT, "http.404", NULL, NULL, false, false},
	{405, "[]", PERMANENT, "http.405", NULL, "[]", false, false},
	{408, "", TRANSIENT, "http.408", NULL, NULL, false, false},
	{425, "", TRANSIENT, "http.425", NULL, NULL, false, false},
	{429, "", TRANSIENT, "zoom.429", NULL, NULL, false, false},
	{511, "", TRANSIENT, "http.server", NULL, NULL, false, false},
	{500, "", TRANSIENT, "http.server", NULL, NULL, false, false},
	{502, "<html><head><title>502</title></head><body>Bad Gateway</body></html>", TRANSIENT, "http.server", NULL,
	 "502 Bad Gateway", false, false},
	{599, "plain words", TRANSIENT, "http.server", NULL, "plain words", false, false},

	/* malformed */
	{400,
	 "{\"code\":4711,\"message\":\"Invalid access token, does not contain scopes:[\"meeting:update:livestream\"].\"}",
	 PERMANENT, "zoom.4711", "meeting:update:livestream",
	 "Invalid access token, does not contain scopes:[\"meeting:update:livestream\"].", false, true},
	{400, "{\"code\": 3001, \"message\": \"cut o", PERMANENT, "zoom.3001", NULL,
	 "{\"code\": 3001, \"message\": \"cut o", false, false},
	{400, "{\"code\":", PERMANENT, "http.400", NULL, "{\"code\":", true, false},
	{400, "{\"message\"", PERMANENT, "http.400", NULL, "{\"message\"", true, false},
	{400, "{\"code\":{\"a\":1},\"message\":[1]}", PERMANENT, "http.400", NULL, NULL, true, false},
	{400, "\xff\xfe\x01", PERMANENT, "http.400", NULL, NULL, true, false},

	/* secrets and markup in Zoom's words */
	{400, MESSAGE("300", "bad " KEY), PERMANENT, "zoom.300", NULL, "bad \u2022\u2022\u2022\u2022", true, false},
	{400, MESSAGE("300", "bad planted%2dkey%2Dx7Qa"), PERMANENT, "zoom.300", NULL, "bad \u2022\u2022\u2022\u2022",
	 true, false},
	{400, "bad " KEY, PERMANENT, "http.400", NULL, "bad \u2022\u2022\u2022\u2022", true, false},
	{400, "{\"code\":300,\"message\":\"V\",\"errors\":[{\"field\":\"" KEY "\",\"message\":\"" KEY "\"}]}",
	 PERMANENT, "zoom.300_field", "\u2022\u2022\u2022\u2022", "V: \u2022\u2022\u2022\u2022", true, false},
	{400, MESSAGE("4711", "[" KEY "]"), PERMANENT, "zoom.4711", NULL, "[\u2022\u2022\u2022\u2022]", false, true},
};

static struct http_response make_response(long status, char *body)
{
	return (struct http_response){.result = HTTP_RESULT_REPLY,
				      .status = status,
				      .body = body,
				      .body_size = body ? strlen(body) : 0};
}

static void tells_replies_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(update_cases); i++) {
		const struct reply_case *c = &update_cases[i];
		const struct http_response response = make_response(c->status, c->body);
		struct zoom_reply reply;
		char label[160];

		snprintf(label, sizeof(label), "%ld %s", c->status, c->body ? c->body : "");
		zoom_reply_read_update(&reply, &response, &reading);
		check_number(label, "outcome", reply.outcome, c->outcome);
		check_text(label, "code", reply.problem.code, c->code);
		check_text(label, "subject", reply.problem.subject, c->subject);
		check_text(label, "detail", reply.problem.detail, c->detail);
		check_number(label, "encoding_doubted", reply.encoding_doubted, c->encoding_doubted);
		check_number(label, "not_permitted", reply.missing_scope, c->missing_scope);
		if (c->code)
			check_number(label, "http_status", reply.problem.http_status, c->status);
		zoom_reply_free(&reply);
	}
}

static void shortens_huge_bodies(void **state)
{
	char *words = repeat_text("words ", 10000);
	const struct http_response response = make_response(500, words);
	struct zoom_reply reply;

	(void)state;
	zoom_reply_read_update(&reply, &response, &reading);
	assert_true(strlen(reply.problem.detail) < 300);
	zoom_reply_free(&reply);
	bfree(words);
}

static void tells_how_long_to_wait(void **state)
{
	static const struct {
		char *retry_after;
		char *type;
		char *message;
		const char *code;
		long wait_s;
		char *reset;
	} limits[] = {
		/* when the limit ends, where nothing else is told */
		{NULL, "QPS", "slow", "zoom.429_wait", 7, "7"},
		{NULL, "QPS", "slow", "zoom.429_wait", 20, "1767225720"},
		{NULL, "QPS", "slow", "zoom.429_wait", 20, "1767225720999"},
		{NULL, "QPS", "slow", "zoom.429_wait", 20, "2026-01-01T00:02:00Z"},
		{NULL, "QPS", "slow", "zoom.429_wait", 20, "Thu, 01 Jan 2026 00:02:00 GMT"},
		{NULL, "Daily-limit", "slow", "zoom.429_daily", 20, "1767225720"},
		{"5", "QPS", "slow", "zoom.429_wait", 5, "1767225720"},
		{NULL, NULL, "after 30 seconds", "zoom.429_wait", 30, "1767225720"},
		{"soon", "QPS", "slow", "zoom.429_wait", 20, "1767225720"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "0"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "-5"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "1767225700"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "4102444800"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "99999999999999999999999"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, "never"},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, ""},
		{NULL, "Daily-limit", "slow", "zoom.429_daily", 24 * 60 * 60 - 100, "never"},

		{"30", "QPS", "slow", "zoom.429_wait", 30, NULL},
		{NULL, "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
		{NULL, NULL, "retry making a new request after 30 seconds.", "zoom.429_wait", 30, NULL},
		{NULL, "Daily-limit", "slow", "zoom.429_daily", 24 * 60 * 60 - 100, NULL},
		{"60", "Daily-limit", "slow", "zoom.429_daily", 60, NULL},
		{NULL, NULL, "You may resume these requests at GMT 00:00:00.", "zoom.429_daily", 24 * 60 * 60 - 100,
		 NULL},
		{NULL, NULL, "You have reached the maximum daily rate limit.", "zoom.429_daily", 24 * 60 * 60 - 100,
		 NULL},
		{"Thu, 01 Jan 2026 00:03:00 GMT", "QPS", "slow", "zoom.429_wait", 80, NULL},
		{"never", "QPS", "slow", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
		{NULL, NULL, " seconds", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
		{NULL, NULL, "after x seconds", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
		{NULL, NULL, "after 604801 seconds", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
		{NULL, NULL, "after 99999999999999999999 seconds", "zoom.429", PROBLEM_RETRY_UNKNOWN, NULL},
	};
	static const long statuses[] = {429, 400};
	const struct zoom_reply_reading later = {.redaction = &redaction, .now_s = NOW_S + 100};

	(void)state;
	for (size_t i = 0; i < COUNT(limits) * COUNT(statuses); i++) {
		const size_t n = i / COUNT(statuses);
		char body[160] = "";
		struct http_response response = make_response(statuses[i % COUNT(statuses)], body);
		struct zoom_reply reply;

		snprintf(body, sizeof(body), MESSAGE("429", "%s"), limits[n].message);
		response.body_size = strlen(body);
		if (limits[n].retry_after)
			response.headers[response.header_count++] =
				(struct http_header){"retry-after", limits[n].retry_after};
		if (limits[n].type)
			response.headers[response.header_count++] =
				(struct http_header){"X-RateLimit-Type", limits[n].type};
		if (limits[n].reset)
			response.headers[response.header_count++] =
				(struct http_header){"X-RateLimit-Reset", limits[n].reset};
		zoom_reply_read_update(&reply, &response, &later);
		check_number(body, "outcome", reply.outcome, TRANSIENT);
		check_text(body, "code", reply.problem.code, limits[n].code);
		check_number(body, "wait", reply.problem.retry_after_s, limits[n].wait_s);
		check_number(body, "zoom_code", reply.problem.zoom_code, 429);
		zoom_reply_free(&reply);
	}
}

static void reads_retry_after(void **state)
{
	static const struct {
		const char *value;
		long seconds;
	} values[] = {
		{NULL, PROBLEM_RETRY_UNKNOWN},
		{"", PROBLEM_RETRY_UNKNOWN},
		{"0", 0},
		{"120", 120},
		{"-5", PROBLEM_RETRY_UNKNOWN},
		{"99999999999999999999999", PROBLEM_RETRY_UNKNOWN},
		{"30 seconds", PROBLEM_RETRY_UNKNOWN},
		{"soon", PROBLEM_RETRY_UNKNOWN},
		{"Thu, 01 Jan 2026 00:01:40 GMT", 100},
		{"Wed, 31 Dec 2025 23:59:59 GMT", 0},
		{"2026-01-01T00:01:40Z", 100},
		{"2026-01-01t00:01:40z", 100},
		{"2026-01-01T00:01:40.250Z", 100},
		{"2026-01-01 00:01:40Z", 100},
		{"2026-01-01T09:01:40+09:00", 100},
		{"2026-01-01T09:01:40+0900", 100},
		{"2026-01-01T09:01:40+09", 100},
		{"2025-12-31T20:31:40-03:30", 100},
		{"2026-01-02", 24 * 60 * 60},
		{"2025-12-31T00:00:00Z", 0},
		{"2026-13-45T00:00:00Z", PROBLEM_RETRY_UNKNOWN},
		{"2036-01-01T00:00:00Z", PROBLEM_RETRY_UNKNOWN},
		{"2026-01-01T", PROBLEM_RETRY_UNKNOWN},
		{"604800", 604800},
		{"604801", PROBLEM_RETRY_UNKNOWN},
		{" 30 ", 30},
		{"30, 60", 30},
		{"-1, 60", PROBLEM_RETRY_UNKNOWN},
		{"30s", PROBLEM_RETRY_UNKNOWN},
		{"0x1e", PROBLEM_RETRY_UNKNOWN},
		{"2026-01-08T00:00:00Z", 604800},
		{"2026-01-08T00:00:01Z", PROBLEM_RETRY_UNKNOWN},
		{"2020-05-31T00:00:00Z", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		check_number(values[i].value ? values[i].value : "(null)", "seconds",
			     zoom_reply_retry_after_s(values[i].value, NOW_S), values[i].seconds);
}

/* Whatever may pass: as long as the server told, by the longest of its headers and its own clock. */
static void waits_after_any_overload(void **state)
{
	static const struct {
		long status;
		const char *code;
		enum zoom_reply_outcome outcome;
		bool waits;
	} replies[] = {
		{429, "zoom.429_wait", TRANSIENT, true}, {503, "http.server", TRANSIENT, true},
		{500, "http.server", TRANSIENT, true},   {502, "http.server", TRANSIENT, true},
		{504, "http.server", TRANSIENT, true},   {599, "http.server", TRANSIENT, true},
		{408, "http.408", TRANSIENT, true},      {425, "http.425", TRANSIENT, true},
		{302, "http.redirect", TRANSIENT, true}, {403, "http.403", PERMANENT, false},
		{401, "http.401", TOKEN, false},         {404, "http.404", PERMANENT, false},
	};
	static const struct {
		char *values[3]; /* of Retry-After */
		char *date;
		long wait_s;
	} headers[] = {
		{{"60"}, NULL, 60},
		{{"5", "60", "30"}, NULL, 60},
		{{"soon", "-3", "60"}, NULL, 60},
		{{"99999999", "60"}, NULL, 60},
		{{"Thu, 01 Jan 2026 00:01:00 GMT"}, NULL, 60},
		{{"2026-01-01T00:01:00Z"}, NULL, 60},
		/* a clock that is an hour slow */
		{{"Thu, 01 Jan 2026 01:01:00 GMT"}, "Thu, 01 Jan 2026 01:00:00 GMT", 60},
		{{"2026-01-01T01:01:00Z"}, "Thu, 01 Jan 2026 01:00:00 GMT", 60},
		{{"2026-01-01T00:01:00Z"}, "nonsense", 60},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(replies) * COUNT(headers); i++) {
		const size_t n = i % COUNT(headers);
		struct http_response response = make_response(replies[i / COUNT(headers)].status, NULL);
		struct zoom_reply reply;

		for (size_t j = 0; j < COUNT(headers[n].values) && headers[n].values[j]; j++)
			response.headers[response.header_count++] =
				(struct http_header){"Retry-After", headers[n].values[j]};
		if (headers[n].date)
			response.headers[response.header_count++] = (struct http_header){"Date", headers[n].date};
		zoom_reply_read_update(&reply, &response, &reading);
		check_text(headers[n].values[0], "code", reply.problem.code, replies[i / COUNT(headers)].code);
		check_number(headers[n].values[0], "outcome", reply.outcome, replies[i / COUNT(headers)].outcome);
		check_number(headers[n].values[0], "wait", reply.problem.retry_after_s,
			     replies[i / COUNT(headers)].waits ? headers[n].wait_s : PROBLEM_RETRY_UNKNOWN);
		zoom_reply_free(&reply);
	}
}

/* Of an ordinary overload it tells nothing: it stands in every answer. */
static void a_reset_is_of_limits_alone(void **state)
{
	struct http_response response = make_response(503, NULL);
	struct zoom_reply reply;

	(void)state;
	response.headers[response.header_count++] = (struct http_header){"X-RateLimit-Reset", "60"};
	zoom_reply_read_update(&reply, &response, &reading);
	assert_int_equal(reply.problem.retry_after_s, PROBLEM_RETRY_UNKNOWN);
	zoom_reply_free(&reply);
}

static void keeps_the_tracking_id(void **state)
{
	struct http_response response = make_response(500, NULL);
	struct zoom_reply reply;

	(void)state;
	response.headers[response.header_count++] = (struct http_header){"X-Zm-TrackingId", "v=2.0;" KEY ";rid=WEB_1"};
	zoom_reply_read_update(&reply, &response, &reading);
	assert_string_equal(reply.problem.tracking_id, "v=2.0;\u2022\u2022\u2022\u2022;rid=WEB_1");
	zoom_reply_free(&reply);
}

static void names_every_failure_of_the_connection(void **state)
{
	static const struct {
		enum http_result result;
		const char *code;
		enum zoom_reply_outcome outcome;
	} failures[] = {
		{HTTP_RESULT_CANCELLED, NULL, ZOOM_REPLY_CANCELLED},
		{HTTP_RESULT_NAME_NOT_FOUND, "network.name_not_found", TRANSIENT},
		{HTTP_RESULT_PROXY_NOT_FOUND, "network.proxy_not_found", TRANSIENT},
		{HTTP_RESULT_PROXY_REFUSED, "network.proxy_refused", TRANSIENT},
		{HTTP_RESULT_REFUSED, "network.refused", TRANSIENT},
		{HTTP_RESULT_UNREACHABLE, "network.unreachable", TRANSIENT},
		{HTTP_RESULT_TLS_CERTIFICATE, "network.tls_certificate", TRANSIENT},
		{HTTP_RESULT_TLS, "network.tls", TRANSIENT},
		{HTTP_RESULT_CA_FILE, "network.ca_file", PERMANENT},
		{HTTP_RESULT_RESET, "network.reset", TRANSIENT},
		{HTTP_RESULT_NOT_HTTP, "network.not_http", TRANSIENT},
		{HTTP_RESULT_CUT, "network.cut", TRANSIENT},
		{HTTP_RESULT_TIMEOUT_NAME, "network.timeout_name", TRANSIENT},
		{HTTP_RESULT_TIMEOUT_CONNECT, "network.timeout_connect", TRANSIENT},
		{HTTP_RESULT_TIMEOUT_TLS, "network.timeout_tls", TRANSIENT},
		{HTTP_RESULT_TIMEOUT_FIRST_BYTE, "network.timeout_first_byte", TRANSIENT},
		{HTTP_RESULT_TIMEOUT_BODY, "network.timeout_body", TRANSIENT},
		{HTTP_RESULT_NO_MEMORY, "network.no_memory", TRANSIENT},
		{HTTP_RESULT_UNTRUSTED, "endpoint.untrusted", PERMANENT},
		{HTTP_RESULT_OTHER, "network.other", TRANSIENT},
	};

	(void)state;
	/* each result but HTTP_RESULT_REPLY */
	assert_int_equal(COUNT(failures), HTTP_RESULT_OTHER - HTTP_RESULT_REPLY);
	for (size_t i = 0; i < COUNT(failures); i++) {
		/* a status that came before the failure changes nothing */
		const struct http_response response = {.result = failures[i].result,
						       .status = 204,
						       .error = "told by curl: " KEY};
		const char *label = failures[i].code ? failures[i].code : "cancelled";
		struct zoom_reply reply;

		zoom_reply_read_update(&reply, &response, &reading);
		check_number(label, "outcome", reply.outcome, failures[i].outcome);
		check_text(label, "code", reply.problem.code, failures[i].code);
		check_number(label, "encoding_doubted", reply.encoding_doubted, false);
		if (failures[i].code) {
			check_text(label, "subject", reply.problem.subject, "api.zoom.us");
			check_text(label, "detail", reply.problem.detail, "told by curl: \u2022\u2022\u2022\u2022");
		}
		zoom_reply_free(&reply);
	}
}

/* The replies to GET that are no success, whatever was asked for. */
static const struct {
	long status;
	char *body;
	enum zoom_reply_outcome outcome;
	const char *code;
	bool missing_scope;
} get_failures[] = {
	{200, MESSAGE("3001", "x"), PERMANENT, "zoom.3001", false},
	{200, "{\"errorCode\":3001,\"errorMessage\":\"x\"}", PERMANENT, "zoom.3001", false},
	{200, "{\"error\":\"invalid_token\",\"reason\":\"x\"}", TRANSIENT, "http.not_204", false},
	{200, "\xef\xbb\xbf" MESSAGE("3001", "x") "<!-- -->", PERMANENT, "zoom.3001", false},
	{200, "<html>" KEY, TRANSIENT, "check.failed", false},
	{200, "[]", TRANSIENT, "check.failed", false},
	{200, "{\"topic\":\"cut o", TRANSIENT, "check.failed", false},
	{200, "{\"stream_url\":\"\\u0000\"}", TRANSIENT, "check.failed", false},
	{200, "{\"topic\":\"\xff\"}", TRANSIENT, "check.failed", false},
	{204, "", TRANSIENT, "http.not_204", false},
	{302, "", TRANSIENT, "http.redirect", false},
	{400, MESSAGE("3000", "x"), ZOOM_REPLY_OTHER_KIND, "zoom.3000", false},
	{400, MESSAGE("4711", "x"), PERMANENT, "zoom.4711", true},
	{200, MESSAGE("4711", "x"), PERMANENT, "zoom.4711", true},
	{400, MESSAGE("200", "x"), PERMANENT, "zoom.200", false},
	{200, MESSAGE("200", "x"), PERMANENT, "zoom.200", false},
	{404, "", PERMANENT, "http.404", false},
	{401, MESSAGE("124", "x"), TOKEN, "zoom.124", false},
	{429, MESSAGE("429", "x"), TRANSIENT, "zoom.429", false},
	{503, "", TRANSIENT, "http.server", false},
	{0, NULL, TRANSIENT, "network.cut", false},
	{-1, NULL, ZOOM_REPLY_CANCELLED, NULL, false},
};

static void tells_failures_to_read_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(get_failures); i++) {
		const char *label = get_failures[i].body ? get_failures[i].body : "(no reply)";
		struct http_response response = make_response(get_failures[i].status, get_failures[i].body);
		/* whatever was there before */
		struct livestream livestream = {.stream_url = "x", .resolution = "x"};
		struct zoom_meeting meeting = {.topic = "x"};
		struct zoom_reply replies[2];

		if (get_failures[i].status <= 0)
			response.result = get_failures[i].status ? HTTP_RESULT_CANCELLED : HTTP_RESULT_CUT;
		zoom_reply_read_livestream(&replies[0], &livestream, &response, &reading);
		zoom_reply_read_meeting(&replies[1], &meeting, &response, &reading);
		for (size_t j = 0; j < COUNT(replies); j++) {
			check_number(label, "outcome", replies[j].outcome, get_failures[i].outcome);
			check_text(label, "code", replies[j].problem.code, get_failures[i].code);
			check_number(label, "not_permitted", replies[j].missing_scope, get_failures[i].missing_scope);
			check_absent(label, "detail", replies[j].problem.detail, "planted");
			zoom_reply_free(&replies[j]);
		}
		assert_null(livestream.stream_url);
		assert_null(livestream.stream_key);
		assert_null(livestream.page_url);
		assert_null(livestream.resolution);
		assert_null(meeting.topic);
		assert_null(meeting.host_email);
	}
}

static void reads_what_zoom_holds(void **state)
{
	static const struct {
		char *body;
		struct livestream expected;
	} cases[] = {
		{"{\"stream_url\":\"rtmp://a/b\",\"stream_key\":\"" KEY "\",\"page_url\":\"https://p\","
		 "\"resolution\":\"720p\"}",
		 {"rtmp://a/b", KEY, "https://p", "720p"}},
		{"{\"stream_url\":\" \\n<b>\\u2028\",\"later\":\"x\"}", {" \n<b>\u2028", NULL, NULL, NULL}},
		{"{\"stream_url\":\"\",\"stream_key\":\"\",\"page_url\":\"\",\"resolution\":\"\"}", {"", "", "", ""}},
		{"\xef\xbb\xbf{\"stream_url\":\"a\",\"code\":null} \n<!-- gateway -->", {"a", NULL, NULL, NULL}},
		{"", {NULL, NULL, NULL, NULL}},
		{"{}", {NULL, NULL, NULL, NULL}},
		{"{\"stream_url\":null,\"stream_key\":7,\"page_url\":[],\"resolution\":{}}", {NULL, NULL, NULL, NULL}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = make_response(200, cases[i].body);
		struct livestream livestream;
		struct zoom_reply reply;

		zoom_reply_read_livestream(&reply, &livestream, &response, &reading);
		check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_SUCCESS);
		check_number(cases[i].body, "problem", problem_is_set(&reply.problem), false);
		check_text(cases[i].body, "stream_url", livestream.stream_url, cases[i].expected.stream_url);
		check_text(cases[i].body, "stream_key", livestream.stream_key, cases[i].expected.stream_key);
		check_text(cases[i].body, "page_url", livestream.page_url, cases[i].expected.page_url);
		check_text(cases[i].body, "resolution", livestream.resolution, cases[i].expected.resolution);
		livestream_free(&livestream);
		zoom_reply_free(&reply);
	}
}

#define TWENTY "12345678901234567890"
#define HUNDRED TWENTY TWENTY TWENTY TWENTY TWENTY

static void reads_what_a_meeting_is_called(void **state)
{
	static const struct {
		char *body;
		const char *topic;
		const char *host_email;
	} cases[] = {
		{"{\"topic\":\"Team meeting\",\"host_email\":\"anna@example.com\",\"id\":85746065432}", "Team meeting",
		 "anna@example.com"},
		{"{\"topic\":\"R\\u00e9union \xe6\x97\xa5 \xf0\x9f\x98\x80 Q&A < 3\"}",
		 "R\u00e9union \u65e5 \U0001f600 Q&A < 3", NULL},
		{"{\"host_email\":\" anna@example.com\\r\\nBcc: x \"}", NULL, "anna@example.com Bcc: x"},
		{"{\"topic\":\"a\\tb\\u0001c\\u007fd\\u0085e\"}", "a b c d e", NULL},
		{"{\"topic\":\"a\\u2028b\\u2029c\\u202ed\\u2066e\\u2069\"}", "a b c d e", NULL},
		{"{\"topic\":\"\\u2018kept\\u2026 \\u202f\\u2032 \\u2044\\u2070\\u4e00\"}",
		 "\u2018kept\u2026 \u202f\u2032 \u2044\u2070\u4e00", NULL},
		{"{\"topic\":\"<script>x</script>shown\"}", "shown", NULL},
		{"{\"topic\":\"about " KEY "\"}", "about \u2022\u2022\u2022\u2022", NULL},
		{"{\"topic\":\"" HUNDRED TWENTY "\",\"host_email\":\"" HUNDRED TWENTY "1\"}", HUNDRED TWENTY,
		 HUNDRED TWENTY "\u2026"},
		{"{\"topic\":\"\",\"host_email\":\" \\n\"}", NULL, NULL},
		{"{\"topic\":7,\"host_email\":[\"x\"]}", NULL, NULL},
		{"{}", NULL, NULL},
		{"", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = make_response(200, cases[i].body);
		struct zoom_meeting meeting;
		struct zoom_reply reply;

		zoom_reply_read_meeting(&reply, &meeting, &response, &reading);
		check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_SUCCESS);
		check_text(cases[i].body, "topic", meeting.topic, cases[i].topic);
		check_text(cases[i].body, "host_email", meeting.host_email, cases[i].host_email);
		bfree(meeting.topic);
		bfree(meeting.host_email);
		zoom_reply_free(&reply);
	}
}

static void reads_how_a_meeting_is(void **state)
{
	static const struct {
		char *body;
		enum live_meeting state;
		bool is_encrypted;
	} cases[] = {
		{"{\"status\":\"started\",\"settings\":{\"encryption_type\":\"enhanced_encryption\"}}",
		 LIVE_MEETING_RUNNING, false},
		{"{\"status\":\"waiting\",\"settings\":{\"encryption_type\":\"e2ee\"}}", LIVE_MEETING_WAITING, true},
		{"{\"status\":\"Started\",\"settings\":[]}", LIVE_MEETING_UNKNOWN, false},
		{"{\"settings\":{\"status\":\"started\"},\"encryption_type\":\"e2ee\"}", LIVE_MEETING_UNKNOWN, false},
		{"", LIVE_MEETING_UNKNOWN, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = make_response(200, cases[i].body);
		struct zoom_meeting meeting;
		struct zoom_reply reply;

		zoom_reply_read_meeting(&reply, &meeting, &response, &reading);
		check_number(cases[i].body, "state", meeting.state, cases[i].state);
		check_number(cases[i].body, "encrypted", meeting.is_encrypted, cases[i].is_encrypted);
		zoom_reply_free(&reply);
	}
}

/* What jansson gives back of a reply is searched for what nobody else may find there. */
#define PLANTED "planted-passcode"
#define LONG_TEXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"

static size_t planted_left;

static void *take_memory(size_t size)
{
	/* all of it is searched, also what was never written */
	size_t *block = calloc(1, sizeof(max_align_t) + size);

	*block = size;
	return (char *)block + sizeof(max_align_t);
}

static void give_back_memory(void *memory)
{
	char *block = memory ? (char *)memory - sizeof(max_align_t) : NULL;
	const size_t size = block ? *(size_t *)block : 0;

	for (size_t i = 0; i + strlen(PLANTED) <= size; i++)
		planted_left += memcmp((char *)memory + i, PLANTED, strlen(PLANTED)) == 0;
	free(block);
}

static void no_text_of_a_reply_is_left_behind(void **state)
{
	/* what is long comes first and last: jansson reads all texts by one buffer, which is its own */
	static char *const bodies[] = {
		"{\"topic\":\"" LONG_TEXT "\",\"password\":\"" PLANTED "\",\"agenda\":\"" LONG_TEXT "\"}",
		"{\"topic\":\"" LONG_TEXT "\",\"in\":{\"a\":[{\"zak\":\"" PLANTED "\"}]},\"b\":\"" LONG_TEXT "\"}",
		"{\"message\":\"" LONG_TEXT "\",\"errors\":[{\"message\":\"" PLANTED
		"\"}],\"code\":300,\"b\":\"" LONG_TEXT "\"}",
	};

	(void)state;
	json_set_alloc_funcs(take_memory, give_back_memory);
	for (size_t i = 0; i < COUNT(bodies); i++) {
		const struct http_response response = {.result = HTTP_RESULT_REPLY,
						       .status = 200,
						       .body = bodies[i],
						       .body_size = strlen(bodies[i])};
		struct livestream livestream = {0};
		struct zoom_meeting meeting = {0};
		struct zoom_reply reply;

		zoom_reply_read_meeting(&reply, &meeting, &response, &reading);
		zoom_reply_free(&reply);
		bfree(meeting.topic);
		bfree(meeting.host_email);
		zoom_reply_read_livestream(&reply, &livestream, &response, &reading);
		zoom_reply_free(&reply);
		livestream_free(&livestream);
		zoom_reply_read_update(&reply, &response, &reading);
		zoom_reply_free(&reply);
		check_number(bodies[i], "planted texts left", (long long)planted_left, 0);
	}
	json_set_alloc_funcs(malloc, free);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_replies_apart),
		cmocka_unit_test(shortens_huge_bodies),
		cmocka_unit_test(tells_how_long_to_wait),
		cmocka_unit_test(reads_retry_after),
		cmocka_unit_test(waits_after_any_overload),
		cmocka_unit_test(a_reset_is_of_limits_alone),
		cmocka_unit_test(keeps_the_tracking_id),
		cmocka_unit_test(names_every_failure_of_the_connection),
		cmocka_unit_test(tells_failures_to_read_apart),
		cmocka_unit_test(reads_what_zoom_holds),
		cmocka_unit_test(reads_what_a_meeting_is_called),
		cmocka_unit_test(reads_how_a_meeting_is),
		cmocka_unit_test(no_text_of_a_reply_is_left_behind),
	};

	return RUN_TESTS(tests);
}
