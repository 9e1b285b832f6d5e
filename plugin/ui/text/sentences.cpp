/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/sentences.hpp"

#include <QDateTime>
#include <QLocale>

#include <util/bmem.h>

#include "core/model/problem_text.h"
#include "ui/text/text.hpp"

static QString take(char *utf8)
{
	const QString string = QString::fromUtf8(utf8);

	bfree(utf8);
	return string;
}

QString join_sentences(const QString &first, const QString &second)
{
	/* other people's words often end without a full stop */
	const bool ends = first.isEmpty() || !first.back().isLetterOrNumber();

	if (first.isEmpty() || second.isEmpty())
		return first + second;
	return first + QLatin1String(ends ? " " : ". ") + second;
}

QString clock_time(int64_t seconds)
{
	const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds);
	const QString time = moment.time().toString(QStringLiteral("HH:mm:ss"));

	if (moment.date() == QDate::currentDate())
		return time;
	return QLocale().toString(moment.date(), QLocale::ShortFormat) + QLatin1Char(' ') + time;
}

QString problem_message_text(const struct problem &problem)
{
	return take(problem_text_message(&problem, module_text_find));
}

QString problem_text(const struct problem &problem)
{
	return join_sentences(problem_message_text(problem), take(problem_text_remedy(&problem, module_text_find)));
}

QString problem_code_text(const char *code)
{
	struct problem problem = {};
	QString words;

	problem_set(&problem, code);
	words = problem_text(problem);
	problem_free(&problem);
	return words;
}
