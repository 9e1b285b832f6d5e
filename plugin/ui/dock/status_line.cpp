/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/status_line.hpp"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QUrl>

#include "ui/components/clipped_label.hpp"
#include "ui/components/icon_button.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/small_buttons.hpp"
#include "ui/components/wrapping_row.hpp"
#include "ui/text/live_text.hpp"
#include "ui/text/text.hpp"

static constexpr qint64 COUNTDOWN_STEP_MS = 1000;

StatusLine::StatusLine(ClippedLabel *details_)
	: buttons(new WrappingRow),
	  icon(new QLabel),
	  line(new ClippedLabel(text("Dock.Status"))),
	  details(details_),
	  details_button(new SmallButton)
{
	auto *layout = new QVBoxLayout(this);
	auto *row = new QHBoxLayout;

	layout->setContentsMargins(0, 0, 0, 0);
	/* what is less than the dock's own button is smaller */
	setStyleSheet(small_buttons_style());
	row->setSpacing(line->fontMetrics().horizontalAdvance(QLatin1Char(' ')));
	row->addWidget(icon, 0, Qt::AlignTop);
	row->addWidget(line, 1);
	layout->addLayout(row);
	notice = ClippedLabel::add(layout, "Dock.Notice");
	layout->addLayout(buttons);

	details_button->setText(text("Dock.Details"));
	details_button->setAccessibleName(details_button->text());
	details_button->setCheckable(true);
	details_button->hide();
	/* an id in them may be wanted by somebody else */
	details->setFocusPolicy(Qt::StrongFocus);
	buttons->addWidget(details_button);
	connect(details_button, &QToolButton::toggled, this, [this](bool on) {
		details->setVisible(on);
		emit detailsShown(on);
	});
	page_button = NarrowButton::add(buttons, "Dock.OpenPage",
					[this] { QDesktopServices::openUrl(QUrl(shown.page_url)); });
	page_button->hide();

	next_second.setSingleShot(true);
	connect(&next_second, &QTimer::timeout, this, &StatusLine::countDown);
}

static QStyle::StandardPixmap icon_of(const struct status &status, TextTone tone)
{
	if (status_is_busy(&status) || live_is_busy(status.live))
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

/* Where apps are made: no page of the portal, and not for everybody. */
static bool is_in_marketplace(const QString &page_url)
{
	return QUrl(page_url).host().startsWith(QLatin1String("marketplace."));
}

void StatusLine::showStatus(const struct status &status)
{
	const StatusText text = status_text(status);
	const ToneText more = notice_text(status);
	/* as tall as a line, like those of labels */
	const int icon_size = line->fontMetrics().height();

	if (text.words != shown.words || text.details != shown.details)
		details_button->setChecked(false);
	shown = text;
	/* one thing more is enough: a warning counts for more than the countdown to a try */
	next_try = text.retry_in_ms >= 0 && (more.tone != TextTone::Warning || text.countdown == Countdown::Start)
			   ? QDeadlineTimer(text.retry_in_ms)
			   : QDeadlineTimer(QDeadlineTimer::Forever);
	details->setWordsQuietly(text.details);
	details_button->setVisible(!text.details.isEmpty());
	line->setWords(text.words);
	line->setToolTip(duration_text(status));
	icon->setPixmap(style()->standardIcon(icon_of(status, text.tone)).pixmap(icon_size));
	if (next_try.isForever())
		notice->setTextOrHide(more);
	countDown();
	page_button->setWords(::text(is_in_marketplace(text.page_url) ? "Dock.OpenMarketplace" : "Dock.OpenPage"));
	page_button->setVisible(!text.page_url.isEmpty());
	page_button->setToolTip(text.page_url);
}

void StatusLine::countDown()
{
	next_second.stop();
	if (next_try.isForever())
		return;

	const qint64 remaining_ms = next_try.remainingTime();

	/* a screen reader is not told of each second */
	notice->setWordsQuietly(countdown_text(shown.countdown, remaining_ms));
	notice->setTone(TextTone::Normal);
	notice->show();
	/* once it shows again it goes on */
	if (!isVisible())
		return;

	if (remaining_ms > 0)
		next_second.start(static_cast<int>((remaining_ms - 1) % COUNTDOWN_STEP_MS + 1));
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
