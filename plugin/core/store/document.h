/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "core/store/file_thread.h"
#include "core/store/json_file.h"

/*
 * A versioned JSON file that several OBS may have, and what this OBS knows of it.
 *
 * A change is made at once to what is known, and soon to the file: on the file
 * thread, with the file locked, to what it holds at that moment. So members that
 * this version does not know survive, and so does what another OBS has changed.
 * What cannot be written is tried again with the next change, but for a file of
 * a newer version, which is never written: a document that learns forgets the
 * change. Of changes that cannot be written the oldest beyond a thousand are
 * given up. A file that has gone missing, or broken, since it was read is made
 * anew of what it held; the directory of a document whose lock is elsewhere is
 * not: what is in a profile that was removed goes with it.
 *
 * Each kind of file has its document in a type of its own, so that the compiler tells them apart.
 * Threads: OBS's UI thread, which never waits for a lock here, nor for a write.
 */

struct document;

struct document_options {
	const char *path;
	const char *lock_path; /* see file_lock.h; NULL: as path */
	bool learns;           /* what other OBS have written is known after each try to write */
	/* a change is known once it is written, and given up where it cannot be */
	bool is_cautious;
	/* The last change is written, or cannot be; NULL: nobody wants to know. Not once the document is closed. */
	void (*settled)(void *context);
	void *context;
};

/* Reads the file, without its lock. What one of that path was closed with, and is still to be written, is known, too. */
struct document *document_open(struct file_thread *files, const struct document_options *options);
/* What is still to be written is written all the same. NULL is allowed. */
void document_close(struct document *document);

/* What is known. Borrowed until the event loop goes on, or something is changed. */
const json_t *document_root(const struct document *document);

/* What the file holds at this moment, without its lock; an empty object where there is none. To be freed. */
json_t *document_read(const struct document *document);

/* What the file was when it was read last, also for a write. */
enum json_file_state document_state(const struct document *document);
/* All changes are written, or could not be. */
bool document_is_settled(const struct document *document);
/* The last try to write has failed. */
bool document_is_unsaved(const struct document *document);

/* Changes root by what is in values. On the UI thread and on the file thread; pure. */
typedef void (*document_change_t)(json_t *root, const json_t *values);

/* Takes values over; NULL is no change. Nothing is written where it is none. */
void document_change(struct document *document, document_change_t change, json_t *values);

/* A change: root gets all members of values; null takes one out, objects are gone into. */
void document_merge(json_t *root, const json_t *values);

/* The parent's member of that name: an object or an array, made empty where it is none. Borrowed. */
json_t *document_member(json_t *parent, const char *name, json_type type);
