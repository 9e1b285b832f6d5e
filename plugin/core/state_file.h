/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "zoom_request.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What is remembered between runs of OBS, without secrets:
 * plugin_config/obs-zoom-livestream/state.json. Threads: one at a time.
 *
 *   { "version": 1, "encodings": { "api.zoom.us": "multipart" }, "dock_shown": true }
 */

struct state_file;

struct state_file *state_file_load(const char *path);
void state_file_free(struct state_file *state);

/* The encoding that the host has accepted; 0: none is remembered. */
enum zoom_encoding state_file_encoding(const struct state_file *state, const char *host);

/* Remembers or, with 0, forgets the host's encoding, and writes the file where that is a change. */
void state_file_set_encoding(struct state_file *state, const char *host, enum zoom_encoding encoding);

/* Whether the dock has shown itself once, as it does at the very first start. Setting it writes the file. */
bool state_file_dock_shown(const struct state_file *state);
void state_file_set_dock_shown(struct state_file *state);

#ifdef __cplusplus
}
#endif
