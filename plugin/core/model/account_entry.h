/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/account.h"

C_LINKAGE_BEGIN

/* An account as a person enters it, with its secrets as they were typed. Threads: any; a value has one owner. */

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
	struct account account; /* with its id: a new one, or that of the account that is changed */
	char *client_secret;    /* NULL or empty: none was typed, as below */
	char *access_token;
};

/* Wipes the secrets. */
void account_entry_free(struct account_entry *entry);

/* Whether the method has such a field at all; it may be left empty all the same. */
bool account_entry_has(enum account_method method, enum account_entry_field field);

C_LINKAGE_END
