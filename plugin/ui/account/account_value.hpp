/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/account.h"

/* An account as C++ value: a copy that frees itself. */
class AccountValue {
public:
	AccountValue() = default;
	explicit AccountValue(const struct account &other) { account_copy(&account, &other); }
	AccountValue(const AccountValue &other) { account_copy(&account, &other.account); }
	AccountValue &operator=(const AccountValue &other)
	{
		if (this != &other) {
			account_free(&account);
			account_copy(&account, &other.account);
		}
		return *this;
	}
	~AccountValue() { account_free(&account); }

	bool isSet() const { return account.id != nullptr; }
	QString id() const { return QString::fromUtf8(account.id); }
	QString name() const { return QString::fromUtf8(account.name); }

	struct account account = {};
};
