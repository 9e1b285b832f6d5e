/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <jansson.h>

/* What jansson leaves to do, also where texts may be secrets. Threads: any; pure. */

/* Frees a value that nobody else has; texts in it, at whatever depth, may be secrets. NULL is allowed. */
void json_wipe(json_t *value);

/* The member's text, or NULL where it is missing or something else. Borrowed. */
const char *json_text(const json_t *object, const char *name);

/* The whole as a text of *size bytes, by jansson's flags; NULL where a text in it is no UTF-8. Free with secret_free. */
char *json_write(const json_t *root, size_t flags, size_t *size);
