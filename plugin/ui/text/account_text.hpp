/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/account_status.h"
#include "ui/text/text.hpp"

/* What the account dialog and the dock say of accounts, in OBS's language. */

/* A text that depends on the way to sign in: "Account.Method" is "Account.Method.device_code", say. */
QString method_text(const char *family, enum account_method method);

/* A text of several lines as labels show it. */
QString lines_text(const QString &words);

/* "Server-to-Server, acme"; empty where there is no account. */
QString account_summary(const struct account_status &status);

/* When an access token expires; empty for 0. */
QString expiry_text(int64_t expires_at_s);

/* Where secrets are stored: one of two texts, with the file's name. */
QString backend_text(const struct secret_backend_status &secrets, const char *keychain_name, const char *file_name);

/* Where secrets are stored, or what has become of their move to the other place. */
ToneText place_text(const struct secret_backend_status &secrets, enum secret_backend_move move);

/* Which secrets of the account are stored. */
ToneText stored_text(const struct account_status &status);
/* The same where there are none. */
QString not_stored_text(enum account_method method);

/* What is under way, or has just ended well, of the sign-in, and of the sign-out; empty: nothing. */
ToneText sign_in_text(const struct account_status &status);
ToneText sign_out_text(const struct account_status &status);

/* What "Test" has found out. */
ToneText account_probe_text(const struct account_status &status);

/* What somebody sends to their Zoom admin, who makes the app for that way: every step and every permission. */
QString admin_message_text(enum account_method way, enum cloud cloud, const QString &redirect_url);
