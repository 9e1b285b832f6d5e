/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/status_text.hpp"

#include "ui/text/stream_text.hpp"
#include "ui/text/text.hpp"

static constexpr int64_t MINUTE_S = 60;
static constexpr int64_t HOUR_S = 60 * MINUTE_S;

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
	if (status.account_is_unknown)
		return problem_code_text("account.unknown");
	return text("Status.NoAccount");
}

static QString idle_text(const struct status &status)
{
	if (status.remote_accepted)
		return text(status.auto_sync ? "Status.KeptAuto" : "Status.Kept");
	if (status.auto_sync && problem_is_set(&status.destination_problem))
		return text("Status.UnusableAuto");
	if (status.auto_sync)
		return text(status.changed_since_push ? "Status.ChangedAuto" : "Status.ReadyAuto");
	return text(status.changed_since_push ? "Status.Changed" : "Status.Ready");
}

/* What a person has stopped does not go on by itself either. */
static StatusText stopped_text(TextTone tone, const char *name, const struct status &status)
{
	return {tone, status.auto_sync ? join_sentences(text(name), text("Status.PausedAuto")) : text(name)};
}

/* A push by hand has worked: the moment to offer that it be done by itself. */
static QString with_offer(const QString &words, const struct status &status)
{
	const bool offered = status.auto_sync_offered && !status.auto_sync && status.pushed_at_s;

	return offered ? join_sentences(words, text("Status.Offer")) : words;
}

static StatusText failed_text(const struct status &status)
{
	QString words;

	/* the remedies are about pushes */
	if (status.is_undo)
		words = join_sentences(text("Status.UndoFailed"), problem_message_text(status.problem));
	else
		words = problem_text(status.problem);
	if (status.problem.tracking_id)
		words = join_sentences(words, text("Status.Tracking", "{tracking}",
						   QString::fromUtf8(status.problem.tracking_id)));
	return {TextTone::Bad, words, QString::fromUtf8(status.problem.page_url)};
}

StatusText status_text(const struct status &status)
{
	switch (status.state) {
	case STATUS_UNCONFIGURED:
		return {TextTone::Normal, unconfigured_text(status)};
	case STATUS_WAITING:
		/* without the remedy: there is nothing that the person has to do */
		return {TextTone::Warning, problem_message_text(status.problem),
			QString::fromUtf8(status.problem.page_url), status.retry_in_ms};
	case STATUS_PUSHING:
		return {TextTone::Normal, text(status.is_undo ? "Status.Undoing" : "Status.Pushing")};
	case STATUS_VERIFYING:
		return {TextTone::Normal,
			timed_text(status.is_undo ? "Status.CheckingUndo" : "Status.Checking", status)};
	case STATUS_PUSHED:
		return {TextTone::Good,
			with_offer(join_sentences(timed_text("Status.Pushed", status), problem_text(status.problem)),
				   status)};
	case STATUS_IN_SYNC:
		return {TextTone::Good,
			with_offer(timed_text(status.pushed_at_s ? "Status.InSync" : "Status.InSyncChecked", status),
				   status)};
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
	return {TextTone::Normal, idle_text(status)};
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
