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
#include "ui/components/theme.hpp"
#include "ui/components/wrapping_check_box.hpp"
#include "ui/dock/status_line.hpp"
#include "ui/dock/zoom_row.hpp"
#include "ui/text/account_text.hpp"
#include "ui/text/field_text.hpp"
#include "ui/text/stream_text.hpp"
#include "ui/text/text.hpp"

static constexpr int MEETING_INFO_LINES = 2;
static constexpr int ACCOUNT_LINES = 2;
static constexpr int MINIMUM_WIDTH = 220;
static constexpr int PREFERRED_WIDTH = 300;
static constexpr int PREFERRED_HEIGHT = 460;

/* The keyboard goes through the parts in the order in which they are made. */
Dock::Dock(struct controller *controller_) : controller(controller_)
{
	auto *outer = new QVBoxLayout(this);
	auto *column = new QWidget;
	auto *layout = new QVBoxLayout(column);

	setMinimumWidth(MINIMUM_WIDTH);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->addWidget(new ColumnScrollArea(column));

	addMeeting(layout);
	addPageUrl(layout);
	addStreams(layout);
	addButtons(layout);
	layout->addStretch();
	setFocusProxy(meeting);
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
		if (isAncestorOf(now) && !isAncestorOf(old))
			send(controller_expect_push);
	});
}

void Dock::send(void (*command)(struct controller *controller))
{
	if (controller)
		command(controller);
}

static QLineEdit *add_field(QVBoxLayout *layout, const char *label_name, const char *placeholder_name)
{
	auto *field = new QLineEdit;

	field->setPlaceholderText(text(placeholder_name));
	add_labelled(layout, text(label_name), field)->setWordWrap(true);
	return field;
}

void Dock::addMeeting(QVBoxLayout *layout)
{
	meeting = add_field(layout, "Dock.Meeting", "Dock.Meeting.Placeholder");
	meeting_error = ClippedLabel::add(layout, "Dock.Meeting.Error", TextTone::Bad);
	meeting_info = ClippedLabel::add(layout, "Dock.MeetingInfo", TextTone::Muted, MEETING_INFO_LINES);
	connect(meeting, &QLineEdit::editingFinished, this, [this] { commitMeeting(false); });
}

void Dock::addPageUrl(QVBoxLayout *layout)
{
	page_url = add_field(layout, "Dock.PageUrl", "Dock.PageUrl.Placeholder");
	page_url_error = ClippedLabel::add(layout, "Dock.PageUrl.Error", TextTone::Bad);
	connect(page_url, &QLineEdit::editingFinished, this, [this] { commitPageUrl(false); });
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

bool Dock::commitMeeting(bool needed)
{
	if (!controller)
		return false;
	const enum meeting_link_result result =
		controller_set_meeting(controller, meeting->text().toUtf8().constData());

	meeting_error->setWordsOrHide(result == MEETING_LINK_EMPTY && !needed ? QString() : meeting_id_problem(result));
	/* "https://…/j/85746065432?pwd=…" becomes the id that was found in it */
	if (result == MEETING_LINK_OK)
		meeting->setText(meeting_id_text(shown_id));
	return result == MEETING_LINK_OK;
}

bool Dock::commitPageUrl(bool needed)
{
	if (!controller)
		return false;
	const QString typed = page_url->text().trimmed();
	const enum page_url_result result = controller_set_page_url(controller, typed.toUtf8().constData());

	page_url_error->setWordsOrHide(result == PAGE_URL_EMPTY && !needed ? QString() : page_url_problem(result));
	if (result == PAGE_URL_OK)
		page_url->setText(typed);
	return result == PAGE_URL_OK;
}

void Dock::push()
{
	/* both fields are told, also where the first is wrong already */
	const bool meeting_ok = commitMeeting(true);
	const bool page_url_ok = commitPageUrl(true);

	if (meeting_ok && page_url_ok) {
		commanded = true;
		controller_push(controller);
	} else {
		(meeting_ok ? page_url : meeting)->setFocus();
	}
}

void Dock::showBroadcast(const struct status &status)
{
	const QString new_page_url = QString::fromUtf8(status.broadcast.page_url);
	const bool other_profile = status.profile_number != shown_profile;

	if (other_profile || status.broadcast.id != shown_id) {
		shown_id = status.broadcast.id;
		meeting->setText(meeting_id_text(shown_id));
		meeting_error->setWordsOrHide(QString());
	}
	if (other_profile || new_page_url != shown_page_url) {
		shown_page_url = new_page_url;
		page_url->setText(shown_page_url);
		page_url_error->setWordsOrHide(QString());
	}
	shown_profile = status.profile_number;
}

void Dock::showStreams(const struct status &status)
{
	const ToneText where = destination_text(status);

	destination->setWords(where.words);
	theme_set_tone(destination, where.tone);
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
	showBroadcast(status);
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
		send(controller_fetch);
}

QSize Dock::sizeHint() const
{
	return {PREFERRED_WIDTH, PREFERRED_HEIGHT};
}

void Dock::detach()
{
	/* what stands in a field that has the keyboard still counts */
	commitMeeting(false);
	commitPageUrl(false);
	controller = nullptr;
	status_line->freeze();
	setEnabled(false);
}
