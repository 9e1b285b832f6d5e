/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QKeyEvent>

/* A QPushButton or QToolButton that Enter presses while it has the keyboard, as Space does. */
template<class Button> class EnterButton : public Button {
public:
	using Button::Button;

protected:
	void keyPressEvent(QKeyEvent *event) override
	{
		const bool is_enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;

		if (is_enter && !event->isAutoRepeat())
			Button::click();
		else if (!is_enter)
			Button::keyPressEvent(event);
	}
};
