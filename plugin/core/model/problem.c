/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/problem.h"

#include <util/bmem.h>

#include "core/base/text.h"

static const struct text_members texts = TEXT_MEMBERS(
	struct problem, offsetof(struct problem, code), offsetof(struct problem, subject),
	offsetof(struct problem, detail), offsetof(struct problem, page_url), offsetof(struct problem, tracking_id));

void problem_set(struct problem *problem, const char *code)
{
	problem_free(problem);
	problem->code = bstrdup(code);
}

/* An empty text tells nothing. */
static void replace_text(char **target, const char *text)
{
	text_set(target, text_is_empty(text) ? NULL : text);
}

void problem_set_code(struct problem *problem, const char *code)
{
	replace_text(&problem->code, code);
}

void problem_set_subject(struct problem *problem, const char *subject)
{
	replace_text(&problem->subject, subject);
}

void problem_set_detail(struct problem *problem, const char *detail)
{
	replace_text(&problem->detail, detail);
}

void problem_copy(struct problem *target, const struct problem *source)
{
	text_copy_members(target, source, &texts);
}

void problem_free(struct problem *problem)
{
	text_free_members(problem, &texts);
	problem->retry_after_s = PROBLEM_RETRY_UNKNOWN;
}
