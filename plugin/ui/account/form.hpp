/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "platform/secret_bytes.hpp"
#include "ui/account/account_value.hpp"

class ClippedLabel;
class LabelledField;
class NarrowButton;
class QComboBox;
class WrappingCheckBox;

/*
 * How to sign in: the choice of ways with what to do for each on Zoom's pages,
 * and the fields that the chosen one needs. What was typed stays while the
 * person looks at the other ways.
 */
class AccountForm : public QWidget {
	Q_OBJECT

public:
	explicit AccountForm(QWidget *parent = nullptr);

	enum account_method method() const;

	/* Fills everything with an account as it is saved; one without an id is a new one. */
	void showAccount(const struct account &account);
	/* Which secrets of the account, as it is saved, are stored; they need not be typed again. */
	void showStored(bool client_secret, bool access_token);
	void setReadOnly(bool read_only);

	/* Whether everything that the way needs is there and can be used; else it is told at the fields. */
	bool check();
	/* What was typed, after check(); id and name are the caller's. */
	AccountValue value() const;
	/* Null: nothing was typed. */
	Secret clientSecret() const;
	Secret accessToken() const;
	/* They are stored now. */
	void clearSecrets();
	bool hasTypedToken() const;
	/* When it expires, in words; empty where that is not known. */
	QString typedTokenExpiry() const;
	void showTokenError(const QString &words);

signals:
	void methodChanged();
	void tokenEdited();

private:
	void addWays();
	void addGuide();
	void addFields();
	void showMethod();
	void showTypedToken();
	void copyScopes();
	bool checkId(LabelledField *field);
	bool checkSecret();
	bool checkHost();
	bool checkRedirect();
	bool checkToken();
	bool needs(const LabelledField *field) const;

	QComboBox *ways = nullptr;
	NarrowButton *guide_button = nullptr;
	QWidget *guide = nullptr;
	ClippedLabel *about = nullptr;
	ClippedLabel *scopes = nullptr;
	LabelledField *account_id = nullptr;
	LabelledField *client_id = nullptr;
	LabelledField *client_secret = nullptr;
	LabelledField *host = nullptr;
	LabelledField *redirect_url = nullptr;
	NarrowButton *copy_redirect_url = nullptr;
	LabelledField *access_token = nullptr;
	WrappingCheckBox *government = nullptr;

	enum account_method saved_method = ACCOUNT_METHOD_SERVER_TO_SERVER;
	bool client_secret_stored = false;
};
