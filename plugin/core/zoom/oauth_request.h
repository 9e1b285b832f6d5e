/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/http/message.h"
#include "core/model/account.h"
#include "core/zoom/oauth_reply.h"

/*
 * Requests of Zoom's OAuth server as values: "OAuth 2.0" and "Server-to-Server
 * OAuth" in Zoom's developer documentation; RFC 6749, 7009, 7636, 8628.
 * oauth_url is that of zoom_endpoint. client_secret NULL or empty: the app is a
 * public one, whose client_id goes into the form instead of HTTP Basic
 * authentication. *request must be zeroed before, and is freed with
 * http_request_free. Threads: any; pure.
 */

/*
 * POST {oauth_url}/token with what the grant is given for: the account's own id
 * (ZOOM_GRANT_ACCOUNT; proof is passed over), the refresh token
 * (ZOOM_GRANT_REFRESH) or the device code (ZOOM_GRANT_DEVICE_POLL).
 */
void zoom_oauth_request_token(struct http_request *request, const char *oauth_url, const struct account *account,
			      const char *client_secret, enum zoom_oauth_reply_grant grant, const char *proof);

/* The same for ZOOM_GRANT_CODE, with the code's redirect URI and the PKCE verifier. */
void zoom_oauth_request_code(struct http_request *request, const char *oauth_url, const struct account *account,
			     const char *client_secret, const char *code, const char *verifier);

/* POST {oauth_url}/devicecode?client_id=… */
void zoom_oauth_request_device(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret);

/* POST {oauth_url}/revoke; token is an access token or a refresh token. */
void zoom_oauth_request_revoke(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret, const char *token);
