/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QPushButton>
#include <QStringList>

#include <functional>

#include "ui/components/enter_button.hpp"

class QLayout;

/*
 * A button that is never wider than its place: what does not fit is said in shorter words, where there are such that
 * do, or else ends in an ellipsis, and is told by its tool tip. Enter presses the one that has the keyboard, as Space
 * does, and no other. A double click is one press: where that has brought another button to its place, the second click
 * was not meant for it.
 */
class NarrowButton : public EnterButton<QPushButton> {
	Q_OBJECT

public:
	explicit NarrowButton(const QString &words);
	/* One of a dialog, by the name of its text, which the layout takes over; what a press of it does, if that is told. */
	static NarrowButton *add(QLayout *layout, const char *name, const std::function<void()> &pressed = nullptr);

	/* Of others: an "&" in them is one. */
	void setWords(const QString &words);
	/* The longest of them that fits is shown where its own words do not, which stay its accessible name. */
	void setShorterWords(const QStringList &words) { shorter_words = words; }
	/* Looks as if it could not be pressed, and keeps the keyboard, which a button that is disabled loses. */
	void showBusy(bool is_busy);

protected:
	bool event(QEvent *event) override;
	void mouseDoubleClickEvent(QMouseEvent *event) override;
	void paintEvent(QPaintEvent *event) override;

private:
	QString fittingText() const;

	QStringList shorter_words; /* the longest first */
	bool looks_busy = false;
};

/* Asks back on itself, by other words, before it does what cannot be undone. */
class ConfirmButton : public NarrowButton {
	Q_OBJECT

public:
	ConfirmButton(const QString &words, const QString &question);

signals:
	void confirmed();

protected:
	void focusOutEvent(QFocusEvent *event) override;
	void hideEvent(QHideEvent *event) override;

private:
	void ask(bool asking);

	QString words;
	QString question;
	bool asking = false;
};
