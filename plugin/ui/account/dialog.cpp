/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QResizeEvent>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

#include <util/bmem.h>

#include "core/controller/controller.h"
#include "ui/account/app_page.hpp"
#include "ui/account/chooser.hpp"
#include "ui/account/extras.hpp"
#include "ui/account/footer.hpp"
#include "ui/account/form.hpp"
#include "ui/account/sign_in_panel.hpp"
#include "ui/account/way_page.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/context_key.hpp"
#include "ui/components/help.hpp"
#include "ui/components/narrow_button.hpp"

static constexpr int DIALOG_WIDTH = 460;
static constexpr int DIALOG_HEIGHT = 500;
static constexpr int DIALOG_WIDTH_MIN = 280;
static constexpr int DIALOG_HEIGHT_MIN = 200;
/* What the window manager adds, and a panel. */
static constexpr int SCREEN_MARGIN = 80;

/* The keyboard goes through the parts in the order in which they are made. */
AccountDialog::AccountDialog(struct controller *controller_, QWidget *parent) : QDialog(parent), controller(controller_)
{
	auto *outer = new QVBoxLayout(this);
	auto *column = new QWidget;
	auto *layout = new QVBoxLayout(column);
	auto *foot = new QVBoxLayout;
	auto *line = new QFrame;

	setWindowTitle(text("Dock.Account"));
	setAttribute(Qt::WA_DeleteOnClose);
	setMinimumSize(DIALOG_WIDTH_MIN, DIALOG_HEIGHT_MIN);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->setSpacing(0);
	scroll_area = new ColumnScrollArea(column);
	outer->addWidget(scroll_area, 1);
	line->setFrameShape(QFrame::HLine);
	foot->setSpacing(0);
	foot->addWidget(line);
	outer->addLayout(foot);
	addPages(layout);
	addProgress(layout);
	addCommands(layout);
	extras = new AccountExtras(controller);
	layout->addWidget(extras);
	layout->addStretch();
	footer = new Footer;
	foot->addWidget(footer);
	connect(footer, &Footer::back, this, &AccountDialog::goBack);
	connect(footer, &Footer::goOn, this, &AccountDialog::goOn);
	connect(footer, &Footer::closeWanted, this, &AccountDialog::reject);
	/* last, so that the keyboard begins with what a page asks for */
	addHelp();
	own_sizes.push_back(QSize(DIALOG_WIDTH, DIALOG_HEIGHT));
	resize(own_sizes.back());
}

/* A field that has the keyboard says that its text was entered when it goes, after this part has gone. */
AccountDialog::~AccountDialog()
{
	chooser->disconnect(this);
	form->disconnect(this);
}

static ClippedLabel *add_words(QLayout *layout, const char *name)
{
	ClippedLabel *label = ClippedLabel::add(layout, name);

	label->setWordsQuietly(text(name));
	label->show();
	return label;
}

void AccountDialog::addPages(QBoxLayout *layout)
{
	heading = new ClippedLabel(text("Account.Step"));
	heading->embolden();
	heading_row = new QHBoxLayout;
	heading_row->addWidget(heading, 1);
	layout->addLayout(heading_row);
	other_profile = ClippedLabel::add(layout, "Account.OtherProfile", TextTone::Warning);
	chooser = new AccountChooser(controller);
	layout->addWidget(chooser);
	way_line = ClippedLabel::add(layout, "Account.Method");
	who_page = whoPage();
	layout->addWidget(who_page);
	way_page = new WayPage;
	layout->addWidget(way_page);
	app_page = new AppPage;
	layout->addWidget(app_page);
	form = new AccountForm;
	layout->addWidget(form);
	guide_button = NarrowButton::add(layout, "Account.Guide", [this] { go(Page::Who); });
	connect(chooser, &AccountChooser::chosen, this, &AccountDialog::choose);
	connect(chooser, &AccountChooser::renamed, this, &AccountDialog::rename);
	connect(way_page, &WayPage::chosen, this, [this](enum account_method way) { form->showMethod(way); });
	connect(form, &AccountForm::tokenEdited, this,
		[this] { tellAbout(form->hasTypedToken() ? About::Typed : About::Stored); });
}

/* Where the documentation tells of what shows. */
static const char *help_of_way(enum account_method way)
{
	switch (way) {
	case ACCOUNT_METHOD_SERVER_TO_SERVER:
		return "docs/signing-in.md#server-to-server";
	case ACCOUNT_METHOD_AUTHORIZATION_CODE:
		return "docs/signing-in.md#in-this-browser";
	case ACCOUNT_METHOD_DEVICE_CODE:
		return "docs/signing-in.md#on-my-phone";
	default:
		return "docs/signing-in.md#a-temporary-token";
	}
}

const char *AccountDialog::help() const
{
	switch (page) {
	case Page::Who:
		return "docs/signing-in.md#who-makes-the-app";
	case Page::Way:
		return "docs/signing-in.md#which-way";
	case Page::App:
	case Page::Enter:
		return help_of_way(form->method());
	default:
		return "docs/signing-in.md#afterwards";
	}
}

void AccountDialog::addHelp()
{
	auto *button = new HelpButton(this);

	heading_row->addWidget(button);
	connect(button, &QToolButton::clicked, this, [this] { emit helpWanted(help()); });
}

QWidget *AccountDialog::whoPage()
{
	auto *widget = new QWidget;
	auto *layout = new QVBoxLayout(widget);

	layout->setContentsMargins(0, 0, 0, 0);
	add_words(layout, "Account.Who.App");
	add_words(layout, "Account.Who.Allowed");
	add_words(layout, "Account.Who.You");
	NarrowButton::add(layout, "Account.CopyMessage", [this] {
		QGuiApplication::clipboard()->setText(
			admin_message_text(way_page->way(), form->cloud(), form->redirectUrl()));
		copied->setWordsOrHide(text("Account.MessageCopied"));
	});
	copied = ClippedLabel::add(layout, "Account.CopyMessage", TextTone::Good);
	return widget;
}

void AccountDialog::addProgress(QBoxLayout *layout)
{
	progress = new QWidget;

	auto *column = new QVBoxLayout(progress);

	column->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(progress);
	error = ClippedLabel::add(column, "Account.Error", TextTone::Bad);
	status_line = ClippedLabel::add(column, "Account.Status");
	sign_in_panel = new SignInPanel(controller);
	column->addWidget(sign_in_panel);
	/* not where "Sign in" was: what is pressed twice is not cancelled */
	cancel_button =
		NarrowButton::add(column, "Account.CancelSignIn", [this] { controller_cancel_sign_in(controller); });
	cancel_button->hide();
	probe_line = ClippedLabel::add(column, "Account.TestResult");
	next_line = ClippedLabel::add(column, "Account.WhatNext");
}

void AccountDialog::addCommands(QBoxLayout *layout)
{
	backend = new QWidget;
	commands = new QWidget;

	auto *place = new QVBoxLayout(backend);
	auto *grid = new QVBoxLayout(commands);
	auto *row = new QHBoxLayout;
	auto *ends = new QHBoxLayout;

	place->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(backend);
	backend_line = ClippedLabel::add(place, "Account.Place", TextTone::Normal);
	gone_line = ClippedLabel::add(place, "Account.Place.EnterAgain", TextTone::Normal);
	move_button = NarrowButton::add(place, "Account.Place.ToFile", [this] { controller_move_secrets(controller); });
	move_button->hide();

	grid->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(commands);
	test_button = NarrowButton::add(row, "Account.Test", [this] { controller_probe_account(controller); });
	edit_button = NarrowButton::add(row, "Account.Edit", [this] { edit(false); });
	sign_in_again_button = NarrowButton::add(row, "Account.SignInAgain", [this] { edit(true); });
	grid->addLayout(row);
	sign_out_button = new ConfirmButton(text("Account.SignOut"), text("Account.ReallySignOut"));
	ends->addWidget(sign_out_button);
	remove_token_button = NarrowButton::add(ends, "Account.Remove", [this] { controller_sign_out(controller); });
	remove_button = new ConfirmButton(text("Account.RemoveAccount"), text("Account.ReallyRemoveAccount"));
	ends->addWidget(remove_button);
	grid->addLayout(ends);
	connect(sign_out_button, &ConfirmButton::confirmed, this, [this] { controller_sign_out(controller); });
	connect(remove_button, &ConfirmButton::confirmed, this, [this] { controller_remove_account(controller); });
}

/* Where it goes */

void AccountDialog::showPage(Page next)
{
	trail.push_back(page);
	turnTo(next);
}

void AccountDialog::turnTo(Page next)
{
	/* that an earlier one was cancelled says nothing of another way */
	if (about == About::SignIn && page != next && sign_in_state == SIGN_IN_CANCELLED)
		about = About::Stored;
	page = next;
	has_begun_probe = false;
	scroll_area->reveal(heading);
}

void AccountDialog::go(Page next)
{
	showPage(next);
	controller_report_account(controller);
}

void AccountDialog::goBack()
{
	if (trail.empty())
		return;
	const Page before = trail.back();

	trail.pop_back();
	turnTo(before);
	controller_report_account(controller);
}

void AccountDialog::goOn()
{
	switch (page) {
	case Page::Who:
		go(Page::Way);
		break;
	case Page::Way:
		go(Page::App);
		break;
	case Page::App:
		go(Page::Enter);
		break;
	case Page::Enter:
		save();
		break;
	default:
		reject();
	}
}

/* Whether the person has come to the fields by the steps before. */
bool AccountDialog::isGuided() const
{
	return std::find(trail.begin(), trail.end(), Page::Way) != trail.end();
}

void AccountDialog::reject()
{
	unlessTyped([this] { QDialog::reject(); });
}

/* Esc takes a question back, and answers none. */
void AccountDialog::keyPressEvent(QKeyEvent *event)
{
	if (event->key() == Qt::Key_Escape && footer->isAsking())
		footer->keepTyped();
	else if (!open_menu_by_key(*event))
		QDialog::keyPressEvent(event);
}

bool AccountDialog::isTyped() const
{
	return form->isTyped() || sign_in_panel->isTyped();
}

/* What takes away what was typed, or is about something else, is asked about first. */
void AccountDialog::unlessTyped(const std::function<void()> &action)
{
	if (!isTyped()) {
		action();
		return;
	}
	footer->askToDiscard([this, action] {
		sign_in_panel->clear();
		fillForm(current_id);
		action();
	});
}

bool AccountDialog::outliveProfile()
{
	if (isTyped())
		other_profile->setWordsOrHide(text("Account.OtherProfile.Words"));
	return isTyped();
}

/* What the person does */

void AccountDialog::choose(const QString &id)
{
	tell(error, QString());
	if (!id.isEmpty()) {
		unlessTyped([this, id] { use(id); });
		return;
	}
	/* what was typed of one is gone on with */
	if (form_id.isEmpty() && form->isTyped()) {
		go(Page::Who);
		return;
	}
	unlessTyped([this] {
		beginNewAccount();
		go(Page::Who);
	});
}

void AccountDialog::use(const QString &id)
{
	if (!controller_choose_account(controller, id.toUtf8().constData()))
		tell(error, text("Account.NotChanged"));
}

void AccountDialog::rename(const QString &name)
{
	if (current_id.isEmpty())
		return;
	tell(error, QString());
	if (!controller_rename_account(controller, name.toUtf8().constData()))
		tell(error, text("Account.NotChanged"));
}

void AccountDialog::beginNewAccount()
{
	QByteArray name = chooser->freeName().toUtf8();
	struct account account = {};

	account.name = name.data();
	form_id.clear();
	other_profile->setWordsOrHide(QString());
	form->showAccount(account);
}

/* With the account as it is saved; where there is none, with a new one. */
void AccountDialog::fillForm(const QString &id)
{
	struct account account = {};
	bool is_found = false;

	for (size_t i = 0; !is_found && controller_get_account(controller, i, &account); i++) {
		is_found = QString::fromUtf8(account.id) == id;
		if (is_found) {
			form_id = id;
			other_profile->setWordsOrHide(QString());
			form->showAccount(account);
			way_page->setWay(account.method);
		}
		account_free(&account);
	}
	if (!is_found)
		beginNewAccount();
}

void AccountDialog::edit(bool sign_in)
{
	const auto begin = [this, sign_in] {
		if (form_id != current_id)
			fillForm(current_id);
		go(Page::Enter);
		if (sign_in && has_client_secret && !form->isTyped())
			controller_sign_in(controller);
	};

	if (form_id == current_id)
		begin();
	else
		unlessTyped(begin);
}

QString AccountDialog::accountName(const QString &id) const
{
	struct account account = {};
	QString name;

	for (size_t i = 0; controller_get_account(controller, i, &account); i++) {
		if (QString::fromUtf8(account.id) == id)
			name = QString::fromUtf8(account.name);
		account_free(&account);
	}
	return name;
}

void AccountDialog::save()
{
	struct account_entry entry = form->entry();
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];

	entry.account.id = bstrdup(form_id.toUtf8().constData());
	if (!form_id.isEmpty()) {
		bfree(entry.account.name);
		entry.account.name = bstrdup(accountName(form_id).toUtf8().constData());
	}
	tell(error, QString());
	footer->keepTyped();
	awaits_probe = true;
	if (!controller_save_account(controller, &entry, faults)) {
		awaits_probe = false;
		form->showFaults(faults);
	}
	account_entry_free(&entry);
}

/* Texts that wrap are as high as the width makes them, which no size hint tells. Most pages fit one height. */
void AccountDialog::fitHeight()
{
	const QLayoutItem *foot = layout()->itemAt(1);
	const int foot_height = foot->hasHeightForWidth() ? foot->heightForWidth(width()) : foot->sizeHint().height();
	const int wanted = scroll_area->columnHeight(width()) + foot_height;
	const int room = screen()->availableGeometry().height() - SCREEN_MARGIN;
	const int fitting = qMin(qMax(wanted, DIALOG_HEIGHT), qMax(DIALOG_HEIGHT_MIN, room));

	if (is_sized || fitting == height())
		return;
	own_sizes.push_back(QSize(width(), fitting));
	resize(own_sizes.back());
}

/* One that it has not given itself is the person's, or the window manager's. */
void AccountDialog::resizeEvent(QResizeEvent *event)
{
	QDialog::resizeEvent(event);
	if (std::find(own_sizes.begin(), own_sizes.end(), event->size()) == own_sizes.end())
		is_sized = true;
}

bool AccountDialog::event(QEvent *event)
{
	const bool handled = QDialog::event(event);

	if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
		fitHeight();
	return handled;
}
