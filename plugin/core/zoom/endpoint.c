/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/endpoint.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/host_kind.h"
#include "core/base/text.h"
#include "core/base/url.h"

#define API_VARIABLE "OBS_ZOOM_API_URL"
#define OAUTH_VARIABLE "OBS_ZOOM_OAUTH_URL"
#define API_PATH "/v2"

static const struct text_members texts = TEXT_MEMBERS(
	struct zoom_endpoint, offsetof(struct zoom_endpoint, api_url), offsetof(struct zoom_endpoint, oauth_url),
	offsetof(struct zoom_endpoint, host), offsetof(struct zoom_endpoint, oauth_host),
	offsetof(struct zoom_endpoint, ca_file), offsetof(struct zoom_endpoint, overridden_host));

/* An empty query or fragment, too, would swallow the paths that are built on the address. */
static bool has_query(const char *text)
{
	return strpbrk(text, "?#") != NULL;
}

static bool is_http_of_loopback(const struct url *parts)
{
	return strcmp(parts->scheme, "http") == 0 && host_kind_is_loopback_literal(parts->host);
}

char *zoom_endpoint_host_of(const char *url)
{
	struct url parts;
	char *host = url_read(&parts, url, URL_OF_WEB) ? url_authority(&parts) : NULL;

	url_free(&parts);
	return host;
}

static char *without_slashes_at_end(const char *url)
{
	size_t length = strlen(url);

	while (length && url[length - 1] == '/')
		length--;
	return bstrdup_n(url, length);
}

/* Fills one of the two addresses in. Returns false with the reason in *problem, which keeps an earlier one. */
static bool init_address(struct zoom_endpoint *endpoint, char **url, char **host, const char *text,
			 const char *variable, struct problem *problem)
{
	const char *code = NULL;
	struct url parts;

	*url = without_slashes_at_end(text);
	/* a login would be shown */
	if (!url_read(&parts, *url, URL_OF_WEB) || url_has_login(&parts) || has_query(*url))
		code = "endpoint.bad_url";
	else if (strcmp(parts.scheme, "http") == 0 && !is_http_of_loopback(&parts))
		code = "endpoint.http_not_loopback";
	else if (strcmp(parts.scheme, "http") == 0)
		endpoint->allow_http = true;
	else if (strcmp(parts.scheme, "https") != 0)
		code = "endpoint.bad_url";
	*host = code ? bstrdup("") : url_authority(&parts);
	url_free(&parts);
	if (code && !problem_is_set(problem)) {
		problem_set(problem, code);
		problem_set_subject(problem, variable);
	}
	return !code;
}

bool zoom_endpoint_init(struct zoom_endpoint *endpoint, enum cloud cloud, const struct zoom_endpoint_options *options,
			struct problem *problem)
{
	bool api_ok, oauth_ok;

	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->api_overridden = !text_is_empty(options->api_url);
	endpoint->oauth_overridden = !text_is_empty(options->oauth_url);
	api_ok = init_address(endpoint, &endpoint->api_url, &endpoint->host,
			      endpoint->api_overridden ? options->api_url : cloud_api_url(cloud), API_VARIABLE,
			      problem);
	oauth_ok = init_address(endpoint, &endpoint->oauth_url, &endpoint->oauth_host,
				endpoint->oauth_overridden ? options->oauth_url : cloud_oauth_url(cloud),
				OAUTH_VARIABLE, problem);
	if (endpoint->api_overridden)
		endpoint->overridden_host = bstrdup(endpoint->host);
	else if (endpoint->oauth_overridden)
		endpoint->overridden_host = bstrdup(endpoint->oauth_host);
	if (endpoint->overridden_host && !text_is_empty(options->ca_file))
		endpoint->ca_file = bstrdup(options->ca_file);
	return api_ok && oauth_ok;
}

void zoom_endpoint_free(struct zoom_endpoint *endpoint)
{
	text_free_members(endpoint, &texts);
}

/* Byte for byte, so that nothing is left to be read in two ways; "https://host" is not above "https://host@other". */
static bool is_below(const char *url, const char *base)
{
	const size_t length = strlen(base);

	return strncmp(url, base, length) == 0 && (!url[length] || url[length] == '/' || url[length] == '?');
}

static bool is_below_override(const struct zoom_endpoint *endpoint, const char *url)
{
	return (endpoint->api_overridden && is_below(url, endpoint->api_url)) ||
	       (endpoint->oauth_overridden && is_below(url, endpoint->oauth_url));
}

bool zoom_endpoint_is_trusted(const struct zoom_endpoint *endpoint, const char *url)
{
	struct url parts;
	bool is_https, trusted;

	if (!url_read(&parts, url, URL_OF_WEB))
		return false;
	is_https = strcmp(parts.scheme, "https") == 0;
	if (is_below_override(endpoint, url))
		trusted = is_https || is_http_of_loopback(&parts);
	else
		trusted = is_https && cloud_host_may_see_secrets(parts.host) && !parts.port;
	trusted = trusted && !url_has_login(&parts);
	url_free(&parts);
	return trusted;
}

/* "https://api-eu.zoom.us", also with slashes or "/v2" at its end, with "/v2"; NULL where there is more to it. */
static char *api_url_of(const char *told)
{
	char *base = without_slashes_at_end(told);
	struct url parts;
	struct dstr url = {0};

	if (url_read(&parts, base, URL_OF_WEB)) {
		const bool is_bare = !parts.path || strcmp(parts.path, "/") == 0;

		if (!has_query(base) && (is_bare || strcmp(parts.path, API_PATH) == 0))
			dstr_printf(&url, "%s%s", base, is_bare ? API_PATH : "");
		url_free(&parts);
	}
	bfree(base);
	return url.array;
}

char *zoom_endpoint_regional_api_url(const struct zoom_endpoint *endpoint, const char *told, char **refused_host)
{
	const bool is_told = !text_is_empty(told);
	char *url = is_told ? api_url_of(told) : NULL;
	const bool is_trusted = url && zoom_endpoint_is_trusted(endpoint, url);

	if (refused_host)
		*refused_host = is_told && !is_trusted ? zoom_endpoint_host_of(told) : NULL;
	if (is_trusted && !endpoint->api_overridden)
		return url;
	bfree(url);
	return bstrdup(endpoint->api_url);
}

void zoom_endpoint_mark(const struct zoom_endpoint *endpoint, struct http_request *request)
{
	request->to_overridden_host = is_below_override(endpoint, request->url);
}
