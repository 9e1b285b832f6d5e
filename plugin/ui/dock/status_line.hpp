/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include "ui/text/status_text.hpp"

class ClippedLabel;
class QLabel;
class QPushButton;

/*
 * The status in words, with an icon, what does not fit behind a button, and a
 * button to the page on which a problem is mended. It counts down to the next
 * try, while there is one and somebody can see it.
 */
class StatusLine : public QWidget {
	Q_OBJECT

public:
	StatusLine();

	void showStatus(const struct status &status);

	/* What is shown stays as it is; no text is made any more. */
	void freeze();

protected:
	void showEvent(QShowEvent *event) override;

private:
	QString allWords() const;
	void countDown();

	QLabel *icon;
	ClippedLabel *line;
	QPushButton *details_button = nullptr;
	QPushButton *page_button = nullptr;

	StatusText shown;
	QDeadlineTimer next_try;
	QTimer next_second;
};
