/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/push_store.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/store/secret_name.h"

/* Apart from the ids of sync, which count from 1. */
#define READ_KEY_ID (UINT64_C(1) << 63)
#define WRITE_KEY_ID (READ_KEY_ID + 1)

#define KEY_LENGTH 64

enum key_state {
	KEY_UNREAD = 1,
	KEY_ASKED,
	KEY_MADE, /* and being stored: until then nothing is written that needs it */
	KEY_KNOWN,
	KEY_LOST, /* the one in use is of this run alone */
};

struct push_store {
	struct push_store_ports ports;
	struct state_file *state;
	enum key_state key_state;
	char *key; /* secret */
};

struct push_store *push_store_create(struct state_file *state, const struct push_store_ports *ports)
{
	struct push_store *store = bzalloc(sizeof(*store));

	store->ports = *ports;
	store->state = state;
	store->key_state = KEY_UNREAD;
	store->key = ports->make_key(ports->data);
	return store;
}

void push_store_free(struct push_store *store)
{
	if (!store)
		return;
	secret_free(store->key);
	bfree(store);
}

bool push_store_is_ready(struct push_store *store)
{
	if (store->key_state == KEY_UNREAD) {
		store->key_state = KEY_ASKED;
		store->ports.read_secret(store->ports.data, READ_KEY_ID, SECRET_NAME_STATE, SECRET_NAME_DIGEST_KEY);
	}
	return store->key_state != KEY_ASKED;
}

void push_store_look_again(struct push_store *store)
{
	if (store->key_state == KEY_LOST)
		store->key_state = KEY_UNREAD;
}

static bool is_key(const char *text)
{
	return text && strspn(text, "0123456789abcdef") == KEY_LENGTH && !text[KEY_LENGTH];
}

bool push_store_take_key(struct push_store *store, uint64_t id, const struct secret_answer *answer)
{
	struct problem problem = {0};

	if (id != READ_KEY_ID)
		return false;
	if (is_key(answer->text)) {
		secret_set(&store->key, answer->text);
		store->key_state = KEY_KNOWN;
	} else if (answer->result == SECRET_OK || answer->result == SECRET_ABSENT) {
		/* the first run on this computer, or a keychain that was emptied */
		store->key_state = KEY_MADE;
		state_file_void_digests(store->state);
		store->ports.write_secret(store->ports.data, WRITE_KEY_ID, SECRET_NAME_STATE, SECRET_NAME_DIGEST_KEY,
					  store->key);
	} else {
		secret_answer_problem(answer, &problem);
		plugin_log(LOG_INFO, "what was pushed before cannot be recalled: %s", problem.code);
		problem_free(&problem);
		store->key_state = KEY_LOST;
	}
	return true;
}

bool push_store_key_stored(struct push_store *store, uint64_t id, bool stored)
{
	if (id != WRITE_KEY_ID)
		return false;
	store->key_state = stored ? KEY_KNOWN : KEY_LOST;
	return true;
}

/* One that was made under a key that is gone. */
static bool has_void_digest(const struct push_record *record)
{
	const char *digests[] = {record->synced, record->written, record->sent, record->accepted_remote};

	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
		if (digests[i] && !*digests[i])
			return true;
	}
	return false;
}

bool push_store_get(const struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		    struct push_record *record)
{
	struct push_record digestless = {0};

	state_file_get_push(store->state, account_id, kind, id, record);
	if ((store->key_state == KEY_KNOWN || store->key_state == KEY_MADE) && !has_void_digest(record))
		return true;
	digestless.pending = record->pending;
	digestless.undo = record->undo;
	push_record_copy(record, &digestless);
	return false;
}

void push_store_set(struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		    const struct push_record *record, bool is_whole)
{
	struct push_record session = {0};

	if (store->key_state == KEY_KNOWN && is_whole) {
		state_file_set_push(store->state, account_id, kind, id, record);
		return;
	}
	/* digests under the key that cannot be had stay what they are */
	state_file_get_push(store->state, account_id, kind, id, &session);
	session.pending = record->pending;
	session.undo = record->undo;
	state_file_set_push(store->state, account_id, kind, id, &session);
	push_record_free(&session);
}

char *push_store_digest(void *data, const char *bytes, size_t size)
{
	const struct push_store *store = data;

	return store->ports.digest(store->ports.data, store->key, bytes, size);
}
