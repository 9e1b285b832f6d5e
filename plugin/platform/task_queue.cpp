/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/task_queue.h"

#include <QMetaObject>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <deque>

namespace {

struct Task {
	void (*run)(void *task);
	void (*drop)(void *task);
	void *task;
};

} // namespace

struct task_queue {
	QObject receiver;
	QMutex mutex; /* guards posted; held for a few instructions only */
	std::deque<Task> posted;
	std::deque<Task> deferred; /* UI thread only */
};

/* One task for each event, so that what the tasks do themselves to the queue is seen in between. */
static void run_first(std::deque<Task> &tasks, QMutex *mutex)
{
	Task task = {};

	if (mutex)
		mutex->lock();
	if (!tasks.empty()) {
		task = tasks.front();
		tasks.pop_front();
	}
	if (mutex)
		mutex->unlock();
	if (task.run)
		task.run(task.task);
}

struct task_queue *task_queue_create(void)
{
	return new task_queue;
}

void task_queue_destroy(struct task_queue *queue)
{
	if (!queue)
		return;
	Q_ASSERT(QThread::currentThread() == queue->receiver.thread());
	for (const Task &task : queue->posted)
		task.drop(task.task);
	for (const Task &task : queue->deferred)
		task.drop(task.task);
	/* the events that would run them go with the receiver */
	delete queue;
}

void task_queue_post(struct task_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	{
		QMutexLocker lock(&queue->mutex);
		queue->posted.push_back({run, drop, task});
	}
	QMetaObject::invokeMethod(
		&queue->receiver, [queue] { run_first(queue->posted, &queue->mutex); }, Qt::QueuedConnection);
}

void task_queue_defer(struct task_queue *queue, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	Q_ASSERT(QThread::currentThread() == queue->receiver.thread());
	queue->deferred.push_back({run, drop, task});
	QTimer::singleShot(0, &queue->receiver, [queue] { run_first(queue->deferred, nullptr); });
}
