/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <util/bmem.h>

#include "core/http/message.h"
#include "core/model/livestream.h"

/*
 * A Zoom that a test holds in its hand: what its broadcasts hold, and all that
 * may go wrong on the way to it. What a broadcast holds is a number, a value:
 * a destination with a page URL, or something that was entered in Zoom's portal.
 */

#define DESTINATION_COUNT 6
#define PAGE_COUNT 2
#define PORTAL_COUNT 3
#define BROADCAST_COUNT 3

#define VALUE_NOTHING (-1)
#define VALUE_MIXED (-2) /* parts of different values */
#define VALUE_OWN (-3)   /* whatever was written from there before */
#define VALUE_PORTAL 100 /* and the next ones: entered by someone else */

#define ZOOM_TOPIC "Sunday service"
#define ZOOM_HOST "anna@example.org"
#define SECRET "planted" /* each key and each token holds it, and nothing else does */

static const struct livestream destination_values[DESTINATION_COUNT] = {
	{.stream_url = "rtmp://one.example/live", .stream_key = SECRET "-key-1-x7Qa"},
	{.stream_url = "rtmp://two.example/live", .stream_key = SECRET "-key-2?a=b&c=d"},
	{.stream_url = "rtmps://three.example:443/live2", .stream_key = SECRET "-key-3-\xc3\xa4\xe2\x82\xac"},
	{.stream_url = "rtmp://four.example/app", .stream_key = SECRET "-key-4"},
	{.stream_url = "rtmp://five.example/app/", .stream_key = SECRET "-key-5 with spaces"},
	{.stream_url = "rtmp://six.example/live", .stream_key = SECRET "-key-6"},
};

static const char *const page_urls[PAGE_COUNT] = {"https://example.org/live", "https://example.org/second"};

static const struct livestream portal_values[PORTAL_COUNT] = {
	{"rtmp://x.example/live/" SECRET "-path?k=" SECRET, SECRET "-key-x", "https://x.example/", "720p"},
	{"rtmp://y.example/live", SECRET "-key-y", "https://y.example/", NULL},
	/* differs from the first destination in nothing but the key */
	{"rtmp://one.example/live", SECRET "-key-z", "https://example.org/live", "1080p"},
};

static const struct zoom_identity {
	uint64_t id;
	bool webinar;
} zoom_identities[BROADCAST_COUNT] = {{85746065432, false}, {123456789, false}, {987654321, true}};

static inline int value_of(int destination, int page)
{
	return destination * PAGE_COUNT + page;
}

static inline bool value_is_portal(int value)
{
	return value >= VALUE_PORTAL;
}

/* Borrowed texts: not to be freed. */
static inline struct livestream livestream_of_value(int value)
{
	struct livestream livestream = {0};

	if (value_is_portal(value)) {
		livestream = portal_values[value - VALUE_PORTAL];
	} else if (value >= 0) {
		livestream = destination_values[value / PAGE_COUNT];
		livestream.page_url = (char *)page_urls[value % PAGE_COUNT];
	}
	return livestream;
}

static inline bool equal_texts(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline int value_of_livestream(const struct livestream *told)
{
	const int ours = DESTINATION_COUNT * PAGE_COUNT;

	for (int i = 0; i < ours + PORTAL_COUNT; i++) {
		const int value = i < ours ? i : VALUE_PORTAL + i - ours;
		const struct livestream known = livestream_of_value(value);

		if (equal_texts(told->stream_url, known.stream_url) &&
		    equal_texts(told->stream_key, known.stream_key) && equal_texts(told->page_url, known.page_url) &&
		    equal_texts(told->resolution, known.resolution))
			return value;
	}
	return VALUE_MIXED;
}

/* A request as Zoom understands it. */
struct zoom_call {
	bool patch;
	bool naming; /* of the meeting, not of its livestream */
	bool webinar_path;
	bool json;
	int broadcast; /* -1: none of them */
	int value;     /* of a PATCH */
	/* of a PATCH, by whoever watches over the laws */
	int place;      /* from where it comes */
	int replaces;   /* what of somebody else's stood there when it was sent; VALUE_OWN: nothing */
	bool puts_back; /* somebody else's value: what stands there then is not its own */
};

static inline void read_member(struct livestream *told, const char *name, const char *text)
{
	char **members[] = {&told->stream_url, &told->stream_key, &told->page_url, &told->resolution};
	static const char *const names[] = {"stream_url", "stream_key", "page_url", "resolution"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0)
			*members[i] = (char *)text;
	}
}

static inline int value_of_request(const struct http_request *request)
{
	json_t *root = request->json ? json_loads(request->json, 0, NULL) : NULL;
	struct livestream told = {0};
	const char *name;
	json_t *member;
	int value;

	json_object_foreach (root, name, member)
		read_member(&told, name, json_string_value(member));
	for (size_t i = 0; i < request->part_count; i++)
		read_member(&told, request->parts[i].name, request->parts[i].value);
	value = value_of_livestream(&told);
	json_decref(root);
	return value;
}

static inline struct zoom_call zoom_call_read(const struct http_request *request)
{
	struct zoom_call call = {.broadcast = -1, .value = VALUE_NOTHING, .replaces = VALUE_OWN};
	const char *webinars = strstr(request->url, "/webinars/");
	const char *meetings = strstr(request->url, "/meetings/");
	char *rest = NULL;
	uint64_t id = 0;

	if (webinars || meetings)
		id = strtoull((webinars ? webinars : meetings) + strlen("/meetings/"), &rest, 10);
	for (int i = 0; i < BROADCAST_COUNT; i++) {
		if (zoom_identities[i].id == id)
			call.broadcast = i;
	}
	call.webinar_path = webinars != NULL;
	call.naming = rest && !*rest;
	call.patch = request->method == HTTP_METHOD_PATCH;
	call.json = request->json != NULL;
	if (call.patch)
		call.value = value_of_request(request);
	if (rest && *rest && strcmp(rest, "/livestream") != 0)
		call.broadcast = -1;
	return call;
}

enum fault {
	FAULT_NONE,
	/* may work later */
	FAULT_REFUSED,
	FAULT_NO_NAME,
	FAULT_RESET,
	FAULT_CUT,
	FAULT_TIMEOUT,
	FAULT_DROPPED, /* told as cancelled, though nobody has asked for that */
	FAULT_DROPPED_UNSENT,
	FAULT_500,
	FAULT_502,
	FAULT_408,
	FAULT_429,
	FAULT_429_SECONDS,
	FAULT_429_DATE,
	FAULT_429_WORDS,
	FAULT_429_DAILY,
	FAULT_CERTIFICATE,
	FAULT_LOGIN_PAGE,
	/* will not */
	FAULT_CA_FILE,
	FAULT_1010,
	FAULT_3001,
	FAULT_3161,
	FAULT_FIELD,
	FAULT_4711,
	/* depends */
	FAULT_401,
	FAULT_415,
	FAULT_CANCELLED,
	FAULT_CANCELLED_UNSENT,
	FAULT_COUNT,
};

#define FAULT_LAST_TEMPORARY FAULT_LOGIN_PAGE
#define FAULT_LAST_PERMANENT FAULT_4711

static const struct zoom_fault {
	const char *name; /* what the problem is called */
	enum http_result result;
	bool sent;
	long status;
	long code;
	const char *words;
	char *retry_after;
} zoom_faults[FAULT_COUNT] = {
	[FAULT_NONE] = {"none", .result = HTTP_RESULT_REPLY},
	[FAULT_REFUSED] = {"network.refused", .result = HTTP_RESULT_REFUSED},
	[FAULT_NO_NAME] = {"network.name_not_found", .result = HTTP_RESULT_NAME_NOT_FOUND},
	[FAULT_RESET] = {"network.reset", .result = HTTP_RESULT_RESET, .sent = true},
	[FAULT_CUT] = {"network.cut", .result = HTTP_RESULT_CUT, .sent = true, .status = 204},
	[FAULT_TIMEOUT] = {"network.timeout_first_byte", .result = HTTP_RESULT_TIMEOUT_FIRST_BYTE, .sent = true},
	[FAULT_DROPPED] = {"network.cut", .result = HTTP_RESULT_CANCELLED, .sent = true},
	[FAULT_DROPPED_UNSENT] = {"network.cut", .result = HTTP_RESULT_CANCELLED},
	[FAULT_500] = {"http.server", HTTP_RESULT_REPLY, true, 500, 0, "<h1>broken</h1>", NULL},
	[FAULT_502] = {"http.server", HTTP_RESULT_REPLY, true, 502, 0, "<h1>gateway</h1>", NULL},
	[FAULT_408] = {"http.408", HTTP_RESULT_REPLY, true, 408, 0, "late", NULL},
	[FAULT_429] = {"zoom.429", HTTP_RESULT_REPLY, true, 429, 429, "Too many.", NULL},
	[FAULT_429_SECONDS] = {"zoom.429_wait", HTTP_RESULT_REPLY, true, 429, 429, "Too many.", "30"},
	[FAULT_429_DATE] = {"zoom.429_wait", HTTP_RESULT_REPLY, true, 429, 429, "Too many.",
			    "Thu, 01 Jan 2026 00:10:00 GMT"},
	[FAULT_429_WORDS] = {"zoom.429_wait", HTTP_RESULT_REPLY, true, 429, 429, "Retry after 45 seconds.", NULL},
	[FAULT_429_DAILY] = {"zoom.429_daily", HTTP_RESULT_REPLY, true, 429, 429,
			     "You may resume these requests at GMT 00:00:00.", NULL},
	[FAULT_CERTIFICATE] = {"network.tls_certificate", .result = HTTP_RESULT_TLS_CERTIFICATE},
	[FAULT_LOGIN_PAGE] = {"http.redirect", HTTP_RESULT_REPLY, true, 302, 0, "<h1>Welcome</h1>", NULL},
	[FAULT_CA_FILE] = {"network.ca_file", .result = HTTP_RESULT_CA_FILE},
	[FAULT_1010] = {"zoom.1010", HTTP_RESULT_REPLY, true, 400, 1010, "Not of this account.", NULL},
	[FAULT_3001] = {"zoom.3001", HTTP_RESULT_REPLY, true, 404, 3001, "Meeting does not exist.", NULL},
	[FAULT_3161] = {"zoom.3161", HTTP_RESULT_REPLY, true, 400, 3161, "Hosting not allowed.", NULL},
	[FAULT_FIELD] = {"zoom.300", HTTP_RESULT_REPLY, true, 400, 300, "Validation Failed.", NULL},
	[FAULT_4711] = {"zoom.4711", HTTP_RESULT_REPLY, true, 400, 4711, "No scopes:[x].", NULL},
	[FAULT_401] = {"zoom.124", HTTP_RESULT_REPLY, true, 401, 124, "Expired.", NULL},
	[FAULT_415] = {"http.415", HTTP_RESULT_REPLY, true, 415, 0, "no such type", NULL},
	[FAULT_CANCELLED] = {"cancelled", .result = HTTP_RESULT_CANCELLED, .sent = true},
	[FAULT_CANCELLED_UNSENT] = {"cancelled before it was sent", .result = HTTP_RESULT_CANCELLED},
};

static inline bool fault_is_temporary(enum fault fault)
{
	return fault >= FAULT_REFUSED && fault <= FAULT_LAST_TEMPORARY;
}

static inline bool fault_is_permanent(enum fault fault)
{
	return fault > FAULT_LAST_TEMPORARY && fault <= FAULT_LAST_PERMANENT;
}

/* Whether nobody can tell from such a reply how far the request came. */
static inline bool fault_hides_arrival(enum fault fault)
{
	return zoom_faults[fault].sent &&
	       (zoom_faults[fault].result != HTTP_RESULT_REPLY || zoom_faults[fault].status >= 500);
}

/* From where pushes come: account and broadcast. */
#define PLACE_COUNT 4
#define WRITER_OTHER (-1)

/* What Zoom is, for all of a test. */
struct zoom {
	int held[BROADCAST_COUNT];
	bool by_portal[BROADCAST_COUNT]; /* held was entered by someone else */
	int writer[BROADCAST_COUNT];     /* the place from where held comes; WRITER_OTHER: from none */
	int kept[PLACE_COUNT];           /* was made safe there, and nothing written since; VALUE_OWN: nothing was */
	int replaced[PLACE_COUNT];       /* of what was somebody else's, the last that was written over from there */
	bool json_only;                  /* multipart is refused */
	bool multipart_ignored;          /* multipart is answered with 204, and nothing more */
	bool reading_forbidden;
	bool naming_forbidden;
};

static inline bool zoom_knows_path(const struct zoom_call *call)
{
	return call->broadcast >= 0 && zoom_identities[call->broadcast].webinar == call->webinar_path;
}

static inline bool zoom_refuses_encoding(const struct zoom *zoom, const struct zoom_call *call)
{
	return call->patch && !call->json && zoom->json_only;
}

/* The request has come to Zoom. */
static inline void zoom_apply(struct zoom *zoom, const struct zoom_call *call)
{
	if (!call->patch || !zoom_knows_path(call) || zoom_refuses_encoding(zoom, call) ||
	    (!call->json && zoom->multipart_ignored))
		return;
	zoom->held[call->broadcast] = call->value;
	zoom->by_portal[call->broadcast] = false;
	zoom->writer[call->broadcast] = call->puts_back ? WRITER_OTHER : call->place;
	if (!call->puts_back)
		zoom->kept[call->place] = VALUE_OWN;
	if (call->replaces != VALUE_OWN)
		zoom->replaced[call->place] = call->replaces;
}

#define ZOOM_BODY_SIZE 600

/* Someone enters a value in Zoom's portal. */
static inline void zoom_enter(struct zoom *zoom, int broadcast, int value)
{
	zoom->held[broadcast] = value;
	zoom->by_portal[broadcast] = value != VALUE_NOTHING;
	zoom->writer[broadcast] = WRITER_OTHER;
}

static inline void write_error(char *body, const char *secrets, long code, const char *words)
{
	if (code)
		snprintf(body, ZOOM_BODY_SIZE, "{\"code\":%ld,\"message\":\"%s %s\"}", code, words, secrets);
	else
		snprintf(body, ZOOM_BODY_SIZE, "%s %s", words, secrets);
}

/* Zoom's reply, with the body in a buffer of ZOOM_BODY_SIZE. Refusals quote secrets, which must not be shown. */
static inline void zoom_reply_make(const struct zoom *zoom, const struct zoom_call *call, enum fault fault,
				   const char *token, char *body, struct http_response *response)
{
	const struct zoom_fault *what = &zoom_faults[fault];
	const char *key = livestream_of_value(call->value).stream_key;
	char secrets[200];

	snprintf(secrets, sizeof(secrets), "%s %s", key ? key : "", token);
	*body = '\0';
	*response = (struct http_response){.result = what->result,
					   .status = what->status,
					   .sent = what->sent,
					   .duration_us = 1500};
	if (fault != FAULT_NONE) {
		write_error(body, secrets, what->code, what->words ? what->words : "");
		if (what->retry_after)
			response->headers[response->header_count++] =
				(struct http_header){"Retry-After", what->retry_after};
	} else if (!zoom_knows_path(call)) {
		response->status = call->webinar_path ? 404 : 400;
		write_error(body, secrets, call->webinar_path ? 3001 : 3000, "Cannot access webinar info.");
	} else if (zoom_refuses_encoding(zoom, call)) {
		response->status = 415;
		write_error(body, secrets, 0, "no such type");
	} else if (call->patch) {
		response->status = 204;
	} else if (call->naming ? zoom->naming_forbidden : zoom->reading_forbidden) {
		response->status = 400;
		write_error(body, secrets, 4711, "No scopes:[x].");
	} else {
		const struct livestream held = livestream_of_value(zoom->held[call->broadcast]);

		response->status = 200;
		if (call->naming)
			snprintf(body, ZOOM_BODY_SIZE, "{\"topic\":\"%s\",\"host_email\":\"%s\"}", ZOOM_TOPIC,
				 ZOOM_HOST);
		else if (held.resolution)
			snprintf(body, ZOOM_BODY_SIZE,
				 "{\"stream_url\":\"%s\",\"stream_key\":\"%s\",\"page_url\":\"%s\","
				 "\"resolution\":\"%s\"}",
				 held.stream_url, held.stream_key, held.page_url, held.resolution);
		else if (held.stream_url)
			snprintf(body, ZOOM_BODY_SIZE,
				 "{\"stream_url\":\"%s\",\"stream_key\":\"%s\",\"page_url\":\"%s\"}", held.stream_url,
				 held.stream_key, held.page_url);
	}
	response->body = body;
	response->body_size = strlen(body);
	response->headers[response->header_count++] = (struct http_header){"x-zm-trackingid", (char *)token};
}
