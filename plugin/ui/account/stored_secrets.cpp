/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/stored_secrets.hpp"

#include <QPointer>

#include "ui/account/secret_names.hpp"
#include "ui/text/secret_problem.hpp"
#include "ui/text/token_expiry.hpp"

StoredSecrets::StoredSecrets(struct controller *controller_, SecretStore *secrets_, QObject *parent)
	: QObject(parent),
	  controller(controller_),
	  secrets(secrets_)
{
}

static const char *main_field(enum account_method method)
{
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return ACCOUNT_FIELD_ACCESS_TOKEN;
	return account_method_rotates(method) ? ACCOUNT_FIELD_REFRESH_TOKEN : ACCOUNT_FIELD_CLIENT_SECRET;
}

void StoredSecrets::look(const struct account &account)
{
	know(account, false);
	if (!account.id)
		return;
	read(account, main_field(account.method), true);
	if (account_method_rotates(account.method))
		read(account, ACCOUNT_FIELD_CLIENT_SECRET, false);
	emit changed();
}

void StoredSecrets::know(const struct account &account, bool stored)
{
	round++;
	looking = 0;
	has_client_secret = stored && account.method == ACCOUNT_METHOD_SERVER_TO_SERVER;
	main_result = stored ? SecretResult::Ok : SecretResult::Absent;
	main_detail.clear();
	expiry.clear();
	emit changed();
}

void StoredSecrets::read(const struct account &account, const char *field, bool is_main)
{
	looking++;
	secrets->read(secret_name(controller, QString::fromUtf8(account.id), field),
		      [known = QPointer<StoredSecrets>(this), asked = round, name = QByteArray(field),
		       is_main](SecretResult result, const Secret &secret, const QString &detail) {
			      if (known && known->round == asked)
				      known->readEnded(name, is_main, result, secret, detail);
		      });
}

void StoredSecrets::readEnded(const QByteArray &field, bool is_main, SecretResult result, const Secret &secret,
			      const QString &detail)
{
	looking--;
	if (is_main) {
		main_result = result;
		main_detail = detail;
	}
	if (field == ACCOUNT_FIELD_CLIENT_SECRET)
		has_client_secret = result == SecretResult::Ok;
	if (field == ACCOUNT_FIELD_ACCESS_TOKEN && secret)
		expiry = token_expiry_text(secret.get());
	emit changed();
}

QString StoredSecrets::problemWords() const
{
	if (main_result == SecretResult::Ok || main_result == SecretResult::Absent)
		return QString();
	return secret_problem_text(main_result, main_detail);
}
