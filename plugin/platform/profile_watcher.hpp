/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>

/*
 * Tells when files of the current profile's directory were replaced, which is
 * how all of OBS's ways to change the stream settings end, and when the person
 * comes back to OBS. What has changed is for others to find out.
 */
class ProfileWatcher : public QObject {
	Q_OBJECT

public:
	explicit ProfileWatcher(QObject *parent = nullptr);

	void watch(const QString &directory);

signals:
	void maybeChanged();

private:
	QFileSystemWatcher watcher;
};
