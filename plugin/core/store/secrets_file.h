/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/secret_result.h"
#include "core/store/file_thread.h"

C_LINKAGE_BEGIN

/*
 * Secrets where there is no keychain: plugin_config/obs-zoom-livestream/secrets.json,
 * readable by its owner alone. Each call reads and writes the disk: not for the UI thread.
 *
 *   { "default/access_token": "…" }
 */

/* Whether there is any member, or anything that cannot be read. */
bool secrets_file_holds_something(const char *path);

/*
 * SECRET_ABSENT: no such file, or no such entry in it. SECRET_FAILED: unreadable, or no JSON object.
 * On SECRET_OK *secret is to be freed with secret_free; else NULL.
 */
enum secret_result secrets_file_read(const char *path, const char *entry, char **secret);

/*
 * Writes or, with NULL, erases the entry. The file is replaced atomically and is on disk when this returns, but where
 * OBS's end (NULL: there is none) is expected. Waits while another OBS writes, so that neither undoes what the other
 * has written; but not for ever, and not once it is over. SECRET_OK, also where there was nothing to erase; else
 * SECRET_FAILED.
 */
enum secret_result secrets_file_write(const char *path, const char *entry, const char *secret,
				      const struct file_thread_end *end);

C_LINKAGE_END
