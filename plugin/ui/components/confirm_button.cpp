/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/confirm_button.hpp"

ConfirmButton::ConfirmButton(const QString &words_, const QString &question_)
	: NarrowButton(words_),
	  words(words_),
	  question(question_)
{
	setAutoDefault(false);
	connect(this, &QPushButton::clicked, this, [this] {
		ask(!asking);
		if (!asking)
			emit confirmed();
	});
}

void ConfirmButton::ask(bool asking_)
{
	asking = asking_;
	setText(asking ? question : words);
	setAccessibleName(text());
}

void ConfirmButton::focusOutEvent(QFocusEvent *event)
{
	NarrowButton::focusOutEvent(event);
	ask(false);
}

void ConfirmButton::hideEvent(QHideEvent *event)
{
	NarrowButton::hideEvent(event);
	ask(false);
}
