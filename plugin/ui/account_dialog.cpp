/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "account_dialog.hpp"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QUrl>
#include <QUuid>
#include <QVBoxLayout>

#include "clipped_label.hpp"
#include "core/accounts.h"
#include "core/controller.h"
#include "core/secret_string.h"
#include "core/zoom_token.h"
#include "secret_problem.hpp"
#include "text.hpp"
#include "theme.hpp"
#include "token_expiry.hpp"

static constexpr int DIALOG_WIDTH = 420;

AccountDialog::AccountDialog(struct controller *controller_, SecretStore *secrets_, QWidget *parent)
	: QDialog(parent),
	  controller(controller_),
	  secrets(secrets_),
	  new_account_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
	setWindowTitle(text("Dock.AccountSettings"));
	setAttribute(Qt::WA_DeleteOnClose);
	setLayout(new QVBoxLayout);
	addField();
	addButtons();
	resize(DIALOG_WIDTH, sizeHint().height());
	showStored();
}

/* Texts that wrap are as high as the width makes them, which no size hint tells. */
void AccountDialog::fitHeight()
{
	const int height = layout()->totalHeightForWidth(width());

	setMinimumHeight(height);
	resize(width(), height);
}

bool AccountDialog::event(QEvent *event)
{
	const bool handled = QDialog::event(event);

	if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
		fitHeight();
	return handled;
}

void AccountDialog::addField()
{
	auto *introduction = new QLabel(text("Account.Introduction"));
	auto *page_button = new QPushButton(text("Account.OpenMarketplace"));
	auto *label = new QLabel(text("Account.AccessToken"));

	introduction->setWordWrap(true);
	layout()->addWidget(introduction);
	page_button->setAutoDefault(false);
	connect(page_button, &QPushButton::clicked, this,
		[] { QDesktopServices::openUrl(QUrl(QStringLiteral("https://marketplace.zoom.us/user/build"))); });
	layout()->addWidget(page_button);

	token = new QLineEdit;
	token->setEchoMode(QLineEdit::Password);
	token->setAccessibleName(text("Account.AccessToken"));
	token->setPlaceholderText(text("Account.AccessToken.Placeholder"));
	label->setBuddy(token);
	layout()->addWidget(label);
	layout()->addWidget(token);
	connect(token, &QLineEdit::textChanged, this, &AccountDialog::showTyped);

	error = new ClippedLabel(text("Account.Error"), 0);
	theme_set_tone(error, TextTone::Bad);
	error->hide();
	layout()->addWidget(error);
	status = new ClippedLabel(text("Account.Status"), 0);
	layout()->addWidget(status);
}

void AccountDialog::addButtons()
{
	auto *buttons = new QDialogButtonBox;

	save_button = buttons->addButton(text("Account.Save"), QDialogButtonBox::AcceptRole);
	remove_button = buttons->addButton(text("Account.Remove"), QDialogButtonBox::DestructiveRole);
	QPushButton *close_button = buttons->addButton(text("Account.Close"), QDialogButtonBox::RejectRole);

	save_button->setDefault(true);
	remove_button->setAutoDefault(false);
	remove_button->hide();
	close_button->setAutoDefault(false);
	connect(save_button, &QPushButton::clicked, this, &AccountDialog::save);
	connect(remove_button, &QPushButton::clicked, this, &AccountDialog::removeToken);
	connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
	layout()->addWidget(buttons);
}

QString AccountDialog::overriddenHost() const
{
	return QString::fromUtf8(controller_overridden_host(controller));
}

QString AccountDialog::placeText(const char *keychain_name, const char *file_name) const
{
	return text(secrets->place() == SecretStore::Place::Keychain ? keychain_name : file_name)
		.replace(QLatin1String("{file}"), secrets->filePath());
}

void AccountDialog::setBusy(bool busy)
{
	save_button->setEnabled(!busy);
	remove_button->setEnabled(!busy);
	token->setReadOnly(busy);
}

void AccountDialog::showStored()
{
	const char *account = controller_account(controller);

	remove_button->hide();
	if (!account) {
		status->setWords(text("Account.None"));
		return;
	}
	status->setWords(text("Account.Looking"));
	secrets->read(QString::fromUtf8(account), QStringLiteral(ACCOUNT_FIELD_ACCESS_TOKEN), overriddenHost(),
		      [dialog = QPointer<AccountDialog>(this)](SecretStore::Result result, const QString &secret,
							       const QString &detail) {
			      /* what is typed meanwhile is what the texts are about */
			      if (!dialog || !dialog->token->text().isEmpty())
				      return;
			      dialog->remove_button->setVisible(result == SecretStore::Result::Ok);
			      if (result == SecretStore::Result::Ok)
				      dialog->status->setWords(
					      dialog->placeText("Account.InKeychain", "Account.InFile") +
					      QLatin1Char(' ') + token_expiry_text(secret));
			      else if (result == SecretStore::Result::Absent)
				      dialog->status->setWords(text("Account.None"));
			      else
				      dialog->status->setWords(secret_problem_text(result, detail));
		      });
}

/* The token as it would be saved; empty where it is not one. */
static QString clean_token(const QString &typed, enum zoom_token_result *result)
{
	char *clean = nullptr;
	QString token;

	*result = zoom_token_clean(typed.toUtf8().constData(), &clean);
	token = QString::fromLatin1(clean);
	secret_string_free(clean);
	return token;
}

void AccountDialog::showTyped()
{
	enum zoom_token_result result;
	const QString clean = clean_token(token->text(), &result);

	error->setWordsOrHide(result == ZOOM_TOKEN_BAD_CHARACTER ? text("Account.BadCharacter") : QString());
	if (result == ZOOM_TOKEN_OK)
		status->setWords(token_expiry_text(clean));
	else if (result == ZOOM_TOKEN_EMPTY && !token->isReadOnly())
		showStored();
}

void AccountDialog::save()
{
	enum zoom_token_result result;
	const QString clean = clean_token(token->text(), &result);
	const char *known_account = controller_account(controller);
	const QString account_id = known_account ? QString::fromUtf8(known_account) : new_account_id;

	if (result != ZOOM_TOKEN_OK) {
		error->setWordsOrHide(text(result == ZOOM_TOKEN_EMPTY ? "Account.Empty" : "Account.BadCharacter"));
		token->setFocus();
		return;
	}
	error->setWordsOrHide(QString());
	setBusy(true);
	status->setWords(text("Account.Saving"));
	/* the account is the profile's also where the dialog was closed meanwhile; a switch of profiles closes it too */
	secrets->write(
		account_id, QStringLiteral(ACCOUNT_FIELD_ACCESS_TOKEN), overriddenHost(), clean,
		[=, controller = controller, profile = controller_profile_number(controller),
		 dialog = QPointer<AccountDialog>(this)](SecretStore::Result write_result, const QString &detail) {
			const bool written = write_result == SecretStore::Result::Ok &&
					     controller_profile_number(controller) == profile &&
					     controller_use_account(controller, account_id.toUtf8().constData(),
								    text("Account.DefaultName").toUtf8().constData());

			if (dialog)
				dialog->saved(clean, write_result, written, detail);
		});
}

void AccountDialog::saved(const QString &clean, SecretStore::Result result, bool settings_written,
			  const QString &detail)
{
	setBusy(false);
	if (result != SecretStore::Result::Ok) {
		/* what was typed stays for another try */
		error->setWordsOrHide(secret_problem_text(result, detail));
		status->setWords(QString());
		return;
	}
	if (!settings_written) {
		error->setWordsOrHide(text("Account.NotWritten"));
		return;
	}
	token->blockSignals(true);
	token->clear();
	token->blockSignals(false);
	remove_button->show();
	status->setWords(placeText("Account.SavedInKeychain", "Account.SavedInFile") + QLatin1Char(' ') +
			 token_expiry_text(clean));
}

void AccountDialog::removeToken()
{
	const char *account = controller_account(controller);

	if (!account)
		return;
	setBusy(true);
	secrets->write(QString::fromUtf8(account), QStringLiteral(ACCOUNT_FIELD_ACCESS_TOKEN), overriddenHost(),
		       QString(),
		       [dialog = QPointer<AccountDialog>(this)](SecretStore::Result result, const QString &detail) {
			       if (!dialog)
				       return;
			       dialog->setBusy(false);
			       if (result == SecretStore::Result::Ok || result == SecretStore::Result::Absent) {
				       dialog->remove_button->hide();
				       dialog->status->setWords(text("Account.Removed"));
			       } else {
				       dialog->error->setWordsOrHide(secret_problem_text(result, detail));
			       }
		       });
}
