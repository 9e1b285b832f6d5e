/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Around the functions that C++ calls. */
#ifdef __cplusplus
#define C_LINKAGE_BEGIN extern "C" {
#define C_LINKAGE_END }
#else
#define C_LINKAGE_BEGIN
#define C_LINKAGE_END
#endif
