/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * What Zoom holds, or is to hold, for a broadcast: the members of "Get" and
 * "Update a livestream" (Zoom API reference). NULL where Zoom told nothing.
 * Threads: any; a value has one owner.
 */
struct livestream {
	char *stream_url; /* may hold secrets */
	char *stream_key; /* secret */
	char *page_url;
	char *resolution; /* "720p", "1080p"; only kept to be put back */
};

/*
 * Its members, in the order in which they are told. Whoever writes, reads or
 * compares a livestream runs over these, so that a further member is a further
 * line here.
 */
struct livestream_field {
	const char *name;    /* as Zoom has it, and, where a person enters it, a profile's settings */
	size_t offset;       /* of the member */
	bool is_secret;      /* it is, or may hold one: it is wiped, and must not be in any text */
	bool is_pushed;      /* it is written at each push, compared, and a part of digests; else it is only put back */
	size_t in_broadcast; /* of the member of struct broadcast that it is pushed from; 0: it is not from there */
	bool (*is_valid)(const char *text); /* what a broadcast may have there; NULL: anything */
};

#define LIVESTREAM_FIELD_COUNT 4
extern const struct livestream_field livestream_fields[LIVESTREAM_FIELD_COUNT];

#define livestream_foreach(field)                                      \
	for (const struct livestream_field *field = livestream_fields; \
	     field < livestream_fields + LIVESTREAM_FIELD_COUNT; field++)

static inline char **livestream_member(struct livestream *livestream, const struct livestream_field *field)
{
	return (char **)((char *)livestream + field->offset);
}

static inline const char *livestream_text(const struct livestream *livestream, const struct livestream_field *field)
{
	return *(char *const *)((const char *)livestream + field->offset);
}

/* Frees what the target held. */
void livestream_copy(struct livestream *target, const struct livestream *source);

/* Frees and wipes what it holds; it is empty afterwards, and may be used again. */
void livestream_free(struct livestream *livestream);

/* Whether nothing was ever configured. */
bool livestream_is_empty(const struct livestream *livestream);

/* Whether Zoom told both what the stream goes to and its key, so that equal means equal. */
bool livestream_is_whole(const struct livestream *livestream);

/*
 * The name of the first member in which remote differs from wanted, or NULL. A
 * member that Zoom left out is no difference, unless it left out all; the
 * resolution is nobody's business here.
 */
const char *livestream_difference(const struct livestream *remote, const struct livestream *wanted);

/* Makes a text of 64 hexadecimal digits from bytes, under a key that only this computer's user has. Free with bfree. */
typedef char *(*livestream_digest_t)(void *data, const char *bytes, size_t size);

/* A digest of URL, key and page URL. Free with bfree; NULL where digest gave none. */
char *livestream_digest(const struct livestream *livestream, livestream_digest_t digest, void *digest_data);
