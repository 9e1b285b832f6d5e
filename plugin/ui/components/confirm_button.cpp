/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/confirm_button.hpp"

ConfirmButton::ConfirmButton(const QString &words_, const QString &question_, QWidget *parent)
	: NarrowButton(words_, parent),
	  words(words_),
	  question(question_)
{
	setAutoDefault(false);
	connect(this, &QPushButton::clicked, this, [this] {
		const bool was_asked = asking;

		reset();
		if (was_asked) {
			emit confirmed();
		} else {
			asking = true;
			showWords(question);
		}
	});
}

void ConfirmButton::showWords(const QString &shown)
{
	setText(shown);
	setAccessibleName(shown);
}

void ConfirmButton::reset()
{
	asking = false;
	showWords(words);
}

void ConfirmButton::focusOutEvent(QFocusEvent *event)
{
	NarrowButton::focusOutEvent(event);
	reset();
}

void ConfirmButton::hideEvent(QHideEvent *event)
{
	NarrowButton::hideEvent(event);
	reset();
}
