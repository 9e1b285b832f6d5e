/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/zoom/reply.h"

/*
 * Replies of Zoom's OAuth server. Threads: any; pure.
 */

/* What was asked for: the same error means another thing, and has another remedy. */
enum zoom_oauth_reply_grant {
	ZOOM_GRANT_ACCOUNT = 1,
	ZOOM_GRANT_CODE,
	ZOOM_GRANT_REFRESH,
	ZOOM_GRANT_DEVICE, /* begins the device flow */
	ZOOM_GRANT_DEVICE_POLL,
	ZOOM_GRANT_REVOCATION, /* no grant, but the end of one: a success holds nothing */
};

/* bmem's; secrets are freed with secret_free: zoom_oauth_reply_free does all that. */
struct zoom_oauth_reply {
	enum zoom_reply_outcome outcome; /* ZOOM_REPLY_PENDING to ZOOM_REPLY_PERMANENT */
	/*
	 * Codes: those of network.* and http.* for the way to Zoom, and
	 *   sign_in.wrong_client       invalid_client: client id or secret
	 *   sign_in.app_inactive       unauthorized_client, or an app that is disabled, deactivated or removed
	 *   sign_in.wrong_account      ZOOM_GRANT_ACCOUNT: invalid_request, invalid_grant or a bad account id
	 *   sign_in.code_used          ZOOM_GRANT_CODE: invalid_grant: used, too old, other redirect URI or verifier
	 *   sign_in.expired            ZOOM_GRANT_REFRESH, _REVOCATION: invalid_grant
	 *   sign_in.denied             access_denied
	 *   sign_in.device_expired     expired_token, or invalid_grant of a poll
	 *   sign_in.wrong_method       unsupported_grant_type: the app is of another kind
	 *   sign_in.clock              instead of code_used, device_expired and other: Zoom's Date header differs by
	 *                              more than 10 min from now_s
	 *   sign_in.no_refresh_token   success without one for ZOOM_GRANT_CODE, _REFRESH or _DEVICE_POLL
	 *   sign_in.bad_reply          a success without a usable access token
	 *   sign_in.gateway            no answer of Zoom's, but the page of a gateway, firewall or proxy on the way
	 *   sign_in.other              anything else; detail: Zoom's "reason", "error_description" or "error"
	 */
	struct problem problem;
	char *access_token;   /* secret; visible ASCII only */
	char *refresh_token;  /* secret; NULL: none */
	int64_t expires_in_s; /* 0: not told, then an hour is usual */
	char *scope;          /* separated by spaces; NULL: not told */
	char *api_url;        /* as told; NULL: not told */

	char *device_code; /* secret */
	char *user_code;
	char *verification_uri;          /* https: only */
	char *verification_uri_complete; /* https: only; NULL: not told */
	int64_t interval_s;              /* 1 to 300; 5 where it is not told */
};

/* host names the OAuth server in problems of the connection. */
void zoom_oauth_reply_read(struct zoom_oauth_reply *reply, enum zoom_oauth_reply_grant grant,
			   const struct http_response *response, const char *host, const struct redaction *redaction,
			   int64_t now_s);
void zoom_oauth_reply_free(struct zoom_oauth_reply *reply);
