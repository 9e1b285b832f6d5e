/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Texts as values. NULL is a text that there is none of. Threads: any; pure. */

/* A copy, to be freed with bfree; NULL of NULL. */
char *text_copy(const char *text);

/* Replaces *target, which is bmem's, by a copy of text, which may be a part of what it holds. */
void text_set(char **target, const char *text);

/*
 * The texts among a value's members, so that it is copied and freed by one list
 * of them. All are wiped before they are freed.
 */
struct text_members {
	size_t value_size;
	const size_t *offsets; /* of the texts, which are bmem's or NULL */
	size_t count;
};

#define TEXT_MEMBERS(type, ...)                                                                                     \
	{                                                                                                           \
		sizeof(type), (const size_t[]){__VA_ARGS__}, sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t) \
	}

/* Frees what the target held, and makes it a copy with texts of its own. */
void text_copy_members(void *target, const void *source, const struct text_members *members);

/* Frees the texts and zeroes the value. */
void text_free_members(void *value, const struct text_members *members);

static inline bool text_is_empty(const char *text)
{
	return !text || !*text;
}

/* "" instead of NULL. */
const char *text_or_empty(const char *text);

/* Byte for byte; NULL counts as empty. */
bool text_same(const char *a, const char *b);

/* Characters (code points) of a UTF-8 text; Zoom's limits count characters. NULL counts as empty. */
size_t text_character_count(const char *utf8);

/* The index in the list, whose entries may be NULL, of the same text; 0 where it is none of them, as is NULL. */
size_t text_find(const char *text, const char *const *list, size_t count);

/* Whether the text is NULL, empty or nothing but white space. */
bool text_is_blank(const char *utf8);

/* Behind the white space that people copy along: ASCII's, and the no-break space of web pages. */
const char *text_skip_space(const char *text);

/* Whether there is nothing in it but visible ASCII, which fits into a header and an address. NULL is no such text. */
bool text_is_visible_ascii(const char *text);
