/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/wrapping_check_box.hpp"

#include <QEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTextLayout>

WrappingCheckBox::WrappingCheckBox(const QString &words_) : QCheckBox(words_), words(words_)
{
	QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);

	policy.setHeightForWidth(true);
	setSizePolicy(policy);
	setAccessibleName(words);
}

QStringList WrappingCheckBox::linesFor(int width) const
{
	QStyleOptionButton option;
	QTextLayout layout(words, font());
	QStringList lines;

	initStyleOption(&option);
	option.rect = QRect(0, 0, width, height());
	width = style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this).width();
	layout.beginLayout();
	for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
		line.setLineWidth(qMax(1, width));
		lines += words.mid(line.textStart(), line.textLength()).trimmed();
	}
	layout.endLayout();
	return lines;
}

QSize WrappingCheckBox::sizeOf(const QStringList &lines) const
{
	QStyleOptionButton option;
	const QSize text_size = fontMetrics().size(0, lines.join(QLatin1Char('\n')));

	initStyleOption(&option);
	return style()->sizeFromContents(QStyle::CT_CheckBox, &option, text_size, this);
}

QSize WrappingCheckBox::sizeHint() const
{
	return sizeOf({words});
}

int WrappingCheckBox::heightForWidth(int width) const
{
	return sizeOf(linesFor(width)).height();
}

void WrappingCheckBox::wrap()
{
	const QString wrapped = linesFor(width()).join(QLatin1Char('\n'));

	if (wrapped != text())
		setText(wrapped);
}

void WrappingCheckBox::resizeEvent(QResizeEvent *event)
{
	QCheckBox::resizeEvent(event);
	wrap();
}

void WrappingCheckBox::changeEvent(QEvent *event)
{
	QCheckBox::changeEvent(event);
	if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
		wrap();
}
