/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/scope.h"

static void names_the_scopes_of_the_apps_page(void **state)
{
	static const struct {
		enum account_method method;
		const char *scopes;
		const char *webinars;
	} cases[] = {
		{ACCOUNT_METHOD_AUTHORIZATION_CODE,
		 "meeting:update:livestream\nmeeting:read:livestream\nmeeting:read:meeting\n"
		 "meeting:update:livestream_status\nuser:read:user\nuser:read:settings",
		 "webinar:update:livestream\nwebinar:read:livestream\nwebinar:read:webinar\n"
		 "webinar:update:livestream_status"},
		{ACCOUNT_METHOD_SERVER_TO_SERVER,
		 "meeting:update:livestream:admin\nmeeting:read:livestream:admin\nmeeting:read:meeting:admin\n"
		 "meeting:update:livestream_status:admin\nuser:read:user:admin\nuser:read:settings:admin",
		 "webinar:update:livestream:admin\nwebinar:read:livestream:admin\nwebinar:read:webinar:admin\n"
		 "webinar:update:livestream_status:admin"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *scopes = zoom_scope_list(cases[i].method, false);
		char *webinars = zoom_scope_list(cases[i].method, true);

		assert_string_equal(scopes, cases[i].scopes);
		assert_string_equal(webinars, cases[i].webinars);
		for (int feature = 1; feature <= FEATURE_COUNT; feature++) {
			/* a token that has them may do what they are for, and nothing else, by either list */
			const bool is_for_webinars = feature_is_for_webinars((enum feature)feature);

			assert_int_equal(zoom_scope_allows(scopes, (enum feature)feature), !is_for_webinars);
			assert_int_equal(zoom_scope_allows(webinars, (enum feature)feature), is_for_webinars);
		}
		bfree(scopes);
		bfree(webinars);
	}
	for (int feature = 1; feature <= FEATURE_COUNT; feature++)
		assert_string_equal(zoom_scope_of((enum feature)feature, ACCOUNT_METHOD_DEVICE_CODE),
				    zoom_scope_of((enum feature)feature, ACCOUNT_METHOD_ACCESS_TOKEN));
}

static void knows_what_scopes_allow(void **state)
{
	static const struct {
		const char *scopes;
		enum feature feature;
		bool allowed;
	} cases[] = {
		{"meeting:update:livestream", FEATURE_PUSH_MEETING, true},
		{"user:read:user meeting:update:livestream:admin", FEATURE_PUSH_MEETING, true},
		{"user:read:user,meeting:update:livestream:master", FEATURE_PUSH_MEETING, true},
		{"meeting:write", FEATURE_PUSH_MEETING, true},
		{"  meeting:write:admin  ", FEATURE_PUSH_MEETING, true},
		{"meeting:read", FEATURE_PUSH_MEETING, false},
		{"meeting:update:livestream_status", FEATURE_PUSH_MEETING, false},
		{"meeting:update:livestream:nonsense", FEATURE_PUSH_MEETING, false},
		{"meeting:update", FEATURE_PUSH_MEETING, false},
		{"xmeeting:write", FEATURE_PUSH_MEETING, false},
		{"webinar:update:livestream webinar:write", FEATURE_PUSH_MEETING, false},
		{"", FEATURE_PUSH_MEETING, false},
		{" ", FEATURE_PUSH_MEETING, false},
		{"meeting:read", FEATURE_CHECK_MEETING, true},
		{"meeting:read:admin", FEATURE_NAME_MEETING, true},
		{"meeting:read:livestream", FEATURE_NAME_MEETING, false},
		{"webinar:write", FEATURE_PUSH_WEBINAR, true},
		{"webinar:read:admin", FEATURE_CHECK_WEBINAR, true},
		{"webinar:read:webinar", FEATURE_NAME_WEBINAR, true},
		{"user:read", FEATURE_TELL_USER, true},
		{"user:read:admin", FEATURE_TELL_SETTINGS, true},
		{"user:read:user", FEATURE_TELL_SETTINGS, false},
		{"meeting:update:livestream_status", FEATURE_START_MEETING, true},
		{"meeting:write:admin", FEATURE_START_MEETING, true},
		{"meeting:update:livestream", FEATURE_START_MEETING, false},
		{"meeting:update:livestream_status", FEATURE_START_WEBINAR, false},
		{"webinar:write", FEATURE_START_WEBINAR, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].scopes, "allowed", zoom_scope_allows(cases[i].scopes, cases[i].feature),
			     cases[i].allowed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_scopes_of_the_apps_page),
		cmocka_unit_test(knows_what_scopes_allow),
	};

	return RUN_TESTS(tests);
}
