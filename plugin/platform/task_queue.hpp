/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/*
 * The UI thread's event loop for core: hands tasks over to it, and sets its
 * timer. What is queued is owned here: each task is either run or dropped,
 * exactly once, also when OBS exits in between. Nothing wakes up while no timer
 * is set; very long times may end early.
 *
 * It is made and destroyed on the UI thread. Then it drops what waits, and
 * nothing may be posted any more.
 */
std::unique_ptr<QObject> task_queue_create(struct host_loop *host);
