/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/secret_answer.h"

bool secret_answer_is_absent(const struct secret_answer *answer)
{
	return answer->result == SECRET_ABSENT || (answer->result == SECRET_OK && (!answer->text || !*answer->text));
}

static const char *code_of(enum secret_result result)
{
	switch (result) {
	case SECRET_ABSENT:
		return "account.no_token";
	case SECRET_DENIED:
		return "secret.denied";
	case SECRET_LATE:
		return "secret.late";
	case SECRET_NO_KEYCHAIN:
		return "secret.no_keychain";
	default:
		return "secret.failed";
	}
}

void secret_answer_problem(const struct secret_answer *answer, struct problem *problem)
{
	problem_set(problem, code_of(answer->result));
	problem_set_detail(problem, answer->detail);
}
