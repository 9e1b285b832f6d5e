/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/model/livestream.h"

/* What a push has replaced, as the secret in which it is kept for an undo. Threads: any; pure. */

/*
 * As one text to be kept as a secret. Free with secret_free; NULL where a member is no UTF-8.
 * With texts as long as Zoom takes them it still fits into an entry of any keychain.
 */
char *undo_text_make(const struct livestream *livestream);

/* Back from that text. Frees what *livestream held; false, and nothing is changed, where the text is none of these. */
bool undo_text_read(struct livestream *livestream, const char *text);
