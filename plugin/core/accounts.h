/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The accounts, without their secrets:
 * plugin_config/obs-zoom-livestream/accounts.json. Threads: one at a time.
 *
 *   { "version": 1, "accounts": [ { "id": "default", "name": "My account",
 *     "method": "access_token", "cloud": "zoom" } ] }
 */

#define ACCOUNT_FIELD_ACCESS_TOKEN "access_token"

struct accounts;

struct accounts *accounts_load(const char *path);
void accounts_free(struct accounts *accounts);

/* Whether there is an account of that id that this version can sign in with. NULL is no account. */
bool accounts_has(const struct accounts *accounts, const char *id);

/* The id of the only account there is, for a profile that has chosen none; NULL: none, or several. Borrowed. */
const char *accounts_only_id(const struct accounts *accounts);

/* Adds an account that is signed in with an access token. */
void accounts_add(struct accounts *accounts, const char *id, const char *name);

bool accounts_save(struct accounts *accounts);

#ifdef __cplusplus
}
#endif
