/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/http/message.h"

/*
 * The network thread: runs requests with libcurl's multi interface over warm
 * connections, with deadlines, and can be stopped at any moment.
 *
 * TLS is always verified; redirects are never followed. The thread sleeps
 * until there is something to do.
 */

struct http_client;

struct http_client_options {
	const char *user_agent;
	/* both hold for requests to_overridden_host alone */
	const char *ca_file; /* replaces the system's certificate authorities; NULL: the system's */
	bool allow_http;     /* http: URLs too, else https: only */
	long connect_timeout_ms;
	long total_timeout_ms;
	/*
	 * The proxy for a URL as "http://host:port" or "socks5h://…", user info
	 * included; free with bfree. NULL: none is set in the system, then that of
	 * the environment is used. Called on the network thread; may be NULL.
	 */
	char *(*find_proxy)(void *data, const char *url);
	void *find_proxy_data;
};

/*
 * Takes one response, whose contents are the callee's. Called on the network
 * thread, once for each request that was accepted, cancelled ones included,
 * but not once http_client_destroy() was called.
 */
typedef void (*http_response_callback_t)(void *data, uint64_t request_id, struct http_response *response);

/* Starts the thread. The strings are copied. Returns NULL where libcurl, memory or a thread cannot be had. */
struct http_client *http_client_create(const struct http_client_options *options, http_response_callback_t callback,
				       void *callback_data);

/*
 * Any thread; never waits. Takes over the request's contents. The callback
 * names the request by request_id, which the caller chooses and which is not 0.
 */
void http_client_send(struct http_client *client, uint64_t request_id, struct http_request *request);

/* Any thread; never waits. The callback still comes: with the reply, if that was faster, or as cancelled. */
void http_client_cancel(struct http_client *client, uint64_t request_id);

/*
 * Drops all requests, ends the thread, joins it and frees everything. No
 * callback begins once it was called, and none runs after it. Does not wait for
 * servers or name servers. NULL is allowed.
 */
void http_client_destroy(struct http_client *client);
