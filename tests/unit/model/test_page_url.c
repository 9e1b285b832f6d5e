/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/page_url.h"

static void checks_what_was_typed(void **state)
{
	static const struct {
		const char *text;
		enum page_url_result result;
	} cases[] = {
		{"https://example.org/live", PAGE_URL_OK},
		{"http://example.org", PAGE_URL_OK},
		{"HTTPS://EXAMPLE.ORG/", PAGE_URL_OK},
		{"https://example.org:8443/a?b=c&d=e#f", PAGE_URL_OK},
		{"https://[2001:db8::1]/", PAGE_URL_OK},
		{"https://example.org/caf\u00e9", PAGE_URL_OK},
		{NULL, PAGE_URL_EMPTY},
		{"", PAGE_URL_EMPTY},
		{" \t\n", PAGE_URL_EMPTY},
		{"example.org/live", PAGE_URL_NOT_HTTP},
		{"ftp://example.org", PAGE_URL_NOT_HTTP},
		{"rtmp://example.org", PAGE_URL_NOT_HTTP},
		{"javascript:alert(1)//https://", PAGE_URL_NOT_HTTP},
		{"https:example.org", PAGE_URL_NOT_HTTP},
		{"http:/example.org", PAGE_URL_NOT_HTTP},
		{" https://example.org", PAGE_URL_NOT_HTTP},
		{"https://", PAGE_URL_INVALID},
		{"https://?x", PAGE_URL_INVALID},
		{"https://example.org/a b", PAGE_URL_INVALID},
		{"https://example.org/a\tb", PAGE_URL_INVALID},
		{"https://example.org/a\r\nHost: b", PAGE_URL_INVALID},
		{"https://example.org/a\x01", PAGE_URL_INVALID},
		{"https://example.org/a\x7f", PAGE_URL_INVALID},
		{"https://example.org:port/", PAGE_URL_INVALID},
		{"https://example.org:99999/", PAGE_URL_INVALID},
		{"https://exa mple.org/", PAGE_URL_INVALID},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].text ? cases[i].text : "(null)", "result", page_url_check(cases[i].text),
			     cases[i].result);
}

static void counts_characters_up_to_the_limit(void **state)
{
	static const char begin[] = "https://example.org/";
	static const char *const units[] = {"a", "\u00e9", "\U0001f600"};

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++) {
		char *path = repeat_text(units[i], 1024 - strlen(begin));
		struct dstr url = {0};

		dstr_printf(&url, "%s%s", begin, path);
		check_number(units[i], "at the limit", page_url_check(url.array), PAGE_URL_OK);
		dstr_cat(&url, units[i]);
		check_number(units[i], "beyond the limit", page_url_check(url.array), PAGE_URL_TOO_LONG);
		dstr_free(&url);
		bfree(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_what_was_typed),
		cmocka_unit_test(counts_characters_up_to_the_limit),
	};

	return RUN_TESTS(tests);
}
