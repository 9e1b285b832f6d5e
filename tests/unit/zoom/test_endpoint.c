/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/endpoint.h"

#define BAD "endpoint.bad_url"
#define NOT_LOOPBACK "endpoint.http_not_loopback"

static void reads_the_override(void **state)
{
	static const struct {
		const char *url;
		const char *code;
		const char *read_url;
		const char *host;
		bool allow_http;
	} cases[] = {
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
	for (size_t i = 0; i < COUNT(cases) * 2; i++) {
		const bool is_api = i < COUNT(cases);
		const size_t at = i % COUNT(cases);
		const char *label = cases[at].url;
		const struct zoom_endpoint_options options = {.api_url = is_api ? label : NULL,
							      .oauth_url = is_api ? "" : label,
							      .ca_file = "/ca.pem"};
		struct problem problem = {0};
		struct zoom_endpoint endpoint;

		check_number(label, "result", zoom_endpoint_init(&endpoint, CLOUD_COMMERCIAL, &options, &problem),
			     !cases[at].code);
		check_text(label, "code", problem.code, cases[at].code);
		check_text(label, "subject", problem.subject,
			   !cases[at].code ? NULL
			   : is_api        ? "OBS_ZOOM_API_URL"
					   : "OBS_ZOOM_OAUTH_URL");
		check_number(label, "api_overridden", endpoint.api_overridden, is_api);
		check_number(label, "oauth_overridden", endpoint.oauth_overridden, !is_api);
		check_text(label, "ca_file", endpoint.ca_file, "/ca.pem");
		assert_non_null(endpoint.api_url);
		assert_non_null(endpoint.oauth_url);
		check_absent(label, "host", endpoint.host, "pass");
		check_absent(label, "oauth_host", endpoint.oauth_host, "pass");
		if (cases[at].code) {
			/* not even where somebody used it all the same */
			assert_true(!zoom_endpoint_is_trusted(&endpoint, label) ||
				    strncmp(label, "https://api.zoom.us/", 20) == 0);
		} else {
			check_text(label, "url", is_api ? endpoint.api_url : endpoint.oauth_url, cases[at].read_url);
			check_text(label, "host", is_api ? endpoint.host : endpoint.oauth_host, cases[at].host);
			check_text(label, "overridden_host", endpoint.overridden_host, cases[at].host);
			check_text(label, "other url", is_api ? endpoint.oauth_url : endpoint.api_url,
				   is_api ? "https://zoom.us/oauth" : "https://api.zoom.us/v2");
			check_number(label, "allow_http", endpoint.allow_http, cases[at].allow_http);
		}
		problem_free(&problem);
		zoom_endpoint_free(&endpoint);
	}
}

static void knows_the_clouds(void **state)
{
	static const struct {
		const char *name;
		enum cloud cloud;
		const char *api_url, *host, *oauth_url, *oauth_host, *marketplace_url;
	} cases[] = {
		{"zoom", CLOUD_COMMERCIAL, "https://api.zoom.us/v2", "api.zoom.us", "https://zoom.us/oauth", "zoom.us",
		 "https://marketplace.zoom.us"},
		{"zoomgov", CLOUD_GOVERNMENT, "https://api.zoomgov.com/v2", "api.zoomgov.com",
		 "https://zoomgov.com/oauth", "zoomgov.com", "https://marketplace.zoomgov.com"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].name;
		const struct zoom_endpoint_options options = {.ca_file = "/ca.pem"};
		struct problem problem = {0};
		struct zoom_endpoint endpoint;

		assert_int_equal(cloud_from_name(label), cases[i].cloud);
		assert_true(zoom_endpoint_init(&endpoint, cases[i].cloud, &options, &problem));
		check_text(label, "api_url", endpoint.api_url, cases[i].api_url);
		check_text(label, "host", endpoint.host, cases[i].host);
		check_text(label, "oauth_url", endpoint.oauth_url, cases[i].oauth_url);
		check_text(label, "oauth_host", endpoint.oauth_host, cases[i].oauth_host);
		check_text(label, "marketplace", cloud_marketplace_url(cases[i].cloud), cases[i].marketplace_url);
		check_text(label, "name", cloud_name(cases[i].cloud), label);
		/* it is for overridden hosts only */
		assert_null(endpoint.ca_file);
		assert_null(endpoint.overridden_host);
		assert_false(endpoint.allow_http);
		zoom_endpoint_free(&endpoint);
	}
	assert_int_equal(cloud_from_name(NULL), CLOUD_COMMERCIAL);
	assert_int_equal(cloud_from_name(""), 0);
	assert_int_equal(cloud_from_name("Zoom"), 0);
}

static void names_the_first_of_two_bad_addresses(void **state)
{
	const struct zoom_endpoint_options options = {.api_url = "ftp://x", .oauth_url = "http://example.org"};
	struct problem problem = {0};
	struct zoom_endpoint endpoint;

	(void)state;
	assert_false(zoom_endpoint_init(&endpoint, CLOUD_COMMERCIAL, &options, &problem));
	assert_string_equal(problem.code, BAD);
	assert_string_equal(problem.subject, "OBS_ZOOM_API_URL");
	problem_free(&problem);
	zoom_endpoint_free(&endpoint);
}

static void takes_the_systems_authorities_without_a_file(void **state)
{
	static const char *const files[] = {NULL, ""};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		const struct zoom_endpoint_options options = {.api_url = "https://127.0.0.1:1", .ca_file = files[i]};
		struct problem problem = {0};
		struct zoom_endpoint endpoint;

		assert_true(zoom_endpoint_init(&endpoint, CLOUD_COMMERCIAL, &options, &problem));
		assert_null(endpoint.ca_file);
		zoom_endpoint_free(&endpoint);
	}
}

static void init(struct zoom_endpoint *endpoint, const char *api_url, const char *oauth_url)
{
	const struct zoom_endpoint_options options = {.api_url = api_url, .oauth_url = oauth_url};
	struct problem problem = {0};

	assert_true(zoom_endpoint_init(endpoint, CLOUD_COMMERCIAL, &options, &problem));
}

static const char *const hosts_of_zoom[] = {
	"https://zoom.us/oauth/token",
	"https://api.zoom.us/v2/users/me",
	"https://api-eu.zoom.us/v2/meetings/1/livestream",
	"https://API.Zoom.US/v2",
	"https://a.b.zoom.us",
	"https://zoomgov.com/oauth/token",
	"https://api.zoomgov.com/v2",
};

static const char *const hosts_of_others[] = {
	"http://zoom.us/oauth/token",
	"http://api.zoom.us/v2",
	"https://zoom.us:8443/oauth",
	"https://zoom.us:443/oauth",
	"https://anna@zoom.us/oauth",
	"https://zoom.us@evil.example/",
	"https://:pass@zoom.us/oauth",
	"https://zoom.us.evil.example/",
	"https://evilzoom.us/",
	"https://evil-zoom.us/",
	"https://zoom.us./",
	"https://.zoom.us/",
	"https://zoom.uk/",
	"https://us/",
	"https://evil.example/zoom.us",
	"https://evil.example?.zoom.us",
	"https://evil.example#.zoom.us",
	"https://evil.example\\.zoom.us/",
	"https://evil.example%2f.zoom.us/",
	"https://evil.example%00.zoom.us/",
	"https://evil.example%0a.zoom.us/",
	"https://\uff5aoom.us/",
	"https://z\u043eom.us/",
	"https://zoomgov.us/",
	"https://zoom.com/",
	"ftp://zoom.us/",
	"file:///zoom.us",
	"//zoom.us/oauth",
	"zoom.us/oauth",
	"https:///oauth",
	"https://127.0.0.1:8443/v2",
	"http://127.0.0.1:8080/v2",
	"https://zoom.us\r\n.evil.example/",
	"",
};

static void trusts_zoom_alone(void **state)
{
	struct zoom_endpoint endpoint;

	(void)state;
	init(&endpoint, NULL, NULL);
	for (size_t i = 0; i < COUNT(hosts_of_zoom); i++)
		check_number(hosts_of_zoom[i], "trusted", zoom_endpoint_is_trusted(&endpoint, hosts_of_zoom[i]), true);
	for (size_t i = 0; i < COUNT(hosts_of_others); i++)
		check_number(hosts_of_others[i], "trusted", zoom_endpoint_is_trusted(&endpoint, hosts_of_others[i]),
			     false);
	zoom_endpoint_free(&endpoint);
}

static void trusts_what_overrides_zoom(void **state)
{
	static const struct {
		const char *url;
		bool trusted;
		bool overridden;
	} cases[] = {
		{"https://127.0.0.1:8443/v2", true, true},
		{"https://127.0.0.1:8443/v2/users/me?x=1", true, true},
		{"https://127.0.0.1:8443/v2?x=1", true, true},
		{"http://127.0.0.1:8080/token", true, true},
		{"http://127.0.0.1:8080", true, true},
		{"https://127.0.0.1:8443/v20", false, false},
		{"https://127.0.0.1:8443/other", false, false},
		{"https://127.0.0.1:84430/v2", false, false},
		{"https://127.0.0.1:8444/v2", false, false},
		{"http://127.0.0.1:8443/v2", false, false},
		{"https://127.0.0.1/v2", false, false},
		{"http://127.0.0.1:8080@evil.example/", false, false},
		{"http://127.0.0.1:8080.evil.example/", false, false},
		{"https://zoom.us/oauth/token", true, false},
		{"https://api-eu.zoom.us/v2/users/me", true, false},
	};
	struct zoom_endpoint endpoint;

	(void)state;
	init(&endpoint, "https://127.0.0.1:8443/v2", "http://127.0.0.1:8080");
	assert_string_equal(endpoint.overridden_host, "127.0.0.1:8443");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_request request = {.url = (char *)cases[i].url};

		check_number(cases[i].url, "trusted", zoom_endpoint_is_trusted(&endpoint, cases[i].url),
			     cases[i].trusted);
		zoom_endpoint_mark(&endpoint, &request);
		check_number(cases[i].url, "overridden", request.to_overridden_host, cases[i].overridden);
	}
	zoom_endpoint_free(&endpoint);
}

static void finds_the_region(void **state)
{
	static const struct {
		const char *told;
		const char *url;     /* NULL: the endpoint's own */
		const char *refused; /* host */
	} cases[] = {
		{NULL, NULL, NULL},
		{"", NULL, NULL},
		{"https://api.zoom.us", "https://api.zoom.us/v2", NULL},
		{"https://api-eu.zoom.us", "https://api-eu.zoom.us/v2", NULL},
		{"https://api-eu.zoom.us/", "https://api-eu.zoom.us/v2", NULL},
		{"https://api-eu.zoom.us/v2", "https://api-eu.zoom.us/v2", NULL},
		{"https://api-eu.zoom.us/v2//", "https://api-eu.zoom.us/v2", NULL},
		{"https://api.zoomgov.com", "https://api.zoomgov.com/v2", NULL},
		{"https://api-eu.zoom.us/v3", NULL, "api-eu.zoom.us"},
		{"https://api-eu.zoom.us?x", NULL, "api-eu.zoom.us"},
		{"https://api-eu.zoom.us#", NULL, "api-eu.zoom.us"},
		{"http://api-eu.zoom.us", NULL, "api-eu.zoom.us"},
		{"https://api-eu.zoom.us:8443", NULL, "api-eu.zoom.us:8443"},
		{"https://zoom.us@evil.example", NULL, "evil.example"},
		{"https://api.zoom.us.evil.example", NULL, "api.zoom.us.evil.example"},
		{"https://127.0.0.1:8443", NULL, "127.0.0.1:8443"},
		{"api-eu.zoom.us", NULL, NULL},
		{"nonsense \n", NULL, NULL},
	};
	struct zoom_endpoint endpoint;

	(void)state;
	init(&endpoint, NULL, NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].told ? cases[i].told : "(null)";
		char *refused;
		char *url = zoom_endpoint_regional_api_url(&endpoint, cases[i].told, &refused);

		check_text(label, "url", url, cases[i].url ? cases[i].url : endpoint.api_url);
		check_text(label, "refused", refused, cases[i].refused);
		assert_true(zoom_endpoint_is_trusted(&endpoint, url));
		bfree(url);
		bfree(refused);
		bfree(zoom_endpoint_regional_api_url(&endpoint, cases[i].told, NULL));
	}
	zoom_endpoint_free(&endpoint);

	/* the environment has the last word */
	init(&endpoint, "https://127.0.0.1:8443/v2", NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *url = zoom_endpoint_regional_api_url(&endpoint, cases[i].told, NULL);

		check_text("overridden", "url", url, "https://127.0.0.1:8443/v2");
		bfree(url);
	}
	zoom_endpoint_free(&endpoint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_override),
		cmocka_unit_test(knows_the_clouds),
		cmocka_unit_test(names_the_first_of_two_bad_addresses),
		cmocka_unit_test(takes_the_systems_authorities_without_a_file),
		cmocka_unit_test(trusts_zoom_alone),
		cmocka_unit_test(trusts_what_overrides_zoom),
		cmocka_unit_test(finds_the_region),
	};

	return RUN_TESTS(tests);
}
