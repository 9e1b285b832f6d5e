/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/c_linkage.h"
#include "core/model/secret_backend.h"

C_LINKAGE_BEGIN

/*
 * Where secrets are kept by what accounts.json (see account_list.h) says at this moment, whichever OBS has written it;
 * SECRET_BACKEND_UNKNOWN: not decided. It reads the disk: not for the UI thread.
 */
enum secret_backend chosen_backend_read(const char *path);

C_LINKAGE_END
