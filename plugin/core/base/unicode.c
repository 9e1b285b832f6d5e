/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/unicode.h"

#define REPLACEMENT 0xfffd

size_t unicode_read(const char *utf8, uint32_t *character)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *bytes = (const unsigned char *)utf8;
	const size_t length = *bytes < 0x80   ? 1
			      : *bytes < 0xc0 ? 0
			      : *bytes < 0xe0 ? 2
			      : *bytes < 0xf0 ? 3
			      : *bytes < 0xf8 ? 4
					      : 0;
	uint32_t value = length < 2 ? *bytes : *bytes & (0x7fu >> length);

	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80) {
			*character = REPLACEMENT;
			return 1;
		}
		value = value << 6 | (bytes[i] & 0x3fu);
	}
	if (!length || value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
		*character = REPLACEMENT;
		return 1;
	}
	*character = value;
	return value ? length : 0;
}

void unicode_append(struct dstr *utf8, uint32_t character)
{
	static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
	const size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	char bytes[4];

	for (size_t i = length; i > 1; i--, character >>= 6)
		bytes[i - 1] = (char)(0x80 | (character & 0x3f));
	bytes[0] = (char)(leads[length] | character);
	dstr_ncat(utf8, bytes, length);
}

struct range {
	uint32_t first;
	uint32_t last;
};

static bool is_in(uint32_t character, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	}
	return false;
}

#define IS_IN(character, ranges) is_in(character, ranges, sizeof(ranges) / sizeof((ranges)[0]))

bool unicode_is_blank(uint32_t character)
{
	static const struct range blanks[] = {
		{'\t', '\r'},     {' ', ' '},       {0x85, 0x85},     {0xa0, 0xa0},
		{0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f},
		{0x205f, 0x205f}, {0x2800, 0x2800}, {0x3000, 0x3000},
	};

	return IS_IN(character, blanks);
}

bool unicode_is_invisible(uint32_t character)
{
	static const struct range invisible[] = {
		{0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},   {0x115f, 0x1160},   {0x17b4, 0x17b5},
		{0x180b, 0x180e}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},   {0x3164, 0x3164},
		{0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0x1d173, 0x1d17a}, {0xe0000, 0xe007f},
	};

	return IS_IN(character, invisible);
}

bool unicode_is_dash(uint32_t character)
{
	static const struct range dashes[] = {
		{'-', '-'}, {0x2010, 0x2015}, {0x2212, 0x2212}, {0xfe58, 0xfe58}, {0xfe63, 0xfe63}, {0xff0d, 0xff0d},
	};

	return IS_IN(character, dashes);
}

uint32_t unicode_to_ascii(uint32_t character)
{
	/* Arabic, Persian, Devanagari, Bengali, Thai, mathematical bold */
	static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1d7ce};

	if (character >= 0xff01 && character <= 0xff5e)
		return character - 0xff01 + '!';
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++) {
		if (character >= zeros[i] && character < zeros[i] + 10)
			return character - zeros[i] + '0';
	}
	return character;
}

/* By code point from U+00C0 and from U+1E00; '.' is no letter, or one without an accent less. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
			    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
			    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char latin_additional[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
				       "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
				       "wwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
				       "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/* The voiced kana stand behind the unvoiced: ga behind ka, ba and pa behind ha. */
static uint32_t fold_kana(uint32_t character)
{
	const uint32_t katakana = character < 0x30a0 ? character + 0x60 : character;

	if (katakana >= 0x30ab && katakana <= 0x30c2)
		return character - (katakana % 2 == 0);
	if (katakana >= 0x30c4 && katakana <= 0x30c9)
		return character - katakana % 2;
	if (katakana >= 0x30cf && katakana <= 0x30dd)
		return character - (katakana - 0x30cf) % 3;
	return character;
}

static uint32_t fold_cyrillic(uint32_t character)
{
	if (character < 0x410)
		character += 0x50;
	else if (character < 0x430)
		character += 0x20;
	switch (character) {
	case 0x439: /* й */
		return 0x438;
	case 0x451: /* ё */
		return 0x435;
	case 0x457: /* ї */
		return 0x456;
	default:
		return character;
	}
}

uint32_t unicode_fold(uint32_t character)
{
	/* accents, the points of Hebrew and Arabic, the marks of voicing; signs and punctuation */
	static const struct range dropped[] = {
		{0x80, 0xbf},     {0x300, 0x36f},   {0x591, 0x5c7},     {0x61b, 0x61f},   {0x640, 0x640},
		{0x64b, 0x65f},   {0x2000, 0x2bff}, {0x3000, 0x303f},   {0x3099, 0x309c}, {0x30fb, 0x30fb},
		{0xfe00, 0xfe6f}, {0xfff0, 0xffff}, {0x1f000, 0x1faff},
	};

	character = unicode_to_ascii(character);
	if (character < 0x80) {
		if (character >= 'A' && character <= 'Z')
			return character + ('a' - 'A');
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ? character : 0;
	}
	if (IS_IN(character, dropped) || unicode_is_invisible(character))
		return 0;
	if (character >= 0xc0 && character < 0xc0 + sizeof(latin) - 1)
		return (unsigned char)latin[character - 0xc0];
	if (character >= 0x1e00 && character < 0x1e00 + sizeof(latin_additional) - 1)
		return (unsigned char)latin_additional[character - 0x1e00];
	if (character == 0x1a0 || character == 0x1a1)
		return 'o';
	if (character == 0x1af || character == 0x1b0)
		return 'u';
	if (character >= 0x400 && character <= 0x45f)
		return fold_cyrillic(character);
	return character >= 0x3040 && character <= 0x30ff ? fold_kana(character) : character;
}

char *unicode_trim(const char *utf8)
{
	const char *begin = NULL, *end = NULL;
	uint32_t character;

	for (size_t length; (length = unicode_read(utf8, &character)) != 0; utf8 += length) {
		if (unicode_is_blank(character) || unicode_is_invisible(character))
			continue;
		begin = begin ? begin : utf8;
		end = utf8 + length;
	}
	return begin ? bstrdup_n(begin, (size_t)(end - begin)) : bstrdup("");
}
