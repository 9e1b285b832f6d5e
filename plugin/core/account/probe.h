/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/http/message.h"
#include "core/model/account_status.h"
#include "core/zoom/reply.h"

/*
 * "Test": finds out what an account can do. A state machine, as sync is:
 *
 *   user -> settings -> done
 *   GET     GET
 *
 * Threads: one at a time.
 */

/*
 * Zeroed it is none yet: account_probe_reset makes it one. For others are status, awaited_id, and request, which
 * whoever sends it takes over: with awaited_id after an event it is to be sent, with a token.
 */
struct account_probe {
	struct account_probe_status status;
	uint64_t awaited_id; /* the request whose answer is waited for by now; 0: none. See completion.h */
	uint64_t last_id;
	struct http_request request;
	enum account_probe_step {
		ACCOUNT_PROBE_RESTING = 1,
		ACCOUNT_PROBE_READING_USER,
		ACCOUNT_PROBE_READING_SETTINGS,
	} step;
	struct account account;
	char *scope;
};

/* Frees what it holds, not itself. */
void account_probe_free(struct account_probe *probe);

/* Nothing is known any more, and nothing under way: returns the request that is to be cancelled; 0: none. */
uint64_t account_probe_reset(struct account_probe *probe);
/* Begins, after a reset. The account is copied. */
void account_probe_begin(struct account_probe *probe, const struct account *account);

/* There is no token for the request (any more). Also after a reset: the probe cannot even begin. */
void account_probe_no_access(struct account_probe *probe, const struct problem *problem);
/* The answer to the request that is waited for. scope: what Zoom told of the token that the request carried, or NULL. */
void account_probe_reply(struct account_probe *probe, const struct http_response *response, const char *scope,
			 const struct zoom_reply_reading *reading);
