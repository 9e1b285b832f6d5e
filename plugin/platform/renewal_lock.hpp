/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * Keeps two OBS of the same person from renewing one account's sign-in at the
 * same time: a lock file for each account, and beside it a mark that is there
 * for as long as it is not known what became of a renewal. UI thread; the
 * waiting is done on threads of its own.
 *
 * The files are in that directory, which is made when it is needed. Whoever
 * destroys it gives up what is waited for, and unlocks all; marks stay.
 */
std::unique_ptr<QObject> renewal_lock_create(const QString &directory, struct host_renewal_lock *host);
