/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/account_status.h"
#include "core/model/secret_answer.h"

/* Finds out which secrets of an account are stored. A state machine, as sync is. Threads: one at a time. */

struct stored_secrets;

/* Two are asked for at once. */
enum stored_secrets_which {
	STORED_SECRETS_MAIN, /* the one without which there is no token */
	STORED_SECRETS_CLIENT,
	STORED_SECRETS_COUNT,
};

/* Secrets to be read, and answered with stored_secrets_read. */
struct stored_secrets_effects {
	uint64_t read[STORED_SECRETS_COUNT]; /* 0: no */
	const char *field[STORED_SECRETS_COUNT];
};

struct stored_secrets *stored_secrets_create(void);
void stored_secrets_free(struct stored_secrets *stored);

/* Begins anew. account NULL: there is none. */
void stored_secrets_find(struct stored_secrets *stored, const struct account *account,
			 struct stored_secrets_effects *effects);

/* The question in the effects whose answer is waited for by now; 0: none. See completion.h. */
const uint64_t *stored_secrets_awaited(const struct stored_secrets *stored, enum stored_secrets_which which);

/* No other answer than the one that is waited for. */
void stored_secrets_read(struct stored_secrets *stored, enum stored_secrets_which which,
			 const struct secret_answer *answer);

/* Fills *status, which tells of that account alone; frees what it held. */
void stored_secrets_get_status(const struct stored_secrets *stored, const char *account_id,
			       struct stored_secrets_status *status);
