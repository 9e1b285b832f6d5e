/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/oauth_reply.h"

#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/base/url.h"
#include "core/zoom/error.h"

#define INTERVAL_S_DEFAULT 5
/* A longer pause is nobody's wish but a mistake. */
#define INTERVAL_S_MAX 300
#define EXPIRES_S_MAX (10LL * 365 * 24 * 60 * 60)
/* Zoom's tokens are about 1 KiB long; nothing longer than this fits into a header. */
#define TOKEN_SIZE_MAX (16 * 1024)
#define CLOCK_DIFFERENCE_S_MAX (10 * 60)

static const struct text_members texts =
	TEXT_MEMBERS(struct zoom_oauth_reply, offsetof(struct zoom_oauth_reply, access_token),
		     offsetof(struct zoom_oauth_reply, refresh_token), offsetof(struct zoom_oauth_reply, scope),
		     offsetof(struct zoom_oauth_reply, api_url), offsetof(struct zoom_oauth_reply, device_code),
		     offsetof(struct zoom_oauth_reply, user_code), offsetof(struct zoom_oauth_reply, verification_uri),
		     offsetof(struct zoom_oauth_reply, verification_uri_complete));

static const char *code_of_error(const char *error, enum zoom_oauth_reply_grant grant, const char *words)
{
	/* Zoom tells in words only that an app was switched off or removed */
	static const char inactive[] =
		"disabled|deactivated|not activated|inactive|not active|removed|uninstalled|suspended";
	static const struct {
		const char *error;                 /* NULL: any */
		enum zoom_oauth_reply_grant grant; /* 0: any */
		const char *words;                 /* as zoom_error_has_word has them; NULL: whatever is told */
		const char *code;
	} known[] = {
		/* an app that is switched off has been called an invalid client, too */
		{NULL, 0, inactive, "sign_in.app_inactive"},
		{"invalid_client", 0, NULL, "sign_in.wrong_client"},
		{"invalid_request", ZOOM_GRANT_ACCOUNT, NULL, "sign_in.wrong_account"},
		/* only its words tell a request that was invalid in itself from a plain mistake */
		{"invalid_request", ZOOM_GRANT_CODE, "code|redirect|verifier", "sign_in.code_used"},
		{"invalid_request", ZOOM_GRANT_REFRESH, "token", "sign_in.expired"},
		{"invalid_request", ZOOM_GRANT_REVOCATION, "token", "sign_in.expired"},
		{"invalid_grant", ZOOM_GRANT_ACCOUNT, NULL, "sign_in.wrong_account"},
		{"invalid_grant", ZOOM_GRANT_CODE, NULL, "sign_in.code_used"},
		{"invalid_grant", ZOOM_GRANT_REFRESH, NULL, "sign_in.expired"},
		{"invalid_grant", ZOOM_GRANT_REVOCATION, NULL, "sign_in.expired"},
		{"invalid_grant", ZOOM_GRANT_DEVICE_POLL, NULL, "sign_in.device_expired"},
		{"unauthorized_client", 0, NULL, "sign_in.app_inactive"},
		{"access_denied", 0, NULL, "sign_in.denied"},
		{"authorization_declined", 0, NULL, "sign_in.denied"},
		{"expired_token", 0, NULL, "sign_in.device_expired"},
		{"unsupported_grant_type", 0, NULL, "sign_in.wrong_method"},
	};

	if (text_same(error, "invalid_token"))
		error = "invalid_grant";
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if ((!known[i].error || text_same(error, known[i].error)) &&
		    (!known[i].grant || known[i].grant == grant) &&
		    (!known[i].words || zoom_error_has_word(words, known[i].words)))
			return known[i].code;
	}
	return "sign_in.other";
}

static bool clocks_differ(const struct http_response *response, int64_t now_s)
{
	return llabs((long long)(zoom_reply_now_s(response, now_s) - now_s)) > CLOCK_DIFFERENCE_S_MAX;
}

/* Refusals that tell of no other cause for sure, and whose remedy is to begin anew anyway. */
static bool may_come_of_clock(const char *code)
{
	return text_same(code, "sign_in.other") || text_same(code, "sign_in.code_used") ||
	       text_same(code, "sign_in.device_expired");
}

/* No reply of the OAuth server's own came, or one of a fault that goes away by itself. */
static void read_trouble(struct zoom_oauth_reply *reply, const struct http_response *response,
			 const struct zoom_reply_reading *reading)
{
	struct zoom_reply trouble = {0};

	zoom_reply_read_trouble(&trouble, response, reading);
	reply->outcome = response->result == HTTP_RESULT_REPLY ? ZOOM_REPLY_TRANSIENT : trouble.outcome;
	reply->problem = trouble.problem;
}

static void set_problem(struct zoom_oauth_reply *reply, const char *code, const struct http_response *response,
			const struct zoom_reply_reading *reading)
{
	problem_set(&reply->problem, code);
	reply->problem.http_status = response->status;
	reply->problem.tracking_id = zoom_reply_tracking_id(response, reading->redaction);
	if (reply->outcome == ZOOM_REPLY_TRANSIENT)
		reply->problem.retry_after_s = zoom_reply_wait_s(response, reading->now_s);
}

/* Zoom's refusals are objects, if broken ones; a page, or a status that is none of theirs, is not Zoom's. */
static bool is_of_gateway(const struct http_response *response, const json_t *root)
{
	const char *body = text_or_empty(response->body);
	const char *begin = strpbrk(body, "{<");

	if (root || (begin && *begin == '{'))
		return false;
	return !text_is_blank(body) || (response->status != 400 && response->status != 401);
}

static void read_refusal(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
			 const struct http_response *response, const json_t *root,
			 const struct zoom_reply_reading *reading)
{
	struct zoom_error error;
	const char *code;

	zoom_error_read(&error, response, reading->redaction);
	code = code_of_error(error.word, grant, error.message);
	reply->outcome = ZOOM_REPLY_PERMANENT;
	if (is_of_gateway(response, root))
		code = "sign_in.gateway";
	else if (may_come_of_clock(code) && clocks_differ(response, reading->now_s))
		code = "sign_in.clock";
	if (grant == ZOOM_GRANT_DEVICE_POLL && text_same(error.word, "authorization_pending"))
		reply->outcome = ZOOM_REPLY_PENDING;
	else if (grant == ZOOM_GRANT_DEVICE_POLL && text_same(error.word, "slow_down"))
		reply->outcome = ZOOM_REPLY_SLOW_DOWN;
	else if (text_same(error.word, "server_error") || text_same(error.word, "temporarily_unavailable") ||
		 text_same(code, "sign_in.gateway"))
		reply->outcome = ZOOM_REPLY_TRANSIENT;
	if (reply->outcome == ZOOM_REPLY_PERMANENT || reply->outcome == ZOOM_REPLY_TRANSIENT) {
		set_problem(reply, code, response, reading);
		problem_set_detail(&reply->problem, json_is_array(root) ? NULL : error.message);
	}
	zoom_error_free(&error);
}

/* ASCII from that character to "~", which fits into a header; NULL: none, or something else. */
static char *copy_ascii(const json_t *root, const char *name, char first)
{
	const char *text = text_or_empty(json_text(root, name));
	const size_t size = strlen(text);

	for (size_t i = 0; i < size; i++) {
		if (text[i] < first || text[i] > '~')
			return NULL;
	}
	return size && size <= TOKEN_SIZE_MAX ? bstrdup(text) : NULL;
}

static char *copy_token(const json_t *root, const char *name)
{
	return copy_ascii(root, name, '!');
}

/* Seconds, also where they are told as a text; 0: not told, or nothing that can be. */
static int64_t read_seconds(const json_t *root, const char *name, int64_t max)
{
	const json_t *value = json_object_get(root, name);
	const char *text = json_string_value(value);
	const double seconds = text ? strtod(text, NULL) : json_number_value(value);

	if (!(seconds > 0) || seconds > 1e19)
		return 0;
	return seconds < (double)max ? (int64_t)seconds : max;
}

/* A page that a person is sent to; NULL where it is none. */
static char *copy_page(const json_t *root, const char *name)
{
	char *text = copy_token(root, name);
	struct url url;
	const bool is_page = url_read(&url, text, URL_OF_WEB) && strcmp(url.scheme, "https") == 0 &&
			     !url_has_login(&url);

	url_free(&url);
	if (is_page)
		return text;
	secret_free(text);
	return NULL;
}

/* Returns the code of what the success lacks, or NULL. */
static const char *read_token(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant, const json_t *root)
{
	reply->access_token = copy_token(root, "access_token");
	reply->refresh_token = copy_token(root, "refresh_token");
	reply->expires_in_s = read_seconds(root, "expires_in", EXPIRES_S_MAX);
	reply->scope = copy_ascii(root, "scope", ' ');
	reply->api_url = copy_token(root, "api_url");
	if (!reply->access_token)
		return "sign_in.bad_reply";
	return grant == ZOOM_GRANT_ACCOUNT || reply->refresh_token ? NULL : "sign_in.no_refresh_token";
}

static const char *read_device(struct zoom_oauth_reply *reply, const json_t *root)
{
	reply->device_code = copy_token(root, "device_code");
	reply->user_code = copy_ascii(root, "user_code", ' ');
	reply->verification_uri = copy_page(root, "verification_uri");
	if (!reply->verification_uri)
		/* as early servers call it */
		reply->verification_uri = copy_page(root, "verification_url");
	reply->verification_uri_complete = copy_page(root, "verification_uri_complete");
	reply->expires_in_s = read_seconds(root, "expires_in", EXPIRES_S_MAX);
	reply->interval_s = read_seconds(root, "interval", INTERVAL_S_MAX);
	if (!reply->interval_s)
		reply->interval_s = INTERVAL_S_DEFAULT;
	return reply->device_code && reply->user_code && reply->verification_uri ? NULL : "sign_in.bad_reply";
}

/* A page that a gateway answers with confirms nothing. */
static const char *read_revocation(const struct http_response *response, const json_t *root)
{
	const bool is_confirmed = json_is_object(root) || text_is_blank(response->body);

	return response->status == 200 && is_confirmed ? NULL : "sign_in.gateway";
}

static void read_success(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
			 const struct http_response *response, const json_t *root,
			 const struct zoom_reply_reading *reading)
{
	const char *code;

	if (grant == ZOOM_GRANT_REVOCATION)
		code = read_revocation(response, root);
	else
		code = grant == ZOOM_GRANT_DEVICE ? read_device(reply, root) : read_token(reply, grant, root);
	reply->outcome = ZOOM_REPLY_SUCCESS;
	if (!code)
		return;
	text_free_members(reply, &texts);
	/* a network's login page answers with a success of its own, and goes away */
	reply->outcome = json_is_object(root) ? ZOOM_REPLY_PERMANENT : ZOOM_REPLY_TRANSIENT;
	/* nothing of it is quoted: it may hold tokens that are not known yet */
	set_problem(reply, code, response, reading);
}

void zoom_oauth_reply_read(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
			   const struct http_response *response, const char *host, const struct redaction *redaction,
			   int64_t now_s)
{
	/* what goes away by itself needs no page of the portal */
	const struct zoom_reply_reading reading = {.host = host, .redaction = redaction, .now_s = now_s};
	const bool is_reply = response->result == HTTP_RESULT_REPLY;
	const bool is_redirect = response->status >= 300 && response->status < 400;
	const bool is_success = is_reply && response->status >= 200 && response->status < 300;
	json_t *root = is_reply ? zoom_error_read_json(response) : NULL;

	memset(reply, 0, sizeof(*reply));
	if (!is_reply || zoom_reply_status_is_transient(response->status) || (is_redirect && !json_is_object(root)))
		read_trouble(reply, response, &reading);
	else if (!is_success || zoom_error_is(root))
		read_refusal(reply, grant, response, root, &reading);
	else
		read_success(reply, grant, response, root, &reading);
	json_wipe(root);
}

void zoom_oauth_reply_free(struct zoom_oauth_reply *reply)
{
	problem_free(&reply->problem);
	text_free_members(reply, &texts);
}
