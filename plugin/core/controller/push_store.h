/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/host.h"
#include "core/model/broadcast.h"
#include "core/model/push_record.h"
#include "core/store/state_file.h"

/*
 * What is remembered of pushes: digests in state.json, made under a random key
 * that is itself a secret. Without that key digests can neither be made for the
 * file nor be compared with it; then they hold for this run of OBS only.
 * Threads: OBS's UI thread.
 */

/* The key's. Without a host: what is remembered of pushes is kept for all hosts together. */
extern const struct host_secret push_store_key_name;

struct push_store {
	/* borrowed; set by whoever has it, before push_store_begin */
	struct state_file state;
	const struct host *host;
	void *context;
	/* It is known by now whether there is a key. */
	void (*known)(void *context);
	/* The key was stored, or cannot be: what was not written for want of it is to be set anew. */
	void (*stored)(void *context, const struct secret_answer *answer);

	/* its own */
	enum push_store_key {
		PUSH_STORE_KEY_UNREAD = 1,
		PUSH_STORE_KEY_ASKED,
		PUSH_STORE_KEY_MADE, /* and being stored: until then nothing is written that needs it */
		PUSH_STORE_KEY_KNOWN,
		PUSH_STORE_KEY_LOST, /* the one in use is of this run alone */
	} key_state;
	char *key;        /* secret */
	uint64_t awaited; /* the question that was asked last: none is given up */
};

void push_store_begin(struct push_store *store);
/* Frees what it holds, not itself. */
void push_store_end(struct push_store *store);

/* Whether it is known if there is a key. Where it is not, the key is asked for, and known() is called then. */
bool push_store_is_ready(struct push_store *store);

/* A key that could not be had may be had by now: the keychain was unlocked, say. */
void push_store_look_again(struct push_store *store);

/* Fills *record, to be freed; returns false where its digests cannot be read, because their key cannot be had. */
bool push_store_get(const struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		    struct push_record *record);
/*
 * is_whole false: digests that were written down before are kept; with_undo false: so is that something is kept to be
 * put back. Returns what state_file_set_push does.
 */
char *push_store_set(struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		     const struct push_record *record, bool is_whole, bool with_undo);

/* A livestream_digest_t; data is the store. */
char *push_store_digest(void *data, const char *bytes, size_t size);
