/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/status_text.hpp"

#include <QDateTime>
#include <QLocale>

#include <cstring>
#include <iterator>

static constexpr int64_t MINUTE_S = 60;
static constexpr int64_t HOUR_S = 60 * MINUTE_S;

/* The time of day, with the date where that is not today. */
static QString clock_time(int64_t seconds)
{
	const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds);
	const QString time = moment.time().toString(QStringLiteral("HH:mm:ss"));

	if (moment.date() == QDate::currentDate())
		return time;
	return QLocale().toString(moment.date(), QLocale::ShortFormat) + QLatin1Char(' ') + time;
}

/* Fills in what belongs to the last push, and when Zoom was read last. */
static QString timed_text(const char *name, const struct status &status)
{
	return text(name, "{time}", clock_time(status.pushed_at_s ? status.pushed_at_s : status.remote_at_s))
		.replace(QLatin1String("{duration}"), QString::number(status.duration_ms));
}

static QString unconfigured_text(const struct status &status)
{
	if (!status.broadcast.id && !status.broadcast.page_url)
		return text("Status.Unconfigured");
	if (!status.broadcast.id)
		return text("Status.NoMeeting");
	if (!status.broadcast.page_url)
		return text("Status.NoPageUrl");
	return status.account_is_unknown ? problem_code_text("account.unknown") : text("Status.NoAccount");
}

static QString idle_text(const struct status &status)
{
	if (status.remote_accepted)
		return text(status.auto_sync ? "Status.KeptAuto" : "Status.Kept");
	if (!status.auto_sync)
		return text(status.changed_since_push ? "Status.Changed" : "Status.Ready");
	if (problem_is_set(&status.destination_problem))
		return text("Status.UnusableAuto");
	return text(status.changed_since_push ? "Status.ChangedAuto" : "Status.ReadyAuto");
}

/* What a person has stopped does not go on by itself either. */
static ToneText stopped_text(TextTone tone, const char *name, const struct status &status)
{
	return {tone, join_sentences(text(name), status.auto_sync ? text("Status.PausedAuto") : QString())};
}

/* It has worked. After a push by hand it is the moment to offer that it be done by itself. */
static ToneText good_text(const QString &words, const struct status &status)
{
	const bool offered = status.auto_sync_offered && !status.auto_sync && status.pushed_at_s;

	return {TextTone::Good, join_sentences(words, offered ? text("Status.Offer") : QString())};
}

static ToneText failed_text(const struct status &status)
{
	/* the remedies are about pushes */
	const QString words = status.is_undo
				      ? join_sentences(text("Status.UndoFailed"), problem_message_text(status.problem))
				      : problem_text(status.problem);

	if (!status.problem.tracking_id)
		return {TextTone::Bad, words};
	return {TextTone::Bad, join_sentences(words, text("Status.Tracking", "{tracking}",
							  QString::fromUtf8(status.problem.tracking_id)))};
}

static ToneText state_text(const struct status &status)
{
	switch (status.state) {
	case STATUS_UNCONFIGURED:
		return unconfigured_text(status);
	case STATUS_WAITING:
		/* without the remedy: there is nothing that the person has to do */
		return {TextTone::Warning, problem_message_text(status.problem)};
	case STATUS_PUSHING:
		return text(status.is_undo ? "Status.Undoing" : "Status.Pushing");
	case STATUS_VERIFYING:
		return timed_text(status.is_undo ? "Status.CheckingUndo" : "Status.Checking", status);
	case STATUS_PUSHED:
		return good_text(join_sentences(timed_text("Status.Pushed", status), problem_text(status.problem)),
				 status);
	case STATUS_IN_SYNC:
		return good_text(timed_text(status.pushed_at_s ? "Status.InSync" : "Status.InSyncChecked", status),
				 status);
	case STATUS_DIFFERS:
		return {TextTone::Warning,
			timed_text(status.remote_not_taken ? "Status.NotTaken" : "Status.Differs", status)
				.replace(QLatin1String("{what}"), difference_text(status))};
	case STATUS_CANCELLED:
		return stopped_text(TextTone::Warning,
				    status.may_have_arrived ? "Status.CancelledLate" : "Status.Cancelled", status);
	case STATUS_FAILED:
		return failed_text(status);
	case STATUS_UNDONE:
		return stopped_text(TextTone::Good, "Status.Undone", status);
	case STATUS_IDLE:
		break;
	}
	return idle_text(status);
}

StatusText status_text(const struct status &status)
{
	StatusText text = state_text(status);

	if (status.state == STATUS_WAITING || status.state == STATUS_FAILED)
		text.page_url = QString::fromUtf8(status.problem.page_url);
	if (status.state == STATUS_WAITING)
		text.retry_in_ms = status.retry_in_ms;
	return text;
}

QString countdown_text(int64_t remaining_ms)
{
	const int64_t seconds = (remaining_ms + 999) / 1000;
	const char *unit = "Duration.Seconds";

	if (seconds <= 0)
		return text("Status.NextTryNow");
	if (seconds >= HOUR_S)
		unit = "Duration.Hours";
	else if (seconds >= MINUTE_S)
		unit = "Duration.Minutes";

	const QString wait = text(unit, "{hours}", QString::number(seconds / HOUR_S))
				     .replace(QLatin1String("{minutes}"), QString::number(seconds % HOUR_S / MINUTE_S))
				     .replace(QLatin1String("{seconds}"), QString::number(seconds % MINUTE_S));

	return text("Status.NextTry", "{wait}", wait);
}

/* An address, which may be empty, and below it what there is to say of it. */
static QString join_lines(const QString &address, const QString &words)
{
	return address.isEmpty() ? words : address + QChar(QChar::LineSeparator) + words;
}

ToneText destination_text(const struct status &status)
{
	QString words;

	if (!status.destination_known)
		return {TextTone::Muted, "Destination.Reading"};
	words = QString::fromUtf8(status.destination_url);
	if (status.destination_key_hint)
		words += QStringLiteral("  ") + QString::fromUtf8(status.destination_key_hint);
	if (status.destination_problem.code)
		return {TextTone::Bad, join_lines(words, problem_text(status.destination_problem))};
	if (status.destination_private)
		return {TextTone::Warning, join_lines(words, text("Destination.Private"))};
	return words;
}

static bool differs_in(const struct status &status, const char *member)
{
	return status.remote_difference && strcmp(status.remote_difference, member) == 0;
}

QString difference_text(const struct status &status)
{
	if (differs_in(status, "stream_key"))
		return text("Difference.StreamKey");
	if (differs_in(status, "page_url"))
		return text("Difference.PageUrl");
	return text("Difference.StreamUrl");
}

static QString fetched_text(const char *name, const struct status &status)
{
	return text(name, "{time}", clock_time(status.remote_at_s));
}

/* The address that differs, and below it what that means. The key is compared, never shown. */
static QString different_text(const struct status &status)
{
	QString address;

	if (differs_in(status, "stream_url"))
		address = QString::fromUtf8(status.remote_url);
	else if (differs_in(status, "page_url"))
		address = QString::fromUtf8(status.remote_page_url);
	return join_lines(
		address,
		fetched_text("ZoomView.Different", status).replace(QLatin1String("{what}"), difference_text(status)));
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
		return {TextTone::Muted, fetched_text("ZoomView.Empty", status)};
	case STATUS_REMOTE_DIFFERENT:
		/* a warning where the person has still to act; what was accepted, or never pushed, is as it should be */
		return {status.state == STATUS_DIFFERS || status.changed_since_push ? TextTone::Warning
										    : TextTone::Normal,
			different_text(status)};
	case STATUS_REMOTE_MISSING_SCOPE:
		return {TextTone::Muted, missing_scope_text(status)};
	case STATUS_REMOTE_FAILED:
		return {TextTone::Warning,
			join_sentences(text("ZoomView.NotKnown"), problem_message_text(status.remote_problem))};
	case STATUS_REMOTE_UNKNOWN:
		break;
	}
	if (status.remote_fetching)
		return {TextTone::Muted, "ZoomView.Reading"};
	if (status.state == STATUS_UNCONFIGURED)
		return {TextTone::Muted, QString()};
	return {TextTone::Muted, "ZoomView.NotRead"};
}

QString meeting_text(const struct status &status)
{
	/* other people's words: on one line */
	const QString topic = QString::fromUtf8(status.topic).simplified();
	const QString host = QString::fromUtf8(status.host).simplified();

	if (host.isEmpty())
		return topic;
	return text(topic.isEmpty() ? "Meeting.Host" : "Meeting.TopicAndHost", "{host}", host)
		.replace(QLatin1String("{topic}"), topic);
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

QString meeting_id_text(uint64_t id)
{
	char buffer[MEETING_LINK_TEXT_SIZE];

	if (!id)
		return QString();
	meeting_link_format(id, buffer);
	return QString::fromLatin1(buffer);
}
