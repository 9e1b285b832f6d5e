/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/broadcast.h"

/*
 * The settings of one OBS profile: <profile directory>/obs-zoom-livestream.json.
 * Members that this version does not know are kept. Threads: one at a time.
 *
 *   { "version": 1, "account": "default", "auto_sync": false, "profile_id": "9c…",
 *     "broadcasts": [ { "kind": "meeting", "id": 85746065432, "page_url": "https://…" } ] }
 */

#define PROFILE_SETTINGS_FILE_NAME "obs-zoom-livestream.json"
#define PROFILE_SETTINGS_ID "profile_id"

struct profile_settings;

/* Reads the settings of the profile in that directory; a missing file means that all is unset. */
struct profile_settings *profile_settings_load(const char *profile_directory);
void profile_settings_free(struct profile_settings *settings);

/* What is wrong with the file: "settings.newer", "settings.broken", "settings.not_saved" (at the last try) or NULL. */
const char *profile_settings_problem_code(const struct profile_settings *settings);

/* The account's id, the broadcast's own before the profile's; NULL: none was chosen. Borrowed until it is set. */
const char *profile_settings_account(const struct profile_settings *settings);
/* NULL: none is chosen any more. */
void profile_settings_set_account(struct profile_settings *settings, const char *account_id);

/* The first broadcast. Values that cannot be are read as unset. Its text is borrowed until the broadcast is set. */
struct broadcast profile_settings_broadcast(const struct profile_settings *settings);
void profile_settings_set_broadcast(struct profile_settings *settings, const struct broadcast *broadcast);

/* Whether Zoom is kept in step with OBS by itself. */
bool profile_settings_auto_sync(const struct profile_settings *settings);
void profile_settings_set_auto_sync(struct profile_settings *settings, bool auto_sync);

/* What tells a copy of the profile from it: see profile_origin.h. NULL: none yet. Borrowed until it is set. */
const char *profile_settings_id(const struct profile_settings *settings);
void profile_settings_set_id(struct profile_settings *settings, const char *id);

/* Writes the file at once, atomically. False where that fails, or where a newer version has written it. */
bool profile_settings_save(struct profile_settings *settings);
