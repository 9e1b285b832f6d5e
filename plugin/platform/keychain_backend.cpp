/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_backends.hpp"

#include <keychain.h>

#include "plugin-version.h"

/* What QtKeychain cannot tell: QtKeychain 0.13 no missing service from a failure, and none a locked one. */
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QStringList>

static void ask(QObject *owner, const QDBusMessage &question,
		std::function<void(const QDBusPendingCall &reply)> callback)
{
	auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), owner);

	QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner, [watcher, callback] {
		watcher->deleteLater();
		callback(*watcher);
	});
}

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
static void find_in(QObject *owner, const QString &list, const std::function<void(bool present)> &callback)
{
	const auto question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
							     QStringLiteral("/org/freedesktop/DBus"),
							     QStringLiteral("org.freedesktop.DBus"), list);

	ask(owner, question, [owner, list, callback](const QDBusPendingReply<QStringList> &reply) {
		const bool present = !reply.isError() && has_keychain(reply.value());

		if (!present && list == QLatin1String("ListNames"))
			find_in(owner, QStringLiteral("ListActivatableNames"), callback);
		else
			callback(present);
	});
}

void KeychainBackend::find(const std::function<void(bool present)> &callback)
{
	find_in(this, QStringLiteral("ListNames"), callback);
}

/* Whether it is locked, where that can be known. */
static void find_locked(QObject *owner, const std::function<void(bool locked)> &callback)
{
	auto question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
						       QStringLiteral("/org/freedesktop/secrets/aliases/default"),
						       QStringLiteral("org.freedesktop.DBus.Properties"),
						       QStringLiteral("Get"));

	question.setAutoStartService(false);
	question << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
	ask(owner, question, [callback](const QDBusPendingReply<QDBusVariant> &reply) {
		callback(!reply.isError() && reply.value().variant().toBool());
	});
}

#else

void KeychainBackend::find(const std::function<void(bool present)> &callback)
{
	QMetaObject::invokeMethod(
		this, [callback] { callback(true); }, Qt::QueuedConnection);
}

static void find_locked(QObject *, const std::function<void(bool locked)> &callback)
{
	callback(false);
}

#endif

static enum secret_result result_of(QKeychain::Error error)
{
	switch (error) {
	case QKeychain::NoError:
		return SECRET_OK;
	case QKeychain::EntryNotFound:
		return SECRET_ABSENT;
	case QKeychain::AccessDenied:
	case QKeychain::AccessDeniedByUser:
		return SECRET_DENIED;
	default:
		return SECRET_FAILED;
	}
}

/* A locked keychain says that there is no such entry, to reads and erasures alike: it is asked whether it is locked. */
void KeychainBackend::start(QKeychain::Job *job, const SecretName &name, const SecretCallback &callback)
{
	job->setKey(name.host.isEmpty() ? name.entry : name.entry + QLatin1Char('@') + name.host);
	connect(job, &QKeychain::Job::finished, this, [this, job, callback] {
		const enum secret_result result = result_of(job->error());
		const QString detail = job->error() ? job->errorString() : QString();

		if (result == SECRET_OK || result == SECRET_DENIED) {
			callback(result, Secret(), detail);
			return;
		}
		find_locked(this, [result, detail, callback](bool locked) {
			callback(locked ? SECRET_DENIED : result, Secret(), locked ? QString() : detail);
		});
	});
	job->start();
}

void KeychainBackend::read(const SecretName &name, SecretCallback callback)
{
	auto *job = new QKeychain::ReadPasswordJob(QStringLiteral(PLUGIN_NAME));

	start(job, name, [job, callback](enum secret_result result, const Secret &, const QString &detail) {
		/* once it has ended well this comes at once, so that it is still there */
		QString text = result == SECRET_OK ? job->textData() : QString();
		const Secret secret = secret_from_text(text);

		wipe_text(text);
		callback(result == SECRET_OK && !secret ? SECRET_ABSENT : result, secret, detail);
	});
}

void KeychainBackend::write(const SecretName &name, const Secret &secret, SecretCallback callback)
{
	if (!secret) {
		start(new QKeychain::DeletePasswordJob(QStringLiteral(PLUGIN_NAME)), name, callback);
		return;
	}

	auto *job = new QKeychain::WritePasswordJob(QStringLiteral(PLUGIN_NAME));
	QString text = QString::fromUtf8(secret.get());

	job->setTextData(text);
	wipe_text(text);
	start(job, name, callback);
}
