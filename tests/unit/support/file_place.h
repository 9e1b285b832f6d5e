/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/file_world.h"

/* A file in an empty directory of a test's own, and the file thread that writes it. */
struct place {
	char directory[64];
	char path[96];
	struct file_world world;
};

/* Without the thread. */
static inline void place_make(struct place *place)
{
	memset(place, 0, sizeof(*place));
	make_directory(place->directory, sizeof(place->directory));
	snprintf(place->path, sizeof(place->path), "%s/file.json", place->directory);
}

static inline void place_begin(struct place *place)
{
	place_make(place);
	file_world_begin(&place->world);
}

/* Fails where anything but the file, its lock and what was set aside of it was left behind. */
static inline void place_end(struct place *place)
{
	static const char *const endings[] = {"", ".broken", ".lock"};

	file_world_end(&place->world);
	for (size_t i = 0; i < COUNT(endings); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s%s", place->path, endings[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(place->directory), 0);
}

static inline void place_write(const struct place *place, const char *text)
{
	FILE *file = fopen(place->path, "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}
