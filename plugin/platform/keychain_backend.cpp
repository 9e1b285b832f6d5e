/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/keychain_backend.hpp"

#include <keychain.h>

#include "platform/keychain_presence.hpp"
#include "plugin-version.h"

static enum secret_result result_of(QKeychain::Error error)
{
	switch (error) {
	case QKeychain::NoError:
		return SECRET_OK;
	case QKeychain::EntryNotFound:
		return SECRET_ABSENT;
	case QKeychain::AccessDenied:
	case QKeychain::AccessDeniedByUser:
		return SECRET_DENIED;
	default:
		return SECRET_FAILED;
	}
}

/* A locked keychain says that there is no such entry, to reads and erasures alike: it is asked whether it is locked. */
void KeychainBackend::answer(QKeychain::Job *job, const Secret &secret, SecretCallback callback)
{
	const enum secret_result result = result_of(job->error());
	const QString detail = job->error() ? job->errorString() : QString();

	if (result == SECRET_OK || result == SECRET_DENIED) {
		callback(result, secret, detail);
		return;
	}
	keychain_find_locked(this, [result, detail, callback = std::move(callback)](bool locked) {
		callback(locked ? SECRET_DENIED : result, Secret(), locked ? QString() : detail);
	});
}

void KeychainBackend::read(const QString &entry, SecretCallback callback)
{
	auto *job = new QKeychain::ReadPasswordJob(QStringLiteral(PLUGIN_NAME));

	job->setKey(entry);
	connect(job, &QKeychain::Job::finished, this, [this, job, callback = std::move(callback)] {
		QString text = job->error() ? QString() : job->textData();
		const Secret secret = secret_from_text(text);

		wipe_text(text);
		answer(job, secret, [callback](enum secret_result result, const Secret &read, const QString &detail) {
			const bool is_empty = result == SECRET_OK && !read;

			callback(is_empty ? SECRET_ABSENT : result, read, detail);
		});
	});
	job->start();
}

void KeychainBackend::write(const QString &entry, const Secret &secret, SecretCallback callback)
{
	QKeychain::Job *job;

	if (secret) {
		auto *write_job = new QKeychain::WritePasswordJob(QStringLiteral(PLUGIN_NAME));
		QString text = QString::fromUtf8(secret.get());

		write_job->setTextData(text);
		wipe_text(text);
		job = write_job;
	} else {
		job = new QKeychain::DeletePasswordJob(QStringLiteral(PLUGIN_NAME));
	}
	job->setKey(entry);
	connect(job, &QKeychain::Job::finished, this,
		[this, job, callback = std::move(callback)] { answer(job, Secret(), callback); });
	job->start();
}
