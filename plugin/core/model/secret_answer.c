/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/secret_answer.h"

#include "core/base/text.h"

bool secret_answer_is_absent(const struct secret_answer *answer)
{
	return answer->result == SECRET_ABSENT || (answer->result == SECRET_OK && text_is_empty(answer->text));
}

void secret_answer_problem(const struct secret_answer *answer, struct problem *problem)
{
	static const char *const codes[] = {
		[SECRET_ABSENT] = "account.no_token",
		[SECRET_DENIED] = "secret.denied",
		[SECRET_LATE] = "secret.late",
		[SECRET_NO_KEYCHAIN] = "secret.no_keychain",
		[SECRET_FAILED] = NULL,
	};
	const char *code = codes[answer->result];

	problem_set(problem, code ? code : "secret.failed");
	problem_set_detail(problem, answer->detail);
}
