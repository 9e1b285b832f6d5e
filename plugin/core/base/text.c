/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/text.h"

#include <ctype.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"

char *text_copy(const char *text)
{
	return text ? bstrdup(text) : NULL;
}

void text_set(char **target, const char *text)
{
	char *copy = text_copy(text);

	bfree(*target);
	*target = copy;
}

static char **member_at(void *value, size_t offset)
{
	return (char **)((char *)value + offset);
}

void text_copy_members(void *target, const void *source, const struct text_members *members)
{
	void *copy = bmemdup(source, members->value_size);

	for (size_t i = 0; i < members->count; i++)
		*member_at(copy, members->offsets[i]) = text_copy(*member_at(copy, members->offsets[i]));
	text_free_members(target, members);
	memcpy(target, copy, members->value_size);
	bfree(copy);
}

void text_free_members(void *value, const struct text_members *members)
{
	for (size_t i = 0; i < members->count; i++)
		secret_free(*member_at(value, members->offsets[i]));
	memset(value, 0, members->value_size);
}

const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

bool text_same(const char *a, const char *b)
{
	return strcmp(text_or_empty(a), text_or_empty(b)) == 0;
}

size_t text_character_count(const char *utf8)
{
	size_t count = 0;

	/* every byte but a continuation byte begins a character */
	for (; utf8 && *utf8; utf8++)
		count += ((unsigned char)*utf8 & 0xc0) != 0x80;
	return count;
}

size_t text_find(const char *text, const char *const *list, size_t count)
{
	for (size_t i = 0; text && i < count; i++) {
		if (list[i] && strcmp(list[i], text) == 0)
			return i;
	}
	return 0;
}

bool text_is_blank(const char *utf8)
{
	while (utf8 && isspace((unsigned char)*utf8))
		utf8++;
	return !utf8 || !*utf8;
}

bool text_is_visible_ascii(const char *text)
{
	while (text && *text > 0x20 && *text < 0x7f)
		text++;
	return text && !*text;
}

const char *text_skip_space(const char *text)
{
	static const char no_break_space[] = "\u00a0";

	for (;;) {
		if (isspace((unsigned char)*text))
			text++;
		else if (strncmp(text, no_break_space, strlen(no_break_space)) == 0)
			text += strlen(no_break_space);
		else
			return text;
	}
}
