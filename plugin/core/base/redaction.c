/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/redaction.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/unicode.h"

#define MASK "\u2022\u2022\u2022\u2022"
#define UNIT_SIZE_MAX 4
#define DECODINGS_MAX 4 /* what was written more often than that is left */

enum writing {
	WRITING_PERCENT = 1,
	WRITING_FORM, /* as forms and queries are written */
	WRITING_JSON,
	WRITING_HTML,
	WRITING_MIXED, /* each character in the one that it looks like */
	WRITING_COUNT,
};

/* How secrets and texts are compared. */
enum form {
	FORM_AS_IT_IS = 1,
	FORM_FOLDED, /* as it is shown: a space for what is not */
	FORM_JOINED, /* without markup and what is invisible, which may stand within a word */
	FORM_COUNT,
};

struct span {
	size_t begin;
	size_t end;
};

/* Another reading of a text, NUL-terminated, and where each of its bytes stands in that text. */
struct reading {
	char *text;
	struct span *origins;
	size_t size;
};

struct needles {
	struct reading secrets[FORM_COUNT][REDACTION_SECRETS_MAX];
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

	if (!strchr("%+\\&", *text))
		return 0;
	if (writing == WRITING_MIXED)
		writing = *text == '\\' ? WRITING_JSON : *text == '&' ? WRITING_HTML : WRITING_PERCENT;
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

static void reading_init(struct reading *reading, size_t size_max)
{
	reading->text = bmalloc(size_max + 1);
	reading->text[0] = '\0';
	reading->origins = bmalloc((size_max + 1) * sizeof(*reading->origins));
	reading->size = 0;
}

static void reading_add(struct reading *reading, const char *bytes, size_t size, size_t begin, size_t end)
{
	for (size_t i = 0; i < size; i++) {
		/* a written NUL is no end of the text */
		reading->text[reading->size] = bytes[i] ? bytes[i] : '\x01';
		reading->origins[reading->size++] = (struct span){begin, end};
	}
	reading->text[reading->size] = '\0';
}

static void reading_free(struct reading *reading)
{
	secret_free(reading->text);
	bfree(reading->origins);
	*reading = (struct reading){0};
}

static void read_as_it_is(const char *text, struct reading *out)
{
	const size_t size = text ? strlen(text) : 0;

	reading_init(out, size);
	for (size_t i = 0; i < size; i++)
		reading_add(out, text + i, 1, i, i + 1);
}

/* Returns false where nothing is written in that way. */
static bool read_decoded(const struct reading *in, enum writing writing, struct reading *out)
{
	bool changed = false;

	reading_init(out, in->size);
	for (size_t i = 0; i < in->size;) {
		char unit[UNIT_SIZE_MAX] = {in->text[i]};
		size_t unit_size = 1;
		const size_t length = decode(writing, in->text + i, unit, &unit_size);
		const size_t next = i + (length ? length : 1);

		changed = changed || length;
		reading_add(out, unit, unit_size, in->origins[i].begin, in->origins[next - 1].end);
		i = next;
	}
	return changed;
}

static bool is_invisible(const char *text)
{
	uint32_t character;

	unicode_read(text, &character);
	return unicode_is_invisible(character);
}

/* Without markup, and with single spaces for whatever is not to be shown, or for white space alone. */
static void fold(const struct reading *in, enum form form, struct reading *out)
{
	bool gap = false;

	reading_init(out, in->size);
	for (size_t i = 0; i < in->size;) {
		const char *text = in->text + i;
		const char *behind_markup = skip_markup(text);
		const size_t length = behind_markup ? 0 : character_length(text);

		if (!length || *text == ' ') {
			gap = gap || form == FORM_FOLDED || strchr(" \t\r\n", *text);
			i = behind_markup ? (size_t)(behind_markup - in->text) : i + 1;
			continue;
		}
		if (form == FORM_JOINED && is_invisible(text)) {
			i += length;
			continue;
		}
		if (gap && out->size)
			reading_add(out, " ", 1, in->origins[i - 1].begin, in->origins[i - 1].end);
		gap = false;
		for (const size_t end = i + length; i < end; i++)
			reading_add(out, in->text + i, 1, in->origins[i].begin, in->origins[i].end);
	}
}

static void needles_init(struct needles *needles, const struct redaction *redaction)
{
	for (size_t i = 0; i < REDACTION_SECRETS_MAX; i++) {
		struct reading *secret = &needles->secrets[FORM_AS_IT_IS][i];

		read_as_it_is(redaction->secrets[i], secret);
		for (int form = FORM_FOLDED; form < FORM_COUNT; form++)
			fold(secret, (enum form)form, &needles->secrets[form][i]);
	}
}

static void needles_free(struct needles *needles)
{
	for (int form = FORM_AS_IT_IS; form < FORM_COUNT; form++) {
		for (size_t i = 0; i < REDACTION_SECRETS_MAX; i++)
			reading_free(&needles->secrets[form][i]);
	}
}

/* For each byte of the original text, ends has the end of the longest secret that begins there, or 0. */
static void find_secret(const struct reading *reading, const struct reading *secret, size_t *ends)
{
	/* what looks like the dots is hidden by them already, and would be replaced again and again */
	if (strstr(MASK, secret->text))
		return;
	for (const char *hit = reading->text; (hit = strstr(hit, secret->text)) != NULL; hit++) {
		const struct span *origin = reading->origins + (hit - reading->text);
		const size_t end = origin[secret->size - 1].end;

		if (ends[origin->begin] < end)
			ends[origin->begin] = end;
	}
}

static void find_secrets(const struct reading *reading, const struct needles *needles, size_t *ends)
{
	for (int form = FORM_AS_IT_IS; form < FORM_COUNT; form++) {
		struct reading folded = {0};

		if (form != FORM_AS_IT_IS)
			fold(reading, (enum form)form, &folded);
		for (size_t i = 0; i < REDACTION_SECRETS_MAX; i++)
			find_secret(folded.text ? &folded : reading, &needles->secrets[form][i], ends);
		reading_free(&folded);
	}
}

static void find_written_secrets(const struct reading *original, enum writing writing, const struct needles *needles,
				 size_t *ends)
{
	struct reading reading = {0};

	for (int i = 0; i < DECODINGS_MAX; i++) {
		struct reading decoded;
		const bool changed = read_decoded(i ? &reading : original, writing, &decoded);

		reading_free(&reading);
		reading = decoded;
		if (!changed)
			break;
		find_secrets(&reading, needles, ends);
	}
	reading_free(&reading);
}

/* All are found before any is hidden: one may hold another, or overlap it. */
static void hide(const struct reading *original, const size_t *ends, struct dstr *text)
{
	struct dstr hidden = {0};
	size_t end = 0;

	for (size_t i = 0; i < original->size; i++) {
		if (ends[i] && i >= end)
			dstr_cat(&hidden, MASK);
		if (ends[i] > end)
			end = ends[i];
		if (i >= end)
			dstr_cat_ch(&hidden, original->text[i]);
	}
	if (!end) {
		dstr_free(&hidden);
		return;
	}
	secret_wipe(text->array, text->len);
	dstr_move(text, &hidden);
}

void redaction_apply(const struct redaction *redaction, struct dstr *text)
{
	struct needles needles;
	struct reading original;
	size_t *ends;

	read_as_it_is(text->array, &original);
	ends = bzalloc((original.size + 1) * sizeof(*ends));
	needles_init(&needles, redaction);
	find_secrets(&original, &needles, ends);
	for (int writing = WRITING_PERCENT; writing < WRITING_COUNT; writing++)
		find_written_secrets(&original, (enum writing)writing, &needles, ends);
	hide(&original, ends, text);
	needles_free(&needles);
	reading_free(&original);
	bfree(ends);
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
	struct reading reading, folded;

	if (!data || !size)
		return NULL;
	dstr_ncopy(&raw, data, size);
	redaction_apply(redaction, &raw);
	read_as_it_is(raw.array, &reading);
	fold(&reading, FORM_FOLDED, &folded);
	dstr_copy(&out, folded.text);
	/* what was hidden may have ended markup, and shown what stood in it */
	redaction_apply(redaction, &out);
	if (!dstr_is_empty(&out))
		shorten(&out, max_characters);
	reading_free(&reading);
	reading_free(&folded);
	if (raw.array)
		secret_wipe(raw.array, raw.capacity);
	dstr_free(&raw);
	return out.array;
}
