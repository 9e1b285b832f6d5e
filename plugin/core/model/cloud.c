/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/cloud.h"

#include <string.h>

enum cloud cloud_from_name(const char *name)
{
	if (!name || strcmp(name, "zoom") == 0)
		return CLOUD_COMMERCIAL;
	return strcmp(name, "zoomgov") == 0 ? CLOUD_GOVERNMENT : 0;
}

const char *cloud_name(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "zoomgov" : "zoom";
}

const char *cloud_api_url(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "https://api.zoomgov.com/v2" : "https://api.zoom.us/v2";
}

const char *cloud_oauth_url(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "https://zoomgov.com/oauth" : "https://zoom.us/oauth";
}

const char *cloud_marketplace_url(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "https://marketplace.zoomgov.com" : "https://marketplace.zoom.us";
}
