/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/push_store.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/store/secret_name.h"

#define KEY_LENGTH 64

const struct host_secret push_store_key_name = {SECRET_NAME_STATE, SECRET_NAME_DIGEST_KEY, NULL};

void push_store_begin(struct push_store *store)
{
	store->key_state = PUSH_STORE_KEY_UNREAD;
	store->key = store->host->system.make_key();
}

void push_store_end(struct push_store *store)
{
	secret_free(store->key);
}

void push_store_look_again(struct push_store *store)
{
	if (store->key_state == PUSH_STORE_KEY_LOST)
		store->key_state = PUSH_STORE_KEY_UNREAD;
}

static bool is_key(const char *text)
{
	return text && strspn(text, "0123456789abcdef") == KEY_LENGTH && !text[KEY_LENGTH];
}

static struct completion complete(struct push_store *store, void (*done)(void *context, const void *answer))
{
	const struct completion completion = {done, store, &store->awaited, ++store->awaited};

	return completion;
}

static void key_stored(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct push_store *store = context;

	store->key_state = answer->result == SECRET_OK ? PUSH_STORE_KEY_KNOWN : PUSH_STORE_KEY_LOST;
	store->stored(store->context, answer);
}

static void store_key(struct push_store *store)
{
	const struct host_secrets *secrets = &store->host->secrets;
	const struct completion completion = complete(store, key_stored);

	store->key_state = PUSH_STORE_KEY_MADE;
	state_file_void_digests(store->state);
	secrets->write(secrets->data, &push_store_key_name, store->key, &completion);
}

static void key_read(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct push_store *store = context;
	struct problem problem = {0};

	if (is_key(answer->text)) {
		secret_set(&store->key, answer->text);
		store->key_state = PUSH_STORE_KEY_KNOWN;
	} else if (answer->result == SECRET_OK || answer->result == SECRET_ABSENT) {
		/* the first run on this computer, or a keychain that was emptied */
		store_key(store);
	} else {
		secret_answer_problem(answer, &problem);
		plugin_log(LOG_INFO, "what was pushed before cannot be recalled: %s", problem.code);
		problem_free(&problem);
		store->key_state = PUSH_STORE_KEY_LOST;
	}
	store->known(store->context);
}

bool push_store_is_ready(struct push_store *store)
{
	const struct host_secrets *secrets = &store->host->secrets;

	if (store->key_state == PUSH_STORE_KEY_UNREAD) {
		const struct completion completion = complete(store, key_read);

		store->key_state = PUSH_STORE_KEY_ASKED;
		secrets->read(secrets->data, &push_store_key_name, &completion);
	}
	return store->key_state != PUSH_STORE_KEY_ASKED;
}

/* Whether one is "": see state_file_void_digests. */
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
	if ((store->key_state == PUSH_STORE_KEY_KNOWN || store->key_state == PUSH_STORE_KEY_MADE) &&
	    !has_void_digest(record))
		return true;
	digestless.pending = record->pending;
	digestless.undo = record->undo;
	push_record_copy(record, &digestless);
	return false;
}

char *push_store_set(struct push_store *store, const char *account_id, enum broadcast_kind kind, uint64_t id,
		     const struct push_record *record, bool is_whole, bool with_undo)
{
	/* without them the digests in the file stay: they were made under a key that cannot be read now */
	const unsigned digests = store->key_state == PUSH_STORE_KEY_KNOWN && is_whole ? STATE_FILE_PUSH_DIGESTS : 0;

	return state_file_set_push(store->state, account_id, kind, id, record,
				   digests | (with_undo ? STATE_FILE_PUSH_UNDO : 0));
}

char *push_store_digest(void *data, const char *bytes, size_t size)
{
	const struct push_store *store = data;

	return store->host->system.digest(store->key, bytes, size);
}
