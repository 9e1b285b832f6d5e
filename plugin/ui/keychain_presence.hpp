/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <functional>

/*
 * Whether the system has a keychain service, running or startable. Calls back
 * on the thread of owner, which must have an event loop; not at all once owner
 * is gone. QtKeychain 0.13 cannot tell it from a failure.
 */
void keychain_presence_find(QObject *owner, std::function<void(bool present)> callback);
