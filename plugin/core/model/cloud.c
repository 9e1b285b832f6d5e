/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/cloud.h"

#include <string.h>

#include "core/base/host_kind.h"

/* Where meetings are held, also under the names of partners, and where the two clouds' APIs are. */
static const struct {
	const char *name;
	bool may_see_secrets;
} domains[] = {
	{"zoom.us", true},      {"zoomgov.com", true}, {"zoom.com", false},  {"zoom.com.cn", false},
	{"zoomus.cn", false},   {"zoom.de", false},    {"zoom-x.de", false}, /* Deutsche Telekom, for schools and universities */
	{"zoomcrc.com", false},                                              /* for rooms that call by SIP or H.323 */
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

static bool is_of_domains(const char *host, bool may_see_secrets)
{
	for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++) {
		if ((domains[i].may_see_secrets || !may_see_secrets) && host_kind_is_of_domain(host, domains[i].name))
			return true;
	}
	return false;
}

bool cloud_host_is_zoom(const char *host)
{
	return is_of_domains(host, false);
}

bool cloud_host_may_see_secrets(const char *host)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

	return !host[strspn(host, letters)] && is_of_domains(host, true);
}
