/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/completion.h"

static void count(void *context, const void *answer)
{
	assert_string_equal(answer, "answer");
	++*(int *)context;
}

static void an_answer_that_nobody_waits_for_is_dropped(void **state)
{
	uint64_t awaited = 7;
	int told = 0;
	const struct completion completion = {count, &told, &awaited, 7};
	const struct completion of_nobody = {.question = 7, .awaited = &awaited};

	(void)state;
	assert_true(completion_finish(&completion, "answer"));
	assert_int_equal(told, 1);
	/* something else was asked for since, or nobody waits any more */
	awaited = 8;
	assert_false(completion_finish(&completion, "answer"));
	awaited = 0;
	assert_false(completion_finish(&completion, "answer"));
	assert_false(completion_finish(&of_nobody, "answer"));
	assert_int_equal(told, 1);
}

static void no_question_has_no_answer(void **state)
{
	uint64_t awaited = 0;
	int told = 0;
	const struct completion completion = {count, &told, &awaited, 0};

	(void)state;
	assert_false(completion_finish(&completion, "answer"));
	assert_int_equal(told, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_nobody_waits_for_is_dropped),
		cmocka_unit_test(no_question_has_no_answer),
	};

	return RUN_TESTS(tests);
}
