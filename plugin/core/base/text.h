/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Characters (code points) of a UTF-8 text; Zoom's limits count characters. NULL counts as empty. Pure. */
size_t text_character_count(const char *utf8);

/* Whether the text is NULL, empty or nothing but white space. Pure. */
bool text_is_blank(const char *utf8);

#ifdef __cplusplus
}
#endif
