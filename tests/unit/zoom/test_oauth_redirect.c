/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/secret.h"
#include "core/zoom/oauth_redirect.h"

static void builds_the_address_of_the_consent_page(void **state)
{
	const struct account account = {.client_id = "a b&c", .redirect_uri = ZOOM_OAUTH_REDIRECT_URI};
	char *url = zoom_oauth_redirect_page_url("https://zoom.us/oauth", &account, "st4te", "ch4-_");

	(void)state;
	/* no scope: Zoom takes those of the app */
	assert_string_equal(url, "https://zoom.us/oauth/authorize?response_type=code&client_id=a%20b%26c"
				 "&redirect_uri=http%3A%2F%2F127.0.0.1%3A47823%2Fzoom&state=st4te"
				 "&code_challenge=ch4-_&code_challenge_method=S256");
	bfree(url);
}

static void reads_redirect_uris(void **state)
{
	static const struct {
		const char *uri;
		bool valid;
		const char *address; /* NULL: nothing to listen on */
		uint16_t port;
		const char *path;
	} cases[] = {
		{ZOOM_OAUTH_REDIRECT_URI, true, "127.0.0.1", 47823, "/zoom"},
		{"http://localhost:8000/a/b", true, "127.0.0.1", 8000, "/a/b"},
		{"http://LocalHost:8000", true, "127.0.0.1", 8000, "/"},
		{"http://127.0.0.1:1024/", true, "127.0.0.1", 1024, "/"},
		{"http://[::1]:65535/x?y=1", true, "::1", 65535, "/x"},
		{"https://example.org/zoom", true, NULL, 0, NULL},
		{"https://example.org:8443/zoom?x=1", true, NULL, 0, NULL},
		{"https://127.0.0.1:47823/zoom", true, NULL, 0, NULL},
		{"https://localhost", true, NULL, 0, NULL},
		{"http://127.0.0.1/zoom", false, NULL, 0, NULL},
		{"http://127.0.0.1:80/zoom", false, NULL, 0, NULL},
		{"http://127.1.2.3:8000/", false, NULL, 0, NULL},
		{"http://127.0.0.1:0/zoom", false, NULL, 0, NULL},
		{"http://127.0.0.1:65536/zoom", false, NULL, 0, NULL},
		{"http://example.org:8000/zoom", false, NULL, 0, NULL},
		{"http://0.0.0.0:8000/zoom", false, NULL, 0, NULL},
		{"http://localhost.example:8000/zoom", false, NULL, 0, NULL},
		{"http://[::2]:8000/zoom", false, NULL, 0, NULL},
		{"http://anna@127.0.0.1:8000/zoom", false, NULL, 0, NULL},
		{"http://127.0.0.1:8000@example.org/zoom", false, NULL, 0, NULL},
		{"https://anna:pass@example.org/zoom", false, NULL, 0, NULL},
		{"http://127.0.0.1:8000/zoom#x", false, NULL, 0, NULL},
		{"https://example.org/zoom#", false, NULL, 0, NULL},
		{"https://example.org/a b", false, NULL, 0, NULL},
		{"https://example.org/\u00e4", false, NULL, 0, NULL},
		{"https://example.org/\r\nX: 1", false, NULL, 0, NULL},
		{"https://", false, NULL, 0, NULL},
		{"127.0.0.1:8000/zoom", false, NULL, 0, NULL},
		{"zoomapp://callback", false, NULL, 0, NULL},
		{"javascript:alert(1)", false, NULL, 0, NULL},
		{"", false, NULL, 0, NULL},
		{NULL, false, NULL, 0, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].uri ? cases[i].uri : "(null)";
		struct zoom_oauth_redirect_listener listener;
		struct problem problem = {0};

		check_number(label, "valid", zoom_oauth_redirect_check_uri(cases[i].uri, &problem), cases[i].valid);
		check_text(label, "code", problem.code, cases[i].valid ? NULL : "sign_in.bad_redirect_uri");
		check_number(label, "listener", zoom_oauth_redirect_listener_of(cases[i].uri, &listener),
			     cases[i].address != NULL);
		check_text(label, "address", listener.address, cases[i].address);
		check_number(label, "port", listener.port, cases[i].port);
		check_text(label, "path", listener.path, cases[i].path);
		zoom_oauth_redirect_listener_free(&listener);
		problem_free(&problem);
	}
}

#define NO_CODE "sign_in.no_code"
#define WRONG_STATE "sign_in.wrong_state"
#define REFUSED "sign_in.redirect_refused"

static void finds_the_code(void **state)
{
	static const struct {
		const char *address;
		const char *code;
		const char *problem;
		const char *detail;
	} cases[] = {
		{"/zoom?code=abc_-.~1&state=s%20t", "abc_-.~1", NULL, NULL},
		{"/zoom?state=s+t&code=abc", "abc", NULL, NULL},
		{"/zoom?code=!a~&state=s%20t#!~", "!a~", NULL, NULL},
		{"/zoom?x=1&code=a%2Bb%2F%3D&y&state=s%20t&", "a+b/=", NULL, NULL},
		{"http://127.0.0.1:47823/zoom?code=abc&state=s%20t", "abc", NULL, NULL},
		{" \r\n\u00a0https://example.org/zoom?code=abc&state=s%20t#_=_\t\u00a0\n", "abc", NULL, NULL},
		{"127.0.0.1:47823/zoom?code=abc&state=s%20t", "abc", NULL, NULL},

		{"<https://example.org/zoom?code=abc&state=s%20t>", "abc", NULL, NULL},
		{"\"https://example.org/zoom?code=abc&state=s%20t\".", "abc", NULL, NULL},
		{"\u201ehttps://example.org/zoom?code=abc&state=s%20t\u201c", "abc", NULL, NULL},
		{"\u00ab https://example.org/zoom?code=abc&state=s%20t \u00bb", "abc", NULL, NULL},
		{"(https://example.org/zoom?state=s%20t&code=abc).", "abc", NULL, NULL},
		{"`https://example.org/zoom?code=abc&state=s%20t`", "abc", NULL, NULL},
		{"https://example.org/zoom?code=abc&state=s%20t\u3002", "abc", NULL, NULL},
		{"https://example.org/zoom?code=abc&amp;state=s%20t", "abc", NULL, NULL},
		{"https://example.org/zoom?code=abc&amp;amp;state=s%20t", "abc", NULL, NULL},
		{"https://example.org/zoom?code=abc&#38;state=s%20t&#x3e;", "abc", NULL, NULL},
		{"\ufeffhttps://example.org/zoom?co\u200bde=a\u00adbc&state=\u202as%20t\u202c", "abc", NULL, NULL},
		{"https://example.org/zoom?code=3Dabc&state=s%20t", "3Dabc", NULL, NULL},
		{"https://example.org/zoom?code=a.b!c&state=s%20t", "a.b!c", NULL, NULL},

		{"/zoom?code=abc", NULL, WRONG_STATE, NULL},
		{"/zoom?code=abc&state=", NULL, WRONG_STATE, NULL},
		{"/zoom?code=abc&state=st", NULL, WRONG_STATE, NULL},
		{"/zoom?code=abc&state=s%20t2", NULL, WRONG_STATE, NULL},
		{"/zoom?code=abc&state=S%20T", NULL, WRONG_STATE, NULL},
		{"/zoom?error=access_denied", NULL, WRONG_STATE, NULL},
		{"/zoom?error=access_denied&state=other", NULL, WRONG_STATE, NULL},

		{"/zoom?error=access_denied&state=s%20t", NULL, "sign_in.denied", "access_denied"},
		{"/zoom?code=abc&error=access_denied&state=s%20t", NULL, "sign_in.denied", "access_denied"},
		{"/zoom?error=invalid_scope&error_description=No+%3Cb%3Escope%3C%2Fb%3E%0As%20t&state=s%20t", NULL,
		 "sign_in.other", "No scope \u2022\u2022\u2022\u2022"},
		{"/zoom?error=server_error&state=s%20t", NULL, "sign_in.other", "server_error"},
		{"/zoom?error=&state=s%20t", NULL, "sign_in.other", NULL},

		{"", NULL, NO_CODE, NULL},
		{"abc", NULL, NO_CODE, NULL},
		{"/zoom", NULL, NO_CODE, NULL},
		{"/zoom?", NULL, NO_CODE, NULL},
		{"/zoom?state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?xcode=abc&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom#?code=abc&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=a%20b&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=a%0d%0ab&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=a%00&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=a%4&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=a%zz&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=abc&code=abc&state=s%20t", NULL, NO_CODE, NULL},
		{"/zoom?code=abc&state=s%20t&state=x", NULL, NO_CODE, NULL},
		{"/zoom?code=abc&state=s%20t and more", NULL, NO_CODE, NULL},
		{"https://example.org/zoom?code=abc &state=s%20t", NULL, NO_CODE, NULL},
		{"https://example.org/zoom?code=\u00e4&state=s%20t", NULL, NO_CODE, NULL},
		{"https://zoom.us/signin#/login", NULL, NO_CODE, NULL},
		{"see https://example.org/zoom?code=abc&state=s%20t", NULL, NO_CODE, NULL},

		{"https://zoom.us/oauth/authorize?response_type=code&client_id=x&state=s%20t", NULL, REFUSED, NULL},
		{"<https://zoom.us/oauth/authorize?client_id=x&amp;response_type=code>", NULL, REFUSED, NULL},
		{"https://zoomgov.com/oauth/authorize?response_type=code&client_id=x&state=other", NULL, REFUSED, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct problem problem = {0};
		char *code = zoom_oauth_redirect_code(cases[i].address, "s t", &problem);

		check_text(cases[i].address, "code", code, cases[i].code);
		check_text(cases[i].address, "problem", problem.code, cases[i].problem);
		check_text(cases[i].address, "detail", problem.detail, cases[i].detail);
		secret_free(code);
		problem_free(&problem);
	}
}

static void takes_no_endless_code(void **state)
{
	char *digits = repeat_text("7", 5000);
	struct problem problem = {0};
	struct dstr address = {0};

	(void)state;
	dstr_printf(&address, "/zoom?state=s&code=%s", digits);
	assert_null(zoom_oauth_redirect_code(address.array, "s", &problem));
	assert_string_equal(problem.code, NO_CODE);
	problem_free(&problem);
	dstr_free(&address);
	bfree(digits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_the_address_of_the_consent_page),
		cmocka_unit_test(reads_redirect_uris),
		cmocka_unit_test(finds_the_code),
		cmocka_unit_test(takes_no_endless_code),
	};

	return RUN_TESTS(tests);
}
