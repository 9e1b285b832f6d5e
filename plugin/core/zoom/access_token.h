/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/* Access tokens as people paste them. Threads: any; pure. */

enum zoom_access_token_result {
	ZOOM_ACCESS_TOKEN_OK = 1,
	ZOOM_ACCESS_TOKEN_EMPTY,
	/* a character outside visible ASCII, which could smuggle a header into the request */
	ZOOM_ACCESS_TOKEN_BAD_CHARACTER,
};

/*
 * Takes off surrounding white space and a leading "Bearer ". On ZOOM_ACCESS_TOKEN_OK
 * *token is the clean token, to be freed with secret_free; else NULL.
 */
enum zoom_access_token_result zoom_access_token_clean(const char *typed, char **token);

/*
 * The time at which a token expires, in seconds since 1970, from the claims of
 * a JSON web token (RFC 7519, "exp"), given as decoded JSON. 0: it does not tell.
 */
int64_t zoom_access_token_expiry(const char *claims_json);
/* The same of the whole token. */
int64_t zoom_access_token_expires_at(const char *token);

C_LINKAGE_END
