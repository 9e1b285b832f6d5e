/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "problem.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Where Zoom's API is: Zoom's own address, or the one of OBS_ZOOM_API_URL.
 * Threads: any; a value.
 */

#define ZOOM_API_URL "https://api.zoom.us/v2"

struct zoom_endpoint {
	char *api_url;   /* without a slash at its end */
	char *host;      /* "api.zoom.us", "127.0.0.1:8443": for people, and as the key of what is remembered */
	char *ca_file;   /* certificate authorities for an overridden host; NULL: the system's */
	bool overridden; /* not Zoom's own address */
	bool allow_http; /* the URL is http:, which only a loopback literal may be */
};

/*
 * override_url and ca_file are the environment's OBS_ZOOM_API_URL and
 * OBS_ZOOM_CA_FILE; NULL or empty: not set. Returns false with
 * endpoint.bad_url or endpoint.http_not_loopback in *problem and an endpoint
 * that must not be used.
 */
bool zoom_endpoint_init(struct zoom_endpoint *endpoint, const char *override_url, const char *ca_file,
			struct problem *problem);
void zoom_endpoint_free(struct zoom_endpoint *endpoint);

#ifdef __cplusplus
}
#endif
