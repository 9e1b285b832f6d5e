/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

#include "core/store/file_thread.h"

/* Work on the file thread returns what there is to do with its result on the UI thread. */
using FileWork = std::function<std::function<void()>(const QByteArray &path, const struct file_thread_end *end)>;

/* Has the file at path read or written; what comes of it is nobody's once owner is gone. UI thread. */
void file_task_add(struct file_thread *files, QObject *owner, const QString &path, bool writes, FileWork work);
