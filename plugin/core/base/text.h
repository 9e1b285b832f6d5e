/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Texts as values. NULL is a text that there is none of. Threads: any; pure. */

/* A copy, to be freed with bfree; NULL of NULL. */
char *text_copy(const char *text);

/* Replaces *target, which is bmem's, by a copy of text, which may be a part of what it holds. */
void text_set(char **target, const char *text);

/* "" instead of NULL. */
const char *text_or_empty(const char *text);

/* Byte for byte; NULL counts as empty. */
bool text_same(const char *a, const char *b);

/* Characters (code points) of a UTF-8 text; Zoom's limits count characters. NULL counts as empty. */
size_t text_character_count(const char *utf8);

/* Whether the text is NULL, empty or nothing but white space. */
bool text_is_blank(const char *utf8);

/* Behind the white space that people copy along: ASCII's, and the no-break space of web pages. */
const char *text_skip_space(const char *text);

/* Whether there is nothing in it but visible ASCII, which fits into a header and an address. NULL is no such text. */
bool text_is_visible_ascii(const char *text);

#ifdef __cplusplus
}
#endif
