/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_link.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/url.h"
#include "core/model/cloud.h"
#include "core/model/meeting_label.h"
#include "core/model/pasted_text.h"
#include "core/model/wrapped_link.h"

/* More gateways than any mail passes, and more to decode than they make of it, however the forms are mixed. */
#define MAX_LINK_DEPTH 8
#define DECODED_SIZE_MAX(text_size) (64 * ((text_size) + 1024))

#define LABEL_SIZE_MAX 160

/* In running text "857 - 4606" is no number. */
#define SEPARATORS_MAX 2

/* Groups of digits that are looked at; no id has as many. */
#define GROUPS_MAX 5

/* More numbers than any invitation has: to look at the words before each would take long. */
#define NUMBERS_MAX 500

struct search {
	uint64_t number; /* 0: none yet */
	enum broadcast_kind kind;
	bool leads_to_zoom;            /* some link does, perhaps with others around it */
	bool is_ambiguous;             /* there is another one, or it is not whole */
	enum meeting_link_result miss; /* what to tell where there is none */
	size_t decoded_size_left;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* What may stand between the groups of a number: a few separators of a line, or where it stands alone any number. */
static size_t separators_length(const char *text, bool stands_alone)
{
	size_t length = 0;

	while ((stands_alone || length < SEPARATORS_MAX) &&
	       (text[length] == '-' || text[length] == ' ' || (stands_alone && is_white(text[length]))))
		length++;
	return length;
}

struct digits {
	uint64_t number; /* meaningless where they are too many */
	size_t count;
	size_t groups[GROUPS_MAX];
	size_t group_count;
	const char *end;
	bool is_id; /* it can be one */
};

static bool has_groups(const struct digits *read, size_t first, size_t second, size_t third)
{
	return read->groups[0] == first && read->groups[1] == second && read->groups[2] == third;
}

/* In one piece, or in the groups that Zoom writes. */
static bool is_grouped_as_id(const struct digits *read)
{
	return read->group_count == 1 ||
	       (read->group_count == 3 &&
		(has_groups(read, 3, 4, 4) || has_groups(read, 3, 3, 4) || has_groups(read, 3, 3, 3)));
}

/* Reads digits with separators between them. */
static struct digits read_digits(const char *text, bool stands_alone)
{
	struct digits read = {.end = text};

	for (;;) {
		const char *group = read.end;
		size_t separators;

		for (; is_digit(*read.end); read.end++) {
			read.number = read.number * 10 + (uint64_t)(*read.end - '0');
			read.count++;
		}
		if (read.group_count < GROUPS_MAX)
			read.groups[read.group_count] = (size_t)(read.end - group);
		read.group_count++;
		separators = separators_length(read.end, stands_alone);
		/* "857 4606 5432 10:00": longer ones there are not */
		if (!stands_alone && read.count == MEETING_LINK_DIGITS_MAX && is_grouped_as_id(&read))
			break;
		if (!separators || !is_digit(read.end[separators]))
			break;
		read.end += separators;
	}
	/* no id begins with a zero: it would be shorter as a number */
	read.is_id = read.count >= MEETING_LINK_DIGITS_MIN && read.count <= MEETING_LINK_DIGITS_MAX && *text != '0';
	return read;
}

/* "2026-01-31 10", "31-01-2026 10" */
static bool is_date(const struct digits *read)
{
	return read->group_count >= 3 && (has_groups(read, 4, 2, 2) || has_groups(read, 2, 2, 4));
}

/* "85746065432", "857-4606-5432", and what a sentence leaves at a link's end: "85746065432." */
static bool parse_leading_id(const char *text, uint64_t *number)
{
	const struct digits read = read_digits(text, false);

	*number = read.number;
	/* "__" ends what Proofpoint has wrapped, '=' a line that goes on */
	return read.is_id && !is_letter_or_digit(*read.end) && *read.end != '=' &&
	       (*read.end != '_' || read.end[1] == '_');
}

static void missed(struct search *search, enum meeting_link_result why)
{
	if (search->miss < why)
		search->miss = why;
}

static void found(struct search *search, uint64_t number, enum broadcast_kind kind)
{
	search->is_ambiguous = search->is_ambiguous || (search->number && search->number != number);
	search->number = number;
	if (kind != BROADCAST_KIND_UNKNOWN)
		search->kind = kind;
}

/* "/wc/85746065432/join", "/j/85746065432", …: the first segment that is an id, after a segment that announces one. */
static bool search_path(struct search *search, const char *path)
{
	static const struct {
		const char *segment;
		enum meeting_link_result tells; /* MEETING_LINK_OK: an id follows */
		enum broadcast_kind kind;
	} known[] = {
		{"j", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"s", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"w", MEETING_LINK_OK, BROADCAST_KIND_WEBINAR},
		{"w_p", MEETING_LINK_OK, BROADCAST_KIND_WEBINAR},
		{"wc", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"join", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"start", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"launch", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"meeting", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"meetings", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"webinar", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"webinars", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"skype", MEETING_LINK_OK, BROADCAST_KIND_UNKNOWN},
		{"my", MEETING_LINK_PERSONAL, BROADCAST_KIND_UNKNOWN},
		{"register", MEETING_LINK_REGISTRATION, BROADCAST_KIND_UNKNOWN},
		{"rec", MEETING_LINK_RECORDING, BROADCAST_KIND_UNKNOWN},
		{"recording", MEETING_LINK_RECORDING, BROADCAST_KIND_UNKNOWN},
		{"clips", MEETING_LINK_RECORDING, BROADCAST_KIND_UNKNOWN},
		{"ev", MEETING_LINK_EVENT, BROADCAST_KIND_UNKNOWN},
		{"events", MEETING_LINK_EVENT, BROADCAST_KIND_UNKNOWN},
	};
	char **segments = strlist_split(path, '/', false);
	enum broadcast_kind kind = BROADCAST_KIND_UNKNOWN;
	bool announced = false, done = false;

	for (char **segment = segments; segment && *segment && !done; segment++) {
		uint64_t number;

		if (announced && parse_leading_id(*segment, &number)) {
			found(search, number, kind);
			done = true;
		}
		for (size_t i = 0; !done && i < sizeof(known) / sizeof(known[0]); i++) {
			if (astrcmpi(*segment, known[i].segment) != 0)
				continue;
			announced = true;
			if (known[i].kind != BROADCAST_KIND_UNKNOWN)
				kind = known[i].kind;
			if (known[i].tells != MEETING_LINK_OK) {
				missed(search, known[i].tells);
				done = true;
			}
		}
	}
	strlist_free(segments);
	return done;
}

/* zoommtg://zoom.us/join?confno=85746065432&pwd=… */
static bool search_query(struct search *search, const char *query)
{
	static const char *const names[] = {"confno=", "meetingNumber=", "meeting_number=", "mn="};
	char **pairs = strlist_split(query, '&', false);
	bool done = false;

	for (char **pair = pairs; pair && *pair; pair++) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			const size_t length = strlen(names[i]);
			uint64_t number;

			if (astrcmpi_n(*pair, names[i], length) == 0 && parse_leading_id(*pair + length, &number)) {
				found(search, number, BROADCAST_KIND_UNKNOWN);
				done = true;
			}
		}
	}
	strlist_free(pairs);
	return done;
}

/* Returns whether the link tells something. */
static bool search_zoom_link(struct search *search, const struct url *url)
{
	char *path = wrapped_link_decode(url->path ? url->path : "", WRAPPED_LINK_PERCENT);
	bool done = search_path(search, path) || (url->query && search_query(search, url->query));

	bfree(path);
	if (!done && astrcmpi_n(url->host, "events.", 7) == 0) {
		missed(search, MEETING_LINK_EVENT);
		done = true;
	}
	return done;
}

static bool search_links(struct search *search, char *text, int depth);

/* Returns whether there is a link in it. */
static bool search_wrapped(struct search *search, const char *text, int depth)
{
	const size_t size = strlen(text);
	bool any = false;

	for (int form = WRAPPED_LINK_PERCENT; form <= WRAPPED_LINK_BASE64; form++) {
		char *inner;

		if (depth == MAX_LINK_DEPTH || search->decoded_size_left < size)
			break;
		search->decoded_size_left -= size;
		inner = wrapped_link_decode(text, (enum wrapped_link_form)form);

		any = (inner && search_links(search, inner, depth + 1)) || any;
		bfree(inner);
	}
	return any;
}

/* zoommtg://win.launch?h.domain=us02web.zoom.us&h.path=join&confno=85746065432 */
static bool is_launch_of_zoom(const struct url *url)
{
	const char *name = url->query && astrcmpi(url->scheme, "zoommtg") == 0 ? strstr(url->query, "h.domain=") : NULL;
	struct dstr host = {0};
	bool is_zoom;

	if (!name)
		return false;
	name += strlen("h.domain=");
	dstr_ncopy(&host, name, strcspn(name, "&"));
	is_zoom = !dstr_is_empty(&host) && cloud_host_is_zoom(host.array);
	dstr_free(&host);
	return is_zoom;
}

static void search_link(struct search *search, const char *link, int depth)
{
	struct url url;
	bool is_zoom;

	if (!url_read(&url, link, URL_OF_LINK))
		return;
	is_zoom = cloud_host_is_zoom(url.host) || is_launch_of_zoom(&url);
	search->leads_to_zoom = search->leads_to_zoom || is_zoom;
	if (!is_zoom || !search_zoom_link(search, &url)) {
		const char *host = strstr(link, url.host);
		const char *rest = strpbrk(host ? host : link, "/?#");
		const bool is_wrapper = rest && search_wrapped(search, rest, depth);

		if (wrapped_link_is_opaque(url.host) && !is_wrapper)
			missed(search, MEETING_LINK_OPAQUE);
		else if (!search->leads_to_zoom)
			missed(search, MEETING_LINK_FOREIGN);
	}
	url_free(&url);
}

static bool bounds_link(char c)
{
	return !c || is_white(c) || strchr("<>\"'()[]|", c);
}

/* Where the name of a host begins that ends there: its last label has letters alone. NULL: there is none. */
static const char *find_host(const char *word, const char *end)
{
	const char *begin = end;
	const char *dot = end;

	while (begin > word && (is_letter_or_digit(begin[-1]) || begin[-1] == '.' || begin[-1] == '-'))
		begin--;
	while (dot > begin && is_letter_or_digit(dot[-1]) && !is_digit(dot[-1]))
		dot--;
	return end - dot >= 2 && dot - begin >= 2 && dot[-1] == '.' ? begin : NULL;
}

/* Where the link in a word begins: "url=https://…", "Link:zoom.us/j/…"; NULL: the word is none. */
static const char *find_link(const char *word)
{
	const char *scheme = strstr(word, "://");
	/* "https:/zoom.us/…", as some gateways leave it */
	const char *half_scheme = strstr(word, ":/");

	if (scheme) {
		while (scheme > word && is_letter_or_digit(scheme[-1]))
			scheme--;
		return scheme;
	}
	for (const char *slash = strchr(word, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *host = find_host(word, slash);
		const char *slashes = host && host - word >= 2 ? host - 2 : NULL;

		/* in a path it is a name like others */
		if (host &&
		    (host == word || host[-1] != '/' || (slashes && (slashes == half_scheme || slashes == word))))
			return host;
	}
	return NULL;
}

/* "…/j/8574606543" and "2?pwd=…" on the next line: its id is not whole. */
static bool is_broken(const char *link_end)
{
	const size_t digits = *link_end == '\n' ? strspn(link_end + 1, "0123456789") : 0;

	return digits && is_digit(link_end[-1]) && link_end[1 + digits] && strchr("?&#", link_end[1 + digits]);
}

/*
 * Each link of the text, which is overwritten with blanks: what digits it holds
 * beside the id are no ids. Returns whether there is one with a scheme.
 */
static bool search_links(struct search *search, char *text, int depth)
{
	struct dstr word = {0};
	bool any = false;

	while (*text) {
		char *begin = text;
		const char *link;

		while (!bounds_link(*text))
			text++;
		dstr_ncopy(&word, begin, (size_t)(text - begin));
		link = dstr_is_empty(&word) ? NULL : find_link(word.array);
		if (link) {
			search_link(search, link, depth);
			any = any || strstr(link, "://");
			search->is_ambiguous = search->is_ambiguous || is_broken(text);
			memset(begin, ' ', (size_t)(text - begin));
		} else if (!dstr_is_empty(&word) && astrstri(word.array, "%2f")) {
			/* encoded once more */
			any = search_wrapped(search, word.array, depth) || any;
			memset(begin, ' ', (size_t)(text - begin));
		}
		if (*text)
			text++;
	}
	dstr_free(&word);
	return any;
}

/* Where a tag of HTML begins that ends there, else there. */
static const char *find_tag(const char *earliest, const char *end)
{
	for (const char *begin = end; *end == '>' && begin > earliest && begin[-1] != '\n'; begin--) {
		if (begin[-1] == '<')
			return begin - 1;
	}
	return end;
}

/*
 * Where what stands before a number begins, back to the number before it: on its
 * own line or, where that is blank, on the one above.
 */
static const char *find_label(const char *earliest, const char *number)
{
	const char *label = number;
	bool blank = true;

	while (label > earliest && number - label < LABEL_SIZE_MAX) {
		if (label[-1] == '\n' && !blank)
			break;
		label = find_tag(earliest, --label);
		/* quoted in a mail, or in a list or table */
		blank = blank && (is_white(*label) || strchr("<>|*-_#", *label));
	}
	return label;
}

/* What follows on the line, or where that is blank on the next, is of a passcode: "857 4606 5432 / Kenncode: 123456". */
static bool precedes_passcode(const char *number_end)
{
	const char *begin = number_end + strspn(number_end, " \t\n.,;:/|()*-_");
	const char *end = begin;

	while (*end && *end != '\n' && !is_digit(*end) && end - begin < LABEL_SIZE_MAX)
		end++;
	return meeting_label_names_passcode(begin, end);
}

/* Whether nothing is written before it on its line, or only what makes a list. */
static bool begins_line(const char *text, const char *number)
{
	while (number > text && strchr(" \t>|*-", number[-1]))
		number--;
	return number == text || number[-1] == '\n';
}

/* An invitation of another service has ids and dial strings like Zoom's. */
static bool is_of_other_service(const char *text)
{
	static const char *const names[] = {
		"Microsoft Teams",
		"teams.microsoft.com",
		"teams.live.com",
		"Google Meet",
		"meet.google.com",
		"Webex",
		"GoTo Meeting",
		"GoToMeeting",
		"gotomeet.me",
		"BlueJeans",
		"RingCentral",
		"Amazon Chime",
		"Lifesize",
		"Skype Meeting",
		"Skype for Business",
		"腾讯会议",
		"騰訊會議",
		"VooV",
		"meeting.tencent.com",
		"飞书",
		"飛書",
		"钉钉",
		"DingTalk",
		"FreeConferenceCall",
		"Zoho Meeting",
		"StarLeaf",
		"Pexip",
		"BigBlueButton",
		"Whereby",
		"Jitsi",
		"8x8",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (astrstri(text, names[i]))
			return !astrstri(text, "zoom");
	}
	return false;
}

/* "85746065432@zoomcrc.com", "85746065432.123456@zoomcrc.com" */
static bool is_sip_address(const char *number_end)
{
	const char *at = number_end;
	char host[64];
	size_t length;

	while (*at == '.' || is_digit(*at))
		at++;
	if (*at++ != '@')
		return false;
	for (length = 0;
	     length < sizeof(host) - 1 && (is_letter_or_digit(at[length]) || at[length] == '.' || at[length] == '-');
	     length++)
		host[length] = at[length];
	while (length && host[length - 1] == '.')
		length--;
	host[length] = '\0';
	return cloud_host_is_zoom(host);
}

/* What of a line was read: "+16699006833,,85746065432#,,,,*123456#" is a phone, the id and its passcode. */
enum line_part { LINE_BEGIN = 1, LINE_PHONE, LINE_DIAL_STRING };

static bool is_dialled(enum line_part part, const char *text, const char *number, const char *end)
{
	const bool is_paused = number - text >= 2 && number[-1] == ',';
	const bool is_paused_long = is_paused && number[-2] == ',';
	const bool is_ended = *end == '#' || strncmp(end, "%23", 3) == 0;

	return part != LINE_DIAL_STRING && is_paused + is_paused_long + is_ended + (part == LINE_PHONE) >= 3 &&
	       is_paused;
}

/* What follows a number makes it a part of something else, but for what emphasises it: "__857 4606 5432__". */
static bool goes_on(const char *number_end)
{
	const char *next = number_end + strspn(number_end, "_");

	return *number_end == '=' || is_letter_or_digit(*next);
}

/* Ids in running text: only what surely is one is taken. */
static void search_numbers(struct search *search, const char *text)
{
	const char *const begin = text;
	const char *earliest = text;
	enum line_part part = LINE_BEGIN;

	for (size_t count = 0; *text;) {
		const char *number = text;
		const char before = number > begin ? number[-1] : ' ';
		struct digits read;

		if (!is_digit(*text)) {
			if (*text == '\n')
				part = LINE_BEGIN;
			else if (*text == '+' && part == LINE_BEGIN)
				part = LINE_PHONE;
			text++;
			continue;
		}
		read = read_digits(number, false);
		text = read.end;
		if (read.is_id && !goes_on(text) && !is_date(&read)) {
			const enum meeting_label label = meeting_label_read(find_label(earliest, number), number);
			const bool is_apart = !strchr("*_.", before) && !is_letter_or_digit(before);
			const bool is_dial = is_dialled(part, begin, number, text);
			/* phones begin otherwise, or are shorter, or in other groups */
			const bool is_like_new_id = is_apart && *number >= '6' && read.count == MEETING_LINK_DIGITS_MAX;
			const bool is_probable = is_like_new_id && part == LINE_BEGIN &&
						 (label == MEETING_LABEL_PROBABLE ||
						  (label == MEETING_LABEL_POSSIBLE && read.group_count == 3) ||
						  (label == MEETING_LABEL_NONE && begins_line(begin, number) &&
						   precedes_passcode(text)));

			if (++count > NUMBERS_MAX) {
				search->is_ambiguous = true;
				return;
			}
			if (is_grouped_as_id(&read) && (label == MEETING_LABEL_ID || is_probable || is_dial ||
							(is_apart && is_sip_address(text)) ||
							(number - begin >= 2 && strncmp(number - 2, "##", 2) == 0)))
				found(search, read.number, BROADCAST_KIND_UNKNOWN);
			else if (label == MEETING_LABEL_ID ||
				 (label != MEETING_LABEL_OTHER && is_apart && part == LINE_BEGIN))
				missed(search, MEETING_LINK_AMBIGUOUS);
			if (is_dial)
				part = LINE_DIAL_STRING;
		}
		earliest = text;
	}
}

/* The whole text is one number, written with separators, or nothing; what stands around it is punctuation. */
static bool parse_bare_number(struct search *search, const char *text)
{
	static const char around[] = " \t\n.,;:!?#()[]<>{}\"'`*-";
	const char *begin = text + strspn(text, around);
	const struct digits read = read_digits(begin, true);

	if (!is_digit(*begin) || read.end[strspn(read.end, around)])
		return false;
	if (read.count < MEETING_LINK_DIGITS_MIN)
		missed(search, MEETING_LINK_TOO_SHORT);
	else if (read.count > MEETING_LINK_DIGITS_MAX)
		missed(search, MEETING_LINK_TOO_LONG);
	else if (read.is_id && !is_date(&read))
		found(search, read.number, BROADCAST_KIND_UNKNOWN);
	return true;
}

enum meeting_link_result meeting_link_parse(const char *text, struct meeting_link *id)
{
	struct search search = {.kind = BROADCAST_KIND_UNKNOWN, .miss = MEETING_LINK_NONE};
	char *plain = pasted_text_plain(text ? text : "");
	const bool is_empty = !plain[strspn(plain, " \t\n")];

	search.decoded_size_left = DECODED_SIZE_MAX(strlen(plain));
	if (!is_empty && !parse_bare_number(&search, plain)) {
		const bool is_of_zoom = !is_of_other_service(plain);

		search_links(&search, plain, 0);
		if (is_of_zoom)
			search_numbers(&search, plain);
		else
			missed(&search, MEETING_LINK_FOREIGN);
	}
	bfree(plain);
	if (is_empty)
		return MEETING_LINK_EMPTY;
	if (search.is_ambiguous)
		return MEETING_LINK_AMBIGUOUS;
	if (!search.number)
		return search.miss;
	id->number = search.number;
	id->kind = search.kind;
	return MEETING_LINK_OK;
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
