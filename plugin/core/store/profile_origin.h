/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Where the settings of a profile come from. OBS copies their file both when it
 * duplicates and when it renames a profile. Settings with auto-sync carry a
 * random id, and state.json remembers in which directory that was seen last:
 * where it is carried there still, the settings here are a copy. Threads: any.
 */

enum profile_origin {
	PROFILE_ORIGIN_KNOWN = 1,  /* they are where they were */
	PROFILE_ORIGIN_FIRST_SEEN, /* without an id, or with one that was never seen on this computer */
	PROFILE_ORIGIN_MOVED,      /* the profile was renamed, or its home has moved */
	PROFILE_ORIGIN_COPIED,     /* the profile that they were copied from is still there */
};

/*
 * id: of the settings in that directory; NULL: they have none. seen_in: the
 * directory in which the id was seen last; NULL: in none. Reads the file there,
 * where that is another one.
 */
enum profile_origin profile_origin_find(const char *id, const char *directory, const char *seen_in);
