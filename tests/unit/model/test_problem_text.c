/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <util/text-lookup.h>

#include "core/model/problem_text.h"

static bool find_nothing(const char *name, const char **text)
{
	(void)name;
	(void)text;
	return false;
}

static bool find_sample(const char *name, const char **text)
{
	static const char *const samples[][2] = {
		{"Problem.zoom.300", "No: {detail}"},
		{"Problem.zoom.other", "Refused ({code}, HTTP {status}), {unknown} {subject}{} {"},
		{"Remedy.zoom.429_wait.one", "Wait a second {tracking}"},
		{"Remedy.zoom.429_wait.other", "Wait {seconds} s {tracking}"},
		{"Short.zoom.300", "Correct it (300)."},
		{"Short.zoom.other", "Refused ({code})."},
		{"Waiting.zoom.429", "Too many."},
		{"LiveWaiting.network.cut", "It goes on."},
		{"Short.network.cut", "Send again."},
		{"LiveShort.network.cut", "Start again."},
		{"LiveShort.zoom.other", "Refused to start ({code})."},
	};

	for (size_t i = 0; i < COUNT(samples); i++) {
		if (strcmp(name, samples[i][0]) != 0)
			continue;
		*text = samples[i][1];
		return true;
	}
	return false;
}

static void short_form_is_that_of_the_code_or_its_family(void **state)
{
	static const struct {
		struct problem problem;
		const char *words;
	} cases[] = {
		{{.code = "zoom.300", .detail = "long"}, "Correct it (300)."},
		{{.code = "zoom.9999", .zoom_code = 9999}, "Refused (9999)."},
		{{.code = "strange.code"}, "strange.code"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *words = problem_text_short(&cases[i].problem, find_sample);

		check_text(cases[i].problem.code, "short form", words, cases[i].words);
		bfree(words);
	}
}

/* What is to be sent again after a lost push is to be started again after a lost start. */
static void livestream_has_words_of_its_own_where_there_are_any(void **state)
{
	static const struct {
		struct problem problem;
		const char *words;
	} cases[] = {
		{{.code = "network.cut"}, "Send again."},
		{{.code = "network.cut", .is_of_live = true}, "Start again."},
		{{.code = "zoom.300", .is_of_live = true}, "Correct it (300)."},
		{{.code = "zoom.9999", .zoom_code = 9999, .is_of_live = true}, "Refused to start (9999)."},
		{{.code = "strange.code", .is_of_live = true}, "strange.code"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *words = problem_text_short(&cases[i].problem, find_sample);

		check_text(cases[i].problem.code, "short form", words, cases[i].words);
		bfree(words);
	}
}

static void who_waits_is_not_told_to_try(void **state)
{
	static const struct {
		struct problem problem;
		const char *words;
	} cases[] = {
		{{.code = "zoom.429"}, "Too many."},
		{{.code = "zoom.300"}, "Correct it (300)."},
		{{.code = "network.cut"}, "Send again."},
		{{.code = "network.cut", .is_of_live = true}, "It goes on."},
		{{.code = "zoom.429", .is_of_live = true}, "Too many."},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *words = problem_text_waiting(&cases[i].problem, find_sample);

		check_text(cases[i].problem.code, "words", words, cases[i].words);
		bfree(words);
	}
}

static void fills_placeholders_in_one_pass(void **state)
{
	static const struct {
		struct problem problem;
		const char *message;
		const char *remedy;
	} cases[] = {
		{{.code = "zoom.300", .detail = "{code} {detail} {status}"}, "No: {code} {detail} {status}", ""},
		{{.code = "zoom.300"}, "No:", ""},
		{{.code = "zoom.9999", .zoom_code = 9999, .http_status = 400, .subject = "s"},
		 "Refused (9999, HTTP 400), {unknown} s{} {",
		 ""},
		{{.code = "zoom.429_wait", .retry_after_s = 30, .tracking_id = "t"},
		 "Refused (0, HTTP 0), {unknown} {} {",
		 "Wait 30 s t"},
		{{.code = "zoom.429_wait", .retry_after_s = 1, .tracking_id = "t"},
		 "Refused (0, HTTP 0), {unknown} {} {",
		 "Wait a second t"},
		{{.code = "strange.code"}, "strange.code", ""},
		{{.code = "nodot"}, "nodot", ""},
		{{.code = NULL}, "", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].problem.code ? cases[i].problem.code : "(none)";
		char *message = problem_text_message(&cases[i].problem, find_sample);
		char *remedy = problem_text_remedy(&cases[i].problem, find_sample);

		check_text(label, "message", message, cases[i].message);
		check_text(label, "remedy", remedy, cases[i].remedy);
		bfree(message);
		bfree(remedy);
		message = problem_text_message(&cases[i].problem, find_nothing);
		check_text(label, "message without texts", message, cases[i].problem.code ? cases[i].problem.code : "");
		bfree(message);
	}
}

/* Every code that the plugin yields, and the entry of each family. */
static const char *const codes[] = {
	"broadcast.no_meeting",
	"broadcast.no_page_url",
	"account.none",
	"account.unknown",
	"account.no_token",
	"account.bad_token",
	"undo.gone",
	"undo.broken",
	"check.failed",
	"secret.denied",
	"secret.late",
	"secret.failed",
	"secret.no_keychain",
	"secret.place_not_saved",
	"settings.newer",
	"settings.broken",
	"settings.not_saved",
	"endpoint.bad_url",
	"endpoint.http_not_loopback",
	"endpoint.untrusted",
	"destination.none",
	"destination.unknown_service",
	"destination.whip",
	"destination.hls",
	"destination.srt",
	"destination.rist",
	"destination.not_rtmp",
	"destination.no_url",
	"destination.lookup_failed",
	"destination.bad_url",
	"destination.no_key",
	"destination.key_in_url",
	"destination.login",
	"destination.url_too_long",
	"destination.key_too_long",
	"destination.not_utf8",
	"zoom.124",
	"zoom.124_kind",
	"zoom.200",
	"zoom.200_plan",
	"zoom.200_off",
	"zoom.300",
	"zoom.300_field",
	"zoom.429",
	"zoom.429_wait",
	"zoom.429_daily",
	"zoom.1001",
	"zoom.1010",
	"zoom.3000",
	"zoom.3001",
	"zoom.3003",
	"zoom.3161",
	"zoom.4400",
	"zoom.4711",
	"zoom.4927",
	"zoom.other",
	"http.401",
	"http.403",
	"http.404",
	"http.415",
	"http.redirect",
	"http.not_204",
	"http.server",
	"http.other",
	"network.name_not_found",
	"network.proxy_not_found",
	"network.proxy_refused",
	"network.refused",
	"network.unreachable",
	"network.tls_certificate",
	"network.tls",
	"network.ca_file",
	"network.reset",
	"network.not_http",
	"network.cut",
	"network.timeout_name",
	"network.timeout_connect",
	"network.timeout_tls",
	"network.timeout_first_byte",
	"network.timeout_body",
	"network.no_memory",
	"network.other",
	"sign_in.needed",
	"sign_in.no_client_secret",
	"sign_in.wrong_client",
	"sign_in.app_inactive",
	"sign_in.wrong_account",
	"sign_in.wrong_method",
	"sign_in.code_used",
	"sign_in.expired",
	"sign_in.interrupted",
	"sign_in.reply_lost",
	"sign_in.not_stored",
	"sign_in.busy",
	"sign_in.lock_failed",
	"sign_in.signing_out",
	"sign_in.denied",
	"sign_in.wrong_state",
	"sign_in.no_code",
	"sign_in.bad_redirect_uri",
	"sign_in.port_taken",
	"sign_in.no_browser",
	"sign_in.no_answer",
	"sign_in.device_expired",
	"sign_in.cancelled",
	"sign_in.clock",
	"sign_in.no_refresh_token",
	"sign_in.bad_reply",
	"sign_in.gateway",
	"sign_in.other",
	"user.not_found",
	"user.bad_reply",
	"check.cancelled",
};

static void has_words_for_every_code(void **state)
{
	lookup_t *texts = text_lookup_create(ZOOM_LOCALE_FILE);

	(void)state;
	assert_non_null(texts);
	for (size_t i = 0; i < COUNT(codes); i++) {
		static const char *const prefixes[] = {"Problem", "Remedy", "Short"};

		for (size_t j = 0; j < COUNT(prefixes); j++) {
			struct dstr name = {0};
			const char *text = NULL;
			bool present;

			dstr_printf(&name, "%s.%s", prefixes[j], codes[i]);
			present = text_lookup_getstr(texts, name.array, &text) && *text;
			if (!present) {
				dstr_cat(&name, ".other");
				present = text_lookup_getstr(texts, name.array, &text) && *text;
			}
			/* whoever cancels a check knows what to do */
			if (!present && strcmp(codes[i], "check.cancelled") != 0)
				fail_msg("%s is missing", name.array);
			dstr_free(&name);
		}
	}
	text_lookup_destroy(texts);
}

/* Whether a code is told with everything that may come with it or with nothing: no hole, and no two blanks. */
static void has_no_holes(void **state)
{
	lookup_t *texts = text_lookup_create(ZOOM_LOCALE_FILE);

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct dstr name = {0};
		const char *text = NULL;
		const char *detail;

		if (strncmp(codes[i], "zoom.", strlen("zoom.")) != 0 || strcmp(codes[i], "zoom.300_field") == 0)
			continue;
		dstr_printf(&name, "Problem.%s", codes[i]);
		assert_true(text_lookup_getstr(texts, name.array, &text));
		/* what may be missing stands at the end */
		detail = strstr(text, "{detail}");
		if (strstr(text, "{subject}") || (detail && strcmp(detail, "{detail}") != 0))
			fail_msg("%s: %s", name.array, text);
		dstr_free(&name);
	}
	text_lookup_destroy(texts);
}

static void copies_problems(void **state)
{
	struct problem problem = {0}, copy = {0};

	(void)state;
	problem_set(&problem, "zoom.4711");
	problem_set_subject(&problem, "scope");
	problem_set_detail(&problem, "");
	assert_int_equal(problem.retry_after_s, PROBLEM_RETRY_UNKNOWN);
	assert_null(problem.detail);
	problem.http_status = 400;
	problem.page_url = bstrdup("https://zoom.us/page");
	problem_copy(&copy, &problem);
	problem_copy(&copy, &copy);
	assert_string_equal(copy.code, "zoom.4711");
	assert_string_equal(copy.subject, "scope");
	assert_int_equal(copy.http_status, 400);
	assert_string_equal(copy.page_url, "https://zoom.us/page");
	problem_set(&copy, "network.cut");
	assert_null(copy.subject);
	assert_int_equal(copy.http_status, 0);
	assert_null(copy.page_url);
	problem_free(&copy);
	problem_free(&problem);
	assert_false(problem_is_set(&problem));
	assert_null(problem.page_url);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(livestream_has_words_of_its_own_where_there_are_any),
		cmocka_unit_test(who_waits_is_not_told_to_try),
		cmocka_unit_test(fills_placeholders_in_one_pass),
		cmocka_unit_test(short_form_is_that_of_the_code_or_its_family),
		cmocka_unit_test(has_words_for_every_code),
		cmocka_unit_test(has_no_holes),
		cmocka_unit_test(copies_problems),
	};

	return RUN_TESTS(tests);
}
