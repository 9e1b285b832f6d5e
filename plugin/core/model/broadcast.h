/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/livestream.h"

/* Whether a broadcast is a meeting or a webinar. Zoom has one API path for each, and only Zoom knows which fits. */
enum broadcast_kind {
	BROADCAST_KIND_UNKNOWN = 1,
	BROADCAST_KIND_MEETING,
	BROADCAST_KIND_WEBINAR,
};

/* "unknown", "meeting" and "webinar", as files name them; any other text is an unknown kind. Threads: any; pure. */
const char *broadcast_kind_name(enum broadcast_kind kind);
enum broadcast_kind broadcast_kind_from_name(const char *name);

/*
 * One Zoom meeting or webinar, and what is pushed to it besides the destination, by livestream_fields. id 0: none was
 * entered yet; a text NULL: none. A value has one owner.
 */
struct broadcast {
	enum broadcast_kind kind;
	uint64_t id;
	char *page_url;
};

/* Where it holds the text of such a field; NULL: nowhere. */
char **broadcast_member(struct broadcast *broadcast, const struct livestream_field *field);
/* The text; NULL: none, also where it holds no such. */
const char *broadcast_text(const struct broadcast *broadcast, const struct livestream_field *field);

/* Whether both are the same broadcast, told the same; the kind is what Zoom tells of it. */
bool broadcast_same(const struct broadcast *a, const struct broadcast *b);

/* Frees what the target held. */
void broadcast_copy(struct broadcast *target, const struct broadcast *source);
void broadcast_free(struct broadcast *broadcast);
