/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/account_status.h"
#include "platform/secret_store.hpp"
#include "ui/text/status_text.hpp"

/* What the account dialog and the dock say of accounts, in OBS's language. */

/* A text that depends on the way to sign in: "Account.Method" is "Account.Method.device_code", say. */
QString method_text(const char *family, enum account_method method);

/* "Server-to-Server, acme"; empty where there is no account. */
QString account_summary(const struct account_status &status);

/* One of two texts, with the file's name. */
QString place_text(const SecretStore &secrets, const char *keychain_name, const char *file_name);

struct ToneText {
	TextTone tone = TextTone::Normal;
	QString words;
};

/* What is under way, or has just ended well, of the sign-in, and of the sign-out; empty: nothing. */
ToneText sign_in_text(const struct account_status &status, const SecretStore &secrets);
ToneText sign_out_text(const struct account_status &status);

/* What "Test" has found out. */
ToneText account_probe_text(const struct account_status &status);
