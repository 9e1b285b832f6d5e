/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

/* Digests and keys, as lower-case hexadecimal digits unless said. Threads: any. */

/* HMAC-SHA-256 as 64 digits. The key counts as the text that it is. Free with bfree. */
char *crypto_digest(const char *key, const char *bytes, size_t size);

/* 64 digits that nobody can guess. Free with secret_free. */
char *crypto_make_key(void);

/* The S256 challenge of a PKCE verifier (RFC 7636, 4.2). Free with bfree. */
char *crypto_pkce_challenge(const char *verifier);
