/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/model/broadcast.h"
#include "core/model/push_record.h"
#include "core/model/secret_answer.h"
#include "core/store/state_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What is remembered of pushes: digests in state.json, made under a random key
 * that is itself a secret. Without that key digests can neither be made for the
 * file nor be compared with it; then they hold for this run of OBS only.
 * Threads: OBS's UI thread.
 */

struct push_store;

/* As in controller_ports. */
struct push_store_ports {
	void *data;
	void (*read_secret)(void *data, uint64_t id, const char *holder, const char *field);
	void (*write_secret)(void *data, uint64_t id, const char *holder, const char *field, const char *secret);
	char *(*digest)(void *data, const char *key, const char *bytes, size_t size);
	char *(*make_key)(void *data);
};

/* The ports are copied, state is borrowed. */
struct push_store *push_store_create(struct state_file *state, const struct push_store_ports *ports);
void push_store_free(struct push_store *store);

/*
 * Whether it is known if there is a key. Where it is not, the key is asked for,
 * and whoever gets that answer calls push_store_take_key().
 */
bool push_store_is_ready(struct push_store *store);

/* A key that could not be had may be had by now: the keychain was unlocked, say. */
void push_store_look_again(struct push_store *store);

/* Returns false where the id is of somebody else's answer. */
bool push_store_take_key(struct push_store *store, uint64_t id, const struct secret_answer *answer);
/*
 * The key could, or could not, be stored. Returns false where the id is somebody
 * else's. Before it digests are not written: push_store_set() is to be called anew.
 */
bool push_store_key_stored(struct push_store *store, uint64_t id, bool stored);

/* Fills *record, to be freed; returns false where its digests cannot be read, because their key cannot be had. */
bool push_store_get(const struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		    struct push_record *record);
/* is_whole false: digests that were written down before are kept. */
void push_store_set(struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		    const struct push_record *record, bool is_whole);

/* A livestream_digest_t; data is the store. */
char *push_store_digest(void *data, const char *bytes, size_t size);

#ifdef __cplusplus
}
#endif
