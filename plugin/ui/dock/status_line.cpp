/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/status_line.hpp"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QUrl>

#include "ui/components/clipped_label.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/text/text.hpp"

static constexpr int LINES_MAX = 3;
static constexpr qint64 SECOND_MS = 1000;

StatusLine::StatusLine() : icon(new QLabel), line(new ClippedLabel(text("Dock.Status"), TextTone::Normal, LINES_MAX))
{
	auto *layout = new QVBoxLayout(this);
	auto *row = new QHBoxLayout;

	layout->setContentsMargins(0, 0, 0, 0);
	row->addWidget(icon, 0, Qt::AlignTop);
	row->addWidget(line, 1);
	layout->addLayout(row);

	details_button = NarrowButton::add(layout, "Dock.Details");
	details_button->setCheckable(true);
	details_button->hide();
	connect(details_button, &QPushButton::toggled, line, &ClippedLabel::setUnfolded);
	connect(line, &ClippedLabel::clippedChanged, details_button, &QPushButton::setVisible);

	page_button =
		NarrowButton::add(layout, "Dock.OpenPage", [this] { QDesktopServices::openUrl(QUrl(shown.page_url)); });
	page_button->hide();

	next_second.setSingleShot(true);
	connect(&next_second, &QTimer::timeout, this, &StatusLine::countDown);
}

static QStyle::StandardPixmap icon_of(const struct status &status, TextTone tone)
{
	if (status_is_busy(&status))
		return QStyle::SP_BrowserReload;
	switch (tone) {
	case TextTone::Good:
		return QStyle::SP_DialogApplyButton;
	case TextTone::Warning:
		return QStyle::SP_MessageBoxWarning;
	case TextTone::Bad:
		return QStyle::SP_MessageBoxCritical;
	default:
		return QStyle::SP_MessageBoxInformation;
	}
}

void StatusLine::showStatus(const struct status &status)
{
	const StatusText text = status_text(status);
	const int icon_size = style()->pixelMetric(QStyle::PM_SmallIconSize);
	const bool same_words = text.words == shown.words && text.tone == shown.tone;
	const bool same_wait = text.retry_in_ms >= 0 && shown.retry_in_ms >= 0;

	if (!same_words)
		details_button->setChecked(false);
	shown = text;
	next_try = text.retry_in_ms >= 0 ? QDeadlineTimer(text.retry_in_ms) : QDeadlineTimer(QDeadlineTimer::Forever);
	/* a status that was reported for something else does not interrupt who listens to the same wait */
	if (same_words && same_wait)
		line->setWordsQuietly(allWords());
	else
		line->setWords(allWords());
	countDown();
	line->setTone(text.tone);
	icon->setPixmap(style()->standardIcon(icon_of(status, text.tone)).pixmap(icon_size));
	page_button->setVisible(!text.page_url.isEmpty());
	page_button->setToolTip(text.page_url);
}

QString StatusLine::allWords() const
{
	if (next_try.isForever())
		return shown.words;
	/* first, because the end of many words is folded away */
	return join_sentences(countdown_text(next_try.remainingTime()), shown.words);
}

void StatusLine::countDown()
{
	next_second.stop();
	/* once it shows again it goes on */
	if (next_try.isForever() || !isVisible())
		return;
	line->setWordsQuietly(allWords());

	const qint64 remaining_ms = next_try.remainingTime();

	if (remaining_ms > 0)
		next_second.start(static_cast<int>((remaining_ms - 1) % SECOND_MS + 1));
}

void StatusLine::freeze()
{
	next_try = QDeadlineTimer(QDeadlineTimer::Forever);
	next_second.stop();
}

void StatusLine::showEvent(QShowEvent *event)
{
	QWidget::showEvent(event);
	countDown();
}
