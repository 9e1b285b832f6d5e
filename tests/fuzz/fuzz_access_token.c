/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/zoom/access_token.h"

const char *const fuzz_words[] = {"Bearer",    "bearer",     " ", "\t", "\r\n", "\u00a0", "eyJ0", ".",
				  "{\"exp\":", "1767225600", "}", "-",  "e9",   "\x7f",   NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);
	char *token;
	const enum zoom_access_token_result result = zoom_access_token_clean(text, &token);

	if ((result == ZOOM_ACCESS_TOKEN_OK) != (token != NULL) || (token && !*token))
		abort();
	for (const char *c = token; c && *c; c++) {
		if (*c <= 0x20 || *c >= 0x7f)
			abort();
	}
	if (zoom_access_token_expiry(text) < 0)
		abort();
	secret_free(token);
	bfree(text);
	return 0;
}
