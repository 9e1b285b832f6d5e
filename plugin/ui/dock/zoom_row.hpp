/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/status.h"

class ClippedLabel;
class IconButton;
class QLabel;

/* "Set in Zoom": what Zoom has, compared with OBS, and a button that has it read again. */
class ZoomRow : public QWidget {
	Q_OBJECT

public:
	ZoomRow();

	void showStatus(const struct status &status);

signals:
	void fetchWanted();

private:
	QLabel *title; /* only where it differs */
	ClippedLabel *view;
	IconButton *fetch_button;

	enum status_remote shown_remote = STATUS_REMOTE_UNKNOWN;
	const char *shown_difference = nullptr; /* which is one of a few constants */
};
