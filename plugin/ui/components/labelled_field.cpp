/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/labelled_field.hpp"

#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "ui/components/clipped_label.hpp"

QLabel *add_labelled(QLayout *layout, const QString &words, QWidget *control)
{
	auto *label = new QLabel(words);

	label->setBuddy(control);
	control->setAccessibleName(words);
	control->setMinimumWidth(0);
	layout->addWidget(label);
	layout->addWidget(control);
	return label;
}

static qsizetype inserted_characters(const QString &before, const QString &now)
{
	const auto shorter = std::min(before.size(), now.size());
	const auto begin = std::mismatch(now.begin(), now.begin() + shorter, before.begin()).first - now.begin();
	const auto end =
		std::mismatch(now.rbegin(), now.rbegin() + (shorter - begin), before.rbegin()).first - now.rbegin();

	return now.size() - begin - end;
}

LabelledField::LabelledField(const char *label_name, QLineEdit::EchoMode mode, int error_lines)
	: label(text(label_name)),
	  edit(new QLineEdit),
	  error(new ClippedLabel(text("Account.FieldError", "{field}", label), TextTone::Bad, error_lines))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	name = add_labelled(layout, label, edit);
	name->setWordWrap(true);
	edit->setEchoMode(mode);
	error->keepFirstSentence();
	error->hide();
	layout->addWidget(error);
	setFocusProxy(edit);
	connect(edit, &QLineEdit::editingFinished, this, [this] {
		if (edit->hasFocus() || window()->focusWidget() != edit)
			emit entered();
		else
			emit windowLeft();
	});
	if (mode != QLineEdit::Normal)
		return;
	connect(edit, &QLineEdit::textEdited, this, [this](const QString &now) {
		is_pasted = inserted_characters(last, now) > 1;
		last = now;
	});
}

QString LabelledField::typed() const
{
	return edit->text().trimmed();
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
	edit->setText(text);
	if (edit->echoMode() == QLineEdit::Normal)
		last = text;
	if (window()->focusWidget() != edit)
		edit->setCursorPosition(0);
}

void LabelledField::showText(const QString &text)
{
	const QSignalBlocker blocker(edit);

	setText(text);
}

void LabelledField::showError(const QString &words, TextTone tone)
{
	error->setTextOrHide({tone, words});
	/* where it is cut */
	error->setToolTip(tool_tip_text(words));
}

void LabelledField::addBesideLabel(QWidget *widget)
{
	auto *column = static_cast<QVBoxLayout *>(layout());
	auto *heading = static_cast<QHBoxLayout *>(column->itemAt(0)->layout());

	if (!heading) {
		heading = new QHBoxLayout;
		column->removeWidget(name);
		heading->addWidget(name, 1);
		column->insertLayout(0, heading);
	}
	heading->addWidget(widget);
}

void LabelledField::keepReturn()
{
	edit->installEventFilter(this);
}

bool LabelledField::eventFilter(QObject *watched, QEvent *event)
{
	if (watched != edit || event->type() != QEvent::KeyPress)
		return QWidget::eventFilter(watched, event);

	const int key = static_cast<QKeyEvent *>(event)->key();

	if (key != Qt::Key_Return && key != Qt::Key_Enter)
		return QWidget::eventFilter(watched, event);
	emit edit->editingFinished();
	return true;
}
