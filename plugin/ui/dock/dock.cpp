/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/dock.hpp"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QShowEvent>
#include <QThread>
#include <QVBoxLayout>
#include <QWindow>

#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/wrapping_check_box.hpp"
#include "ui/dock/status_line.hpp"
#include "ui/dock/zoom_row.hpp"
#include "ui/text/account_text.hpp"
#include "ui/text/status_text.hpp"

static constexpr int MEETING_INFO_LINES = 2;
static constexpr int ACCOUNT_LINES = 2;
static constexpr int MINIMUM_WIDTH = 220;
static constexpr int PREFERRED_WIDTH = 300;
static constexpr int PREFERRED_HEIGHT = 460;

static QString take_meeting(struct controller *controller, const char *typed, bool needed)
{
	return meeting_id_problem(controller_set_meeting(controller, typed), needed);
}

static QString take_page_url(struct controller *controller, const char *typed, bool needed)
{
	return page_url_problem(controller_set_page_url(controller, typed), needed);
}

/* In the order in which they stand. */
static const struct {
	const char *label;
	const char *placeholder;
	/* Has it taken over; tells what is wrong with it, empty where nothing is. */
	QString (*take)(struct controller *controller, const char *typed, bool needed);
	QString (*saved)(const struct broadcast &broadcast);
} INPUTS[] = {
	/* "https://…/j/85746065432?pwd=…" becomes the id that was found in it */
	{"Dock.Meeting", "Dock.Meeting.Placeholder", take_meeting,
	 [](const struct broadcast &broadcast) {
		 return meeting_id_text(broadcast.id);
	 }},
	{"Dock.PageUrl", "Dock.PageUrl.Placeholder", take_page_url,
	 [](const struct broadcast &broadcast) {
		 return QString::fromUtf8(broadcast.page_url);
	 }},
};

/* The keyboard goes through the parts in the order in which they are made. */
Dock::Dock(struct controller *controller_) : controller(controller_)
{
	auto *outer = new QVBoxLayout(this);
	auto *column = new QWidget;
	auto *layout = new QVBoxLayout(column);

	setMinimumWidth(MINIMUM_WIDTH);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->addWidget(new ColumnScrollArea(column));

	addInputs(layout);
	addStreams(layout);
	addButtons(layout);
	layout->addStretch();
	setFocusProxy(inputs.front().field);
	expectPushes();
}

/* OBS's own names of the windows in which stream settings are changed: its settings, and its wizard. */
static bool changes_stream_settings(const QWidget *window)
{
	return window && (window->inherits("OBSBasicSettings") || window->inherits("AutoConfig"));
}

void Dock::expectPushes()
{
	connect(qApp, &QGuiApplication::focusWindowChanged, this, [this] {
		if (changes_stream_settings(QApplication::activeModalWidget()))
			send(controller_expect_push);
	});
	connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *old, const QWidget *now) {
		if (!isAncestorOf(now) || isAncestorOf(old))
			return;
		send(controller_refresh_destination);
		send(controller_expect_push);
	});
}

void Dock::send(void (*command)(struct controller *controller))
{
	if (controller)
		command(controller);
}

void Dock::addInputs(QVBoxLayout *layout)
{
	for (size_t i = 0; i < std::size(INPUTS); i++) {
		auto *field = new LabelledField(INPUTS[i].label);

		field->edit->setPlaceholderText(text(INPUTS[i].placeholder));
		connect(field->edit, &QLineEdit::editingFinished, this, [this, i] { commit(i, false); });
		layout->addWidget(field);
		inputs.push_back({field, QString()});
		/* below the meeting, which is the first */
		if (!meeting_info)
			meeting_info =
				ClippedLabel::add(layout, "Dock.MeetingInfo", TextTone::Muted, MEETING_INFO_LINES);
	}
}

void Dock::addStreams(QVBoxLayout *layout)
{
	auto *label = new QLabel(text("Dock.Destination"));

	label->setWordWrap(true);
	layout->addWidget(label);
	destination = ClippedLabel::add(layout, "Dock.Destination");
	destination->show();
	zoom_row = new ZoomRow;
	connect(zoom_row, &ZoomRow::fetchWanted, this, [this] { send(controller_fetch); });
	layout->addWidget(zoom_row);
	host = ClippedLabel::add(layout, "Dock.Host", TextTone::Warning);
	settings_problem = ClippedLabel::add(layout, "Dock.SettingsProblem", TextTone::Bad);
}

QPushButton *Dock::addCommand(QVBoxLayout *layout, const char *name, void (*command)(struct controller *controller))
{
	QPushButton *button = NarrowButton::add(layout, name, [this, command] { send(command); });

	button->hide();
	return button;
}

void Dock::addButtons(QVBoxLayout *layout)
{
	auto_sync = new WrappingCheckBox(text("Dock.AutoSync"));
	auto_sync->hide();
	connect(auto_sync, &QCheckBox::toggled, this, [this](bool on) {
		if (controller)
			controller_set_auto_sync(controller, on);
	});
	layout->addWidget(auto_sync);
	copy_notice = ClippedLabel::add(layout, "Dock.Copy", TextTone::Warning);

	push_button = NarrowButton::add(layout, "Dock.Push", [this] { push(); });
	cancel_button = addCommand(layout, "Dock.Cancel", controller_cancel);
	accept_button = addCommand(layout, "Dock.Keep", controller_accept_remote);
	status_line = new StatusLine;
	layout->addWidget(status_line);
	/* not where "Cancel" was, or who presses that twice undoes the push */
	undo_button = addCommand(layout, "Dock.Undo", controller_undo);
	NarrowButton::add(layout, "Dock.AccountSettings", [this] { emit accountSettingsWanted(); });
	account = ClippedLabel::add(layout, "Dock.Account", TextTone::Muted, ACCOUNT_LINES);
}

bool Dock::commit(size_t i, bool needed)
{
	LabelledField *field = inputs[i].field;

	if (!controller)
		return false;
	const QString fault = INPUTS[i].take(controller, field->typed().toUtf8().constData(), needed);

	field->showError(fault);
	if (fault.isEmpty())
		field->edit->setText(inputs[i].shown);
	return fault.isEmpty();
}

void Dock::push()
{
	LabelledField *first_bad = nullptr;

	/* all are told, also where the first is wrong already */
	for (size_t i = 0; i < inputs.size(); i++) {
		if (!commit(i, true) && !first_bad)
			first_bad = inputs[i].field;
	}
	if (first_bad) {
		first_bad->setFocus();
	} else {
		commanded = true;
		controller_push(controller);
	}
}

void Dock::showInputs(const struct status &status)
{
	for (size_t i = 0; i < inputs.size(); i++) {
		const QString saved = INPUTS[i].saved(status.broadcast);

		if (status.profile_number == shown_profile && saved == inputs[i].shown)
			continue;
		inputs[i].shown = saved;
		inputs[i].field->edit->setText(saved);
		inputs[i].field->clearError();
	}
	shown_profile = status.profile_number;
}

void Dock::showStreams(const struct status &status)
{
	const ToneText where = destination_text(status);

	destination->setWords(where.words);
	destination->setTone(where.tone);
	zoom_row->showStatus(status);
	host->setWordsOrHide(status.api_host ? text("Dock.HostOverridden", "{host}", QString::fromUtf8(status.api_host))
					     : QString());
	settings_problem->setWordsOrHide(status.settings_code ? problem_code_text(status.settings_code) : QString());
}

static bool can_be_pressed(const QPushButton *button)
{
	return !button->isHidden() && button->isEnabled();
}

QPushButton *Dock::focusedButton() const
{
	/* also while OBS is not the active window, in which it comes back */
	QWidget *focused = window()->focusWidget();

	for (QPushButton *button : {push_button, cancel_button, accept_button, undo_button}) {
		if (button == focused)
			return button;
	}
	return nullptr;
}

/* The keyboard stays where the person works, though the button under it goes, or cannot be pressed for a while. */
void Dock::moveFocus(QPushButton *focused)
{
	QPushButton *target = focused;

	if (focused && focused == focus_borrower && can_be_pressed(focus_lender))
		target = focus_lender;
	else if (focused && !can_be_pressed(focused))
		target = can_be_pressed(push_button) ? push_button : cancel_button;
	if (target != focused) {
		focus_lender = can_be_pressed(focused) ? nullptr : focused;
		focus_borrower = focus_lender ? target : nullptr;
		target->setFocus();
	} else if (focused != focus_borrower) {
		focus_borrower = nullptr;
	}
}

void Dock::showButtons(const struct status &status)
{
	const bool busy = status_is_busy(&status);
	QPushButton *const focused = focusedButton();

	const QSignalBlocker not_the_person(auto_sync);

	auto_sync->setChecked(status.auto_sync);
	auto_sync->setVisible(status.auto_sync || status.auto_sync_offered);
	copy_notice->setWordsOrHide(status.profile_is_copy ? text("Status.Copy") : QString());
	/* a push that has begun by itself does not take the keyboard away: the button stays enabled, and does nothing */
	commanded = commanded && busy;
	push_button->setEnabled(!busy || (focused == push_button && !commanded));
	cancel_button->setVisible(busy || status.state == STATUS_WAITING);
	accept_button->setVisible(status.can_accept_remote && !busy);
	undo_button->setVisible(status.can_undo && !busy);
	moveFocus(focused);
}

void Dock::showStatus(const struct status &status)
{
	Q_ASSERT(QThread::currentThread() == thread());
	showInputs(status);
	meeting_info->setWordsOrHide(meeting_text(status));
	meeting_info->setToolTip(meeting_info->words());
	showStreams(status);
	showButtons(status);
	status_line->showStatus(status);
}

void Dock::showAccount(const struct account_status &status)
{
	account->setWordsOrHide(account_summary(status));
	account->setToolTip(account->words());
}

bool Dock::event(QEvent *event)
{
	if (event->type() == QEvent::Enter)
		send(controller_expect_push);
	return QWidget::event(event);
}

void Dock::showEvent(QShowEvent *event)
{
	QWidget::showEvent(event);
	/* not when the window manager brings back the whole window */
	if (!event->spontaneous())
		send(controller_dock_opened);
}

QSize Dock::sizeHint() const
{
	return {PREFERRED_WIDTH, PREFERRED_HEIGHT};
}

void Dock::detach()
{
	/* what stands in a field that has the keyboard still counts */
	for (size_t i = 0; i < inputs.size(); i++)
		commit(i, false);
	controller = nullptr;
	status_line->freeze();
	setEnabled(false);
}
