/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/livestream.h"

#define URL "rtmp://a.example/live"
#define KEY "planted-key-x7Qa"
#define PAGE "https://p.example/"

static void copies(void **state)
{
	const struct livestream whole = {.stream_url = URL, .stream_key = KEY, .page_url = PAGE, .resolution = "720p"};
	const struct livestream part = {.stream_key = KEY};
	struct livestream copy = {0};

	(void)state;
	livestream_copy(&copy, &whole);
	livestream_copy(&copy, &copy);
	assert_string_equal(copy.stream_url, URL);
	assert_string_equal(copy.stream_key, KEY);
	assert_string_equal(copy.page_url, PAGE);
	assert_string_equal(copy.resolution, "720p");
	assert_ptr_not_equal(copy.stream_key, whole.stream_key);
	livestream_copy(&copy, &part);
	assert_null(copy.stream_url);
	assert_string_equal(copy.stream_key, KEY);
	assert_null(copy.page_url);
	assert_null(copy.resolution);
	livestream_free(&copy);
	assert_null(copy.stream_key);
	livestream_free(&copy);
}

static void tells_what_differs(void **state)
{
	static const struct {
		const char *label;
		struct livestream remote;
		bool is_empty;
		bool is_whole;
		const char *difference; /* from URL, KEY and PAGE */
	} cases[] = {
		{"equal", {URL, KEY, PAGE, NULL}, false, true, NULL},
		{"another resolution", {URL, KEY, PAGE, "720p"}, false, true, NULL},
		{"nothing told", {NULL, NULL, NULL, NULL}, true, false, "stream_url"},
		{"only the resolution told", {NULL, NULL, NULL, "720p"}, true, false, "stream_url"},
		{"never configured", {"", "", "", NULL}, true, true, "stream_url"},
		{"URL", {URL "/", KEY, PAGE, NULL}, false, true, "stream_url"},
		{"letter case", {URL, "Planted-key-x7Qa", PAGE, NULL}, false, true, "stream_key"},
		{"key", {URL, "", PAGE, NULL}, false, true, "stream_key"},
		{"page URL", {URL, KEY, PAGE "x", NULL}, false, true, "page_url"},
		{"all", {"x", "y", "z", NULL}, false, true, "stream_url"},
		{"URL left out", {NULL, KEY, PAGE, NULL}, false, false, NULL},
		{"key left out", {URL, NULL, PAGE, NULL}, false, false, NULL},
		{"page URL left out", {URL, KEY, NULL, NULL}, false, true, NULL},
		{"only another page URL told", {NULL, NULL, "z", NULL}, false, false, "page_url"},
	};
	const struct livestream wanted = {.stream_url = URL, .stream_key = KEY, .page_url = PAGE};
	const struct livestream nothing = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_number(cases[i].label, "is_empty", livestream_is_empty(&cases[i].remote), cases[i].is_empty);
		check_number(cases[i].label, "is_whole", livestream_is_whole(&cases[i].remote), cases[i].is_whole);
		check_text(cases[i].label, "difference", livestream_difference(&cases[i].remote, &wanted),
			   cases[i].difference);
	}
	assert_string_equal(livestream_difference(&wanted, &nothing), "stream_url");
	assert_null(livestream_difference(&cases[4].remote, &nothing));
}

/* In place of a digest: the bytes themselves, which no two texts share. */
static char *give_bytes(void *data, const char *bytes, size_t size)
{
	size_t *calls = data;

	++*calls;
	assert_int_equal(strlen(bytes), size);
	return bstrdup_n(bytes, size);
}

static char *give_none(void *data, const char *bytes, size_t size)
{
	(void)data;
	(void)bytes;
	(void)size;
	return NULL;
}

static const char *const pieces[] = {NULL, "", "a", "ab", "1:a", "0:", ":", "a0:", "\xff"};

static struct livestream of_pieces(size_t number)
{
	return (struct livestream){
		.stream_url = (char *)pieces[number % COUNT(pieces)],
		.stream_key = (char *)pieces[number / COUNT(pieces) % COUNT(pieces)],
		.page_url = (char *)pieces[number / COUNT(pieces) / COUNT(pieces)],
	};
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static void has_the_same_digest_only_where_equal(void **state)
{
	enum { PIECES = COUNT(pieces), ALL = PIECES * PIECES * PIECES };
	static char *digests[ALL];
	size_t calls = 0;

	(void)state;
	for (size_t i = 0; i < ALL; i++) {
		const struct livestream livestream = of_pieces(i);

		digests[i] = livestream_digest(&livestream, give_bytes, &calls);
	}
	assert_int_equal(calls, ALL);
	for (size_t i = 0; i < ALL; i++) {
		const struct livestream a = of_pieces(i);

		for (size_t j = 0; j < ALL; j++) {
			const struct livestream b = of_pieces(j);
			const bool equal = same_text(a.stream_url, b.stream_url) &&
					   same_text(a.stream_key, b.stream_key) && same_text(a.page_url, b.page_url);

			if ((strcmp(digests[i], digests[j]) == 0) != equal)
				fail_msg("digests of \"%s\" and \"%s\"", digests[i], digests[j]);
		}
	}
	for (size_t i = 0; i < ALL; i++)
		bfree(digests[i]);
}

static void digests_more(void **state)
{
	char *huge = repeat_text("x", 100000);
	const struct livestream livestream = {.stream_url = huge, .stream_key = huge, .page_url = huge};
	struct livestream other = livestream;
	size_t calls = 0;
	char *digest, *other_digest;

	(void)state;
	other.resolution = "720p";
	digest = livestream_digest(&livestream, give_bytes, &calls);
	other_digest = livestream_digest(&other, give_bytes, &calls);
	assert_true(strlen(digest) > 300000);
	assert_string_equal(digest, other_digest);
	assert_null(livestream_digest(&livestream, give_none, NULL));
	bfree(digest);
	bfree(other_digest);
	bfree(huge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies),
		cmocka_unit_test(tells_what_differs),
		cmocka_unit_test(has_the_same_digest_only_where_equal),
		cmocka_unit_test(digests_more),
	};

	return RUN_TESTS(tests);
}
