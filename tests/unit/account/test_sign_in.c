/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/account/sign_in.h"

#define STATE "planted-state-1"
#define VERIFIER "planted-verifier-2"
#define CLIENT_SECRET "planted-secret-3"
#define CODE "planted-code-4"
#define DEVICE_CODE "planted-device-5"

static const struct secret_answer denied = {.result = SECRET_DENIED};

#define TOKENS                                                                                            \
	"{\"access_token\":\"planted-access\",\"refresh_token\":\"planted-refresh\",\"expires_in\":3600," \
	"\"scope\":\"user:read:user\"}"
#define DEVICE                                                                                   \
	"{\"device_code\":\"" DEVICE_CODE "\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":" \
	"\"https://zoom.example/device\",\"expires_in\":900,\"interval\":5}"

/* What a sign-in has wanted last. */
struct stage {
	struct sign_in sign_in;
	struct moment moment;
	struct sign_in_effects effects;
};

/* For the next event. */
static struct sign_in_effects *next(struct stage *stage)
{
	sign_in_effects_free(&stage->effects);
	return &stage->effects;
}

static void begin(struct stage *stage, enum account_method method, const char *redirect_uri)
{
	const struct account account = {
		.id = (char *)"one",
		.method = method,
		.cloud = CLOUD_COMMERCIAL,
		.client_id = (char *)"client",
		.redirect_uri = (char *)redirect_uri,
	};
	const struct sign_in_options options = {
		.account = &account,
		.oauth_url = "https://zoom.example/oauth",
		.oauth_host = "zoom.example",
		.state = STATE,
		.verifier = VERIFIER,
		.challenge = "challenge",
	};

	memset(stage, 0, sizeof(*stage));
	stage->moment.clock_ms = 5000;
	stage->moment.wall_ms = INT64_C(1700000000000);
	sign_in_reset(&stage->sign_in, &stage->effects);
	sign_in_begin(&stage->sign_in, &options, next(stage));
}

static void end(struct stage *stage)
{
	sign_in_effects_free(&stage->effects);
	sign_in_free(&stage->sign_in);
}

static enum sign_in_state state_of(const struct stage *stage)
{
	return stage->sign_in.status.state;
}

static const char *code_of(const struct stage *stage)
{
	const char *code = stage->sign_in.status.problem.code;

	return code ? code : "";
}

static void give_secret(struct stage *stage, const char *secret)
{
	const struct secret_answer answer = {.result = secret ? SECRET_OK : SECRET_ABSENT, .text = secret};

	assert_true(stage->sign_in.awaited_id == stage->effects.read_secret);
	sign_in_secret(&stage->sign_in, &answer, &stage->moment, next(stage));
}

static void reply(struct stage *stage, long status, const char *body)
{
	const struct http_response response = {
		.result = status ? HTTP_RESULT_REPLY : HTTP_RESULT_UNREACHABLE,
		.status = status,
		.body = (char *)body,
		.body_size = strlen(body),
		.sent = true,
	};
	const uint64_t id = stage->effects.send;

	assert_int_not_equal(id, 0);
	next(stage);
	/* else it is nobody's */
	if (stage->sign_in.awaited_id == id)
		sign_in_reply(&stage->sign_in, &response, &stage->moment, &stage->effects);
}

static void reply_busy(struct stage *stage, char *retry_after)
{
	const struct http_response response = {
		.result = HTTP_RESULT_REPLY,
		.status = 503,
		.headers = {{(char *)"Retry-After", retry_after}},
		.header_count = 1,
		.sent = true,
	};

	sign_in_reply(&stage->sign_in, &response, &stage->moment, next(stage));
}

static void begin_in_browser(struct stage *stage)
{
	begin(stage, ACCOUNT_METHOD_AUTHORIZATION_CODE, "http://127.0.0.1:47823/zoom");
	assert_int_equal(state_of(stage), SIGN_IN_PREPARING);
	give_secret(stage, CLIENT_SECRET);
	assert_int_equal(state_of(stage), SIGN_IN_WAITING_FOR_BROWSER);
}

static void redirect(struct stage *stage, const char *target)
{
	sign_in_take_address(&stage->sign_in, target, false, next(stage));
}

static void signs_in_by_the_browser(void **state)
{
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	assert_true(stage.effects.listen);
	assert_int_equal(stage.effects.listener.port, 47823);
	assert_non_null(strstr(stage.effects.open_url, "state=" STATE));
	assert_null(strstr(stage.effects.open_url, VERIFIER));
	assert_string_equal(stage.sign_in.status.listen_problem.code, "sign_in.port_taken");
	sign_in_opened(&stage.sign_in, true, true, next(&stage));
	assert_true(stage.sign_in.status.is_listening);
	assert_null(stage.sign_in.status.listen_problem.code);

	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	assert_int_equal(state_of(&stage), SIGN_IN_FINISHING);
	assert_true(stage.effects.stop_listening);
	assert_non_null(strstr(stage.effects.request.form, CODE));
	assert_non_null(strstr(stage.effects.request.form, VERIFIER));
	assert_string_equal(stage.effects.request.password, CLIENT_SECRET);
	reply(&stage, 200, TOKENS);
	assert_true(stage.effects.hand_over);
	assert_string_equal(stage.effects.reply.refresh_token, "planted-refresh");
	assert_int_equal(state_of(&stage), SIGN_IN_FINISHING);
	/* what is spent is not kept */
	assert_null(stage.sign_in.code);
	assert_null(stage.sign_in.verifier);
	/* that is not taken back any more */
	sign_in_cancel(&stage.sign_in, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_FINISHING);
	sign_in_stored(&stage.sign_in, NULL, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_DONE);
	assert_int_equal(sign_in_wake_in_ms(&stage.sign_in, &stage.moment), -1);
	end(&stage);
}

static void tells_what_the_browser_brings(void **state)
{
	static const struct {
		const char *label, *target;
		enum sign_in_state state;
		const char *code;
	} cases[] = {
		{"nothing", "/zoom", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"something else", "/favicon.ico", SIGN_IN_WAITING_FOR_BROWSER, ""},
		/* which any web page can do, and a tab of an earlier sign-in */
		{"another state", "/zoom?code=" CODE "&state=other", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"a longer state", "/zoom?code=" CODE "&state=" STATE "x", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"an empty state", "/zoom?code=" CODE "&state=", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"no state", "/zoom?code=" CODE, SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"two states", "/zoom?code=" CODE "&state=" STATE "&state=other", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"declined by others", "/zoom?error=access_denied", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"declined of old", "/zoom?error=access_denied&state=other", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"another's error", "/zoom?error=server_error&state=other", SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"neither", "/zoom?state=" STATE, SIGN_IN_WAITING_FOR_BROWSER, ""},
		{"declined", "/zoom?error=access_denied&state=" STATE, SIGN_IN_FAILED, "sign_in.denied"},
		{"another error", "/zoom?error=server_error&state=" STATE, SIGN_IN_FAILED, "sign_in.other"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct stage stage;

		begin_in_browser(&stage);
		sign_in_opened(&stage.sign_in, true, true, next(&stage));
		redirect(&stage, cases[i].target);
		check_number(cases[i].label, "state", state_of(&stage), cases[i].state);
		check_text(cases[i].label, "code", code_of(&stage), cases[i].code);
		check_number(cases[i].label, "closed", stage.effects.stop_listening, cases[i].state == SIGN_IN_FAILED);
		/* the answer that it waits for is as good as before */
		if (cases[i].state == SIGN_IN_WAITING_FOR_BROWSER) {
			redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
			check_number(cases[i].label, "then", state_of(&stage), SIGN_IN_FINISHING);
		}
		end(&stage);
	}
}

static void an_address_that_is_none_changes_nothing(void **state)
{
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_AUTHORIZATION_CODE, "https://church.example/zoom");
	give_secret(&stage, NULL);
	assert_false(stage.effects.listen);
	assert_null(stage.sign_in.status.listen_problem.code);
	sign_in_take_address(&stage.sign_in, "https://church.example/", true, next(&stage));
	assert_string_equal(stage.sign_in.status.paste_problem.code, "sign_in.no_code");
	sign_in_take_address(&stage.sign_in, "https://church.example/zoom?code=" CODE "&state=old", true, next(&stage));
	assert_string_equal(stage.sign_in.status.paste_problem.code, "sign_in.wrong_state");
	assert_int_equal(state_of(&stage), SIGN_IN_WAITING_FOR_BROWSER);
	sign_in_take_address(&stage.sign_in, "\thttps://church.example/zoom?code=" CODE "&state=" STATE "\n", true,
			     next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_FINISHING);
	/* without a secret the app is a public one */
	assert_null(stage.effects.request.password);
	end(&stage);
}

static void a_browser_that_never_comes_back_is_told(void **state)
{
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	sign_in_opened(&stage.sign_in, true, true, next(&stage));
	assert_int_equal(sign_in_wake_in_ms(&stage.sign_in, &stage.moment), 600000);
	stage.moment.clock_ms += 599999;
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_WAITING_FOR_BROWSER);
	stage.moment.clock_ms += 1;
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_string_equal(code_of(&stage), "sign_in.no_answer");
	assert_true(stage.effects.stop_listening);
	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	assert_int_equal(stage.effects.send, 0);
	end(&stage);
}

static void a_code_that_was_used_is_told(void **state)
{
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	reply(&stage, 400, "{\"reason\":\"Invalid authorization code " CODE "\",\"error\":\"invalid_grant\"}");
	assert_string_equal(code_of(&stage), "sign_in.code_used");
	end(&stage);
}

static void what_prevents_it_is_told(void **state)
{
	const struct problem not_stored = {.code = (char *)"sign_in.not_stored",
					   .retry_after_s = PROBLEM_RETRY_UNKNOWN};
	struct stage stage;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_AUTHORIZATION_CODE, "http://127.0.0.1:47823/zoom");
	assert_true(stage.sign_in.awaited_id == stage.effects.read_secret);
	assert_int_equal(state_of(&stage), SIGN_IN_PREPARING);
	sign_in_secret(&stage.sign_in, &denied, &stage.moment, next(&stage));
	assert_string_equal(code_of(&stage), "secret.denied");
	end(&stage);

	begin(&stage, ACCOUNT_METHOD_AUTHORIZATION_CODE, "ftp://church.example/");
	give_secret(&stage, NULL);
	assert_string_equal(code_of(&stage), "sign_in.bad_redirect_uri");
	end(&stage);

	begin_in_browser(&stage);
	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	reply(&stage, 200, TOKENS);
	sign_in_stored(&stage.sign_in, &not_stored, next(&stage));
	assert_string_equal(code_of(&stage), "sign_in.not_stored");
	end(&stage);
}

static void it_can_be_cancelled_at_any_time(void **state)
{
	struct stage stage;
	uint64_t id;

	(void)state;
	begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	sign_in_cancel(&stage.sign_in, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_CANCELLED);
	end(&stage);

	begin_in_browser(&stage);
	sign_in_opened(&stage.sign_in, true, true, next(&stage));
	sign_in_cancel(&stage.sign_in, next(&stage));
	assert_true(stage.effects.stop_listening);
	assert_null(stage.sign_in.status.url);
	end(&stage);

	begin_in_browser(&stage);
	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	id = stage.effects.send;
	sign_in_cancel(&stage.sign_in, next(&stage));
	assert_true(stage.effects.cancel == id);
	assert_int_equal(state_of(&stage), SIGN_IN_CANCELLED);
	stage.effects.send = id;
	reply(&stage, 200, TOKENS);
	assert_false(stage.effects.hand_over);
	end(&stage);
}

static void begin_with_device(struct stage *stage)
{
	begin(stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
	give_secret(stage, CLIENT_SECRET);
	assert_non_null(strstr(stage->effects.request.url, "/devicecode?client_id=client"));
	reply(stage, 200, DEVICE);
	assert_int_equal(state_of(stage), SIGN_IN_WAITING_FOR_DEVICE);
}

/* Polls, and moves the clock to that. */
static void poll_after(struct stage *stage, int64_t expected_ms)
{
	assert_int_equal(sign_in_wake_in_ms(&stage->sign_in, &stage->moment), expected_ms);
	stage->moment.clock_ms += expected_ms - 1;
	sign_in_wake(&stage->sign_in, &stage->moment, next(stage));
	assert_int_equal(stage->effects.send, 0);
	stage->moment.clock_ms += 1;
	sign_in_wake(&stage->sign_in, &stage->moment, next(stage));
	assert_non_null(strstr(stage->effects.request.form, DEVICE_CODE));
	/* which may bring the tokens */
	assert_true(sign_in_is_finishing(&stage->sign_in));
	/* one at a time */
	assert_int_equal(sign_in_wake_in_ms(&stage->sign_in, &stage->moment), -1);
}

static void signs_in_by_another_device(void **state)
{
	const struct sign_in_status *status;
	struct stage stage;

	(void)state;
	begin_with_device(&stage);
	status = &stage.sign_in.status;
	assert_string_equal(status->user_code, "WDJB-MJHT");
	assert_string_equal(status->verification_uri, "https://zoom.example/device");
	assert_true(status->expires_at_s == 1700000000 + 900);
	poll_after(&stage, 5000);
	reply(&stage, 400, "{\"error\":\"authorization_pending\"}");
	assert_false(sign_in_is_finishing(&stage.sign_in));
	poll_after(&stage, 5000);
	reply(&stage, 400, "{\"error\":\"slow_down\"}");
	poll_after(&stage, 10000);
	/* the network may come back */
	reply(&stage, 0, "");
	poll_after(&stage, 15000);
	/* as long as told, but never shorter than before */
	reply_busy(&stage, (char *)"60");
	poll_after(&stage, 60000);
	reply_busy(&stage, (char *)"1");
	poll_after(&stage, 25000);
	reply(&stage, 200, TOKENS);
	assert_true(stage.effects.hand_over);
	sign_in_stored(&stage.sign_in, NULL, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_DONE);
	assert_null(stage.sign_in.status.user_code);
	end(&stage);
}

/* Within reason. */
static void polls_as_often_as_told(void **state)
{
	static const struct {
		const char *told;
		int64_t expected_ms;
	} cases[] = {{"1", 1000}, {"7", 7000}, {"300", 300000}, {"100000", 300000}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dstr body = {0};
		struct stage stage;

		begin(&stage, ACCOUNT_METHOD_DEVICE_CODE, NULL);
		give_secret(&stage, CLIENT_SECRET);
		dstr_copy(&body, DEVICE);
		dstr_replace(&body, "\"interval\":5", "\"interval\":");
		dstr_resize(&body, body.len - 1);
		dstr_catf(&body, "%s}", cases[i].told);
		reply(&stage, 200, body.array);
		check_number(cases[i].told, "wait", sign_in_wake_in_ms(&stage.sign_in, &stage.moment),
			     cases[i].expected_ms);
		dstr_free(&body);
		end(&stage);
	}
}

static void what_ends_a_device_s_code_is_told(void **state)
{
	static const struct {
		const char *body, *code;
	} cases[] = {
		{"{\"error\":\"access_denied\"}", "sign_in.denied"},
		{"{\"error\":\"expired_token\"}", "sign_in.device_expired"},
		{"{\"error\":\"invalid_client\"}", "sign_in.wrong_client"},
	};
	struct stage stage;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin_with_device(&stage);
		poll_after(&stage, 5000);
		reply(&stage, 400, cases[i].body);
		check_text(cases[i].body, "code", code_of(&stage), cases[i].code);
		end(&stage);
	}
	begin_with_device(&stage);
	stage.moment.clock_ms += 900000;
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_string_equal(code_of(&stage), "sign_in.device_expired");
	assert_int_equal(stage.effects.send, 0);
	end(&stage);
}

/* A wall clock that is set forward must not end a code that lives: Zoom says when it has ended. */
static void sleep_is_told_by_the_wall_clock(void **state)
{
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	sign_in_opened(&stage.sign_in, true, true, next(&stage));
	stage.moment.wall_ms -= 86400000;
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_int_equal(state_of(&stage), SIGN_IN_WAITING_FOR_BROWSER);
	stage.moment.wall_ms += 86400000 + 600000;
	assert_int_equal(sign_in_wake_in_ms(&stage.sign_in, &stage.moment), 0);
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_string_equal(code_of(&stage), "sign_in.no_answer");
	end(&stage);

	begin_with_device(&stage);
	stage.moment.wall_ms += 8 * 3600000;
	sign_in_wake(&stage.sign_in, &stage.moment, next(&stage));
	assert_non_null(strstr(stage.effects.request.form, DEVICE_CODE));
	reply(&stage, 400, "{\"error\":\"authorization_pending\"}");
	stage.moment.wall_ms -= 86400000;
	poll_after(&stage, 5000);
	reply(&stage, 400, "{\"error\":\"expired_token\"}");
	assert_string_equal(code_of(&stage), "sign_in.device_expired");
	end(&stage);
}

static void no_secret_is_told(void **state)
{
	const struct problem *problem;
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	redirect(&stage, "/zoom?code=" CODE "&state=" STATE);
	reply(&stage, 400,
	      "{\"reason\":\"no " CLIENT_SECRET " of " STATE ", " CODE ", " VERIFIER "\",\"error\":\"whatever\"}");
	problem = &stage.sign_in.status.problem;
	assert_string_equal(problem->code, "sign_in.other");
	check_absent("refusal", "detail", problem->detail, CLIENT_SECRET);
	check_absent("refusal", "detail", problem->detail, STATE);
	check_absent("refusal", "detail", problem->detail, CODE);
	check_absent("refusal", "detail", problem->detail, VERIFIER);
	end(&stage);
}

static void it_is_forgotten_with_its_account(void **state)
{
	struct stage stage;

	(void)state;
	begin_in_browser(&stage);
	sign_in_opened(&stage.sign_in, true, true, next(&stage));
	sign_in_reset(&stage.sign_in, next(&stage));
	assert_true(stage.effects.stop_listening);
	assert_int_equal(state_of(&stage), SIGN_IN_NONE);
	end(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_in_by_the_browser),
		cmocka_unit_test(tells_what_the_browser_brings),
		cmocka_unit_test(an_address_that_is_none_changes_nothing),
		cmocka_unit_test(a_browser_that_never_comes_back_is_told),
		cmocka_unit_test(a_code_that_was_used_is_told),
		cmocka_unit_test(what_prevents_it_is_told),
		cmocka_unit_test(it_can_be_cancelled_at_any_time),
		cmocka_unit_test(signs_in_by_another_device),
		cmocka_unit_test(polls_as_often_as_told),
		cmocka_unit_test(what_ends_a_device_s_code_is_told),
		cmocka_unit_test(sleep_is_told_by_the_wall_clock),
		cmocka_unit_test(no_secret_is_told),
		cmocka_unit_test(it_is_forgotten_with_its_account),
	};

	return RUN_TESTS(tests);
}
