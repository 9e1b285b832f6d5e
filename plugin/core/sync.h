/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "destination.h"
#include "http_message.h"
#include "settings.h"
#include "status.h"
#include "zoom_request.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Decides what is pushed, and when: a state machine. Events come in as calls,
 * what is to be done goes out as effects, the clock is passed in. It calls
 * nothing and waits for nothing.
 *
 *            push                destination ok           token
 *   resting ------> reading -----------------> asking -----------> updating
 *      ^               | refused                 | none               |   | refused: other encoding or
 *      |               v                         v                    |   | other kind, each once
 *      +-------------- resting with a problem <--+--------------------+   +----> updating
 *      |                                                              | 204
 *      |       equal, different, or not to be had                     v
 *      +----------------------------------------------------------- checking
 *
 * cancel leads from everywhere to resting, from updating by way of cancelling,
 * which waits for the word of how far the request had come. Both encodings, and both kinds, are
 * one push. Threads: one at a time.
 */

struct sync;

/* What the caller does after an event. Zeroed before each; free with sync_effects_free. */
struct sync_effects {
	uint64_t read_destination; /* read OBS's destination, answer with sync_destination_read; 0: no */
	uint64_t ask_token;        /* fetch the account's access token, answer with sync_token; 0: no */
	uint64_t send;             /* send request, answer with sync_reply; 0: no */
	struct http_request request;
	uint64_t cancel; /* cancel the request of that id; 0: no */

	enum zoom_encoding remember_encoding; /* the host has accepted it; 0: nothing to remember */
	bool forget_encoding;
	enum broadcast_kind remember_kind; /* Zoom has told which kind the id is; 0: nothing to remember */
	bool status_changed;
	char *tracking_id; /* names the request to Zoom's support, without secrets; NULL: none */
};

void sync_effects_free(struct sync_effects *effects);

/* host names the API in problems. Both are copied. */
struct sync *sync_create(const char *api_url, const char *host);
void sync_free(struct sync *sync);

/* What is kept in step. A change cancels a running push: its replies are then nobody's. */
void sync_set_broadcast(struct sync *sync, const struct broadcast *broadcast, bool has_account,
			struct sync_effects *effects);

/* The destination that OBS holds now, as read for display. */
void sync_set_destination(struct sync *sync, const struct destination *destination, struct sync_effects *effects);

/* The person wants a push now. remembered is the encoding that the host has accepted before; 0: none. */
void sync_push(struct sync *sync, enum zoom_encoding remembered, struct sync_effects *effects);
void sync_cancel(struct sync *sync, struct sync_effects *effects);

/* The person wants a push, but it cannot even begin, for that reason. */
void sync_refuse(struct sync *sync, const struct problem *problem, struct sync_effects *effects);

/* What the last push failed for may be mended: a new token was entered, say. */
void sync_forget_failure(struct sync *sync, struct sync_effects *effects);

/* The answers to effects. Ids that are not waited for any more are ignored. Times are seconds since 1970. */
void sync_destination_read(struct sync *sync, uint64_t id, const struct destination *destination,
			   struct sync_effects *effects);
/* token NULL: there is none, for the reason in problem. */
void sync_token(struct sync *sync, uint64_t id, const char *token, const struct problem *problem,
		struct sync_effects *effects);
void sync_reply(struct sync *sync, uint64_t id, const struct http_response *response, int64_t now_s,
		struct sync_effects *effects);

/* Fills in all of *status but profile_number, api_host and settings_code; frees what it held. */
void sync_get_status(const struct sync *sync, struct status *status);

#ifdef __cplusplus
}
#endif
