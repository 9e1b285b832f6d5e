/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/secret_problem.hpp"

#include "core/model/secret_answer.h"
#include "ui/text/sentences.hpp"

void secret_problem_set(struct problem *problem, SecretResult result, const QString &detail)
{
	const QByteArray words = detail.toUtf8();
	const struct secret_answer answer = {static_cast<enum secret_result>(result), nullptr, words.constData()};

	secret_answer_problem(&answer, problem);
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
