/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <jansson.h>

/* What jansson leaves to do where texts may be secrets. Threads: any; pure. */

/* Frees an object whose texts are secrets. NULL is allowed. */
void json_wipe(json_t *object);

/* The member's text, or NULL where it is missing or something else. Borrowed. */
const char *json_text(const json_t *object, const char *name);
