/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/secret.h"
#include "core/base/url.h"

static void reads_by_rule(void **state)
{
	static const struct {
		const char *text;
		bool of_web, of_stream, of_link;
	} cases[] = {
		{"https://host/path", true, true, true},
		{"srt://host/app", false, true, true},
		{"zoommtg://zoom.us/join", false, true, true},
		{"https://host/a b", false, true, false},
		{"zoom.us/j/1", false, false, true},
		{"https://", false, false, false},
		{"https://a b/", false, false, false},
		{"", false, false, false},
		{NULL, false, false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const bool expected[] = {cases[i].of_web, cases[i].of_stream, cases[i].of_link};

		for (enum url_rule rule = URL_OF_WEB; rule <= URL_OF_LINK; rule++) {
			struct url url;
			const bool valid = url_read(&url, cases[i].text, rule);

			check_number(cases[i].text ? cases[i].text : "NULL", "valid", valid, expected[rule - 1]);
			assert_int_equal(valid, url.host != NULL);
			url_free(&url);
		}
	}
}

static void tells_the_parts(void **state)
{
	struct url url;
	char *text;

	(void)state;
	assert_true(url_read(&url, "HTTPS://anna:pass@[::1]:8443/a%20b/c%00?x=%26+y#z", URL_OF_WEB));
	assert_string_equal(url.scheme, "https");
	assert_string_equal(url.host, "[::1]");
	assert_string_equal(url.port, "8443");
	assert_string_equal(url.user, "anna");
	assert_string_equal(url.password, "pass");
	assert_string_equal(url.path, "/a%20b/c%00");
	assert_string_equal(url.query, "x=%26+y");
	assert_true(url_has_login(&url));
	text = url_authority(&url);
	assert_string_equal(text, "[::1]:8443");
	bfree(text);
	url_free(&url);
	assert_null(url.host);

	assert_true(url_read(&url, "https://host", URL_OF_WEB));
	assert_null(url.port);
	assert_null(url.query);
	assert_false(url_has_login(&url));
	text = url_authority(&url);
	assert_string_equal(text, "host");
	bfree(text);
	url_free(&url);

	/* a login is one as well where it is empty */
	assert_true(url_read(&url, "https://:pass@host", URL_OF_WEB));
	assert_true(url_has_login(&url));
	url_free(&url);

	text = url_decode("a%2Fb+c");
	assert_string_equal(text, "a/b+c");
	secret_free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_by_rule),
		cmocka_unit_test(tells_the_parts),
	};

	return RUN_TESTS(tests);
}
