/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/form.hpp"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

#include "core/zoom/access_token.h"
#include "core/zoom/oauth_redirect.h"
#include "core/zoom/scope.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/still_combo_box.hpp"
#include "ui/components/theme.hpp"
#include "ui/components/wrapping_check_box.hpp"
#include "ui/text/account_text.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"
#include "ui/text/token_expiry.hpp"

/* The first is what a new person is offered. */
static const enum account_method WAYS[] = {ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_AUTHORIZATION_CODE,
					   ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_ACCESS_TOKEN};

AccountForm::AccountForm(QWidget *parent) : QWidget(parent)
{
	auto *outer = new QVBoxLayout(this);

	outer->setContentsMargins(0, 0, 0, 0);
	addWays();
	addGuide();
	addFields();
	showMethod();
}

static NarrowButton *add_button(QWidget *parent, const char *name)
{
	auto *button = new NarrowButton(text(name));

	button->setAutoDefault(false);
	parent->layout()->addWidget(button);
	return button;
}

void AccountForm::addWays()
{
	auto *label = new QLabel(text("Account.Method"));

	ways = new StillComboBox;
	for (enum account_method way : WAYS)
		ways->addItem(method_text("Account.Method", way), static_cast<int>(way));
	ways->setAccessibleName(text("Account.Method"));
	ways->setMinimumWidth(0);
	label->setBuddy(ways);
	layout()->addWidget(label);
	layout()->addWidget(ways);
	connect(ways, QOverload<int>::of(&QComboBox::currentIndexChanged), this, [this] {
		showMethod();
		emit methodChanged();
	});
}

/* What to do on Zoom's pages, folded away for an account that is set up. */
void AccountForm::addGuide()
{
	auto *guide_layout = new QVBoxLayout;
	auto *scopes_label = new QLabel(text("Account.Scopes"));

	guide_button = add_button(this, "Account.Guide");
	guide_button->setCheckable(true);
	guide = new QWidget;
	guide_layout->setContentsMargins(0, 0, 0, 0);
	guide->setLayout(guide_layout);
	layout()->addWidget(guide);
	connect(guide_button, &QPushButton::toggled, guide, &QWidget::setVisible);

	about = new ClippedLabel(text("Account.About"), 0);
	guide_layout->addWidget(about);
	connect(add_button(guide, "Account.OpenMarketplace"), &QPushButton::clicked, this, [this] {
		const enum cloud cloud = government->isChecked() ? CLOUD_GOVERNMENT : CLOUD_COMMERCIAL;

		QDesktopServices::openUrl(
			QUrl(QString::fromUtf8(cloud_marketplace_url(cloud)) + QStringLiteral("/user/build")));
	});

	guide_layout->addWidget(scopes_label);
	scopes = new ClippedLabel(text("Account.Scopes"), 0);
	theme_set_tone(scopes, TextTone::Muted);
	guide_layout->addWidget(scopes);
	connect(add_button(guide, "Account.CopyScopes"), &QPushButton::clicked, this, &AccountForm::copyScopes);
}

void AccountForm::addFields()
{
	const auto add = [this](const char *name, LabelledField::Kind kind = LabelledField::Kind::Plain) {
		auto *field = new LabelledField(name, kind);

		layout()->addWidget(field);
		return field;
	};

	account_id = add("Account.AccountId");
	client_id = add("Account.ClientId");
	client_secret = add("Account.ClientSecret", LabelledField::Kind::Masked);
	host = add("Account.Host");
	host->setPlaceholder(text("Account.Host.Optional"));
	redirect_url = add("Account.RedirectUrl");
	redirect_url->showText(QStringLiteral(ZOOM_OAUTH_REDIRECT_URI));
	copy_redirect_url = add_button(this, "Account.CopyRedirectUrl");
	connect(copy_redirect_url, &QPushButton::clicked, this,
		[this] { QGuiApplication::clipboard()->setText(redirect_url->typed()); });
	access_token = add("Account.AccessToken", LabelledField::Kind::Masked);
	access_token->setPlaceholder(text("Account.AccessToken.Placeholder"));
	connect(access_token, &LabelledField::edited, this, &AccountForm::showTypedToken);
	/* what is told at a field is about what stood there */
	for (LabelledField *field : {account_id, client_id, client_secret, host, redirect_url})
		connect(field, &LabelledField::edited, field, [field] { field->showError(QString()); });

	government = new WrappingCheckBox(text("Account.Government"));
	layout()->addWidget(government);
}

enum account_method AccountForm::method() const
{
	return static_cast<enum account_method>(ways->currentData().toInt());
}

bool AccountForm::needs(const LabelledField *field) const
{
	const enum account_method way = method();

	if (field == access_token)
		return way == ACCOUNT_METHOD_ACCESS_TOKEN;
	if (field == account_id || field == host)
		return way == ACCOUNT_METHOD_SERVER_TO_SERVER;
	if (field == redirect_url)
		return way == ACCOUNT_METHOD_AUTHORIZATION_CODE;
	return way != ACCOUNT_METHOD_ACCESS_TOKEN;
}

static QString scope_list(enum account_method method)
{
	char *list = zoom_scope_list(method);
	const QString scopes = QString::fromUtf8(list).trimmed();

	bfree(list);
	return scopes;
}

void AccountForm::showMethod()
{
	const bool is_saved = method() == saved_method;

	guide_button->setVisible(is_saved);
	guide->setVisible(!is_saved || guide_button->isChecked());
	about->setWordsQuietly(method_text("Account.About", method()));
	scopes->setWordsQuietly(scope_list(method()).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)));
	for (LabelledField *field : {account_id, client_id, client_secret, host, redirect_url, access_token})
		field->setVisible(needs(field));
	copy_redirect_url->setVisible(needs(redirect_url));
	if (client_secret_stored && is_saved)
		client_secret->setPlaceholder(text("Account.Stored"));
	else
		client_secret->setPlaceholder(method() == ACCOUNT_METHOD_AUTHORIZATION_CODE
						      ? text("Account.ClientSecret.Optional")
						      : QString());
}

void AccountForm::showAccount(const struct account &account)
{
	const enum account_method way = account.method ? account.method : WAYS[0];
	const QSignalBlocker blocker(ways);

	ways->setCurrentIndex(ways->findData(static_cast<int>(way)));
	saved_method = account.id ? way : static_cast<enum account_method>(0);
	client_secret_stored = false;
	account_id->setText(QString::fromUtf8(account.account_id));
	client_id->setText(QString::fromUtf8(account.client_id));
	host->setText(QString::fromUtf8(account.user));
	redirect_url->setText(account.redirect_uri ? QString::fromUtf8(account.redirect_uri)
						   : QStringLiteral(ZOOM_OAUTH_REDIRECT_URI));
	government->showChecked(account.cloud == CLOUD_GOVERNMENT);
	clearSecrets();
	showMethod();
}

void AccountForm::showStored(bool client_secret_, bool access_token_)
{
	client_secret_stored = client_secret_;
	access_token->setPlaceholder(text(access_token_ && saved_method == ACCOUNT_METHOD_ACCESS_TOKEN
						  ? "Account.Stored"
						  : "Account.AccessToken.Placeholder"));
	showMethod();
}

void AccountForm::setReadOnly(bool read_only)
{
	ways->setEnabled(!read_only);
	government->setEnabled(!read_only);
	for (LabelledField *field : {account_id, client_id, client_secret, host, redirect_url, access_token})
		field->setReadOnly(read_only);
}

void AccountForm::copyScopes()
{
	QGuiApplication::clipboard()->setText(scope_list(method()));
}

void AccountForm::clearSecrets()
{
	client_secret->showText(QString());
	access_token->showText(QString());
	access_token->showError(QString());
}

AccountValue AccountForm::value() const
{
	const auto text_of = [this](const LabelledField *field) {
		const QByteArray typed = needs(field) ? field->typed().toUtf8() : QByteArray();

		return typed.isEmpty() ? nullptr : bstrdup(typed.constData());
	};
	AccountValue value;

	value.account.method = method();
	value.account.cloud = government->isChecked() ? CLOUD_GOVERNMENT : CLOUD_COMMERCIAL;
	value.account.account_id = text_of(account_id);
	value.account.client_id = text_of(client_id);
	value.account.redirect_uri = text_of(redirect_url);
	value.account.user = text_of(host);
	return value;
}

/* As people paste secrets; null where it is empty or none. */
static Secret clean_secret(QString typed, enum zoom_access_token_result *result)
{
	const Secret raw = secret_from_text(typed);
	char *clean = nullptr;

	wipe_text(typed);
	*result = raw ? zoom_access_token_clean(raw.get(), &clean) : ZOOM_ACCESS_TOKEN_EMPTY;
	return secret_take(clean);
}

Secret AccountForm::clientSecret() const
{
	enum zoom_access_token_result result;

	return needs(client_secret) ? clean_secret(client_secret->typed(), &result) : Secret();
}

Secret AccountForm::accessToken() const
{
	enum zoom_access_token_result result;

	return needs(access_token) ? clean_secret(access_token->typed(), &result) : Secret();
}

bool AccountForm::hasTypedToken() const
{
	return !access_token->typed().isEmpty();
}

QString AccountForm::typedTokenExpiry() const
{
	const Secret token = accessToken();

	return token ? token_expiry_text(token.get()) : QString();
}

void AccountForm::showTokenError(const QString &words)
{
	access_token->showError(words);
}

void AccountForm::showTypedToken()
{
	enum zoom_access_token_result result;

	clean_secret(access_token->typed(), &result);
	access_token->showError(result == ZOOM_ACCESS_TOKEN_BAD_CHARACTER ? text("Account.BadCharacter") : QString());
	emit tokenEdited();
}

static QString field_words(const char *name, const LabelledField *field)
{
	return text(name).replace(QLatin1String("{field}"), field->label());
}

static bool is_visible_ascii(const QString &typed)
{
	return std::all_of(typed.cbegin(), typed.cend(),
			   [](QChar character) { return character > QLatin1Char(' ') && character < QChar(0x7f); });
}

bool AccountForm::checkId(LabelledField *field)
{
	const QString typed = field->typed();

	if (typed.isEmpty())
		field->showError(field_words("Account.FieldEmpty", field));
	else if (!is_visible_ascii(typed))
		field->showError(field_words("Account.FieldBadCharacter", field));
	else
		return true;
	return false;
}

bool AccountForm::checkSecret()
{
	const bool needed = method() != ACCOUNT_METHOD_AUTHORIZATION_CODE &&
			    !(client_secret_stored && method() == saved_method);
	enum zoom_access_token_result result;

	clean_secret(client_secret->typed(), &result);
	if (result == ZOOM_ACCESS_TOKEN_BAD_CHARACTER)
		client_secret->showError(field_words("Account.FieldBadCharacter", client_secret));
	else if (result == ZOOM_ACCESS_TOKEN_EMPTY && needed)
		client_secret->showError(field_words("Account.FieldEmpty", client_secret));
	else
		return true;
	return false;
}

bool AccountForm::checkHost()
{
	const QString typed = host->typed();

	if (typed.isEmpty() || (is_visible_ascii(typed) && typed.indexOf(QLatin1Char('@')) > 0))
		return true;
	host->showError(text("Account.HostBad"));
	return false;
}

bool AccountForm::checkRedirect()
{
	struct problem problem = {};
	const bool good = zoom_oauth_redirect_check_uri(redirect_url->typed().toUtf8().constData(), &problem);

	redirect_url->showError(good ? QString() : problem_text(problem));
	problem_free(&problem);
	return good;
}

bool AccountForm::checkToken()
{
	enum zoom_access_token_result result;

	clean_secret(access_token->typed(), &result);
	if (result == ZOOM_ACCESS_TOKEN_OK)
		return true;
	access_token->showError(text(result == ZOOM_ACCESS_TOKEN_EMPTY ? "Account.Empty" : "Account.BadCharacter"));
	return false;
}

bool AccountForm::check()
{
	const auto check_one = [this](LabelledField *field) {
		if (!needs(field))
			return true;
		if (field == client_secret)
			return checkSecret();
		if (field == host)
			return checkHost();
		if (field == redirect_url)
			return checkRedirect();
		return field == access_token ? checkToken() : checkId(field);
	};
	LabelledField *first_bad = nullptr;

	/* all are told, also where the first is wrong already */
	for (LabelledField *field : {account_id, client_id, client_secret, host, redirect_url, access_token}) {
		if (!check_one(field) && !first_bad)
			first_bad = field;
	}
	if (first_bad)
		first_bad->takeFocus();
	return !first_bad;
}
