/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Whether a broadcast is a meeting or a webinar. Zoom has one API path for each, and only Zoom knows which fits. */
enum broadcast_kind {
	BROADCAST_KIND_UNKNOWN = 1,
	BROADCAST_KIND_MEETING,
	BROADCAST_KIND_WEBINAR,
};
