/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/clipped_label.hpp"

#include <QAccessible>
#include <QEvent>
#include <QLayout>
#include <QPainter>
#include <QPixmap>
#include <QStyle>
#include <QTextLayout>

#include <iterator>

ClippedLabel::ClippedLabel(const QString &accessible_name, TextTone tone_, int max_lines_)
	: tone(tone_),
	  max_lines(max_lines_)
{
	QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);

	policy.setHeightForWidth(true);
	setSizePolicy(policy);
	setAccessibleName(accessible_name);
}

ClippedLabel *ClippedLabel::add(QLayout *layout, const char *name, TextTone tone, int max_lines)
{
	auto *label = new ClippedLabel(::text(name), tone, max_lines);

	label->hide();
	layout->addWidget(label);
	return label;
}

void ClippedLabel::setWords(const QString &words)
{
	if (words == full_words)
		return;
	setWordsQuietly(words);
	/* Qt before 6.8 only tells that the description is another one; an alert would be a sound on Windows, and so on air. */
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
	if (words.isEmpty())
		return;

	QAccessibleAnnouncementEvent announcement(this, words);

	announcement.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
	QAccessible::updateAccessibility(&announcement);
#endif
}

void ClippedLabel::setWordsQuietly(const QString &words)
{
	if (words == full_words)
		return;
	full_words = words;
	setAccessibleDescription(words);
	updateGeometry();
	update();
}

void ClippedLabel::setWordsOrHide(const QString &words)
{
	setWords(words);
	setVisible(!words.isEmpty());
}

void ClippedLabel::setTextOrHide(const ToneText &text)
{
	setTone(text.tone);
	setWordsOrHide(text.words);
}

/* In the icon, not in the colour of the text: some themes' reds and greens are hardly readable as sentences. */
void ClippedLabel::setTone(TextTone tone_)
{
	tone = tone_;
	updateGeometry();
	update();
}

QPixmap ClippedLabel::icon() const
{
	static constexpr QStyle::StandardPixmap ICONS[] = {
		QStyle::SP_DialogApplyButton,
		QStyle::SP_MessageBoxWarning,
		QStyle::SP_MessageBoxCritical,
	};
	static_assert(std::size(ICONS) == static_cast<size_t>(TextTone::Bad) - static_cast<size_t>(TextTone::Normal));

	if (tone == TextTone::Normal)
		return QPixmap();
	return style()
		->standardIcon(ICONS[static_cast<size_t>(tone) - static_cast<size_t>(TextTone::Good)])
		.pixmap(fontMetrics().height());
}

/* Where the text begins: behind the icon, where there is one. */
int ClippedLabel::indentation() const
{
	return tone == TextTone::Normal ? 0
					: fontMetrics().height() + fontMetrics().horizontalAdvance(QLatin1Char(' '));
}

/* Between words where that is possible; addresses have none. */
void ClippedLabel::breakIntoLines(QTextLayout &layout, int width) const
{
	QTextOption option;
	qreal y = 0;

	option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
	layout.setTextOption(option);
	layout.beginLayout();
	for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
		line.setLineWidth(qMax(1, width));
		line.setPosition(QPointF(0, y));
		y += fontMetrics().lineSpacing();
	}
	layout.endLayout();
}

int ClippedLabel::shownLines(int all_lines) const
{
	return max_lines ? qMin(all_lines, max_lines) : all_lines;
}

int ClippedLabel::heightForWidth(int width) const
{
	QTextLayout layout(full_words, font());

	breakIntoLines(layout, width - indentation());
	return shownLines(layout.lineCount()) * fontMetrics().lineSpacing();
}

QSize ClippedLabel::minimumSizeHint() const
{
	return {0, fontMetrics().lineSpacing()};
}

QSize ClippedLabel::sizeHint() const
{
	return {indentation() + fontMetrics().horizontalAdvance(full_words), heightForWidth(width())};
}

void ClippedLabel::paintEvent(QPaintEvent *)
{
	const int text_width = width() - indentation();
	QPainter painter(this);
	QTextLayout layout(full_words, font());

	breakIntoLines(layout, text_width);
	painter.setPen(palette().color(foregroundRole()));
	painter.drawPixmap(0, 0, icon());
	for (int i = 0; i < shownLines(layout.lineCount()); i++) {
		const QTextLine line = layout.lineAt(i);
		const bool cut_here = i + 1 == shownLines(layout.lineCount()) && i + 1 < layout.lineCount();

		if (!cut_here) {
			line.draw(&painter, QPointF(indentation(), 0));
			continue;
		}
		/* what is left is longer than the line, and so ends in an ellipsis */
		const QString rest = full_words.mid(line.textStart());
		const QRect place(indentation(), static_cast<int>(line.y()), text_width, fontMetrics().lineSpacing());

		painter.drawText(place, Qt::AlignLeft | Qt::TextSingleLine,
				 fontMetrics().elidedText(rest, Qt::ElideRight, text_width));
	}
}

void ClippedLabel::changeEvent(QEvent *event)
{
	QLabel::changeEvent(event);
	if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
		updateGeometry();
}
