/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/account.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The scopes that this plugin uses, and what each is for. Threads: any; pure.
 */

enum zoom_feature {
	ZOOM_FEATURE_PUSH_MEETING = 1, /* meeting:update:livestream: the only one that is needed */
	ZOOM_FEATURE_CHECK_MEETING,    /* meeting:read:livestream */
	ZOOM_FEATURE_NAME_MEETING,     /* meeting:read:meeting: topic and host */
	ZOOM_FEATURE_PUSH_WEBINAR,
	ZOOM_FEATURE_CHECK_WEBINAR,
	ZOOM_FEATURE_NAME_WEBINAR,
	ZOOM_FEATURE_TELL_USER,     /* user:read:user: who it is */
	ZOOM_FEATURE_TELL_SETTINGS, /* user:read:settings: whether livestreaming is switched on */
};
#define ZOOM_FEATURE_COUNT 8

/* The granular scope, as the app's page lists it: with ":admin" for server-to-server. Borrowed. */
const char *zoom_scope_of(enum zoom_feature feature, enum account_method method);

/* All of them, a line each, to be copied: free with bfree. */
char *zoom_scope_list(enum account_method method);

/* Whether a token of these scopes (separated by spaces) has the feature, by granular, classic and admin ones. */
bool zoom_scope_allows(const char *scopes, enum zoom_feature feature);

#ifdef __cplusplus
}
#endif
