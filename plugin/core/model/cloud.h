/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

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

/* "https://marketplace.zoom.us": where apps are made. */
const char *cloud_marketplace_url(enum cloud cloud);

#ifdef __cplusplus
}
#endif
