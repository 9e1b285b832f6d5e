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

struct ToneText {
	ToneText() = default;
	ToneText(const QString &words_) : words(words_) {}
	ToneText(TextTone tone_, const QString &words_) : tone(tone_), words(words_) {}
	/* By the name of a text that needs nothing filled in. */
	ToneText(TextTone tone_, const char *name) : tone(tone_), words(text(name)) {}

	TextTone tone = TextTone::Normal;
	QString words;
};
