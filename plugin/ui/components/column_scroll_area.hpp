/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

class QScrollBar;

/*
 * Scrolls one column whose height depends on its width, as that of texts which
 * wrap does. QScrollArea is no good for it: its own way to fit such contents can
 * go round for ever, because the scroll bar takes the width that made it
 * needless; and Qt 5's accessible form of it crashes when a screen reader asks
 * for its parts while the scroll bar goes.
 */
class ColumnScrollArea : public QWidget {
	Q_OBJECT

public:
	/* Takes the column over. It needs a layout. */
	explicit ColumnScrollArea(QWidget *column, QWidget *parent = nullptr);

	/* How high the column is where it has that width, so that nothing needs to be scrolled. */
	int columnHeight(int width) const;

	/* How much of the column there is down to the end of that part. */
	int heightDownTo(const QWidget *part) const;

	/* Scrolls to a part of the column, once everything has its place. */
	void reveal(const QWidget *widget);

	bool eventFilter(QObject *watched, QEvent *event) override;

protected:
	void resizeEvent(QResizeEvent *event) override;
	void wheelEvent(QWheelEvent *event) override;

private:
	void fit();
	void showWidget(const QWidget *widget);

	QWidget *viewport;
	QWidget *column;
	QScrollBar *scroll_bar;
};
