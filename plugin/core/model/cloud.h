/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/* Zoom has two clouds, which know nothing of each other. Threads: any; pure. */
enum cloud {
	CLOUD_COMMERCIAL = 1,
	CLOUD_GOVERNMENT, /* Zoom for Government, zoomgov.com */
};

/* "zoom" and "zoomgov", as accounts.json has them; NULL is "zoom", 0 any other text. */
enum cloud cloud_from_name(const char *name);
const char *cloud_name(enum cloud cloud);

/* Without a slash at their ends. */
const char *cloud_api_url(enum cloud cloud);
const char *cloud_oauth_url(enum cloud cloud);

/* "https://zoom.us": where meetings and users are managed. */
const char *cloud_portal_url(enum cloud cloud);

/* "https://marketplace.zoom.us": where apps are made. */
const char *cloud_marketplace_url(enum cloud cloud);

/* Whether a link to that host leads to Zoom: one of its domains or a partner's, or a host below. */
bool cloud_host_is_zoom(const char *host);
/* Whether a token or a client secret may go there: to the domains of the two clouds' APIs, and to hosts below. */
bool cloud_host_may_see_secrets(const char *host);

C_LINKAGE_END
