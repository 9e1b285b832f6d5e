/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QPushButton>

class QLayout;

/* A button that is never wider than its place: what does not fit ends in an ellipsis, and is told by its tool tip. */
class NarrowButton : public QPushButton {
	Q_OBJECT

public:
	explicit NarrowButton(const QString &words);
	/* One of a dialog, by the name of its text, which the layout takes over. */
	static NarrowButton *add(QLayout *layout, const char *name);

protected:
	bool event(QEvent *event) override;
	void paintEvent(QPaintEvent *event) override;

private:
	QString fittingText() const;
};
