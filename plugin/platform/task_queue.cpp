/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QEventLoop>
#include <QMetaObject>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

/* Shorter delays hold back a push that a person may be watching, and are exact. */
static constexpr int64_t PRECISE_BELOW_MS = 2000;
static constexpr int64_t DELAY_MAX_MS = 24 * 60 * 60 * 1000;

namespace {

using TaskFunction = void (*)(void *task);

/* Run, or dropped with its last owner: the event, or the timer, that would run it. */
class QueuedTask {
public:
	QueuedTask(TaskFunction run_, TaskFunction drop_, void *task_) : function(run_), drop(drop_), task(task_) {}

	~QueuedTask()
	{
		if (drop)
			drop(task);
	}

	void run()
	{
		drop = nullptr;
		function(task);
	}

private:
	Q_DISABLE_COPY(QueuedTask)

	TaskFunction function;
	TaskFunction drop;
	void *task;
};

/* What is queued goes with it: its events, and the timers, which are its children. */
struct TaskQueue : QObject {
	TaskQueue() { timer.setSingleShot(true); }

	QTimer timer;
	QEventLoop *going_on = nullptr;
};

} // namespace

static void post(void *data, TaskFunction run, TaskFunction drop, void *task)
{
	QMetaObject::invokeMethod(
		static_cast<TaskQueue *>(data),
		[owned = std::make_shared<QueuedTask>(run, drop, task)] { owned->run(); }, Qt::QueuedConnection);
}

static void defer(void *data, TaskFunction run, TaskFunction drop, void *task)
{
	auto *queue = static_cast<TaskQueue *>(data);
	auto *turn = new QTimer(queue);

	Q_ASSERT(QThread::currentThread() == queue->thread());
	QObject::connect(turn, &QTimer::timeout, turn, [turn, owned = std::make_shared<QueuedTask>(run, drop, task)] {
		turn->stop();
		turn->deleteLater();
		owned->run();
	});
	turn->start(0);
}

static void set_timer(void *data, int64_t delay_ms, void (*expired)(void *context), void *context)
{
	QTimer &timer = static_cast<TaskQueue *>(data)->timer;

	timer.stop();
	timer.disconnect();
	if (delay_ms < 0)
		return;
	QObject::connect(&timer, &QTimer::timeout, &timer, [=] { expired(context); });
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
