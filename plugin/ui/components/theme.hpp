/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "ui/text/text.hpp"

class QWidget;

/* Themes know a property "class" from OBS 31 on and "themeID" up to OBS 30; setting both is harmless. */
void theme_set_tone(QWidget *widget, TextTone tone);
