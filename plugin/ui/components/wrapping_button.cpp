/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/wrapping_button.hpp"

#include <QEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTextLayout>

#include <type_traits>

/* How a style names the parts of the two. */
template<class Button> struct PartsOf {
	static constexpr bool IS_CHECK_BOX = std::is_same_v<Button, QCheckBox>;
	static constexpr QStyle::SubElement CONTENTS = IS_CHECK_BOX ? QStyle::SE_CheckBoxContents
								    : QStyle::SE_RadioButtonContents;
	static constexpr QStyle::ContentsType TYPE = IS_CHECK_BOX ? QStyle::CT_CheckBox : QStyle::CT_RadioButton;
};

template<class Button> WrappingButton<Button>::WrappingButton(const QString &words_) : Button(words_), words(words_)
{
	QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);

	policy.setHeightForWidth(true);
	this->setSizePolicy(policy);
	this->setAccessibleName(words);
}

template<class Button> QStringList WrappingButton<Button>::linesFor(int width) const
{
	QStyleOptionButton option;
	QTextLayout layout(words, this->font());
	QStringList lines;

	this->initStyleOption(&option);
	option.rect = QRect(0, 0, width, this->height());
	width = this->style()->subElementRect(PartsOf<Button>::CONTENTS, &option, this).width();
	layout.beginLayout();
	for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
		line.setLineWidth(qMax(1, width));
		lines += words.mid(line.textStart(), line.textLength()).trimmed();
	}
	layout.endLayout();
	return lines;
}

template<class Button> QSize WrappingButton<Button>::sizeOf(const QStringList &lines) const
{
	QStyleOptionButton option;
	const QSize text_size = this->fontMetrics().size(0, lines.join(QLatin1Char('\n')));

	this->initStyleOption(&option);
	return this->style()->sizeFromContents(PartsOf<Button>::TYPE, &option, text_size, this);
}

template<class Button> QSize WrappingButton<Button>::sizeHint() const
{
	return sizeOf({words});
}

template<class Button> int WrappingButton<Button>::heightForWidth(int width) const
{
	return sizeOf(linesFor(width)).height();
}

template<class Button> void WrappingButton<Button>::wrap()
{
	const QString wrapped = linesFor(this->width()).join(QLatin1Char('\n'));

	if (wrapped != this->text())
		this->setText(wrapped);
}

template<class Button> void WrappingButton<Button>::resizeEvent(QResizeEvent *event)
{
	Button::resizeEvent(event);
	wrap();
}

template<class Button> void WrappingButton<Button>::changeEvent(QEvent *event)
{
	Button::changeEvent(event);
	if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
		wrap();
}

template class WrappingButton<QCheckBox>;
template class WrappingButton<QRadioButton>;
