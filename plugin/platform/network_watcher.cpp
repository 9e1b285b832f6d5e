/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/network_watcher.hpp"

#include <QGuiApplication>

#if QT_VERSION >= QT_VERSION_CHECK(6, 1, 0)

#include <QNetworkInformation>

static void load_backend()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 4, 0)
	QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
#else
	QNetworkInformation::load(QNetworkInformation::Feature::Reachability);
#endif
}

static void watch_network(NetworkWatcher *watcher)
{
	load_backend();

	const QNetworkInformation *information = QNetworkInformation::instance();

	if (!information)
		return;
	QObject::connect(information, &QNetworkInformation::reachabilityChanged, watcher,
			 [watcher](QNetworkInformation::Reachability reachability) {
				 if (reachability == QNetworkInformation::Reachability::Online)
					 emit watcher->maybeBack();
			 });
}

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

/* Qt waits for NetworkManager while it loads what asks it; so it is asked here first, to see that it answers. */
static void watch_network_soon(NetworkWatcher *watcher)
{
	QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.NetworkManager"),
							       QStringLiteral("/org/freedesktop/NetworkManager"),
							       QStringLiteral("org.freedesktop.DBus.Properties"),
							       QStringLiteral("Get"));

	question << QStringLiteral("org.freedesktop.NetworkManager") << QStringLiteral("State");
	question.setAutoStartService(false);

	auto *answer = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(question), watcher);

	QObject::connect(answer, &QDBusPendingCallWatcher::finished, watcher, [watcher, answer] {
		const QDBusError::ErrorType error = answer->error().type();

		/* where there is none, Qt finds that out at once, and may have another way */
		if (error != QDBusError::NoReply && error != QDBusError::Timeout)
			watch_network(watcher);
		answer->deleteLater();
	});
}

#else

static void watch_network_soon(NetworkWatcher *watcher)
{
	watch_network(watcher);
}

#endif

#else

static void watch_network_soon(NetworkWatcher *) {}

#endif

NetworkWatcher::NetworkWatcher(QObject *parent) : QObject(parent)
{
	connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
		if (state == Qt::ApplicationActive)
			emit maybeBack();
	});
	watch_network_soon(this);
}
