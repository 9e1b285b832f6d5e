/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/oauth_reply.h"

/* Thu, 01 Jan 2026 00:00:00 GMT */
#define NOW_S 1767225600
#define SECRET "planted-secret"

static const struct redaction redaction = {.secrets = {SECRET}};

static void read_body(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant, long status, const char *body)
{
	struct http_response response = {.result = HTTP_RESULT_REPLY,
					 .status = status,
					 .body = (char *)body,
					 .body_size = strlen(body)};

	response.headers[response.header_count++] = (struct http_header){"X-Zm-TrackingId", "v=2"};
	zoom_oauth_reply_read(reply, grant, &response, "zoom.us", &redaction, NOW_S);
}

static void check_empty(const struct zoom_oauth_reply *reply)
{
	assert_null(reply->access_token);
	assert_null(reply->refresh_token);
	assert_null(reply->device_code);
	assert_null(reply->user_code);
	assert_null(reply->verification_uri);
}

static void reads_tokens(void **state)
{
	static const struct {
		enum zoom_oauth_reply_grant grant;
		const char *body;
		const char *code; /* NULL: success */
		const char *access_token, *refresh_token;
		int64_t expires_in_s;
		const char *scope, *api_url;
	} cases[] = {
		{ZOOM_GRANT_ACCOUNT,
		 "{\"access_token\":\"a.b-c\",\"token_type\":\"bearer\",\"expires_in\":3599,"
		 "\"scope\":\"a:b c:d\",\"api_url\":\"https://api-eu.zoom.us\"}",
		 NULL, "a.b-c", NULL, 3599, "a:b c:d", "https://api-eu.zoom.us"},
		{ZOOM_GRANT_CODE, "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":\"3600\"}", NULL, "a",
		 "r", 3600, NULL, NULL},
		{ZOOM_GRANT_REFRESH, "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":59.9}", NULL, "a",
		 "r", 59, NULL, NULL},
		{ZOOM_GRANT_CODE,
		 "\xef\xbb\xbf{\"access_token\":\"a\",\"refresh_token\":\"r\",\"error\":null}\n<!-- -->", NULL, "a",
		 "r", 0, NULL, NULL},
		{ZOOM_GRANT_DEVICE_POLL, "{\"access_token\":\"a\",\"refresh_token\":\"r\"}", NULL, "a", "r", 0, NULL,
		 NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":\"a\",\"expires_in\":-5,\"scope\":7,\"api_url\":\"a b\"}", NULL,
		 "a", NULL, 0, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":\"a\",\"expires_in\":9223372036854775807,\"scope\":\"\"}", NULL,
		 "a", NULL, 315360000, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":\"a\",\"expires_in\":1e300}", NULL, "a", NULL, 0, NULL, NULL},
		{ZOOM_GRANT_CODE, "{\"access_token\":\"a\"}", "sign_in.no_refresh_token", NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_REFRESH, "{\"access_token\":\"a\",\"refresh_token\":\"\"}", "sign_in.no_refresh_token",
		 NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_DEVICE_POLL, "{\"access_token\":\"a\",\"refresh_token\":\"r\\n\"}",
		 "sign_in.no_refresh_token", NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{}", "sign_in.bad_reply", NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":\"\"}", "sign_in.bad_reply", NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":7}", "sign_in.bad_reply", NULL, NULL, 0, NULL, NULL},
		{ZOOM_GRANT_ACCOUNT, "{\"access_token\":\"a\\r\\nX: 1\"}", "sign_in.bad_reply", NULL, NULL, 0, NULL,
		 NULL},
		{ZOOM_GRANT_CODE, "{\"access_token\":\"\u00e4\",\"refresh_token\":\"r\"}", "sign_in.bad_reply", NULL,
		 NULL, 0, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].body;
		struct zoom_oauth_reply reply;

		read_body(&reply, cases[i].grant, 200, label);
		check_number(label, "outcome", reply.outcome,
			     cases[i].code ? ZOOM_REPLY_PERMANENT : ZOOM_REPLY_SUCCESS);
		check_text(label, "code", reply.problem.code, cases[i].code);
		/* nothing of a success is quoted: it may hold tokens */
		assert_null(reply.problem.detail);
		check_text(label, "access_token", reply.access_token, cases[i].access_token);
		check_text(label, "refresh_token", reply.refresh_token, cases[i].refresh_token);
		check_number(label, "expires_in_s", reply.expires_in_s, cases[i].expires_in_s);
		check_text(label, "scope", reply.scope, cases[i].scope);
		check_text(label, "api_url", reply.api_url, cases[i].api_url);
		zoom_oauth_reply_free(&reply);
		check_empty(&reply);
	}
}

static void takes_no_endless_token(void **state)
{
	char *token = repeat_text("x", 20000);
	struct zoom_oauth_reply reply;
	struct dstr body = {0};

	(void)state;
	dstr_printf(&body, "{\"access_token\":\"%s\"}", token);
	read_body(&reply, ZOOM_GRANT_ACCOUNT, 200, body.array);
	assert_string_equal(reply.problem.code, "sign_in.bad_reply");
	zoom_oauth_reply_free(&reply);
	dstr_free(&body);
	bfree(token);
}

#define PAGE "https://zoom.us/oauth_device"

static void reads_device_codes(void **state)
{
	static const struct {
		const char *body;
		bool success;
		const char *complete;
		int64_t expires_in_s, interval_s;
	} cases[] = {
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_uri\":\"" PAGE
		 "\",\"verification_uri_complete\":\"" PAGE "/complete/AB\",\"expires_in\":900,\"interval\":7}",
		 true, PAGE "/complete/AB", 900, 7},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_url\":\"" PAGE "\"}", true, NULL, 0,
		 5},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_uri\":\"" PAGE
		 "\",\"verification_uri_complete\":\"javascript:alert(1)\",\"interval\":100000}",
		 true, NULL, 0, 300},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_uri\":\"" PAGE
		 "\",\"verification_uri_complete\":\"https://zoom.us@evil.example/\",\"interval\":0}",
		 true, NULL, 0, 5},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_uri\":\"http://zoom.us/x\"}", false,
		 NULL, 0, 0},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\",\"verification_uri\":\"file:///x\"}", false, NULL,
		 0, 0},
		{"{\"device_code\":\"d\",\"user_code\":\"AB CD-12\"}", false, NULL, 0, 0},
		{"{\"device_code\":\"d\",\"user_code\":\"\\u2028\",\"verification_uri\":\"" PAGE "\"}", false, NULL, 0,
		 0},
		{"{\"user_code\":\"AB CD-12\",\"verification_uri\":\"" PAGE "\"}", false, NULL, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].body;
		struct zoom_oauth_reply reply;

		read_body(&reply, ZOOM_GRANT_DEVICE, 200, label);
		check_number(label, "outcome", reply.outcome,
			     cases[i].success ? ZOOM_REPLY_SUCCESS : ZOOM_REPLY_PERMANENT);
		check_text(label, "code", reply.problem.code, cases[i].success ? NULL : "sign_in.bad_reply");
		if (cases[i].success) {
			check_text(label, "device_code", reply.device_code, "d");
			check_text(label, "user_code", reply.user_code, "AB CD-12");
			check_text(label, "verification_uri", reply.verification_uri, PAGE);
			check_text(label, "verification_uri_complete", reply.verification_uri_complete,
				   cases[i].complete);
			check_number(label, "expires_in_s", reply.expires_in_s, cases[i].expires_in_s);
			check_number(label, "interval_s", reply.interval_s, cases[i].interval_s);
		} else {
			check_empty(&reply);
		}
		zoom_oauth_reply_free(&reply);
	}
}

#define ERROR(error) "{\"reason\":\"Why\",\"error\":\"" error "\"}"
#define REASON(error, reason) "{\"reason\":\"" reason "\",\"error\":\"" error "\"}"

static void tells_why_zoom_refuses(void **state)
{
	static const struct {
		enum zoom_oauth_reply_grant grant;
		long status;
		const char *body;
		const char *code;
		const char *detail;
	} cases[] = {
		{ZOOM_GRANT_ACCOUNT, 401, REASON("invalid_client", "Invalid client_id or client_secret"),
		 "sign_in.wrong_client", "Invalid client_id or client_secret"},
		{ZOOM_GRANT_CODE, 400, ERROR("invalid_client"), "sign_in.wrong_client", "Why"},
		{ZOOM_GRANT_DEVICE, 401, ERROR("invalid_client"), "sign_in.wrong_client", "Why"},
		{ZOOM_GRANT_REFRESH, 400, ERROR("unauthorized_client"), "sign_in.app_inactive", "Why"},
		{ZOOM_GRANT_ACCOUNT, 400, REASON("invalid_client", "This app has been disabled"),
		 "sign_in.app_inactive", "This app has been disabled"},
		{ZOOM_GRANT_REFRESH, 400, "{\"code\":4700,\"message\":\"The app was Deactivated.\"}",
		 "sign_in.app_inactive", "The app was Deactivated."},
		{ZOOM_GRANT_ACCOUNT, 400, REASON("invalid_request", "Bad request"), "sign_in.wrong_account",
		 "Bad request"},
		{ZOOM_GRANT_ACCOUNT, 400, ERROR("invalid_grant"), "sign_in.wrong_account", "Why"},
		{ZOOM_GRANT_CODE, 400, ERROR("invalid_grant"), "sign_in.code_used", "Why"},
		{ZOOM_GRANT_CODE, 400, REASON("invalid_request", "Redirect URI mismatch"), "sign_in.code_used",
		 "Redirect URI mismatch"},
		{ZOOM_GRANT_CODE, 400, REASON("invalid_request", "Bad request"), "sign_in.other", "Bad request"},
		{ZOOM_GRANT_REFRESH, 400, ERROR("invalid_grant"), "sign_in.expired", "Why"},
		{ZOOM_GRANT_REFRESH, 401, REASON("invalid_request", "Invalid Token!"), "sign_in.expired",
		 "Invalid Token!"},
		{ZOOM_GRANT_REFRESH, 401, ERROR("invalid_token"), "sign_in.expired", "Why"},
		{ZOOM_GRANT_DEVICE_POLL, 400, ERROR("access_denied"), "sign_in.denied", "Why"},
		{ZOOM_GRANT_DEVICE_POLL, 400, ERROR("expired_token"), "sign_in.device_expired", "Why"},
		{ZOOM_GRANT_DEVICE_POLL, 400, ERROR("invalid_grant"), "sign_in.device_expired", "Why"},
		{ZOOM_GRANT_ACCOUNT, 400, ERROR("unsupported_grant_type"), "sign_in.wrong_method", "Why"},
		{ZOOM_GRANT_DEVICE, 400, ERROR("invalid_grant"), "sign_in.other", "Why"},
		/* only a poll is pending */
		{ZOOM_GRANT_REFRESH, 400, ERROR("authorization_pending"), "sign_in.other", "Why"},
		{ZOOM_GRANT_CODE, 400, "{\"error\":\"invalid_scope\",\"error_description\":\"No " SECRET "\"}",
		 "sign_in.other", "No \u2022\u2022\u2022\u2022"},
		{ZOOM_GRANT_CODE, 400, "{\"error\":\"new_error\"}", "sign_in.other", "new_error"},
		{ZOOM_GRANT_CODE, 200, "{\"error\":\"invalid_grant\"}", "sign_in.code_used", "invalid_grant"},
		{ZOOM_GRANT_CODE, 200, "{\"code\":300,\"message\":\"Why\"}", "sign_in.other", "Why"},
		{ZOOM_GRANT_CODE, 400, "{\"error\":7}", "sign_in.other", NULL},
		{ZOOM_GRANT_CODE, 400, "", "sign_in.other", NULL},
		/* a gateway's form, something behind, cut off, a quote within */
		{ZOOM_GRANT_CODE, 400, "{\"errorCode\":300,\"errorMessage\":\"Why\"}", "sign_in.other", "Why"},
		{ZOOM_GRANT_CODE, 400, "\xef\xbb\xbf\n" ERROR("invalid_client") "<!-- -->", "sign_in.wrong_client",
		 "Why"},
		{ZOOM_GRANT_REFRESH, 400, "{\"reason\":\"Why\",\"error\":\"invalid_grant\"", "sign_in.expired", "Why"},
		{ZOOM_GRANT_ACCOUNT, 401, "{\"reason\":\"Not \"x\"\",\"error\":\"invalid_client\"}",
		 "sign_in.wrong_client", "Not \"x\""},
		{ZOOM_GRANT_CODE, 400, "{\"reason\":null,\"error\":\"invalid_client\"}", "sign_in.wrong_client",
		 "invalid_client"},
		{ZOOM_GRANT_CODE, 404, "[]", "sign_in.other", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct zoom_oauth_reply reply;

		read_body(&reply, cases[i].grant, cases[i].status, cases[i].body);
		check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_PERMANENT);
		check_text(cases[i].body, "code", reply.problem.code, cases[i].code);
		check_text(cases[i].body, "detail", reply.problem.detail, cases[i].detail);
		check_text(cases[i].body, "tracking id", reply.problem.tracking_id, "v=2");
		check_number(cases[i].body, "status", reply.problem.http_status, cases[i].status);
		check_empty(&reply);
		zoom_oauth_reply_free(&reply);
	}
}

static void waits_for_the_person(void **state)
{
	struct zoom_oauth_reply reply;

	(void)state;
	read_body(&reply, ZOOM_GRANT_DEVICE_POLL, 400, ERROR("authorization_pending"));
	assert_int_equal(reply.outcome, ZOOM_REPLY_PENDING);
	assert_false(problem_is_set(&reply.problem));
	zoom_oauth_reply_free(&reply);
	read_body(&reply, ZOOM_GRANT_DEVICE_POLL, 400, ERROR("slow_down"));
	assert_int_equal(reply.outcome, ZOOM_REPLY_SLOW_DOWN);
	assert_false(problem_is_set(&reply.problem));
	zoom_oauth_reply_free(&reply);
}

static void tells_what_may_pass(void **state)
{
	static const struct {
		long status;
		const char *body;
		const char *code;
	} cases[] = {
		{500, "", "http.server"},
		{503, "<html>busy</html>", "http.server"},
		{502, ERROR("invalid_client"), "http.server"},
		{429, "", "zoom.429"},
		{408, "", "http.408"},
		{302, "", "http.redirect"},
		{307, "<html>login</html>", "http.redirect"},
		{400, ERROR("server_error"), "sign_in.other"},
		{400, ERROR("temporarily_unavailable"), "sign_in.other"},
		/* not Zoom's: what was entered is as right as before */
		{403, "<html><b>Forbidden</b> by policy</html>", "sign_in.gateway"},
		{400, "\r\n<!DOCTYPE html><html>Bad Request</html>", "sign_in.gateway"},
		{401, "<html>Log in to the network</html>", "sign_in.gateway"},
		{404, "<HTML>{}</HTML>", "sign_in.gateway"},
		{407, "<html>Proxy Authentication Required</html>", "sign_in.gateway"},
		{407, "", "sign_in.gateway"},
		{403, "", "sign_in.gateway"},
		{405, "\n", "sign_in.gateway"},
		{400, "Blocked by policy", "sign_in.gateway"},
		{451, "<html>", "sign_in.gateway"},
		{502, "<html><head><title>502 Bad Gateway</title></head><center>nginx</center>", "http.server"},
		{200, "<html>login</html>", "sign_in.bad_reply"},
		{200, "", "sign_in.bad_reply"},
		{204, "", "sign_in.bad_reply"},
		{200, "[\"access_token\"]", "sign_in.bad_reply"},
		{200, "{\"access_token\":\"" SECRET, "sign_in.bad_reply"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (int grant = ZOOM_GRANT_ACCOUNT; grant <= ZOOM_GRANT_DEVICE_POLL; grant++) {
			struct zoom_oauth_reply reply;

			read_body(&reply, (enum zoom_oauth_reply_grant)grant, cases[i].status, cases[i].body);
			check_number(cases[i].body, "outcome", reply.outcome, ZOOM_REPLY_TRANSIENT);
			check_text(cases[i].body, "code", reply.problem.code, cases[i].code);
			check_absent(cases[i].body, "detail", reply.problem.detail, SECRET);
			check_empty(&reply);
			zoom_oauth_reply_free(&reply);
		}
	}
}

static void tells_when_to_come_back(void **state)
{
	static const struct {
		long status;
		const char *body;
		char *retry_after;
		const char *code;
		long wait_s;
	} cases[] = {
		{429, "", "17", "zoom.429_wait", 17},
		{503, "", "17", "http.server", 17},
		{500, "<html>", "Thu, 01 Jan 2026 00:00:17 GMT", "http.server", 17},
		{502, ERROR("server_error"), "2026-01-01T00:00:17Z", "http.server", 17},
		{400, ERROR("temporarily_unavailable"), "17", "sign_in.other", 17},
		{403, "<html>", "17", "sign_in.gateway", 17},
		{200, "<html>", "17", "sign_in.bad_reply", 17},
		{503, "", "-17", "http.server", PROBLEM_RETRY_UNKNOWN},
		{503, "", "soon", "http.server", PROBLEM_RETRY_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response response = {.result = HTTP_RESULT_REPLY,
						 .status = cases[i].status,
						 .body = (char *)cases[i].body,
						 .body_size = strlen(cases[i].body)};
		struct zoom_oauth_reply reply;

		response.headers[response.header_count++] = (struct http_header){"Retry-After", cases[i].retry_after};
		zoom_oauth_reply_read(&reply, ZOOM_GRANT_REFRESH, &response, "zoom.us", &redaction, NOW_S);
		check_number(cases[i].code, "outcome", reply.outcome, ZOOM_REPLY_TRANSIENT);
		check_text(cases[i].retry_after, "code", reply.problem.code, cases[i].code);
		check_number(cases[i].code, "wait", reply.problem.retry_after_s, cases[i].wait_s);
		zoom_oauth_reply_free(&reply);
	}
}

static void tells_of_the_way_to_zoom(void **state)
{
	static const struct {
		enum http_result result;
		enum zoom_reply_outcome outcome;
		const char *code;
	} cases[] = {
		{HTTP_RESULT_CANCELLED, ZOOM_REPLY_CANCELLED, NULL},
		{HTTP_RESULT_REFUSED, ZOOM_REPLY_TRANSIENT, "network.refused"},
		{HTTP_RESULT_RESET, ZOOM_REPLY_TRANSIENT, "network.reset"},
		{HTTP_RESULT_TLS_CERTIFICATE, ZOOM_REPLY_TRANSIENT, "network.tls_certificate"},
		{HTTP_RESULT_CA_FILE, ZOOM_REPLY_PERMANENT, "network.ca_file"},
		{HTTP_RESULT_UNTRUSTED, ZOOM_REPLY_PERMANENT, "endpoint.untrusted"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response response = {.result = cases[i].result, .error = "words with " SECRET};
		struct zoom_oauth_reply reply;

		zoom_oauth_reply_read(&reply, ZOOM_GRANT_CODE, &response, "zoom.us", &redaction, NOW_S);
		assert_int_equal(reply.outcome, cases[i].outcome);
		check_text("way", "code", reply.problem.code, cases[i].code);
		check_text("way", "subject", reply.problem.subject, cases[i].code ? "zoom.us" : NULL);
		check_absent("way", "detail", reply.problem.detail, SECRET);
		zoom_oauth_reply_free(&reply);
	}
}

static void tells_of_a_wrong_clock(void **state)
{
	static const struct {
		const char *date;
		enum zoom_oauth_reply_grant grant;
		const char *body;
		const char *code;
	} cases[] = {
		{"Thu, 01 Jan 2026 00:09:59 GMT", ZOOM_GRANT_CODE, ERROR("invalid_grant"), "sign_in.code_used"},
		{"Thu, 01 Jan 2026 00:10:01 GMT", ZOOM_GRANT_CODE, ERROR("invalid_grant"), "sign_in.clock"},
		{"Wed, 31 Dec 2025 23:49:59 GMT", ZOOM_GRANT_CODE, ERROR("invalid_grant"), "sign_in.clock"},
		{"Fri, 02 Jan 2026 00:00:00 GMT", ZOOM_GRANT_DEVICE_POLL, ERROR("expired_token"), "sign_in.clock"},
		{"Fri, 02 Jan 2026 00:00:00 GMT", ZOOM_GRANT_ACCOUNT, ERROR("strange"), "sign_in.clock"},
		/* what surely has another cause */
		{"Fri, 02 Jan 2026 00:00:00 GMT", ZOOM_GRANT_ACCOUNT, ERROR("invalid_client"), "sign_in.wrong_client"},
		{"Fri, 02 Jan 2026 00:00:00 GMT", ZOOM_GRANT_REFRESH, ERROR("invalid_grant"), "sign_in.expired"},
		{"Fri, 02 Jan 2026 00:00:00 GMT", ZOOM_GRANT_DEVICE_POLL, ERROR("access_denied"), "sign_in.denied"},
		{"nonsense", ZOOM_GRANT_CODE, ERROR("invalid_grant"), "sign_in.code_used"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response response = {.result = HTTP_RESULT_REPLY,
						 .status = 400,
						 .body = (char *)cases[i].body,
						 .body_size = strlen(cases[i].body)};
		struct zoom_oauth_reply reply;

		response.headers[response.header_count++] = (struct http_header){"Date", (char *)cases[i].date};
		zoom_oauth_reply_read(&reply, cases[i].grant, &response, "zoom.us", &redaction, NOW_S);
		assert_int_equal(reply.outcome, ZOOM_REPLY_PERMANENT);
		check_text(cases[i].date, "code", reply.problem.code, cases[i].code);
		zoom_oauth_reply_free(&reply);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tokens),
		cmocka_unit_test(takes_no_endless_token),
		cmocka_unit_test(reads_device_codes),
		cmocka_unit_test(tells_why_zoom_refuses),
		cmocka_unit_test(waits_for_the_person),
		cmocka_unit_test(tells_what_may_pass),
		cmocka_unit_test(tells_when_to_come_back),
		cmocka_unit_test(tells_of_the_way_to_zoom),
		cmocka_unit_test(tells_of_a_wrong_clock),
	};

	return RUN_TESTS(tests);
}
