/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/zoom_row.hpp"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/components/clipped_label.hpp"
#include "ui/components/icon_button.hpp"
#include "ui/text/status_text.hpp"

ZoomRow::ZoomRow()
	: title(new QLabel(text("Dock.ZoomView"))),
	  view(new ClippedLabel(text("Dock.ZoomView"))),
	  fetch_button(new IconButton("Dock.Check", "icon-refresh", "refreshIconSmall"))
{
	auto *layout = new QHBoxLayout(this);
	auto *column = new QVBoxLayout;

	layout->setContentsMargins(0, 0, 0, 0);
	title->setWordWrap(true);
	column->addWidget(title);
	column->addWidget(view);
	layout->addLayout(column, 1);
	layout->addWidget(fetch_button, 0, Qt::AlignTop);
	connect(fetch_button, &QToolButton::clicked, this, &ZoomRow::fetchWanted);
	hide();
}

void ZoomRow::showStatus(const struct status &status)
{
	const ToneText text = zoom_text(status);

	/* nobody is interrupted because the same was read once more */
	if (status.remote == shown_remote && status.remote_difference == shown_difference)
		view->setWordsQuietly(text.words);
	else
		view->setWords(text.words);
	shown_remote = status.remote;
	shown_difference = status.remote_difference;
	view->setTone(text.tone);
	title->setVisible(status.remote == STATUS_REMOTE_DIFFERENT);
	/* a button that is disabled loses the keyboard */
	fetch_button->setEnabled(!status.remote_fetching || fetch_button->hasFocus());
	setVisible(!text.words.isEmpty());
}
