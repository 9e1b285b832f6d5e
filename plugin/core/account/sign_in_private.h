/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/account/sign_in.h"

/* The insides of a sign-in, for sign_in*.c alone. */

struct sign_in {
	struct account account;
	char *oauth_url;
	char *oauth_host;
	char *state; /* secret, as the next ones: until it has ended */
	char *verifier;
	char *challenge;
	char *client_secret;
	char *device_code;
	uint64_t last_id;
	uint64_t awaited_id;
	uint64_t request_id; /* awaited_id is that of a request; 0: it is not */
	bool handed_over;    /* the tokens are being stored */
	bool has_listener;
	int64_t interval_ms;
	int64_t poll_at_ms;
	int64_t deadline_ms;
	struct sign_in_status status;
};

/* Wipes all but how it has ended. */
void sign_in_end(struct sign_in *sign_in, enum sign_in_state state, struct sign_in_effects *effects);
void sign_in_fail(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects);
void sign_in_fail_with_code(struct sign_in *sign_in, const char *code, struct sign_in_effects *effects);
uint64_t sign_in_await(struct sign_in *sign_in, bool is_request);
