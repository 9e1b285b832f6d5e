/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include <memory>

#include "core/host.h"

/* What this folder is made of: each part fills in one interface of core's host, which is of use as long as the part. */

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

/*
 * Stores secrets in the system's keychain or in a private file. Which of them it
 * is, is decided with the first secret that is stored, and changes by the
 * person's decision only. Everything is asynchronous: a keychain may ask the
 * person first. UI thread.
 *
 * file_path: where the file is, if it comes to that; it is read and written by
 * files, which outlives the store. Once that is destroyed, answers are nobody's.
 * accounts_path: where core saves, by files, what it is told was chosen. Another
 * OBS may have moved all of it, and saved that there.
 */
std::unique_ptr<QObject> secret_store_create(struct file_thread *files, const QString &file_path,
					     const QString &accounts_path, struct host_secrets *host);

/*
 * Keeps two OBS of the same person from renewing one account's sign-in at the
 * same time: a lock file for each account, and beside it a mark that is there
 * for as long as it is not known what became of a renewal. UI thread; the
 * waiting is done on threads of its own.
 *
 * The files are in that directory, which is made when it is needed. Whoever
 * destroys it gives up what is waited for, and unlocks all; marks stay. A disk
 * that hangs is not waited for.
 */
std::unique_ptr<QObject> renewal_lock_create(const QString &directory, struct host_renewal_lock *host);

/*
 * Sends the person's browser to a page, and receives it when it comes back from
 * Zoom's: one path on this computer's loopback, answered by a page of its own.
 * UI thread; nothing waits.
 */
std::unique_ptr<QObject> auth_listener_create(struct host_browser *host);

/*
 * Tells what may have changed outside; what has is for others to find out. Never waits.
 *
 * The service: when files of the current profile's directory were replaced,
 * which is how all of OBS's ways to change the stream settings end. The network:
 * when it is back, as far as the system tells that and Qt can (6.1 and newer).
 * Both: when the person comes back to OBS.
 */
std::unique_ptr<QObject> system_watch_create(struct host_watch *host);

/* The system's proxy, chance and digests. Hexadecimal digits are lower-case ones. */
struct host_system system_calls(void);
