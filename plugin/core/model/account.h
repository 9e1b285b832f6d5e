/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/cloud.h"

C_LINKAGE_BEGIN

/* One account with which Zoom is called, without its secrets, as a value. Threads: any; a value has one owner. */

enum account_method {
	ACCOUNT_METHOD_ACCESS_TOKEN = 1,
	ACCOUNT_METHOD_SERVER_TO_SERVER,
	ACCOUNT_METHOD_AUTHORIZATION_CODE, /* with PKCE, in the person's browser */
	ACCOUNT_METHOD_DEVICE_CODE,
};

/* Secret fields of accounts. */
#define ACCOUNT_FIELD_ACCESS_TOKEN "access_token"
#define ACCOUNT_FIELD_CLIENT_SECRET "client_secret"
#define ACCOUNT_FIELD_REFRESH_TOKEN "refresh_token"
/* All of them, in the order in which they are erased. */
#define ACCOUNT_FIELD_COUNT 3
extern const char *const account_fields[ACCOUNT_FIELD_COUNT];

struct account {
	char *id;   /* opaque, permanent */
	char *name; /* the person's, may change */
	enum account_method method;
	enum cloud cloud;
	char *account_id;   /* ACCOUNT_METHOD_SERVER_TO_SERVER; NULL: none, as below */
	char *client_id;    /* all but ACCOUNT_METHOD_ACCESS_TOKEN */
	char *redirect_uri; /* ACCOUNT_METHOD_AUTHORIZATION_CODE */
	char *user; /* ACCOUNT_METHOD_SERVER_TO_SERVER: e-mail address of the host, for calls that need a user; NULL: none */
};

void account_copy(struct account *target, const struct account *source);
void account_free(struct account *account);

/* "access_token", "server_to_server", "authorization_code", "device_code"; 0 for any other text. */
enum account_method account_method_from_name(const char *name);
const char *account_method_name(enum account_method method);

/* Whether the method is kept up by a refresh token, which changes at each renewal. */
static inline bool account_method_rotates(enum account_method method)
{
	return method == ACCOUNT_METHOD_AUTHORIZATION_CODE || method == ACCOUNT_METHOD_DEVICE_CODE;
}

/* An account as a person enters it, with its secrets as they were typed. */

enum account_entry_field {
	ACCOUNT_ENTRY_ACCOUNT_ID,
	ACCOUNT_ENTRY_CLIENT_ID,
	ACCOUNT_ENTRY_CLIENT_SECRET,
	ACCOUNT_ENTRY_USER,
	ACCOUNT_ENTRY_REDIRECT_URI,
	ACCOUNT_ENTRY_ACCESS_TOKEN,
	ACCOUNT_ENTRY_FIELD_COUNT,
};

enum account_entry_fault {
	ACCOUNT_ENTRY_GOOD,
	ACCOUNT_ENTRY_EMPTY,         /* it is needed */
	ACCOUNT_ENTRY_BAD_CHARACTER, /* one that no such value has */
	ACCOUNT_ENTRY_INVALID,       /* no e-mail address; no redirect URI that can be used */
};

struct account_entry {
	struct account account; /* with the id of the account that is changed; NULL or empty: a new one */
	char *client_secret;    /* NULL or empty: none was typed, as below */
	char *access_token;
};

/* Wipes the secrets. */
void account_entry_free(struct account_entry *entry);

/* Whether the method has such a field at all; it may be left empty all the same. */
bool account_entry_has(enum account_method method, enum account_entry_field field);

C_LINKAGE_END
