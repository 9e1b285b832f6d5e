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
	for (int feature = 1; feature <= FEATURE_COUNT; feature++) {
		/* a token that has them all may do it all, by either list */
		assert_true(zoom_scope_allows(own, (enum feature)feature));
		assert_true(zoom_scope_allows(admin, (enum feature)feature));
		assert_string_equal(zoom_scope_of((enum feature)feature, ACCOUNT_METHOD_DEVICE_CODE),
				    zoom_scope_of((enum feature)feature, ACCOUNT_METHOD_ACCESS_TOKEN));
	}
	bfree(own);
	bfree(admin);
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
