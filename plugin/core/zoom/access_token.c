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
