/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/*
 * The time at which a token expires, in seconds since 1970, from the claims of
 * a JSON web token (RFC 7519, "exp"), given as decoded JSON. 0: it does not tell. Threads: any; pure.
 */
int64_t zoom_access_token_expiry(const char *claims_json);
/* The same of the whole token. */
int64_t zoom_access_token_expires_at(const char *token);

C_LINKAGE_END
