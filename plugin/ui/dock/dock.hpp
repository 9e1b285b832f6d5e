/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include <vector>

#include "core/model/account_status.h"
#include "core/model/status.h"
#include "ui/components/yielding_parts.hpp"

class ClippedLabel;
class ColumnScrollArea;
class IconButton;
class LabelledField;
class LivestreamRow;
class NarrowButton;
class QAction;
class QFrame;
class QLayout;
class QPushButton;
class QVBoxLayout;
class StatusLine;
class WrappingCheckBox;
class ZoomRow;

struct controller;

/*
 * The dock: shows a status, sends commands. UI thread. It outlives the module's
 * other parts where OBS destroys docks late: after detach() it calls none of them.
 */
class Dock : public QWidget {
	Q_OBJECT

public:
	explicit Dock(struct controller *controller);

	void showStatus(const struct status &status);
	void showAccount(const struct account_status &status);

	/* The controller is going away. */
	void detach();

	QSize sizeHint() const override;

signals:
	void accountSettingsWanted();
	/* A place of the documentation, and a sentence that is to be looked up there. */
	void helpWanted(const QString &place, const QString &sentence);
	void livestreamSettingsWanted();

protected:
	bool event(QEvent *event) override;
	void keyPressEvent(QKeyEvent *event) override;
	void showEvent(QShowEvent *event) override;
	void resizeEvent(QResizeEvent *event) override;

private:
	/* What the person types of the broadcast. */
	struct Input {
		LabelledField *field;
		QString warning; /* of what is taken over */
		QString shown;   /* what it was last filled with, so that nothing that is being typed is overwritten */
		bool is_wrong = false;
	};

	void addInputs(QVBoxLayout *layout);
	QWidget *addHelp();
	void addStreams(QVBoxLayout *layout);
	void addFoot(QVBoxLayout *layout);
	/* What is switched seldom gives way where the dock is too low for the foot and the fields above it. */
	void fitFoot();
	void addMenu();
	/* Tells the controller when a push is likely soon: the keyboard has come to OBS's stream settings, or here. */
	void expectPushes();
	/* Unless the controller is gone. */
	void send(void (*command)(struct controller *controller));
	/* A button that sends a command to the controller. */
	QPushButton *addCommand(QLayout *layout, const char *name, void (*command)(struct controller *controller));

	/* Takes the input's text over. An empty one is told as missing only where it is needed now. */
	bool commit(size_t i, bool needed);
	/* Whether there is anything in them that is not taken over. */
	bool isBeingEntered() const;
	/* All of them, before anything is done with what they tell. False: one is wrong, or missing, and shown. */
	bool takeInputs();
	void push();
	void copyReport();
	void showInputs(const struct status &status);
	void showMeetingInfo();
	void showSuggestion(const struct status &status);
	void showStreams(const struct status &status);
	void showButtons(const struct status &status);
	void showCommand(QPushButton *button, bool shown);

	struct controller *controller;

	ColumnScrollArea *scroll_area;
	QWidget *foot;
	QFrame *line;                    /* above it */
	QVBoxLayout *switches = nullptr; /* of what has no room in the foot; at the end of what scrolls */
	YieldingParts yielding;
	std::vector<Input> inputs;
	IconButton *account_button = nullptr;
	ClippedLabel *meeting_info = nullptr;
	QString meeting_words;
	NarrowButton *suggestion_button = nullptr; /* below the page URL, which it replaces */
	QString suggested_page_url;
	ClippedLabel *destination = nullptr;
	ZoomRow *zoom_row = nullptr;
	ClippedLabel *host = nullptr;
	ClippedLabel *settings_problem = nullptr;
	QPushButton *undo_button = nullptr;
	QAction *hide_details = nullptr; /* in the dock's own menu */
	ClippedLabel *details = nullptr;
	QPushButton *report_button = nullptr; /* below them */
	StatusLine *status_line = nullptr;
	QPushButton *accept_button = nullptr;
	QPushButton *dismiss_button = nullptr; /* of the offer to send automatically */
	QPushButton *cancel_button = nullptr;
	QPushButton *connect_button = nullptr; /* in place of the next, until there is an account */
	QPushButton *push_button = nullptr;
	WrappingCheckBox *auto_sync = nullptr;
	LivestreamRow *livestream = nullptr;

	bool busy = false;
	unsigned shown_profile = 0;
};
