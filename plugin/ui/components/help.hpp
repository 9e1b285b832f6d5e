/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>
#include <QUrl>

#include "ui/components/icon_button.hpp"

class HelpPage;
class NarrowButton;
class StillComboBox;

/*
 * The documentation as it ships with the plugin, which needs no browser. A place is a page, and a heading of it as links
 * name that: "docs/signing-in.md#which-way". UI thread.
 */
class HelpWindow : public QDialog {
	Q_OBJECT

public:
	/* The folder has README.md and docs/ in it. Deletes itself when it is closed. */
	HelpWindow(const QString &folder, QWidget *parent);

	/* Where one of the page's messages is that sentence, at it. */
	void open(const QString &place, const QString &sentence = QString());

private:
	void follow(const QUrl &url);
	void showPlace(const QUrl &url);

	const QUrl base;
	QString sentence; /* that is looked up; empty: none */
	HelpPage *page;
	NarrowButton *back_button = nullptr;
	StillComboBox *pages = nullptr;
};

/* "?": opens it at the right place. F1 presses it wherever the keyboard is in `about`. */
class HelpButton : public SmallButton {
public:
	explicit HelpButton(QWidget *about);
};
