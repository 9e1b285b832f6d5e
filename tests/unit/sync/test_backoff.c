/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <limits.h>

#include "core/sync/backoff.h"

#define WEEK_S (7L * 24 * 60 * 60)

static int64_t wait_of(long retry_after_s, unsigned failures, uint32_t random)
{
	const struct problem problem = {.retry_after_s = retry_after_s};

	return sync_backoff_wait_ms(&problem, failures, random);
}

static void waits_longer_each_time(void **state)
{
	static const struct {
		const char *label;
		unsigned failures;
		long retry_after_s;
		int64_t shortest_ms; /* with the lowest random number */
		int64_t longest_ms;  /* with the highest one */
	} cases[] = {
		{"none", 0, PROBLEM_RETRY_UNKNOWN, 1000, 1999},
		{"first", 1, PROBLEM_RETRY_UNKNOWN, 1000, 1999},
		{"second", 2, PROBLEM_RETRY_UNKNOWN, 2000, 3999},
		{"third", 3, PROBLEM_RETRY_UNKNOWN, 4000, 7999},
		{"eighth", 8, PROBLEM_RETRY_UNKNOWN, 128000, 255999},
		{"ninth", 9, PROBLEM_RETRY_UNKNOWN, 150000, 299999},
		{"hundredth", 100, PROBLEM_RETRY_UNKNOWN, 150000, 299999},
		{"as many as there can be", UINT_MAX, PROBLEM_RETRY_UNKNOWN, 150000, 299999},
		{"at once, says Zoom", 1, 0, 1000, 1999},
		{"shorter than it would be", 3, 1, 4000, 7999},
		{"told", 1, 30, 30000, 30999},
		{"told, and about the same", 2, 3, 3000, 3999},
		{"told, beyond the longest", 1, 3600, 3600000, 3600999},
		{"told nonsense", 1, LONG_MAX, WEEK_S * 1000, WEEK_S * 1000 + 999},
		{"told nonsense below", 1, LONG_MIN, 1000, 1999},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_number(cases[i].label, "shortest", wait_of(cases[i].retry_after_s, cases[i].failures, 0),
			     cases[i].shortest_ms);
		check_number(cases[i].label, "longest", wait_of(cases[i].retry_after_s, cases[i].failures, UINT32_MAX),
			     cases[i].longest_ms);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void keeps_its_bounds(void **state)
{
	uint32_t seed = 20260131;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		const unsigned failures = next_random(&seed) >> next_random(&seed) % 32;
		const uint32_t random = next_random(&seed);
		const uint32_t higher = random | next_random(&seed);
		const long told_s = (long)(next_random(&seed) % (2 * WEEK_S)) - 1;
		const int64_t untold_ms = wait_of(PROBLEM_RETRY_UNKNOWN, failures, random);
		const int64_t told_ms = wait_of(told_s, failures, random);
		char label[80];

		snprintf(label, sizeof(label), "%u failures, random %" PRIu32 ", told %ld", failures, random, told_s);
		check_number(label, "at least", untold_ms >= SYNC_BACKOFF_MIN_MS, true);
		check_number(label, "at most", untold_ms <= SYNC_BACKOFF_MAX_MS, true);
		check_number(label, "grows with failures",
			     wait_of(PROBLEM_RETRY_UNKNOWN, failures + (failures < UINT_MAX), random) >= untold_ms,
			     true);
		check_number(label, "grows with the random number",
			     wait_of(PROBLEM_RETRY_UNKNOWN, failures, higher) >= untold_ms, true);
		check_number(label, "never before what was told", told_ms >= untold_ms, true);
		if (told_s <= WEEK_S)
			check_number(label, "never before its time", told_ms >= told_s * INT64_C(1000), true);
		check_number(label, "not much later",
			     told_ms <= untold_ms || told_ms < told_s * INT64_C(1000) + SYNC_BACKOFF_MIN_MS, true);
	}
}

/* Of many that fail at the same moment about as many come back in each tenth of the time. */
static void spreads_retries(void **state)
{
	enum { TENTHS = 10, TRIES = 10000 };
	static const struct {
		const char *label;
		unsigned failures;
		long retry_after_s;
		int64_t begin_ms;
		int64_t span_ms;
	} cases[] = {
		{"first", 1, PROBLEM_RETRY_UNKNOWN, 1000, 1000},
		{"fifth", 5, PROBLEM_RETRY_UNKNOWN, 16000, 16000},
		{"late", 50, PROBLEM_RETRY_UNKNOWN, 150000, 150000},
		{"told", 1, 60, 60000, 1000},
	};
	uint32_t seed = 20260131;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t counts[TENTHS] = {0};

		for (size_t j = 0; j < TRIES; j++) {
			const int64_t wait_ms = wait_of(cases[i].retry_after_s, cases[i].failures, next_random(&seed));
			const int64_t tenth = (wait_ms - cases[i].begin_ms) * TENTHS / cases[i].span_ms;

			assert_true(tenth >= 0 && tenth < TENTHS);
			counts[tenth]++;
		}
		for (size_t j = 0; j < TENTHS; j++)
			check_number(cases[i].label, "a tenth has its share",
				     counts[j] > TRIES / TENTHS * 8 / 10 && counts[j] < TRIES / TENTHS * 12 / 10, true);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_longer_each_time),
		cmocka_unit_test(keeps_its_bounds),
		cmocka_unit_test(spreads_retries),
	};

	return RUN_TESTS(tests);
}
