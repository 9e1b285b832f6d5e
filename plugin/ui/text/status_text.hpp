/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/meeting_link.h"
#include "core/model/page_url.h"
#include "core/model/status.h"
#include "ui/text/text.hpp"

/* What the dock says, in OBS's language. */

/* What is counted down to. */
enum class Countdown {
	NextTry = 1,
	Start, /* of Zoom's livestream */
};

/* The outcome in words: short, what happened and what to do. */
struct StatusText : ToneText {
	using ToneText::ToneText;
	StatusText(const ToneText &text) : ToneText(text) {}

	QString details = {};     /* the whole of it; empty: the words are all there is to say */
	QString page_url = {};    /* where it is mended; empty: nowhere in particular */
	int64_t retry_in_ms = -1; /* until what is counted down to; -1: nothing is */
	Countdown countdown = Countdown::NextTry;
};

StatusText status_text(const struct status &status);

/* Whether the automatic sending is offered now: once, until the person has answered. */
bool offer_is_made(const struct status &status);

/* One thing more that counts now: a warning, a notice or an offer; empty: nothing. */
ToneText notice_text(const struct status &status);

/* How long the last push took, for those who ask; empty where there was none. */
QString duration_text(const struct status &status);

/* "Next try in 42 seconds." */
QString countdown_text(Countdown countdown, int64_t remaining_ms);

/* The time of day, with the date where that is not today. Seconds since 1970. */
QString clock_text(int64_t seconds);

/* What OBS streams to, or why that cannot be pushed. */
ToneText destination_text(const struct status &status);

/* What Zoom streams to, compared with OBS; empty where there is nothing to say of it. */
ToneText zoom_text(const struct status &status);

/* Whether the meeting runs, its topic and host, as far as they are known. */
QString meeting_text(const struct status &status);

/* What is odd about a page URL that is taken all the same; empty: nothing. */
QString page_url_warning(const struct broadcast &broadcast);

/* The id as Zoom shows it; empty for 0. */
QString meeting_id_text(uint64_t id);

/* What is wrong with what was typed; empty where nothing is, or nothing was typed and that is not needed now. */
QString meeting_id_problem(enum meeting_link_result result, bool needed);
QString page_url_problem(enum page_url_result result, bool needed);
