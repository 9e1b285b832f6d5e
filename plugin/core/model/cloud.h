/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Zoom has two clouds, which know nothing of each other. Threads: any; pure. */
enum zoom_cloud {
	ZOOM_CLOUD_COMMERCIAL = 1,
	ZOOM_CLOUD_GOVERNMENT, /* Zoom for Government, zoomgov.com */
};

/* "zoom" and "zoomgov", as accounts.json has them; NULL is "zoom", 0 any other text. */
enum zoom_cloud zoom_cloud_from_name(const char *name);
const char *zoom_cloud_name(enum zoom_cloud cloud);

/* Without a slash at their ends. */
const char *zoom_cloud_api_url(enum zoom_cloud cloud);
const char *zoom_cloud_oauth_url(enum zoom_cloud cloud);

/* "https://marketplace.zoom.us": where apps are made. */
const char *zoom_cloud_marketplace_url(enum zoom_cloud cloud);

#ifdef __cplusplus
}
#endif
