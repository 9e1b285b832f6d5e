/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/broadcast.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

const char *broadcast_kind_name(enum broadcast_kind kind)
{
	switch (kind) {
	case BROADCAST_KIND_MEETING:
		return "meeting";
	case BROADCAST_KIND_WEBINAR:
		return "webinar";
	default:
		return "unknown";
	}
}

enum broadcast_kind broadcast_kind_from_name(const char *name)
{
	if (name && strcmp(name, "meeting") == 0)
		return BROADCAST_KIND_MEETING;
	if (name && strcmp(name, "webinar") == 0)
		return BROADCAST_KIND_WEBINAR;
	return BROADCAST_KIND_UNKNOWN;
}

bool broadcast_same(const struct broadcast *a, const struct broadcast *b)
{
	return a->id == b->id && text_same(a->page_url, b->page_url);
}

void broadcast_copy(struct broadcast *target, const struct broadcast *source)
{
	struct broadcast copy = *source;

	copy.page_url = text_copy(source->page_url);
	broadcast_free(target);
	*target = copy;
}

void broadcast_free(struct broadcast *broadcast)
{
	bfree(broadcast->page_url);
	memset(broadcast, 0, sizeof(*broadcast));
}
