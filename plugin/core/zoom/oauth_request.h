/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/http/message.h"
#include "core/model/account.h"

/*
 * Requests of Zoom's OAuth server as values: "OAuth 2.0" and "Server-to-Server
 * OAuth" in Zoom's developer documentation; RFC 6749, 7009, 7636, 8628.
 * oauth_url is that of zoom_endpoint. client_secret NULL or empty: the app is a
 * public one, whose client_id goes into the form instead of HTTP Basic
 * authentication. *request must be zeroed before, and is freed with
 * http_request_free. Threads: any; pure.
 */

/* POST {oauth_url}/token, grant_type=account_credentials. */
void zoom_oauth_request_account(struct http_request *request, const char *oauth_url, const struct account *account,
				const char *client_secret);

/* grant_type=zoom_oauth_redirect_code, with the code's redirect URI and the PKCE verifier. */
void zoom_oauth_request_code(struct http_request *request, const char *oauth_url, const struct account *account,
			     const char *client_secret, const char *code, const char *verifier);

/* grant_type=refresh_token. */
void zoom_oauth_request_refresh(struct http_request *request, const char *oauth_url, const struct account *account,
				const char *client_secret, const char *refresh_token);

/* POST {oauth_url}/devicecode?client_id=… */
void zoom_oauth_request_device(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret);

/* grant_type=urn:ietf:params:oauth:grant-type:device_code. */
void zoom_oauth_request_device_poll(struct http_request *request, const char *oauth_url, const struct account *account,
				    const char *client_secret, const char *device_code);

/* POST {oauth_url}/revoke; token is an access token or a refresh token. */
void zoom_oauth_request_revoke(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret, const char *token);
