/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_service.hpp"

#include "platform/secret_store.hpp"

namespace {

struct SecretService : QObject {
	QString file_path;
	std::unique_ptr<SecretStore> store;
};

} // namespace

static void tell(const SecretStore &store, void (*changed)(void *context, const struct secret_backend_status *status),
		 void *context)
{
	struct secret_backend_status status = {};

	store.getStatus(&status);
	changed(context, &status);
	secret_backend_free(&status);
}

static void begin(void *data, enum secret_backend chosen,
		  void (*changed)(void *context, const struct secret_backend_status *status), void *context)
{
	auto *service = static_cast<SecretService *>(data);
	const SecretStore::Options options = {service->file_path, qgetenv("OBS_ZOOM_SECRETS") == "file", chosen};

	service->store = std::make_unique<SecretStore>(options);
	QObject::connect(service->store.get(), &SecretStore::changed,
			 [service, changed, context] { tell(*service->store, changed, context); });
	tell(*service->store, changed, context);
}

static SecretStore::Name name_of(const struct host_secret *name)
{
	return {QString::fromUtf8(name->holder), QString::fromUtf8(name->field), QString::fromUtf8(name->host)};
}

static void read(void *data, const struct host_secret *name, const struct completion *completion)
{
	static_cast<SecretService *>(data)->store->read(
		name_of(name),
		[completion = *completion](enum secret_result result, const Secret &secret, const QString &detail) {
			const QByteArray words = detail.toUtf8();
			const struct secret_answer answer = {result, secret.get(), words.constData()};

			completion_finish(&completion, &answer);
		});
}

static void write(void *data, const struct host_secret *name, const char *value, const struct completion *completion)
{
	static_cast<SecretService *>(data)->store->write(
		name_of(name), secret_copy(value),
		[completion = *completion](enum secret_result result, const Secret &, const QString &detail) {
			const QByteArray words = detail.toUtf8();
			const struct secret_answer answer = {result, nullptr, words.constData()};

			completion_finish(&completion, &answer);
		});
}

static void move(void *data, const struct host_secret *names, size_t count)
{
	std::vector<SecretStore::Name> list;

	for (size_t i = 0; i < count; i++)
		list.push_back(name_of(&names[i]));
	static_cast<SecretService *>(data)->store->moveToOther(list);
}

std::unique_ptr<QObject> secret_service_create(const QString &file_path, struct host_secrets *host)
{
	auto service = std::make_unique<SecretService>();

	service->file_path = file_path;
	*host = {service.get(), begin, read, write, move};
	return service;
}
