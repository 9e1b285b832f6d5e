/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/redaction.h"
#include "core/base/text.h"

#define KEY "p&l a%26/\"\\k\u00e9y"

const char *const fuzz_words[] = {KEY,
				  "p&amp;l a%26/&quot;\\k\u00e9y",
				  "p%26l%20a%2526%2f%22%5Ck%C3%A9y",
				  "p&l a%26\\/\\\"\\\\k\\u00E9y",
				  "p&",
				  "l ",
				  "a%26",
				  "/\"",
				  "\\k",
				  "\u00e9",
				  "y",
				  "<",
				  "b>",
				  "&#",
				  "x26;",
				  "%",
				  "\\u",
				  "d83d",
				  "\n",
				  "\xff",
				  "\u2022",
				  "plain",
				  "plain?pass",
				  "<wbr>",
				  "\u200b",
				  "&#xad;",
				  NULL};

/* The text holds a secret, be it with zero-width spaces within, or what is left of one that holds another. */
static bool holds_secret(const char *text)
{
	struct dstr joined = {0};
	bool holds;

	dstr_copy(&joined, text);
	dstr_replace(&joined, "\u200b", "");
	holds = !dstr_is_empty(&joined) &&
		(strstr(joined.array, KEY) || strstr(joined.array, "plain") || strstr(joined.array, "\u2022?pass"));
	dstr_free(&joined);
	return holds;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct redaction redaction = {.secrets = {NULL, "plain", KEY, "plain?pass"}};
	const size_t max_characters = size ? data[0] % 64 : 0;
	struct dstr applied = {0};
	char *text = redaction_readable_text(&redaction, (const char *)data, size, max_characters);

	if (text && (holds_secret(text) || text_character_count(text) > max_characters + 1))
		abort();
	dstr_ncopy(&applied, (const char *)data, size);
	redaction_apply(&redaction, &applied);
	if (!dstr_is_empty(&applied) && holds_secret(applied.array))
		abort();
	dstr_free(&applied);
	bfree(text);
	return 0;
}
