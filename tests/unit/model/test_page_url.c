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
		{"https://example.org./live", PAGE_URL_OK},
		{"https://exa_mple.example.org", PAGE_URL_OK},
		{"https://b\u00fccher.example/live", PAGE_URL_OK},
		{"https://xn--bcher-kva.example", PAGE_URL_OK},
		{"https://наша-церковь-прямая-трансляция-богослужения.рф/live", PAGE_URL_OK},
		{"https://ที่นี่คือชื่อโดเมนที่ยาวมากๆ.example/live", PAGE_URL_OK},
		{"https://localhost:8080/", PAGE_URL_OK},
		{"https://192.0.2.1/live", PAGE_URL_OK},
		{"https://web.archive.org/web/https://example.org", PAGE_URL_OK},
		{"https://https://example.org", PAGE_URL_INVALID},
		{"https://http://example.org", PAGE_URL_INVALID},
		{"http://https//example.org", PAGE_URL_INVALID},
		{"HTTPS://HTTPS:443//example.org", PAGE_URL_INVALID},
		{"https://-", PAGE_URL_INVALID},
		{"https://.", PAGE_URL_INVALID},
		{"https://\u2026", PAGE_URL_INVALID},
		{"https://ex\u2013ample.org/", PAGE_URL_INVALID},
		{"https:///example.org", PAGE_URL_INVALID},
		{"https://example.org/https:///x", PAGE_URL_OK},
		{"https://..", PAGE_URL_INVALID},
		{"https://-example.org", PAGE_URL_INVALID},
		{"https://example-.org", PAGE_URL_INVALID},
		{"https://example..org", PAGE_URL_INVALID},
		{"https://.example.org", PAGE_URL_INVALID},
		{"https://example.org../", PAGE_URL_INVALID},
		{"https://example,org/", PAGE_URL_INVALID},
		{"https://exam*ple.org/", PAGE_URL_INVALID},
		{"https://[::1", PAGE_URL_INVALID},
		{"https://anna@example.org/", PAGE_URL_INVALID},
		{"https://anna:pass@example.org/", PAGE_URL_INVALID},
		{"https://youtube.com@example.org/", PAGE_URL_INVALID},
		{"https://example.org/a\u00a0b", PAGE_URL_INVALID},
		{"https://example.org/a\u3000b", PAGE_URL_INVALID},
		{"https://example.org/a\u2028b", PAGE_URL_INVALID},
		{"https://example.org/a\u200bb", PAGE_URL_INVISIBLE},
		{"https://exam\u200bple.org/", PAGE_URL_INVISIBLE},
		{"https://example.org/\u202elive", PAGE_URL_INVISIBLE},
		{"https://example.org/a\u00adb", PAGE_URL_INVISIBLE},
		{"https://example.org/a\ufeffb", PAGE_URL_INVISIBLE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].text ? cases[i].text : "(null)", "result", page_url_check(cases[i].text),
			     cases[i].result);
}

static void checks_the_length_of_labels(void **state)
{
	static const char *const letters[] = {"a", "\u0449", "\u0e17", "\U00020000"};

	(void)state;
	for (size_t i = 0; i < COUNT(letters); i++) {
		const char *letter = letters[i];
		struct dstr url = {0};
		char *label = repeat_text(letter, 63);
		char *name;

		dstr_printf(&url, "%s.", letter);
		name = repeat_text(url.array, 126);
		dstr_printf(&url, "https://%s.example", label);
		check_number(url.array, "63", page_url_check(url.array), PAGE_URL_OK);
		dstr_printf(&url, "https://%s%s.example", label, letter);
		check_number(url.array, "64", page_url_check(url.array), PAGE_URL_INVALID);
		dstr_printf(&url, "https://%s%s/", name, letter);
		check_number(url.array, "253", page_url_check(url.array), PAGE_URL_OK);
		dstr_printf(&url, "https://%s%s./", name, letter);
		check_number(url.array, "253 and a dot", page_url_check(url.array), PAGE_URL_OK);
		dstr_printf(&url, "https://%s%s%s/", name, letter, letter);
		check_number(url.array, "254", page_url_check(url.array), PAGE_URL_INVALID);
		dstr_free(&url);
		bfree(label);
		bfree(name);
	}
}

static void reads_what_was_pasted(void **state)
{
	static const struct {
		const char *text;
		enum page_url_result result;
		const char *url;
	} cases[] = {
		{"https://example.org/live", PAGE_URL_OK, "https://example.org/live"},
		{"HTTPS://EXAMPLE.ORG", PAGE_URL_OK, "HTTPS://EXAMPLE.ORG"},
		{"http://example.org", PAGE_URL_OK, "http://example.org"},
		{"\ufeffhttps://example.org/live", PAGE_URL_OK, "https://example.org/live"},
		{" \t\u200b\u00a0https://example.org/live\u200f\u2028\r\n", PAGE_URL_OK, "https://example.org/live"},
		{"\u2066https://example.org/\u2069", PAGE_URL_OK, "https://example.org/"},
		{"example.org/live", PAGE_URL_OK, "https://example.org/live"},
		{"\ufeffexample.org", PAGE_URL_OK, "https://example.org"},
		{"www.youtube.com/live/abc?x=1#y", PAGE_URL_OK, "https://www.youtube.com/live/abc?x=1#y"},
		{"example.org:8443/live", PAGE_URL_OK, "https://example.org:8443/live"},
		{"b\u00fccher.example?x", PAGE_URL_OK, "https://b\u00fccher.example?x"},
		{"наша-церковь-прямая-трансляция-богослужения.рф/live", PAGE_URL_OK,
		 "https://наша-церковь-прямая-трансляция-богослужения.рф/live"},
		{"192.0.2.1/live", PAGE_URL_OK, "https://192.0.2.1/live"},
		{"1.5", PAGE_URL_NOT_HTTP, NULL},
		{"v1.2", PAGE_URL_NOT_HTTP, NULL},
		{"v1.2.3.4", PAGE_URL_NOT_HTTP, NULL},
		{"31.01.2026", PAGE_URL_NOT_HTTP, NULL},
		{"example.org:live", PAGE_URL_NOT_HTTP, NULL},
		{"example..org", PAGE_URL_NOT_HTTP, NULL},
		{"-.org", PAGE_URL_NOT_HTTP, NULL},
		{"live", PAGE_URL_NOT_HTTP, NULL},
		{"example.org live", PAGE_URL_NOT_HTTP, NULL},
		{"example.org/my live", PAGE_URL_INVALID, NULL},
		{"example.org:99999", PAGE_URL_INVALID, NULL},
		{"anna@example.org", PAGE_URL_NOT_HTTP, NULL},
		{"//example.org/live", PAGE_URL_NOT_HTTP, NULL},
		{"ftp://example.org", PAGE_URL_NOT_HTTP, NULL},
		{"mailto:anna@example.org", PAGE_URL_NOT_HTTP, NULL},
		{"javascript:alert(1)//https://", PAGE_URL_NOT_HTTP, NULL},
		{"example.org/a\u200bb", PAGE_URL_INVISIBLE, NULL},
		{NULL, PAGE_URL_EMPTY, NULL},
		{"\ufeff\u200b \u00a0", PAGE_URL_EMPTY, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].text ? cases[i].text : "(null)";
		char *url;

		check_number(label, "result", page_url_read(cases[i].text, &url), cases[i].result);
		check_text(label, "url", url, cases[i].url);
		bfree(url);
	}
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
		cmocka_unit_test(checks_the_length_of_labels),
		cmocka_unit_test(reads_what_was_pasted),
	};

	return RUN_TESTS(tests);
}
