/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "zoom_endpoint.h"

#include <string.h>

#include <curl/curl.h>
#include <util/dstr.h>

#include "network_address.h"

static bool has_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	const bool present = curl_url_get(url, part, &text, 0) == CURLUE_OK;

	curl_free(text);
	return present;
}

/* Fills host and allow_http in from api_url; returns the code of what is wrong with it, or NULL. */
static const char *read_url(struct zoom_endpoint *endpoint)
{
	CURLU *url = curl_url();
	char *scheme = NULL, *host = NULL, *port = NULL;
	const char *code = "endpoint.bad_url";
	struct dstr name = {0};

	/* an empty query or fragment, too, would swallow the paths that are built on the address */
	if (!url || strpbrk(endpoint->api_url, "?#"))
		goto out;
	if (curl_url_set(url, CURLUPART_URL, endpoint->api_url, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		goto out;
	/* a login would be shown */
	if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD))
		goto out;

	endpoint->allow_http = strcmp(scheme, "http") == 0;
	if (!endpoint->allow_http && strcmp(scheme, "https") != 0)
		goto out;
	code = endpoint->allow_http && !network_host_is_loopback_literal(host) ? "endpoint.http_not_loopback" : NULL;

	dstr_copy(&name, host);
	if (curl_url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK)
		dstr_catf(&name, ":%s", port);
	endpoint->host = name.array;
out:
	curl_free(port);
	curl_free(host);
	curl_free(scheme);
	curl_url_cleanup(url);
	return code;
}

bool zoom_endpoint_init(struct zoom_endpoint *endpoint, const char *override_url, const char *ca_file,
			struct problem *problem)
{
	struct dstr url = {0};
	const char *code;

	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->overridden = override_url && *override_url;
	dstr_copy(&url, endpoint->overridden ? override_url : ZOOM_API_URL);
	while (dstr_end(&url) == '/')
		dstr_resize(&url, url.len - 1);
	endpoint->api_url = url.array ? url.array : bstrdup("");
	if (endpoint->overridden && ca_file && *ca_file)
		endpoint->ca_file = bstrdup(ca_file);

	code = read_url(endpoint);
	if (!endpoint->host)
		endpoint->host = bstrdup("");
	if (code)
		problem_set(problem, code);
	return code == NULL;
}

void zoom_endpoint_free(struct zoom_endpoint *endpoint)
{
	bfree(endpoint->api_url);
	bfree(endpoint->host);
	bfree(endpoint->ca_file);
	memset(endpoint, 0, sizeof(*endpoint));
}
