/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/secret_problem.hpp"

#include "ui/text/sentences.hpp"

static const char *code_of(SecretResult result)
{
	switch (result) {
	case SecretResult::Absent:
		return "account.no_token";
	case SecretResult::Denied:
		return "secret.denied";
	case SecretResult::Late:
		return "secret.late";
	case SecretResult::NoKeychain:
		return "secret.no_keychain";
	default:
		return "secret.failed";
	}
}

void secret_problem_set(struct problem *problem, SecretResult result, const QString &detail)
{
	problem_set(problem, code_of(result));
	problem_set_detail(problem, detail.toUtf8().constData());
}

QString secret_problem_text(SecretResult result, const QString &detail)
{
	struct problem problem = {};
	QString words;

	secret_problem_set(&problem, result, detail);
	words = problem_text(problem);
	problem_free(&problem);
	return words;
}
