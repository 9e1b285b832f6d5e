/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/host.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The store of secrets, as core asks for it. UI thread. */

struct secret_service;

/* The file, should it come to that, is in that directory. */
struct secret_service *secret_service_create(const char *config_directory);

/* Waits for a write to the file that is under way; answers of the keychain are nobody's from then on. NULL is allowed. */
void secret_service_destroy(struct secret_service *service);

struct host_secrets secret_service_host(struct secret_service *service);

#ifdef __cplusplus
}
#endif
