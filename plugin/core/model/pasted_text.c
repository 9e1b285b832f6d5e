/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/pasted_text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/secret.h"
#include "core/base/unicode.h"

/* "&amp;", "&#58;", "&#x3a;". Returns the length of one, 0 where there is none. */
static size_t read_entity(const char *at, uint32_t *character)
{
	static const struct {
		const char *name;
		uint32_t character;
	} entities[] = {
		{"amp;", '&'},      {"lt;", '<'},        {"gt;", '>'},      {"quot;", '"'},      {"apos;", '\''},
		{"nbsp;", 0xa0},    {"ensp;", 0x2002},   {"emsp;", 0x2003}, {"thinsp;", 0x2009}, {"shy;", 0xad},
		{"zwnj;", 0x200c},  {"zwj;", 0x200d},    {"lrm;", 0x200e},  {"rlm;", 0x200f},    {"ndash;", 0x2013},
		{"mdash;", 0x2014}, {"hyphen;", 0x2010}, {"colon;", ':'},   {"sol;", '/'},       {"period;", '.'},
		{"equals;", '='},   {"quest;", '?'},     {"num;", '#'},     {"commat;", '@'},
	};
	char *end;

	if (at[1] == '#') {
		const bool is_hex = at[2] == 'x' || at[2] == 'X';
		const char *digits = at + (is_hex ? 3 : 2);
		const unsigned long value = strtoul(digits, &end, is_hex ? 16 : 10);

		*character = value && value < 0xd800 ? (uint32_t)value : 0xfffd;
		return *end == ';' && end > digits && end - digits < 8 ? (size_t)(end + 1 - at) : 0;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		size_t length = strlen(entities[i].name);

		if (strncmp(at + 1, entities[i].name, length) != 0)
			continue;
		*character = entities[i].character;
		length++;
		/* encoded twice: "&amp;amp;" */
		while (*character == '&' && strncmp(at + length, "amp;", 4) == 0)
			length += 4;
		return length;
	}
	return 0;
}

static int read_hex(const char *digits)
{
	int value = 0;

	for (int i = 0; i < 2; i++) {
		const char c = digits[i];

		if (!(ascii_is_digit(c) || (c >= 'A' && c <= 'F')))
			return -1;
		value = value * 16 + (c <= '9' ? c - '0' : c - 'A' + 10);
	}
	return value;
}

/* A blank before a line's end, the sign itself, or a letter of several bytes: others may stand in an address as they are. */
static size_t read_quoted_printable(const char *at, uint32_t *character)
{
	const char *end = at + 1 + strspn(at + 1, " \t");
	char bytes[5] = "";
	size_t count = 0;

	*character = 0;
	if (*end == '\r' || *end == '\n')
		return (size_t)(end - at) + (strncmp(end, "\r\n", 2) == 0 ? 2 : 1);
	while (count < 4 && at[3 * count] == '=' && read_hex(at + 3 * count + 1) > 0) {
		bytes[count] = (char)read_hex(at + 3 * count + 1);
		count++;
	}
	if (bytes[0] == '=' || (bytes[0] == ' ' && (!at[3] || strchr("\r\n", at[3])))) {
		*character = (unsigned char)bytes[0];
		return 3;
	}
	count = count ? unicode_read(bytes, character) : 0;
	return count > 1 ? 3 * count : 0;
}

static size_t read_plain(const char *at, bool is_mail, uint32_t *character)
{
	size_t length = 0;

	if (*at == '=' && is_mail)
		length = read_quoted_printable(at, character);
	else if (*at == '&')
		length = read_entity(at, character);
	if (length)
		return length;
	return unicode_read(at, character);
}

/* In scripts without blanks these end what stands before them, while ASCII's may be a part of a link. */
static bool ends_clause(uint32_t character)
{
	return character == 0xff01 || character == 0xff0c || character == 0xff1b;
}

static char *make_plain(const char *text, bool is_mail)
{
	struct dstr plain = {0};
	uint32_t character;

	/* it never grows: that would leave a copy behind */
	dstr_ensure_capacity(&plain, 3 * strlen(text) + 1);
	*plain.array = '\0';
	for (size_t length; (length = read_plain(text, is_mail, &character)) != 0; text += length) {
		if (!character || unicode_is_invisible(character))
			continue;
		if (character == '\r' && text[length] == '\n')
			continue;
		if (character == '\r' || character == 0x85 || character == 0x2028 || character == 0x2029)
			character = '\n';
		else if (unicode_is_blank(character) && character != '\n' && character != '\t')
			character = ' ';
		else if (unicode_is_dash(character))
			character = '-';
		/* a pause of a dial string is as many as there are */
		else if (ends_clause(character) && plain.len && plain.array[plain.len - 1] != ',')
			dstr_cat_ch(&plain, ' ');
		unicode_append(&plain, unicode_to_ascii(character));
	}
	return plain.array;
}

char *pasted_text_plain(const char *text)
{
	return make_plain(text, true);
}

char *pasted_text_literal(const char *text)
{
	return make_plain(text, false);
}

static bool surrounds_address(uint32_t character)
{
	/* quotes of all languages, brackets, full stops */
	static const uint32_t others[] = {0xab, 0xbb, 0x3001, 0x3002, 0x300c, 0x300d, 0xff0e};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (character == others[i])
			return true;
	}
	return (character >= 0x2018 && character <= 0x203a) || unicode_is_blank(character) ||
	       (character && character < 0x80 && strchr("<>()[]{}\"'`*,.;:!", (int)character));
}

char *pasted_text_address(const char *text)
{
	struct dstr address = {0};
	size_t end = 0;
	uint32_t character;

	/* nor does this */
	dstr_ensure_capacity(&address, 3 * strlen(text) + 1);
	*address.array = '\0';
	for (size_t length; (length = unicode_read(text, &character)) != 0; text += length) {
		const size_t entity = *text == '&' ? read_entity(text, &character) : 0;

		length = entity ? entity : length;
		if (unicode_is_invisible(character) || (!address.len && surrounds_address(character)))
			continue;
		unicode_append(&address, character);
		if (!surrounds_address(character))
			end = address.len;
	}
	if (address.len > end) {
		secret_wipe(address.array + end, address.len - end);
		address.array[end] = '\0';
	}
	return address.array;
}
