/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* cmocka wants these before itself, in this order */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <util/bmem.h>
#include <util/dstr.h>
#include <util/platform.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Checks of one case of a table; a failure names the case. */
static inline void check_number(const char *label, const char *what, long long actual, long long expected)
{
	if (actual != expected)
		fail_msg("case \"%s\": %s is %lld, expected %lld", label, what, actual, expected);
}

static inline void check_text(const char *label, const char *what, const char *actual, const char *expected)
{
	if ((!actual != !expected) || (actual && expected && strcmp(actual, expected) != 0))
		fail_msg("case \"%s\": %s is \"%s\", expected \"%s\"", label, what, actual ? actual : "(none)",
			 expected ? expected : "(none)");
}

static inline void check_absent(const char *label, const char *what, const char *text, const char *secret)
{
	if (text && *secret && strstr(text, secret))
		fail_msg("case \"%s\": %s \"%s\" holds \"%s\"", label, what, text, secret);
}

/* text, count times over; free with bfree */
static inline char *repeat_text(const char *text, size_t count)
{
	struct dstr out = {0};

	dstr_reserve(&out, strlen(text) * count + 1);
	for (size_t i = 0; i < count; i++)
		dstr_cat(&out, text);
	return out.array;
}

/* A new directory of a test's own, for it to remove. A parent of a long name leaves no room for what comes below. */
static inline void make_directory(char *directory, size_t size)
{
	static const char name[] = "/zoom-unit-XXXXXX";
	const char *parent = getenv("TMPDIR");

	snprintf(directory, size, "%s%s", parent && strlen(parent) + sizeof(name) <= size ? parent : "/tmp", name);
	assert_non_null(mkdtemp(directory));
}

/* Group setup and teardown: what a test takes from libobs' allocator it gives back, as does jansson. */
static inline int remember_allocations(void **state)
{
	static long allocations;

	json_set_alloc_funcs(bmalloc, bfree);
	allocations = bnum_allocs();
	*state = &allocations;
	return 0;
}

static inline int expect_no_leak(void **state)
{
	const long *allocations = *state;

	/* a thread that was left behind at an end gives back when it comes to it */
	for (int i = 0; i < 1000 && bnum_allocs() != *allocations; i++)
		os_sleep_ms(10);
	if (bnum_allocs() == *allocations)
		return 0;
	fprintf(stderr, "%ld allocations were not freed\n", bnum_allocs() - *allocations);
	/* cmocka does not count what fails here */
	exit(EXIT_FAILURE);
}

#define RUN_TESTS(tests) cmocka_run_group_tests(tests, remember_allocations, expect_no_leak)
