/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/status.h"
#include "ui/text/text.hpp"

/* Where OBS streams to and where Zoom does, in words, in OBS's language. */

/* What OBS streams to, or why that cannot be pushed. */
ToneText destination_text(const struct status &status);

/* What Zoom streams to, compared with OBS; empty where there is nothing to say of it. */
ToneText zoom_text(const struct status &status);

/* What Zoom holds otherwise: "another stream key". */
QString difference_text(const struct status &status);

/* The meeting's topic and host, as far as they are known. */
QString meeting_text(const struct status &status);

/* The time of day, with the date where that is not today. */
QString clock_time(int64_t seconds);
