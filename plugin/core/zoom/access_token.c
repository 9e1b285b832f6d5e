/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/access_token.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <jansson.h>
#include <util/bmem.h>
#include <util/dstr.h>

/* What people copy along: ASCII white space and the no-break space of web pages. */
static size_t leading_space(const char *text)
{
	static const char no_break_space[] = "\u00a0";

	if (isspace((unsigned char)*text))
		return 1;
	return strncmp(text, no_break_space, strlen(no_break_space)) == 0 ? strlen(no_break_space) : 0;
}

static const char *skip_space(const char *text)
{
	size_t length;

	while ((length = leading_space(text)) != 0)
		text += length;
	return text;
}

enum zoom_access_token_result zoom_access_token_clean(const char *typed, char **token)
{
	static const char prefix[] = "Bearer";
	const size_t prefix_length = strlen(prefix);
	const char *begin = skip_space(typed ? typed : "");
	const char *end;

	*token = NULL;
	if (astrcmpi_n(begin, prefix, prefix_length) == 0 &&
	    (leading_space(begin + prefix_length) || !begin[prefix_length]))
		begin = skip_space(begin + prefix_length);
	if (!*begin)
		return ZOOM_ACCESS_TOKEN_EMPTY;

	for (end = begin; *end > 0x20 && *end < 0x7f; end++)
		;
	if (*skip_space(end))
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
