/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "secret_store.hpp"

#include <QTimer>

#include <keychain.h>

#include <memory>

#include "core/secret_file.h"
#include "core/secret_string.h"
#include "keychain_presence.hpp"
#include "plugin-version.h"
#include "secret_bytes.hpp"

static constexpr int ANSWER_DEADLINE_MS = 30000;

static SecretStore::Result result_of(QKeychain::Error error)
{
	switch (error) {
	case QKeychain::NoError:
		return SecretStore::Result::Ok;
	case QKeychain::EntryNotFound:
		return SecretStore::Result::Absent;
	case QKeychain::AccessDenied:
	case QKeychain::AccessDeniedByUser:
		return SecretStore::Result::Denied;
	default:
		return SecretStore::Result::Failed;
	}
}

static SecretStore::Result result_of(enum secret_file_result result)
{
	switch (result) {
	case SECRET_FILE_OK:
		return SecretStore::Result::Ok;
	case SECRET_FILE_ABSENT:
		return SecretStore::Result::Absent;
	default:
		return SecretStore::Result::Failed;
	}
}

SecretStore::SecretStore(const QString &file_path_, bool force_file, QObject *parent)
	: QObject(parent),
	  file_path(file_path_)
{
	file_thread.setMaxThreadCount(1);
	if (force_file)
		decide(Place::File);
	else
		keychain_presence_find(this, [this](bool present) { decide(present ? Place::Keychain : Place::File); });
}

SecretStore::~SecretStore()
{
	file_thread.waitForDone();
}

void SecretStore::decide(Place place)
{
	current_place = place;
	for (const auto &action : waiting_for_decision)
		QMetaObject::invokeMethod(this, action, Qt::QueuedConnection);
	waiting_for_decision.clear();
}

void SecretStore::whenDecided(std::function<void()> action)
{
	if (current_place == Place::Unknown)
		waiting_for_decision.push_back(std::move(action));
	else
		QMetaObject::invokeMethod(this, std::move(action), Qt::QueuedConnection);
}

/* Answers once: with the first answer, or as late; neither keychain nor D-Bus can be hurried. */
static SecretStore::ReadCallback with_deadline(QObject *owner, SecretStore::ReadCallback callback)
{
	auto answered = std::make_shared<bool>(false);
	const SecretStore::ReadCallback once = [=](SecretStore::Result result, const QString &secret,
						   const QString &detail) {
		if (*answered)
			return;
		*answered = true;
		callback(result, secret, detail);
	};

	QTimer::singleShot(ANSWER_DEADLINE_MS, owner,
			   [once] { once(SecretStore::Result::Late, QString(), QString()); });
	return once;
}

void SecretStore::read(const QString &account_id, const QString &field, const QString &host, ReadCallback callback)
{
	const QString entry = account_id + QLatin1Char('/') + field;
	const ReadCallback once = with_deadline(this, std::move(callback));

	whenDecided([=] {
		if (current_place == Place::Keychain)
			readFromKeychain(host.isEmpty() ? entry : entry + QLatin1Char('@') + host, once);
		else
			readFromFile(entry, once);
	});
}

void SecretStore::write(const QString &account_id, const QString &field, const QString &host, const QString &secret,
			WriteCallback callback)
{
	const QString entry = account_id + QLatin1Char('/') + field;
	const ReadCallback once = with_deadline(this, [callback](Result result, const QString &,
								 const QString &detail) { callback(result, detail); });
	const WriteCallback written = [once](Result result, const QString &detail) {
		once(result, QString(), detail);
	};

	whenDecided([=] {
		if (current_place == Place::Keychain)
			writeToKeychain(host.isEmpty() ? entry : entry + QLatin1Char('@') + host, secret, written);
		else
			writeToFile(entry, secret, written);
	});
}

void SecretStore::readFromKeychain(const QString &entry, const ReadCallback &callback)
{
	auto *job = new QKeychain::ReadPasswordJob(QStringLiteral(PLUGIN_NAME));

	job->setKey(entry);
	connect(job, &QKeychain::Job::finished, this, [job, callback] {
		if (job->error())
			callback(result_of(job->error()), QString(), job->errorString());
		else
			callback(job->textData().isEmpty() ? Result::Absent : Result::Ok, job->textData(), QString());
	});
	job->start();
}

void SecretStore::writeToKeychain(const QString &entry, const QString &secret, const WriteCallback &callback)
{
	QKeychain::Job *job;

	if (secret.isEmpty()) {
		job = new QKeychain::DeletePasswordJob(QStringLiteral(PLUGIN_NAME));
	} else {
		auto *write_job = new QKeychain::WritePasswordJob(QStringLiteral(PLUGIN_NAME));

		write_job->setTextData(secret);
		job = write_job;
	}
	job->setKey(entry);
	connect(job, &QKeychain::Job::finished, this,
		[job, callback] { callback(result_of(job->error()), job->errorString()); });
	job->start();
}

void SecretStore::readFromFile(const QString &entry, const ReadCallback &callback)
{
	const QByteArray path = file_path.toUtf8();

	file_thread.start([this, path, entry = entry.toUtf8(), callback] {
		char *secret = nullptr;
		const Result result = result_of(secret_file_read(path.constData(), entry.constData(), &secret));
		const QString text = QString::fromUtf8(secret);

		secret_string_free(secret);
		QMetaObject::invokeMethod(
			this, [=] { callback(result, text, QString()); }, Qt::QueuedConnection);
	});
}

void SecretStore::writeToFile(const QString &entry, const QString &secret, const WriteCallback &callback)
{
	const QByteArray path = file_path.toUtf8();

	file_thread.start([this, path, entry = entry.toUtf8(), value = secret.toUtf8(), callback]() mutable {
		const char *text = value.isEmpty() ? nullptr : value.constData();
		const Result result = result_of(secret_file_write(path.constData(), entry.constData(), text));

		wipe_bytes(value);
		QMetaObject::invokeMethod(
			this, [=] { callback(result, QString()); }, Qt::QueuedConnection);
	});
}
