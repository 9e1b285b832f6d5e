/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/model/problem.h"

/*
 * Where OBS streams to, as read from its service, and the rules for handing
 * that to Zoom.
 *
 * Threads: any; pure values.
 */

/* Zoom API reference, "Update a meeting's livestream": limits in characters. */
#define DESTINATION_URL_CHARACTERS_MAX 1024
#define DESTINATION_KEY_CHARACTERS_MAX 512

/* What was read from OBS's service. All strings are bmem's; NULL where the service gave none. */
struct destination {
	char *service_type;    /* "rtmp_custom", "rtmp_common", "whip_custom", …; NULL: OBS has no service */
	char *service_name;    /* "Twitch", …, as chosen in rtmp_common; NULL otherwise */
	char *url;             /* as OBS would use it; may hold secrets */
	char *key;             /* secret */
	char *linked_login;    /* of the account that OBS is linked with at the service; NULL: none, or not known */
	bool uses_login;       /* a user name or password is set beside the key */
	unsigned output_lines; /* of OBS's picture, as it is streamed; 0: not known */
	bool lookup_failed;    /* a server is chosen, but the service could not find out its address: there is no URL */
};

void destination_copy(struct destination *target, const struct destination *source);
void destination_free(struct destination *destination);

/* Whether both would be pushed the same, URL and key byte for byte, or both could not be looked up. */
bool destination_same(const struct destination *a, const struct destination *b);

/*
 * Whether the destination can be pushed. Returns false and fills *problem (an
 * initialised or zeroed one) where it cannot. Codes: destination.none,
 * .unknown_service, .whip, .hls, .srt, .rist, .not_rtmp, .no_url,
 * .lookup_failed, .bad_url, .no_key, .key_in_url, .login, .url_too_long, .key_too_long.
 */
bool destination_check(const struct destination *destination, struct problem *problem);

/* Whether Zoom's servers cannot reach the URL's host: a private, loopback or link-local address or name. */
bool destination_is_private(const struct destination *destination);

/*
 * The URL as it may be shown: scheme, host, port and application, without user
 * info, query, further path or anything that may be a key. Free with bfree;
 * NULL where there is no URL to show.
 */
char *destination_display_url(const struct destination *destination);

/* "••••x7Qa": the key's last 4 characters from 16 characters up, only dots below. Free with bfree; NULL: no key. */
char *destination_key_hint(const struct destination *destination);

/*
 * The page on which the service shows what the linked account streams. Free with bfree; NULL: not known. OBS keeps the
 * name of a linked channel for Twitch alone: of a YouTube channel it keeps the title, which is no address.
 */
char *destination_page_url(const struct destination *destination);

/*
 * Makes of what OBS's settings hold what OBS connects with. Its RTMP output cuts
 * off blanks, tabs and line ends around both URL and key, by the function that
 * does it here, and nothing else. The suffix by which OBS asks Twitch for a
 * bandwidth test goes as well: it is of one session, not of the key.
 */
void destination_normalise(struct destination *destination);
