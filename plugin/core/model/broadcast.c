/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/broadcast.h"

#include <string.h>

#include "core/base/secret.h"
#include "core/base/text.h"

static const char *const kind_names[] = {
	[BROADCAST_KIND_UNKNOWN] = "unknown",
	[BROADCAST_KIND_MEETING] = "meeting",
	[BROADCAST_KIND_WEBINAR] = "webinar",
};

#define KIND_COUNT (sizeof(kind_names) / sizeof(kind_names[0]))

const char *broadcast_kind_name(enum broadcast_kind kind)
{
	return kind_names[kind ? kind : BROADCAST_KIND_UNKNOWN];
}

enum broadcast_kind broadcast_kind_from_name(const char *name)
{
	const size_t kind = text_find(name, kind_names, KIND_COUNT);

	return kind ? (enum broadcast_kind)kind : BROADCAST_KIND_UNKNOWN;
}

char **broadcast_member(struct broadcast *broadcast, const struct livestream_field *field)
{
	return field->in_broadcast ? (char **)((char *)broadcast + field->in_broadcast) : NULL;
}

const char *broadcast_text(const struct broadcast *broadcast, const struct livestream_field *field)
{
	return field->in_broadcast ? *(char *const *)((const char *)broadcast + field->in_broadcast) : NULL;
}

bool broadcast_same(const struct broadcast *a, const struct broadcast *b)
{
	bool same = a->id == b->id;

	livestream_foreach (field)
		same = same && text_same(broadcast_text(a, field), broadcast_text(b, field));
	return same;
}

void broadcast_copy(struct broadcast *target, const struct broadcast *source)
{
	struct broadcast copy = *source;

	livestream_foreach (field) {
		char **member = broadcast_member(&copy, field);

		if (member)
			*member = text_copy(*member);
	}
	broadcast_free(target);
	*target = copy;
}

void broadcast_free(struct broadcast *broadcast)
{
	livestream_foreach (field) {
		if (broadcast_member(broadcast, field))
			secret_free(*broadcast_member(broadcast, field));
	}
	memset(broadcast, 0, sizeof(*broadcast));
}
