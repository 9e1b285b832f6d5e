/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/deadline.h"

#define HOUR_MS (INT64_C(3600) * 1000)

/* A deadline in an hour, when so much has passed on each clock since. */
static void the_earlier_clock_counts(void **state)
{
	static const struct {
		const char *name;
		int64_t clock_ms, wall_ms, left_ms;
	} cases[] = {
		{"at once", 0, 0, HOUR_MS},
		{"together", HOUR_MS - 1, HOUR_MS - 1, 1},
		{"together, past", HOUR_MS, HOUR_MS, 0},
		{"sleep", 1000, HOUR_MS / 2, HOUR_MS / 2},
		{"sleep, past", 1000, 8 * HOUR_MS, 0},
		{"set back", HOUR_MS / 2, -24 * HOUR_MS, HOUR_MS / 2},
		{"set back, past", HOUR_MS, -24 * HOUR_MS, 0},
		{"from 1970 to today", 1000, 56 * 365 * 24 * HOUR_MS, 0},
		{"sleep, then set back", 1000, HOUR_MS - 60000, 60000},
	};
	const struct moment begin = {.clock_ms = 5000, .wall_ms = 1000};
	const struct deadline deadline = deadline_in(&begin, HOUR_MS);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct moment moment = {begin.clock_ms + cases[i].clock_ms, begin.wall_ms + cases[i].wall_ms, 0};

		check_number(cases[i].name, "left", deadline_left_ms(&deadline, &moment), cases[i].left_ms);
		check_number(cases[i].name, "past", deadline_is_past(&deadline, &moment), cases[i].left_ms == 0);
	}
}

static void one_that_is_not_set_is_past(void **state)
{
	const struct moment begin = {.clock_ms = -5, .wall_ms = -5};
	const struct deadline nothing = {0};
	struct deadline deadline = deadline_in(&begin, HOUR_MS);

	(void)state;
	assert_true(deadline_is_past(&nothing, &begin));
	assert_false(deadline_is_past(&deadline, &begin));
	deadline.is_set = false;
	assert_true(deadline_is_past(&deadline, &begin));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_earlier_clock_counts),
		cmocka_unit_test(one_that_is_not_set_is_past),
	};

	return RUN_TESTS(tests);
}
