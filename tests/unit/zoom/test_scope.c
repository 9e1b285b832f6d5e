/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/scope.h"

static void names_the_scopes_of_the_apps_page(void **state)
{
	char *own = zoom_scope_list(ACCOUNT_METHOD_AUTHORIZATION_CODE);
	char *admin = zoom_scope_list(ACCOUNT_METHOD_SERVER_TO_SERVER);

	(void)state;
	assert_string_equal(own, "meeting:update:livestream\nmeeting:read:livestream\nmeeting:read:meeting\n"
				 "webinar:update:livestream\nwebinar:read:livestream\nwebinar:read:webinar\n"
				 "user:read:user\nuser:read:settings");
	assert_string_equal(admin, "meeting:update:livestream:admin\nmeeting:read:livestream:admin\n"
				   "meeting:read:meeting:admin\nwebinar:update:livestream:admin\n"
				   "webinar:read:livestream:admin\nwebinar:read:webinar:admin\n"
				   "user:read:user:admin\nuser:read:settings:admin");
	for (int feature = 1; feature <= ZOOM_FEATURE_COUNT; feature++) {
		/* a token that has them all may do it all, by either list */
		assert_true(zoom_scope_allows(own, (enum zoom_feature)feature));
		assert_true(zoom_scope_allows(admin, (enum zoom_feature)feature));
		assert_string_equal(zoom_scope_of((enum zoom_feature)feature, ACCOUNT_METHOD_DEVICE_CODE),
				    zoom_scope_of((enum zoom_feature)feature, ACCOUNT_METHOD_ACCESS_TOKEN));
	}
	bfree(own);
	bfree(admin);
}

static void knows_what_scopes_allow(void **state)
{
	static const struct {
		const char *scopes;
		enum zoom_feature feature;
		bool allowed;
	} cases[] = {
		{"meeting:update:livestream", ZOOM_FEATURE_PUSH_MEETING, true},
		{"user:read:user meeting:update:livestream:admin", ZOOM_FEATURE_PUSH_MEETING, true},
		{"user:read:user,meeting:update:livestream:master", ZOOM_FEATURE_PUSH_MEETING, true},
		{"meeting:write", ZOOM_FEATURE_PUSH_MEETING, true},
		{"  meeting:write:admin  ", ZOOM_FEATURE_PUSH_MEETING, true},
		{"meeting:read", ZOOM_FEATURE_PUSH_MEETING, false},
		{"meeting:update:livestream_status", ZOOM_FEATURE_PUSH_MEETING, false},
		{"meeting:update:livestream:nonsense", ZOOM_FEATURE_PUSH_MEETING, false},
		{"meeting:update", ZOOM_FEATURE_PUSH_MEETING, false},
		{"xmeeting:write", ZOOM_FEATURE_PUSH_MEETING, false},
		{"webinar:update:livestream webinar:write", ZOOM_FEATURE_PUSH_MEETING, false},
		{"", ZOOM_FEATURE_PUSH_MEETING, false},
		{" ", ZOOM_FEATURE_PUSH_MEETING, false},
		{"meeting:read", ZOOM_FEATURE_CHECK_MEETING, true},
		{"meeting:read:admin", ZOOM_FEATURE_NAME_MEETING, true},
		{"meeting:read:livestream", ZOOM_FEATURE_NAME_MEETING, false},
		{"webinar:write", ZOOM_FEATURE_PUSH_WEBINAR, true},
		{"webinar:read:admin", ZOOM_FEATURE_CHECK_WEBINAR, true},
		{"webinar:read:webinar", ZOOM_FEATURE_NAME_WEBINAR, true},
		{"user:read", ZOOM_FEATURE_TELL_USER, true},
		{"user:read:admin", ZOOM_FEATURE_TELL_SETTINGS, true},
		{"user:read:user", ZOOM_FEATURE_TELL_SETTINGS, false},
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
