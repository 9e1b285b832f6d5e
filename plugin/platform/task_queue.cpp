/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/task_queue.h"

#include <QEventLoop>
#include <QMetaObject>
#include <QMutex>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <deque>

/* Shorter delays hold back a push that a person may be watching, and are exact. */
static constexpr int64_t PRECISE_BELOW_MS = 2000;
static constexpr int64_t DELAY_MAX_MS = 24 * 60 * 60 * 1000;

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
	std::deque<Task> deferred; /* UI thread only, as what follows */
	QTimer timer;
	void (*expired)(void *context) = nullptr;
	void *context = nullptr;
	QEventLoop *going_on = nullptr;
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
	auto *queue = new task_queue;

	queue->timer.setSingleShot(true);
	QObject::connect(&queue->timer, &QTimer::timeout, &queue->receiver,
			 [queue] { queue->expired(queue->context); });
	return queue;
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

static void post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	auto *queue = static_cast<struct task_queue *>(data);

	{
		QMutexLocker lock(&queue->mutex);
		queue->posted.push_back({run, drop, task});
	}
	QMetaObject::invokeMethod(
		&queue->receiver, [queue] { run_first(queue->posted, &queue->mutex); }, Qt::QueuedConnection);
}

static void defer(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	auto *queue = static_cast<struct task_queue *>(data);

	Q_ASSERT(QThread::currentThread() == queue->receiver.thread());
	queue->deferred.push_back({run, drop, task});
	QTimer::singleShot(0, &queue->receiver, [queue] { run_first(queue->deferred, nullptr); });
}

static void set_timer(void *data, int64_t delay_ms, void (*expired)(void *context), void *context)
{
	auto *queue = static_cast<struct task_queue *>(data);
	QTimer &timer = queue->timer;

	timer.stop();
	queue->expired = expired;
	queue->context = context;
	if (delay_ms < 0)
		return;
	timer.setTimerType(delay_ms < PRECISE_BELOW_MS ? Qt::PreciseTimer : Qt::CoarseTimer);
	timer.start(static_cast<int>(std::min(delay_ms, DELAY_MAX_MS)));
}

static void go_on(void *data, int milliseconds)
{
	auto *queue = static_cast<struct task_queue *>(data);
	QEventLoop loop;

	QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
	queue->going_on = &loop;
	loop.exec(QEventLoop::ExcludeUserInputEvents);
	queue->going_on = nullptr;
}

static void stop(void *data)
{
	auto *queue = static_cast<struct task_queue *>(data);

	if (queue->going_on)
		queue->going_on->quit();
}

struct host_loop task_queue_host(struct task_queue *queue)
{
	return {queue, post, defer, set_timer, go_on, stop};
}
