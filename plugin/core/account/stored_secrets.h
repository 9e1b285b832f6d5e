/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/model/account_status.h"
#include "core/model/secret_answer.h"

/* Finds out which secrets of an account are stored. A state machine, as sync is. Threads: one at a time. */

/* Two are asked for at once. */
enum stored_secrets_which {
	STORED_SECRETS_MAIN, /* the one without which there is no token */
	STORED_SECRETS_CLIENT,
	STORED_SECRETS_COUNT,
};

/* Zeroed it knows of no account. */
struct stored_secrets {
	char *account_id;
	const char *field[STORED_SECRETS_COUNT]; /* to be read; NULL: no */
	uint64_t awaited[STORED_SECRETS_COUNT]; /* the question whose answer is waited for; 0: none. See completion.h */
	uint64_t last_question;
	struct stored_secrets_status status;
};

/* Frees what it holds, not itself. */
void stored_secrets_free(struct stored_secrets *stored);

/* Begins anew: each field is to be read, and answered with stored_secrets_read. account NULL: there is none. */
void stored_secrets_find(struct stored_secrets *stored, const struct account *account);

/* No other answer than the one that is waited for. */
void stored_secrets_read(struct stored_secrets *stored, enum stored_secrets_which which,
			 const struct secret_answer *answer);

/* What is known of that account, and of that one alone. Borrowed until the next event. */
struct stored_secrets_status stored_secrets_of(const struct stored_secrets *stored, const char *account_id);
