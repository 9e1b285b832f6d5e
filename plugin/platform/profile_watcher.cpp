/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/profile_watcher.hpp"

#include <QGuiApplication>

#include "core/base/log.h"

ProfileWatcher::ProfileWatcher(QObject *parent) : QObject(parent)
{
	/* the directory, not the file: OBS replaces the file at each save, and a watch on it would die */
	connect(&watcher, &QFileSystemWatcher::directoryChanged, this, &ProfileWatcher::maybeChanged);
	connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
		if (state == Qt::ApplicationActive)
			emit maybeChanged();
	});
}

void ProfileWatcher::watch(const QString &directory)
{
	const QStringList watched = watcher.directories();

	if (watched == QStringList{directory})
		return;
	if (!watched.isEmpty())
		watcher.removePaths(watched);
	if (!watcher.addPath(directory))
		plugin_log(
			LOG_WARNING, "%s",
			"the profile's directory cannot be watched: changes are seen when OBS's window is activated");
}
