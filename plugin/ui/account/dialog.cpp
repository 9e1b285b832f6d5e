/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include <QEvent>
#include <QScreen>
#include <QVBoxLayout>

#include <utility>

#include <util/bmem.h>

#include "core/controller/controller.h"
#include "ui/account/chooser.hpp"
#include "ui/account/form.hpp"
#include "ui/account/sign_in_panel.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/narrow_button.hpp"

static constexpr int DIALOG_WIDTH = 420;
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

	setWindowTitle(text("Dock.Account"));
	setAttribute(Qt::WA_DeleteOnClose);
	setMinimumSize(DIALOG_WIDTH_MIN, DIALOG_HEIGHT_MIN);
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
	resize(DIALOG_WIDTH, height());
}

/* A field that has the keyboard says that its text was entered when it goes, after this part has gone. */
AccountDialog::~AccountDialog()
{
	chooser->disconnect(this);
	form->disconnect(this);
}

void AccountDialog::addChoice(QBoxLayout *layout)
{
	chooser = new AccountChooser(controller);
	layout->addWidget(chooser);
	form = new AccountForm;
	layout->addWidget(form);
	connect(chooser, &AccountChooser::chosen, this, &AccountDialog::choose);
	connect(chooser, &AccountChooser::renamed, this, &AccountDialog::rename);
	connect(form, &AccountForm::methodChanged, this, [this] { tellAbout(About::Stored); });
	connect(form, &AccountForm::tokenEdited, this,
		[this] { tellAbout(form->hasTypedToken() ? About::Typed : About::Stored); });
}

void AccountDialog::addCommands(QBoxLayout *layout)
{
	auto *row = new QHBoxLayout;

	save_button = NarrowButton::add(row, "Account.Save", [this] { save(); });
	sign_in_button = NarrowButton::add(row, "Account.SignIn", [this] { save(); });
	test_button = NarrowButton::add(row, "Account.Test", [this] { controller_probe_account(controller); });
	layout->addLayout(row);
}

void AccountDialog::addProgress(QBoxLayout *layout)
{
	error = ClippedLabel::add(layout, "Account.Error", TextTone::Bad);
	status_line = ClippedLabel::add(layout, "Account.Status");
	sign_in_panel = new SignInPanel(controller);
	layout->addWidget(sign_in_panel);
	/* not where "Sign in" was: what is pressed twice is not cancelled */
	cancel_button =
		NarrowButton::add(layout, "Account.CancelSignIn", [this] { controller_cancel_sign_in(controller); });
	cancel_button->hide();
	probe_line = ClippedLabel::add(layout, "Account.TestResult");
	backend_line = ClippedLabel::add(layout, "Account.Place", TextTone::Normal);
	move_button =
		NarrowButton::add(layout, "Account.Place.ToFile", [this] { controller_move_secrets(controller); });
	move_button->hide();
}

QBoxLayout *AccountDialog::closingRow()
{
	auto *row = new QHBoxLayout;

	sign_out_button = new ConfirmButton(text("Account.SignOut"), text("Account.ReallySignOut"));
	row->addWidget(sign_out_button, 2);
	remove_token_button = NarrowButton::add(row, "Account.Remove", [this] { controller_sign_out(controller); });
	remove_button = new ConfirmButton(text("Account.RemoveAccount"), text("Account.ReallyRemoveAccount"));
	row->addWidget(remove_button, 3);
	connect(sign_out_button, &ConfirmButton::confirmed, this, [this] { controller_sign_out(controller); });
	connect(remove_button, &ConfirmButton::confirmed, this, [this] { controller_remove_account(controller); });
	NarrowButton::add(row, "Account.Close", [this] { reject(); });
	row->setStretch(row->indexOf(remove_token_button), 3);
	row->setStretch(row->count() - 1, 2);
	return row;
}

void AccountDialog::choose(const QString &id)
{
	tell(error, QString());
	if (id.isEmpty()) {
		beginNewAccount();
		controller_report_account(controller);
	} else if (id == current_id) {
		shown_once = false; /* back from a new one, which is not wanted any more */
		controller_find_secrets(controller);
	} else if (!controller_choose_account(controller, id.toUtf8().constData())) {
		tell(error, text("Account.NotChanged"));
		chooser->showAccounts(current_id);
	}
}

void AccountDialog::rename(const QString &name)
{
	if (adding || current_id.isEmpty())
		return;
	tell(error, QString());
	if (!controller_rename_account(controller, name.toUtf8().constData()))
		tell(error, text("Account.NotChanged"));
}

void AccountDialog::save()
{
	struct account_entry entry = form->entry();
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];

	entry.account.id = bstrdup(adding ? "" : current_id.toUtf8().constData());
	entry.account.name = bstrdup(chooser->name().toUtf8().constData());
	tell(error, QString());
	if (!controller_save_account(controller, &entry, faults))
		form->showFaults(faults);
	account_entry_free(&entry);
}

void AccountDialog::beginNewAccount()
{
	adding = true;
	about = About::Stored;
	chooser->showAccounts(QString());
	form->showAccount({});
}

/* Whoever has no accounts at all is about to add one; else the person chooses: nothing is fallen back to. */
void AccountDialog::showOtherAccount(const struct account_status &status)
{
	shown_once = true;
	adding = false;
	tell(error, QString());
	current_id = QString::fromUtf8(status.account.id);
	if (status.has_account) {
		about = About::Stored;
		sign_in_state = SIGN_IN_NONE; /* so that one that is under way, or has failed, is told */
		chooser->showAccounts(current_id);
		form->showAccount(status.account);
		return;
	}
	chooser->showNoChoice();
	if (chooser->isEmpty() && !status.account_is_unknown)
		beginNewAccount();
}

void AccountDialog::followSave(const struct account_status &status)
{
	const auto before = std::exchange(save_state, status.save.state);
	const bool is_token = status.save.method == ACCOUNT_METHOD_ACCESS_TOKEN;
	QString words;

	if (save_state == before)
		return;
	if (save_state == ACCOUNT_SAVE_RUNNING)
		about = About::Saving;
	if (before != ACCOUNT_SAVE_RUNNING)
		return;
	about = save_state == ACCOUNT_SAVE_DONE && is_token ? About::Saved : About::Stored;
	if (save_state == ACCOUNT_SAVE_DONE)
		form->clearSecrets();
	/* else what was typed stays for another try */
	if (save_state == ACCOUNT_SAVE_SECRET_FAILED)
		words = problem_text(status.save.problem);
	if (save_state == ACCOUNT_SAVE_SETTINGS_FAILED)
		words = text(is_token ? "Account.NotWritten" : "Account.NotChanged");
	if (words.isEmpty())
		return;
	if (is_token)
		form->showTokenError(words);
	else
		tell(error, words);
}

/* The new one is known once it is written; where it cannot be, the old one holds. */
void AccountDialog::followName(const struct account_status &status)
{
	const QString name = QString::fromUtf8(status.account.name);
	const bool failed = status.is_unsaved && !was_unsaved && save_state != ACCOUNT_SAVE_SETTINGS_FAILED &&
			    status.sign_out.state != SIGN_OUT_NOT_REMOVED;

	if (failed)
		tell(error, text("Account.NotChanged"));
	if (!adding && status.has_account && (failed || name != current_name))
		chooser->showAccounts(current_id);
	was_unsaved = status.is_unsaved;
	current_name = name;
}

void AccountDialog::followSignIn(const struct account_status &status)
{
	const auto before = std::exchange(sign_in_state, status.sign_in.state);

	sign_in_panel->showStatus(status.sign_in);
	if (sign_in_state == before)
		return;
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
	const auto before = std::exchange(sign_out_state, status.sign_out.state);

	if (sign_out_state == before)
		return;
	if (sign_out_state == SIGN_OUT_RUNNING)
		tell(error, QString());
	if (sign_out_state == SIGN_OUT_RUNNING || before == SIGN_OUT_RUNNING)
		about = About::SignOut;
}

/* Whether the form is about the account, in the method in which it is saved. */
static bool is_saved_method(const struct account_status &status, bool adding, enum account_method method)
{
	return !adding && status.has_account && status.account.method == method;
}

ToneText AccountDialog::statusText(const struct account_status &status) const
{
	/* what is removed is told although there is no account any more, and a new one is being entered */
	if (about == About::SignOut && status.sign_out.state == SIGN_OUT_REMOVED)
		return sign_out_text(status);
	if (!adding && !status.has_account)
		return {TextTone::Warning, status.account_is_unknown ? "Account.Unknown" : "Account.NotChosen"};
	switch (about) {
	case About::Saving:
		return text("Account.Saving");
	case About::Saved:
		return join_sentences(backend_text(status.secrets, "Account.SavedInKeychain", "Account.SavedInFile"),
				      expiry_text(status.stored.token_expires_at_s));
	case About::Typed:
		return form->typedTokenExpiry();
	case About::SignIn:
	case About::SignOut:
		if (adding)
			break;
		return about == About::SignIn ? sign_in_text(status) : sign_out_text(status);
	default:
		break;
	}
	if (is_saved_method(status, adding, form->method()))
		return stored_text(status);
	return not_stored_text(form->method());
}

/* What is new is brought into view: the dialog may be higher than the screen. */
void AccountDialog::tell(ClippedLabel *label, const QString &words)
{
	const bool is_new = isVisible() && !words.isEmpty() && words != label->words();

	label->setWordsOrHide(words);
	if (is_new)
		scroll_area->reveal(label);
}

void AccountDialog::tell(ClippedLabel *label, const ToneText &text)
{
	label->setTone(text.tone);
	tell(label, text.words);
}

void AccountDialog::tellAbout(About what)
{
	about = what;
	controller_report_account(controller);
}

void AccountDialog::showStatus(const struct account_status &status)
{
	/* while a new account is being entered the one before it may still tell of itself */
	if (!shown_once || QString::fromUtf8(status.account.id) != current_id)
		showOtherAccount(status);
	followSave(status);
	followName(status);
	followSignIn(status);
	followSignOut(status);

	tell(probe_line, adding ? ToneText() : account_probe_text(status));
	if (about == About::Stored || about == About::Typed)
		status_line->setTextOrHide(statusText(status));
	else
		tell(status_line, statusText(status));
	form->showStored(!adding && status.stored.has_client_secret, !adding && status.stored.has_main_secret);
	showBackend(status.secrets);
	showParts(status);
}

void AccountDialog::showBackend(const struct secret_backend_status &secrets)
{
	const bool in_keychain = secrets.backend == SECRET_BACKEND_KEYCHAIN;
	const QString label = text(in_keychain ? "Account.Place.ToFile" : "Account.Place.ToKeychain");

	has_seen_move = has_seen_move || secrets.move == SECRET_BACKEND_MOVE_RUNNING;
	backend_line->setTextOrHide(place_text(secrets, has_seen_move ? secrets.move : SECRET_BACKEND_MOVE_NONE));
	move_button->setText(label);
	move_button->setAccessibleName(label);
	move_button->setEnabled(secrets.move != SECRET_BACKEND_MOVE_RUNNING);
	move_button->setVisible(secrets.can_move);
}

void AccountDialog::showParts(const struct account_status &status)
{
	const bool signing_in = sign_in_state_is_under_way(status.sign_in.state);
	const bool is_shown = adding || status.has_account;
	const bool rotates = account_method_rotates(form->method());
	const bool is_idle = status.save.state != ACCOUNT_SAVE_RUNNING && status.sign_out.state != SIGN_OUT_RUNNING;
	const bool is_saved = !adding && status.has_account && !signing_in;
	const bool is_token = status.account.method == ACCOUNT_METHOD_ACCESS_TOKEN;
	const bool begins = signing_in && cancel_button->isHidden();

	/* the code, its picture or the field for the address need the room */
	form->setVisible(is_shown && !signing_in);
	form->setReadOnly(!is_idle || signing_in);
	chooser->setReadOnly(!is_idle || signing_in);
	save_button->setVisible(is_shown && !rotates);
	sign_in_button->setVisible(is_shown && rotates && !signing_in);
	cancel_button->setVisible(signing_in);
	/* what had the keyboard is gone */
	if (begins)
		cancel_button->setFocus();
	test_button->setVisible(is_saved_method(status, adding, form->method()) && !signing_in);
	sign_out_button->setVisible(is_saved && !is_token);
	remove_token_button->setVisible(is_saved && is_token && status.stored.has_main_secret);
	remove_button->setVisible(is_saved);
	for (QPushButton *button : std::initializer_list<QPushButton *>{save_button, sign_in_button, sign_out_button,
									remove_token_button, remove_button})
		button->setEnabled(is_idle);
	test_button->setEnabled(is_idle && status.probe.state != ACCOUNT_PROBE_RUNNING);
	save_button->setDefault(!save_button->isHidden());
	sign_in_button->setDefault(!sign_in_button->isHidden());
}

/* Texts that wrap are as high as the width makes them, which no size hint tells. */
void AccountDialog::fitHeight()
{
	const int wanted = scroll_area->columnHeight(width()) + closing->sizeHint().height();
	const int room = screen()->availableGeometry().height() - SCREEN_MARGIN;

	resize(width(), qBound(DIALOG_HEIGHT_MIN, wanted, qMax(DIALOG_HEIGHT_MIN, room)));
}

bool AccountDialog::event(QEvent *event)
{
	const bool handled = QDialog::event(event);

	if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
		fitHeight();
	return handled;
}
