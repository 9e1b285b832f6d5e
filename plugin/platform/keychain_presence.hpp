/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <functional>

/*
 * What QtKeychain cannot tell. Both call back on the thread of owner, which must
 * have an event loop; not at all once owner is gone.
 */

/* Whether the system has a keychain service, running or startable. QtKeychain 0.13 cannot tell it from a failure. */
void keychain_presence_find(QObject *owner, std::function<void(bool present)> callback);

/* Whether it is locked, where that can be known: QtKeychain then says that there is no such entry. */
void keychain_find_locked(QObject *owner, std::function<void(bool locked)> callback);
