/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

/*
 * Taking secrets out of words that came from elsewhere, and making those words
 * fit to be shown. Threads: any; pure.
 */

struct dstr;

#define REDACTION_SECRETS_MAX 17

/* What must not be shown; NULL and empty ones are passed over. The strings are borrowed. */
struct redaction {
	const char *secrets[REDACTION_SECRETS_MAX];
};

/*
 * Replaces each secret by dots, also where it stands percent-encoded,
 * JSON-escaped or HTML-escaped, be it more than once, where markup or invisible
 * characters split it, and where another secret is a part of it.
 */
void redaction_apply(const struct redaction *redaction, struct dstr *text);

/*
 * The readable part of a reply's body: no markup, no control characters, no
 * invalid UTF-8, white space folded, at most max_characters, no secrets. Free
 * with bfree; NULL where nothing is left. data need not be NUL-terminated.
 */
char *redaction_readable_text(const struct redaction *redaction, const char *data, size_t size, size_t max_characters);
