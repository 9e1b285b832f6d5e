/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include <jansson.h>

/*
 * A versioned JSON file that is held whole, so that members which this version
 * does not know survive being written back. Threads: one at a time.
 */

#define JSON_FILE_VERSION 1

enum json_file_state {
	JSON_FILE_OK = 1, /* read, or there is no file yet */
	JSON_FILE_NEWER,  /* of a higher version: read as far as possible, never written */
	JSON_FILE_BROKEN, /* no JSON object; set aside as <file>.broken when the file is next written */
};

struct json_file {
	char *path;
	json_t *root; /* an object, never NULL */
	enum json_file_state state;
	bool is_unsaved; /* the last write failed */
};

/* The JSON in the file, to be freed or wiped; NULL: there is none. */
json_t *json_file_read(const char *path);

/* Reads the file; a missing one is an empty document of the current version. */
void json_file_load(struct json_file *document, const char *path);

/* Writes the file atomically and makes its directory where that is missing. False where that fails or may not be. */
bool json_file_save(struct json_file *document);

void json_file_free(struct json_file *document);

/* The parent's member of that name: an object or an array, made empty where it is none. Borrowed. */
json_t *json_file_member(json_t *parent, const char *name, json_type type);
