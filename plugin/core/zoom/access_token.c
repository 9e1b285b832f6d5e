/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/access_token.h"

#include <stdbool.h>
#include <string.h>

#include <jansson.h>
#include <util/bmem.h>
#include <util/dstr.h>

#include "core/base/text.h"

enum zoom_access_token_result zoom_access_token_clean(const char *typed, char **token)
{
	static const char prefix[] = "Bearer";
	const size_t prefix_length = strlen(prefix);
	const char *begin = text_skip_space(typed ? typed : "");
	const char *end;

	*token = NULL;
	if (astrcmpi_n(begin, prefix, prefix_length) == 0 &&
	    (text_skip_space(begin + prefix_length) > begin + prefix_length || !begin[prefix_length]))
		begin = text_skip_space(begin + prefix_length);
	if (!*begin)
		return ZOOM_ACCESS_TOKEN_EMPTY;

	for (end = begin; *end > 0x20 && *end < 0x7f; end++)
		;
	if (*text_skip_space(end))
		return ZOOM_ACCESS_TOKEN_BAD_CHARACTER;
	*token = bstrdup_n(begin, (size_t)(end - begin));
	return ZOOM_ACCESS_TOKEN_OK;
}

int64_t zoom_access_token_expiry(const char *claims_json)
{
	json_t *claims = claims_json ? json_loads(claims_json, 0, NULL) : NULL;
	json_t *expiry = json_object_get(claims, "exp");
	int64_t seconds = 0;

	if (json_is_number(expiry) && json_number_value(expiry) > 0 && json_number_value(expiry) < 1e15)
		seconds = (int64_t)json_number_value(expiry);
	json_decref(claims);
	return seconds;
}

static int base64url_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *digit = c ? strchr(digits, c) : NULL;

	return digit ? (int)(digit - digits) : -1;
}

int64_t zoom_access_token_expires_at(const char *token)
{
	const char *begin = strchr(token, '.');
	const char *end = begin ? strchr(begin + 1, '.') : NULL;
	struct dstr claims = {0};
	unsigned bits = 0;
	unsigned bit_count = 0;
	int64_t seconds = 0;

	if (!end || strchr(end + 1, '.'))
		return 0;
	/* the claims alone are copied: without the signature they open nothing */
	for (const char *at = begin + 1; at < end && base64url_digit(*at) >= 0; at++) {
		bits = bits << 6 | (unsigned)base64url_digit(*at);
		bit_count += 6;
		if (bit_count >= 8) {
			bit_count -= 8;
			dstr_cat_ch(&claims, (char)(bits >> bit_count & 0xff));
		}
	}
	seconds = zoom_access_token_expiry(claims.array);
	dstr_free(&claims);
	return seconds;
}
