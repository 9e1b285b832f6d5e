/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/http/message.h"
#include "core/model/cloud.h"
#include "core/model/problem.h"

/*
 * Where Zoom is: its own addresses, those of a cloud, or the ones of
 * OBS_ZOOM_API_URL and OBS_ZOOM_OAUTH_URL; and which hosts may see a token.
 * Threads: any; a value.
 */

struct zoom_endpoint_options {
	/* The environment's; NULL or empty: not set. */
	const char *api_url;   /* OBS_ZOOM_API_URL */
	const char *oauth_url; /* OBS_ZOOM_OAUTH_URL */
	const char *ca_file;   /* OBS_ZOOM_CA_FILE */
};

struct zoom_endpoint {
	char *api_url;   /* "https://api.zoom.us/v2"; without a slash at its end */
	char *oauth_url; /* "https://zoom.us/oauth"; without a slash at its end */
	char *host; /* of api_url: "api.zoom.us", "127.0.0.1:8443": for people, and as the key of what is remembered */
	char *oauth_host;
	char *ca_file;         /* certificate authorities for overridden hosts; NULL: the system's */
	char *overridden_host; /* secrets are kept for it: host, else oauth_host, where overridden; NULL */
	bool api_overridden;
	bool oauth_overridden;
	bool allow_http; /* an overridden URL is http:, which only a loopback literal may be */
};

/*
 * The cloud's own addresses, or the environment's instead. Returns false with
 * endpoint.bad_url or endpoint.http_not_loopback (subject: the variable's name)
 * in *problem and an endpoint that must not be used.
 */
bool zoom_endpoint_init(struct zoom_endpoint *endpoint, enum cloud cloud, const struct zoom_endpoint_options *options,
			struct problem *problem);
void zoom_endpoint_free(struct zoom_endpoint *endpoint);

/*
 * The API's URL by what a token's reply tells in "api_url", such as
 * "https://api-eu.zoom.us": that with "/v2". The endpoint's own where it is
 * overridden, and where Zoom tells none or one that must not see a token.
 * Free with bfree. *refused_host, which may be NULL, is that of such a one, or
 * NULL; free with bfree.
 */
char *zoom_endpoint_regional_api_url(const struct zoom_endpoint *endpoint, const char *told, char **refused_host);

/* The host, with the port where the URL has one; NULL where it is no URL. Free with bfree. */
char *zoom_endpoint_host_of(const char *url);

/*
 * Whether a token or a client secret may go to that URL: one below api_url or
 * oauth_url where they are overridden, else https: to zoom.us, *.zoom.us, zoomgov.com
 * and *.zoomgov.com, without a port of its own and without a login.
 */
bool zoom_endpoint_is_trusted(const struct zoom_endpoint *endpoint, const char *url);

/* Sets request->to_overridden_host by its URL. */
void zoom_endpoint_mark(const struct zoom_endpoint *endpoint, struct http_request *request);
