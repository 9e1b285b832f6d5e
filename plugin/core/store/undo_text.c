/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/undo_text.h"

#include <util/bmem.h>

#include "core/base/json.h"
#include "core/base/text.h"

char *undo_text_make(const struct livestream *livestream)
{
	json_t *root = json_object();
	char *text = NULL;
	bool ok = true;
	size_t size;

	for (size_t i = 0; i < LIVESTREAM_FIELD_COUNT; i++) {
		const char *member = livestream_text(livestream, &livestream_fields[i]);

		if (member)
			ok = json_object_set_new(root, livestream_fields[i].name, json_string(member)) == 0 && ok;
	}
	if (ok)
		text = json_write(root, JSON_COMPACT, &size);
	json_wipe(root);
	return text;
}

bool undo_text_read(struct livestream *livestream, const char *text)
{
	json_t *root = json_loads(text, 0, NULL);
	const bool ok = json_is_object(root);

	if (ok)
		livestream_free(livestream);
	for (size_t i = 0; ok && i < LIVESTREAM_FIELD_COUNT; i++)
		*livestream_member(livestream, &livestream_fields[i]) =
			text_copy(json_text(root, livestream_fields[i].name));
	json_wipe(root);
	return ok;
}
