/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/dock.hpp"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QMenu>
#include <QShowEvent>
#include <QThread>
#include <QTimer>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>

#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/context_key.hpp"
#include "ui/components/help.hpp"
#include "ui/components/icon_button.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/components/wrapping_row.hpp"
#include "ui/dock/livestream_row.hpp"
#include "ui/dock/status_line.hpp"
#include "ui/dock/zoom_row.hpp"
#include "ui/text/account_text.hpp"
#include "ui/text/live_text.hpp"
#include "ui/text/report_text.hpp"
#include "ui/text/status_text.hpp"

static constexpr int MEETING_INFO_LINES = 1;
static constexpr int ERROR_LINES = 1;
static constexpr int MARGIN = 4;
static constexpr int SPACING = 3;
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
	/* What is odd about what was taken over; empty: nothing. */
	QString (*warning)(const struct broadcast &broadcast);
} INPUTS[] = {
	/* "https://…/j/85746065432?pwd=…" becomes the id that was found in it */
	{"Dock.Meeting", "Dock.Meeting.Placeholder", take_meeting,
	 [](const struct broadcast &broadcast) { return meeting_id_text(broadcast.id); },
	 [](const struct broadcast &) {
		 return QString();
	 }},
	{"Dock.PageUrl", "Dock.PageUrl.Placeholder", take_page_url,
	 [](const struct broadcast &broadcast) { return QString::fromUtf8(broadcast.page_url); }, page_url_warning},
};

static QVBoxLayout *add_column(QWidget *widget)
{
	auto *layout = new QVBoxLayout(widget);

	layout->setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN);
	layout->setSpacing(SPACING);
	return layout;
}

/*
 * The keyboard goes through the parts in the order in which they are made. What counts at every moment stands in a
 * foot; only what is above that scrolls.
 */
Dock::Dock(struct controller *controller_) : controller(controller_), foot(new QWidget), line(new QFrame)
{
	auto *outer = new QVBoxLayout(this);
	auto *column = new QWidget;
	QVBoxLayout *layout = add_column(column);

	setMinimumWidth(MINIMUM_WIDTH);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->setSpacing(0);
	line->setFrameShape(QFrame::HLine);
	scroll_area = new ColumnScrollArea(column);
	outer->addWidget(scroll_area, 1);
	outer->addWidget(line);
	outer->addWidget(foot);

	addInputs(layout);
	addStreams(layout);
	switches = new QVBoxLayout;
	layout->addLayout(switches);
	layout->addStretch();
	addFoot(add_column(foot));
	/* from the meeting on to the page URL, not to the account */
	setTabOrder(account_button, inputs.front().field->edit);
	setTabOrder(inputs.front().field->edit, inputs.back().field->edit);
	setFocusProxy(inputs.front().field);
	addMenu();
	expectPushes();
}

/* By the right mouse button or the menu key. */
void Dock::addMenu()
{
	hide_details = new QAction(text("Dock.HideDetails"), this);
	hide_details->setCheckable(true);
	connect(hide_details, &QAction::triggered, this, [this](bool on) {
		if (controller)
			controller_set_hide_details(controller, on);
	});
	addAction(hide_details);
	setContextMenuPolicy(Qt::CustomContextMenu);
	connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
		auto *menu = new QMenu(window());

		menu->setAttribute(Qt::WA_DeleteOnClose);
		menu->addActions(actions());
		menu->popup(mapToGlobal(place));
	});
	destination->setToolTip(text("Dock.HideDetails.About"));
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
		auto *field = new LabelledField(INPUTS[i].label, QLineEdit::Normal, ERROR_LINES);

		field->edit->setPlaceholderText(text(INPUTS[i].placeholder));
		connect(field, &LabelledField::entered, this, [this, i] { commit(i, false); });
		/* half an id, or half an address, is none */
		connect(field, &LabelledField::windowLeft, this, [this, i, field] {
			if (field->isPasted())
				commit(i, false);
		});
		field->layout()->setSpacing(SPACING - 1);
		if (!account_button) {
			account_button = new IconButton("Dock.Account", "icon-gear", "configIconSmall");
			connect(account_button, &QToolButton::clicked, this, &Dock::accountSettingsWanted);
			field->addBesideLabel(addHelp());
			field->addBesideLabel(account_button);
		}
		layout->addWidget(field);
		inputs.push_back({field, QString(), QString(), false});
		/* below the meeting, which is the first */
		if (!meeting_info)
			meeting_info =
				ClippedLabel::add(layout, "Dock.MeetingInfo", TextTone::Normal, MEETING_INFO_LINES);
	}
}

/* What the dock says is explained there, word by word. */
QWidget *Dock::addHelp()
{
	auto *button = new HelpButton(this);

	connect(button, &QToolButton::clicked, this,
		[this] { emit helpWanted("docs/troubleshooting.md#what-to-do-next", status_line->words()); });
	return button;
}

void Dock::addStreams(QVBoxLayout *layout)
{
	suggestion_button = NarrowButton::add(layout, "Dock.UsePageUrl", [this] {
		if (controller)
			controller_set_page_url(controller, suggested_page_url.toUtf8().constData());
	});
	suggestion_button->hide();
	auto *label = new QLabel(text("Dock.Destination"));

	label->setWordWrap(true);
	layout->addWidget(label);
	destination = ClippedLabel::add(layout, "Dock.Destination");
	destination->show();
	zoom_row = new ZoomRow;
	connect(zoom_row, &ZoomRow::fetchWanted, this, [this] {
		if (takeInputs())
			send(controller_fetch);
	});
	layout->addWidget(zoom_row);
	host = ClippedLabel::add(layout, "Dock.Host", TextTone::Warning);
	settings_problem = ClippedLabel::add(layout, "Dock.SettingsProblem", TextTone::Bad);
	undo_button = addCommand(layout, "Dock.Undo", controller_undo);
	details = ClippedLabel::add(layout, "Dock.Details");
	report_button = NarrowButton::add(layout, "Dock.CopyReport", [this] { copyReport(); });
	report_button->hide();
}

QPushButton *Dock::addCommand(QLayout *layout, const char *name, void (*command)(struct controller *controller))
{
	QPushButton *button = NarrowButton::add(layout, name, [this, command] { send(command); });

	button->hide();
	return button;
}

void Dock::copyReport()
{
	if (!controller)
		return;
	QGuiApplication::clipboard()->setText(report_text(controller));
	report_button->setText(text("Dock.ReportCopied"));
}

void Dock::addFoot(QVBoxLayout *layout)
{
	status_line = new StatusLine(details);
	status_line->layout()->setSpacing(SPACING);
	connect(status_line, &StatusLine::detailsShown, this, [this](bool shown) {
		report_button->setVisible(shown);
		report_button->setText(text("Dock.CopyReport"));
		scroll_area->reveal(shown ? report_button : static_cast<QWidget *>(inputs.front().field));
	});
	layout->addWidget(status_line);
	accept_button = addCommand(status_line->buttons, "Dock.Keep", controller_accept_remote);
	dismiss_button = addCommand(status_line->buttons, "Dock.DismissOffer", controller_dismiss_auto_sync);
	cancel_button = addCommand(status_line->buttons, "Dock.Cancel", controller_cancel);
	connect_button = NarrowButton::add(layout, "Dock.Connect", [this] { emit accountSettingsWanted(); });
	connect_button->hide();
	push_button = NarrowButton::add(layout, "Dock.Push", [this] { push(); });
	push_button->setToolTip(text("Dock.Push.About"));
	auto_sync = new WrappingCheckBox(text("Dock.AutoSync"));
	auto_sync->hide();
	connect(auto_sync, &QCheckBox::toggled, this, [this](bool on) {
		if (controller)
			controller_set_auto_sync(controller, on);
	});
	auto *auto_sync_place = new QVBoxLayout;

	auto_sync_place->setSpacing(SPACING);
	layout->addLayout(auto_sync_place);
	yielding.add(auto_sync, auto_sync_place, switches);
	livestream = new LivestreamRow(controller, [this](bool may_change) {
		return (may_change || !isBeingEntered()) && takeInputs();
	});
	connect(livestream, &LivestreamRow::settingsWanted, this, &Dock::livestreamSettingsWanted);
	layout->addWidget(livestream);
	yielding.add(livestream->waitingStart(), livestream->waitingStartPlace(), switches);
}

void Dock::fitFoot()
{
	const int above = scroll_area->heightDownTo(inputs.back().field) + MARGIN + line->sizeHint().height();

	yielding.fit(foot, width(), height() - above);
}

bool Dock::commit(size_t i, bool needed)
{
	LabelledField *field = inputs[i].field;

	if (!controller)
		return false;
	const QString fault = INPUTS[i].take(controller, field->typed().toUtf8().constData(), needed);

	inputs[i].is_wrong = !fault.isEmpty();
	showMeetingInfo();
	if (!fault.isEmpty()) {
		field->showError(fault);
		return false;
	}
	field->showError(inputs[i].warning, TextTone::Warning);
	field->setText(inputs[i].shown);
	return true;
}

bool Dock::isBeingEntered() const
{
	return std::any_of(inputs.begin(), inputs.end(),
			   [](const Input &input) { return input.field->typed() != input.shown; });
}

/* The keyboard stays where it is: what is wrong is told at the field. */
bool Dock::takeInputs()
{
	LabelledField *first_bad = nullptr;

	/* all are told, also where the first is wrong already */
	for (size_t i = 0; i < inputs.size(); i++) {
		if (!commit(i, true) && !first_bad)
			first_bad = inputs[i].field;
	}
	if (first_bad)
		scroll_area->reveal(first_bad);
	return !first_bad;
}

void Dock::push()
{
	if (!busy && takeInputs())
		controller_push(controller);
}

void Dock::showInputs(const struct status &status)
{
	for (size_t i = 0; i < inputs.size(); i++) {
		const QString saved = INPUTS[i].saved(status.broadcast);

		if (status.profile_number == shown_profile && saved == inputs[i].shown)
			continue;
		inputs[i].shown = saved;
		inputs[i].is_wrong = false;
		inputs[i].warning = INPUTS[i].warning(status.broadcast);
		inputs[i].field->setText(saved);
		inputs[i].field->showError(inputs[i].warning, TextTone::Warning);
	}
	shown_profile = status.profile_number;
}

/* It is of the meeting that was taken over, not of a wrong one that stands in the field now. */
void Dock::showMeetingInfo()
{
	meeting_info->setWordsOrHide(inputs.front().is_wrong ? QString() : meeting_words);
	meeting_info->setToolTip(tool_tip_text(meeting_info->words()));
}

static QString host_text(const struct status &status)
{
	if (!status.api_host)
		return QString();
	return text(status.only_sign_in_is_overridden ? "Dock.SignInOverridden" : "Dock.HostOverridden", "{host}",
		    QString::fromUtf8(status.api_host));
}

void Dock::showStreams(const struct status &status)
{
	const ToneText where = destination_text(status);

	destination->setWords(where.words);
	destination->setTone(where.tone);
	zoom_row->showStatus(status);
	host->setWordsOrHide(host_text(status));
	settings_problem->setWordsOrHide(status.settings_code ? problem_code_text(status.settings_code) : QString());
}

/* Without what all addresses begin with: there is room for little. */
void Dock::showSuggestion(const struct status &status)
{
	suggested_page_url = QString::fromUtf8(status.suggested_page_url);
	QString shown = suggested_page_url;

	shown.remove(QStringLiteral("https://"));
	shown.remove(QStringLiteral("http://"));
	suggestion_button->setWords(text("Dock.UsePageUrl", "{url}", shown));
	suggestion_button->setToolTip(text("Dock.UsePageUrl.About", "{url}", suggested_page_url));
	showCommand(suggestion_button, !suggested_page_url.isEmpty());
}

/* A button that goes leaves the keyboard to the one that stays, or comes in its place. */
void Dock::showCommand(QPushButton *button, bool shown)
{
	if (!shown && button == window()->focusWidget())
		(button == push_button ? connect_button : push_button)->setFocus();
	button->setVisible(shown);
}

void Dock::showButtons(const struct status &status)
{
	const bool is_connected = status.has_account && !status.account_is_unknown;
	/* a question is answered before anything else is begun */
	const bool is_asked = status.live.offer != LIVE_OFFER_NONE;
	QPushButton *const main_button = is_connected ? push_button : connect_button;
	const QSignalBlocker not_the_person(auto_sync);

	busy = status_is_busy(&status);
	hide_details->setChecked(status.hide_details);
	auto_sync->setChecked(status.auto_sync);
	auto_sync->setVisible((status.auto_sync || status.auto_sync_offered) && !is_asked);
	main_button->setVisible(!is_asked);
	showCommand(is_connected ? connect_button : push_button, false);
	/* one that has the keyboard keeps it: it does nothing meanwhile */
	push_button->setEnabled(!busy || push_button == window()->focusWidget());
	showCommand(cancel_button,
		    busy || status.state == STATUS_WAITING || (live_is_busy(status.live) && status.live.can_stop));
	showCommand(accept_button, status.can_accept_remote && !busy);
	showCommand(dismiss_button, offer_is_made(status));
	showCommand(undo_button, status.can_undo && !busy);
}

void Dock::showStatus(const struct status &status)
{
	Q_ASSERT(QThread::currentThread() == thread());
	showInputs(status);
	meeting_words = meeting_text(status);
	showMeetingInfo();
	showSuggestion(status);
	showStreams(status);
	showButtons(status);
	livestream->showStatus(status);
	status_line->showStatus(status);
}

void Dock::showAccount(const struct account_status &status)
{
	const QString summary = account_summary(status);

	account_button->setAccessibleDescription(summary);
	account_button->setToolTip(summary.isEmpty() ? account_button->accessibleName() : tool_tip_text(summary));
}

bool Dock::event(QEvent *event)
{
	const bool done = QWidget::event(event);

	if (event->type() == QEvent::Enter)
		send(controller_expect_push);
	else if (event->type() == QEvent::LayoutRequest)
		fitFoot();
	return done;
}

void Dock::keyPressEvent(QKeyEvent *event)
{
	if (!open_menu_by_key(*event))
		QWidget::keyPressEvent(event);
}

void Dock::showEvent(QShowEvent *event)
{
	QWidget::showEvent(event);
	/* not when the window manager brings back the whole window */
	if (!event->spontaneous())
		send(controller_dock_opened);
}

/* Where OBS's window becomes smaller, what was painted here can stay in the docks that have come in its place. */
void Dock::resizeEvent(QResizeEvent *event)
{
	QWidget::resizeEvent(event);
	fitFoot();
	QTimer::singleShot(0, window(), [window = window()] { window->update(); });
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
	livestream->detach();
	status_line->freeze();
	setEnabled(false);
}
