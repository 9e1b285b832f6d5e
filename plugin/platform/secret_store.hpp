/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * Stores secrets in the system's keychain or in a private file. Which of them it
 * is, is decided with the first secret that is stored, and changes by the
 * person's decision only. Everything is asynchronous: a keychain may ask the
 * person first. UI thread.
 *
 * file_path: where the file is, if it comes to that. Whoever destroys it waits
 * for a write to the file that is under way; answers of the keychain are
 * nobody's from then on.
 */
std::unique_ptr<QObject> secret_store_create(const QString &file_path, struct host_secrets *host);
