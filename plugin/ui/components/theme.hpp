/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

class QWidget;

/* The weight of a text, in the colours of OBS's current theme. */
enum class TextTone {
	Normal = 1,
	Muted,
	Good,
	Warning,
	Bad,
};

/* Themes know a property "class" from OBS 31 on and "themeID" up to OBS 30; setting both is harmless. */
void theme_set_tone(QWidget *widget, TextTone tone);
