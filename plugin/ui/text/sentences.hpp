/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/problem.h"

/* Sentences put together, in OBS's language. */

/* One after the other; either may be empty. */
QString join_sentences(const QString &first, const QString &second);

/* The time of day, with the date where that is not today. */
QString clock_time(int64_t seconds);

/* What happened, without what to do. */
QString problem_message_text(const struct problem &problem);

/* Message and remedy of a problem. */
QString problem_text(const struct problem &problem);
/* The same of a code alone. */
QString problem_code_text(const char *code);
