/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * The store of secrets, as core asks for it. UI thread. file_path: where the
 * file is, should it come to that. Whoever destroys it waits for a write to the
 * file that is under way; answers of the keychain are nobody's from then on.
 */
std::unique_ptr<QObject> secret_service_create(const QString &file_path, struct host_secrets *host);
