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

/* Zeroed it is none yet: account_probe_reset makes it one. For others to read are status and awaited_id alone. */
struct account_probe {
	struct account_probe_status status;
	uint64_t awaited_id; /* the question in the effects whose answer is waited for by now; 0: none. See completion.h */
	uint64_t last_id;
	enum account_probe_step {
		ACCOUNT_PROBE_RESTING = 1,
		ACCOUNT_PROBE_READING_USER,
		ACCOUNT_PROBE_READING_SETTINGS,
	} step;
	struct account account;
	char *scope;
};

/* What the caller does after an event. Zeroed before each; free with account_probe_effects_free. */
struct account_probe_effects {
	uint64_t cancel; /* cancel the request of that id; 0: no */
	uint64_t send;   /* send request, with a token; answer with account_probe_reply; 0: no */
	struct http_request request;
	bool status_changed;
};

void account_probe_effects_free(struct account_probe_effects *effects);

/* Frees what it holds, not itself. */
void account_probe_free(struct account_probe *probe);

/* Begins, instead of a probe that is under way. The account is copied. */
void account_probe_begin(struct account_probe *probe, const struct account *account,
			 struct account_probe_effects *effects);
/* It cannot even begin. */
void account_probe_refuse(struct account_probe *probe, const struct problem *problem,
			  struct account_probe_effects *effects);
/* Nothing is known any more. */
void account_probe_reset(struct account_probe *probe, struct account_probe_effects *effects);

/* The answers to the request, one of both; no other than to the one that is waited for. There is no token (any more): */
void account_probe_no_access(struct account_probe *probe, const struct problem *problem,
			     struct account_probe_effects *effects);
/* It was sent. scope: what Zoom told of the token that the request carried, or NULL. */
void account_probe_reply(struct account_probe *probe, const struct http_response *response, const char *scope,
			 const struct zoom_reply_reading *reading, struct account_probe_effects *effects);
