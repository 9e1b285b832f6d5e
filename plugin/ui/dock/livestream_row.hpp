/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "core/model/status.h"

class IconButton;
class NarrowButton;
class QBoxLayout;
class QVBoxLayout;
class WrappingCheckBox;

struct controller;

/*
 * Starts and stops Zoom's livestream: what can be done now, each as a button, in one row with the way to its settings;
 * below it the answers to what the person is asked, or else the start that waits for the meeting, whose check box whoever
 * has this row finds a place for. What cannot be done is not there. UI thread.
 */
class LivestreamRow : public QWidget {
	Q_OBJECT

public:
	/*
	 * take_inputs: has what the person is typing elsewhere taken over before anything starts; false: it must not.
	 * may_change: what was not taken over so far does not hinder it; a question that is answered was of the old.
	 */
	LivestreamRow(struct controller *controller, std::function<bool(bool may_change)> take_inputs);

	void showStatus(const struct status &status);
	/* The controller is going away. */
	void detach() { controller = nullptr; }

	/* The check box of the start that waits for the meeting, and where in here it belongs. */
	QWidget *waitingStart() const;
	QVBoxLayout *waitingStartPlace() const { return column; }

signals:
	void settingsWanted();

private:
	using Command = void (*)(struct controller *controller);

	/* By the name of its text; it is hidden. */
	NarrowButton *addButton(QBoxLayout *row, const char *name, Command command);
	/* The same, of what starts the livestream of the meeting that is entered. */
	NarrowButton *addStart(QBoxLayout *row, const char *name, Command command, bool is_answer);
	NarrowButton *addHidden(QBoxLayout *row, const char *name, const std::function<void()> &pressed);
	std::vector<QWidget *> commandsFor(const struct live_status &live, bool can_start) const;
	std::vector<QWidget *> partsFor(const struct status &status) const;
	/* What is shown of all that there is, and so where the keyboard goes from what is not. */
	void show(const std::vector<QWidget *> &shown);

	struct controller *controller;
	std::function<bool(bool may_change)> take_inputs;
	QVBoxLayout *column;

	std::vector<QWidget *> parts; /* in the order in which they stand */
	NarrowButton *start;
	NarrowButton *hand_over;
	NarrowButton *stop;
	IconButton *settings;
	NarrowButton *start_anyway;
	NarrowButton *start_obs;
	NarrowButton *stop_obs;
	NarrowButton *do_not_start;
	NarrowButton *leave_off;
	NarrowButton *leave_both;
	WrappingCheckBox *arm;
};
