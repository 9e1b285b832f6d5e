/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include <functional>

class NarrowButton;

/* What stands below all that the dialog shows, and never scrolls: where to go, and what is asked before one goes. */
class Footer : public QWidget {
	Q_OBJECT

public:
	Footer();

	/* Empty main_words: there is nothing to go on with. While is_busy neither of the two can be pressed. */
	void showButtons(const QString &main_words, bool has_back, bool is_busy);
	/* Asks whether what was typed may go, and does that then. */
	void askToDiscard(const std::function<void()> &then);
	void keepTyped();
	bool isAsking() const;
	/* The one to go on with takes the keyboard; where there is none, the one to close. */
	void focusMain();

signals:
	void back();
	void goOn();
	void closeWanted();

private:
	bool busy = false;
	NarrowButton *back_button;
	NarrowButton *main_button;
	NarrowButton *close_button;
	QWidget *question;
	std::function<void()> discard;
};
