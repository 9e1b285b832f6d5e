/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/account/probe.h"

#define TOKEN "planted-token-1"

#define USER "{\"display_name\":\"Anna Example\",\"email\":\"anna@example.org\"}"
#define SETTINGS "{\"in_meeting\":{\"allow_live_streaming\":true,\"custom_live_streaming_service\":false}}"
#define NO_SCOPE "{\"code\":4711,\"message\":\"Invalid access token, does not contain scopes:[user:read:user].\"}"
#define BAD_TOKEN "{\"code\":124,\"message\":\"Invalid access token.\"}"

struct stage {
	struct account_probe probe;
	const char *scope; /* of the token */
};

static void begin(struct stage *stage, enum account_method method, const char *user)
{
	const struct account account = {.id = (char *)"one",
					.method = method,
					.cloud = CLOUD_COMMERCIAL,
					.user = (char *)user};

	memset(stage, 0, sizeof(*stage));
	assert_true(account_probe_reset(&stage->probe) == 0);
	account_probe_begin(&stage->probe, &account);
	assert_true(stage->probe.awaited_id != 0);
}

static const struct account_probe_status *status_of(const struct stage *stage)
{
	return &stage->probe.status;
}

static void end(struct stage *stage)
{
	account_probe_reset(&stage->probe);
	account_probe_free(&stage->probe);
}

static void give_token(struct stage *stage, const char *scope)
{
	stage->scope = scope;
}

static void reply(struct stage *stage, long status, const char *body)
{
	const struct redaction redaction = {.secrets = {(char *)TOKEN}};
	const struct zoom_reply_reading reading = {
		.cloud = CLOUD_COMMERCIAL,
		.host = "api-eu.zoom.us",
		.redaction = &redaction,
		.now_s = 1700000000,
	};
	const struct http_response response = {
		.result = status ? HTTP_RESULT_REPLY : HTTP_RESULT_UNREACHABLE,
		.status = status,
		.body = (char *)body,
		.body_size = strlen(body),
	};
	assert_int_not_equal(stage->probe.awaited_id, 0);
	/* it is sent */
	http_request_free(&stage->probe.request);
	account_probe_reply(&stage->probe, &response, stage->scope, &reading);
}

static void tells_who_it_is_and_what_is_switched_on(void **state)
{
	const struct account_probe_status *status;
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_AUTHORIZATION_CODE, NULL);
	give_token(&stage, "meeting:update:livestream user:read:user user:read:settings");
	assert_string_equal(stage.probe.request.url, "/users/me");
	assert_null(stage.probe.request.bearer_token);
	reply(&stage, 200, USER);
	assert_string_equal(stage.probe.request.url, "/users/me/settings");
	reply(&stage, 200, SETTINGS);
	status = status_of(&stage);
	assert_int_equal(status->state, ACCOUNT_PROBE_DONE);
	assert_string_equal(status->user.name, "Anna Example");
	assert_string_equal(status->user.email, "anna@example.org");
	assert_int_equal(status->settings.livestreaming, USER_SWITCH_ON);
	assert_int_equal(status->settings.custom_service, USER_SWITCH_OFF);
	assert_int_equal(status->settings.webinar_livestreaming, USER_SWITCH_UNKNOWN);
	assert_int_equal(status->features[FEATURE_PUSH_MEETING - 1], FEATURE_ALLOWED);
	assert_int_equal(status->features[FEATURE_TELL_USER - 1], FEATURE_ALLOWED);
	assert_int_equal(status->features[FEATURE_CHECK_MEETING - 1], FEATURE_MISSING);
	assert_int_equal(status->features[FEATURE_PUSH_WEBINAR - 1], FEATURE_MISSING);
	end(&stage);
}

static void a_pasted_token_tells_only_what_it_is_refused_for(void **state)
{
	const struct account_probe_status *status;
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_ACCESS_TOKEN, "host@example.org");
	give_token(&stage, NULL);
	assert_string_equal(stage.probe.request.url, "/users/me");
	reply(&stage, 400, NO_SCOPE);
	reply(&stage, 200, SETTINGS);
	status = status_of(&stage);
	assert_int_equal(status->state, ACCOUNT_PROBE_DONE);
	assert_null(status->user.name);
	assert_string_equal(status->user_problem.code, "zoom.4711");
	assert_int_equal(status->features[FEATURE_TELL_USER - 1], FEATURE_MISSING);
	assert_int_equal(status->features[FEATURE_TELL_SETTINGS - 1], FEATURE_ALLOWED);
	assert_int_equal(status->features[FEATURE_PUSH_MEETING - 1], FEATURE_UNKNOWN);
	end(&stage);
}

static void a_server_asks_for_its_host(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_SERVER_TO_SERVER, "host@example.org");
	give_token(&stage, "");
	assert_non_null(strstr(stage.probe.request.url, "/users/host"));
	end(&stage);
}

/* It was renewed before, where it can be. */
static void a_refused_token_ends_it(void **state)
{
	const struct problem needed = {.code = (char *)"sign_in.needed", .retry_after_s = PROBLEM_RETRY_UNKNOWN};
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_SERVER_TO_SERVER, NULL);
	give_token(&stage, NULL);
	reply(&stage, 200, USER);
	reply(&stage, 401, BAD_TOKEN);
	assert_int_equal(stage.probe.awaited_id, 0);
	assert_int_equal(status_of(&stage)->state, ACCOUNT_PROBE_FAILED);
	assert_string_equal(status_of(&stage)->problem.code, "zoom.124");
	end(&stage);

	begin(&stage, ACCOUNT_METHOD_SERVER_TO_SERVER, NULL);
	give_token(&stage, NULL);
	account_probe_no_access(&stage.probe, &needed);
	assert_string_equal(status_of(&stage)->problem.code, "sign_in.needed");
	end(&stage);
}

static void what_prevents_it_is_told(void **state)
{
	const struct problem needed = {.code = (char *)"sign_in.needed", .retry_after_s = PROBLEM_RETRY_UNKNOWN};
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	account_probe_no_access(&stage.probe, &needed);
	assert_int_equal(status_of(&stage)->state, ACCOUNT_PROBE_FAILED);
	assert_string_equal(status_of(&stage)->problem.code, "sign_in.needed");
	end(&stage);

	begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	give_token(&stage, NULL);
	reply(&stage, 0, "");
	assert_string_equal(status_of(&stage)->problem.code, "network.unreachable");
	end(&stage);

	begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	assert_true(account_probe_reset(&stage.probe) != 0);
	account_probe_no_access(&stage.probe, &needed);
	assert_int_equal(status_of(&stage)->state, ACCOUNT_PROBE_FAILED);
	assert_string_equal(status_of(&stage)->problem.code, "sign_in.needed");
	end(&stage);
}

static void it_is_forgotten_with_its_account(void **state)
{
	struct stage stage;
	uint64_t id;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	give_token(&stage, NULL);
	id = stage.probe.awaited_id;
	assert_true(account_probe_reset(&stage.probe) == id);
	/* and its reply is nobody's */
	assert_true(stage.probe.awaited_id != id);
	assert_int_equal(status_of(&stage)->state, ACCOUNT_PROBE_NONE);
	end(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_who_it_is_and_what_is_switched_on),
		cmocka_unit_test(a_pasted_token_tells_only_what_it_is_refused_for),
		cmocka_unit_test(a_server_asks_for_its_host),
		cmocka_unit_test(a_refused_token_ends_it),
		cmocka_unit_test(what_prevents_it_is_told),
		cmocka_unit_test(it_is_forgotten_with_its_account),
	};

	return RUN_TESTS(tests);
}
