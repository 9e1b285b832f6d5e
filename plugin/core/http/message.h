/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * HTTP requests and responses as values. Threads: any; a value has one owner.
 */

enum http_method {
	HTTP_METHOD_GET = 1,
	HTTP_METHOD_PATCH,
	HTTP_METHOD_POST,
};

/* One part of a multipart/form-data body. Both strings are bmem's; the value is treated as a secret. */
struct http_form_part {
	char *name;
	char *value;
};

#define HTTP_FORM_PARTS_MAX 8

/*
 * At most one kind of body: parts (sent as multipart/form-data), json (sent as
 * application/json) or form (sent as application/x-www-form-urlencoded).
 */
struct http_request {
	enum http_method method;
	bool is_idempotent;      /* a second one does no harm: it is repeated where a connection is lost under it */
	char *url;               /* or, until it is sent, the path below Zoom's API */
	bool to_overridden_host; /* one of the environment: the client's own ca_file and allow_http hold for it alone */
	char *bearer_token;      /* secret */
	char *user;              /* with password: HTTP Basic authentication; NULL: none. Not beside bearer_token */
	char *password;          /* secret */
	struct http_form_part parts[HTTP_FORM_PARTS_MAX];
	size_t part_count;
	char *json;            /* secret */
	char *form;            /* secret; encoded already, see http_form_add */
	long total_timeout_ms; /* 0: the client's own */
};

/* target may be anything before. */
void http_request_copy(struct http_request *target, const struct http_request *source);
void http_request_free(struct http_request *request);

/* Adds "name=value", percent-encoded byte for byte, to request->form. The value is treated as a secret. */
void http_form_add(struct http_request *request, const char *name, const char *value);

/* How a request ended. Anything but HTTP_RESULT_REPLY means that no whole reply came. */
enum http_result {
	HTTP_RESULT_REPLY = 1,
	HTTP_RESULT_CANCELLED,
	HTTP_RESULT_NAME_NOT_FOUND,
	HTTP_RESULT_PROXY_NOT_FOUND,
	HTTP_RESULT_PROXY_REFUSED,
	HTTP_RESULT_REFUSED,
	HTTP_RESULT_UNREACHABLE,
	HTTP_RESULT_TLS_CERTIFICATE,
	HTTP_RESULT_TLS,
	HTTP_RESULT_CA_FILE,
	HTTP_RESULT_RESET,
	HTTP_RESULT_NOT_HTTP,
	HTTP_RESULT_CUT,
	HTTP_RESULT_TIMEOUT_NAME,
	HTTP_RESULT_TIMEOUT_CONNECT,
	HTTP_RESULT_TIMEOUT_TLS,
	HTTP_RESULT_TIMEOUT_FIRST_BYTE,
	HTTP_RESULT_TIMEOUT_BODY,
	HTTP_RESULT_NO_MEMORY,
	HTTP_RESULT_UNTRUSTED, /* it was not sent: its secrets are not for that host */
	HTTP_RESULT_OTHER,
};

struct http_header {
	char *name;
	char *value;
};

#define HTTP_HEADERS_MAX 64

struct http_response {
	enum http_result result;
	long status;       /* 0: no status line came */
	long http_version; /* 10, 11, 20; 0: none */
	char *body;        /* NUL-terminated behind body_size bytes; NULL: none. May hold secrets */
	size_t body_size;
	bool body_truncated; /* the rest was not read, being too long to be one of Zoom's */
	struct http_header headers[HTTP_HEADERS_MAX];
	size_t header_count;
	char *error;         /* libcurl's words for a failure, without anything of the request; NULL: none */
	int64_t duration_us; /* from the start of the transfer to its end */
	bool sent;           /* the request may have reached the server */
};

/* The first header of that name, in any letter case; NULL where there is none. */
const char *http_response_header(const struct http_response *response, const char *name);

void http_response_free(struct http_response *response);
