/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/text.h"

#include <ctype.h>

size_t text_character_count(const char *utf8)
{
	size_t count = 0;

	/* every byte but a continuation byte begins a character */
	for (; utf8 && *utf8; utf8++)
		count += ((unsigned char)*utf8 & 0xc0) != 0x80;
	return count;
}

bool text_is_blank(const char *utf8)
{
	while (utf8 && isspace((unsigned char)*utf8))
		utf8++;
	return !utf8 || !*utf8;
}
