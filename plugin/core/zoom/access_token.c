/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/access_token.h"

#include <string.h>

#include <jansson.h>

#include "core/base/base64.h"
#include "core/base/secret.h"

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

int64_t zoom_access_token_expires_at(const char *token)
{
	const char *begin = strchr(token, '.');
	const char *end = begin ? strchr(begin + 1, '.') : NULL;
	int64_t seconds = 0;
	char *claims;

	if (!end || strchr(end + 1, '.'))
		return 0;
	/* the claims alone are copied: without the signature they open nothing */
	claims = base64_decode(begin + 1);
	seconds = zoom_access_token_expiry(claims);
	secret_free(claims);
	return seconds;
}
