/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/form.hpp"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/model/pasted_credentials.h"
#include "core/zoom/access_token.h"
#include "core/zoom/oauth_redirect.h"
#include "core/zoom/scope.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/still_combo_box.hpp"
#include "ui/components/wrapping_check_box.hpp"
#include "ui/text/account_text.hpp"
#include "ui/text/text.hpp"

/* The first is what a new person is offered. */
static const enum account_method WAYS[] = {ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_AUTHORIZATION_CODE,
					   ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_ACCESS_TOKEN};

AccountForm::AccountForm()
{
	auto *outer = new QVBoxLayout(this);

	outer->setContentsMargins(0, 0, 0, 0);
	addWays();
	addGuide();
	addFields();
	showMethod();
}

void AccountForm::addWays()
{
	ways = new StillComboBox;
	for (enum account_method way : WAYS)
		ways->addItem(method_text("Account.Method", way), static_cast<int>(way));
	add_labelled(layout(), text("Account.Method"), ways);
	connect(ways, QOverload<int>::of(&QComboBox::currentIndexChanged), this, [this] {
		/* another way needs other fields */
		for (LabelledField *field : fields)
			field->showError(QString());
		showMethod();
		emit methodChanged();
	});
}

static QString scope_list(enum account_method method)
{
	char *all = zoom_scope_list(method, false);
	char *webinars = zoom_scope_list(method, true);
	const QString scopes = QString::fromUtf8(all) + QLatin1Char('\n') + QString::fromUtf8(webinars);

	bfree(all);
	bfree(webinars);
	return scopes;
}

/* What to do on Zoom's pages, folded away for an account that is set up. */
void AccountForm::addGuide()
{
	auto *guide_layout = new QVBoxLayout;
	auto *scopes_label = new QLabel(text("Account.Scopes"));

	guide_button = NarrowButton::add(layout(), "Account.Guide");
	guide_button->setCheckable(true);
	guide = new QWidget;
	guide_layout->setContentsMargins(0, 0, 0, 0);
	guide->setLayout(guide_layout);
	layout()->addWidget(guide);
	connect(guide_button, &QPushButton::toggled, guide, &QWidget::setVisible);

	about = new ClippedLabel(text("Account.About"));
	guide_layout->addWidget(about);
	NarrowButton::add(guide_layout, "Account.OpenMarketplace", [this] {
		const enum cloud cloud = government->isChecked() ? CLOUD_GOVERNMENT : CLOUD_COMMERCIAL;

		QDesktopServices::openUrl(
			QUrl(QString::fromUtf8(cloud_marketplace_url(cloud)) + QStringLiteral("/user/build")));
	});

	guide_layout->addWidget(scopes_label);
	scopes = new ClippedLabel(text("Account.Scopes"), TextTone::Normal);
	guide_layout->addWidget(scopes);
	NarrowButton::add(guide_layout, "Account.CopyScopes",
			  [this] { QGuiApplication::clipboard()->setText(scope_list(method())); });
}

void AccountForm::addFields()
{
	/* by enum account_entry_field */
	static const char *const LABELS[ACCOUNT_ENTRY_FIELD_COUNT] = {
		"Account.AccountId", "Account.ClientId",    "Account.ClientSecret",
		"Account.Host",      "Account.RedirectUrl", "Account.AccessToken",
	};

	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		const bool is_secret = i == ACCOUNT_ENTRY_CLIENT_SECRET || i == ACCOUNT_ENTRY_ACCESS_TOKEN;

		fields[i] = new LabelledField(LABELS[i], is_secret ? QLineEdit::Password : QLineEdit::Normal);
		layout()->addWidget(fields[i]);
		connect(fields[i]->edit, &QLineEdit::textChanged, fields[i], &LabelledField::clearError);
		if (i == ACCOUNT_ENTRY_REDIRECT_URI)
			copy_redirect_url = NarrowButton::add(layout(), "Account.CopyRedirectUrl", [this] {
				QGuiApplication::clipboard()->setText(redirect_url->typed());
			});
	}
	redirect_url = fields[ACCOUNT_ENTRY_REDIRECT_URI];
	access_token = fields[ACCOUNT_ENTRY_ACCESS_TOKEN];
	fields[ACCOUNT_ENTRY_USER]->edit->setPlaceholderText(text("Account.Host.Optional"));
	connect(access_token->edit, &QLineEdit::textChanged, this, &AccountForm::showTypedToken);

	government = new WrappingCheckBox(text("Account.Government"));
	layout()->addWidget(government);
}

enum account_method AccountForm::method() const
{
	return static_cast<enum account_method>(ways->currentData().toInt());
}

void AccountForm::showMethod()
{
	const bool is_saved = method() == saved_method;
	QString secret_words;

	guide_button->setVisible(is_saved);
	guide->setVisible(!is_saved || guide_button->isChecked());
	about->setWordsQuietly(method_text("Account.About", method()));
	scopes->setWordsQuietly(scope_list(method()).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)));
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++)
		fields[i]->setVisible(account_entry_has(method(), static_cast<enum account_entry_field>(i)));
	copy_redirect_url->setVisible(account_entry_has(method(), ACCOUNT_ENTRY_REDIRECT_URI));
	if (client_secret_stored && is_saved)
		secret_words = text("Account.Stored");
	else if (method() == ACCOUNT_METHOD_AUTHORIZATION_CODE)
		secret_words = text("Account.ClientSecret.Optional");
	fields[ACCOUNT_ENTRY_CLIENT_SECRET]->edit->setPlaceholderText(secret_words);
}

void AccountForm::showAccount(const struct account &account)
{
	const enum account_method way = account.method ? account.method : WAYS[0];
	const QSignalBlocker blocker(ways);

	ways->setCurrentIndex(ways->findData(static_cast<int>(way)));
	saved_method = account.id ? way : static_cast<enum account_method>(0);
	client_secret_stored = false;
	fields[ACCOUNT_ENTRY_ACCOUNT_ID]->setText(QString::fromUtf8(account.account_id));
	fields[ACCOUNT_ENTRY_CLIENT_ID]->setText(QString::fromUtf8(account.client_id));
	fields[ACCOUNT_ENTRY_USER]->setText(QString::fromUtf8(account.user));
	redirect_url->setText(account.redirect_uri ? QString::fromUtf8(account.redirect_uri)
						   : QStringLiteral(ZOOM_OAUTH_REDIRECT_URI));
	government->setChecked(account.cloud == CLOUD_GOVERNMENT);
	clearSecrets();
	showMethod();
}

void AccountForm::showStored(bool client_secret, bool access_token_)
{
	client_secret_stored = client_secret;
	access_token->edit->setPlaceholderText(text(access_token_ && saved_method == ACCOUNT_METHOD_ACCESS_TOKEN
							    ? "Account.Stored"
							    : "Account.AccessToken.Placeholder"));
	showMethod();
}

void AccountForm::setReadOnly(bool read_only)
{
	ways->setEnabled(!read_only);
	government->setEnabled(!read_only);
	for (LabelledField *field : fields)
		field->edit->setReadOnly(read_only);
}

void AccountForm::clearSecrets()
{
	fields[ACCOUNT_ENTRY_CLIENT_SECRET]->showText(QString());
	access_token->showText(QString());
	access_token->showError(QString());
}

struct account_entry AccountForm::entry() const
{
	const auto typed = [this](enum account_entry_field field) {
		return bstrdup(fields[field]->typed().toUtf8().constData());
	};
	struct account_entry entry = {};

	entry.account.method = method();
	entry.account.cloud = government->isChecked() ? CLOUD_GOVERNMENT : CLOUD_COMMERCIAL;
	entry.account.account_id = typed(ACCOUNT_ENTRY_ACCOUNT_ID);
	entry.account.client_id = typed(ACCOUNT_ENTRY_CLIENT_ID);
	entry.account.redirect_uri = typed(ACCOUNT_ENTRY_REDIRECT_URI);
	entry.account.user = typed(ACCOUNT_ENTRY_USER);
	entry.client_secret = fields[ACCOUNT_ENTRY_CLIENT_SECRET]->typedSecret();
	entry.access_token = access_token->typedSecret();
	return entry;
}

static QString fault_text(int field, enum account_entry_fault fault, const QString &label)
{
	const bool is_empty = fault == ACCOUNT_ENTRY_EMPTY;

	switch (field) {
	case ACCOUNT_ENTRY_ACCESS_TOKEN:
		return text(is_empty ? "Account.Empty" : "Account.BadCharacter");
	case ACCOUNT_ENTRY_USER:
		return text("Account.HostBad");
	case ACCOUNT_ENTRY_REDIRECT_URI:
		return problem_code_text("sign_in.bad_redirect_uri");
	default:
		return text(is_empty ? "Account.FieldEmpty" : "Account.FieldBadCharacter", "{field}", label);
	}
}

void AccountForm::showFaults(const enum account_entry_fault *faults)
{
	LabelledField *first_bad = nullptr;

	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (faults[i] == ACCOUNT_ENTRY_GOOD)
			continue;
		fields[i]->showError(fault_text(i, faults[i], fields[i]->label));
		if (!first_bad)
			first_bad = fields[i];
	}
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
