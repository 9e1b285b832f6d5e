/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include <jansson.h>

/* A JSON file as it is on disk. Each call reads or writes it. Threads: any; who writes holds the file's lock. */

#define JSON_FILE_VERSION 1

enum json_file_state {
	JSON_FILE_OK = 1,
	JSON_FILE_MISSING,
	JSON_FILE_NEWER,  /* of a higher version: read as far as possible, never written */
	JSON_FILE_BROKEN, /* no JSON object; a directory is none */
};

/* *root, to be freed or wiped, is an object, empty where there is none to be had. */
enum json_file_state json_file_read(const char *path, json_t **root);

/* Keeps what has that name as <path>.broken. */
bool json_file_set_aside(const char *path);

/*
 * Replaces the file atomically, in a directory that is there. When this returns true, it is on disk, also after a loss
 * of power. is_private: only its owner can ever read it. Once *is_hurried (an atomic; NULL: there is no hurry) the disk
 * is not waited for: the system brings it there within seconds. Of a private one its name alone.
 */
bool json_file_write(const char *path, const json_t *root, bool is_private, const volatile bool *is_hurried);
