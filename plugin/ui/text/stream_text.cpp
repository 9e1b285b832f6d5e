/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/stream_text.hpp"

#include <QDateTime>
#include <QLocale>

#include <cstring>

#include "ui/text/text.hpp"

QString clock_time(int64_t seconds)
{
	const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds);
	const QString time = moment.time().toString(QStringLiteral("HH:mm:ss"));

	if (moment.date() == QDate::currentDate())
		return time;
	return QLocale().toString(moment.date(), QLocale::ShortFormat) + QLatin1Char(' ') + time;
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
		return {TextTone::Muted, text("Destination.Reading")};
	words = QString::fromUtf8(status.destination_url);
	if (status.destination_key_hint)
		words += QStringLiteral("  ") + QString::fromUtf8(status.destination_key_hint);
	if (status.destination_problem.code)
		return {TextTone::Bad, join_lines(words, problem_text(status.destination_problem))};
	if (status.destination_private)
		return {TextTone::Warning, join_lines(words, text("Destination.Private"))};
	return {TextTone::Normal, words};
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
		return {TextTone::Normal, fetched_text("ZoomView.Same", status)};
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
		return {TextTone::Muted, text("ZoomView.Reading")};
	if (status.state == STATUS_UNCONFIGURED)
		return {TextTone::Muted, QString()};
	return {TextTone::Muted, text("ZoomView.NotRead")};
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
