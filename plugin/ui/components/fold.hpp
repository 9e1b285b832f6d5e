/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

class QLayout;
class QVBoxLayout;
class SmallButton;

/* What few people need, folded away behind a button that tells what it is. */
class Fold : public QWidget {
	Q_OBJECT

public:
	/* name: of the text of the button. */
	explicit Fold(const char *name);

	/* Where its parts go. */
	QVBoxLayout *contents() const { return column; }
	void setOpen(bool open);
	bool isOpen() const;

signals:
	void opened();

private:
	void showState();

	SmallButton *button;
	QWidget *body;
	QVBoxLayout *column;
};
