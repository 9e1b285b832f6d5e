/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/json.h"

#include <util/bmem.h>

#include "core/base/secret.h"

const char *json_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

void json_set_text(json_t *object, const char *name, const char *text)
{
	if (text)
		json_object_set_new(object, name, json_string(text));
	else
		json_object_del(object, name);
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

void json_wipe(json_t *object)
{
	const char *name;
	json_t *value;

	/* the texts are the object's own memory, though jansson hands them out as constant */
	json_object_foreach (object, name, value) {
		if (json_is_string(value))
			secret_wipe((char *)json_string_value(value), json_string_length(value));
	}
	json_decref(object);
}
