/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QComboBox>
#include <QWheelEvent>

/* Keeps what is chosen where the wheel was meant to scroll what it stands in. */
class StillComboBox : public QComboBox {
public:
	using QComboBox::QComboBox;

protected:
	void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};
