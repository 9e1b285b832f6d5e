/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>

#include <util/bmem.h>

#include "core/zoom/access_token.h"

const char *const fuzz_words[] = {"{\"exp\":", "1767225600", "}",    "-",    "e9", "eyJleHAiOjE3NjcyMjU2MDB9",
				  ".",         "=",          "eyJ0", "\x7f", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);

	if (text && (zoom_access_token_expiry(text) < 0 || zoom_access_token_expires_at(text) < 0))
		abort();
	bfree(text);
	return 0;
}
