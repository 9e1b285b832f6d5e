/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/problem.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

void problem_set(struct problem *problem, const char *code)
{
	problem_free(problem);
	problem->code = bstrdup(code);
}

/* An empty text tells nothing. */
static void replace_text(char **target, const char *text)
{
	text_set(target, text && *text ? text : NULL);
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
	struct problem copy = *source;

	copy.code = text_copy(source->code);
	copy.subject = text_copy(source->subject);
	copy.detail = text_copy(source->detail);
	copy.page_url = text_copy(source->page_url);
	copy.tracking_id = text_copy(source->tracking_id);
	problem_free(target);
	*target = copy;
}

void problem_free(struct problem *problem)
{
	bfree(problem->code);
	bfree(problem->subject);
	bfree(problem->detail);
	bfree(problem->page_url);
	bfree(problem->tracking_id);
	memset(problem, 0, sizeof(*problem));
	problem->retry_after_s = PROBLEM_RETRY_UNKNOWN;
}
