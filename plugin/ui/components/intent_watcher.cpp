/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/intent_watcher.hpp"

#include <QApplication>
#include <QPointer>
#include <QWidget>
#include <QWindow>

/* OBS's own names of the windows in which stream settings are changed: its settings, and its wizard. */
static bool changes_stream_settings(const QWidget *window)
{
	return window && (window->inherits("OBSBasicSettings") || window->inherits("AutoConfig"));
}

IntentWatcher::IntentWatcher(const QWidget *dock, QObject *parent) : QObject(parent)
{
	connect(qApp, &QGuiApplication::focusWindowChanged, this, [this] {
		if (changes_stream_settings(QApplication::activeModalWidget()))
			emit pushLikely();
	});
	connect(qApp, &QApplication::focusChanged, this,
		[this, dock = QPointer<const QWidget>(dock)](const QWidget *old, const QWidget *now) {
			if (dock && dock->isAncestorOf(now) && !dock->isAncestorOf(old))
				emit pushLikely();
		});
}
