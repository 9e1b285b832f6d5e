/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/text.h"

static void copies(void **state)
{
	char *text = text_copy("abc");

	(void)state;
	assert_string_equal(text, "abc");
	text_set(&text, text + 1);
	assert_string_equal(text, "bc");
	text_set(&text, NULL);
	assert_null(text);
	text_set(&text, "");
	assert_string_equal(text, "");
	bfree(text);
	assert_null(text_copy(NULL));
}

static void compares(void **state)
{
	(void)state;
	assert_true(text_same(NULL, ""));
	assert_true(text_same(NULL, NULL));
	assert_true(text_same("a", "a"));
	assert_false(text_same("a", NULL));
	assert_false(text_same("a", "A"));
	assert_string_equal(text_or_empty(NULL), "");
	assert_string_equal(text_or_empty("a"), "a");
}

static void tells_what_fits_into_a_header(void **state)
{
	static const char *const others[] = {NULL, " ", "a b", "a\r\nb", "a\tb", "a\x7f", "\u00e9", "a\x80"};

	(void)state;
	assert_true(text_is_visible_ascii("!azAZ09~"));
	assert_true(text_is_visible_ascii(""));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(text_is_visible_ascii(others[i]));
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(text_character_count(NULL), 0);
	assert_int_equal(text_character_count("a\u00e9\u65e5\U0001f600"), 4);
	assert_true(text_is_blank(NULL));
	assert_true(text_is_blank(" \t\r\n"));
	assert_false(text_is_blank(" a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies),
		cmocka_unit_test(compares),
		cmocka_unit_test(tells_what_fits_into_a_header),
		cmocka_unit_test(counts_characters),
	};

	return RUN_TESTS(tests);
}
