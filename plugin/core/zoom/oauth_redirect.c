/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/oauth_redirect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/redaction.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/base/url.h"
#include "core/http/message.h"
#include "core/model/pasted_text.h"

/* Zoom's codes are some dozen characters long. */
#define CODE_SIZE_MAX 4096

char *zoom_oauth_redirect_page_url(const char *oauth_url, const struct account *account, const char *state,
				   const char *challenge)
{
	struct http_request query = {0};
	struct dstr url = {0};

	http_form_add(&query, "response_type", "code");
	http_form_add(&query, "client_id", text_or_empty(account->client_id));
	http_form_add(&query, "redirect_uri", text_or_empty(account->redirect_uri));
	http_form_add(&query, "state", state);
	http_form_add(&query, "code_challenge", challenge);
	http_form_add(&query, "code_challenge_method", "S256");
	dstr_printf(&url, "%s/authorize?%s", oauth_url, query.form);
	http_request_free(&query);
	return url.array;
}

/* Lower ones are the system's own. */
#define PORT_MIN 1024

/* What a browser cannot be sent to unchanged is refused: Zoom compares redirect URIs byte for byte. */
static bool read_redirect_uri(struct url *url, const char *text)
{
	if (!text_is_visible_ascii(text) || strchr(text, '#') || !url_read(url, text, URL_OF_WEB))
		return false;
	if (!url_has_login(url))
		return true;
	url_free(url);
	return false;
}

/* The address to listen on, for the names of this computer that browsers send as they are; else NULL. Free with bfree. */
static char *loopback_address(const char *host)
{
	if (astrcmpi(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0)
		return bstrdup("127.0.0.1");
	return strcmp(host, "[::1]") == 0 ? bstrdup("::1") : NULL;
}

bool zoom_oauth_redirect_listener_of(const char *redirect_uri, struct zoom_oauth_redirect_listener *listener)
{
	struct url url;
	unsigned long number;

	memset(listener, 0, sizeof(*listener));
	if (!read_redirect_uri(&url, redirect_uri))
		return false;
	number = url.port ? strtoul(url.port, NULL, 10) : 0;
	if (strcmp(url.scheme, "http") == 0 && number >= PORT_MIN && number <= UINT16_MAX) {
		listener->address = loopback_address(url.host);
		listener->port = (uint16_t)number;
		listener->path = bstrdup(url.path ? url.path : "/");
	}
	url_free(&url);
	if (listener->address)
		return true;
	zoom_oauth_redirect_listener_free(listener);
	return false;
}

void zoom_oauth_redirect_listener_free(struct zoom_oauth_redirect_listener *listener)
{
	bfree(listener->address);
	bfree(listener->path);
	memset(listener, 0, sizeof(*listener));
}

bool zoom_oauth_redirect_check_uri(const char *redirect_uri, struct problem *problem)
{
	struct zoom_oauth_redirect_listener listener;
	struct url url = {0};
	const bool valid = zoom_oauth_redirect_listener_of(redirect_uri, &listener) ||
			   (read_redirect_uri(&url, redirect_uri) && strcmp(url.scheme, "https") == 0);

	zoom_oauth_redirect_listener_free(&listener);
	url_free(&url);
	if (!valid)
		problem_set(problem, "sign_in.bad_redirect_uri");
	return valid;
}

/* A form's value in plain. Returns NULL where it holds a NUL or what is no encoding. Free with secret_free. */
static char *decode(const char *begin, const char *end)
{
	char *encoded = bstrdup_n(begin, (size_t)(end - begin));
	char *plain = NULL;
	bool ok = true;

	for (char *at = encoded; *at; at++) {
		if (*at == '+')
			*at = ' ';
		if (*at == '%')
			ok = ok && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2]) &&
			     strncmp(at + 1, "00", 2) != 0;
	}
	if (ok)
		plain = url_decode(encoded);
	secret_free(encoded);
	return plain;
}

/*
 * The value of that parameter of the query in *value, which is NULL before, and
 * where there is none. Returns false where it cannot be read, or stands there
 * twice.
 */
static bool find_parameter(const char *query, const char *query_end, const char *name, char **value)
{
	const size_t name_length = strlen(name);

	for (const char *at = query; at < query_end;) {
		const char *end = memchr(at, '&', (size_t)(query_end - at));

		if (!end)
			end = query_end;
		if ((size_t)(end - at) > name_length && strncmp(at, name, name_length) == 0 && at[name_length] == '=') {
			if (*value)
				return false;
			*value = decode(at + name_length + 1, end);
			if (!*value)
				return false;
		}
		at = end + 1;
	}
	return true;
}

struct answer {
	char *code;
	char *state;
	char *error;
	char *error_description;
	char *response_type; /* of the question: a page of Zoom's that has sent nobody back */
};

static const struct text_members texts_of_answer = TEXT_MEMBERS(
	struct answer, offsetof(struct answer, code), offsetof(struct answer, state), offsetof(struct answer, error),
	offsetof(struct answer, error_description), offsetof(struct answer, response_type));

/* Returns false where it is no address. */
static bool read_answer(struct answer *answer, const char *address)
{
	const char *query = strchr(address, '?');
	const char *const end = address + strcspn(address, "#");

	memset(answer, 0, sizeof(*answer));
	/* what follows '#' is no part of the answer, but has to be a part of the address */
	if (!text_is_visible_ascii(address) || !query || query > end)
		return false;
	query++;
	return find_parameter(query, end, "response_type", &answer->response_type) &&
	       find_parameter(query, end, "code", &answer->code) &&
	       find_parameter(query, end, "state", &answer->state) &&
	       find_parameter(query, end, "error", &answer->error) &&
	       find_parameter(query, end, "error_description", &answer->error_description);
}

static bool is_usable_code(const char *code)
{
	return text_is_visible_ascii(code) && *code && strlen(code) <= CODE_SIZE_MAX;
}

static void describe_error(struct problem *problem, const struct answer *answer)
{
	const struct redaction redaction = {.secrets = {answer->state, answer->code}};
	const char *words = answer->error_description && *answer->error_description ? answer->error_description
										    : answer->error;

	problem_set(problem, strcmp(answer->error, "access_denied") == 0 ? "sign_in.denied" : "sign_in.other");
	problem->detail = redaction_readable_text(&redaction, words, strlen(words), 160);
}

char *zoom_oauth_redirect_code(const char *text, const char *state, struct problem *problem)
{
	char *address = pasted_text_address(text);
	struct answer answer;
	char *code = NULL;

	if (!read_answer(&answer, address)) {
		problem_set(problem, "sign_in.no_code");
	} else if (!answer.code && !answer.error) {
		problem_set(problem, answer.response_type ? "sign_in.redirect_refused" : "sign_in.no_code");
	} else if (text_is_empty(answer.state) || strcmp(answer.state, state) != 0) {
		problem_set(problem, "sign_in.wrong_state");
	} else if (answer.error) {
		describe_error(problem, &answer);
	} else if (!is_usable_code(answer.code)) {
		problem_set(problem, "sign_in.no_code");
	} else {
		code = answer.code;
		answer.code = NULL;
	}
	text_free_members(&answer, &texts_of_answer);
	secret_free(address);
	return code;
}
