/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/account.h"
#include "core/model/feature.h"
#include "core/model/problem.h"
#include "core/model/secret_backend.h"
#include "core/model/user.h"

/*
 * What the account dialog is told of the profile's account: an immutable copy
 * without secrets, but for the code that a person types into another device.
 * Threads: any; a value has one owner.
 */

enum sign_in_state {
	SIGN_IN_NONE = 1,
	SIGN_IN_PREPARING,           /* a secret is being read, or Zoom is asked for a device code */
	SIGN_IN_WAITING_FOR_BROWSER, /* url was opened; the answer comes to the listener, or is pasted */
	SIGN_IN_WAITING_FOR_DEVICE,  /* user_code is to be typed at verification_uri */
	SIGN_IN_FINISHING,           /* Zoom is asked for the tokens, and they are being stored */
	SIGN_IN_DONE,
	SIGN_IN_FAILED, /* problem */
	SIGN_IN_CANCELLED,
};

/* It has begun, and has not come to an end. */
static inline bool sign_in_state_is_under_way(enum sign_in_state state)
{
	return state >= SIGN_IN_PREPARING && state <= SIGN_IN_FINISHING;
}

struct sign_in_status {
	enum sign_in_state state;
	struct problem problem;
	char *url;         /* SIGN_IN_WAITING_FOR_BROWSER */
	bool is_listening; /* SIGN_IN_WAITING_FOR_BROWSER: else the address is to be pasted */
	struct problem
		listen_problem; /* why it is not: sign_in.port_taken; unset where the redirect URI is no loopback one */
	struct problem paste_problem; /* of what was pasted last: sign_in.no_code or .wrong_state. It still waits */
	char *user_code;              /* SIGN_IN_WAITING_FOR_DEVICE, and the next three */
	char *verification_uri;
	char *verification_uri_complete; /* NULL: not told; else the one for the QR code */
	int64_t expires_at_s;            /* seconds since 1970 */
};

/* "Test": what this account can do. */
enum account_probe_state {
	ACCOUNT_PROBE_NONE = 1,
	ACCOUNT_PROBE_RUNNING,
	ACCOUNT_PROBE_DONE,
	ACCOUNT_PROBE_FAILED, /* there is no token, or Zoom does not answer: problem */
};

struct account_probe_status {
	enum account_probe_state state;
	struct problem problem;
	struct user user;
	struct problem user_problem; /* why user is not known: a missing scope, or an app that has no "me" */
	struct user_settings settings;
	struct problem settings_problem;
	enum feature_state features[FEATURE_COUNT]; /* by enum feature - 1 */
};

enum sign_out_state {
	SIGN_OUT_NONE = 1,
	SIGN_OUT_RUNNING,
	SIGN_OUT_DONE,        /* nothing is stored any more */
	SIGN_OUT_FAILED,      /* it could not be erased: erase_problem */
	SIGN_OUT_REMOVED,     /* done, and the account is off the list: removed_name */
	SIGN_OUT_NOT_REMOVED, /* done, but the list could not be written */
};

struct sign_out_status {
	enum sign_out_state state;
	bool is_revoked;               /* Zoom has confirmed it */
	struct problem revoke_problem; /* why not; unset where there was nothing to revoke, or no way to */
	struct problem erase_problem;
	char *removed_name; /* the account's */
};

/* Storing what a person has entered: secrets first, then the account. */
enum account_save_state {
	ACCOUNT_SAVE_NONE = 1,
	ACCOUNT_SAVE_RUNNING,
	ACCOUNT_SAVE_DONE,
	ACCOUNT_SAVE_SECRET_FAILED,   /* a secret could not be stored: problem */
	ACCOUNT_SAVE_SETTINGS_FAILED, /* the secrets are stored, but a settings file could not be written */
};

struct account_save_status {
	enum account_save_state state;
	enum account_method method; /* of what is, or was, saved */
	struct problem problem;
};

/* Which secrets of the account are stored. */
struct stored_secrets_status {
	bool is_known;              /* else it is being found out */
	bool has_client_secret;     /* known for methods that need one */
	bool has_main_secret;       /* what the method lives by: access token, client secret or refresh token */
	struct problem problem;     /* why it is not known whether there is that one */
	int64_t token_expires_at_s; /* of an access token, seconds since 1970; 0: not told */
};

struct account_status {
	bool has_account;        /* else account is empty */
	bool account_is_unknown; /* the profile names an account that is not set up on this computer */
	bool is_unsaved;         /* what was changed last in the list of accounts could not be written */
	struct account account;
	struct sign_in_status sign_in;
	struct account_probe_status probe;
	struct sign_out_status sign_out;
	struct account_save_status save;
	struct stored_secrets_status stored;
	struct secret_backend_status secrets;
	bool remote_control; /* other programs may do what needs the person's consent; of all accounts */
};

/* What *target held is overwritten, not freed. */
void account_status_copy(struct account_status *target, const struct account_status *source);
void account_status_free(struct account_status *status);

/* Each of its parts is zero afterwards, and may be used again. */
void sign_in_status_free(struct sign_in_status *sign_in);
void account_probe_status_free(struct account_probe_status *probe);
void sign_out_status_free(struct sign_out_status *sign_out);
