/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <curl/curl.h>

#include "core/http/client.h"

/*
 * One request on its way, as a libcurl easy handle. Used by client.c on
 * the network thread only.
 */

struct http_transfer {
	uint64_t request_id;
	struct http_request request;
	struct http_response response;
	CURL *easy;
	curl_mime *mime;
	struct curl_slist *headers;
	bool headers_ended; /* the empty line behind the last status line and its headers has come */
	bool connect_begun;
	bool tls_begun;
	bool request_begun; /* the server may have it */
	bool repeated;      /* it was sent over an old connection before, which was dead by then */
	bool sent_before;   /* repeated: the server may have it from then */
	bool own_ca_file;   /* the certificate authorities are not the system's */
	char error[CURL_ERROR_SIZE];
};

/* Takes over the request's contents. */
struct http_transfer *http_transfer_create(uint64_t request_id, struct http_request *request);

/*
 * Sets an easy handle up for the request, to go over a new connection where the old ones are distrusted. Returns false
 * where memory is short or the token cannot be a header.
 */
bool http_transfer_prepare(struct http_transfer *transfer, const struct http_client_options *options,
			   bool connections_distrusted);

/* Fills transfer->response in from the ended handle. */
void http_transfer_finish(struct http_transfer *transfer, CURLcode code);

/*
 * Whether the transfer, ended with that code, has lost the connection of an
 * earlier one before any answer came: then it is made ready to be repeated,
 * once, over a new one. One that is not idempotent is never repeated, and has a
 * new connection at once. The handle must not be in a multi handle.
 */
bool http_transfer_repeat(struct http_transfer *transfer, CURLcode code);

/* The handle must not be in a multi handle any more. */
void http_transfer_free(struct http_transfer *transfer);
