/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/keychain_backend.hpp"

#include <keychain.h>

#include "platform/keychain_presence.hpp"
#include "plugin-version.h"

static SecretResult result_of(QKeychain::Error error)
{
	switch (error) {
	case QKeychain::NoError:
		return SecretResult::Ok;
	case QKeychain::EntryNotFound:
		return SecretResult::Absent;
	case QKeychain::AccessDenied:
	case QKeychain::AccessDeniedByUser:
		return SecretResult::Denied;
	default:
		return SecretResult::Failed;
	}
}

/* What is locked looks as if it were not there, also to whom it was to be erased for. */
void KeychainBackend::whenJudged(QKeychain::Job *job, SecretWriteCallback callback)
{
	const SecretResult result = result_of(job->error());
	const QString detail = job->error() ? job->errorString() : QString();

	if (result == SecretResult::Ok || result == SecretResult::Denied) {
		callback(result, detail);
		return;
	}
	keychain_find_locked(this, [result, detail, callback = std::move(callback)](bool locked) {
		callback(locked ? SecretResult::Denied : result, locked ? QString() : detail);
	});
}

void KeychainBackend::read(const QString &entry, SecretReadCallback callback)
{
	auto *job = new QKeychain::ReadPasswordJob(QStringLiteral(PLUGIN_NAME));

	job->setKey(entry);
	connect(job, &QKeychain::Job::finished, this, [this, job, callback = std::move(callback)] {
		QString text = job->error() ? QString() : job->textData();
		const Secret secret = secret_from_text(text);

		wipe_text(text);
		whenJudged(job, [secret, callback](SecretResult result, const QString &detail) {
			const bool is_empty = result == SecretResult::Ok && !secret;

			callback(is_empty ? SecretResult::Absent : result, secret, detail);
		});
	});
	job->start();
}

void KeychainBackend::write(const QString &entry, const Secret &secret, SecretWriteCallback callback)
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
		[this, job, callback = std::move(callback)] { whenJudged(job, callback); });
	job->start();
}
