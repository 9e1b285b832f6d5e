/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "ui/text/status_text.hpp"

/* What the dock says of Zoom's livestream: what is known of it, and no more. */

/* A start or stop is under way. A look at the meeting that nobody waits for is none. */
bool live_is_busy(const struct live_status &live);

/* What counts more than the outcome of sending the settings; empty words: nothing. */
StatusText live_text(const struct status &status);

/* One thing more that counts now; empty: nothing. */
ToneText live_notice_text(const struct live_status &live);

/* What an armed start waits for, and since when; empty where none is armed. */
QString armed_text(const struct live_status &live);

/* "It starts in 8 seconds." */
QString start_countdown_text(int64_t remaining_ms);

/* Whether the meeting runs; empty where that is not known. */
QString meeting_state_text(const struct live_status &live);

/* What is wrong with a display name, which may be empty; empty: nothing. */
QString display_name_problem(const QString &name);
