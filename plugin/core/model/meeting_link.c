/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_link.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/url.h"
#include "core/model/cloud.h"

/* A link in the query of a link in the query of a link is as deep as mail gateways wrap. */
#define MAX_LINK_DEPTH 3

#define LABEL_SIZE_MAX 80

/* In running text "857 - 4606" is no number; a visible and an invisible separator together are the most. */
#define SEPARATORS_MAX 2

struct search {
	enum meeting_link_result result; /* the best that was found so far */
	struct meeting_link id;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t match_any(const char *text, const char *const *candidates, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(candidates[i]);

		if (strncmp(text, candidates[i], length) == 0)
			return length;
	}
	return 0;
}

/* The length in bytes of one white or invisible character as web pages and mails have them. */
static size_t white_length(const char *text)
{
	static const char *const white[] = {
		" ",      "\t",     "\n",     "\r",     "\v",     "\f",     "\u00a0", "\u2007", "\u2009", "\u202f",
		"\u3000", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202c", "\u2060", "\ufeff",
	};

	return match_any(text, white, sizeof(white) / sizeof(white[0]));
}

static size_t hyphen_length(const char *text)
{
	static const char *const hyphens[] = {"-", "\u2010", "\u2011", "\u2012", "\u2013"};

	return match_any(text, hyphens, sizeof(hyphens) / sizeof(hyphens[0]));
}

static const char *skip_white(const char *text)
{
	size_t length;

	while ((length = white_length(text)) != 0)
		text += length;
	return text;
}

/* What may stand between the groups of a number: a few separators of a line, or where it stands alone any number. */
static size_t separators_length(const char *text, bool stands_alone)
{
	size_t total = 0;

	for (size_t i = 0; stands_alone || i < SEPARATORS_MAX; i++) {
		size_t length = hyphen_length(text + total);

		if (!length && (stands_alone || (text[total] != '\r' && text[total] != '\n')))
			length = white_length(text + total);
		if (!length)
			break;
		total += length;
	}
	return total;
}

struct digits {
	uint64_t number; /* meaningless where they are too many */
	size_t count;
	const char *end;
	bool is_id; /* it can be one */
};

/* Reads digits with separators between them. */
static struct digits read_digits(const char *text, bool stands_alone)
{
	struct digits read = {.end = text};

	for (;;) {
		size_t separators;

		for (; is_digit(*read.end); read.end++) {
			read.number = read.number * 10 + (uint64_t)(*read.end - '0');
			read.count++;
		}
		separators = separators_length(read.end, stands_alone);
		if (!separators || !is_digit(read.end[separators]))
			break;
		read.end += separators;
	}
	/* no id begins with a zero: it would be shorter as a number */
	read.is_id = read.count >= MEETING_LINK_DIGITS_MIN && read.count <= MEETING_LINK_DIGITS_MAX && *text != '0';
	return read;
}

/* "85746065432", "857-4606-5432", and what a sentence leaves at a link's end: "85746065432." */
static bool parse_leading_id(const char *text, uint64_t *number)
{
	const struct digits read = read_digits(text, false);

	*number = read.number;
	return read.is_id && !is_letter_or_digit(*read.end) && *read.end != '_';
}

static void found(struct search *search, uint64_t number, enum broadcast_kind kind)
{
	if (search->result == MEETING_LINK_AMBIGUOUS)
		return;
	if (search->result != MEETING_LINK_OK) {
		search->result = MEETING_LINK_OK;
		search->id.number = number;
		search->id.kind = kind;
	} else if (search->id.number != number) {
		search->result = MEETING_LINK_AMBIGUOUS;
	} else if (kind != BROADCAST_KIND_UNKNOWN) {
		search->id.kind = kind;
	}
}

static void missed(struct search *search, enum meeting_link_result why)
{
	if (search->result == MEETING_LINK_NONE || search->result == MEETING_LINK_FOREIGN)
		search->result = why;
}

/* "/wc/85746065432/join", "/j/85746065432", …: the first segment that is an id, after a segment that announces one. */
static void search_path(struct search *search, const char *path)
{
	static const char *const announcing[] = {"j", "s", "w", "wc", "join", "start", "meeting", "webinar"};
	char **segments = strlist_split(path, '/', false);
	bool announced = false;
	bool webinar = false;
	bool personal = false;

	for (char **segment = segments; segment && *segment; segment++) {
		uint64_t number;

		if (announced && parse_leading_id(*segment, &number)) {
			found(search, number, webinar ? BROADCAST_KIND_WEBINAR : BROADCAST_KIND_UNKNOWN);
			personal = false;
			break;
		}
		if (strcmp(*segment, "my") == 0)
			personal = true;
		if (strcmp(*segment, "w") == 0)
			webinar = true;
		for (size_t i = 0; i < sizeof(announcing) / sizeof(announcing[0]); i++)
			announced = announced || strcmp(*segment, announcing[i]) == 0;
	}
	strlist_free(segments);
	if (personal)
		missed(search, MEETING_LINK_PERSONAL);
}

/* zoommtg://zoom.us/join?confno=85746065432&pwd=…, in HTML with &amp; */
static void search_query(struct search *search, const char *query)
{
	char **pairs = strlist_split(query, '&', false);

	for (char **pair = pairs; pair && *pair; pair++) {
		static const char name[] = "confno=";
		const char *begin = strncmp(*pair, "amp;", 4) == 0 ? *pair + 4 : *pair;
		uint64_t number;

		if (astrcmpi_n(begin, name, sizeof(name) - 1) == 0 &&
		    parse_leading_id(begin + sizeof(name) - 1, &number))
			found(search, number, BROADCAST_KIND_UNKNOWN);
	}
	strlist_free(pairs);
}

static void search_links(struct search *search, char *text, int depth);

static void search_link(struct search *search, const char *link, int depth)
{
	struct url url;

	if (!url_read(&url, link, URL_OF_LINK))
		return;
	if (cloud_host_is_zoom(url.host)) {
		if (url.plain_path)
			search_path(search, url.plain_path);
		if (url.query)
			search_query(search, url.query);
	} else {
		char *const wrapped[] = {url.plain_path, url.plain_query};

		/* mail gateways wrap links in their own, in the path or in the query */
		for (size_t i = 0; depth < MAX_LINK_DEPTH && i < sizeof(wrapped) / sizeof(wrapped[0]); i++) {
			if (wrapped[i] && strstr(wrapped[i], "://"))
				search_links(search, wrapped[i], depth + 1);
		}
		if (search->result == MEETING_LINK_NONE)
			search->result = MEETING_LINK_FOREIGN;
	}
	url_free(&url);
}

static bool bounds_link(const char *text)
{
	return !*text || strchr("<>\"'()[]", *text) || white_length(text);
}

/* Where the link in a word begins: "url=https://…", "Link:zoom.us/j/…"; NULL: the word is none. */
static const char *find_link(const char *word)
{
	const char *scheme = strstr(word, "://");
	const char *slash = strchr(word, '/');
	const char *begin = scheme ? scheme : slash;
	const char *dot;

	if (!begin)
		return NULL;
	while (begin > word && (is_letter_or_digit(begin[-1]) || (!scheme && (begin[-1] == '.' || begin[-1] == '-'))))
		begin--;
	if (scheme)
		return begin;

	/* without a scheme it takes a host's name, of which the last label has letters alone */
	for (dot = slash; dot > begin && is_letter_or_digit(dot[-1]) && !is_digit(dot[-1]); dot--)
		;
	return slash - dot >= 2 && dot - begin >= 2 && dot[-1] == '.' ? begin : NULL;
}

/* Each link of the text, which is overwritten with blanks: what digits it holds beside the id are no ids. */
static void search_links(struct search *search, char *text, int depth)
{
	struct dstr word = {0};

	while (*text) {
		char *begin = text;
		const char *link;

		while (!bounds_link(text))
			text++;
		dstr_ncopy(&word, begin, (size_t)(text - begin));
		link = dstr_is_empty(&word) ? NULL : find_link(word.array);
		if (link) {
			search_link(search, link, depth);
			memset(begin, ' ', (size_t)(text - begin));
		}
		if (*text)
			text++;
	}
	dstr_free(&word);
}

/* "ID" as a word of its own, as it stands in Zoom's invitations in most languages. */
static bool announces_id(const char *label)
{
	for (const char *at = label; (at = strstr(at, "ID")) != NULL; at++) {
		if ((at == label || !is_letter_or_digit(at[-1])) && !is_letter_or_digit(at[2]))
			return true;
	}
	return false;
}

static bool announces_passcode(const char *label)
{
	static const char *const words[] = {"pass",         "code",
					    "pwd",          "PIN",
					    "c\u00f3digo",  "\u30d1\u30b9\u30b3\u30fc\u30c9",
					    "\u5bc6\u7801", "\u5bc6\u78bc",
					    "\uc554\ud638", "\u043a\u043e\u0434"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (astrstri(label, words[i]))
			return true;
	}
	return false;
}

/*
 * What stands before a number, back to the number before it: on its own line or,
 * where that is blank, on the one above. Free with bfree.
 */
static char *copy_label(const char *earliest, const char *number)
{
	const char *label = number;
	bool blank = true;

	while (label > earliest && number - label < LABEL_SIZE_MAX) {
		if (label[-1] == '\n' && !blank)
			break;
		label--;
		blank = blank && strchr(" \t\r\n", *label);
	}
	return bstrdup_n(label, (size_t)(number - label));
}

/*
 * Ids in running text. Those with "ID" before them win. A number after '+' is
 * a phone's, up to the commas of a dial string; one after '*' is its passcode.
 */
static void search_numbers(struct search *search, const char *text)
{
	struct search labelled = {.result = MEETING_LINK_NONE};
	struct search others = {.result = MEETING_LINK_NONE};
	const char *earliest = text;
	bool phone = false;

	while (*text) {
		const char *begin = text;
		struct digits read;

		if (!is_digit(*text)) {
			if (*text == '+')
				phone = true;
			else if (*text == ',' || *text == '\n')
				phone = false;
			text++;
			continue;
		}
		read = read_digits(begin, false);
		text = read.end;
		if (read.is_id && !is_letter_or_digit(*text)) {
			char *label = copy_label(earliest, begin);
			const char before = begin > earliest ? begin[-1] : ' ';

			if (announces_id(label))
				found(&labelled, read.number, BROADCAST_KIND_UNKNOWN);
			else if (!phone && !announces_passcode(label) && before != '*' && before != '_' &&
				 !is_letter_or_digit(before))
				found(&others, read.number, BROADCAST_KIND_UNKNOWN);
			bfree(label);
		}
		earliest = text;
	}
	if (labelled.result != MEETING_LINK_NONE)
		*search = labelled;
	else if (others.result != MEETING_LINK_NONE)
		*search = others;
}

/* The whole text is one number, written with separators, or nothing. */
static bool parse_bare_number(const char *text, struct search *search)
{
	const struct digits read = read_digits(text, true);

	if (!is_digit(*text) || *skip_white(read.end))
		return false;
	if (read.count < MEETING_LINK_DIGITS_MIN)
		search->result = MEETING_LINK_TOO_SHORT;
	else if (read.count > MEETING_LINK_DIGITS_MAX)
		search->result = MEETING_LINK_TOO_LONG;
	else if (read.is_id)
		found(search, read.number, BROADCAST_KIND_UNKNOWN);
	return true;
}

enum meeting_link_result meeting_link_parse(const char *text, struct meeting_link *id)
{
	struct search search = {.result = MEETING_LINK_NONE};
	const char *begin = skip_white(text ? text : "");

	if (!*begin)
		return MEETING_LINK_EMPTY;

	if (!parse_bare_number(begin, &search)) {
		char *copy = bstrdup(begin);

		/* An invitation's link is surer than the numbers around it: phones, passcodes, other languages' labels. */
		search_links(&search, copy, 0);
		if (search.result != MEETING_LINK_OK && search.result != MEETING_LINK_AMBIGUOUS)
			search_numbers(&search, copy);
		bfree(copy);
	}

	if (search.result == MEETING_LINK_OK)
		*id = search.id;
	return search.result;
}

void meeting_link_format(uint64_t number, char *buffer)
{
	char digits[24];
	const int count = snprintf(digits, sizeof(digits), "%" PRIu64, number);
	/* Zoom writes 11 digits as 3-4-4, 10 and 9 as 3-3-4 and 3-3-3 */
	const int second_group = count > 10 ? 7 : 6;
	size_t length = 0;

	for (int i = 0; i < count; i++) {
		if (count >= MEETING_LINK_DIGITS_MIN && (i == 3 || i == second_group))
			buffer[length++] = ' ';
		buffer[length++] = digits[i];
	}
	buffer[length] = '\0';
}
