/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * Sends the person's browser to a page, and receives it when it comes back from
 * Zoom's: one path on this computer's loopback, answered by a page of its own.
 * UI thread; nothing waits.
 */
std::unique_ptr<QObject> auth_listener_create(struct host_browser *host);
