/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/broadcast.h"
#include "core/model/live.h"
#include "core/store/document.h"

/*
 * The settings of one OBS profile: <profile directory>/obs-zoom-livestream.json.
 * How it is changed, on which thread, and how long what is borrowed is there: see
 * document.h. What another OBS of the same profile decides is kept in the file,
 * and not looked at here: what this one shows is changed by its own person only.
 *
 *   { "version": 1, "account": "default", "auto_sync": false, "profile_id": "9c…", "hide_details": true,
 *     "broadcasts": [ { "kind": "meeting", "id": 85746065432, "page_url": "https://…" } ],
 *     "livestream": { "display_name": "Sunday service", "active_speaker_name": true, "layout": "speaker_view",
 *                     "close_caption": "off", "after_break": true },
 *     "page_urls": { "rtmps://a.rtmps.youtube.com:443/live2": "https://…" } }
 */

#define PROFILE_SETTINGS_FILE_NAME "obs-zoom-livestream.json"

struct profile_settings {
	struct document *document;
};

/*
 * Reads the settings of the profile in that directory; a missing file means that all is unset. The lock's file, one for
 * all profiles, lies where neither a watch on the profile nor a copy of it meets it. settled: see document.h.
 */
struct profile_settings profile_settings_load(struct file_thread *files, const char *profile_directory,
					      const char *lock_path, void (*settled)(void *context), void *context);

/* What is wrong with the file: "settings.newer", "settings.broken", "settings.not_saved" (at the last try) or NULL. */
const char *profile_settings_problem_code(struct profile_settings settings);

/* The account's id, the broadcast's own before the profile's; NULL: none was chosen. Borrowed. */
const char *profile_settings_account(struct profile_settings settings);
/* NULL: none is chosen any more. */
void profile_settings_set_account(struct profile_settings settings, const char *account_id);

/* The first broadcast. Values that cannot be are read as unset. Its text is borrowed. */
struct broadcast profile_settings_broadcast(struct profile_settings settings);
void profile_settings_set_broadcast(struct profile_settings settings, const struct broadcast *broadcast);

/* Of how many servers the page URL is remembered; the one that was set first goes first. */
#define PROFILE_SETTINGS_PAGE_URLS_MAX 50

/* The page URL that the person has used with that server, a URL without secrets. Borrowed; NULL: none. */
const char *profile_settings_page_url_of(struct profile_settings settings, const char *server);
void profile_settings_set_page_url_of(struct profile_settings settings, const char *server, const char *page_url);

/* Whether Zoom is kept in step with OBS by itself. */
bool profile_settings_auto_sync(struct profile_settings settings);
void profile_settings_set_auto_sync(struct profile_settings settings, bool auto_sync);

/* Whether the dock does not show the key's last characters and the host's address, which may be on a projected screen. */
bool profile_settings_hide_details(struct profile_settings settings);
void profile_settings_set_hide_details(struct profile_settings settings, bool hide);

/* How Zoom's livestream is started. What is missing, or cannot be, is the default. Free with live_settings_free. */
void profile_settings_get_live(struct profile_settings settings, struct live_settings *live);
void profile_settings_set_live(struct profile_settings settings, const struct live_settings *live);

/* What tells a copy of the profile from it: see below. NULL: none yet. Borrowed until it is set. */
const char *profile_settings_id(struct profile_settings settings);
void profile_settings_set_id(struct profile_settings settings, const char *id);

/*
 * Where the settings of a profile come from. OBS copies their file both when it
 * duplicates and when it renames a profile. Settings with auto-sync carry a
 * random id, and state.json remembers in which directory that was seen last:
 * where it is carried there still, the settings here are a copy.
 */
enum profile_settings_origin {
	PROFILE_SETTINGS_KNOWN = 1,  /* they are where they were */
	PROFILE_SETTINGS_FIRST_SEEN, /* without an id, or with one that was never seen on this computer */
	PROFILE_SETTINGS_MOVED,      /* the profile was renamed, or its home has moved */
	PROFILE_SETTINGS_COPIED,     /* the profile that they were copied from is still there */
};

/*
 * id: of the settings in that directory; NULL: they have none. seen_in: the
 * directory in which the id was seen last; NULL: in none. Reads the file there,
 * where that is another one.
 */
enum profile_settings_origin profile_settings_find_origin(const char *id, const char *directory, const char *seen_in);
