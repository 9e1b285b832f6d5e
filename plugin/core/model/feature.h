/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/* What this plugin does with Zoom, by the scope that each needs. */
enum feature {
	FEATURE_PUSH_MEETING = 1, /* meeting:update:livestream: the only one that is needed */
	FEATURE_CHECK_MEETING,    /* meeting:read:livestream */
	FEATURE_NAME_MEETING,     /* meeting:read:meeting: topic and host */
	FEATURE_START_MEETING,    /* meeting:update:livestream_status: starting and stopping the livestream */
	FEATURE_PUSH_WEBINAR,
	FEATURE_CHECK_WEBINAR,
	FEATURE_NAME_WEBINAR,
	FEATURE_START_WEBINAR,
	FEATURE_TELL_USER,     /* user:read:user: who it is */
	FEATURE_TELL_SETTINGS, /* user:read:settings: whether livestreaming is switched on */
};
#define FEATURE_COUNT 10

static inline bool feature_is_for_webinars(enum feature feature)
{
	return feature >= FEATURE_PUSH_WEBINAR && feature <= FEATURE_START_WEBINAR;
}

enum feature_state {
	FEATURE_UNKNOWN = 1, /* Zoom tells scopes at the sign-in only, not for pasted tokens */
	FEATURE_ALLOWED,
	FEATURE_MISSING,
};
