/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_backends.hpp"

#include <QPointer>

#include "core/store/file_thread.h"
#include "core/store/secrets_file.h"

namespace {

/* Work on the file thread returns what there is to do with its result on the UI thread. */
using Work = std::function<std::function<void()>(const QByteArray &path, const struct file_thread_end *end)>;

struct Task : file_thread_task {
	QPointer<QObject> owner; /* looked at on the UI thread alone */
	QByteArray path;
	Work work;
	std::function<void()> answer;
};

} // namespace

static void add(struct file_thread *files, FileBackend *owner, bool writes, Work work)
{
	auto *task = new Task{{}, owner, owner->path.toUtf8(), std::move(work), {}};

	task->written = writes ? task->path.constData() : nullptr;
	task->run = [](struct file_thread_task *task, const struct file_thread_end *end) {
		auto *own = static_cast<Task *>(task);

		own->answer = own->work(own->path, end);
	};
	task->finish = [](struct file_thread_task *task) {
		const auto *own = static_cast<Task *>(task);

		if (own->owner)
			own->answer();
	};
	task->free = [](struct file_thread_task *task) {
		delete static_cast<Task *>(task);
	};
	file_thread_add(files, task);
}

void FileBackend::read(const SecretName &name, SecretCallback callback)
{
	add(files, this, false,
	    [entry = name.entry.toUtf8(), callback](const QByteArray &file, const struct file_thread_end *) {
		    char *text = nullptr;
		    const enum secret_result result = secrets_file_read(file.constData(), entry.constData(), &text);

		    return [=, secret = secret_take(text)] {
			    callback(result, secret, QString());
		    };
	    });
}

void FileBackend::write(const SecretName &name, const Secret &secret, SecretCallback callback)
{
	add(files, this, true,
	    [entry = name.entry.toUtf8(), secret, callback](const QByteArray &file, const struct file_thread_end *end) {
		    const enum secret_result result =
			    secrets_file_write(file.constData(), entry.constData(), secret.get(), end);

		    return [=] {
			    callback(result, Secret(), QString());
		    };
	    });
}

void FileBackend::findContents(std::function<void(bool holds_something)> callback)
{
	add(files, this, false, [callback](const QByteArray &file, const struct file_thread_end *) {
		const bool holds_something = secrets_file_holds_something(file.constData());

		return [=] {
			callback(holds_something);
		};
	});
}
