/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/live_text.hpp"

#include <cstring>

static constexpr int64_t COUNTED_MS = 1000;

bool live_is_busy(const struct live_status &live)
{
	/* what goes on by itself is in nobody's way */
	return live.step != LIVE_STEP_NONE && !live.can_start &&
	       !(live.step == LIVE_STEP_LOOKING && live.state == LIVE_ON);
}

static StatusText nothing()
{
	return StatusText(ToneText());
}

static StatusText live_words(TextTone tone, const QString &words, const QString &details = QString())
{
	StatusText told(ToneText(tone, words));

	told.details = details;
	return told;
}

static QString timed_live_text(const char *name, int64_t at_s)
{
	return text(name, "{time}", clock_text(at_s));
}

static StatusText step_text(const struct status &status)
{
	switch (status.live.step) {
	case LIVE_STEP_STOPPING_OBS:
		return live_words(TextTone::Normal, text("Status.LiveStoppingObs"));
	case LIVE_STEP_STARTING:
		return live_words(TextTone::Normal, text("Status.LiveStarting"));
	case LIVE_STEP_STOPPING:
		return live_words(TextTone::Normal, text("Status.LiveStopping"));
	default:
		/* the settings are being sent, which says more */
		return status_is_busy(&status) ? nothing() : live_words(TextTone::Normal, text("Status.LivePreparing"));
	}
}

/* An offer whose question is the outcome; the one after a failed start tells first why it has failed. */
static StatusText offer_text(const struct live_status &live)
{
	StatusText told = nothing();

	switch (live.offer) {
	case LIVE_OFFER_HAND_OVER:
		return live_words(TextTone::Warning, text("Status.LiveHandOver"));
	case LIVE_OFFER_TWO_SENDERS:
		return live_words(TextTone::Warning, text(live.state == LIVE_ON ? "Status.LiveTwoSenders"
										: "Status.LiveTwoSendersPerhaps"));
	case LIVE_OFFER_AFTER_BREAK:
		told = live_words(TextTone::Warning, text("Status.LiveAfterBreak"));
		told.countdown = Countdown::Start;
		told.retry_in_ms = live.countdown_ms;
		return told;
	default:
		return told;
	}
}

static bool is_code(const struct problem &problem, const char *code)
{
	return problem.code && strcmp(problem.code, code) == 0;
}

/* Of several scopes any one will do. */
static QString missing_scope(const struct status &status, const struct problem &problem)
{
	const QString scope = QString::fromUtf8(problem.subject).section(QLatin1Char(','), 0, 0).trimmed();

	if (!scope.isEmpty())
		return scope;
	return status.broadcast.kind == BROADCAST_KIND_WEBINAR ? QStringLiteral("webinar:update:livestream_status")
							       : QStringLiteral("meeting:update:livestream_status");
}

static ToneText live_problem_text(const struct status &status)
{
	const struct live_status &live = status.live;
	const bool is_mild = is_code(live.problem, "zoom.4927") || is_code(live.problem, "zoom.200_not_started") ||
			     is_code(live.problem, "live.cancelled") || is_code(live.problem, "live.arm_expired");

	if (live.perhaps_started)
		return {TextTone::Warning, "Status.LivePerhapsStarted"};
	if (live.perhaps_stopped)
		return {TextTone::Warning, "Status.LivePerhapsStopped"};
	/* all else goes on without it */
	if (is_code(live.problem, "zoom.4711"))
		return {TextTone::Normal, text("Status.LiveScope", "{scope}", missing_scope(status, live.problem))};
	return {is_mild ? TextTone::Warning : TextTone::Bad, problem_short_text(live.problem)};
}

static StatusText live_failed_text(const struct status &status)
{
	StatusText told(live_problem_text(status));
	const QString details = problem_text(status.live.problem);

	if (details != told.words)
		told.details = details;
	if (status.live.problem.tracking_id)
		told.details = join_sentences(told.details, text("Details.Tracking", "{tracking}",
								 QString::fromUtf8(status.live.problem.tracking_id)));
	told.page_url = QString::fromUtf8(status.live.problem.page_url);
	return told;
}

/* The start has come to nothing because the settings could not be sent: of these more is told. */
static bool is_told_of_settings(const struct status &status)
{
	return (status.state == STATUS_FAILED || status.state == STATUS_WAITING) && status.problem.code &&
	       is_code(status.live.problem, status.problem.code);
}

/* The settings need the person, or are what the person has just dealt with. */
static bool settings_count_more(const struct status &status)
{
	switch (status.state) {
	case STATUS_IDLE:
		return problem_is_set(&status.destination_problem) ||
		       (status.changed_since_push && status.live.state != LIVE_ON);
	case STATUS_IN_SYNC:
	case STATUS_PUSHED:
		return false;
	default:
		return true;
	}
}

static StatusText running_text(const struct live_status &live)
{
	const QString pictures = text("Details.LivePictures");

	if (!live.at_s)
		return live_words(TextTone::Good, text("Status.LiveOnByOther"));
	if (live.has_own_settings)
		return live_words(TextTone::Good, timed_live_text("Status.LiveOnOwn", live.at_s),
				  join_sentences(text("Details.LiveOwn"), pictures));
	return live_words(TextTone::Good, timed_live_text("Status.LiveOn", live.at_s), pictures);
}

static StatusText known_text(const struct live_status &live)
{
	struct problem encrypted = {};

	if (live.is_encrypted) {
		problem_set(&encrypted, "zoom.4400");
		encrypted.zoom_code = 4400;

		const StatusText told =
			live_words(TextTone::Warning, problem_short_text(encrypted), problem_text(encrypted));

		problem_free(&encrypted);
		return told;
	}
	if (live.perhaps_started)
		return live_words(TextTone::Warning, text("Status.LivePerhapsStarted"));
	if (live.perhaps_stopped)
		return live_words(TextTone::Warning, text("Status.LivePerhapsStopped"));
	if (live.state == LIVE_ON)
		return running_text(live);
	if (live.is_armed)
		return live_words(TextTone::Normal, armed_text(live), text("Details.LiveArmed"));
	if (live.state == LIVE_STOPPED && live.at_s)
		return live_words(TextTone::Normal, timed_live_text("Status.LiveStopped", live.at_s));
	return nothing();
}

StatusText live_text(const struct status &status)
{
	const struct live_status &live = status.live;

	if (live_is_busy(live))
		return step_text(status);
	if (status_is_busy(&status))
		return nothing();
	if (live.offer != LIVE_OFFER_NONE && live.offer != LIVE_OFFER_TAKE_UP)
		return offer_text(live);
	if (problem_is_set(&live.problem))
		return is_told_of_settings(status) ? nothing() : live_failed_text(status);
	return settings_count_more(status) ? nothing() : known_text(live);
}

ToneText live_notice_text(const struct live_status &live)
{
	const struct problem &problem = live.armed_problem;

	if (live.offer == LIVE_OFFER_TAKE_UP)
		return {TextTone::Warning, "Notice.LiveTakeUp"};
	if (!live.is_armed || !problem_is_set(&problem))
		return {};
	if (is_code(problem, "zoom.4711") && problem.subject)
		return {TextTone::Normal, text("Notice.LiveScope", "{scope}",
					       QString::fromUtf8(problem.subject).section(QLatin1Char(','), 0, 0))};
	return {TextTone::Normal, problem_waiting_text(problem)};
}

QString armed_text(const struct live_status &live)
{
	if (!live.is_armed)
		return QString();
	switch (live.waits_for) {
	case LIVE_WAIT_TRY:
		return timed_live_text("Status.LiveArmedTry", live.armed_at_s);
	case LIVE_WAIT_OBS:
		return timed_live_text("Status.LiveArmedObs", live.armed_at_s);
	default:
		return timed_live_text("Status.LiveArmed", live.armed_at_s);
	}
}

QString start_countdown_text(int64_t remaining_ms)
{
	const int64_t seconds = (remaining_ms + COUNTED_MS - 1) / COUNTED_MS;

	return counted_text("Status.LiveStartsIn", "{seconds}", qMax<int64_t>(seconds, 0));
}

QString meeting_state_text(const struct live_status &live)
{
	switch (live.meeting) {
	case LIVE_MEETING_WAITING:
		return text("Meeting.Waiting");
	case LIVE_MEETING_RUNNING:
		return text("Meeting.Running");
	default:
		return QString();
	}
}

QString display_name_problem(const QString &name)
{
	return name.isEmpty() || live_display_name_is_valid(name.toUtf8().constData())
		       ? QString()
		       : text("Live.DisplayName.TooLong");
}
