/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/file_backend.hpp"

#include <QFile>
#include <QPointer>

#include <algorithm>
#include <cstring>

#include "core/store/file_thread.h"
#include "core/store/secrets_file.h"

namespace {

struct Task : file_thread_task {
	QByteArray path;
	std::function<void(Task &task, const volatile bool *is_over)> work;
	std::function<void(const Task &task)> answer;
	/* what there is to answer */
	enum secret_result result = SECRET_FAILED;
	Secret secret;
	bool holds_something = false;
};

} // namespace

static void run(struct file_thread_task *task, const volatile bool *is_over)
{
	auto &own = *static_cast<Task *>(task);

	own.work(own, is_over);
}

static void finish(struct file_thread_task *task)
{
	const auto &own = *static_cast<Task *>(task);

	own.answer(own);
}

static void drop(struct file_thread_task *task)
{
	delete static_cast<Task *>(task);
}

template<typename Work, typename Answer> void FileBackend::add(bool writes, Work work, Answer answer)
{
	auto *task = new Task;

	task->path = path.toUtf8();
	task->written = writes ? task->path.constData() : nullptr;
	task->run = run;
	task->finish = finish;
	task->free = drop;
	task->work = work;
	task->answer = [backend = QPointer<FileBackend>(this), answer](const Task &done) {
		if (backend)
			answer(done);
	};
	file_thread_add(files, task);
}

FileBackend::FileBackend(struct file_thread *files_, const QString &path_) : path(path_), files(files_) {}

void FileBackend::read(const SecretName &name, SecretCallback callback)
{
	add(
		false,
		[entry = name.entry.toUtf8()](Task &task, const volatile bool *) {
			char *text = nullptr;

			task.result = secrets_file_read(task.path.constData(), entry.constData(), &text);
			task.secret = secret_take(text);
		},
		[callback](const Task &task) { callback(task.result, task.secret, QString()); });
}

void FileBackend::write(const SecretName &name, const Secret &secret, SecretCallback callback)
{
	add(
		true,
		[entry = name.entry.toUtf8(), secret](Task &task, const volatile bool *is_over) {
			task.result =
				secrets_file_write(task.path.constData(), entry.constData(), secret.get(), is_over);
		},
		[callback](const Task &task) { callback(task.result, Secret(), QString()); });
}

void FileBackend::findContents(std::function<void(bool holds_something)> callback)
{
	add(
		false,
		[](Task &task, const volatile bool *) {
			QFile file(QString::fromUtf8(task.path));

			task.holds_something = file.exists();
			if (!file.open(QIODevice::ReadOnly))
				return;

			QByteArray bytes = file.readAll();

			task.holds_something = std::any_of(bytes.cbegin(), bytes.cend(),
							   [](char byte) { return !strchr(" \t\r\n{}", byte); });
			wipe_bytes(bytes);
		},
		[callback](const Task &task) { callback(task.holds_something); });
}
