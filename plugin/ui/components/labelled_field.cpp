/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/labelled_field.hpp"

#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/components/clipped_label.hpp"
#include "ui/components/theme.hpp"
#include "ui/text/text.hpp"

LabelledField::LabelledField(const char *label_name, Kind kind, QWidget *parent)
	: QWidget(parent),
	  label_text(text(label_name)),
	  field(new QLineEdit),
	  error(new ClippedLabel(text("Account.FieldError").replace(QLatin1String("{field}"), label_text), 0))
{
	auto *layout = new QVBoxLayout(this);
	auto *label = new QLabel(label_text);

	layout->setContentsMargins(0, 0, 0, 0);
	label->setWordWrap(true);
	label->setBuddy(field);
	layout->addWidget(label);
	field->setAccessibleName(label_text);
	field->setMinimumWidth(0);
	if (kind == Kind::Masked)
		field->setEchoMode(QLineEdit::Password);
	layout->addWidget(field);
	theme_set_tone(error, TextTone::Bad);
	error->hide();
	layout->addWidget(error);
	setFocusProxy(field);
	connect(field, &QLineEdit::textChanged, this, &LabelledField::edited);
	connect(field, &QLineEdit::editingFinished, this, &LabelledField::committed);
	connect(field, &QLineEdit::returnPressed, this, &LabelledField::entered);
}

QString LabelledField::typed() const
{
	return field->text().trimmed();
}

void LabelledField::setText(const QString &text)
{
	field->setText(text);
	field->setCursorPosition(0);
}

void LabelledField::showText(const QString &text)
{
	const QSignalBlocker blocker(field);

	field->setText(text);
	/* of what is too long the beginning shows */
	field->setCursorPosition(0);
}

void LabelledField::setPlaceholder(const QString &words)
{
	field->setPlaceholderText(words);
}

void LabelledField::setReadOnly(bool read_only)
{
	field->setReadOnly(read_only);
}

void LabelledField::takeFocus()
{
	field->setFocus();
}

void LabelledField::showError(const QString &words)
{
	error->setWordsOrHide(words);
}
