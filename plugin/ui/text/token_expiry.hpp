/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

/* When an access token expires, in words, where the token tells it (Zoom's are JSON web tokens); else empty. */
QString token_expiry_text(const char *token);
