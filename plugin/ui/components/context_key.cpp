/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/context_key.hpp"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QWidget>

bool open_menu_by_key(const QKeyEvent &event)
{
	QWidget *const widget = QApplication::focusWidget();

	if (!widget || event.key() != Qt::Key_F10 || event.modifiers() != Qt::ShiftModifier)
		return false;

	const QPoint place = widget->inputMethodQuery(Qt::ImCursorRectangle).toRect().center();
	QContextMenuEvent wanted(QContextMenuEvent::Keyboard, place, widget->mapToGlobal(place));

	QApplication::sendEvent(widget, &wanted);
	return true;
}
