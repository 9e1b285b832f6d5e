/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "module_text.h"

/* A text of data/locale. */
inline QString text(const char *name)
{
	return QString::fromUtf8(module_text(name));
}

/* The same, with a placeholder filled in. */
inline QString text(const char *name, const char *placeholder, const QString &words)
{
	return text(name).replace(QLatin1String(placeholder), words);
}

/* The weight of a text, in the colours of OBS's current theme. */
enum class TextTone {
	Normal = 1,
	Muted,
	Good,
	Warning,
	Bad,
};

struct ToneText {
	TextTone tone = TextTone::Normal;
	QString words;
};
