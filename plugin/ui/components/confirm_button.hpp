/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "ui/components/narrow_button.hpp"

/* Asks back on itself, by other words, before it does what cannot be undone. */
class ConfirmButton : public NarrowButton {
	Q_OBJECT

public:
	ConfirmButton(const QString &words, const QString &question, QWidget *parent = nullptr);

	/* The question is not asked any more. */
	void reset();

signals:
	void confirmed();

protected:
	void focusOutEvent(QFocusEvent *event) override;
	void hideEvent(QHideEvent *event) override;

private:
	void showWords(const QString &shown);

	QString words;
	QString question;
	bool asking = false;
};
