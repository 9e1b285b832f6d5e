/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include "ui/text/status_text.hpp"

class ClippedLabel;
class QLabel;
class NarrowButton;
class SmallButton;
class WrappingRow;

/*
 * The outcome in a few words, which are never cut, with an icon; below it one
 * thing more that counts now, and small buttons: the whole text, and the page on
 * which a problem is mended. It counts down to the next try, while there is one
 * and somebody can see it.
 */
class StatusLine : public QWidget {
	Q_OBJECT

public:
	/* The whole text shows in a label that has its place elsewhere. */
	explicit StatusLine(ClippedLabel *details);

	void showStatus(const struct status &status);

	/* The outcome, as it shows. */
	QString words() const { return shown.words; }

	/* What is shown stays as it is; no text is made any more. */
	void freeze();

	WrappingRow *const buttons; /* small ones, in the order in which they were added */

signals:
	void detailsShown(bool shown);

protected:
	void showEvent(QShowEvent *event) override;

private:
	void countDown();

	QLabel *icon;
	ClippedLabel *line;
	ClippedLabel *notice = nullptr;
	ClippedLabel *details;
	SmallButton *details_button;
	NarrowButton *page_button = nullptr;

	StatusText shown;
	QDeadlineTimer next_try;
	QTimer next_second;
};
