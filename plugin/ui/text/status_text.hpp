/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/status.h"
#include "ui/text/text.hpp"

/* The status line in words, in OBS's language. */
struct StatusText {
	TextTone tone = TextTone::Normal;
	QString words;
	QString page_url = {};    /* where it is mended; empty: nowhere in particular */
	int64_t retry_in_ms = -1; /* the next try, which is counted down before the words; -1: none */
};

StatusText status_text(const struct status &status);

/* "Next try in 42 s" */
QString countdown_text(int64_t remaining_ms);
