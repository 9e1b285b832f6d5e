/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/redaction.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"

#define MASK "\u2022\u2022\u2022\u2022"
#define UNIT_SIZE_MAX 4

enum writing {
	WRITING_PLAIN = 1,
	WRITING_PERCENT,
	WRITING_FORM, /* as forms and queries are written */
	WRITING_JSON,
	WRITING_HTML,
};

static size_t put_utf8(uint32_t code_point, char unit[UNIT_SIZE_MAX])
{
	static const unsigned char first_bytes[] = {[1] = 0, [2] = 0xc0, [3] = 0xe0, [4] = 0xf0};
	const size_t size = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;

	for (size_t i = size - 1; i > 0; i--) {
		unit[i] = (char)(0x80 | (code_point & 0x3f));
		code_point >>= 6;
	}
	unit[0] = (char)(first_bytes[size] | code_point);
	return size;
}

/* Reads exactly count hexadecimal digits; returns false where there are fewer. */
static bool read_hex(const char *text, size_t count, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *digit = text[i] ? strchr(digits, text[i]) : NULL;

		if (!digit)
			return false;
		*value = *value << 4 | (uint32_t)((digit - digits) % 16);
	}
	return true;
}

static size_t decode_percent(const char *text, char unit[UNIT_SIZE_MAX], size_t *unit_size)
{
	uint32_t byte;

	if (*text != '%' || !read_hex(text + 1, 2, &byte))
		return 0;
	unit[0] = (char)byte;
	*unit_size = 1;
	return 3;
}

static size_t decode_json_number(const char *text, char unit[UNIT_SIZE_MAX], size_t *unit_size)
{
	uint32_t high, low;

	if (text[0] != '\\' || text[1] != 'u' || !read_hex(text + 2, 4, &high))
		return 0;
	if (high >= 0xd800 && high < 0xdc00 && text[6] == '\\' && text[7] == 'u' && read_hex(text + 8, 4, &low) &&
	    low >= 0xdc00 && low < 0xe000) {
		*unit_size = put_utf8(0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff)), unit);
		return 12;
	}
	*unit_size = put_utf8(high, unit);
	return 6;
}

static size_t decode_html_number(const char *text, char unit[UNIT_SIZE_MAX], size_t *unit_size)
{
	const bool hex = text[0] == '&' && text[1] == '#' && (text[2] == 'x' || text[2] == 'X');
	unsigned long code_point;
	char *end;

	if (text[0] != '&' || text[1] != '#')
		return 0;
	code_point = strtoul(text + (hex ? 3 : 2), &end, hex ? 16 : 10);
	if (*end != ';' || !code_point || code_point > 0x10ffff)
		return 0;
	*unit_size = put_utf8((uint32_t)code_point, unit);
	return (size_t)(end + 1 - text);
}

/*
 * Reads one character as it is written in text and puts the bytes that it
 * stands for, at most as many as it is written with, into unit. Returns how
 * many bytes it is written with, or 0 where this writing has no form of its own
 * for it.
 */
static size_t decode(enum writing writing, const char *text, char unit[UNIT_SIZE_MAX], size_t *unit_size)
{
	static const struct {
		enum writing writing;
		const char *written;
		char plain;
	} names[] = {
		{WRITING_FORM, "+", ' '},      {WRITING_JSON, "\\\"", '"'},    {WRITING_JSON, "\\\\", '\\'},
		{WRITING_JSON, "\\/", '/'},    {WRITING_JSON, "\\b", '\b'},    {WRITING_JSON, "\\f", '\f'},
		{WRITING_JSON, "\\n", '\n'},   {WRITING_JSON, "\\r", '\r'},    {WRITING_JSON, "\\t", '\t'},
		{WRITING_HTML, "&amp;", '&'},  {WRITING_HTML, "&lt;", '<'},    {WRITING_HTML, "&gt;", '>'},
		{WRITING_HTML, "&quot;", '"'}, {WRITING_HTML, "&apos;", '\''},
	};

	if (writing == WRITING_PLAIN || !strchr("%+\\&", *text))
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const size_t length = strlen(names[i].written);

		if (writing != names[i].writing || strncmp(text, names[i].written, length) != 0)
			continue;
		unit[0] = names[i].plain;
		*unit_size = 1;
		return length;
	}
	if (writing == WRITING_JSON)
		return decode_json_number(text, unit, unit_size);
	return writing == WRITING_HTML ? decode_html_number(text, unit, unit_size)
				       : decode_percent(text, unit, unit_size);
}

/* Replaces the secret by dots wherever the text, read in that writing, holds it. */
static void hide(const char *secret, enum writing writing, struct dstr *text)
{
	const size_t secret_size = strlen(secret);
	const size_t size = dstr_is_empty(text) ? 0 : strlen(text->array);
	char *plain = bmalloc(size + 1);
	size_t *origins = bmalloc((size + 1) * sizeof(*origins));
	size_t plain_size = 0, copied = 0;
	struct dstr hidden = {0};
	const char *hit = plain;

	for (size_t i = 0; i < size;) {
		char unit[UNIT_SIZE_MAX];
		size_t unit_size = 0;
		size_t length = decode(writing, text->array + i, unit, &unit_size);

		if (!length) {
			unit[0] = text->array[i];
			unit_size = length = 1;
		}
		for (size_t j = 0; j < unit_size; j++) {
			/* a written NUL is no end of the text */
			plain[plain_size] = unit[j] ? unit[j] : ' ';
			origins[plain_size++] = i;
		}
		i += length;
	}
	plain[plain_size] = '\0';
	origins[plain_size] = size;

	/* what looks like the dots is hidden by them already, and would be replaced again and again */
	while (secret_size && !strstr(MASK, secret) && (hit = strstr(hit, secret)) != NULL) {
		const size_t begin = origins[hit - plain];

		dstr_ncat(&hidden, text->array + copied, begin > copied ? begin - copied : 0);
		dstr_cat(&hidden, MASK);
		hit += secret_size;
		copied = origins[hit - plain];
	}
	if (!dstr_is_empty(&hidden)) {
		dstr_ncat(&hidden, text->array + copied, size - copied);
		secret_wipe(text->array, text->len);
		dstr_move(text, &hidden);
	}
	secret_free(plain);
	bfree(origins);
}

void redaction_apply(const struct redaction *redaction, struct dstr *text)
{
	for (size_t i = 0; i < REDACTION_SECRETS_MAX; i++) {
		const char *secret = redaction->secrets[i];

		for (int writing = WRITING_PLAIN; secret && *secret && writing <= WRITING_HTML; writing++)
			hide(secret, (enum writing)writing, text);
	}
}

/* The length of a valid UTF-8 character other than one that controls, or 0. */
static size_t character_length(const char *text)
{
	const unsigned char first = (unsigned char)text[0];
	const unsigned char second = first ? (unsigned char)text[1] : 0;
	const size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

	if (first < 0x20 || first == 0x7f || (first >= 0x80 && first < 0xc2) || first > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return 0;
	}
	/* U+2028 and U+2029 begin a new line, U+202A to U+202E and U+2066 to U+2069 turn the text around them */
	if (first == 0xe2 && ((second == 0x80 && (unsigned char)text[2] >= 0xa8 && (unsigned char)text[2] <= 0xae) ||
			      (second == 0x81 && (unsigned char)text[2] >= 0xa6 && (unsigned char)text[2] <= 0xa9)))
		return 0;
	/* C1 control characters, overlong forms, surrogates, and what is beyond Unicode */
	if ((first == 0xc2 && second < 0xa0) || (first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) ||
	    (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90))
		return 0;
	return length;
}

/* Skips "<style>…</style>" with its contents, and any other tag alone. Returns NULL where *text begins no tag. */
static const char *skip_markup(const char *text)
{
	static const char *const hidden[][2] = {{"<script", "</script"}, {"<style", "</style"}};

	if (*text != '<' || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!?", text[1]) || !text[1])
		return NULL;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		if (astrcmpi_n(text, hidden[i][0], strlen(hidden[i][0])) == 0) {
			const char *end = astrstri(text, hidden[i][1]);

			text = end ? end : text + strlen(text);
		}
	}
	text += strcspn(text, ">");
	return *text ? text + 1 : text;
}

/* Without markup, and with single spaces for whatever is not to be shown. */
static void fold(const char *text, struct dstr *out)
{
	bool gap = false;

	while (*text) {
		const char *behind_markup = skip_markup(text);
		const size_t length = behind_markup ? 0 : character_length(text);

		if (!length || *text == ' ') {
			gap = true;
			text = behind_markup ? behind_markup : text + 1;
			continue;
		}
		if (gap && !dstr_is_empty(out))
			dstr_cat_ch(out, ' ');
		gap = false;
		dstr_ncat(out, text, length);
		text += length;
	}
}

/* Folding may have joined what white space held apart, and folds what white space a secret has itself. */
static void hide_folded(const struct redaction *redaction, struct dstr *text)
{
	redaction_apply(redaction, text);
	for (size_t i = 0; i < REDACTION_SECRETS_MAX; i++) {
		const char *secret = redaction->secrets[i];
		struct dstr folded = {0};

		if (!secret)
			continue;
		fold(secret, &folded);
		if (!dstr_is_empty(&folded) && strcmp(folded.array, secret) != 0)
			hide(folded.array, WRITING_PLAIN, text);
		secret_free(folded.array);
	}
}

/* Only after all secrets are gone: a part of one would not be found any more. */
static void shorten(struct dstr *text, size_t max_characters)
{
	size_t position = 0;

	for (size_t count = 0; count < max_characters && position < text->len; count++)
		position += character_length(text->array + position);
	if (position == text->len)
		return;
	dstr_resize(text, position);
	dstr_depad(text);
	if (!dstr_is_empty(text))
		dstr_cat(text, "\u2026");
}

char *redaction_readable_text(const struct redaction *redaction, const char *data, size_t size, size_t max_characters)
{
	struct dstr raw = {0};
	struct dstr out = {0};

	if (!data || !size)
		return NULL;
	dstr_ncopy(&raw, data, size);
	redaction_apply(redaction, &raw);
	if (!dstr_is_empty(&raw))
		fold(raw.array, &out);
	hide_folded(redaction, &out);
	if (!dstr_is_empty(&out))
		shorten(&out, max_characters);
	if (raw.array)
		secret_wipe(raw.array, raw.capacity);
	dstr_free(&raw);
	return out.array;
}
