/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_search.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/unicode.h"
#include "core/base/url.h"
#include "core/model/cloud.h"
#include "core/model/meeting_digits.h"
#include "core/model/wrapped_link.h"

/* More gateways than any mail passes. */
#define MAX_LINK_DEPTH 8

/* The first number that has more digits than an id. */
#define ID_END 100000000000

/* "/wc/85746065432/join", "/j/85746065432", …: the first segment that is an id, after a segment that announces one. */
static bool search_path(struct meeting_search *search, const char *path)
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

		if (announced && meeting_digits_leading_id(*segment, &number)) {
			meeting_search_found(search, number, kind);
			done = true;
		}
		for (size_t i = 0; !done && i < sizeof(known) / sizeof(known[0]); i++) {
			if (astrcmpi(*segment, known[i].segment) != 0)
				continue;
			announced = true;
			if (known[i].kind != BROADCAST_KIND_UNKNOWN)
				kind = known[i].kind;
			if (known[i].tells != MEETING_LINK_OK) {
				meeting_search_missed(search, known[i].tells);
				done = true;
			}
		}
	}
	strlist_free(segments);
	return done;
}

/* zoommtg://zoom.us/join?confno=85746065432&pwd=… */
static bool search_query(struct meeting_search *search, const char *query)
{
	static const char *const names[] = {"confno=", "meetingNumber=", "meeting_number=", "mn="};
	char **pairs = strlist_split(query, '&', false);
	bool done = false;

	for (char **pair = pairs; pair && *pair; pair++) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			const size_t length = strlen(names[i]);
			uint64_t number;

			if (astrcmpi_n(*pair, names[i], length) == 0 &&
			    meeting_digits_leading_id(*pair + length, &number)) {
				meeting_search_found(search, number, BROADCAST_KIND_UNKNOWN);
				done = true;
			}
		}
	}
	strlist_free(pairs);
	return done;
}

/* Returns whether the link tells something. */
static bool search_zoom_link(struct meeting_search *search, const struct url *url)
{
	char *path = wrapped_link_decode(url->path ? url->path : "", WRAPPED_LINK_PERCENT);
	bool done = search_path(search, path) || (url->query && search_query(search, url->query));

	bfree(path);
	if (!done && astrcmpi_n(url->host, "events.", 7) == 0) {
		meeting_search_missed(search, MEETING_LINK_EVENT);
		done = true;
	}
	return done;
}

static bool search_links(struct meeting_search *search, char *text, int depth);

/* Returns whether there is a link in it. */
static bool search_wrapped(struct meeting_search *search, const char *text, int depth)
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

static void search_link(struct meeting_search *search, const char *link, int depth)
{
	const char *host, *rest;
	struct url url;
	bool is_zoom, is_told;

	if (!url_read(&url, link, URL_OF_LINK))
		return;
	is_zoom = cloud_host_is_zoom(url.host) || is_launch_of_zoom(&url);
	search->leads_to_zoom = search->leads_to_zoom || is_zoom;
	is_told = is_zoom && search_zoom_link(search, &url);
	host = strstr(link, url.host);
	rest = strpbrk(host ? host : link, "/?#");
	if (is_told) {
		/* another one right behind it may be of another meeting */
		if (rest && strstr(rest, "://"))
			search_wrapped(search, rest, depth);
	} else {
		const bool is_wrapper = rest && search_wrapped(search, rest, depth);

		if (wrapped_link_is_opaque(url.host) && !is_wrapper)
			meeting_search_missed(search, MEETING_LINK_OPAQUE);
		else if (!search->leads_to_zoom)
			meeting_search_missed(search, MEETING_LINK_FOREIGN);
	}
	url_free(&url);
}

static bool bounds_link(char c)
{
	return !c || ascii_is_white(c) || strchr("<>\"'()[]|", c);
}

/* "…,ID:857 4606 5432", "…;https://zoom.us/…" */
static bool begins_clause(const char *at)
{
	const char *const word = at + 1;
	const char *end = word;

	if (*at != ',' && *at != ';')
		return false;
	while (ascii_is_letter_or_digit(*end) || *end == '-' || *end == '_')
		end++;
	return end > word && *end == ':';
}

static bool begins_web_link(const char *at)
{
	return astrcmpi_n(at, "http://", 7) == 0 || astrcmpi_n(at, "https://", 8) == 0;
}

/*
 * Where a word ends that may have a link in it. Not all scripts write blanks: behind its
 * host a link is ASCII, and another word with a colon or a scheme right behind a letter
 * is no more of it.
 */
static char *find_word_end(char *word)
{
	bool has_host = false, has_path = false;
	char *at = word;

	while (!bounds_link(*at)) {
		uint32_t character;
		const size_t length = unicode_read(at, &character);

		if (character >= 0x80 && (has_path || (has_host && !unicode_fold(character))))
			break;
		if ((has_host || has_path) && begins_clause(at))
			break;
		if (at > word && ascii_is_letter_or_digit(at[-1]) && begins_web_link(at))
			break;
		if (strncmp(at, "://", 3) == 0) {
			has_host = true;
			has_path = false;
			at += 3;
			continue;
		}
		has_path = has_path || strchr("/?#", *at) || astrcmpi_n(at, "%2f", 3) == 0;
		at += length;
	}
	return at;
}

/* Where the name of a host begins that ends there: its last label has letters alone. NULL: there is none. */
static const char *find_host(const char *word, const char *end)
{
	const char *begin = end;
	const char *dot = end;

	while (begin > word && (ascii_is_letter_or_digit(begin[-1]) || begin[-1] == '.' || begin[-1] == '-'))
		begin--;
	while (dot > begin && ascii_is_letter_or_digit(dot[-1]) && !ascii_is_digit(dot[-1]))
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
		while (scheme > word && ascii_is_letter_or_digit(scheme[-1]))
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

/* Where a link begins that is encoded as a whole: "ID:85746065432,https%3A%2F%2F…"; NULL: the word is none. */
static const char *find_encoded_link(const char *word)
{
	const char *begin = astrstri(word, "%2f") ? strchr(word, '%') : NULL;

	while (begin && begin > word && (ascii_is_letter_or_digit(begin[-1]) || strchr(".-", begin[-1])))
		begin--;
	return begin;
}

static bool ends_in_number(const char *begin, const char *end, uint64_t number)
{
	for (; number && end > begin; end--) {
		if (end[-1] == '-')
			continue;
		if (end[-1] != (char)('0' + number % 10))
			return false;
		number /= 10;
	}
	return !number;
}

/*
 * "…/j/8574606543" and "2?pwd=…" or a mere "2" on the next line, which may be quoted:
 * its id is not whole. "10:00" and "1 Corinthians" are of what is said next.
 */
static bool is_broken(const char *word, const char *link_end, uint64_t id)
{
	const char *digits = link_end + strspn(link_end, " \t");
	const char *end, *line_end;

	if (!id || !ends_in_number(word, link_end, id))
		return false;
	if (*digits == '\n')
		digits += 1 + strspn(digits + 1, " \t>");
	for (end = digits; ascii_is_digit(*end) && id < ID_END; end++)
		id *= 10;
	if (end == digits || id >= ID_END)
		return false;
	/* a calendar's entry has its line ends written as "\n", and "31/01" is a date */
	if ((*end && strchr("?&#\\", *end)) || (*end == '/' && !ascii_is_digit(end[1])))
		return true;
	line_end = end + strspn(end, " \t.,;<>()[]\"'");
	return !*line_end || *line_end == '\n';
}

/*
 * Each link of the text, which is overwritten with blanks: what digits it holds
 * beside the id are no ids. Returns whether there is one with a scheme.
 */
static bool search_links(struct meeting_search *search, char *text, int depth)
{
	struct dstr word = {0};
	bool any = false;

	while (*text) {
		char *const begin = text;
		const char *link = NULL, *encoded = NULL;

		text = find_word_end(begin);
		dstr_ncopy(&word, begin, (size_t)(text - begin));
		if (!dstr_is_empty(&word)) {
			link = find_link(word.array);
			encoded = link ? NULL : find_encoded_link(word.array);
		}
		if (link) {
			search_link(search, link, depth);
			any = any || strstr(link, "://");
			search->is_ambiguous = search->is_ambiguous || is_broken(begin, text, search->number);
		} else if (encoded) {
			any = search_wrapped(search, encoded, depth) || any;
		}
		if (link || encoded) {
			char *name = begin + ((link ? link : encoded) - word.array);

			/* "ID:85746065432,Link:https://…": what names it is of no number */
			while (name > begin && !ascii_is_digit(name[-1]))
				name--;
			memset(name, ' ', (size_t)(text - name));
		}
		if (*text && bounds_link(*text))
			text++;
	}
	dstr_free(&word);
	return any;
}

void meeting_search_links(struct meeting_search *search, char *text)
{
	search_links(search, text, 0);
}
