/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/account.h"

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
	AccountForm();

	enum account_method method() const;

	/* Fills everything with an account as it is saved; one without an id is a new one. */
	void showAccount(const struct account &account);
	/* Which secrets of the account, as it is saved, are stored; they need not be typed again. */
	void showStored(bool client_secret, bool access_token);
	void setReadOnly(bool read_only);

	/* What was typed; id and name are the caller's. Free with account_entry_free. */
	struct account_entry entry() const;
	/* Tells what cannot be used at its field; the keyboard goes to the first. */
	void showFaults(const enum account_entry_fault *faults);
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

	QComboBox *ways = nullptr;
	NarrowButton *guide_button = nullptr;
	QWidget *guide = nullptr;
	ClippedLabel *about = nullptr;
	ClippedLabel *scopes = nullptr;
	LabelledField *fields[ACCOUNT_ENTRY_FIELD_COUNT] = {}; /* by enum account_entry_field */
	LabelledField *redirect_url = nullptr;
	LabelledField *access_token = nullptr;
	NarrowButton *copy_redirect_url = nullptr;
	WrappingCheckBox *government = nullptr;

	enum account_method saved_method = ACCOUNT_METHOD_SERVER_TO_SERVER;
	bool client_secret_stored = false;
};
