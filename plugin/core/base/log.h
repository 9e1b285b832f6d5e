/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <util/base.h>

#include "plugin-version.h"

/* OBS's log, which people post in public: never a key, a token or a URL that may hold one. */
#define plugin_log(level, format, ...) blog(level, "[" PLUGIN_NAME "] " format, __VA_ARGS__)
