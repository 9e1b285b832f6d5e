/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_backends.hpp"

#include "core/store/secrets_file.h"
#include "platform/file_task.hpp"

void FileBackend::read(const SecretName &name, SecretCallback callback)
{
	file_task_add(files, this, path, false,
		      [entry = name.entry.toUtf8(), callback](const QByteArray &file, const struct file_thread_end *) {
			      char *text = nullptr;
			      const enum secret_result result =
				      secrets_file_read(file.constData(), entry.constData(), &text);

			      return [=, secret = secret_take(text)] {
				      callback(result, secret, QString());
			      };
		      });
}

void FileBackend::write(const SecretName &name, const Secret &secret, SecretCallback callback)
{
	file_task_add(files, this, path, true,
		      [entry = name.entry.toUtf8(), secret, callback](const QByteArray &file,
								      const struct file_thread_end *end) {
			      const enum secret_result result =
				      secrets_file_write(file.constData(), entry.constData(), secret.get(), end);

			      return [=] {
				      callback(result, Secret(), QString());
			      };
		      });
}

void FileBackend::findContents(std::function<void(bool holds_something)> callback)
{
	file_task_add(files, this, path, false, [callback](const QByteArray &file, const struct file_thread_end *) {
		const bool holds_something = secrets_file_holds_something(file.constData());

		return [=] {
			callback(holds_something);
		};
	});
}
