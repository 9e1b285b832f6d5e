/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <util/dstr.h>

/* The characters of a text in UTF-8, and what kind each is of. Threads: any; pure. */

/*
 * Reads the first character. Returns its length in bytes, 0 at the end of the
 * text. What is no UTF-8 counts byte for byte, each as U+FFFD.
 */
size_t unicode_read(const char *utf8, uint32_t *character);
void unicode_append(struct dstr *utf8, uint32_t character);

/* White space of any kind, with line ends. */
bool unicode_is_blank(uint32_t character);
/* Takes no room: zero-width characters, marks of direction, byte order marks, soft hyphens. No control character is. */
bool unicode_is_invisible(uint32_t character);
bool unicode_is_dash(uint32_t character);

/* ASCII's character for its full-width form, and for a digit of another script; else the same. */
uint32_t unicode_to_ascii(uint32_t character);

/*
 * What is the same however a word is written: letters in small, without accents
 * or the marks of Japanese voicing, composed or not. 0: it is no letter or digit,
 * or a mark.
 */
uint32_t unicode_fold(uint32_t character);

/* The text without blanks and invisible characters around it, as a copy. Free with bfree. */
char *unicode_trim(const char *utf8);
