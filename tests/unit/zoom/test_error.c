/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/error.h"

#define NOW_S 1767225600 /* 2026-01-01T00:00:00Z */
#define KEY "planted-key-x7Qa"
#define DOTS "\u2022\u2022\u2022\u2022"

static const struct redaction redaction = {.secrets = {KEY}};

static struct http_response response_of(long status, const char *body)
{
	return (struct http_response){.result = HTTP_RESULT_REPLY,
				      .status = status,
				      .body = (char *)body,
				      .body_size = strlen(body)};
}

static void reads_bodies_of_any_shape(void **state)
{
	static const struct {
		const char *body;
		long code;
		const char *word;
		const char *message;
		const char *subject;
	} cases[] = {
		/* Zoom's API */
		{"{\"code\":3001,\"message\":\"No meeting.\"}", 3001, NULL, "No meeting.", NULL},
		{"{\"code\":\"3001\",\"message\":\"No meeting.\"}", 3001, NULL, "No meeting.", NULL},
		{"{\"code\":\" 3001 \",\"message\":\"No meeting.\"}", 3001, NULL, "No meeting.", NULL},
		{"{\"code\":3001.0,\"message\":\"x\"}", 3001, NULL, "x", NULL},
		{" {\n\t\"message\" : \"x\" ,\r\n\t\"code\" : 3001\n}\n", 3001, NULL, "x", NULL},
		{"{\"code\":300,\"message\":\"V\",\"errors\":[{\"field\":\"a\",\"message\":\"x\"},{\"field\":\"b\","
		 "\"message\":\"y\"}]}",
		 300, NULL, "V: x y", "a, b"},
		{"{\"code\":300,\"message\":\"say \\\"a\\\", \\u00e9 \\/ b\",\"x\":1}", 300, NULL,
		 "say \"a\", \u00e9 / b", NULL},
		/* a gateway's, and what is around it */
		{"{\"errorCode\":4711,\"errorMessage\":\"x\"}", 4711, NULL, "x", NULL},
		{"{\"errorCode\":\"4711\",\"errorMessage\":\"x\"}", 4711, NULL, "x", NULL},
		{"{\"error_code\":4711,\"error_message\":\"x\"}", 4711, NULL, "x", NULL},
		{"{\"errorCode\":124,\"message\":\"x\",\"status\":false,\"result\":null}", 124, NULL, "x", NULL},
		{"{\"error\":{\"code\":124,\"message\":\"x\"}}", 124, NULL, "x", NULL},
		{"{\"errors\":[{\"code\":\"124\",\"message\":\"x\"}]}", 124, NULL, "x", NULL},
		{"{\"errors\":[[{\"code\":300,\"field\":\"page_url\",\"message\":\"x\"}]]}", 300, NULL, "x",
		 "page_url"},
		{"[{\"code\":3161,\"message\":\"x\"}]", 3161, NULL, "x", NULL},
		{"\xef\xbb\xbf{\"code\":3001,\"message\":\"x\"}", 3001, NULL, "x", NULL},
		{"\n\n\r\n{\"code\":3001,\"message\":\"x\"}", 3001, NULL, "x", NULL},
		{")]}',\n{\"code\":3001,\"message\":\"x\"}", 3001, NULL, "x", NULL},
		{"<br><b>Notice</b>\n{\"code\":3001,\"message\":\"x\"}", 3001, NULL, "x", NULL},
		{"{\"code\":3001,\"message\":\"x\"}<!-- gateway 7 -->", 3001, NULL, "x", NULL},
		{"{\"code\":3001,\"message\":\"x\"}\n0\r\n\r\n", 3001, NULL, "x", NULL},
		{"{\"code\":3001,\"message\":\"x\"}{\"code\":1001,\"message\":\"y\"}", 3001, NULL, "x: y", NULL},
		{"{\"message\":\"say \\\"a\\\"} b\",\"code\":300}", 300, NULL, "say \"a\"} b", NULL},
		{"{\"message\":\"C:\\\\\",\"code\":300,\"x\":\"y\"}", 300, NULL, "C:\\", NULL},
		{"{\"message\":\"a\\", 0, NULL, "{\"message\":\"a\\", NULL},
		{"{\"errors\":[{\"code\":7,\"message\":\"x\"}],\"code\":300}", 300, NULL, "x", NULL},
		{"{\"Message\":\"An error has occurred.\"}", 0, NULL, "An error has occurred.", NULL},
		{"{\"type\":\"about:blank\",\"status\":403,\"detail\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"note\":\"a \\\"code\\\": 300\",\"kind\":\"code\",\"message\":\"x\"}", 0, NULL, "x", NULL},
		/* the OAuth server's */
		{"{\"reason\":\"Invalid client_id\",\"error\":\"invalid_client\"}", 0, "invalid_client",
		 "Invalid client_id", NULL},
		{"{\"error\":\"invalid_request\",\"error_description\":\"Why\"}", 0, "invalid_request", "Why", NULL},
		{"{\"error\":\"invalid_request\"}", 0, "invalid_request", "invalid_request", NULL},
		{"{\"error\":\"invalid_request\",\"reason\":\" \"}", 0, "invalid_request", "invalid_request", NULL},
		/* null, and what is of another type */
		{"{\"code\":null,\"message\":null}", 0, NULL, NULL, NULL},
		{"{\"code\":null,\"errorCode\":4711,\"message\":null,\"errorMessage\":\"x\"}", 4711, NULL, "x", NULL},
		{"{\"code\":{},\"message\":[],\"errors\":7,\"error\":7,\"reason\":\"\"}", 0, NULL, NULL, NULL},
		{"{\"code\":true,\"message\":\"\",\"errors\":[null,3,\"x\",{}]}", 0, NULL, NULL, NULL},
		{"{}", 0, NULL, NULL, NULL},
		/* numbers that are no code */
		{"{\"code\":0,\"message\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"code\":-300,\"message\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"code\":2147483648,\"message\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"code\":4294967596,\"message\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"code\":99999999999999999999999999,\"message\":\"x\"}", 0, NULL, "x", NULL},
		{"{\"code\":1e300,\"message\":\"x\"}", 1, NULL, "x", NULL},
		{"{\"code\":\"invalid_request\",\"message\":\"x\"}", 0, NULL, "x", NULL},
		/* cut off, unescaped quotes, another character set */
		{"{\"code\":300,\"message\":\"bad \"page_url\" here\",\"errors\":[]}", 300, NULL,
		 "bad \"page_url\" here", NULL},
		{"{\"message\":\"scopes:[\"a:b\",\"c:d\"].\",\"code\":4711}", 4711, NULL, "scopes:[\"a:b\",\"c:d\"].",
		 "a:b, c:d"},
		{"{\"reason\":\"Not \"x\"\",\"error\":\"invalid_client\"", 0, "invalid_client", "Not \"x\"", NULL},
		{"{\"code\":3001,\"message\":\"x\",\"errors\":[{\"fie", 3001, NULL, "x", NULL},
		{"{\"code\":3001,\"message\":\"cut o", 3001, NULL, "{\"code\":3001,\"message\":\"cut o", NULL},
		{"{\"code\":", 0, NULL, "{\"code\":", NULL},
		{"{\"code\":3001,\"message\":\"R\xe9union\"}", 3001, NULL, "R union", NULL},
		{"\xff\xfe{", 0, NULL, "{", NULL},
		/* no JSON at all */
		{"", 0, NULL, NULL, NULL},
		{" \r\n", 0, NULL, NULL, NULL},
		{"plain words", 0, NULL, "plain words", NULL},
		{"<html><head><style>b{}</style><title>403</title></head><b>No</b></html>", 0, NULL, "403 No", NULL},
		/* pages with scripts, which are not Zoom's */
		{"<html><script>var error={\"code\":124,\"message\":\"x\"}</script><b>No</b></html>", 0, NULL, "No",
		 NULL},
		{"<!DOCTYPE html><p>Does not contain scopes</p>{\"errorCode\":3001}", 0, NULL,
		 "Does not contain scopes {\"errorCode\":3001}", NULL},
		{"{\"code\":3001,\"message\":\"x\"}<html></html>", 3001, NULL, "x", NULL},
		/* what must not be shown */
		{"{\"code\":300,\"message\":\"bad planted\\u002dkey-x7Qa\",\"errors\":[{\"field\":\"" KEY "\"}]}", 300,
		 NULL, "bad " DOTS, DOTS},
		{"{\"message\":\"a\\u2028b\\u202ec\\u2066\\td\\r\\ne\"}", 0, NULL, "a b c d e", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = response_of(400, cases[i].body);
		struct zoom_error error;

		zoom_error_read(&error, &response, &redaction);
		check_number(cases[i].body, "code", error.code, cases[i].code);
		check_text(cases[i].body, "word", error.word, cases[i].word);
		check_text(cases[i].body, "message", error.message, cases[i].message);
		check_text(cases[i].body, "subject", error.subject, cases[i].subject);
		zoom_error_free(&error);
	}
}

#define LACKS "Invalid access token, does not contain scopes"
#define PERMANENT ZOOM_REPLY_PERMANENT
#define TRANSIENT ZOOM_REPLY_TRANSIENT
#define TOKEN ZOOM_REPLY_TOKEN

#define ID "meeting:update:livestream"

static void knows_what_codes_mean(void **state)
{
	static const struct {
		long status;
		long code;
		const char *message;
		const char *problem;
		enum zoom_reply_outcome outcome;
		bool missing_scope;
		const char *subject;
	} cases[] = {
		/* scopes, in all wordings and lists */
		{400, 4711, LACKS ":[" ID "].", "zoom.4711", PERMANENT, true, ID},
		{401, 4711, LACKS ": [" ID ":admin, " ID "].", "zoom.4711", PERMANENT, true, ID ":admin, " ID},
		{400, 4711, LACKS ":[\\\"" ID "\\\",\\\"a:b\\\"].", "zoom.4711", PERMANENT, true, ID ", a:b"},
		{400, 4711, LACKS ": " ID, "zoom.4711", PERMANENT, true, ID},
		{400, 4711, LACKS ":" ID ".", "zoom.4711", PERMANENT, true, ID},
		{400, 4711, LACKS " " ID " or a_b:c-d:e.", "zoom.4711", PERMANENT, true, ID ", a_b:c-d:e"},
		{400, 4711, "Missing scope: '" ID "'", "zoom.4711", PERMANENT, true, ID},
		{400, 4711, LACKS, "zoom.4711", PERMANENT, true, NULL},
		{400, 4711, LACKS ":[].", "zoom.4711", PERMANENT, true, NULL},
		{400, 4711, LACKS ": .", "zoom.4711", PERMANENT, true, NULL},
		{400, 4711, "", "zoom.4711", PERMANENT, true, NULL},
		{400, 4711, "x", "zoom.4711", PERMANENT, true, NULL},
		{400, 4700, LACKS ":[" ID "].", "zoom.4711", PERMANENT, true, ID},
		{401, 4700, LACKS ":[" ID "].", "zoom.4711", PERMANENT, true, ID},
		{401, 4700, LACKS ".", "zoom.4711", PERMANENT, true, NULL},
		{401, 4700, "invalid access token, DOES NOT CONTAIN SCOPES", "zoom.4711", PERMANENT, true, NULL},
		{401, 4700, "INVALID ACCESS TOKEN, DOES NOT CONTAIN SCOPES:" ID, "zoom.4711", PERMANENT, true, ID},
		{401, 4700, "The token lacks the required scope " ID, "zoom.4711", PERMANENT, true, ID},
		{401, 124, LACKS ":[" ID "].", "zoom.4711", PERMANENT, true, ID},
		{400, 104, LACKS ":[" ID "]", "zoom.4711", PERMANENT, true, ID},
		{401, 0, LACKS ":[" ID "]", "zoom.4711", PERMANENT, true, ID},
		/* the token */
		{401, 124, "Access token is expired.", "zoom.124", TOKEN, false, NULL},
		{401, 124, "", "zoom.124", TOKEN, false, NULL},
		{401, 124, "This API does not support client credentials for authorization.", "zoom.124_kind",
		 PERMANENT, false, NULL},
		{400, 4700, "Invalid access token.", "zoom.124", TOKEN, false, NULL},
		{401, 4700, "Token cannot be empty.", "zoom.124", TOKEN, false, NULL},
		/* 200, by its words: never about scopes */
		{400, 200, "Only available for Paid account: 1.", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars.",
		 "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "User does not have webinar plan", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "Zoom Webinar Plan", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "Must have a Pro or a higher plan.", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "This feature needs a licensed user.", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "Not allowed: upgrade the account", "zoom.200_plan", PERMANENT, false, NULL},
		{200, 200, "Only available for Paid account.", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "The current user has not enabled the custom live streaming feature of the webinar.",
		 "zoom.200_off", PERMANENT, false, NULL},
		{400, 200, "Webinar 98765432109 has not started.", "zoom.200_not_started", PERMANENT, false, NULL},
		{400, 200, "No permission.", "zoom.200", PERMANENT, false, NULL},
		{400, 200, "Unexplained", "zoom.200", PERMANENT, false, NULL},
		{400, 200, "Your plan does not contain this scope", "zoom.200_plan", PERMANENT, false, NULL},
		{400, 200, "", "zoom.200", PERMANENT, false, NULL},
		/* the meeting and its host */
		{400, 300, "Invalid meeting id.", "zoom.300", PERMANENT, false, NULL},
		{300, 300, "", "zoom.300", PERMANENT, false, NULL},
		{404, 1001, "User does not exist: 1.", "zoom.1001", PERMANENT, false, NULL},
		{400, 1010, "User does not belong to this account: 1.", "zoom.1010", PERMANENT, false, NULL},
		{400, 3000, "Cannot access webinar info.", "zoom.3000", ZOOM_REPLY_OTHER_KIND, false, NULL},
		{400, 3000, "", "zoom.3000", ZOOM_REPLY_OTHER_KIND, false, NULL},
		{400, 3000, "The current webinar is not configured with a custom streaming service.", "zoom.200_off",
		 PERMANENT, false, NULL},
		{404, 3001, "Webinar does not exist: 1.", "zoom.3001", PERMANENT, false, NULL},
		{400, 3003, "Not meeting host.", "zoom.3003", PERMANENT, false, NULL},
		{400, 3161, "Meeting hosting is not allowed for your user account.", "zoom.3161", PERMANENT, false,
		 NULL},
		{400, 4400, "End-to-end encrypted meetings do not support it.", "zoom.4400", PERMANENT, false, NULL},
		{400, 4927, "Meeting 1 has not started.", "zoom.4927", PERMANENT, false, NULL},
		{429, 429, "", "zoom.429", TRANSIENT, false, NULL},
		{400, 429, "Too many", "zoom.429", TRANSIENT, false, NULL},
		/* what is not known goes by its status */
		{400, 9999, "new", "zoom.9999", PERMANENT, false, NULL},
		{401, 9999, "new", "zoom.9999", TOKEN, false, NULL},
		{500, 9999, "new", "zoom.9999", TRANSIENT, false, NULL},
		{400, 0, "No plan", "http.400", PERMANENT, false, NULL},
	};
	static const char *const forms[] = {
		"{\"code\":%ld,\"message\":\"%s\"}",
		"{\"errorCode\":\"%ld\",\"errorMessage\":\"%s\"}",
		"\xef\xbb\xbf\r\n{\"code\":%ld,\"message\":\"%s\",\"errors\":[]} trailing",
		"{\"code\":%ld,\"reason\":\"%s\",\"message\":null",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases) * COUNT(forms); i++) {
		const size_t n = i / COUNT(forms);
		const struct zoom_reply_reading reading = {.redaction = &redaction, .now_s = NOW_S};
		struct http_response response;
		struct zoom_reply reply;
		char body[400];

		snprintf(body, sizeof(body), forms[i % COUNT(forms)], cases[n].code, cases[n].message);
		response = response_of(cases[n].status, body);
		zoom_reply_read_update(&reply, &response, &reading);
		check_text(body, "problem", reply.problem.code, cases[n].problem);
		check_number(body, "outcome", reply.outcome, cases[n].outcome);
		check_number(body, "missing scope", reply.missing_scope, cases[n].missing_scope);
		check_text(body, "subject", reply.problem.subject, cases[n].subject);
		if (cases[n].code)
			check_number(body, "code", reply.problem.zoom_code, cases[n].code);
		zoom_reply_free(&reply);
	}
}

static void leads_to_the_portal_of_the_cloud(void **state)
{
	static const struct {
		long code;
		const char *commercial;
		const char *government;
	} cases[] = {
		{4711, "https://marketplace.zoom.us/user/build", "https://marketplace.zoomgov.com/user/build"},
		{3001, "https://zoom.us/meeting", "https://zoomgov.com/meeting"},
		{3161, "https://zoom.us/account/user", "https://zoomgov.com/account/user"},
		/* there is nothing that mends a token */
		{124, NULL, NULL},
		{4700, NULL, NULL},
		{200, NULL, NULL},
		{300, NULL, NULL},
		{429, NULL, NULL},
		{1001, NULL, NULL},
		{3000, NULL, NULL},
		{9999, NULL, NULL},
		{0, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const enum cloud clouds[] = {CLOUD_COMMERCIAL, CLOUD_GOVERNMENT, 0};
		const char *const expected[] = {cases[i].commercial, cases[i].government, NULL};

		for (size_t j = 0; j < COUNT(clouds); j++) {
			const struct zoom_reply_reading reading = {.cloud = clouds[j], .redaction = &redaction};
			struct http_response response;
			struct zoom_reply reply;
			char body[80];

			snprintf(body, sizeof(body), "{\"code\":%ld,\"message\":\"x\"}", cases[i].code);
			response = response_of(400, body);
			zoom_reply_read_update(&reply, &response, &reading);
			check_text(body, "page", reply.problem.page_url, expected[j]);
			zoom_reply_free(&reply);
		}
	}
}

static void reads_bodies_of_any_length(void **state)
{
	char *words = repeat_text("\"message\":\"a\" \"field\":\"scope contain\" [", 1 << 15);
	const struct http_response response = response_of(400, words);
	struct zoom_error error;

	(void)state;
	zoom_error_read(&error, &response, &redaction);
	assert_true(strlen(error.message) < 300);
	zoom_error_free(&error);
	bfree(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_bodies_of_any_shape),
		cmocka_unit_test(reads_bodies_of_any_length),
		cmocka_unit_test(knows_what_codes_mean),
		cmocka_unit_test(leads_to_the_portal_of_the_cloud),
	};

	return RUN_TESTS(tests);
}
