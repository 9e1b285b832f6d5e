/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/cloud.h"

#include <string.h>

enum zoom_cloud zoom_cloud_from_name(const char *name)
{
	if (!name || strcmp(name, "zoom") == 0)
		return ZOOM_CLOUD_COMMERCIAL;
	return strcmp(name, "zoomgov") == 0 ? ZOOM_CLOUD_GOVERNMENT : 0;
}

const char *zoom_cloud_name(enum zoom_cloud cloud)
{
	return cloud == ZOOM_CLOUD_GOVERNMENT ? "zoomgov" : "zoom";
}

const char *zoom_cloud_api_url(enum zoom_cloud cloud)
{
	return cloud == ZOOM_CLOUD_GOVERNMENT ? "https://api.zoomgov.com/v2" : "https://api.zoom.us/v2";
}

const char *zoom_cloud_oauth_url(enum zoom_cloud cloud)
{
	return cloud == ZOOM_CLOUD_GOVERNMENT ? "https://zoomgov.com/oauth" : "https://zoom.us/oauth";
}

const char *zoom_cloud_marketplace_url(enum zoom_cloud cloud)
{
	return cloud == ZOOM_CLOUD_GOVERNMENT ? "https://marketplace.zoomgov.com" : "https://marketplace.zoom.us";
}
