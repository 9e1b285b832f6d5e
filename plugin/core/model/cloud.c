/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/cloud.h"

#include <string.h>

#include <util/dstr.h>

static const struct {
	const char *name;
	bool may_see_secrets;
} domains[] = {
	{"zoom.us", true}, {"zoomgov.com", true}, {"zoom.com", false}, {"zoom.com.cn", false}, {"zoom.de", false},
};

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

const char *cloud_portal_url(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "https://zoomgov.com" : "https://zoom.us";
}

const char *cloud_marketplace_url(enum cloud cloud)
{
	return cloud == CLOUD_GOVERNMENT ? "https://marketplace.zoomgov.com" : "https://marketplace.zoom.us";
}

static bool is_of_domain(const char *host, bool may_see_secrets)
{
	const size_t length = strlen(host);

	for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++) {
		const size_t domain_length = strlen(domains[i].name);

		if ((may_see_secrets && !domains[i].may_see_secrets) || length < domain_length ||
		    astrcmpi(host + length - domain_length, domains[i].name) != 0)
			continue;
		if (length == domain_length || (length > domain_length + 1 && host[length - domain_length - 1] == '.'))
			return true;
	}
	return false;
}

bool cloud_host_is_zoom(const char *host)
{
	return is_of_domain(host, false);
}

bool cloud_host_may_see_secrets(const char *host)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

	return !host[strspn(host, letters)] && is_of_domain(host, true);
}
