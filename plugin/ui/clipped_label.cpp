/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "clipped_label.hpp"

#include <QAccessible>
#include <QResizeEvent>

static constexpr QChar ZERO_WIDTH_SPACE(0x200b);
static constexpr QChar ELLIPSIS(0x2026);
static constexpr int ANY_HEIGHT = 100000;

/* Addresses have no spaces at which they could be wrapped. */
static QString with_break_points(const QString &words)
{
	QString out;

	for (const QChar c : words) {
		out += c;
		if (c == QLatin1Char('/') || c == QLatin1Char('.') || c == QLatin1Char(':') || c == QLatin1Char('_'))
			out += ZERO_WIDTH_SPACE;
	}
	return out;
}

ClippedLabel::ClippedLabel(const QString &accessible_name, int max_lines_, QWidget *parent)
	: QLabel(parent),
	  max_lines(max_lines_)
{
	QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);

	policy.setHeightForWidth(true);
	setSizePolicy(policy);
	setWordWrap(true);
	setTextFormat(Qt::PlainText);
	setAccessibleName(accessible_name);
}

void ClippedLabel::setWords(const QString &words)
{
	if (words == full_words)
		return;
	full_words = words;
	breakable_words = with_break_points(words);
	setAccessibleDescription(words);
	showText();

	QAccessibleEvent alert(this, QAccessible::Alert);
	QAccessible::updateAccessibility(&alert);
}

void ClippedLabel::setUnfolded(bool unfolded_)
{
	unfolded = unfolded_;
	showText();
}

int ClippedLabel::textHeight(const QString &words, int width) const
{
	return fontMetrics().boundingRect(0, 0, width, ANY_HEIGHT, Qt::TextWordWrap, words).height();
}

bool ClippedLabel::fits(const QString &words, int width) const
{
	return !max_lines || textHeight(words, width) <= max_lines * fontMetrics().lineSpacing();
}

/* The longest beginning of the text that fits with an ellipsis. */
QString ClippedLabel::clippedTo(int width) const
{
	int shortest = 0, longest = static_cast<int>(breakable_words.size());

	if (unfolded || fits(breakable_words, width))
		return breakable_words;
	while (shortest < longest) {
		const int length = (shortest + longest + 1) / 2;

		if (fits(breakable_words.left(length) + ELLIPSIS, width))
			shortest = length;
		else
			longest = length - 1;
	}
	return breakable_words.left(shortest).trimmed() + ELLIPSIS;
}

int ClippedLabel::heightForWidth(int width) const
{
	const QMargins margins = contentsMargins();
	const int text_width = width - margins.left() - margins.right();

	return textHeight(clippedTo(text_width), text_width) + margins.top() + margins.bottom();
}

void ClippedLabel::resizeEvent(QResizeEvent *event)
{
	QLabel::resizeEvent(event);
	if (event->size().width() != event->oldSize().width())
		showText();
}

void ClippedLabel::showText()
{
	const int width = contentsRect().width();
	const bool was_clipped = clipped;
	const QString shown = clippedTo(width);

	clipped = !fits(breakable_words, width);
	if (shown != QLabel::text())
		QLabel::setText(shown);
	if (clipped != was_clipped)
		emit clippedChanged(clipped);
}
