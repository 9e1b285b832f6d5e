/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/column_scroll_area.hpp"

#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <QPointer>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

static constexpr int LINE_STEP = 20;

ColumnScrollArea::ColumnScrollArea(QWidget *column_, QWidget *parent)
	: QWidget(parent),
	  viewport(new QWidget(this)),
	  column(column_),
	  scroll_bar(new QScrollBar(Qt::Vertical, this))
{
	column->setParent(viewport);
	column->installEventFilter(this);
	scroll_bar->setSingleStep(LINE_STEP);
	scroll_bar->hide();
	connect(scroll_bar, &QScrollBar::valueChanged, this, [this](int value) { column->move(0, -value); });
	connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
		if (now && column->isAncestorOf(now))
			showWidget(now);
	});
}

bool ColumnScrollArea::eventFilter(QObject *watched, QEvent *event)
{
	const bool filtered = QWidget::eventFilter(watched, event);

	if (watched == column && event->type() == QEvent::LayoutRequest) {
		fit();
		/* whoever sizes itself by the column's height is told */
		updateGeometry();
	}
	return filtered;
}

void ColumnScrollArea::resizeEvent(QResizeEvent *event)
{
	QWidget::resizeEvent(event);
	fit();
}

void ColumnScrollArea::wheelEvent(QWheelEvent *event)
{
	QApplication::sendEvent(scroll_bar, event);
}

int ColumnScrollArea::columnHeight(int width) const
{
	return column->layout()->totalHeightForWidth(width);
}

int ColumnScrollArea::heightDownTo(const QWidget *part) const
{
	return part->mapTo(column, QPoint(0, part->height())).y();
}

/* Whether the bar is needed is asked for the width without it, so that the answer does not depend on it. */
void ColumnScrollArea::fit()
{
	const bool needs_bar = columnHeight(width()) > height();
	const int bar_width = needs_bar ? scroll_bar->sizeHint().width() : 0;
	const int column_width = width() - bar_width;
	const int column_height = qMax(columnHeight(column_width), height());

	scroll_bar->setVisible(needs_bar);
	scroll_bar->setGeometry(column_width, 0, bar_width, height());
	scroll_bar->setPageStep(height());
	scroll_bar->setRange(0, column_height - height());
	viewport->setGeometry(0, 0, column_width, height());
	column->setGeometry(0, -scroll_bar->value(), column_width, column_height);
}

void ColumnScrollArea::reveal(const QWidget *widget)
{
	/* layouts that are asked for are made before */
	QTimer::singleShot(0, this, [this, wanted = QPointer<const QWidget>(widget)] {
		if (wanted && wanted->isVisible())
			showWidget(wanted);
	});
}

/* The keyboard may go to what is out of sight. */
void ColumnScrollArea::showWidget(const QWidget *widget)
{
	const int top = widget->mapTo(column, QPoint(0, 0)).y();
	const int bottom = top + widget->height();

	if (top < scroll_bar->value())
		scroll_bar->setValue(top);
	else if (bottom > scroll_bar->value() + height())
		scroll_bar->setValue(bottom - height());
}
