/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/call.h"
#include "core/zoom/reply.h"

#define NOW_S 1767225600
#define TOKEN "planted-token"

static const struct redaction redaction = {.secrets = {TOKEN}};
static const struct zoom_reply_reading reading = {.cloud = CLOUD_COMMERCIAL,
						  .host = "api.zoom.us",
						  .redaction = &redaction,
						  .now_s = NOW_S};

static void builds_requests(void **state)
{
	static const struct {
		const char *user;
		const char *url;
	} cases[] = {
		{NULL, "/users/me"},
		{"", "/users/me"},
		{"anna+x@example.org", "/users/anna%2Bx%40example.org"},
		{"../meetings/1?x#", "/users/..%2Fmeetings%2F1%3Fx%23"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_request user = {0}, settings = {0};
		struct dstr url = {0};

		zoom_call_get_user(&user, cases[i].user, false);
		zoom_call_get_user(&settings, cases[i].user, true);
		dstr_printf(&url, "%s/settings", cases[i].url);
		assert_string_equal(user.url, cases[i].url);
		assert_string_equal(settings.url, url.array);
		assert_int_equal(user.method, HTTP_METHOD_GET);
		assert_int_equal(settings.method, HTTP_METHOD_GET);
		assert_true(user.is_idempotent && settings.is_idempotent);
		assert_null(user.bearer_token);
		assert_null(settings.bearer_token);
		dstr_free(&url);
		http_request_free(&user);
		http_request_free(&settings);
	}
}

static struct http_response reply_of(long status, const char *body)
{
	return (struct http_response){.result = HTTP_RESULT_REPLY,
				      .status = status,
				      .body = (char *)body,
				      .body_size = strlen(body)};
}

static void reads_users(void **state)
{
	static const struct {
		const char *body;
		const char *name, *email;
	} cases[] = {
		{"{\"display_name\":\"Anna B\",\"first_name\":\"X\",\"email\":\"anna@example.org\"}", "Anna B",
		 "anna@example.org"},
		{"{\"first_name\":\"Anna\",\"last_name\":\"B\"}", "Anna B", NULL},
		{"{\"display_name\":\"\",\"last_name\":\"B\"}", "B", NULL},
		{"{\"display_name\":\"A\\n<b>nna</b>\\u2028 planted-token\"}", "A nna \u2022\u2022\u2022\u2022", NULL},
		{"{\"display_name\":7,\"email\":[]}", NULL, NULL},
		{"{}", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = reply_of(200, cases[i].body);
		struct zoom_reply reply;
		struct user user;

		zoom_reply_read_user(&reply, &user, &response, &reading);
		check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_SUCCESS);
		check_text(cases[i].body, "name", user.name, cases[i].name);
		check_text(cases[i].body, "email", user.email, cases[i].email);
		bfree(user.name);
		bfree(user.email);
		zoom_reply_free(&reply);
	}
}

static void reads_settings(void **state)
{
	static const struct {
		const char *body;
		enum user_switch livestreaming, custom_service, webinar_livestreaming;
	} cases[] = {
		{"{\"in_meeting\":{\"allow_live_streaming\":true,\"custom_live_streaming_service\":false,"
		 "\"webinar_live_streaming\":{\"enable\":true}}}",
		 USER_SWITCH_ON, USER_SWITCH_OFF, USER_SWITCH_ON},
		{"{\"in_meeting\":{\"allow_live_streaming\":\"true\",\"webinar_live_streaming\":true}}",
		 USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN},
		{"{\"in_meeting\":[]}", USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN},
		{"{}", USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN, USER_SWITCH_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = reply_of(200, cases[i].body);
		struct user_settings settings;
		struct zoom_reply reply;

		zoom_reply_read_settings(&reply, &settings, &response, &reading);
		check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_SUCCESS);
		check_number(cases[i].body, "livestreaming", settings.livestreaming, cases[i].livestreaming);
		check_number(cases[i].body, "custom", settings.custom_service, cases[i].custom_service);
		check_number(cases[i].body, "webinar", settings.webinar_livestreaming, cases[i].webinar_livestreaming);
		zoom_reply_free(&reply);
	}
}

static void tells_why_nothing_is_known(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum zoom_reply_outcome outcome;
		const char *code;
		bool missing_scope;
	} cases[] = {
		{400, "{\"code\":4711,\"message\":\"Invalid access token, does not contain scopes:[user:read:user].\"}",
		 ZOOM_REPLY_PERMANENT, "zoom.4711", true},
		{404, "{\"code\":1001,\"message\":\"User does not exist: me.\"}", ZOOM_REPLY_PERMANENT,
		 "user.not_found", false},
		{400, "{\"code\":1010,\"message\":\"User does not belong to this account.\"}", ZOOM_REPLY_PERMANENT,
		 "user.not_found", false},
		{401, "{\"code\":124,\"message\":\"Access token is expired.\"}", ZOOM_REPLY_TOKEN, "zoom.124", false},
		{200, "<html>login</html>", ZOOM_REPLY_TRANSIENT, "user.bad_reply", false},
		{503, "", ZOOM_REPLY_TRANSIENT, "http.server", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = reply_of(cases[i].status, cases[i].body);
		struct user_settings settings;
		struct zoom_reply reply;
		struct user user;

		zoom_reply_read_user(&reply, &user, &response, &reading);
		check_number(cases[i].body, "outcome", reply.outcome, cases[i].outcome);
		check_text(cases[i].body, "code", reply.problem.code, cases[i].code);
		check_number(cases[i].body, "not_permitted", reply.missing_scope, cases[i].missing_scope);
		assert_null(user.name);
		assert_null(user.email);
		zoom_reply_free(&reply);
		bfree(user.name);
		bfree(user.email);
		zoom_reply_read_settings(&reply, &settings, &response, &reading);
		check_text(cases[i].body, "code", reply.problem.code, cases[i].code);
		assert_int_equal(settings.livestreaming, USER_SWITCH_UNKNOWN);
		zoom_reply_free(&reply);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_requests),
		cmocka_unit_test(reads_users),
		cmocka_unit_test(reads_settings),
		cmocka_unit_test(tells_why_nothing_is_known),
	};

	return RUN_TESTS(tests);
}
