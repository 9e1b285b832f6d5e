/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/labelled_field.hpp"

#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <util/bmem.h>

#include "core/base/secret.h"
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

char *LabelledField::typedSecret() const
{
	QString words = typed();
	QByteArray bytes = words.toUtf8();
	char *secret = bstrdup(bytes.constData());

	secret_wipe(bytes.data(), static_cast<size_t>(bytes.size()));
	/* where nothing was trimmed off, the text is the field's own */
	if (words.isDetached())
		secret_wipe(words.data(), static_cast<size_t>(words.size()) * sizeof(QChar));
	return secret;
}

void LabelledField::setText(const QString &text)
{
	field->setText(text);
	/* of what is too long the beginning shows */
	field->setCursorPosition(0);
}

void LabelledField::showText(const QString &text)
{
	const QSignalBlocker blocker(field);

	setText(text);
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
