/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/secret.h"
#include "core/model/destination.h"
#include "core/model/page_url.h"
#include "core/store/undo_text.h"

#define URL "rtmp://a.example/live"
#define KEY "planted-key-x7Qa"
#define PAGE "https://p.example/"

static void comes_back_from_its_text(void **state)
{
	static char *const values[] = {
		NULL, "",   "plain", " inner and outer ", "\"\\/\b\f\n\r\t\x01\x7f", "\u00e9\u65e5\U0001f600\u2028",
		"{}", "a:b"};

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		const struct livestream original = {
			.stream_url = values[i],
			.stream_key = values[(i + 1) % COUNT(values)],
			.page_url = values[(i + 2) % COUNT(values)],
			.resolution = values[(i + 3) % COUNT(values)],
		};
		struct livestream back = {.stream_url = bstrdup("old"), .resolution = bstrdup("old")};
		char *text = undo_text_make(&original);
		const char *label = values[i] ? values[i] : "(null)";

		assert_non_null(text);
		assert_true(undo_text_read(&back, text));
		check_text(label, "stream_url", back.stream_url, original.stream_url);
		check_text(label, "stream_key", back.stream_key, original.stream_key);
		check_text(label, "page_url", back.page_url, original.page_url);
		check_text(label, "resolution", back.resolution, original.resolution);
		livestream_free(&back);
		secret_free(text);
	}
}

static void makes_no_text_of_other_encodings(void **state)
{
	static const struct livestream cases[] = {
		{.stream_url = "\xff"},
		{.stream_url = URL, .stream_key = "caf\xe9"},
		{.stream_url = URL, .stream_key = KEY, .page_url = "\xed\xa0\x80"},
		{.resolution = "\xc0\x80"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_null(undo_text_make(&cases[i]));
}

static void refuses_other_texts(void **state)
{
	static const char *const texts[] = {
		NULL, "", " ", "null", "[]", "\"{}\"", "{", "{\"stream_url\":\"a\"", "{\"stream_url\":\"\xff\"}",
		"{}x"};
	struct livestream livestream = {.stream_key = bstrdup(KEY)};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_false(undo_text_read(&livestream, texts[i]));
		assert_string_equal(livestream.stream_key, KEY);
	}
	/* what is no text is not told; what is not known is passed over */
	assert_true(undo_text_read(&livestream, "{\"stream_url\":7,\"stream_key\":null,\"page_url\":[],"
						"\"resolution\":{},\"later\":\"x\"}"));
	assert_null(livestream.stream_url);
	assert_null(livestream.stream_key);
	assert_null(livestream.page_url);
	assert_null(livestream.resolution);
}

/*
 * The smallest keychain is Windows', of which QtKeychain 0.15 uses an entry's 2,560 bytes and its 64 attributes of 256.
 * What it encrypts grows by some 300 bytes.
 */
static void fits_into_the_smallest_keychain(void **state)
{
	static const char *const characters[] = {"x", "\"", "/", "\u00e9", "\u65e5", "\U0001f600", "\x01"};
	const size_t size_max = 2560 + 64 * 256 - 512;

	(void)state;
	for (size_t i = 0; i < COUNT(characters); i++) {
		struct livestream longest = {
			.stream_url = repeat_text(characters[i], DESTINATION_URL_CHARACTERS_MAX),
			.stream_key = repeat_text(characters[i], DESTINATION_KEY_CHARACTERS_MAX),
			.page_url = repeat_text(characters[i], PAGE_URL_CHARACTERS_MAX),
			.resolution = bstrdup("1080p"),
		};
		struct livestream back = {0};
		char *text = undo_text_make(&longest);

		assert_non_null(text);
		if (strlen(text) > size_max)
			fail_msg("of \"%s\" it has %zu bytes, more than %zu", characters[i], strlen(text), size_max);
		assert_true(undo_text_read(&back, text));
		check_text(characters[i], "stream_url", back.stream_url, longest.stream_url);
		check_text(characters[i], "stream_key", back.stream_key, longest.stream_key);
		check_text(characters[i], "page_url", back.page_url, longest.page_url);
		livestream_free(&back);
		livestream_free(&longest);
		secret_free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_from_its_text),
		cmocka_unit_test(makes_no_text_of_other_encodings),
		cmocka_unit_test(refuses_other_texts),
		cmocka_unit_test(fits_into_the_smallest_keychain),
	};

	return RUN_TESTS(tests);
}
