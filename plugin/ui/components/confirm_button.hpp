/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "ui/components/narrow_button.hpp"

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
