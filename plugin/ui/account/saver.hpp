/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <functional>

#include "platform/secret_store.hpp"
#include "ui/account/account_value.hpp"

struct controller;

/* What is saved of an account by one press of a button. */
struct AccountSaving {
	AccountValue account; /* complete, with id and name */
	Secret client_secret; /* null: none was typed */
	Secret access_token;  /* the same */
	bool other_way;       /* it was signed in with in another way before: what belongs to that is erased */
};

enum class SaveStep {
	Saved = 1,
	SecretFailed,   /* a secret could not be stored: result and detail tell why */
	SettingsFailed, /* the secrets are stored, but a settings file could not be written */
	ProfileChanged, /* OBS has changed to another profile meanwhile, which must not get this account */
};

using SaveCallback = std::function<void(SaveStep step, SecretResult result, const QString &detail)>;

/*
 * Stores the secrets, then the account, which is the profile's from then on;
 * also where nobody waits for the answer any more.
 */
void account_save(struct controller *controller, SecretStore *secrets, const AccountSaving &saving,
		  SaveCallback callback);
