/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Debian's libobs takes these by another name, which no processor of Windows' needs. */
#include <emmintrin.h>
