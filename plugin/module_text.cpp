/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "module_text.hpp"

#include <QLocale>

#include <util/bmem.h>

#include "core/model/plural.h"
#include "core/model/problem_text.h"

static QString take(char *utf8)
{
	const QString string = QString::fromUtf8(utf8);

	bfree(utf8);
	return string;
}

QString counted_text(const char *name, const char *placeholder, qint64 number)
{
	const enum plural plural =
		plural_of(module_text(PLURAL_LANGUAGE_TEXT), static_cast<uint64_t>(qMax<qint64>(0, number)));
	const char *form;

	/* what is not translated has the forms of another language */
	if (!module_text_find((QByteArray(name) + '.' + plural_name(plural)).constData(), &form))
		form = module_text((QByteArray(name) + '.' + plural_name(PLURAL_OTHER)).constData());
	return QString::fromUtf8(form).replace(QLatin1String(placeholder), QLocale().toString(number));
}

QString join_sentences(const QString &first, const QString &second)
{
	/* other people's words often end without a full stop */
	const bool ends = first.isEmpty() || !first.back().isLetterOrNumber();

	if (first.isEmpty() || second.isEmpty())
		return first + second;
	return first + QLatin1String(ends ? " " : ". ") + second;
}

QString problem_message_text(const struct problem &problem)
{
	return take(problem_text_message(&problem, module_text_find));
}

QString problem_text(const struct problem &problem)
{
	return join_sentences(problem_message_text(problem), take(problem_text_remedy(&problem, module_text_find)));
}

QString problem_short_text(const struct problem &problem)
{
	return take(problem_text_short(&problem, module_text_find));
}

QString problem_waiting_text(const struct problem &problem)
{
	return take(problem_text_waiting(&problem, module_text_find));
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
