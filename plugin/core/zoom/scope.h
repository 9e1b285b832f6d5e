/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/c_linkage.h"
#include "core/model/account.h"
#include "core/model/feature.h"

C_LINKAGE_BEGIN

/*
 * The scopes that this plugin uses, and what each is for. Threads: any; pure.
 */

/* The granular scope, as the app's page lists it: with ":admin" for server-to-server. Borrowed. */
const char *zoom_scope_of(enum feature feature, enum account_method method);

/* Those that only webinars need, or all others, a line each, to be copied: free with bfree. */
char *zoom_scope_list(enum account_method method, bool is_for_webinars);

/* Whether a token of these scopes (separated by spaces) has the feature, by granular, classic and admin ones. */
bool zoom_scope_allows(const char *scopes, enum feature feature);

C_LINKAGE_END
