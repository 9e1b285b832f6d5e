/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/status.h"
#include "theme.hpp"

/* A status in words, in OBS's language. */
struct StatusText {
	TextTone tone = TextTone::Normal;
	QString words;
	QString page_url; /* where it is mended; empty: nowhere in particular */
};

/* The status line. */
StatusText status_text(const struct status &status);

/* What OBS streams to, or why that cannot be pushed. */
StatusText destination_text(const struct status &status);

/* What is wrong with the settings file, or nothing. */
QString settings_text(const struct status &status);

/* Message and remedy of a problem. */
QString problem_text(const struct problem &problem);
