/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/problem.h"
#include "core/model/secret_result.h"

C_LINKAGE_BEGIN

/* The answer to whoever has wished to read, store or erase a secret. Threads: any; pure. */

struct secret_answer {
	enum secret_result result;
	const char *text;   /* what was read; NULL: nothing */
	const char *detail; /* the keychain's own words; NULL or empty: none */
};

/* An empty one is as good as none. */
bool secret_answer_is_absent(const struct secret_answer *answer);

/* Whether a keychain that has failed so may work a little later; one that was locked on purpose is not asked again. */
static inline bool secret_answer_may_work_later(enum secret_result result)
{
	return result == SECRET_LATE || result == SECRET_FAILED;
}

/* Fills *problem, freeing what it held. Not for SECRET_OK. */
void secret_answer_problem(const struct secret_answer *answer, struct problem *problem);

C_LINKAGE_END
