/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "unit_test.h"

#include "zoom_endpoint.h"

#define BAD "endpoint.bad_url"
#define NOT_LOOPBACK "endpoint.http_not_loopback"

static void reads_the_override(void **state)
{
	static const struct {
		const char *url;
		const char *code;
		const char *api_url;
		const char *host;
		bool allow_http;
	} cases[] = {
		{NULL, NULL, ZOOM_API_URL, "api.zoom.us", false},
		{"", NULL, ZOOM_API_URL, "api.zoom.us", false},
		{"https://api.zoomgov.com/v2", NULL, "https://api.zoomgov.com/v2", "api.zoomgov.com", false},
		{"https://api.zoomgov.com/v2/", NULL, "https://api.zoomgov.com/v2", "api.zoomgov.com", false},
		{"https://127.0.0.1:8443/v2///", NULL, "https://127.0.0.1:8443/v2", "127.0.0.1:8443", false},
		{"https://localhost:8443", NULL, "https://localhost:8443", "localhost:8443", false},
		{"http://127.0.0.1:8080/v2", NULL, "http://127.0.0.1:8080/v2", "127.0.0.1:8080", true},
		{"http://127.1.2.3/v2", NULL, "http://127.1.2.3/v2", "127.1.2.3", true},
		{"http://[::1]:8080/v2", NULL, "http://[::1]:8080/v2", "[::1]:8080", true},
		{"http://localhost:8080/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://127.0.0.1.example/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://128.0.0.1/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://[::2]/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://[::ffff:127.0.0.1]/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://api.zoom.us/v2", NOT_LOOPBACK, NULL, NULL, false},
		{"http://127.0.0.1@evil.example/v2", BAD, NULL, NULL, false},
		{"https://anna:pass@api.zoom.us/v2", BAD, NULL, NULL, false},
		{"https://:pass@api.zoom.us/v2", BAD, NULL, NULL, false},
		{"https://api.zoom.us/v2?x=1", BAD, NULL, NULL, false},
		{"https://api.zoom.us/v2?", BAD, NULL, NULL, false},
		{"https://api.zoom.us/v2#", BAD, NULL, NULL, false},
		{"https://api.zoom.us/v2#x", BAD, NULL, NULL, false},
		{"ftp://127.0.0.1/v2", BAD, NULL, NULL, false},
		{"file:///etc/passwd", BAD, NULL, NULL, false},
		{"api.zoom.us/v2", BAD, NULL, NULL, false},
		{"https://", BAD, NULL, NULL, false},
		{"///", BAD, NULL, NULL, false},
		{"https://api.zoom.us/v2\r\nX: 1", BAD, NULL, NULL, false},
		{"https://a b/v2", BAD, NULL, NULL, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].url ? cases[i].url : "(null)";
		const bool overridden = cases[i].url && *cases[i].url;
		struct problem problem = {0};
		struct zoom_endpoint endpoint;

		check_number(label, "result", zoom_endpoint_init(&endpoint, cases[i].url, "/ca.pem", &problem),
			     !cases[i].code);
		check_text(label, "code", problem.code, cases[i].code);
		check_number(label, "overridden", endpoint.overridden, overridden);
		/* the file is for overridden hosts only */
		check_text(label, "ca_file", endpoint.ca_file, overridden ? "/ca.pem" : NULL);
		assert_non_null(endpoint.api_url);
		assert_non_null(endpoint.host);
		check_absent(label, "host", endpoint.host, "pass");
		if (!cases[i].code) {
			check_text(label, "api_url", endpoint.api_url, cases[i].api_url);
			check_text(label, "host", endpoint.host, cases[i].host);
			check_number(label, "allow_http", endpoint.allow_http, cases[i].allow_http);
		}
		problem_free(&problem);
		zoom_endpoint_free(&endpoint);
	}
}

static void takes_the_systems_authorities_without_a_file(void **state)
{
	static const char *const files[] = {NULL, ""};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct problem problem = {0};
		struct zoom_endpoint endpoint;

		assert_true(zoom_endpoint_init(&endpoint, "https://127.0.0.1:1", files[i], &problem));
		assert_null(endpoint.ca_file);
		zoom_endpoint_free(&endpoint);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_override),
		cmocka_unit_test(takes_the_systems_authorities_without_a_file),
	};

	return RUN_TESTS(tests);
}
