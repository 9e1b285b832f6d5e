/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/account.h"

/*
 * What is to be done where a person has entered an account: the secrets are
 * written, one by one, then the account. Threads: any; pure.
 */

#define ACCOUNT_SAVE_WRITES_MAX 3

/* Zeroed it is none. */
struct account_save {
	struct account account;
	/* of the account as it was: erased once the account is saved */
	bool ends_sign_in;
	bool ends_client_secret;
	struct {
		const char *field;
		char *secret; /* NULL: it is erased */
	} writes[ACCOUNT_SAVE_WRITES_MAX];
	size_t write_count;
};

/*
 * Whether everything is there and can be used; what is not is told in faults, of the
 * same index. before: the account as it is saved; NULL: it is new. has_client_secret: one is stored, of before.
 */
bool account_save_check(const struct account_entry *entry, const struct account *before, bool has_client_secret,
			enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT]);

/* Of an entry that was checked. before: the account as it is saved; NULL: it is new. Free with account_save_free. */
void account_save_plan(struct account_save *save, const struct account_entry *entry, const struct account *before);
/* Zeroes it, too. */
void account_save_free(struct account_save *save);
