/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QFileSystemWatcher>
#include <QGuiApplication>
#include <QWindow>

#include <functional>

#include "core/base/log.h"

#if QT_VERSION >= QT_VERSION_CHECK(6, 1, 0)

#include <QNetworkInformation>

static void watch_network(QObject *watch, const std::function<void()> &network_back)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 4, 0)
	QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
#else
	QNetworkInformation::load(QNetworkInformation::Feature::Reachability);
#endif

	const QNetworkInformation *information = QNetworkInformation::instance();

	if (!information)
		return;
	QObject::connect(information, &QNetworkInformation::reachabilityChanged, watch,
			 [network_back](QNetworkInformation::Reachability reachability) {
				 if (reachability == QNetworkInformation::Reachability::Online)
					 network_back();
			 });
}

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

/* Qt waits for NetworkManager while it loads what asks it; so it is asked here first, to see that it answers. */
static void watch_network_soon(QObject *watch, const std::function<void()> &network_back)
{
	QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.NetworkManager"),
							       QStringLiteral("/org/freedesktop/NetworkManager"),
							       QStringLiteral("org.freedesktop.DBus.Properties"),
							       QStringLiteral("Get"));

	question << QStringLiteral("org.freedesktop.NetworkManager") << QStringLiteral("State");
	question.setAutoStartService(false);

	auto *answer = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(question), watch);

	QObject::connect(answer, &QDBusPendingCallWatcher::finished, watch, [watch, answer, network_back] {
		const QDBusError::ErrorType error = answer->error().type();

		/* where there is none, Qt finds that out at once, and may have another way */
		if (error != QDBusError::NoReply && error != QDBusError::Timeout)
			watch_network(watch, network_back);
		answer->deleteLater();
	});
}

#else

static void watch_network_soon(QObject *watch, const std::function<void()> &network_back)
{
	watch_network(watch, network_back);
}

#endif

#else

static void watch_network_soon(QObject *, const std::function<void()> &) {}

#endif

static void begin(void *data, void (*service_changed)(void *context), void (*network_back)(void *context),
		  void *context)
{
	auto *watch = static_cast<QFileSystemWatcher *>(data);

	/* the directory, not the file: OBS replaces the file at each save, and a watch on it would die */
	QObject::connect(watch, &QFileSystemWatcher::directoryChanged, watch, [=] { service_changed(context); });
	/* dialogs, such as that of YouTube's broadcasts, and scripts change the service in memory, of which nothing tells */
	QObject::connect(qGuiApp, &QGuiApplication::focusWindowChanged, watch, [=](QWindow *window) {
		service_changed(context);
		if (!window)
			return;
		/* a dialog may also end while the person is elsewhere */
		QObject::disconnect(window, &QWindow::visibleChanged, watch, nullptr);
		QObject::connect(window, &QWindow::visibleChanged, watch, [=] { service_changed(context); });
	});
	QObject::connect(qGuiApp, &QGuiApplication::applicationStateChanged, watch, [=](Qt::ApplicationState state) {
		if (state == Qt::ApplicationActive)
			network_back(context);
	});
	watch_network_soon(watch, [=] { network_back(context); });
}

static void set_profile(void *data, const char *directory)
{
	auto *watch = static_cast<QFileSystemWatcher *>(data);
	const QString wanted = QString::fromUtf8(directory);
	const QStringList watched = watch->directories();

	if (watched == QStringList{wanted})
		return;
	if (!watched.isEmpty())
		watch->removePaths(watched);
	if (!watch->addPath(wanted))
		plugin_log(
			LOG_WARNING, "%s",
			"the profile's directory cannot be watched: changes are seen when one of OBS's windows is activated");
}

std::unique_ptr<QObject> system_watch_create(struct host_watch *host)
{
	auto watch = std::make_unique<QFileSystemWatcher>();

	*host = {watch.get(), begin, set_profile};
	return watch;
}
