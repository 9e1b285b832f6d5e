/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QByteArray>

#include "core/secret_string.h"

/* Overwrites a secret that is the only owner of its bytes. */
inline void wipe_bytes(QByteArray &bytes)
{
	memory_wipe(bytes.data(), static_cast<size_t>(bytes.size()));
}
