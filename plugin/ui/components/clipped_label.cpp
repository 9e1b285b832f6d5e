/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/clipped_label.hpp"

#include <QAccessible>
#include <QClipboard>
#include <QAction>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLayout>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QTextBoundaryFinder>
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
	setFocusPolicy(Qt::ClickFocus);
	setCursor(Qt::IBeamCursor);
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
	selected_from = selected_to = 0;
	setAccessibleDescription(words);
	updateGeometry();
	update();
}

void ClippedLabel::setWordsOrHide(const QString &words)
{
	setWords(words);
	setVisible(!words.trimmed().isEmpty());
}

void ClippedLabel::setTextOrHide(const ToneText &text)
{
	setTone(text.tone);
	setWordsOrHide(text.words);
}

void ClippedLabel::keepFirstSentence()
{
	keeps_first_sentence = true;
	updateGeometry();
}

void ClippedLabel::embolden()
{
	QFont bold = font();

	bold.setBold(true);
	setFont(bold);
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

/* Of a line that begins there: the width of the number of the step that it goes on with, such as "2. ". */
int ClippedLabel::hangingIndent(int from) const
{
	const int begin = from ? static_cast<int>(full_words.lastIndexOf(QChar(QChar::LineSeparator), from - 1)) + 1
			       : 0;
	int end = begin;

	while (end < from && full_words[end].isDigit())
		end++;
	if (begin == from || end == begin || full_words.mid(end, 2) != QLatin1String(". "))
		return 0;
	return fontMetrics().horizontalAdvance(full_words.mid(begin, end + 2 - begin));
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
		const int indent = hangingIndent(line.textStart());

		line.setLineWidth(qMax(1, width - indent));
		line.setPosition(QPointF(indent, y));
		y += fontMetrics().lineSpacing();
	}
	layout.endLayout();
}

/* Behind its full stop, by the rules of each language. */
static int first_sentence_end(const QString &words)
{
	QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, words);
	int end = static_cast<int>(finder.toNextBoundary());

	while (end > 1 && words[end - 1].isSpace())
		end--;
	return end > 0 ? end : static_cast<int>(words.size());
}

int ClippedLabel::shownLines(const QTextLayout &layout) const
{
	int lines = max_lines ? max_lines : layout.lineCount();

	if (keeps_first_sentence && !full_words.isEmpty())
		lines = qMax(lines, layout.lineForTextPosition(first_sentence_end(full_words) - 1).lineNumber() + 1);
	return qMin(lines, layout.lineCount());
}

int ClippedLabel::heightForWidth(int width) const
{
	QTextLayout layout(full_words, font());

	breakIntoLines(layout, width - indentation());
	return shownLines(layout) * fontMetrics().lineSpacing();
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
	QTextLayout::FormatRange selection;

	selection.start = qMin(selected_from, selected_to);
	selection.length = qAbs(selected_to - selected_from);
	selection.format.setBackground(palette().brush(QPalette::Highlight));
	selection.format.setForeground(palette().brush(QPalette::HighlightedText));
	layout.setFormats({selection});
	breakIntoLines(layout, text_width);
	painter.setPen(palette().color(foregroundRole()));
	painter.drawPixmap(0, 0, icon());
	if (hasFocus() && (focusPolicy() & Qt::TabFocus)) {
		QStyleOptionFocusRect option;

		option.initFrom(this);
		style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
	}
	for (int i = 0; i < shownLines(layout); i++) {
		const QTextLine line = layout.lineAt(i);
		const bool cut_here = i + 1 == shownLines(layout) && i + 1 < layout.lineCount();

		if (!cut_here) {
			line.draw(&painter, QPointF(indentation(), 0));
			continue;
		}
		/* what is left is longer than the line, and so ends in an ellipsis */
		const QString rest = full_words.mid(line.textStart());
		const QRect place(indentation() + static_cast<int>(line.x()), static_cast<int>(line.y()),
				  static_cast<int>(line.width()), fontMetrics().lineSpacing());
		const QString cut = fontMetrics().elidedText(rest, Qt::ElideRight, place.width());

		/* not at the cost of the sentence that is to be whole */
		if (keeps_first_sentence && line.textStart() + cut.size() <= first_sentence_end(full_words))
			line.draw(&painter, QPointF(indentation(), 0));
		else
			painter.drawText(place, Qt::AlignLeft | Qt::TextSingleLine, cut);
	}
}

void ClippedLabel::changeEvent(QEvent *event)
{
	QLabel::changeEvent(event);
	if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
		updateGeometry();
}

int ClippedLabel::placeAt(const QPoint &point) const
{
	QTextLayout layout(full_words, font());
	const int line_number = qMax(0, point.y()) / fontMetrics().lineSpacing();

	breakIntoLines(layout, width() - indentation());
	if (line_number >= shownLines(layout))
		return static_cast<int>(full_words.size());
	return layout.lineAt(line_number).xToCursor(point.x() - indentation());
}

void ClippedLabel::select(int from, int to)
{
	selected_from = from;
	selected_to = to;
	update();
}

QString ClippedLabel::chosenWords() const
{
	const int length = qAbs(selected_to - selected_from);
	QString chosen = length ? full_words.mid(qMin(selected_from, selected_to), length) : full_words;

	return chosen.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

void ClippedLabel::copy() const
{
	QGuiApplication::clipboard()->setText(chosenWords());
}

void ClippedLabel::mousePressEvent(QMouseEvent *event)
{
	if (event->button() == Qt::LeftButton)
		select(placeAt(event->pos()), placeAt(event->pos()));
}

void ClippedLabel::mouseMoveEvent(QMouseEvent *event)
{
	if (event->buttons() & Qt::LeftButton)
		select(selected_from, placeAt(event->pos()));
}

/* What stands between blanks: an id or an address. */
void ClippedLabel::mouseDoubleClickEvent(QMouseEvent *event)
{
	int from = placeAt(event->pos());
	int to = from;

	while (from > 0 && !full_words[from - 1].isSpace())
		from--;
	while (to < full_words.size() && !full_words[to].isSpace())
		to++;
	select(from, to);
}

void ClippedLabel::mouseReleaseEvent(QMouseEvent *)
{
	QClipboard *clipboard = QGuiApplication::clipboard();

	if (clipboard->supportsSelection() && selected_from != selected_to)
		clipboard->setText(chosenWords(), QClipboard::Selection);
}

bool ClippedLabel::selectByKey(const QKeyEvent &event)
{
	QTextLayout layout(full_words, font());

	if (event.matches(QKeySequence::SelectAll))
		select(0, static_cast<int>(full_words.size()));
	else if (event.matches(QKeySequence::SelectNextChar))
		select(selected_from, layout.nextCursorPosition(selected_to));
	else if (event.matches(QKeySequence::SelectPreviousChar))
		select(selected_from, layout.previousCursorPosition(selected_to));
	else if (event.matches(QKeySequence::SelectNextWord))
		select(selected_from, layout.nextCursorPosition(selected_to, QTextLayout::SkipWords));
	else if (event.matches(QKeySequence::SelectPreviousWord))
		select(selected_from, layout.previousCursorPosition(selected_to, QTextLayout::SkipWords));
	else if (event.matches(QKeySequence::SelectEndOfLine) || event.matches(QKeySequence::SelectEndOfDocument))
		select(selected_from, static_cast<int>(full_words.size()));
	else if (event.matches(QKeySequence::SelectStartOfLine) || event.matches(QKeySequence::SelectStartOfDocument))
		select(selected_from, 0);
	else
		return false;
	return true;
}

void ClippedLabel::keyPressEvent(QKeyEvent *event)
{
	if (event->matches(QKeySequence::Copy))
		copy();
	else if (!selectByKey(*event))
		QLabel::keyPressEvent(event);
}

void ClippedLabel::focusOutEvent(QFocusEvent *event)
{
	QLabel::focusOutEvent(event);
	if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
		select(0, 0);
}

/* To copy, and what those offer in which it stands. */
void ClippedLabel::contextMenuEvent(QContextMenuEvent *event)
{
	/* Qt 6.11 warns of menus of a part of a window that has been a window, as docks have */
	auto *menu = new QMenu(window());

	menu->setAttribute(Qt::WA_DeleteOnClose);
	connect(menu->addAction(::text("Copy.Words")), &QAction::triggered, this, &ClippedLabel::copy);
	for (const QWidget *outer = parentWidget(); outer && !outer->isWindow(); outer = outer->parentWidget()) {
		if (outer->contextMenuPolicy() == Qt::CustomContextMenu)
			menu->addActions(outer->actions());
	}
	menu->popup(event->globalPos());
}
