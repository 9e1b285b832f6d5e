/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/livestream_row.hpp"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "core/controller/controller.h"
#include "ui/components/icon_button.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/text/live_text.hpp"

static constexpr int ROW_SPACING = 3;

static void ask_to_start(struct controller *controller)
{
	controller_start_livestream(controller, LIVE_START_ASK);
}

static void start_in_its_place(struct controller *controller)
{
	controller_start_livestream(controller, LIVE_START_HAND_OVER);
}

static void start_all_the_same(struct controller *controller)
{
	controller_start_livestream(controller, LIVE_START_ANYWAY);
}

LivestreamRow::LivestreamRow(struct controller *controller_, std::function<bool(bool may_change)> take_inputs_)
	: controller(controller_),
	  take_inputs(std::move(take_inputs_)),
	  column(new QVBoxLayout(this)),
	  settings(new IconButton("Dock.LivestreamSettings", "icon-gear", "configIconSmall")),
	  arm(new WrappingCheckBox(text("Dock.ArmLivestream")))
{
	auto *commands = new QHBoxLayout;
	auto *answers = new QVBoxLayout;
	auto *choice = new QHBoxLayout;

	column->setContentsMargins(0, 0, 0, 0);
	column->setSpacing(ROW_SPACING);
	commands->setSpacing(ROW_SPACING);
	answers->setSpacing(ROW_SPACING);
	choice->setSpacing(ROW_SPACING);
	column->addLayout(commands);
	column->addLayout(answers);
	column->addLayout(choice);

	start = addStart(commands, "Dock.StartLivestream", ask_to_start, false);
	hand_over = addStart(commands, "Dock.HandOver", start_in_its_place, true);
	hand_over->setToolTip(text("Dock.HandOver.About"));
	stop = addButton(commands, "Dock.StopLivestream", controller_stop_livestream);
	/* side by side in a narrow dock */
	start->setShorterWords({text("Dock.StartLivestream.Short"), text("Dock.StartLivestream.Shortest")});
	stop->setShorterWords({text("Dock.StopLivestream.Short"), text("Dock.StopLivestream.Shortest")});
	commands->addWidget(settings);
	connect(settings, &QToolButton::clicked, this, &LivestreamRow::settingsWanted);
	start_anyway = addStart(answers, "Dock.StartAnyway", start_all_the_same, true);
	start_obs = addButton(choice, "Dock.StartObs", controller_start_obs_stream);
	stop_obs = addButton(answers, "Dock.StopObs", controller_stop_obs_stream);
	do_not_start = addButton(answers, "Dock.DoNotStart", controller_dismiss_live_offer);
	leave_off = addButton(choice, "Dock.LeaveOff", controller_dismiss_live_offer);
	start_obs->setShorterWords({text("Dock.StartObs.Short")});
	leave_both = addButton(answers, "Dock.LeaveBoth", controller_dismiss_live_offer);
	connect(arm, &QCheckBox::toggled, this, [this](bool on) {
		const QSignalBlocker not_the_person(arm);

		if (controller && (!on || take_inputs(true)))
			controller_arm_livestream(controller, on);
		else
			arm->setChecked(false);
	});
	arm->setToolTip(text("Dock.ArmLivestream.About"));
	arm->hide();
	parts.insert(parts.end(), {settings, arm});
	hide();
}

QWidget *LivestreamRow::waitingStart() const
{
	return arm;
}

NarrowButton *LivestreamRow::addButton(QBoxLayout *row, const char *name, Command command)
{
	return addHidden(row, name, [this, command] {
		if (controller)
			command(controller);
	});
}

NarrowButton *LivestreamRow::addStart(QBoxLayout *row, const char *name, Command command, bool is_answer)
{
	return addHidden(row, name, [this, command, is_answer] {
		if (controller && take_inputs(!is_answer))
			command(controller);
	});
}

NarrowButton *LivestreamRow::addHidden(QBoxLayout *row, const char *name, const std::function<void()> &pressed)
{
	NarrowButton *button = NarrowButton::add(row, name, pressed);

	row->setStretchFactor(button, 1);
	button->hide();
	parts.push_back(button);
	return button;
}

/* A button that goes leaves the keyboard to what does no harm where it is pressed twice. */
void LivestreamRow::show(const std::vector<QWidget *> &shown)
{
	const auto is_shown = [&shown](QWidget *part) {
		return std::find(shown.begin(), shown.end(), part) != shown.end();
	};
	QWidget *const focused = window()->focusWidget();
	const bool loses_focus = std::find(parts.begin(), parts.end(), focused) != parts.end() && !is_shown(focused);

	for (QWidget *part : parts)
		part->setVisible(is_shown(part));
	if (!loses_focus)
		return;
	for (QWidget *part : {do_not_start, leave_off, leave_both, stop, start}) {
		if (!is_shown(part))
			continue;
		part->setEnabled(true);
		part->setFocus();
		return;
	}
}

/* What is under way stays where it was pressed. */
std::vector<QWidget *> LivestreamRow::commandsFor(const struct live_status &live, bool can_start) const
{
	const bool busy = live_is_busy(live);
	const bool is_stopping = live.step == LIVE_STEP_STOPPING;
	std::vector<QWidget *> shown;

	if (busy ? !is_stopping : can_start && live.can_start)
		shown.push_back(start);
	if (busy ? is_stopping : live.can_stop)
		shown.push_back(stop);
	if (!shown.empty())
		shown.push_back(settings);
	return shown;
}

/* Where meeting or page are missing nothing can start, but all that is on can be stopped. */
std::vector<QWidget *> LivestreamRow::partsFor(const struct status &status) const
{
	const struct live_status &live = status.live;
	const bool can_start = status.state != STATUS_UNCONFIGURED;
	const bool can_wait = live.meeting != LIVE_MEETING_RUNNING && live.state != LIVE_ON &&
			      live.step != LIVE_STEP_STOPPING && live.offer == LIVE_OFFER_NONE;
	std::vector<QWidget *> shown;

	if (live.offer == LIVE_OFFER_HAND_OVER)
		shown = can_start ? std::vector<QWidget *>{hand_over, settings, start_anyway, do_not_start}
				  : std::vector<QWidget *>{do_not_start};
	else if (live.offer == LIVE_OFFER_TAKE_UP)
		shown = {start_obs, leave_off};
	else
		shown = commandsFor(live, can_start);
	if (live.offer == LIVE_OFFER_TAKE_UP && live.perhaps_started)
		shown.push_back(stop);
	else if (live.offer == LIVE_OFFER_TWO_SENDERS)
		shown.insert(shown.end(), {stop_obs, leave_both});
	else if (live.offer == LIVE_OFFER_AFTER_BREAK)
		shown.push_back(do_not_start);
	if (live.is_armed || (can_wait && can_start && (live_is_busy(live) || live.can_start)))
		shown.push_back(arm);
	return shown;
}

void LivestreamRow::showStatus(const struct status &status)
{
	const struct live_status &live = status.live;
	const bool busy = live_is_busy(live);
	const QSignalBlocker not_the_person(arm);
	const std::vector<QWidget *> shown = partsFor(status);

	/* one that has the keyboard keeps it: it does nothing meanwhile */
	start->setEnabled(!busy || start->hasFocus());
	stop->setEnabled(!busy || stop->hasFocus());
	arm->setChecked(live.is_armed);
	arm->setAccessibleDescription(armed_text(live));
	setVisible(!shown.empty());
	show(shown);
}
