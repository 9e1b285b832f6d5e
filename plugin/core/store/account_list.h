/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/account.h"
#include "core/model/secret_backend.h"
#include "core/store/document.h"

/*
 * The accounts, without their secrets:
 * plugin_config/obs-zoom-livestream/accounts.json. How it is changed, on which
 * thread, and how long what is borrowed is there: see document.h.
 *
 *   { "version": 1, "secrets": "keychain", "remote_control": false, "accounts": [ { "id": "default",
 *     "name": "My account", "method": "access_token", "cloud": "zoom" } ] }
 *
 * "secrets" is where they are kept, once that is decided: "keychain" or "file".
 * "remote_control": other programs may do what needs the person's consent.
 */

struct account_list {
	struct document *document;
};

/* A missing file is an empty list. settled: see document.h. */
struct account_list account_list_load(struct file_thread *files, const char *path, void (*settled)(void *context),
				      void *context);

/* Those that can be used, in the file's order: of a known method and cloud, with an id of their own that no other secrets are kept under. */
size_t account_list_count(struct account_list accounts);

/* A copy, to be freed with account_free; all zero where there is none, also for id NULL. */
bool account_list_get(struct account_list accounts, size_t i, struct account *account);
bool account_list_find(struct account_list accounts, const char *id, struct account *account);

/* Whether there is such an account that can be used. NULL is no account. */
bool account_list_has(struct account_list accounts, const char *id);

/* The i-th id in the file's order, also of those that cannot be used; NULL: no more. Borrowed. */
const char *account_list_id(struct account_list accounts, size_t i);

/* The id of the only account there is, for a profile that has chosen none; NULL: none, or several. Borrowed. */
const char *account_list_only_id(struct account_list accounts);

/* Adds it, or replaces what is known of the one of that id. False where no account may have that id. */
bool account_list_set(struct account_list accounts, const struct account *account);
/* False where there is none of that id that can be used. */
bool account_list_rename(struct account_list accounts, const char *id, const char *name);
void account_list_remove(struct account_list accounts, const char *id);

/* SECRET_BACKEND_UNKNOWN: not decided. */
enum secret_backend account_list_secret_backend(struct account_list accounts);
void account_list_set_secret_backend(struct account_list accounts, enum secret_backend backend);

/* Whether other programs may do what needs the person's consent: see door/request.h. */
bool account_list_remote_control(struct account_list accounts);
void account_list_set_remote_control(struct account_list accounts, bool on);
