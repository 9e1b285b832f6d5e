/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/* What ships beside the binary: texts of data/locale in OBS's language, and files. Threads: any, from the module's load to
 * its unload. */

/* The text of that name, or the name itself where there is none. Borrowed. */
const char *module_text(const char *name);

/* Returns false where there is none. */
bool module_text_find(const char *name, const char **text);

/* Path of a file or folder there, or NULL where there is none. Free with bfree. */
char *module_text_path(const char *name);

C_LINKAGE_END
