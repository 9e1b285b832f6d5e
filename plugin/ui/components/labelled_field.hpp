/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

class ClippedLabel;
class QLineEdit;

/* A field with its label above and, at times, what is wrong with it below. */
class LabelledField : public QWidget {
	Q_OBJECT

public:
	enum class Kind {
		Plain = 1,
		Masked, /* what is typed is not shown */
	};

	LabelledField(const char *label_name, Kind kind, QWidget *parent = nullptr);

	/* As the person sees it, without white space around it. */
	QString typed() const;
	/* The same of a secret: no copy of it is left behind. Free with secret_free. */
	char *typedSecret() const;
	void setText(const QString &text);
	/* The same without telling it as something that the person has typed. */
	void showText(const QString &text);
	void setPlaceholder(const QString &words);
	void setReadOnly(bool read_only);
	void takeFocus();

	const QString &label() const { return label_text; }
	/* Empty: nothing is wrong. */
	void showError(const QString &words);

signals:
	void edited();
	/* By Enter, or by leaving the field. */
	void committed();
	void entered();

private:
	QString label_text;
	QLineEdit *field;
	ClippedLabel *error;
};
