/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <vector>

#include "platform/secret_store.hpp"

struct controller;

/* How the store names the secret of that holder and field: what is remembered of all hosts belongs to none. */
SecretStore::Name secret_name(const struct controller *controller, const QString &holder, const char *field);

/* All that there may be. */
std::vector<SecretStore::Name> secret_names_all(const struct controller *controller);
