/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/form.hpp"

#include <QVBoxLayout>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/model/pasted_credentials.h"
#include "core/zoom/access_token.h"
#include "core/zoom/oauth_redirect.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/fold.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/text/account_text.hpp"

static bool is_secret(int field)
{
	return field == ACCOUNT_ENTRY_CLIENT_SECRET || field == ACCOUNT_ENTRY_ACCESS_TOKEN;
}

AccountForm::AccountForm()
{
	auto *outer = new QVBoxLayout(this);

	outer->setContentsMargins(0, 0, 0, 0);
	where_found = new ClippedLabel(text("Account.WhereFound"));
	outer->addWidget(where_found);
	addFields();
}

void AccountForm::addFields()
{
	/* by enum account_entry_field */
	static const char *const LABELS[ACCOUNT_ENTRY_FIELD_COUNT] = {
		"Account.AccountId", "Account.ClientId",    "Account.ClientSecret",
		"Account.Host",      "Account.RedirectUrl", "Account.AccessToken",
	};

	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		fields[i] = new LabelledField(LABELS[i], is_secret(i) ? QLineEdit::Password : QLineEdit::Normal);
		if (i != ACCOUNT_ENTRY_REDIRECT_URI)
			layout()->addWidget(fields[i]);
		connect(fields[i]->edit, &QLineEdit::textChanged, fields[i], &LabelledField::clearError);
		connect(fields[i]->edit, &QLineEdit::textChanged, this, [this, i] { takeApart(i); });
	}
	redirect_url = fields[ACCOUNT_ENTRY_REDIRECT_URI];
	access_token = fields[ACCOUNT_ENTRY_ACCESS_TOKEN];
	fields[ACCOUNT_ENTRY_USER]->edit->setPlaceholderText(text("Account.Host.Optional"));
	connect(access_token->edit, &QLineEdit::textChanged, this, &AccountForm::showTypedToken);

	advanced = new Fold("Account.Advanced");
	layout()->addWidget(advanced);
	advanced->contents()->addWidget(redirect_url);
	government = new WrappingCheckBox(text("Account.Government"));
	advanced->contents()->addWidget(government);
	name = new LabelledField("Account.Name");
	name->keepReturn();
	advanced->contents()->addWidget(name);
}

/* All of App Credentials may be pasted into any of the fields. */
void AccountForm::takeApart(int field)
{
	struct pasted_credentials pasted = {};
	char *typed = fields[field]->typedSecret();

	pasted_credentials_read(&pasted, typed, way, static_cast<enum account_entry_field>(field));
	secret_free(typed);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT && pasted.result == PASTED_CREDENTIALS_NAMED; i++) {
		const struct pasted_credentials_field &found = pasted.fields[i];

		if (!account_entry_has(way, static_cast<enum account_entry_field>(i)))
			continue;
		if (found.state == PASTED_CREDENTIALS_FOUND || i == field)
			fields[i]->setText(QString::fromUtf8(found.value));
		if (found.state == PASTED_CREDENTIALS_AMBIGUOUS)
			fields[i]->showError(text("Account.PastedSeveral"));
	}
	pasted_credentials_free(&pasted);
}

void AccountForm::showMethod(enum account_method method)
{
	const bool is_saved = method == saved_method;
	QString secret_words;

	/* another way needs other fields */
	for (LabelledField *field : fields) {
		if (method != way)
			field->clearError();
	}
	way = method;
	where_found->setWordsQuietly(method_text("Account.WhereFound", way));
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++)
		fields[i]->setVisible(account_entry_has(way, static_cast<enum account_entry_field>(i)));
	if (client_secret_stored && is_saved)
		secret_words = text("Account.Stored");
	else if (way == ACCOUNT_METHOD_AUTHORIZATION_CODE)
		secret_words = text("Account.ClientSecret.Optional");
	fields[ACCOUNT_ENTRY_CLIENT_SECRET]->edit->setPlaceholderText(secret_words);
}

void AccountForm::showAccount(const struct account &account)
{
	saved_method = account.id ? account.method : static_cast<enum account_method>(0);
	client_secret_stored = false;
	for (QString &text : shown)
		text.clear();
	shown[ACCOUNT_ENTRY_ACCOUNT_ID] = QString::fromUtf8(account.account_id);
	shown[ACCOUNT_ENTRY_CLIENT_ID] = QString::fromUtf8(account.client_id);
	shown[ACCOUNT_ENTRY_USER] = QString::fromUtf8(account.user);
	shown[ACCOUNT_ENTRY_REDIRECT_URI] = account.redirect_uri ? QString::fromUtf8(account.redirect_uri)
								 : QStringLiteral(ZOOM_OAUTH_REDIRECT_URI);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		fields[i]->showText(shown[i]);
		fields[i]->clearError();
	}
	shown_government = account.cloud == CLOUD_GOVERNMENT;
	government->setChecked(shown_government);
	shown_name = QString::fromUtf8(account.name);
	name->setText(shown_name);
	name->setVisible(!account.id);
	showMethod(account.method ? account.method : way);
}

void AccountForm::showStored(bool client_secret, bool access_token_)
{
	client_secret_stored = client_secret;
	access_token->edit->setPlaceholderText(text(access_token_ && saved_method == ACCOUNT_METHOD_ACCESS_TOKEN
							    ? "Account.Stored"
							    : "Account.AccessToken.Placeholder"));
	showMethod(way);
}

void AccountForm::setReadOnly(bool read_only)
{
	government->setEnabled(!read_only);
	name->edit->setReadOnly(read_only);
	for (LabelledField *field : fields)
		field->edit->setReadOnly(read_only);
}

bool AccountForm::isTyped() const
{
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (fields[i]->edit->text() != shown[i])
			return true;
	}
	return government->isChecked() != shown_government || name->edit->text() != shown_name;
}

QString AccountForm::redirectUrl() const
{
	return redirect_url->typed();
}

enum cloud AccountForm::cloud() const
{
	return government->isChecked() ? CLOUD_GOVERNMENT : CLOUD_COMMERCIAL;
}

struct account_entry AccountForm::entry() const
{
	const auto typed = [this](enum account_entry_field field) {
		return bstrdup(fields[field]->typed().toUtf8().constData());
	};
	struct account_entry entry = {};

	entry.account.name = bstrdup((name->typed().isEmpty() ? shown_name : name->typed()).toUtf8().constData());
	entry.account.method = way;
	entry.account.cloud = cloud();
	entry.account.account_id = typed(ACCOUNT_ENTRY_ACCOUNT_ID);
	entry.account.client_id = typed(ACCOUNT_ENTRY_CLIENT_ID);
	entry.account.redirect_uri = typed(ACCOUNT_ENTRY_REDIRECT_URI);
	entry.account.user = typed(ACCOUNT_ENTRY_USER);
	entry.client_secret = fields[ACCOUNT_ENTRY_CLIENT_SECRET]->typedSecret();
	entry.access_token = access_token->typedSecret();
	return entry;
}

static QString fault_text(int field, enum account_entry_fault fault)
{
	const bool is_empty = fault == ACCOUNT_ENTRY_EMPTY;

	switch (field) {
	case ACCOUNT_ENTRY_ACCESS_TOKEN:
		return text(is_empty ? "Account.Empty" : "Account.BadCharacter");
	case ACCOUNT_ENTRY_USER:
		return text("Account.HostBad");
	case ACCOUNT_ENTRY_REDIRECT_URI:
		return problem_code_text("sign_in.bad_redirect_uri");
	case ACCOUNT_ENTRY_ACCOUNT_ID:
		return text(is_empty ? "Account.EnterAccountId" : "Account.FieldBadCharacter");
	case ACCOUNT_ENTRY_CLIENT_ID:
		return text(is_empty ? "Account.EnterClientId" : "Account.FieldBadCharacter");
	default:
		return text(is_empty ? "Account.EnterClientSecret" : "Account.FieldBadCharacter");
	}
}

void AccountForm::showFaults(const enum account_entry_fault *faults)
{
	LabelledField *first_bad = nullptr;

	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (faults[i] == ACCOUNT_ENTRY_GOOD)
			continue;
		fields[i]->showError(fault_text(i, faults[i]));
		if (!first_bad)
			first_bad = fields[i];
	}
	if (first_bad == redirect_url)
		advanced->setOpen(true);
	if (first_bad)
		first_bad->setFocus();
}

bool AccountForm::hasTypedToken() const
{
	return !access_token->typed().isEmpty();
}

/* As it would be stored; free with secret_free. */
static enum pasted_credentials_result clean_token(const LabelledField *field, char **token)
{
	char *typed = field->typedSecret();
	const enum pasted_credentials_result result = pasted_credentials_clean(typed, token);

	secret_free(typed);
	return result;
}

QString AccountForm::typedTokenExpiry() const
{
	char *token;
	QString words;

	if (clean_token(access_token, &token) == PASTED_CREDENTIALS_VALUE)
		words = expiry_text(zoom_access_token_expires_at(token));
	secret_free(token);
	return words;
}

void AccountForm::showTokenError(const QString &words)
{
	access_token->showError(words);
}

void AccountForm::showTypedToken()
{
	char *token;
	const bool is_bad = clean_token(access_token, &token) == PASTED_CREDENTIALS_UNCLEAR;

	secret_free(token);
	access_token->showError(is_bad ? text("Account.BadCharacter") : QString());
	emit tokenEdited();
}
