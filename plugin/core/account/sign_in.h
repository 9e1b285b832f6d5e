/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/deadline.h"
#include "core/http/message.h"
#include "core/model/account_status.h"
#include "core/model/secret_answer.h"
#include "core/zoom/oauth_redirect.h"
#include "core/zoom/oauth_reply.h"

/*
 * Signs the person in, in the browser or by a code for another device: a state
 * machine, as sync is. One sign-in at a time.
 *
 *   browser   preparing -> waiting for browser -> finishing -> done
 *             client     a code comes to the      POST code,
 *             secret     listener, or is pasted   tokens are stored
 *
 *   device    preparing -> waiting for device -> finishing -> done
 *             client       POST in turns          tokens are
 *             secret,                             stored
 *             POST
 *
 *   any but done -> failed, cancelled
 *
 * Threads: one at a time.
 */

/* Zeroed it is none yet: sign_in_reset makes it one. For others to read are status and awaited_id alone. */
struct sign_in {
	struct sign_in_status status;
	uint64_t awaited_id; /* the question in the effects whose answer is waited for by now; 0: none. See completion.h */
	uint64_t request_id; /* awaited_id is that of a request; 0: it is not */
	uint64_t last_id;
	struct account account;
	char *oauth_url;
	char *oauth_host;
	char *state;    /* secret, as the next ones: until it has ended */
	char *verifier; /* until Zoom has answered, as the code: its answer may repeat them */
	char *code;
	char *challenge;
	char *client_secret;
	char *device_code;
	bool handed_over; /* the tokens are being stored */
	int64_t interval_ms;
	struct deadline poll_at;
	struct deadline give_up_at;
};

/* What the caller does after an event. Zeroed before each; free with sign_in_effects_free. */
struct sign_in_effects {
	bool stop_listening; /* first this */
	bool listen;         /* with open_url: where listener tells */
	struct zoom_oauth_redirect_listener listener;
	char *open_url;       /* show that page, answer with sign_in_opened; NULL: none */
	uint64_t cancel;      /* cancel the request of that id; 0: no */
	uint64_t read_secret; /* the account's client secret, answer with sign_in_secret; 0: no */
	uint64_t send;        /* send request, answer with sign_in_reply; 0: no */
	struct http_request request;
	bool hand_over; /* have the tokens in reply stored, answer with sign_in_stored */
	struct zoom_oauth_reply reply;
	bool status_changed;
};

void sign_in_effects_free(struct sign_in_effects *effects);

/* Frees what it holds, not itself. */
void sign_in_free(struct sign_in *sign_in);

/* Of one sign-in. All is copied. */
struct sign_in_options {
	const struct account *account;
	const char *oauth_url;
	const char *oauth_host; /* names the server in problems */
	/* of a sign-in in the browser */
	const char *state;
	const char *verifier;
	const char *challenge; /* the verifier's */
};

/* Begins a sign-in, instead of one that is under way. */
void sign_in_begin(struct sign_in *sign_in, const struct sign_in_options *options, struct sign_in_effects *effects);

/* It cannot even begin. */
void sign_in_refuse(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects);

/* Once Zoom has given the tokens, that cannot be cancelled any more. */
void sign_in_cancel(struct sign_in *sign_in, struct sign_in_effects *effects);

/* Ends it, and forgets it: another account is the current one. */
void sign_in_reset(struct sign_in *sign_in, struct sign_in_effects *effects);

/*
 * The browser has come back, with that request target, or the person has pasted the address that it ended on: returns
 * whether with a code that is taken. What is no answer to this very sign-in, which any web page can send, changes
 * nothing; if it was pasted, that is told.
 */
bool sign_in_take_address(struct sign_in *sign_in, const char *address, bool is_pasted,
			  struct sign_in_effects *effects);

/* The answers to effects. No other than the one that is waited for. */
void sign_in_opened(struct sign_in *sign_in, bool is_listening, bool is_open, struct sign_in_effects *effects);
void sign_in_secret(struct sign_in *sign_in, const struct secret_answer *answer, const struct moment *moment,
		    struct sign_in_effects *effects);
void sign_in_reply(struct sign_in *sign_in, const struct http_response *response, const struct moment *moment,
		   struct sign_in_effects *effects);
/* problem NULL: they are stored. */
void sign_in_stored(struct sign_in *sign_in, const struct problem *problem, struct sign_in_effects *effects);

/* In how many milliseconds sign_in_wake() is wanted; -1: not at all. */
int64_t sign_in_wake_in_ms(const struct sign_in *sign_in, const struct moment *moment);
void sign_in_wake(struct sign_in *sign_in, const struct moment *moment, struct sign_in_effects *effects);

/* Zoom is being asked for tokens, for which a device code is tried in vain until it is used, or they are being stored. */
bool sign_in_is_finishing(const struct sign_in *sign_in);
