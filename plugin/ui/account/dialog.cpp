/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include <QEvent>
#include <QPointer>
#include <QScreen>
#include <QUuid>
#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/account/chooser.hpp"
#include "ui/account/form.hpp"
#include "ui/account/secret_backend_row.hpp"
#include "ui/account/sign_in_panel.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/confirm_button.hpp"
#include "ui/components/theme.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

static constexpr int DIALOG_WIDTH = 420;
static constexpr int MINIMUM_WIDTH = 280;
static constexpr int MINIMUM_HEIGHT = 200;
/* What the window manager adds, and a panel. */
static constexpr int SCREEN_MARGIN = 80;

/* The keyboard goes through the parts in the order in which they are made. */
AccountDialog::AccountDialog(struct controller *controller_, SecretStore *secrets_, QWidget *parent)
	: QDialog(parent),
	  controller(controller_),
	  secrets(secrets_),
	  stored(controller_, secrets_)
{
	auto *outer = new QVBoxLayout(this);
	column = new QWidget;
	auto *layout = new QVBoxLayout(column);

	setWindowTitle(text("Dock.AccountSettings"));
	setAttribute(Qt::WA_DeleteOnClose);
	setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->setSpacing(0);
	scroll_area = new ColumnScrollArea(column);
	outer->addWidget(scroll_area, 1);
	addChoice(layout);
	addCommands(layout);
	addProgress(layout);
	layout->addStretch();
	closing = new QWidget;
	closing->setLayout(closingRow());
	outer->addWidget(closing);
	column->installEventFilter(this);
	connect(&stored, &StoredSecrets::changed, this, &AccountDialog::showState);
	connect(secrets, &SecretStore::backendChanged, this, &AccountDialog::showState);
	resize(DIALOG_WIDTH, height());
}

/* A field that has the keyboard says that its text was entered when it goes, after this part has gone. */
AccountDialog::~AccountDialog()
{
	chooser->disconnect(this);
	form->disconnect(this);
}

static ClippedLabel *add_label(QBoxLayout *layout, const char *name)
{
	auto *label = new ClippedLabel(text(name), 0);

	label->hide();
	layout->addWidget(label);
	return label;
}

static NarrowButton *add_button(QBoxLayout *layout, const char *name, int stretch = 1)
{
	auto *button = new NarrowButton(text(name));

	button->setAutoDefault(false);
	layout->addWidget(button, stretch);
	return button;
}

void AccountDialog::addChoice(QBoxLayout *layout)
{
	chooser = new AccountChooser(controller);
	layout->addWidget(chooser);
	form = new AccountForm;
	layout->addWidget(form);
	connect(chooser, &AccountChooser::chosen, this, &AccountDialog::choose);
	connect(chooser, &AccountChooser::renamed, this, &AccountDialog::rename);
	connect(form, &AccountForm::methodChanged, this, [this] {
		about = About::Stored;
		showState();
	});
	connect(form, &AccountForm::tokenEdited, this, [this] {
		about = form->hasTypedToken() ? About::Typed : About::Stored;
		showState();
	});
}

void AccountDialog::addCommands(QBoxLayout *layout)
{
	auto *row = new QHBoxLayout;

	save_button = add_button(row, "Account.Save");
	sign_in_button = add_button(row, "Account.SignIn");
	test_button = add_button(row, "Account.Test");
	layout->addLayout(row);
	connect(save_button, &QPushButton::clicked, this, &AccountDialog::save);
	connect(sign_in_button, &QPushButton::clicked, this, &AccountDialog::save);
	connect(test_button, &QPushButton::clicked, this, [this] { controller_probe_account(controller); });
}

void AccountDialog::addProgress(QBoxLayout *layout)
{
	error = add_label(layout, "Account.Error");
	theme_set_tone(error, TextTone::Bad);
	status_line = add_label(layout, "Account.Status");
	sign_in_panel = new SignInPanel;
	layout->addWidget(sign_in_panel);
	connect(sign_in_panel, &SignInPanel::addressPasted, this, [this](const QString &address) {
		QByteArray bytes = address.toUtf8();

		controller_paste_address(controller, bytes.constData());
		wipe_bytes(bytes);
	});
	/* not where "Sign in" was: what is pressed twice is not cancelled */
	cancel_button = add_button(layout, "Account.CancelSignIn");
	cancel_button->hide();
	connect(cancel_button, &QPushButton::clicked, this, [this] { controller_cancel_sign_in(controller); });
	check_line = add_label(layout, "Account.TestResult");

	auto *place_row = new SecretBackendRow(controller, secrets);

	layout->addWidget(place_row);
	connect(place_row, &SecretBackendRow::moved, this, &AccountDialog::showState);
}

QBoxLayout *AccountDialog::closingRow()
{
	auto *row = new QHBoxLayout;

	sign_out_button = new ConfirmButton(text("Account.SignOut"), text("Account.ReallySignOut"));
	row->addWidget(sign_out_button, 2);
	remove_token_button = add_button(row, "Account.Remove", 3);
	remove_button = new ConfirmButton(text("Account.RemoveAccount"), text("Account.ReallyRemoveAccount"));
	row->addWidget(remove_button, 3);
	connect(sign_out_button, &ConfirmButton::confirmed, this, &AccountDialog::signOut);
	connect(remove_token_button, &QPushButton::clicked, this, &AccountDialog::signOut);
	connect(remove_button, &ConfirmButton::confirmed, this, &AccountDialog::remove);
	connect(add_button(row, "Account.Close", 2), &QPushButton::clicked, this, &QDialog::reject);
	return row;
}

void AccountDialog::choose(const QString &id)
{
	error->setWordsOrHide(QString());
	if (id.isEmpty()) {
		showNewAccount();
		return;
	}
	if (id == current.id()) {
		shown_once = false; /* back from a new one, which is not wanted any more */
		controller_report_account(controller);
	} else if (!controller_choose_account(controller, id.toUtf8().constData())) {
		tell(error, text("Account.NotChanged"));
		chooser->showAccounts(current.id());
	}
}

void AccountDialog::rename(const QString &name)
{
	if (adding || !current.isSet())
		return;
	error->setWordsOrHide(QString());
	if (controller_rename_account(controller, name.toUtf8().constData())) {
		chooser->showAccounts(current.id());
	} else {
		tell(error, text("Account.NotChanged"));
		chooser->showName(current.name());
	}
}

void AccountDialog::showNewAccount()
{
	adding = true;
	choosing = false;
	about = About::Stored;
	new_account_id = QUuid::createUuid().toString(QUuid::WithoutBraces);
	chooser->showAccounts(QString());
	form->showAccount({});
	stored.look({});
	showState();
}

/* Whoever has no accounts at all is about to add one; else the person chooses: nothing is fallen back to. */
void AccountDialog::showNoAccount(bool is_unknown)
{
	current = AccountValue();
	chooser->showNoChoice();
	if (chooser->isEmpty() && !is_unknown) {
		showNewAccount();
		return;
	}
	adding = false;
	choosing = true;
	choice_words = text(is_unknown ? "Account.Unknown" : "Account.NotChosen");
	error->setWordsOrHide(QString());
	stored.look({});
}

void AccountDialog::showProfilesAccount(const struct account_status &status)
{
	adding = false;
	choosing = false;
	error->setWordsOrHide(QString());
	about = About::Stored;
	sign_in_state = SIGN_IN_NONE; /* so that one that is under way, or has failed, is told */
	current = AccountValue(status.account);
	chooser->showAccounts(current.id());
	form->showAccount(status.account);
	stored.look(status.account);
}

void AccountDialog::showStatus(const struct account_status &status)
{
	const QString id = status.has_account ? QString::fromUtf8(status.account.id) : QString();
	const bool is_other = id != current.id() || !shown_once;

	/* while a new account is being entered the one before it may still tell of itself */
	if (is_other || (!status.has_account && !adding && !choosing)) {
		shown_once = true;
		if (status.has_account)
			showProfilesAccount(status);
		else
			showNoAccount(status.account_is_unknown);
	} else if (status.has_account) {
		current = AccountValue(status.account);
	}
	followSignIn(status);
	followSignOut(status);

	const ToneText check = account_probe_text(status);

	tell(check_line, adding ? QString() : check.words);
	theme_set_tone(check_line, check.tone);
	checking = status.probe.state == ACCOUNT_PROBE_RUNNING;
	showState();
}

void AccountDialog::followSignIn(const struct account_status &status)
{
	const enum sign_in_state before = sign_in_state;

	sign_in_state = status.sign_in.state;
	sign_in_words = sign_in_text(status, *secrets);
	sign_in_panel->showStatus(status.sign_in);
	if (sign_in_state == before)
		return;
	if (sign_in_state == SIGN_IN_DONE)
		stored.look(current.account);
	/* with all that is above it */
	if (sign_in_state_is_under_way(sign_in_state))
		scroll_area->reveal(cancel_button);
	tell(error, sign_in_state == SIGN_IN_FAILED ? problem_text(status.sign_in.problem) : QString());
	if (sign_in_state == SIGN_IN_FAILED)
		about = About::Stored;
	else if (sign_in_state != SIGN_IN_NONE && (before != SIGN_IN_NONE || sign_in_state != SIGN_IN_DONE))
		about = About::SignIn;
}

void AccountDialog::followSignOut(const struct account_status &status)
{
	const enum sign_out_state before = sign_out_state;

	sign_out_state = status.sign_out.state;
	sign_out_words = sign_out_text(status);
	if (sign_out_state == before)
		return;
	if (sign_out_state == SIGN_OUT_RUNNING || before == SIGN_OUT_RUNNING)
		about = About::SignOut;
	if (before != SIGN_OUT_RUNNING)
		return;
	stored.look(current.account);
	if (!removing_id.isEmpty())
		endRemoval(status);
}

/* Texts that wrap are as high as the width makes them, which no size hint tells. */
void AccountDialog::fitHeight()
{
	const int wanted = column->layout()->totalHeightForWidth(width()) + closing->sizeHint().height();
	const int room = screen()->availableGeometry().height() - SCREEN_MARGIN;

	resize(width(), qBound(MINIMUM_HEIGHT, wanted, qMax(MINIMUM_HEIGHT, room)));
}

bool AccountDialog::event(QEvent *event)
{
	const bool handled = QDialog::event(event);

	if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
		fitHeight();
	return handled;
}

bool AccountDialog::eventFilter(QObject *watched, QEvent *event)
{
	const bool filtered = QDialog::eventFilter(watched, event);

	if (watched == column && event->type() == QEvent::LayoutRequest && isVisible())
		fitHeight();
	return filtered;
}
