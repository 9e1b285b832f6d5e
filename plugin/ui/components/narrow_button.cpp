/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/narrow_button.hpp"

#include <QHelpEvent>
#include <QLayout>
#include <QMouseEvent>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QToolTip>

#include "ui/text/text.hpp"

NarrowButton::NarrowButton(const QString &words) : EnterButton(words)
{
	setMinimumWidth(0);
	setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
	setAccessibleName(words);
}

NarrowButton *NarrowButton::add(QLayout *layout, const char *name, const std::function<void()> &pressed)
{
	auto *button = new NarrowButton(::text(name));

	/* Enter in a field of a dialog presses none of them but its default one */
	button->setAutoDefault(false);
	layout->addWidget(button);
	if (pressed)
		connect(button, &QPushButton::clicked, button, pressed);
	return button;
}

void NarrowButton::setWords(const QString &words)
{
	/* a single one would name a key that presses the button */
	setText(QString(words).replace(QLatin1Char('&'), QLatin1String("&&")));
	setAccessibleName(words);
}

QString NarrowButton::fittingText() const
{
	QStyleOptionButton option;

	initStyleOption(&option);
	const int width = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this).width();

	for (const QString &words : QStringList(text()) + shorter_words) {
		if (fontMetrics().horizontalAdvance(words) <= width)
			return words;
	}
	return fontMetrics().elidedText(text(), Qt::ElideRight, width);
}

void NarrowButton::showBusy(bool is_busy)
{
	looks_busy = is_busy;
	update();
}

bool NarrowButton::event(QEvent *event)
{
	if (event->type() != QEvent::ToolTip || fittingText() == text())
		return EnterButton::event(event);
	QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
			   toolTip().isEmpty() ? accessibleName() : accessibleName() + QLatin1Char('\n') + toolTip(),
			   this);
	return true;
}

void NarrowButton::mouseDoubleClickEvent(QMouseEvent *event)
{
	event->accept();
}

void NarrowButton::paintEvent(QPaintEvent *)
{
	QStylePainter painter(this);
	QStyleOptionButton option;

	initStyleOption(&option);
	option.text = fittingText();
	if (looks_busy)
		option.state &= ~QStyle::State_Enabled;
	painter.drawControl(QStyle::CE_PushButton, option);
}

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
