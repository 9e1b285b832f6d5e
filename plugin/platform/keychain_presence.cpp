/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/keychain_presence.hpp"

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDBusVariant>
#include <QStringList>

static bool has_keychain(const QStringList &services)
{
	for (const QString &service : services) {
		if (service == QLatin1String("org.freedesktop.secrets") ||
		    service.startsWith(QLatin1String("org.kde.kwalletd")))
			return true;
	}
	return false;
}

/* Asks the bus for one of its two lists of services, then for the other. */
static void ask_bus(QObject *owner, const QString &method, std::function<void(bool present)> callback)
{
	const QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
								    QStringLiteral("/org/freedesktop/DBus"),
								    QStringLiteral("org.freedesktop.DBus"), method);
	auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), owner);

	QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner, [owner, method, watcher, callback] {
		const QDBusPendingReply<QStringList> reply = *watcher;
		const bool present = !reply.isError() && has_keychain(reply.value());

		watcher->deleteLater();
		if (!present && method == QLatin1String("ListNames"))
			ask_bus(owner, QStringLiteral("ListActivatableNames"), callback);
		else
			callback(present);
	});
}

void keychain_presence_find(QObject *owner, std::function<void(bool present)> callback)
{
	ask_bus(owner, QStringLiteral("ListNames"), std::move(callback));
}

void keychain_find_locked(QObject *owner, std::function<void(bool locked)> callback)
{
	QDBusMessage message = QDBusMessage::createMethodCall(
		QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets/aliases/default"),
		QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));

	message.setAutoStartService(false);
	message << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");

	auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), owner);

	QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner, [watcher, callback] {
		const QDBusPendingReply<QDBusVariant> reply = *watcher;

		watcher->deleteLater();
		callback(!reply.isError() && reply.value().variant().toBool());
	});
}

#else

void keychain_presence_find(QObject *owner, std::function<void(bool present)> callback)
{
	QMetaObject::invokeMethod(
		owner, [callback] { callback(true); }, Qt::QueuedConnection);
}

void keychain_find_locked(QObject *owner, std::function<void(bool locked)> callback)
{
	QMetaObject::invokeMethod(
		owner, [callback] { callback(false); }, Qt::QueuedConnection);
}

#endif
