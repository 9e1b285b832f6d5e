/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "module_text.hpp"

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
