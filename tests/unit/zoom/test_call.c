/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <jansson.h>

#include "core/zoom/call.h"

static void builds_paths(void **state)
{
	static const struct {
		enum broadcast_kind kind;
		uint64_t id;
		const char *url;
	} cases[] = {
		{BROADCAST_KIND_MEETING, 85746065432, "/meetings/85746065432"},
		{BROADCAST_KIND_UNKNOWN, 85746065432, "/meetings/85746065432"},
		{BROADCAST_KIND_WEBINAR, 99999999999, "/webinars/99999999999"},
		{BROADCAST_KIND_MEETING, 123456789, "/meetings/123456789"},
		{BROADCAST_KIND_MEETING, UINT64_MAX, "/meetings/18446744073709551615"},
	};
	const struct livestream livestream = {.stream_url = "rtmp://a/b", .stream_key = "k", .page_url = "p"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_request requests[3] = {{0}, {0}, {0}};
		char livestream_url[80];

		snprintf(livestream_url, sizeof(livestream_url), "%s/livestream", cases[i].url);
		assert_true(zoom_call_update_livestream(&requests[0], cases[i].kind, cases[i].id, &livestream,
							ENCODING_MULTIPART));
		zoom_call_get_livestream(&requests[1], cases[i].kind, cases[i].id);
		zoom_call_get_meeting(&requests[2], cases[i].kind, cases[i].id);
		for (size_t j = 0; j < COUNT(requests); j++) {
			check_text(cases[i].url, "URL", requests[j].url, j < 2 ? livestream_url : cases[i].url);
			assert_int_equal(requests[j].method, j ? HTTP_METHOD_GET : HTTP_METHOD_PATCH);
			assert_true(requests[j].is_idempotent);
			assert_null(requests[j].bearer_token);
			assert_int_equal(requests[j].part_count, j ? 0 : 3);
			assert_null(requests[j].json);
			assert_int_equal(requests[j].total_timeout_ms, 0);
			http_request_free(&requests[j]);
			assert_null(requests[j].url);
		}
	}
}

static const char *const names[] = {"stream_url", "stream_key", "page_url", "resolution"};

/* In both encodings: these members, in this order, and no more. */
static void check_update(const struct livestream *livestream, const char *const *expected, size_t count)
{
	const char *label = expected[0];
	struct http_request form = {0}, json = {0};
	json_t *body;

	assert_true(zoom_call_update_livestream(&form, BROADCAST_KIND_MEETING, 1, livestream, ENCODING_MULTIPART));
	assert_true(zoom_call_update_livestream(&json, BROADCAST_KIND_MEETING, 1, livestream, ENCODING_JSON));
	check_number(label, "parts", (long long)form.part_count, (long long)count);
	assert_null(form.json);
	assert_int_equal(json.part_count, 0);
	body = json_loads(json.json, 0, NULL);
	check_number(label, "members", (long long)json_object_size(body), (long long)count);
	for (size_t i = 0; i < count; i++) {
		check_text(label, "part's name", form.parts[i].name, names[i]);
		check_text(label, "part", form.parts[i].value, expected[i]);
		check_text(label, "member", json_string_value(json_object_get(body, names[i])), expected[i]);
	}
	json_decref(body);
	http_request_free(&form);
	http_request_free(&json);
}

static void takes_values_byte_for_byte(void **state)
{
	static char *const values[] = {
		"plain",
		" leading, inner  and trailing ",
		"?a=b&c=d-_~%20+",
		"\"quoted\" and 'quoted' \\ / \\n",
		"line\r\nends\n\t\x01\x7f",
		"\u00e9\u65e5\u672c\U0001f600\u2028",
		"--boundary\r\nContent-Disposition: form-data; name=\"x\"",
		"</script>{\"a\":[1]}",
		"\xef\xbb\xbf@file;type=x",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct livestream livestream = {.stream_url = values[i],
						.stream_key = values[(i + 1) % COUNT(values)],
						.page_url = values[(i + 2) % COUNT(values)]};
		const char *const expected[] = {livestream.stream_url, livestream.stream_key, livestream.page_url,
						values[(i + 3) % COUNT(values)]};

		check_update(&livestream, expected, 3);
		livestream.resolution = values[(i + 3) % COUNT(values)];
		check_update(&livestream, expected, 4);
	}
}

/* Left out, Zoom would keep what it holds: a mixture of two livestreams. */
static void leaves_out_the_resolution_alone(void **state)
{
	static const struct {
		struct livestream livestream;
		const char *expected[4];
		size_t count;
	} cases[] = {
		{{NULL, NULL, NULL, NULL}, {"", "", ""}, 3},
		{{"rtmp://a/b", NULL, NULL, NULL}, {"rtmp://a/b", "", ""}, 3},
		{{NULL, "k", NULL, "720p"}, {"", "k", "", "720p"}, 4},
		{{NULL, NULL, "https://p", ""}, {"", "", "https://p", ""}, 4},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_update(&cases[i].livestream, cases[i].expected, cases[i].count);
}

static void refuses_json_of_other_encodings(void **state)
{
	static const struct livestream cases[] = {
		{"\xff\xfe", "k", "https://p", NULL},
		{"rtmp://a/b", "\xff\xfe", "https://p", NULL},
		{"rtmp://a/b", "k", "\xff\xfe", NULL},
		{"rtmp://a/b", "k", "https://p", "\xff\xfe"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_request request = {0};

		assert_false(
			zoom_call_update_livestream(&request, BROADCAST_KIND_MEETING, 1, &cases[i], ENCODING_JSON));
		assert_null(request.json);
		http_request_free(&request);
		assert_true(zoom_call_update_livestream(&request, BROADCAST_KIND_MEETING, 1, &cases[i],
							ENCODING_MULTIPART));
		assert_string_equal(request.parts[i].value, "\xff\xfe");
		http_request_free(&request);
	}
}

static void names_encodings(void **state)
{
	(void)state;
	assert_int_equal(encoding_from_name("multipart"), ENCODING_MULTIPART);
	assert_int_equal(encoding_from_name("json"), ENCODING_JSON);
	assert_int_equal(encoding_from_name("JSON"), 0);
	assert_int_equal(encoding_from_name(""), 0);
	assert_int_equal(encoding_from_name(NULL), 0);
	assert_string_equal(encoding_name(ENCODING_MULTIPART), "multipart");
	assert_string_equal(encoding_name(ENCODING_JSON), "json");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_paths),
		cmocka_unit_test(takes_values_byte_for_byte),
		cmocka_unit_test(leaves_out_the_resolution_alone),
		cmocka_unit_test(refuses_json_of_other_encodings),
		cmocka_unit_test(names_encodings),
	};

	return RUN_TESTS(tests);
}
