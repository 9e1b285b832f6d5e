/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/* Kinds of ASCII characters, the same in every locale, where ctype.h's differ. Threads: any; pure. */

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_letter_or_digit(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}
