/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/undo_text.h"

#include <util/bmem.h>

#include "core/base/json.h"
#include "core/base/text.h"

char *undo_text_make(const struct livestream *livestream)
{
	json_t *root = json_pack("{s:s*, s:s*, s:s*, s:s*}", "stream_url", livestream->stream_url, "stream_key",
				 livestream->stream_key, "page_url", livestream->page_url, "resolution",
				 livestream->resolution);
	const size_t size = root ? json_dumpb(root, NULL, 0, JSON_COMPACT) : 0;
	char *text = NULL;

	if (size) {
		text = bzalloc(size + 1);
		json_dumpb(root, text, size, JSON_COMPACT);
	}
	json_wipe(root);
	return text;
}

bool undo_text_read(struct livestream *livestream, const char *text)
{
	json_t *root = json_loads(text, 0, NULL);
	struct livestream read = {0};

	if (!json_is_object(root)) {
		json_wipe(root);
		return false;
	}
	read.stream_url = text_copy(json_text(root, "stream_url"));
	read.stream_key = text_copy(json_text(root, "stream_key"));
	read.page_url = text_copy(json_text(root, "page_url"));
	read.resolution = text_copy(json_text(root, "resolution"));
	json_wipe(root);
	livestream_free(livestream);
	*livestream = read;
	return true;
}
