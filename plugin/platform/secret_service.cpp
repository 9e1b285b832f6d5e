/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_service.h"

#include <QDir>

#include <cstring>

#include "core/base/log.h"
#include "platform/secret_store.hpp"

struct secret_service {
	QString file_path;
	std::unique_ptr<SecretStore> store;
};

struct secret_service *secret_service_create(const char *config_directory)
{
	auto *service = new struct secret_service;

	service->file_path = QDir(QString::fromUtf8(config_directory)).filePath(QStringLiteral("secrets.json"));
	return service;
}

void secret_service_destroy(struct secret_service *service)
{
	delete service;
}

SecretStore *secret_service_store(struct secret_service *service)
{
	return service->store.get();
}

static SecretStore::Backend backend_of(const char *name)
{
	if (!name)
		return SecretStore::Backend::Unknown;
	return strcmp(name, "keychain") == 0 ? SecretStore::Backend::Keychain : SecretStore::Backend::File;
}

static void begin(void *data, const char *chosen, void (*choose)(void *context, const char *backend), void *context)
{
	auto *service = static_cast<struct secret_service *>(data);
	const SecretStore::Options options = {
		service->file_path, qgetenv("OBS_ZOOM_SECRETS") == "file", backend_of(chosen),
		[choose, context](SecretStore::Backend backend) {
			choose(context, backend == SecretStore::Backend::Keychain ? "keychain" : "file");
		}};

	service->store = std::make_unique<SecretStore>(options);
}

static SecretStore::Name name_of(const struct host_secret *name)
{
	return {QString::fromUtf8(name->holder), QString::fromUtf8(name->field), QString::fromUtf8(name->host)};
}

static void read(void *data, const struct host_secret *name, const struct completion *completion)
{
	static_cast<struct secret_service *>(data)->store->read(
		name_of(name),
		[completion = *completion](SecretResult result, const Secret &secret, const QString &detail) {
			const QByteArray words = detail.toUtf8();
			const struct secret_answer answer = {static_cast<enum secret_result>(result), secret.get(),
							     words.constData()};

			completion_finish(&completion, &answer);
		});
}

static void log_failure(const struct secret_answer &answer)
{
	struct problem problem = {};

	/* what is to be erased may be none */
	if (answer.result == SECRET_OK || answer.result == SECRET_ABSENT)
		return;
	secret_answer_problem(&answer, &problem);
	plugin_log(LOG_WARNING, "a secret could not be stored: %s", problem.code);
	problem_free(&problem);
}

static void write(void *data, const struct host_secret *name, const char *value, const struct completion *completion)
{
	static_cast<struct secret_service *>(data)->store->write(
		name_of(name), secret_copy(value),
		[completion = *completion](SecretResult result, const QString &detail) {
			const QByteArray words = detail.toUtf8();
			const struct secret_answer answer = {static_cast<enum secret_result>(result), nullptr,
							     words.constData()};

			log_failure(answer);
			completion_finish(&completion, &answer);
		});
}

struct host_secrets secret_service_host(struct secret_service *service)
{
	return {service, begin, read, write};
}
