/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include "platform/secret_store.hpp"
#include "ui/account/account_value.hpp"

struct controller;

/* Finds out which secrets of an account are stored. UI thread. */
class StoredSecrets : public QObject {
	Q_OBJECT

public:
	StoredSecrets(struct controller *controller, SecretStore *secrets, QObject *parent = nullptr);

	/* Looks anew; an account without an id has none. */
	void look(const struct account &account);
	/* They were just stored, or erased. */
	void know(const struct account &account, bool stored);

	bool isLooking() const { return looking > 0; }
	/* The client secret. */
	bool hasClientSecret() const { return has_client_secret; }
	/* What the way to sign in lives by: access token, client secret or refresh token. */
	SecretResult main() const { return main_result; }
	/* Why it is not known, in words. */
	QString problemWords() const;
	/* When the access token expires, in words; empty where that is not known. */
	const QString &expiryWords() const { return expiry; }

signals:
	void changed();

private:
	void read(const struct account &account, const char *field, bool is_main);
	void readEnded(const QByteArray &field, bool is_main, SecretResult result, const Secret &secret,
		       const QString &detail);

	struct controller *controller;
	SecretStore *secrets;
	unsigned round = 0; /* answers to earlier questions are dropped */
	unsigned looking = 0;
	bool has_client_secret = false;
	SecretResult main_result = SecretResult::Absent;
	QString main_detail;
	QString expiry;
};
