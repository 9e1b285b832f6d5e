/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/model/broadcast.h"
#include "core/model/encoding.h"
#include "core/model/push_record.h"
#include "core/store/document.h"

/*
 * What is remembered between runs of OBS, without secrets:
 * plugin_config/obs-zoom-livestream/state.json. How it is changed, on which
 * thread, and how long what is borrowed is there: see document.h.
 *
 *   { "version": 1, "encodings": { "api.zoom.us": "multipart" }, "dock_shown": true, "pushed_once": true,
 *     "pushes": { "default/meeting/85746065432": { "settled": "3f…", "written": "3f…", "kept": "a0…",
 *                                                  "pending": true, "undo": true } },
 *     "profiles": { "9c…": "/home/me/.config/obs-studio/basic/profiles/Sunday" },
 *     "armed": { "/home/me/.config/obs-studio/basic/profiles/Sunday": { "broadcast": "default/85746065432",
 *                                                                       "at": 1767225600 } },
 *     "no_resolution": { "default": true } }
 */

struct state_file {
	struct document *document;
};

/* settled: see document.h. */
struct state_file state_file_load(struct file_thread *files, const char *path, void (*settled)(void *context),
				  void *context);

/* The encoding that the host has accepted; 0: none is remembered. */
enum encoding state_file_encoding(struct state_file state, const char *host);

/* Remembers or, with 0, forgets the host's encoding. */
void state_file_set_encoding(struct state_file state, const char *host, enum encoding encoding);

/* The dock has shown itself, as it does at the very first start. */
#define STATE_FILE_DOCK_SHOWN "dock_shown"
/* A push by hand has succeeded on this computer, or auto-sync was used. */
#define STATE_FILE_PUSHED_ONCE "pushed_once"

/* Whether that has ever happened. Once it was noted it stays. */
bool state_file_has_happened(struct state_file state, const char *what);
void state_file_note_happened(struct state_file state, const char *what);

/* "default/meeting/85746065432": by which a broadcast is remembered, also its undo. Free with bfree. */
char *state_file_push_name(const char *account_id, enum broadcast_kind kind, uint64_t id);

/* How many broadcasts are remembered. Beyond it the oldest are forgotten, what is pending or can be undone last. */
#define STATE_FILE_PUSHES_MAX 200

/* Parts of what is remembered of a broadcast. */
#define STATE_FILE_PUSH_DIGESTS 1u
#define STATE_FILE_PUSH_UNDO 2u /* that something is kept to be put back, which another OBS may have written */
#define STATE_FILE_PUSH_WHOLE (STATE_FILE_PUSH_DIGESTS | STATE_FILE_PUSH_UNDO)

/*
 * What is remembered of a broadcast, by its account, kind and id. Fills *record,
 * which may be anything before and is empty where nothing is remembered; free
 * with push_record_free. An empty record is forgotten. parts: what else than
 * pending is written; the rest stays as it is remembered.
 *
 * Returns the name, to be freed with bfree, of one that was forgotten for the room although its last push could be
 * undone: its undo is nobody's from then on. NULL: none.
 */
void state_file_get_push(struct state_file state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			 struct push_record *record);
char *state_file_set_push(struct state_file state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			  const struct push_record *record, unsigned parts);

/* The kind under which the id is remembered; BROADCAST_KIND_UNKNOWN: under none. */
enum broadcast_kind state_file_kind(struct state_file state, const char *account_id, uint64_t id);

/* How many profiles are remembered. Beyond it those that were set first are forgotten. */
#define STATE_FILE_PROFILES_MAX 200

/*
 * In which directory the profile of that id was seen last, also by another OBS: the file is read anew. Free with bfree.
 * NULL: it was not seen, or the id is NULL.
 */
char *state_file_profile(struct state_file state, const char *id);
void state_file_set_profile(struct state_file state, const char *id, const char *directory);

/*
 * "default/meeting/85746065432" of the i-th broadcast of that account, or with NULL of all, whose last push can be
 * undone; NULL: no more. Borrowed.
 */
const char *state_file_undo_name(struct state_file state, const char *account_id, size_t i);
/* Whether it is one of those. */
bool state_file_can_undo(struct state_file state, const char *name);
/* Whether the file tells the same of that by now, at this moment. */
bool state_file_undo_is_written(struct state_file state, const char *name);
/* That push cannot be undone any more. */
void state_file_forget_undo(struct state_file state, const char *name);
/* Nothing is remembered of its broadcasts any more. */
void state_file_forget_account(struct state_file state, const char *account_id);

/*
 * Since when, in seconds since 1970, the livestream of that broadcast is to start as soon as the meeting does, in the
 * profile of that directory; 0: it is not. One profile has one at most; at_s 0 forgets it, whichever it is of.
 */
int64_t state_file_armed_at(struct state_file state, const char *profile, const char *account_id, uint64_t id);
void state_file_set_armed(struct state_file state, const char *profile, const char *account_id, uint64_t id,
			  int64_t at_s);

/* Whether Zoom has refused the resolution of a livestream of that account. Once it was noted it stays. */
bool state_file_refuses_resolution(struct state_file state, const char *account_id);
void state_file_note_resolution_refused(struct state_file state, const char *account_id);

/* All digests were made under a key that is gone: they are made a text that is none, "". */
void state_file_void_digests(struct state_file state);
