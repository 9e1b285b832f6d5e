/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/json.h"

#include <util/bmem.h>

#include "core/base/secret.h"

const char *json_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

char *json_write(const json_t *root, size_t flags, size_t *size)
{
	char *text;

	*size = root ? json_dumpb(root, NULL, 0, flags) : 0;
	if (!*size)
		return NULL;
	text = bzalloc(*size + 1);
	json_dumpb(root, text, *size, flags);
	return text;
}

/* As deep as jansson has read it, which is bounded. */
static void wipe_texts(json_t *value)
{
	const char *name;
	json_t *member;
	size_t i;

	/* the texts are the value's own memory, though jansson hands them out as constant */
	if (json_is_string(value))
		secret_wipe((char *)json_string_value(value), json_string_length(value));
	json_object_foreach (value, name, member)
		wipe_texts(member);
	json_array_foreach (value, i, member)
		wipe_texts(member);
}

void json_wipe(json_t *value)
{
	wipe_texts(value);
	json_decref(value);
}
