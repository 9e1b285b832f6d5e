/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QLineEdit>

#include "ui/text/text.hpp"

class ClippedLabel;
class QLabel;
class QLayout;

/* Adds a control, and above it its label, which is its accessible name too. */
QLabel *add_labelled(QLayout *layout, const QString &words, QWidget *control);

/* A field with its label above and, at times, what is wrong with it below. */
class LabelledField : public QWidget {
	Q_OBJECT

public:
	/* error_lines 0: all that is wrong shows; else so many lines of it, or its first sentence, and a tool tip. */
	explicit LabelledField(const char *label_name, QLineEdit::EchoMode mode = QLineEdit::Normal,
			       int error_lines = 0);

	/* As the person sees it, without white space around it. */
	QString typed() const;
	/* The same of a secret: no copy of it is left behind. Free with secret_free. */
	char *typedSecret() const;
	/* Of what is too long the beginning shows, but where the person is typing. */
	void setText(const QString &text);
	/* The same without telling it as something that the person has typed. */
	void showText(const QString &text);
	/* What stands there came in one piece, as what is pasted does. */
	bool isPasted() const { return is_pasted; }
	/* Empty: nothing is wrong. What is only odd is a warning. */
	void showError(const QString &words, TextTone tone = TextTone::Bad);
	/* At the right, each one beside the one before. */
	void addBesideLabel(QWidget *widget);
	/* Enter ends the editing, and presses no default button of a dialog. */
	void keepReturn();
	void clearError() { showError(QString()); }

	bool eventFilter(QObject *watched, QEvent *event) override;

signals:
	/* By Enter or by leaving the field. */
	void entered();
	/* Its window is left, with the keyboard still here: who comes back may type on. */
	void windowLeft();

public:
	const QString label;
	QLineEdit *const edit;

private:
	QLabel *name;
	ClippedLabel *error;
	QString last; /* what stood there; not of secrets */
	bool is_pasted = false;
};
