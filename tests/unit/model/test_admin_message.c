/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <util/text-lookup.h>

#include "core/model/admin_message.h"
#include "core/zoom/scope.h"

#define REDIRECT_URL "http://127.0.0.1:47823/zoom"

static lookup_t *texts;

static bool find_text(const char *name, const char **text)
{
	return text_lookup_getstr(texts, name, text);
}

static bool find_nothing(const char *name, const char **text)
{
	(void)name;
	(void)text;
	return false;
}

/* As data/locale has it, with the scopes of the way. Free with bfree. */
static char *compose(enum account_method method, enum cloud cloud)
{
	char *permissions = zoom_scope_list(admin_message_app(method), false);
	char *webinar_permissions = zoom_scope_list(admin_message_app(method), true);
	const struct admin_message message = {method, cloud, REDIRECT_URL, permissions, webinar_permissions};
	char *words;

	texts = text_lookup_create(ZOOM_LOCALE_FILE);
	assert_non_null(texts);
	words = admin_message_compose(&message, find_text);
	text_lookup_destroy(texts);
	bfree(webinar_permissions);
	bfree(permissions);
	return words;
}

static void tells_every_step_and_permission(void **state)
{
	static const struct {
		enum account_method method;
		enum cloud cloud;
		enum account_method app;  /* whose scopes are told */
		const char *steps[9];     /* in this order */
		const char *strangers[4]; /* what is of other ways */
	} cases[] = {
		{ACCOUNT_METHOD_SERVER_TO_SERVER,
		 CLOUD_COMMERCIAL,
		 ACCOUNT_METHOD_SERVER_TO_SERVER,
		 {"1. Open https://marketplace.zoom.us ", "\n2. ", "Server-to-Server OAuth App", "\n3. ", "\n4. ",
		  "\n5. ", "\n6. ", "Account ID, Client ID and Client Secret", "https://zoom.us."},
		 {"7. ", REDIRECT_URL, "General App", "curl"}},
		{ACCOUNT_METHOD_AUTHORIZATION_CODE,
		 CLOUD_COMMERCIAL,
		 ACCOUNT_METHOD_AUTHORIZATION_CODE,
		 {"1. Open https://marketplace.zoom.us ", "\n2. ", "General App", "\n3. ", "\n4. ",
		  "\n\n" REDIRECT_URL "\n\n", "\n5. ", "\n6. ", "\n7. "},
		 {"8. ", "Server-to-Server", "Account ID", ":admin"}},
		{ACCOUNT_METHOD_DEVICE_CODE,
		 CLOUD_GOVERNMENT,
		 ACCOUNT_METHOD_DEVICE_CODE,
		 {"1. Open https://marketplace.zoomgov.com ", "\n2. ", "General App", "\n3. ", "\n4. ",
		  "Use App on Device", "\n5. ", "\n6. ", "https://zoomgov.com."},
		 {"8. ", REDIRECT_URL, "Account ID", ":admin"}},
		{ACCOUNT_METHOD_ACCESS_TOKEN,
		 CLOUD_GOVERNMENT,
		 ACCOUNT_METHOD_SERVER_TO_SERVER,
		 {"1. Open https://marketplace.zoomgov.com ", "\n2. ", "Server-to-Server OAuth App", "\n3. ", "\n4. ",
		  "\n5. ", "\n6. ", "-d account_id=ACCOUNT_ID https://zoomgov.com/oauth/token\n", "\n7. "},
		 {"8. ", REDIRECT_URL, "General App", "https://zoom.us"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = account_method_name(cases[i].method);
		char *words = compose(cases[i].method, cases[i].cloud);
		const char *at = words;

		for (size_t j = 0; j < COUNT(cases[i].steps); j++) {
			at = strstr(at, cases[i].steps[j]);
			if (!at)
				fail_msg("%s: \"%s\" is missing, or stands before the steps above: %s", label,
					 cases[i].steps[j], words);
		}
		for (size_t j = 0; j < COUNT(cases[i].strangers); j++)
			check_absent(label, "the message", words, cases[i].strangers[j]);
		for (int feature = 1; feature <= FEATURE_COUNT; feature++) {
			struct dstr line = {0};

			dstr_printf(&line, "\n%s\n", zoom_scope_of((enum feature)feature, cases[i].app));
			if (!strstr(words, line.array))
				fail_msg("%s: no line %s", label, line.array);
			dstr_free(&line);
		}
		/* what webinars need is told apart */
		assert_true(strstr(words, "meeting:update:livestream") < strstr(words, "webinar"));
		assert_true(strstr(words, "user:read:settings") < strstr(words, "webinar"));
		/* to be pasted as it is: no hole, no blank at an end, no more than one empty line */
		if (strpbrk(words, "{}\\\t") || strstr(words, "  ") || strstr(words, " \n") || strstr(words, "\n\n\n"))
			fail_msg("%s: %s", label, words);
		bfree(words);
	}
}

static bool find_sample(const char *name, const char **text)
{
	static const char *const samples[][2] = {
		{"Account.AdminMessage.Request", "{portal} {unknown} {"},
		{"Account.AdminMessage.authorization_code", "{redirect_url}{permissions}"},
	};

	for (size_t i = 0; i < COUNT(samples); i++) {
		if (strcmp(name, samples[i][0]) == 0) {
			*text = samples[i][1];
			return true;
		}
	}
	return false;
}

static void fills_in_one_pass(void **state)
{
	const struct admin_message message = {.method = ACCOUNT_METHOD_AUTHORIZATION_CODE,
					      .cloud = CLOUD_COMMERCIAL,
					      .redirect_uri = "{permissions}{portal}",
					      .permissions = "all"};
	const struct admin_message empty = {.method = ACCOUNT_METHOD_AUTHORIZATION_CODE, .cloud = CLOUD_COMMERCIAL};
	char *words = admin_message_compose(&message, find_sample);

	(void)state;
	assert_string_equal(words, "https://zoom.us {unknown} {\n\n{permissions}{portal}all");
	bfree(words);
	words = admin_message_compose(&empty, find_sample);
	assert_string_equal(words, "https://zoom.us {unknown} {\n\n");
	bfree(words);
	words = admin_message_compose(&message, find_nothing);
	assert_string_equal(words, "");
	bfree(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_every_step_and_permission),
		cmocka_unit_test(fills_in_one_pass),
	};

	return RUN_TESTS(tests);
}
