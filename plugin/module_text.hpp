/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/problem.h"
#include "module_text.h"

/* Texts of data/locale as Qt has them, and sentences put together of them. */

inline QString text(const char *name)
{
	return QString::fromUtf8(module_text(name));
}

/* The same, with a placeholder filled in. */
inline QString text(const char *name, const char *placeholder, const QString &words)
{
	return text(name).replace(QLatin1String(placeholder), words);
}

/* The form of a text that goes with a number, which is filled in. */
QString counted_text(const char *name, const char *placeholder, qint64 number);

/* One after the other; either may be empty. */
QString join_sentences(const QString &first, const QString &second);

/* What happened, without what to do. */
QString problem_message_text(const struct problem &problem);

/* Message and remedy of a problem. */
QString problem_text(const struct problem &problem);
/* What happened and what to do, in a line or two. */
QString problem_short_text(const struct problem &problem);
/* The same while another try is to come by itself. */
QString problem_waiting_text(const struct problem &problem);
/* Message and remedy of a code alone. */
QString problem_code_text(const char *code);
