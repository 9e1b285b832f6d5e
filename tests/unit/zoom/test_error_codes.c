/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/error_codes.h"

static void leads_to_the_portal_of_the_cloud(void **state)
{
	static const struct {
		long code;
		const char *commercial;
		const char *government;
	} cases[] = {
		{124, "https://marketplace.zoom.us/user/build", "https://marketplace.zoomgov.com/user/build"},
		{4711, "https://marketplace.zoom.us/user/build", "https://marketplace.zoomgov.com/user/build"},
		{3001, "https://zoom.us/meeting", "https://zoomgov.com/meeting"},
		{3161, "https://zoom.us/account/user", "https://zoomgov.com/account/user"},
		{200, NULL, NULL},
		{300, NULL, NULL},
		{429, NULL, NULL},
		{1001, NULL, NULL},
		{3000, NULL, NULL},
		{9999, NULL, NULL},
		{0, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const enum cloud clouds[] = {CLOUD_COMMERCIAL, CLOUD_GOVERNMENT, 0};
		const char *const expected[] = {cases[i].commercial, cases[i].government, NULL};
		char label[24];

		snprintf(label, sizeof(label), "%ld", cases[i].code);
		for (size_t j = 0; j < COUNT(clouds); j++) {
			char *url = zoom_error_codes_page_url(cases[i].code, clouds[j]);

			check_text(label, "page", url, expected[j]);
			bfree(url);
		}
	}
}

/* As a reply's problem has it. */
static void is_carried_by_the_problem(void **state)
{
	static char body[] = "{\"code\":3001,\"message\":\"Meeting does not exist: 1.\"}";
	const struct http_response response = {.result = HTTP_RESULT_REPLY,
					       .status = 404,
					       .body = body,
					       .body_size = strlen(body)};
	const struct redaction redaction = {.secrets = {NULL}};
	struct zoom_reply_reading reading = {.cloud = CLOUD_GOVERNMENT, .host = "h", .redaction = &redaction};
	struct zoom_reply reply;

	(void)state;
	zoom_reply_read_update(&reply, &response, &reading);
	assert_string_equal(reply.problem.page_url, "https://zoomgov.com/meeting");
	zoom_reply_free(&reply);
	reading.cloud = CLOUD_COMMERCIAL;
	zoom_reply_read_update(&reply, &response, &reading);
	assert_string_equal(reply.problem.page_url, "https://zoom.us/meeting");
	zoom_reply_free(&reply);
}

static void knows_what_codes_mean(void **state)
{
	(void)state;
	assert_int_equal(zoom_error_codes_find(124)->outcome, ZOOM_REPLY_TOKEN);
	assert_int_equal(zoom_error_codes_find(3000)->outcome, ZOOM_REPLY_OTHER_KIND);
	assert_int_equal(zoom_error_codes_find(9999)->outcome, 0);
	assert_int_equal(zoom_error_codes_find(0)->outcome, 0);
	assert_true(zoom_error_codes_find(4711)->signs & ZOOM_ERROR_MISSING_SCOPE);
	assert_true(zoom_error_codes_find(200)->signs & ZOOM_ERROR_KIND_DOUBTED);
	assert_false(zoom_error_codes_find(200)->signs & ZOOM_ERROR_NAMES_SCOPES);
	assert_false(zoom_error_codes_find(9999)->signs & ZOOM_ERROR_MISSING_SCOPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leads_to_the_portal_of_the_cloud),
		cmocka_unit_test(is_carried_by_the_problem),
		cmocka_unit_test(knows_what_codes_mean),
	};

	return RUN_TESTS(tests);
}
