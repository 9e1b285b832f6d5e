/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "unit_test.h"

#include <jansson.h>

#include "zoom_request.h"

#define API "https://api.zoom.us/v2"

static void builds_paths(void **state)
{
	static const struct {
		enum broadcast_kind kind;
		uint64_t id;
		const char *url;
	} cases[] = {
		{BROADCAST_KIND_MEETING, 85746065432, API "/meetings/85746065432/livestream"},
		{BROADCAST_KIND_UNKNOWN, 85746065432, API "/meetings/85746065432/livestream"},
		{BROADCAST_KIND_WEBINAR, 99999999999, API "/webinars/99999999999/livestream"},
		{BROADCAST_KIND_MEETING, 123456789, API "/meetings/123456789/livestream"},
		{BROADCAST_KIND_MEETING, UINT64_MAX, API "/meetings/18446744073709551615/livestream"},
	};
	struct destination destination = {.url = "rtmp://a/b", .key = "k"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_request update = {0}, get = {0};

		assert_true(zoom_request_update_livestream(&update, API, "token", cases[i].kind, cases[i].id,
							   &destination, "https://p", ZOOM_ENCODING_MULTIPART));
		zoom_request_get_livestream(&get, API, "token", cases[i].kind, cases[i].id);
		check_text(cases[i].url, "update", update.url, cases[i].url);
		check_text(cases[i].url, "get", get.url, cases[i].url);
		assert_int_equal(update.method, HTTP_METHOD_PATCH);
		assert_int_equal(get.method, HTTP_METHOD_GET);
		assert_string_equal(update.bearer_token, "token");
		assert_string_equal(get.bearer_token, "token");
		assert_int_equal(get.part_count, 0);
		assert_null(get.json);
		http_request_free(&update);
		http_request_free(&get);
		assert_null(update.url);
	}
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
	static const char *const names[] = {"stream_url", "stream_key", "page_url"};

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct destination destination = {.url = values[i], .key = values[(i + 1) % COUNT(values)]};
		const char *expected[] = {destination.url, destination.key, values[(i + 2) % COUNT(values)]};
		struct http_request form = {0}, json = {0};
		json_t *body;

		assert_true(zoom_request_update_livestream(&form, API, "t", BROADCAST_KIND_MEETING, 1, &destination,
							   expected[2], ZOOM_ENCODING_MULTIPART));
		assert_true(zoom_request_update_livestream(&json, API, "t", BROADCAST_KIND_MEETING, 1, &destination,
							   expected[2], ZOOM_ENCODING_JSON));
		assert_int_equal(form.part_count, 3);
		assert_null(form.json);
		assert_int_equal(json.part_count, 0);
		body = json_loads(json.json, 0, NULL);
		assert_int_equal(json_object_size(body), 3);
		for (size_t j = 0; j < COUNT(names); j++) {
			check_text(values[i], "part's name", form.parts[j].name, names[j]);
			check_text(values[i], "part", form.parts[j].value, expected[j]);
			check_text(values[i], "member", json_string_value(json_object_get(body, names[j])),
				   expected[j]);
		}
		json_decref(body);
		http_request_free(&form);
		http_request_free(&json);
	}
}

static void refuses_json_of_other_encodings(void **state)
{
	struct destination destination = {.url = "rtmp://a/b", .key = "\xff\xfe"};
	struct http_request request = {0};

	(void)state;
	assert_false(zoom_request_update_livestream(&request, API, "t", BROADCAST_KIND_MEETING, 1, &destination,
						    "https://p", ZOOM_ENCODING_JSON));
	http_request_free(&request);
	assert_true(zoom_request_update_livestream(&request, API, "t", BROADCAST_KIND_MEETING, 1, &destination,
						   "https://p", ZOOM_ENCODING_MULTIPART));
	assert_string_equal(request.parts[1].value, "\xff\xfe");
	http_request_free(&request);
}

static void names_encodings(void **state)
{
	(void)state;
	assert_int_equal(zoom_encoding_from_name("multipart"), ZOOM_ENCODING_MULTIPART);
	assert_int_equal(zoom_encoding_from_name("json"), ZOOM_ENCODING_JSON);
	assert_int_equal(zoom_encoding_from_name("JSON"), 0);
	assert_int_equal(zoom_encoding_from_name(""), 0);
	assert_int_equal(zoom_encoding_from_name(NULL), 0);
	assert_string_equal(zoom_encoding_name(ZOOM_ENCODING_MULTIPART), "multipart");
	assert_string_equal(zoom_encoding_name(ZOOM_ENCODING_JSON), "json");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_paths),
		cmocka_unit_test(takes_values_byte_for_byte),
		cmocka_unit_test(refuses_json_of_other_encodings),
		cmocka_unit_test(names_encodings),
	};

	return RUN_TESTS(tests);
}
