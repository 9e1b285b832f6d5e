/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/platform.h"

#include <QDir>

#include "core/store/file_thread.h"
#include "platform/parts.hpp"

using FileThread = std::unique_ptr<struct file_thread, decltype(&file_thread_destroy)>;

/* They go in the opposite order. */
struct platform {
	std::unique_ptr<QObject> task_queue;
	FileThread files{nullptr, file_thread_destroy};
	std::unique_ptr<QObject> secrets;
	std::unique_ptr<QObject> renewal_lock;
	std::unique_ptr<QObject> listener;
	std::unique_ptr<QObject> watch;
};

struct platform *platform_create(const char *config_directory, struct host *host)
{
	const QDir directory(QString::fromUtf8(config_directory));
	auto *platform = new struct platform;

	platform->task_queue = task_queue_create(&host->loop);
	platform->files.reset(file_thread_create(&host->loop));
	host->files = platform->files.get();
	platform->secrets = secret_store_create(host->files, directory.filePath(QStringLiteral("secrets.json")),
						directory.filePath(QStringLiteral("accounts.json")), &host->secrets);
	platform->renewal_lock =
		renewal_lock_create(directory.filePath(QStringLiteral("renewals")), &host->renewal_lock);
	platform->listener = auth_listener_create(&host->browser);
	platform->watch = system_watch_create(&host->watch);
	host->system = system_calls();
	return platform;
}

void platform_destroy(struct platform *platform)
{
	delete platform;
}
