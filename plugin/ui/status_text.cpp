/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "status_text.hpp"

#include <QDateTime>

#include <util/bmem.h>

#include "core/problem_text.h"
#include "text.hpp"

static QString take(char *utf8)
{
	const QString string = QString::fromUtf8(utf8);

	bfree(utf8);
	return string;
}

static QString join_sentences(const QString &first, const QString &second)
{
	/* other people's words often end without a full stop */
	const bool ends = first.isEmpty() || !first.back().isLetterOrNumber();

	if (first.isEmpty() || second.isEmpty())
		return first + second;
	return first + QLatin1String(ends ? " " : ". ") + second;
}

/* An address, and below it what is the matter with it. */
static QString join_lines(const QString &address, const QString &words)
{
	return address.isEmpty() ? words : address + QChar(QChar::LineSeparator) + words;
}

QString problem_text(const struct problem &problem)
{
	return join_sentences(take(problem_message(&problem, module_text_find)),
			      take(problem_remedy(&problem, module_text_find)));
}

static QString clock_time(int64_t seconds)
{
	return QDateTime::fromSecsSinceEpoch(seconds).time().toString(QStringLiteral("HH:mm:ss"));
}

/* Fills in what belongs to the last push. */
static QString pushed_text(const char *name, const struct status &status)
{
	return text(name)
		.replace(QLatin1String("{time}"), clock_time(status.pushed_at_s))
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
	return text("Status.NoAccount");
}

static StatusText failed_text(const struct status &status)
{
	QString words = problem_text(status.problem);

	if (status.problem.tracking_id)
		words = join_sentences(words, text("Status.Tracking")
						      .replace(QLatin1String("{tracking}"),
							       QString::fromUtf8(status.problem.tracking_id)));
	return {TextTone::Bad, words, QString::fromUtf8(problem_page_url(&status.problem))};
}

StatusText status_text(const struct status &status)
{
	switch (status.state) {
	case STATUS_UNCONFIGURED:
		return {TextTone::Normal, unconfigured_text(status), QString()};
	case STATUS_PUSHING:
		return {TextTone::Normal, text("Status.Pushing"), QString()};
	case STATUS_CHECKING:
		return {TextTone::Normal, pushed_text("Status.Checking", status), QString()};
	case STATUS_PUSHED:
		return {TextTone::Good,
			join_sentences(pushed_text("Status.Pushed", status), problem_text(status.problem)), QString()};
	case STATUS_IN_SYNC:
		return {TextTone::Good, pushed_text("Status.InSync", status), QString()};
	case STATUS_DIFFERS:
		return {TextTone::Warning,
			pushed_text("Status.Differs", status)
				.replace(QLatin1String("{field}"), QString::fromUtf8(status.difference)),
			QString()};
	case STATUS_CANCELLED:
		return {TextTone::Warning, text(status.may_have_arrived ? "Status.CancelledLate" : "Status.Cancelled"),
			QString()};
	case STATUS_FAILED:
		return failed_text(status);
	case STATUS_IDLE:
		break;
	}
	return {TextTone::Normal, text(status.changed_since_push ? "Status.Changed" : "Status.Ready"), QString()};
}

StatusText destination_text(const struct status &status)
{
	QString words;

	if (!status.destination_known)
		return {TextTone::Muted, text("Destination.Reading"), QString()};
	words = QString::fromUtf8(status.destination_url);
	if (status.destination_key_hint)
		words += QStringLiteral("  ") + QString::fromUtf8(status.destination_key_hint);
	if (status.destination_problem.code)
		return {TextTone::Bad, join_lines(words, problem_text(status.destination_problem)), QString()};
	if (status.destination_private)
		return {TextTone::Warning, join_lines(words, text("Destination.Private")), QString()};
	return {TextTone::Normal, words, QString()};
}

QString settings_text(const struct status &status)
{
	struct problem problem = {};
	QString words;

	if (!status.settings_code)
		return QString();
	problem_set(&problem, status.settings_code);
	words = problem_text(problem);
	problem_free(&problem);
	return words;
}
