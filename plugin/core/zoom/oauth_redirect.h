/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/account.h"
#include "core/model/problem.h"

/*
 * The browser's part of the authorization code flow (RFC 6749, 7636, 8252):
 * where it is sent, and what it comes back with. Threads: any; pure.
 */

/* Registered in the app by default; its port is one that nothing else is known to use. */
#define ZOOM_OAUTH_REDIRECT_URI "http://127.0.0.1:47823/zoom"

/*
 * {oauth_url}/authorize?response_type=code&client_id=…&redirect_uri=…&state=…
 * &code_challenge=…&code_challenge_method=S256; no scope. Free with bfree.
 */
char *zoom_oauth_redirect_page_url(const char *oauth_url, const struct account *account, const char *state,
				   const char *challenge);

/* Where a redirect URI on this computer leads to. */
struct zoom_oauth_redirect_listener {
	char *address; /* "127.0.0.1" or "::1"; "localhost" is the first */
	uint16_t port;
	char *path; /* "/zoom" */
};

/* False, with *listener zeroed, where it is no http: URI of loopback with a port: the address is to be pasted. */
bool zoom_oauth_redirect_listener_of(const char *redirect_uri, struct zoom_oauth_redirect_listener *listener);
void zoom_oauth_redirect_listener_free(struct zoom_oauth_redirect_listener *listener);

/*
 * Whether it can be a redirect URI: https:, or http: on loopback with a port, without a
 * fragment. Else sign_in.bad_redirect_uri is in *problem.
 */
bool zoom_oauth_redirect_check_uri(const char *redirect_uri, struct problem *problem);

/*
 * The code in what the browser has come back with: the whole address, as it was
 * pasted, with what mails and chats put around it and into it, or a request's
 * target ("/zoom?code=…"). Returns NULL with, in *problem: sign_in.denied,
 * sign_in.wrong_state (missing or another one), sign_in.no_code (no such
 * address: nothing of it may be taken), sign_in.redirect_refused (the address of
 * the consent page itself), sign_in.other (detail: the error that it tells). Free
 * with secret_free.
 */
char *zoom_oauth_redirect_code(const char *text, const char *state, struct problem *problem);
