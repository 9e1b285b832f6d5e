/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/status.h"

class ClippedLabel;
class QBoxLayout;
class QLabel;
class QPushButton;

/* "Zoom streams to": what Zoom holds, compared with OBS, and a button that has it read again. */
class ZoomRow : public QWidget {
	Q_OBJECT

public:
	ZoomRow();

	void showStatus(const struct status &status);

signals:
	void fetchWanted();

protected:
	void resizeEvent(QResizeEvent *event) override;

private:
	QBoxLayout *heading;
	QLabel *title;
	ClippedLabel *view;
	QPushButton *fetch_button;

	enum status_remote shown_remote = STATUS_REMOTE_UNKNOWN;
	QString shown_difference;
};
