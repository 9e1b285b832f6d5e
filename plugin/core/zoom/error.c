/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/error.h"

#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/ascii.h"
#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MESSAGE_CHARACTERS_MAX 240
#define TEXTS_MAX 8

#define PLAN_WORDS \
	"plan|paid|licen|subscri|upgrade|add-on|addon|purchase|only available|pro account|basic account|free account"

/* Of one code, the first whose words are told. */
static const struct zoom_error_meaning meanings[] = {
	/* the token is of a kind that this call does not take: another one of the kind would fare no better */
	{124, "does not support|not supported", "zoom.124_kind", ZOOM_REPLY_PERMANENT, 0, cloud_marketplace_url,
	 "/user/build"},
	/* the access token is invalid */
	{124, NULL, NULL, ZOOM_REPLY_TOKEN, 0, NULL, NULL},
	{200, PLAN_WORDS, "zoom.200_plan", ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url,
	 "/account/user"},
	{200, "not enabled|not been enabled|disabled|not configured|turned off|switched off", "zoom.200_off",
	 ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url, "/profile/setting"},
	/* of a webinar whose livestream is to be started or stopped */
	{200, "not started|not been started", "zoom.200_not_started", ZOOM_REPLY_PERMANENT, 0, NULL, NULL},
	/* no permission */
	{200, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, NULL, NULL},
	/* missing or invalid meeting id, or a field failed validation */
	{300, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_BAD_VALUES, NULL, NULL},
	{429, NULL, NULL, ZOOM_REPLY_TRANSIENT, 0, NULL, NULL},
	/* the user does not exist */
	{1001, NULL, NULL, ZOOM_REPLY_PERMANENT, 0, NULL, NULL},
	/* the user does not belong to this account */
	{1010, NULL, NULL, ZOOM_REPLY_PERMANENT, 0, NULL, NULL},
	{3000, "not configured|not enabled", "zoom.200_off", ZOOM_REPLY_PERMANENT, 0, cloud_portal_url,
	 "/profile/setting"},
	/* of a meeting's path: the id is a webinar's */
	{3000, NULL, NULL, ZOOM_REPLY_OTHER_KIND, ZOOM_ERROR_KIND_DOUBTED, NULL, NULL},
	/* the meeting is not found, or has expired */
	{3001, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url, "/meeting"},
	/* the user is not the meeting's host */
	{3003, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, NULL, NULL},
	/* the host's plan or role does not allow it */
	{3161, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url, "/account/user"},
	/* encrypted from end to end */
	{4400, NULL, NULL, ZOOM_REPLY_PERMANENT, 0, cloud_portal_url, "/meeting"},
	/* without words of scopes: no token, or an invalid one */
	{4700, NULL, "zoom.124", ZOOM_REPLY_TOKEN, 0, NULL, NULL},
	{4711, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_MISSING_SCOPE | ZOOM_ERROR_KIND_DOUBTED,
	 cloud_marketplace_url, "/user/build"},
	/* the meeting has not started */
	{4927, NULL, NULL, ZOOM_REPLY_PERMANENT, 0, NULL, NULL},
};

bool zoom_error_has_word(const char *text, const char *words)
{
	while (text && words) {
		const size_t length = strcspn(words, "|");

		for (const char *at = text; *at; at++) {
			if (astrcmpi_n(at, words, length) == 0 && (at == text || !ascii_is_letter_or_digit(at[-1])))
				return true;
		}
		words = words[length] ? words + length + 1 : NULL;
	}
	return false;
}

/* Zoom says it with other codes than 4711, too, and with none; code 200 is never about one. */
static bool speaks_of_missing_scope(long code, const char *message)
{
	return code != 200 && zoom_error_has_word(message, "scope") &&
	       zoom_error_has_word(message,
				   code ? "contain|missing|lack|require|insufficient|need|not have" : "contain");
}

static const struct zoom_error_meaning *find_meaning(long code, const char *message)
{
	static const struct zoom_error_meaning unknown;

	if (speaks_of_missing_scope(code, message))
		code = 4711;
	for (size_t i = 0; i < COUNT(meanings); i++) {
		if (meanings[i].code == code && (!meanings[i].words || zoom_error_has_word(message, meanings[i].words)))
			return &meanings[i];
	}
	return &unknown;
}

/* In the order of how much they tell: names of Zoom's API, its gateway, its OAuth server, and the standard's. */
static const char *const code_names[] = {"code", "errorCode", "error_code"};
static const char *const message_names[] = {"message",           "errorMessage",     "error_message", "msg",  "reason",
					    "error_description", "errorDescription", "detail",        "error"};
static const char blanks[] = " \t\r\n";

/*
 * Bodies are searched for members, at whatever depth, not parsed: those that are cut off, have something around them
 * or unescaped quotes in them are no JSON, yet tell what they say. NULL: there is no such member; else its value.
 */
static const char *find_member(const char *body, const char *name)
{
	struct dstr quoted = {0};
	const char *at = body;

	dstr_printf(&quoted, "\"%s\"", name);
	while ((at = astrstri(at, quoted.array)) != NULL) {
		at += quoted.len;
		at += strspn(at, blanks);
		if (*at == ':')
			break;
	}
	dstr_free(&quoted);
	return at ? at + 1 + strspn(at + 1, blanks) : NULL;
}

/* The first that is known here, else the first. Zoom's codes are small and positive; anything else is none of them. */
static long read_code(const char *body)
{
	long first = 0;

	for (size_t i = 0; i < COUNT(code_names); i++) {
		for (const char *value = body; (value = find_member(value, code_names[i])) != NULL;) {
			const long long code = strtoll(value + (*value == '"'), NULL, 10);

			if (code <= 0 || code >= 1000000)
				continue;
			if (find_meaning((long)code, NULL)->code)
				return (long)code;
			first = first ? first : (long)code;
		}
	}
	return first;
}

/* Where a text ends that may have unescaped quotes in it: before another member, or at the end. NULL: nowhere. */
static const char *find_end(const char *text)
{
	for (const char *at = text; (at = strpbrk(at, "\"\\")) != NULL; at++) {
		const char *next = at + 1 + strspn(at + 1, blanks);

		if (*at == '\\') {
			at += at[1] != '\0';
			continue;
		}
		if (!*next || *next == '}')
			return at;
		next += *next == ',' ? 1 + strspn(next + 1, blanks) : 0;
		next = *next == '"' ? strchr(next + 1, '"') : NULL;
		if (next && next[1 + strspn(next + 1, blanks)] == ':')
			return at;
	}
	return strrchr(text, '"');
}

/* The text, unescaped where it can be; NULL: the value is none. Free with secret_free. */
static char *read_text(const char *value)
{
	const char *end = *value == '"' ? find_end(value + 1) : NULL;
	struct dstr text = {0};
	json_t *list;

	if (!end)
		return NULL;
	dstr_printf(&text, "[%.*s\"]", (int)(end - value), value);
	list = json_loads(text.array, 0, NULL);
	secret_free(text.array);
	value = json_is_string(json_array_get(list, 0)) ? bstrdup(json_string_value(json_array_get(list, 0)))
							: bstrdup_n(value + 1, (size_t)(end - value - 1));
	json_wipe(list);
	return (char *)value;
}

/* The texts of all members of that name. */
static void read_texts(struct dstr *list, const char *body, const char *name, const char *separator)
{
	size_t count = 0;

	for (const char *value = body; count < TEXTS_MAX && (value = find_member(value, name)) != NULL;) {
		char *text = read_text(value);

		if (!text_is_blank(text)) {
			dstr_cat(list, !count++ ? "" : separator ? separator : count == 2 ? ": " : " ");
			dstr_cat(list, text);
		}
		secret_free(text);
	}
}

/* "…does not contain scopes:[meeting:update:livestream:admin]": names of scopes have a colon inside. */
static void find_scopes(struct dstr *list, const char *message)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:-";
	const char *at = message ? astrstri(message, "scope") : NULL;

	if (!at)
		return;
	at += strlen("scope");
	for (at += *at == 's' || *at == 'S'; *(at += strcspn(at, letters)); at += strspn(at, letters)) {
		struct dstr name = {0};

		at += strspn(at, ":-_");
		dstr_ncopy(&name, at, strspn(at, letters));
		while (name.len && strchr(":-_", name.array[name.len - 1]))
			dstr_resize(&name, name.len - 1);
		if (name.len && strchr(name.array, ':'))
			dstr_catf(list, "%s%s", dstr_is_empty(list) ? "" : ", ", name.array);
		dstr_free(&name);
	}
}

static char *readable(const struct redaction *redaction, const struct dstr *text)
{
	return text->array ? redaction_readable_text(redaction, text->array, text->len, MESSAGE_CHARACTERS_MAX) : NULL;
}

json_t *zoom_error_read_json(const struct http_response *response)
{
	static const char mark[] = "\xef\xbb\xbf";
	const size_t skip = response->body && strncmp(response->body, mark, strlen(mark)) == 0 ? strlen(mark) : 0;

	if (!response->body)
		return NULL;
	return json_loadb(response->body + skip, response->body_size - skip, JSON_DISABLE_EOF_CHECK, NULL);
}

bool zoom_error_is(const json_t *object)
{
	bool is_error = json_is_string(json_object_get(object, "error"));

	for (size_t i = 0; !is_error && i < COUNT(code_names); i++) {
		const json_t *code = json_object_get(object, code_names[i]);

		is_error = code && !json_is_null(code);
	}
	return is_error;
}

/* Of a gateway or a network: what its scripts hold is not Zoom's. */
static bool begins_with_page(const char *body)
{
	const char *object = strchr(body, '{');
	const char *page = astrstri(body, "<html");

	page = page ? page : astrstri(body, "<!doctype");
	return page && (!object || page < object);
}

void zoom_error_read(struct zoom_error *error, const struct http_response *response, const struct redaction *redaction)
{
	const char *body = text_or_empty(response->body);
	const bool is_page = begins_with_page(body);
	const char *word = is_page ? NULL : find_member(body, "error");
	json_t *root = zoom_error_read_json(response);
	struct dstr message = {0}, subject = {0};

	memset(error, 0, sizeof(*error));
	error->code = is_page ? 0 : read_code(body);
	error->word = word ? read_text(word) : NULL;
	for (size_t i = 0; !is_page && dstr_is_empty(&message) && i < COUNT(message_names); i++)
		read_texts(&message, body, message_names[i], NULL);
	if (dstr_is_empty(&message) && !json_is_object(root))
		dstr_copy(&message, body);
	error->meaning = find_meaning(error->code, is_page ? NULL : message.array);
	if (error->meaning->signs & ZOOM_ERROR_MISSING_SCOPE)
		find_scopes(&subject, message.array);
	else if (!is_page)
		read_texts(&subject, body, "field", ", ");
	error->message = readable(redaction, &message);
	error->subject = readable(redaction, &subject);
	secret_free(message.array);
	secret_free(subject.array);
	json_wipe(root);
}

void zoom_error_free(struct zoom_error *error)
{
	secret_free(error->word);
	bfree(error->message);
	bfree(error->subject);
}
