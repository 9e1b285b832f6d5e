/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/file_backend.hpp"

#include <QFile>

#include <algorithm>
#include <cstring>

#include "core/store/secrets_file.h"

FileBackend::FileBackend(const QString &path_) : path(path_)
{
	thread.setMaxThreadCount(1);
}

FileBackend::~FileBackend()
{
	thread.waitForDone();
}

void FileBackend::read(const SecretName &name, SecretCallback callback)
{
	thread.start([this, path = path.toUtf8(), entry = name.entry.toUtf8(), callback = std::move(callback)] {
		char *text = nullptr;
		const enum secret_result result = secrets_file_read(path.constData(), entry.constData(), &text);
		const Secret secret = secret_take(text);

		QMetaObject::invokeMethod(
			this, [=] { callback(result, secret, QString()); }, Qt::QueuedConnection);
	});
}

void FileBackend::write(const SecretName &name, const Secret &secret, SecretCallback callback)
{
	thread.start([this, path = path.toUtf8(), entry = name.entry.toUtf8(), secret, callback = std::move(callback)] {
		const enum secret_result result = secrets_file_write(path.constData(), entry.constData(), secret.get());

		QMetaObject::invokeMethod(
			this, [=] { callback(result, Secret(), QString()); }, Qt::QueuedConnection);
	});
}

void FileBackend::findContents(std::function<void(bool holds_something)> callback)
{
	thread.start([this, callback = std::move(callback)] {
		QFile file(path);
		bool holds_something = file.exists();

		if (file.open(QIODevice::ReadOnly)) {
			QByteArray bytes = file.readAll();

			holds_something = std::any_of(bytes.cbegin(), bytes.cend(),
						      [](char byte) { return !strchr(" \t\r\n{}", byte); });
			wipe_bytes(bytes);
		}
		QMetaObject::invokeMethod(
			this, [=] { callback(holds_something); }, Qt::QueuedConnection);
	});
}
