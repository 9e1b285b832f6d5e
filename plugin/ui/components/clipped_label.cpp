/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/clipped_label.hpp"

#include <QAccessible>
#include <QEvent>
#include <QLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>
#include <QTextLayout>
#include <QVariant>

#include <iterator>

ClippedLabel::ClippedLabel(const QString &accessible_name, TextTone tone, int max_lines_) : max_lines(max_lines_)
{
	QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);

	policy.setHeightForWidth(true);
	setSizePolicy(policy);
	setAccessibleName(accessible_name);
	setTone(tone);
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
	updateClipped();
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

/* Themes know a property "class" from OBS 31 on and "themeID" up to OBS 30; setting both is harmless. */
void ClippedLabel::setTone(TextTone tone)
{
	static const struct {
		const char *class_name;
		const char *theme_id;
	} NAMES[] = {{"", ""},
		     {"text-muted", ""},
		     {"text-success", "good"},
		     {"text-warning", "warning"},
		     {"text-danger", "error"}};
	static_assert(std::size(NAMES) == static_cast<size_t>(TextTone::Bad));
	const auto &names = NAMES[static_cast<size_t>(tone) - 1];

	if (property("class").toString() == QLatin1String(names.class_name) &&
	    property("themeID").toString() == QLatin1String(names.theme_id))
		return;
	setProperty("class", names.class_name);
	setProperty("themeID", names.theme_id);
	/* style sheets look at properties only when a widget is polished, as it will be before it first shows */
	if (!testAttribute(Qt::WA_WState_Polished))
		return;
	style()->unpolish(this);
	style()->polish(this);
}

void ClippedLabel::setUnfolded(bool unfolded_)
{
	unfolded = unfolded_;
	updateClipped();
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
	return max_lines && !unfolded ? qMin(all_lines, max_lines) : all_lines;
}

int ClippedLabel::heightForWidth(int width) const
{
	QTextLayout layout(full_words, font());

	breakIntoLines(layout, width);
	return shownLines(layout.lineCount()) * fontMetrics().lineSpacing();
}

QSize ClippedLabel::minimumSizeHint() const
{
	return {0, fontMetrics().lineSpacing()};
}

QSize ClippedLabel::sizeHint() const
{
	return {fontMetrics().horizontalAdvance(full_words), heightForWidth(width())};
}

void ClippedLabel::paintEvent(QPaintEvent *)
{
	QPainter painter(this);
	QTextLayout layout(full_words, font());

	breakIntoLines(layout, width());
	painter.setPen(palette().color(foregroundRole()));
	for (int i = 0; i < shownLines(layout.lineCount()); i++) {
		const QTextLine line = layout.lineAt(i);
		const bool cut_here = i + 1 == shownLines(layout.lineCount()) && i + 1 < layout.lineCount();

		if (!cut_here) {
			line.draw(&painter, QPointF(0, 0));
			continue;
		}
		/* what is left is longer than the line, and so ends in an ellipsis */
		const QString rest = full_words.mid(line.textStart());
		const QRect place(0, static_cast<int>(line.y()), width(), fontMetrics().lineSpacing());

		painter.drawText(place, Qt::AlignLeft | Qt::TextSingleLine,
				 fontMetrics().elidedText(rest, Qt::ElideRight, width()));
	}
}

void ClippedLabel::resizeEvent(QResizeEvent *event)
{
	QLabel::resizeEvent(event);
	if (event->size().width() != event->oldSize().width())
		updateClipped();
}

void ClippedLabel::changeEvent(QEvent *event)
{
	QLabel::changeEvent(event);
	/* themes write some texts in bold, which takes more room */
	if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
		updateClipped();
}

void ClippedLabel::updateClipped()
{
	QTextLayout layout(full_words, font());
	const bool was_clipped = clipped;

	breakIntoLines(layout, width());
	clipped = max_lines && layout.lineCount() > max_lines;
	updateGeometry();
	update();
	if (clipped != was_clipped)
		emit clippedChanged(clipped);
}
