/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/account.h"

class ClippedLabel;
class Fold;
class LabelledField;
class WrappingCheckBox;

/*
 * The fields that a way to sign in needs, with where each is found. What was typed stays while the person looks at
 * other ways.
 */
class AccountForm : public QWidget {
	Q_OBJECT

public:
	AccountForm();

	enum account_method method() const { return way; }
	void showMethod(enum account_method method);

	/* Fills everything with an account as it is saved; one without an id is a new one. */
	void showAccount(const struct account &account);
	/* Which secrets of the account, as it is saved, are stored; they need not be typed again. */
	void showStored(bool client_secret, bool access_token);
	void setReadOnly(bool read_only);

	/* What was typed; the id is the caller's, and so is the name of one that is not new. Free with account_entry_free. */
	struct account_entry entry() const;
	/* Tells what cannot be used at its field; the keyboard goes to the first. */
	void showFaults(const enum account_entry_fault *faults);
	/* Whether there is something that is not saved. */
	bool isTyped() const;
	bool hasTypedToken() const;
	/* When it expires, in words; empty where that is not known. */
	QString typedTokenExpiry() const;
	void showTokenError(const QString &words);
	QString redirectUrl() const;
	enum cloud cloud() const;

signals:
	void tokenEdited();

private:
	void addFields();
	void takeApart(int field);
	void showTypedToken();

	ClippedLabel *where_found = nullptr;
	LabelledField *fields[ACCOUNT_ENTRY_FIELD_COUNT] = {}; /* by enum account_entry_field */
	LabelledField *redirect_url = nullptr;
	LabelledField *access_token = nullptr;
	LabelledField *name = nullptr; /* of a new one */
	Fold *advanced = nullptr;
	WrappingCheckBox *government = nullptr;

	enum account_method way = ACCOUNT_METHOD_SERVER_TO_SERVER;
	enum account_method saved_method = static_cast<enum account_method>(0);
	bool client_secret_stored = false;
	QString shown[ACCOUNT_ENTRY_FIELD_COUNT]; /* of each field, while nothing is typed */
	QString shown_name;
	bool shown_government = false;
};
