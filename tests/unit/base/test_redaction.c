/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/redaction.h"

#define MASK "\u2022\u2022\u2022\u2022"

static void hides_secrets_however_they_are_written(void **state)
{
	static const struct {
		const char *secret;
		const char *text;
		const char *hidden;
	} cases[] = {
		{"x7Qa-key", "your key x7Qa-key is", "your key " MASK " is"},
		{"x7Qa-key", "x7Qa-keyx7Qa-key", MASK MASK},
		{"x7Qa-key", "x7Qa-ke", "x7Qa-ke"},
		{"a b&c=d", "k=a%20b%26c%3Dd;", "k=" MASK ";"},
		{"a b&c=d", "k=a%20b%26c%3dd;", "k=" MASK ";"},
		{"a b&c=d", "k=a+b%26c=d;", "k=" MASK ";"},
		{"a-b/c", "a%2Db%2fc", MASK},
		{"a%25b", "a%25b a%2525b", MASK " " MASK},
		{"a\"b\\c/d", "{\"k\":\"a\\\"b\\\\c\\/d\"}", "{\"k\":\"" MASK "\"}"},
		{"a\"b\\c/d", "{\"k\":\"a\\\"b\\\\c/d\"}", "{\"k\":\"" MASK "\"}"},
		{"caf\u00e9\U0001f600", "caf\\u00E9\\ud83d\\uDE00!", MASK "!"},
		{"caf\u00e9\U0001f600", "caf%C3%a9%F0%9F%98%80!", MASK "!"},
		{"caf\u00e9\U0001f600", "caf&#233;&#x1F600;!", MASK "!"},
		{"line\r\nend", "line\\r\\nend", MASK},
		{"a&b<c>\"d'", "a&amp;b&lt;c&gt;&quot;d&#39;", MASK},
		{"a&b<c>\"d'", "a&#38;b&#x3c;c&#x3E;&#34;d&apos;", MASK},
		{"\u2022", "a\u2022b", "a\u2022b"},
		{"a", "banana", "b" MASK "n" MASK "n" MASK},
		{"abab", "x ababab y", "x " MASK " y"},
		{"a&b", "a&amp;amp;b a%2526b a%252526b", MASK " " MASK " " MASK},
		{"a\"&b", "a\\\"&amp;b a\\\"\\u0026amp;b", MASK " " MASK},
		{"x7Qa-key9", "x7Qa<wbr>-key9", MASK},
		{"x7Qa-key9", "x7Qa<b class=\"a\">-</b><i>key9</i> x7Qa&lt;wbr&gt;-key9", MASK "</i> " MASK},
		{"x7Qa-key9", "x7Qa\u200b-key9, x\u00ad7Qa-ke\u2060y9, x7Qa\u202e-\ufeffkey9",
		 MASK ", " MASK ", " MASK},
		{"x7Qa-key9", "x7Qa&#8203;-key9, x7Qa\\u00ad-key9, x7Qa%E2%81%A0-key9", MASK ", " MASK ", " MASK},
		{"x7Qa-key9", "x7Qa\x01-\x7fkey9, x7Qa%00-key9, x7Qa\xff-key9", MASK ", " MASK ", " MASK},
		{"x7\u200bQa", "x7Qa", MASK},
		{"x7Qa-key9", "x7Qa -key9 x7Qa<br> -key9", "x7Qa -key9 x7Qa<br> -key9"},
		{"x7Qa", "\u200bx7Qa<br>\u00ad", "\u200b" MASK "<br>\u00ad"},
		{"key", "a\u200bb<i>c</i>&amp;amp;%2525\\u00ad", "a\u200bb<i>c</i>&amp;amp;%2525\\u00ad"},
		{"", "unchanged", "unchanged"},
		{NULL, "unchanged", "unchanged"},
		{"longer than the text", "text", "text"},
		{"text", "", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct redaction redaction = {.secrets = {NULL, "", cases[i].secret}};
		struct dstr text = {0};

		dstr_copy(&text, cases[i].text);
		redaction_apply(&redaction, &text);
		check_text(cases[i].text, "hidden", text.array, cases[i].hidden);
		dstr_free(&text);
	}
}

static void hides_secrets_that_hold_one_another(void **state)
{
	static const struct {
		const char *secrets[3];
		const char *text;
		const char *hidden;
	} cases[] = {
		{{"live", "rtmp://a.example/live?auth=TOPSECRET"},
		 "stream_url rtmp://a.example/live?auth=TOPSECRET is not reachable",
		 "stream_url " MASK " is not reachable"},
		{{"stream", "rtmp://stream.example.org/app?auth=TOPSECRET"},
		 "stream rtmp%3A%2F%2Fstream.example.org%2Fapp%3Fauth%3DTOPSECRET",
		 MASK " " MASK},
		{{"church", "church?pass=S3cret"}, "church?pass=S3cret church?pass&#61;S3cret", MASK " " MASK},
		{{"one two", "two three", "three four"}, "one two three four five", MASK " five"},
		{{"one", "two", "two"}, "onetwo", MASK MASK},
		{{"a%26", "a&b"}, "a%26b", MASK},
		{{"key", "my key"}, "my<br>key", MASK},
		{{"live", "my  live  key"}, "my\nlive key", MASK},
		{{"wbr", "x7Qa-key9"}, "x7Qa<wbr>-key9", MASK},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t first = 0; first < 3; first++) {
			const struct redaction redaction = {.secrets = {cases[i].secrets[first],
									cases[i].secrets[(first + 1) % 3],
									cases[i].secrets[(first + 2) % 3]}};
			struct dstr text = {0};
			char *readable;

			dstr_copy(&text, cases[i].text);
			redaction_apply(&redaction, &text);
			check_text(cases[i].text, "hidden", text.array, cases[i].hidden);
			dstr_free(&text);
			readable = redaction_readable_text(&redaction, cases[i].text, strlen(cases[i].text), 80);
			check_text(cases[i].text, "readable", readable, cases[i].hidden);
			bfree(readable);
		}
	}
}

static void makes_bodies_readable(void **state)
{
	static const struct {
		const char *secret;
		const char *data;
		size_t max_characters;
		const char *text;
	} cases[] = {
		{NULL, "plain", 80, "plain"},
		{NULL, "  a \t\r\n  b  ", 80, "a b"},
		{NULL, "<html><body><h1>502 Bad Gateway</h1>nginx</body></html>", 80, "502 Bad Gateway nginx"},
		{NULL, "<style>p { color: red }</style>a<SCRIPT>alert('x')</SCRIPT>b", 80, "a b"},
		{NULL, "a < b > c", 80, "a < b > c"},
		{NULL, "<unterminated", 80, NULL},
		{NULL, "<script>unterminated", 80, NULL},
		{NULL, "a\x01\x1b[31mb\x7f", 80, "a [31mb"},
		{NULL,
		 "a\xc2\x85"
		 "b",
		 80, "a b"},
		{NULL,
		 "a\xff\xfe\x80"
		 "b",
		 80, "a b"},
		{NULL, "a\xc3", 80, "a"},
		{NULL, "a\xe2\x82", 80, "a"},
		{NULL,
		 "a\xc0\xaf"
		 "b\xe0\x80\xaf"
		 "c\xf0\x80\x80\xaf"
		 "d",
		 80, "a b c d"},
		{NULL,
		 "a\xed\xa0\x80"
		 "b\xf4\x90\x80\x80"
		 "c\xf5\x80\x80\x80",
		 80, "a b c"},
		{NULL, "caf\u00e9 \u65e5\u672c\U0001f600", 80, "caf\u00e9 \u65e5\u672c\U0001f600"},
		{NULL, "a\u2027b\u2028c\u202ed\u202fe\u2065f\u2066g\u2069h\u206ai", 80,
		 "a\u2027b c d\u202fe\u2065f g h\u206ai"},
		{NULL, "caf\u00e9s", 4, "caf\u00e9\u2026"},
		{NULL, "caf\u00e9", 4, "caf\u00e9"},
		{NULL, "caf\u00e9  ", 4, "caf\u00e9"},
		{NULL, "ab cd", 3, "ab\u2026"},
		{NULL, "abc", 0, NULL},
		{NULL, " \r\n", 80, NULL},
		{NULL, "", 80, NULL},
		{"x7Qa", "key x7Qa!", 80, "key " MASK "!"},
		{"x7Qa", "key x7Qa and more", 6, "key \u2022\u2022\u2026"},
		{"x7Qa-key9", "key x7Qa<wbr>-key9<br>is", 80, "key " MASK " is"},
		{"x7Qa-key9", "key x7Qa\u200b-key9 is", 80, "key " MASK " is"},
		{"my key x7Qa", "no my\n\tkey   x7Qa!", 80, "no " MASK "!"},
		{"my  key", "no my \n key!", 80, "no " MASK "!"},
		/* cut in the middle of a secret, which is known as one only when folded */
		{"my key x7Qa", "no my\nkey\nx7Qa!", 12, "no " MASK "!"},
		{"my key x7Qa", "no my\nkey\nx7Qa and", 10, "no " MASK " an\u2026"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct redaction redaction = {.secrets = {cases[i].secret}};
		char *text = redaction_readable_text(&redaction, cases[i].data, strlen(cases[i].data),
						     cases[i].max_characters);

		check_text(cases[i].data, "text", text, cases[i].text);
		bfree(text);
	}
}

static void hides_what_hiding_has_made_readable(void **state)
{
	const struct redaction redaction = {.secrets = {"<i", "a b"}};
	static const char data[] = "<i a\nb>c";
	char *text = redaction_readable_text(&redaction, data, strlen(data), 80);

	(void)state;
	assert_string_equal(text, MASK " " MASK ">c");
	bfree(text);
}

static void reads_no_further_than_told(void **state)
{
	const struct redaction none = {.secrets = {NULL}};
	char *text = redaction_readable_text(&none, "abcdef", 3, 80);

	(void)state;
	assert_string_equal(text, "abc");
	bfree(text);
	text = redaction_readable_text(&none, "ab\0cd", 5, 80);
	assert_string_equal(text, "ab");
	bfree(text);
	assert_null(redaction_readable_text(&none, NULL, 0, 80));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hides_secrets_however_they_are_written),
		cmocka_unit_test(hides_secrets_that_hold_one_another),
		cmocka_unit_test(makes_bodies_readable),
		cmocka_unit_test(hides_what_hiding_has_made_readable),
		cmocka_unit_test(reads_no_further_than_told),
	};

	return RUN_TESTS(tests);
}
