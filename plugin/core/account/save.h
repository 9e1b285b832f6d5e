/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/model/account.h"
#include "core/model/account_status.h"
#include "core/model/secret_answer.h"

/*
 * Saving an account that a person has entered. A state machine, as sync is:
 *
 *   none -> running -> done                the secrets, one by one, then the account
 *           running -> secret failed       the account is not touched
 *           running -> settings failed
 *
 * What was signed in with the account's old values is erased on the way.
 * Threads: one at a time.
 */

#define ACCOUNT_SAVE_WRITES_MAX 3

/*
 * For others to read. After each event the caller does what it tells: with
 * awaited, writes[written] is to be written, and answered with
 * account_save_written; else, while the status still is running, the account is
 * to be made the profile's, and answered with account_save_adopted.
 */
struct account_save {
	struct account_save_status status;
	uint64_t awaited; /* the question whose answer is waited for by now; 0: none. See completion.h */
	uint64_t last_question;
	struct account account;
	bool ends_sign_in; /* of the account as it was: erased once the account is saved */
	unsigned profile;
	struct {
		const char *field;
		char *secret; /* NULL: it is erased */
	} writes[ACCOUNT_SAVE_WRITES_MAX];
	size_t write_count;
	size_t written;
};

void account_save_init(struct account_save *save);
/* Frees what it holds, not itself. */
void account_save_free(struct account_save *save);

/*
 * Whether everything is there and can be used; what is not is told in faults, of the
 * same index. has_client_secret: one is stored, for the account's method.
 */
bool account_save_check(const struct account_entry *entry, bool has_client_secret,
			enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT]);

/*
 * Begins; false where one is under way. The entry was checked. before: the account as it is
 * saved; NULL: it is new. profile: the one that gets the account, and no other does.
 */
bool account_save_begin(struct account_save *save, const struct account_entry *entry, const struct account *before,
			unsigned profile);

/* The answers. No other than the one that is waited for. profile: the one that is current by now. */
void account_save_written(struct account_save *save, const struct secret_answer *answer, unsigned profile);
/* False: the account could not be written. Another profile than the one that is current by now does not get it. */
void account_save_adopted(struct account_save *save, bool adopted, unsigned profile);
