/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/zoom_row.hpp"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/components/clipped_label.hpp"
#include "ui/text/status_text.hpp"

ZoomRow::ZoomRow()
	: heading(new QBoxLayout(QBoxLayout::LeftToRight)),
	  title(new QLabel(text("Dock.ZoomView"))),
	  view(new ClippedLabel(text("Dock.ZoomView"))),
	  fetch_button(new QPushButton(text("Dock.Check")))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	title->setWordWrap(true);
	heading->addWidget(title, 1);
	fetch_button->setAccessibleName(text("Dock.Check"));
	connect(fetch_button, &QPushButton::clicked, this, &ZoomRow::fetchWanted);
	heading->addWidget(fetch_button);
	layout->addLayout(heading);
	layout->addWidget(view);
	hide();
}

/* Side by side, unless a word of the title would not fit then. */
void ZoomRow::resizeEvent(QResizeEvent *event)
{
	const int needed_width =
		title->minimumSizeHint().width() + heading->spacing() + fetch_button->sizeHint().width();

	QWidget::resizeEvent(event);
	heading->setDirection(width() < needed_width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ZoomRow::showStatus(const struct status &status)
{
	const ToneText text = zoom_text(status);
	const QString difference = difference_text(status);

	/* nobody is interrupted because the same was read once more */
	if (status.remote == shown_remote && difference == shown_difference)
		view->setWordsQuietly(text.words);
	else
		view->setWords(text.words);
	shown_remote = status.remote;
	shown_difference = difference;
	view->setTone(text.tone);
	/* a button that is disabled loses the keyboard */
	fetch_button->setEnabled(!status.remote_fetching || fetch_button->hasFocus());
	setVisible(!text.words.isEmpty());
}
