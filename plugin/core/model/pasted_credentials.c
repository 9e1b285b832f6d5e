/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/pasted_credentials.h"

#include <stdbool.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/base64.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/base/unicode.h"
#include "core/model/credential_name.h"
#include "core/model/pasted_text.h"

/* More than any page of credentials has: a longer text is not looked through. */
#define TEXT_SIZE_MAX 16384

/* Zoom's ids have 22 characters, its secrets 32, its tokens hundreds; shorter words are words. */
#define VALUE_SIZE_MIN 16

/* Names or values in a row. */
#define ROW_MAX 8

struct name {
	int field;
	bool is_firm;        /* a colon or an equals sign stands behind it */
	bool is_on_own_line; /* nothing stands before it on its line */
};

struct value {
	const char *begin;
	size_t length;
};

/* The names that wait for their values, and the values that have come. */
struct reading {
	struct pasted_credentials *pasted;
	struct name names[ROW_MAX];
	size_t name_count;
	struct value values[ROW_MAX];
	size_t value_count;
	bool has_names; /* some, with or without values */
	bool has_stray; /* a value without a name stands just before */
	/* values may stand before their names: where only their order tells what they are, they do not count */
	bool is_reversed;
	bool is_firm[ACCOUNT_ENTRY_FIELD_COUNT];
};

static bool is_of_value(char c)
{
	return ascii_is_letter_or_digit(c) || (c && strchr("_-.~+/=", c));
}

static size_t word_length(const char *text)
{
	size_t length = 0;
	uint32_t character;

	for (size_t step; (step = unicode_read(text + length, &character)) != 0; length += step) {
		const bool is_ascii = character < 0x80;

		/* an e-mail address is one word, and so is a variable of a shell */
		if (is_ascii ? !is_of_value(text[length]) && !strchr("@%$", text[length]) : !unicode_fold(character))
			break;
	}
	return length;
}

/* "Regenerate", "Server-to-Server", "APP", "2026": letters as words have them, or digits alone. */
static bool is_plain_part(const char *part, size_t length)
{
	size_t digits = 0, capitals = 0;

	for (size_t i = 0; i < length; i++) {
		digits += ascii_is_digit(part[i]);
		capitals += part[i] >= 'A' && part[i] <= 'Z';
	}
	if (digits == length || capitals == length)
		return true;
	/* "AppCredentials" */
	for (size_t i = 1; i < length && !digits; i++) {
		if (part[i - 1] >= 'A' && part[i - 1] <= 'Z' && part[i] >= 'A' && part[i] <= 'Z')
			return false;
	}
	return !digits;
}

/* "us02web.zoom.us/j/…" */
static bool is_address(const char *word, size_t length)
{
	bool has_dot = false;

	for (size_t i = 0; i < length && word[i] != '/'; i++) {
		if (word[i] >= 'A' && word[i] <= 'Z')
			return false;
		has_dot = has_dot || word[i] == '.';
	}
	return has_dot;
}

/* Whether a word can be one of Zoom's values, and is none of a language. */
static bool can_be_value(const char *word, size_t length)
{
	bool is_plain = true;

	if (length < VALUE_SIZE_MIN || *word == '/' || is_address(word, length))
		return false;
	for (size_t i = 0; i < length; i++) {
		size_t part = 0;

		if (!is_of_value(word[i]))
			return false;
		while (i + part < length && ascii_is_letter_or_digit(word[i + part]))
			part++;
		is_plain = is_plain && (!part || is_plain_part(word + i, part));
		i += part ? part - 1 : 0;
	}
	return !is_plain;
}

static void take(struct reading *reading, int field, bool is_firm, struct value value)
{
	struct pasted_credentials_field *credential = &reading->pasted->fields[field];

	if (field == CREDENTIAL_NAME_OTHER || credential->state == PASTED_CREDENTIALS_AMBIGUOUS)
		return;
	if (credential->state == PASTED_CREDENTIALS_MISSING) {
		credential->state = PASTED_CREDENTIALS_FOUND;
		credential->value = bstrdup_n(value.begin, value.length);
		reading->is_firm[field] = is_firm;
	} else if (strlen(credential->value) != value.length ||
		   memcmp(credential->value, value.begin, value.length) != 0) {
		credential->state = PASTED_CREDENTIALS_AMBIGUOUS;
	}
}

static void doubt(struct reading *reading, int field)
{
	if (field != CREDENTIAL_NAME_OTHER)
		reading->pasted->fields[field].state = PASTED_CREDENTIALS_AMBIGUOUS;
}

/* As many values as names are theirs, in this order; a single value is the name's that stands just before it. */
static void pair(struct reading *reading)
{
	const struct name *last = reading->name_count ? &reading->names[reading->name_count - 1] : NULL;

	if (reading->value_count == reading->name_count) {
		for (size_t i = 0; i < reading->name_count; i++)
			take(reading, reading->names[i].field, reading->names[i].is_firm, reading->values[i]);
	} else if (reading->value_count == 1 && (last->is_firm || last->is_on_own_line)) {
		take(reading, last->field, last->is_firm, reading->values[0]);
	} else if (reading->value_count) {
		for (size_t i = 0; i < reading->name_count; i++)
			doubt(reading, reading->names[i].field);
	}
	reading->name_count = 0;
	reading->value_count = 0;
}

static void add_name(struct reading *reading, struct name name)
{
	const struct name *last;

	if (reading->value_count)
		pair(reading);
	reading->is_reversed = reading->is_reversed || (reading->has_stray && !name.is_firm);
	reading->has_stray = false;
	last = reading->name_count ? &reading->names[reading->name_count - 1] : NULL;
	/* "Client ID: client_id=…", "token_type: Bearer, access_token: …" */
	if (last && last->field == name.field && name.field != CREDENTIAL_NAME_OTHER)
		reading->name_count--;
	if (reading->name_count == ROW_MAX)
		reading->name_count = 0;
	reading->names[reading->name_count++] = name;
}

static void add_value(struct reading *reading, struct value value)
{
	if (!reading->name_count)
		reading->has_stray = true;
	else if (reading->value_count++ < ROW_MAX)
		reading->values[reading->value_count - 1] = value;
}

/* Other words end what belongs together. */
static void add_word(struct reading *reading)
{
	if (reading->value_count)
		pair(reading);
	reading->name_count = 0;
	reading->has_stray = false;
}

/* "id:secret", as programs write the two. */
static bool take_both(struct reading *reading, const char *text)
{
	const size_t id = strcspn(text, ":");
	const size_t secret = text[id] ? word_length(text + id + 1) : 0;

	if (!can_be_value(text, id) || !can_be_value(text + id + 1, secret))
		return false;
	add_word(reading);
	take(reading, ACCOUNT_ENTRY_CLIENT_ID, true, (struct value){text, id});
	take(reading, ACCOUNT_ENTRY_CLIENT_SECRET, true, (struct value){text + id + 1, secret});
	return true;
}

/* "-u id:secret" of curl, and the header that it makes of it. Returns the length, 0 where there is none. */
static size_t read_basic(struct reading *reading, const char *text)
{
	static const struct {
		const char *word;
		bool is_encoded;
	} before[] = {{"-u", false}, {"--user", false}, {"Basic", true}};

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		const char *end = text + strlen(before[i].word);
		const char *value;
		char *both;
		bool is_taken;

		if (astrcmpi_n(text, before[i].word, strlen(before[i].word)) != 0)
			continue;
		value = end + strspn(end, " \t=\"'");
		if (value == end)
			continue;
		end = value + strcspn(value, " \t\n\"'");
		both = before[i].is_encoded ? base64_decode(value) : bstrdup_n(value, (size_t)(end - value));
		is_taken = take_both(reading, both);
		secret_free(both);
		if (is_taken)
			return (size_t)(end - text);
	}
	return 0;
}

/* A name, a value or another word. Returns its length, which is not 0. */
static size_t read_piece(struct reading *reading, const char *text, bool is_on_own_line)
{
	const size_t identifier = credential_name_identifier(text);
	size_t length = read_basic(reading, text);
	int field;

	if (length)
		return length;
	length = credential_name_read(text, &field);
	reading->has_names = reading->has_names || length;
	/* "another_key=" */
	if (!length && identifier && text[identifier] == '=' && ascii_is_letter_or_digit(text[identifier + 1])) {
		length = identifier;
		field = CREDENTIAL_NAME_OTHER;
	}
	if (length) {
		add_name(reading, (struct name){field, credential_name_has_value_sign(text + length), is_on_own_line});
		return length;
	}
	length = word_length(text);
	while (length > 1 && text[length - 1] == '.')
		length--;
	if (can_be_value(text, length))
		add_value(reading, (struct value){text, length});
	else if (!credential_name_is_filler(text, length))
		add_word(reading);
	return length;
}

static void read_words(struct reading *reading, const char *text)
{
	bool is_on_own_line = true;

	while (*text) {
		/* a sign that no value begins with: "id = …", "…" */
		const bool is_sign = !word_length(text) || *text == '=' || *text == '.';

		if (is_sign) {
			is_on_own_line = is_on_own_line || *text == '\n';
			text++;
			continue;
		}
		text += read_piece(reading, text, is_on_own_line);
		is_on_own_line = false;
	}
	add_word(reading);
}

void pasted_credentials_free(struct pasted_credentials *pasted)
{
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++)
		secret_free(pasted->fields[i].value);
	memset(pasted, 0, sizeof(*pasted));
}

static const char *skip_word(const char *text, const char *word)
{
	const char *end = text + strlen(word);
	const char *rest;

	if (astrcmpi_n(text, word, strlen(word)) != 0)
		return text;
	rest = text_skip_space(end);
	return rest > end || !*end || end[-1] == ':' ? rest : text;
}

enum pasted_credentials_result pasted_credentials_clean(const char *typed, char **value)
{
	char *whole = pasted_text_address(text_or_empty(typed));
	char *clean = pasted_text_address(skip_word(skip_word(whole, "Authorization:"), "Bearer"));
	const bool is_value = text_is_visible_ascii(clean);
	const bool is_empty = !*clean;

	secret_free(whole);
	*value = is_value && !is_empty ? clean : NULL;
	if (!*value)
		secret_free(clean);
	return is_empty ? PASTED_CREDENTIALS_EMPTY : is_value ? PASTED_CREDENTIALS_VALUE : PASTED_CREDENTIALS_UNCLEAR;
}

static void read_named(struct reading *reading, const char *text)
{
	struct pasted_credentials_field *const fields = reading->pasted->fields;
	char *plain = pasted_text_literal(text);

	read_words(reading, plain);
	secret_free(plain);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (reading->is_reversed && !reading->is_firm[i] && fields[i].state == PASTED_CREDENTIALS_FOUND)
			doubt(reading, i);
	}
	/* a secret is of no use with another app's id */
	if (fields[ACCOUNT_ENTRY_CLIENT_ID].state == PASTED_CREDENTIALS_AMBIGUOUS &&
	    fields[ACCOUNT_ENTRY_CLIENT_SECRET].state == PASTED_CREDENTIALS_FOUND)
		doubt(reading, ACCOUNT_ENTRY_CLIENT_SECRET);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (fields[i].state == PASTED_CREDENTIALS_AMBIGUOUS)
			secret_set(&fields[i].value, NULL);
	}
}

void pasted_credentials_read(struct pasted_credentials *pasted, const char *text, enum account_method method,
			     enum account_entry_field field)
{
	struct reading reading = {.pasted = pasted};
	bool is_named = false, is_of_method = false;
	char *value;

	memset(pasted, 0, sizeof(*pasted));
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++)
		pasted->fields[i].state = PASTED_CREDENTIALS_MISSING;
	if (text && strlen(text) <= TEXT_SIZE_MAX)
		read_named(&reading, text);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		if (pasted->fields[i].state == PASTED_CREDENTIALS_MISSING)
			continue;
		is_named = true;
		is_of_method = is_of_method || account_entry_has(method, i);
	}
	if (is_named) {
		pasted->result = is_of_method ? PASTED_CREDENTIALS_NAMED : PASTED_CREDENTIALS_OTHER_WAY;
		return;
	}
	pasted->result = pasted_credentials_clean(text, &value);
	/* "client_id=short" is no value */
	if (reading.has_names && value && strpbrk(value, "=:,")) {
		pasted->result = PASTED_CREDENTIALS_UNCLEAR;
		secret_free(value);
	} else if (value) {
		pasted->fields[field].state = PASTED_CREDENTIALS_FOUND;
		pasted->fields[field].value = value;
	}
}
