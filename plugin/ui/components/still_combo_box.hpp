/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QComboBox>
#include <QKeyEvent>
#include <QWheelEvent>

/*
 * Keeps what is chosen where the wheel was meant to scroll what it stands in, and where keys pass entries: these open
 * the list, of which nothing is chosen before Enter or a click.
 */
class StillComboBox : public QComboBox {
public:
	using QComboBox::QComboBox;

protected:
	void wheelEvent(QWheelEvent *event) override { event->ignore(); }
	void keyPressEvent(QKeyEvent *event) override
	{
		switch (event->key()) {
		case Qt::Key_Up:
		case Qt::Key_Down:
		case Qt::Key_PageUp:
		case Qt::Key_PageDown:
		case Qt::Key_Home:
		case Qt::Key_End:
		case Qt::Key_Space:
		case Qt::Key_F4:
			showPopup();
			break;
		default:
			event->ignore();
		}
	}
};
