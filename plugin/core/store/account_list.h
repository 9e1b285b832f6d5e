/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/account.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The accounts, without their secrets:
 * plugin_config/obs-zoom-livestream/accounts.json. Members that this version
 * does not know are kept. Threads: one at a time.
 *
 * Several OBS may have the file: each change is made to what it holds at that
 * moment and is on disk at once, or else nothing has changed and false is
 * returned. What is borrowed is so until the next change.
 *
 *   { "version": 1, "secrets": "keychain", "accounts": [ { "id": "default",
 *     "name": "My account", "method": "access_token", "cloud": "zoom" } ] }
 *
 * "secrets" is where they are kept, once that is settled: "keychain" or "file".
 */

struct accounts;

/* A missing file is an empty list. */
struct accounts *accounts_load(const char *path);
void accounts_free(struct accounts *accounts);

/* Those that can be used, in the file's order: of a known method and cloud, with an id of their own that no other secrets are kept under. */
size_t accounts_count(const struct accounts *accounts);

/* A copy, to be freed with account_free; all zero where there is none, also for id NULL. */
bool accounts_get(const struct accounts *accounts, size_t i, struct account *account);
bool accounts_find(const struct accounts *accounts, const char *id, struct account *account);

/* Whether there is such an account that can be used. NULL is no account. */
bool accounts_has(const struct accounts *accounts, const char *id);

/* The i-th id in the file's order, also of those that cannot be used; NULL: no more. Borrowed. */
const char *accounts_id(const struct accounts *accounts, size_t i);

/* The id of the only account there is, for a profile that has chosen none; NULL: none, or several. Borrowed. */
const char *accounts_only_id(const struct accounts *accounts);

/* Adds it, or replaces what is known of the one of that id. */
bool accounts_set(struct accounts *accounts, const struct account *account);
/* False also where there is none of that id that can be used, which another OBS may have removed. */
bool accounts_rename(struct accounts *accounts, const char *id, const char *name);
/* True also where there was none. */
bool accounts_remove(struct accounts *accounts, const char *id);

/* "keychain", "file", or NULL: not settled. Borrowed. */
const char *accounts_secret_place(const struct accounts *accounts);
/* Of the accounts themselves nothing is read anew. */
bool accounts_set_secret_place(struct accounts *accounts, const char *place);

#ifdef __cplusplus
}
#endif
