/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/live.h"

/* Names of Zoom's API, of settings and of GetStatus: they stay. */
static void names_stay(void **state)
{
	static const char *const layouts[] = {NULL, "follow_host", "gallery_view", "speaker_view"};
	static const char *const captions[] = {NULL, "burnt-in", "embedded", "off"};
	static const char *const states[] = {"unknown", "stopped", "starting", "live", "stopping"};
	static const char *const others[] = {"", "Follow_host", "OFF", "burnt_in", "default"};

	(void)state;
	for (int i = 0; i < (int)COUNT(layouts); i++) {
		check_text("layout", "name", live_layout_name(LIVE_LAYOUT_DEFAULT + i), layouts[i]);
		check_number("layout", "of name", live_layout_from_name(layouts[i]), LIVE_LAYOUT_DEFAULT + i);
		check_text("captions", "name", live_captions_name(LIVE_CAPTIONS_DEFAULT + i), captions[i]);
		check_number("captions", "of name", live_captions_from_name(captions[i]), LIVE_CAPTIONS_DEFAULT + i);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		check_number(others[i], "layout", live_layout_from_name(others[i]), LIVE_LAYOUT_DEFAULT);
		check_number(others[i], "captions", live_captions_from_name(others[i]), LIVE_CAPTIONS_DEFAULT);
	}
	for (int i = 0; i < (int)COUNT(states); i++)
		check_text("state", "name", live_state_name(LIVE_UNKNOWN + i), states[i]);
}

static void takes_1_to_50_characters(void **state)
{
	char *fifty = repeat_text("\u00e4", 50), *more = repeat_text("a", 51);
	const struct {
		const char *name;
		bool is_valid;
	} cases[] = {{NULL, false}, {"", false}, {" \t ", false}, {"a", true}, {fifty, true}, {more, false}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].name ? cases[i].name : "none", "valid", live_display_name_is_valid(cases[i].name),
			     cases[i].is_valid);
	bfree(fifty);
	bfree(more);
}

static void a_copy_has_texts_of_its_own(void **state)
{
	struct live_settings settings, copy = {0};
	struct live_status status = {.state = LIVE_ON}, other = {0};

	(void)state;
	live_settings_init(&settings);
	settings.display_name = bstrdup("Sunday");
	settings.layout = LIVE_LAYOUT_SPEAKER;
	live_settings_copy(&copy, &settings);
	live_settings_free(&settings);
	assert_string_equal(copy.display_name, "Sunday");
	assert_int_equal(copy.layout, LIVE_LAYOUT_SPEAKER);
	assert_int_equal(settings.layout, LIVE_LAYOUT_DEFAULT);
	live_settings_free(&copy);
	problem_set(&status.problem, "zoom.4927");
	live_status_copy(&other, &status);
	live_status_free(&status);
	assert_string_equal(other.problem.code, "zoom.4927");
	assert_int_equal(other.state, LIVE_ON);
	live_status_free(&other);
}

static void a_webinar_has_no_layout(void **state)
{
	(void)state;
	assert_true(live_has_layout(BROADCAST_KIND_UNKNOWN));
	assert_true(live_has_layout(BROADCAST_KIND_MEETING));
	assert_false(live_has_layout(BROADCAST_KIND_WEBINAR));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stay),
		cmocka_unit_test(takes_1_to_50_characters),
		cmocka_unit_test(a_copy_has_texts_of_its_own),
		cmocka_unit_test(a_webinar_has_no_layout),
	};

	return RUN_TESTS(tests);
}
