/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* How the body of "Update a livestream" is written; Zoom's older description has multipart, the current one JSON. */
enum encoding {
	ENCODING_MULTIPART = 1,
	ENCODING_JSON,
};

/* "multipart" and "json", as state.json remembers them; 0 for any other text. Threads: any; pure. */
enum encoding encoding_from_name(const char *name);
const char *encoding_name(enum encoding encoding);
