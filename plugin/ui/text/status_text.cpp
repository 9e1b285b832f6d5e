/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/status_text.hpp"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include <cstring>
#include <iterator>

#include "core/model/cloud.h"
#include "ui/text/live_text.hpp"

static constexpr int64_t SECOND_MS = 1000;
static constexpr int64_t MINUTE_S = 60;
static constexpr int64_t HOUR_S = 60 * MINUTE_S;

/* The time of day, with the date where that is not today. */
static QString clock_time(const QDateTime &moment)
{
	if (moment.date() == QDate::currentDate())
		return QLocale().toString(moment.time(), QLocale::ShortFormat);
	return QLocale().toString(moment, QLocale::ShortFormat);
}

QString clock_text(int64_t seconds)
{
	return clock_time(QDateTime::fromSecsSinceEpoch(seconds));
}

/* What a text says of each member in which Zoom's settings can be others than OBS's. */
struct DifferenceNames {
	const char *stream_url;
	const char *stream_key;
	const char *page_url;
};

static bool differs_in(const struct status &status, const char *member)
{
	return status.remote_difference && strcmp(status.remote_difference, member) == 0;
}

static const char *difference_name(const struct status &status, const DifferenceNames &names)
{
	if (differs_in(status, "stream_key"))
		return names.stream_key;
	return differs_in(status, "page_url") ? names.page_url : names.stream_url;
}

/* Fills in when it was pushed, or when Zoom was read last. */
static QString timed_text(const char *name, const struct status &status)
{
	return text(name, "{time}", clock_text(status.pushed_at_s ? status.pushed_at_s : status.remote_at_s));
}

/* Short words by their name, and the whole of it. */
static StatusText outcome(TextTone tone, const char *name, const QString &details = QString())
{
	StatusText outcome(ToneText(tone, name));

	outcome.details = details;
	return outcome;
}

static StatusText problem_outcome(TextTone tone, const struct problem &problem, const QString &details)
{
	StatusText outcome(ToneText(tone, problem_short_text(problem)));

	/* nobody opens what has been read already */
	if (details != outcome.words)
		outcome.details = details;
	return outcome;
}

/* There is nothing that the person has to do. */
static StatusText waiting_text(const struct problem &problem)
{
	StatusText waiting(ToneText(TextTone::Warning, problem_waiting_text(problem)));

	waiting.details = problem_message_text(problem);
	return waiting;
}

/* What is next: one step at a time. */
static StatusText unconfigured_text(const struct status &status)
{
	if (status.account_is_unknown)
		return outcome(TextTone::Warning, "Status.UnknownAccount", problem_code_text("account.unknown"));
	if (!status.has_account)
		return outcome(TextTone::Normal, "Status.NoAccount");
	return outcome(TextTone::Normal, status.broadcast.id ? "Status.NoPageUrl" : "Status.NoMeeting");
}

static StatusText idle_text(const struct status &status)
{
	if (status.remote_accepted)
		return outcome(TextTone::Normal, status.auto_sync ? "Status.KeptAuto" : "Status.Kept");
	if (problem_is_set(&status.destination_problem))
		return problem_outcome(TextTone::Warning, status.destination_problem,
				       problem_text(status.destination_problem));
	if (!status.auto_sync)
		return outcome(TextTone::Normal, status.changed_since_push ? "Status.Changed" : "Status.Ready");
	return outcome(TextTone::Normal, status.changed_since_push ? "Status.ChangedAuto" : "Status.ReadyAuto");
}

/* What a person has stopped does not go on by itself either. */
static StatusText stopped_text(TextTone tone, const char *name, const struct status &status)
{
	return outcome(tone, name, status.auto_sync ? text("Details.PausedAuto") : QString());
}

static StatusText failed_text(const struct status &status)
{
	/* the remedies are about pushes */
	const QString words = status.is_undo
				      ? join_sentences(text("Status.UndoFailed"), problem_message_text(status.problem))
				      : problem_text(status.problem);
	const QString tracking = status.problem.tracking_id ? text("Details.Tracking", "{tracking}",
								   QString::fromUtf8(status.problem.tracking_id))
							    : QString();

	if (status.is_undo)
		return outcome(TextTone::Bad, "Status.UndoFailed", join_sentences(words, tracking));
	return problem_outcome(TextTone::Bad, status.problem, join_sentences(words, tracking));
}

static QString differs_text(const struct status &status)
{
	static constexpr DifferenceNames CHANGED = {"Details.Differs.StreamUrl", "Details.Differs.StreamKey",
						    "Details.Differs.PageUrl"};
	static constexpr DifferenceNames NOT_TAKEN = {"Details.NotTaken.StreamUrl", "Details.NotTaken.StreamKey",
						      "Details.NotTaken.PageUrl"};

	return join_sentences(text(difference_name(status, status.remote_not_taken ? NOT_TAKEN : CHANGED)),
			      text(status.remote_not_taken ? "Details.NotTaken" : "Details.Differs"));
}

static const char *cancelled_name(const struct status &status)
{
	if (!status.may_have_arrived)
		return "Status.Cancelled";
	return status.is_undo ? "Status.UndoCancelledLate" : "Status.CancelledLate";
}

static StatusText state_text(const struct status &status)
{
	switch (status.state) {
	case STATUS_UNCONFIGURED:
		return unconfigured_text(status);
	case STATUS_WAITING:
		return waiting_text(status.problem);
	case STATUS_PUSHING:
		return outcome(TextTone::Normal, status.is_undo ? "Status.Undoing" : "Status.Pushing");
	case STATUS_VERIFYING:
		return outcome(TextTone::Normal, status.is_undo ? "Status.CheckingUndo" : "Status.Checking");
	case STATUS_PUSHED:
		return outcome(
			TextTone::Good, "Status.Pushed",
			join_sentences(join_sentences(timed_text("Details.Sent", status), problem_text(status.problem)),
				       text("Details.NotLive")));
	case STATUS_IN_SYNC:
		return outcome(
			TextTone::Good, status.pushed_at_s ? "Status.InSync" : "Status.InSyncChecked",
			join_sentences(timed_text(status.pushed_at_s ? "Details.Sent" : "Details.Checked", status),
				       text("Details.NotLive")));
	case STATUS_DIFFERS:
		return outcome(TextTone::Warning, status.remote_not_taken ? "Status.NotTaken" : "Status.Differs",
			       differs_text(status));
	case STATUS_CANCELLED:
		return stopped_text(TextTone::Warning, cancelled_name(status), status);
	case STATUS_FAILED:
		return failed_text(status);
	case STATUS_UNDONE:
		return stopped_text(TextTone::Good, "Status.Undone", status);
	case STATUS_IDLE:
		break;
	}
	return idle_text(status);
}

/*
 * Two senders on one key break the stream; whoever has no meeting set up streams by OBS alone. Where the person is
 * asked what to do about it, that is told already.
 */
static bool is_warned_of_streaming(const struct status &status)
{
	return status.obs_is_streaming && status.state != STATUS_UNCONFIGURED && status.live.offer == LIVE_OFFER_NONE;
}

static StatusText settings_text(const struct status &status)
{
	StatusText text = state_text(status);

	if (status.state == STATUS_WAITING || status.state == STATUS_FAILED)
		text.page_url = QString::fromUtf8(status.problem.page_url);
	if (status.state == STATUS_WAITING)
		text.retry_in_ms = status.retry_in_ms;
	return text;
}

StatusText status_text(const struct status &status)
{
	const StatusText live = live_text(status);
	StatusText text = live.words.isEmpty() ? settings_text(status) : live;

	if (is_warned_of_streaming(status))
		text.details = join_sentences(::text("Details.Streaming"), text.details);
	return text;
}

bool offer_is_made(const struct status &status)
{
	return status.auto_sync_is_new && !status.auto_sync && !status.obs_is_streaming &&
	       live_text(status).words.isEmpty() && live_notice_text(status.live).words.isEmpty() &&
	       (status.state == STATUS_IN_SYNC || status.state == STATUS_PUSHED);
}

ToneText notice_text(const struct status &status)
{
	const ToneText live = live_notice_text(status.live);

	/* somebody has just pressed a key, and nothing has come of it */
	if (status.remark.code)
		return {TextTone::Warning, problem_short_text(status.remark)};
	if (!live.words.isEmpty())
		return live;
	if (is_warned_of_streaming(status))
		return {TextTone::Warning, "Notice.Streaming"};
	if (status.profile_is_copy)
		return {TextTone::Warning, "Notice.Copy"};
	/* after a push by hand it is the moment to offer that it be done by itself */
	if (offer_is_made(status))
		return {TextTone::Normal, "Notice.Offer"};
	return {};
}

QString duration_text(const struct status &status)
{
	return status.pushed_at_s ? text("Dock.Duration", "{duration}", QLocale().toString(qint64(status.duration_ms)))
				  : QString();
}

QString countdown_text(Countdown countdown, int64_t remaining_ms)
{
	const int64_t seconds = (remaining_ms + SECOND_MS - 1) / SECOND_MS;

	if (countdown == Countdown::Start)
		return start_countdown_text(remaining_ms);
	if (seconds <= 0)
		return text("Status.NextTryNow");
	if (seconds <= MINUTE_S)
		return counted_text("Status.NextTry.Seconds", "{seconds}", seconds);
	if (seconds <= HOUR_S)
		return counted_text("Status.NextTry.Minutes", "{minutes}", (seconds + MINUTE_S - 1) / MINUTE_S);
	return text("Status.NextTry.At", "{time}", clock_time(QDateTime::currentDateTime().addMSecs(remaining_ms)));
}

/* An address, which may be empty, and below it what there is to say of it. */
static QString join_lines(const QString &address, const QString &words)
{
	return address.isEmpty() ? words : address + QChar(QChar::LineSeparator) + words;
}

/* Whether it is what the dock says first, with all of it under its details. */
static bool is_outcome(const struct status &status, const struct problem &problem)
{
	return state_text(status).words == problem_short_text(problem);
}

ToneText destination_text(const struct status &status)
{
	QString words;

	if (!status.destination_known)
		return {TextTone::Normal, "Destination.Reading"};
	words = QString::fromUtf8(status.destination_url);
	const bool is_nowhere = words.isEmpty();

	if (status.destination_key_hint && !status.hide_details)
		words += QStringLiteral("  ") + QString::fromUtf8(status.destination_key_hint);
	if (status.destination_problem.code && is_outcome(status, status.destination_problem))
		return {TextTone::Bad, is_nowhere ? text("Destination.Unusable") : words};
	if (status.destination_problem.code)
		return {TextTone::Bad, join_lines(words, problem_text(status.destination_problem))};
	if (status.destination_private)
		return {TextTone::Warning, join_lines(words, text("Destination.Private"))};
	return words;
}

static QString fetched_text(const char *name, const struct status &status)
{
	return text(name, "{time}", clock_text(status.remote_at_s));
}

/* The address that differs, and below it what that means. The key is compared, never shown. */
static QString different_text(const struct status &status)
{
	static constexpr DifferenceNames NAMES = {"ZoomView.Different.StreamUrl", "ZoomView.Different.StreamKey",
						  "ZoomView.Different.PageUrl"};
	QString address;

	if (differs_in(status, "stream_url"))
		address = QString::fromUtf8(status.remote_url);
	else if (differs_in(status, "page_url"))
		address = QString::fromUtf8(status.remote_page_url);
	return join_lines(address, fetched_text(difference_name(status, NAMES), status));
}

static QString missing_scope_text(const struct status &status)
{
	/* of several, any one will do */
	QString scope = QString::fromUtf8(status.remote_problem.subject).section(QLatin1Char(','), 0, 0);

	if (scope.isEmpty())
		scope = status.broadcast.kind == BROADCAST_KIND_WEBINAR ? QStringLiteral("webinar:read:livestream")
									: QStringLiteral("meeting:read:livestream");
	return text("ZoomView.NotPermitted", "{scope}", scope);
}

ToneText zoom_text(const struct status &status)
{
	switch (status.remote) {
	case STATUS_REMOTE_SAME:
		return fetched_text("ZoomView.Same", status);
	case STATUS_REMOTE_EMPTY:
		return {TextTone::Normal, fetched_text("ZoomView.Empty", status)};
	case STATUS_REMOTE_DIFFERENT:
		/* a warning where the person has still to act; what was accepted, or never pushed, is as it should be */
		return {status.state == STATUS_DIFFERS || status.changed_since_push ? TextTone::Warning
										    : TextTone::Normal,
			different_text(status)};
	case STATUS_REMOTE_MISSING_SCOPE:
		return {TextTone::Normal, missing_scope_text(status)};
	case STATUS_REMOTE_FAILED:
		return {TextTone::Warning,
			join_sentences(text("ZoomView.NotKnown"), problem_message_text(status.remote_problem))};
	case STATUS_REMOTE_UNKNOWN:
		break;
	}
	if (status.remote_fetching)
		return {TextTone::Normal, "ZoomView.Reading"};
	if (status.state == STATUS_UNCONFIGURED)
		return {TextTone::Normal, QString()};
	return {TextTone::Normal, "ZoomView.NotRead"};
}

QString meeting_text(const struct status &status)
{
	/* other people's words: on one line */
	const QString topic = QString::fromUtf8(status.topic).simplified();
	const QString host = status.hide_details ? QString() : QString::fromUtf8(status.host).simplified();
	const QString state = meeting_state_text(status.live);
	QString whose = topic;

	if (!host.isEmpty())
		whose = text(topic.isEmpty() ? "Meeting.Host" : "Meeting.TopicAndHost", "{host}", host)
				.replace(QLatin1String("{topic}"), topic);
	if (state.isEmpty() || whose.isEmpty())
		return state + whose;
	return text("Meeting.StateAndWhose", "{state}", state).replace(QLatin1String("{whose}"), whose);
}

QString meeting_id_problem(enum meeting_link_result result, bool needed)
{
	/* by enum meeting_link_result */
	static const char *const NAMES[] = {
		"MeetingProblem.Empty",         "MeetingProblem.None",
		"MeetingProblem.TooShort",      "MeetingProblem.TooLong",
		"MeetingProblem.ForeignLink",   "MeetingProblem.Ambiguous",
		"MeetingProblem.OpaqueLink",    "MeetingProblem.EventLink",
		"MeetingProblem.RecordingLink", "MeetingProblem.RegistrationLink",
		"MeetingProblem.PersonalLink",
	};

	static_assert(std::size(NAMES) == MEETING_LINK_PERSONAL - MEETING_LINK_OK);
	if (result == MEETING_LINK_OK || (result == MEETING_LINK_EMPTY && !needed))
		return QString();
	return text(NAMES[result - MEETING_LINK_EMPTY]);
}

QString page_url_problem(enum page_url_result result, bool needed)
{
	/* by enum page_url_result */
	static const char *const NAMES[] = {
		"PageUrlProblem.Empty",     "PageUrlProblem.NotHttp", "PageUrlProblem.Invalid",
		"PageUrlProblem.Invisible", "PageUrlProblem.TooLong",
	};

	static_assert(std::size(NAMES) == PAGE_URL_TOO_LONG - PAGE_URL_OK);
	if (result == PAGE_URL_OK || (result == PAGE_URL_EMPTY && !needed))
		return QString();
	return text(NAMES[result - PAGE_URL_EMPTY]);
}

QString page_url_warning(const struct broadcast &broadcast)
{
	const QByteArray host = QUrl(QString::fromUtf8(broadcast.page_url)).host().toUtf8();

	return cloud_host_is_zoom(host.constData()) ? text("PageUrlWarning.Zoom") : QString();
}

QString meeting_id_text(uint64_t id)
{
	char buffer[MEETING_LINK_TEXT_SIZE];

	if (!id)
		return QString();
	meeting_link_format(id, buffer);
	return QString::fromLatin1(buffer);
}
