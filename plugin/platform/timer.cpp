/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/timer.h"

#include <QTimer>

#include <algorithm>

/* Below it, what is held back is a push that a person may be looking at. */
static constexpr int64_t PRECISE_BELOW_MS = 2000;
static constexpr int64_t DELAY_MAX_MS = 24 * 60 * 60 * 1000;

struct platform_timer {
	QTimer timer;
};

struct platform_timer *platform_timer_create(void (*expired)(void *data), void *data)
{
	auto *timer = new struct platform_timer;

	timer->timer.setSingleShot(true);
	QObject::connect(&timer->timer, &QTimer::timeout, &timer->timer, [expired, data] { expired(data); });
	return timer;
}

void platform_timer_destroy(struct platform_timer *timer)
{
	delete timer;
}

void platform_timer_set(struct platform_timer *timer, int64_t delay_ms)
{
	timer->timer.stop();
	if (delay_ms < 0)
		return;
	timer->timer.setTimerType(delay_ms < PRECISE_BELOW_MS ? Qt::PreciseTimer : Qt::CoarseTimer);
	timer->timer.start(static_cast<int>(std::min(delay_ms, DELAY_MAX_MS)));
}
