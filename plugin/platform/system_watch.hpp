/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * Tells what may have changed outside; what has is for others to find out. Never waits.
 *
 * The service: when files of the current profile's directory were replaced,
 * which is how all of OBS's ways to change the stream settings end. The network:
 * when it is back, as far as the system tells that and Qt can (6.1 and newer).
 * Both: when the person comes back to OBS.
 */
std::unique_ptr<QObject> system_watch_create(struct host_watch *host);
