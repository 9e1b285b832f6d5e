/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/account_status.h"
#include "core/model/secret_answer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Finds out which secrets of an account are stored. A state machine, as sync is. Threads: one at a time. */

struct stored_secrets;

/* Secrets to be read, and answered with stored_secrets_read. */
struct stored_secrets_effects {
	uint64_t read[2]; /* 0: no */
	const char *field[2];
};

/* Ids count from first_id + 1. */
struct stored_secrets *stored_secrets_create(uint64_t first_id);
void stored_secrets_free(struct stored_secrets *stored);

/* Begins anew. account NULL: there is none. */
void stored_secrets_find(struct stored_secrets *stored, const struct account *account,
			 struct stored_secrets_effects *effects);

/* Returns whether the answer was waited for. */
bool stored_secrets_read(struct stored_secrets *stored, uint64_t id, const struct secret_answer *answer);

/* Fills *status, which tells of that account alone; frees what it held. */
void stored_secrets_get_status(const struct stored_secrets *stored, const char *account_id,
			       struct stored_secrets_status *status);

#ifdef __cplusplus
}
#endif
