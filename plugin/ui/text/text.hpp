/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "module_text.hpp"

/* What a text means to who reads it. */
enum class TextTone {
	Normal = 1,
	Good,
	Warning,
	Bad,
};

/* For a tool tip with words of others: Qt would take what looks like HTML in them for it, and load its images. */
inline QString tool_tip_text(const QString &words)
{
	return QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(words.toHtmlEscaped());
}

struct ToneText {
	ToneText() = default;
	ToneText(const QString &words_) : words(words_) {}
	ToneText(TextTone tone_, const QString &words_) : tone(tone_), words(words_) {}
	/* By the name of a text that needs nothing filled in. */
	ToneText(TextTone tone_, const char *name) : tone(tone_), words(text(name)) {}

	TextTone tone = TextTone::Normal;
	QString words;
};
