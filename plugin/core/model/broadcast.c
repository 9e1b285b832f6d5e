/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/broadcast.h"

#include "core/base/text.h"

static const char *const kind_names[] = {
	[BROADCAST_KIND_UNKNOWN] = "unknown",
	[BROADCAST_KIND_MEETING] = "meeting",
	[BROADCAST_KIND_WEBINAR] = "webinar",
};

#define KIND_COUNT (sizeof(kind_names) / sizeof(kind_names[0]))

static const struct text_members texts = TEXT_MEMBERS(struct broadcast, offsetof(struct broadcast, page_url));

const char *broadcast_kind_name(enum broadcast_kind kind)
{
	return kind_names[kind ? kind : BROADCAST_KIND_UNKNOWN];
}

enum broadcast_kind broadcast_kind_from_name(const char *name)
{
	const size_t kind = text_find(name, kind_names, KIND_COUNT);

	return kind ? (enum broadcast_kind)kind : BROADCAST_KIND_UNKNOWN;
}

bool broadcast_same(const struct broadcast *a, const struct broadcast *b)
{
	return a->id == b->id && text_same(a->page_url, b->page_url);
}

void broadcast_copy(struct broadcast *target, const struct broadcast *source)
{
	text_copy_members(target, source, &texts);
}

void broadcast_free(struct broadcast *broadcast)
{
	text_free_members(broadcast, &texts);
}
