/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/c_linkage.h"
#include "core/model/account.h"

C_LINKAGE_BEGIN

/*
 * What a person pastes into one of an account's fields: the value alone, with what
 * was copied along, or all of Zoom's page "App Credentials", of a mail, a file of
 * settings, JSON or a curl command, which is taken apart by the names of the values.
 *
 * Nothing is guessed: a value counts where its name stands before it, and of two
 * different ones that could be the same field's neither does.
 *
 * Of a long text this takes some ten milliseconds: it is for a paste, not for each
 * key. Threads: any; pure.
 */

enum pasted_credentials_result {
	PASTED_CREDENTIALS_EMPTY = 1, /* nothing but white space, quotes and the like */
	PASTED_CREDENTIALS_VALUE,     /* one value: it is found, for the field that it was pasted into */
	PASTED_CREDENTIALS_NAMED,     /* values with their names: at least one field of the way is found or ambiguous */
	PASTED_CREDENTIALS_OTHER_WAY, /* the same, but only for fields that this way to sign in does not have */
	PASTED_CREDENTIALS_UNCLEAR,   /* anything else: it is for the person to see as it is */
};

enum pasted_credentials_state {
	PASTED_CREDENTIALS_MISSING = 1,
	PASTED_CREDENTIALS_FOUND,
	PASTED_CREDENTIALS_AMBIGUOUS, /* several values, such as those for development and for production */
};

struct pasted_credentials_field {
	enum pasted_credentials_state state;
	char *value; /* where it is found: visible ASCII, not empty; else NULL */
};

struct pasted_credentials {
	enum pasted_credentials_result result;
	struct pasted_credentials_field fields[ACCOUNT_ENTRY_FIELD_COUNT]; /* by enum account_entry_field */
};

/*
 * field is the one that the text was pasted into, of an account of this method. Fields
 * that the method does not have can be found, too. text is UTF-8; NULL counts as
 * empty. Free with pasted_credentials_free, which wipes all values.
 */
void pasted_credentials_read(struct pasted_credentials *pasted, const char *text, enum account_method method,
			     enum account_entry_field field);
void pasted_credentials_free(struct pasted_credentials *pasted);

/*
 * One value, without what was copied along: blanks, invisible characters, quotes,
 * brackets and full stops around it, "Bearer" or "Authorization: Bearer" before it.
 * Returns PASTED_CREDENTIALS_VALUE, with it in *value, visible ASCII, to be freed
 * with secret_free; PASTED_CREDENTIALS_EMPTY; or PASTED_CREDENTIALS_UNCLEAR, where a
 * character could smuggle a header into a request. Else *value is NULL.
 */
enum pasted_credentials_result pasted_credentials_clean(const char *typed, char **value);

C_LINKAGE_END
