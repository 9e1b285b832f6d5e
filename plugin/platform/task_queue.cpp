/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QEventLoop>
#include <QMetaObject>
#include <QMutex>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <deque>

/* Shorter delays hold back a push that a person may be watching, and are exact. */
static constexpr int64_t PRECISE_BELOW_MS = 2000;
static constexpr int64_t DELAY_MAX_MS = 24 * 60 * 60 * 1000;

namespace {

struct QueuedTask {
	void (*run)(void *task);
	void (*drop)(void *task);
	void *task;
};

struct TaskQueue : QObject {
	TaskQueue();
	~TaskQueue() override;

	QMutex mutex; /* guards both lists; held for a few instructions only */
	std::deque<QueuedTask> posted;
	std::deque<QueuedTask> deferred;
	QTimer timer;
	void (*expired)(void *context) = nullptr;
	void *context = nullptr;
	QEventLoop *going_on = nullptr;
};

} // namespace

TaskQueue::TaskQueue()
{
	timer.setSingleShot(true);
	connect(&timer, &QTimer::timeout, this, [this] { expired(context); });
}

/* The events that would run the tasks go with it. */
TaskQueue::~TaskQueue()
{
	Q_ASSERT(QThread::currentThread() == thread());
	for (const std::deque<QueuedTask> *tasks : {&posted, &deferred}) {
		for (const QueuedTask &task : *tasks) {
			if (task.drop)
				task.drop(task.task);
		}
	}
}

static void add_task(TaskQueue *queue, std::deque<QueuedTask> &tasks, const QueuedTask &task)
{
	const QMutexLocker lock(&queue->mutex);

	tasks.push_back(task);
}

/* One task for each event, so that what the tasks do themselves to the queue is seen in between. */
static void run_first(TaskQueue *queue, std::deque<QueuedTask> &tasks)
{
	QMutexLocker lock(&queue->mutex);
	const QueuedTask task = tasks.front();

	tasks.pop_front();
	lock.unlock();
	task.run(task.task);
}

static void post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	auto *queue = static_cast<TaskQueue *>(data);

	add_task(queue, queue->posted, {run, drop, task});
	QMetaObject::invokeMethod(
		queue, [queue] { run_first(queue, queue->posted); }, Qt::QueuedConnection);
}

static void defer(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	auto *queue = static_cast<TaskQueue *>(data);

	Q_ASSERT(QThread::currentThread() == queue->thread());
	add_task(queue, queue->deferred, {run, drop, task});
	QTimer::singleShot(0, queue, [queue] { run_first(queue, queue->deferred); });
}

static void set_timer(void *data, int64_t delay_ms, void (*expired)(void *context), void *context)
{
	auto *queue = static_cast<TaskQueue *>(data);
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
	auto *queue = static_cast<TaskQueue *>(data);
	QEventLoop loop;

	QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
	queue->going_on = &loop;
	loop.exec(QEventLoop::ExcludeUserInputEvents);
	queue->going_on = nullptr;
}

static void stop_queue(void *data)
{
	auto *queue = static_cast<TaskQueue *>(data);

	if (queue->going_on)
		queue->going_on->quit();
}

std::unique_ptr<QObject> task_queue_create(struct host_loop *host)
{
	auto queue = std::make_unique<TaskQueue>();

	*host = {queue.get(), post, defer, set_timer, go_on, stop_queue};
	return queue;
}
