/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QLabel>

#include "ui/text/text.hpp"

class QLayout;
class QTextLayout;

/*
 * A label that wraps its text, also inside long addresses, and shows at most
 * its first lines, behind an icon that tells its tone. Its accessible description
 * is always the whole text: a label with an accessible name exposes no other.
 * The lines of a numbered step stand behind its number.
 * Its words can be selected and copied by mouse and keyboard; with QLabel's own
 * way to do that, long addresses would not wrap.
 */
class ClippedLabel : public QLabel {
	Q_OBJECT

public:
	/* max_lines 0: all of them, always. */
	explicit ClippedLabel(const QString &accessible_name, TextTone tone = TextTone::Normal, int max_lines = 0);
	/* One by the name of its accessible name, which the layout takes over. It is hidden until it has words to show. */
	static ClippedLabel *add(QLayout *layout, const char *name, TextTone tone = TextTone::Normal,
				 int max_lines = 0);

	/* Screen readers read it out when they have nothing else to say (Qt 6.8), else learn that it has changed. */
	void setWords(const QString &words);
	/* They only learn of it: for what changes all the time, such as a clock. */
	void setWordsQuietly(const QString &words);
	const QString &words() const { return full_words; }
	/* For words that are there only while there is something to say. */
	void setWordsOrHide(const QString &words);
	void setTextOrHide(const ToneText &text);
	/* Where that needs more lines than it has otherwise, all of its first sentence shows. */
	void keepFirstSentence();
	/* A heading, or what is typed elsewhere. Themes set the size. */
	void embolden();
	void setTone(TextTone tone);

	QSize sizeHint() const override;
	QSize minimumSizeHint() const override;
	/* Of the text as it is shown at that width, not at the present one: layouts ask before they decide. */
	int heightForWidth(int width) const override;

protected:
	void paintEvent(QPaintEvent *event) override;
	void changeEvent(QEvent *event) override;
	void mousePressEvent(QMouseEvent *event) override;
	void mouseMoveEvent(QMouseEvent *event) override;
	void mouseDoubleClickEvent(QMouseEvent *event) override;
	void mouseReleaseEvent(QMouseEvent *event) override;
	void keyPressEvent(QKeyEvent *event) override;
	void focusOutEvent(QFocusEvent *event) override;
	void contextMenuEvent(QContextMenuEvent *event) override;

private:
	void breakIntoLines(QTextLayout &layout, int width) const;
	int shownLines(const QTextLayout &layout) const;
	int hangingIndent(int from) const;
	QPixmap icon() const;
	int indentation() const;
	/* The place in the words, between two of their characters. */
	int placeAt(const QPoint &point) const;
	void select(int from, int to);
	bool selectByKey(const QKeyEvent &event);
	/* What is selected, or everything. */
	QString chosenWords() const;
	void copy() const;

	QString full_words;
	TextTone tone;
	int max_lines;
	bool keeps_first_sentence = false;
	/* Of what is selected: where that was begun, and where it has come to. */
	int selected_from = 0;
	int selected_to = 0;
};
