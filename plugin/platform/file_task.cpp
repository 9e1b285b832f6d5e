/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/file_task.hpp"

#include <QPointer>

namespace {

struct Task : file_thread_task {
	QPointer<QObject> owner; /* looked at on the UI thread alone */
	QByteArray path;
	FileWork work;
	std::function<void()> answer;
};

} // namespace

void file_task_add(struct file_thread *files, QObject *owner, const QString &path, bool writes, FileWork work)
{
	auto *task = new Task{{}, owner, path.toUtf8(), std::move(work), {}};

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
