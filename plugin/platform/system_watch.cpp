/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/system_watch.h"

#include "platform/network_watcher.hpp"
#include "platform/profile_watcher.hpp"

struct system_watch {
	ProfileWatcher profile_watcher;
	NetworkWatcher network_watcher;
};

struct system_watch *system_watch_create(void)
{
	return new struct system_watch;
}

void system_watch_destroy(struct system_watch *watch)
{
	delete watch;
}

static void begin(void *data, void (*service_changed)(void *context), void (*network_back)(void *context),
		  void *context)
{
	auto *watch = static_cast<struct system_watch *>(data);

	QObject::connect(&watch->profile_watcher, &ProfileWatcher::maybeChanged,
			 [service_changed, context] { service_changed(context); });
	QObject::connect(&watch->network_watcher, &NetworkWatcher::maybeBack,
			 [network_back, context] { network_back(context); });
}

static void set_profile(void *data, const char *directory)
{
	static_cast<struct system_watch *>(data)->profile_watcher.watch(QString::fromUtf8(directory));
}

struct host_watch system_watch_host(struct system_watch *watch)
{
	return {watch, begin, set_profile};
}
