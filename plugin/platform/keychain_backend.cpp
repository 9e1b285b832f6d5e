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

/* What is locked looks as if it were not there, also to whom it was to be erased for. */
void KeychainBackend::whenJudged(QKeychain::Job *job, SecretWriteCallback callback)
{
	const enum secret_result result = result_of(job->error());
	const QString detail = job->error() ? job->errorString() : QString();

	if (result == SECRET_OK || result == SECRET_DENIED) {
		callback(result, detail);
		return;
	}
	keychain_find_locked(this, [result, detail, callback = std::move(callback)](bool locked) {
		callback(locked ? SECRET_DENIED : result, locked ? QString() : detail);
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
		whenJudged(job, [secret, callback](enum secret_result result, const QString &detail) {
			const bool is_empty = result == SECRET_OK && !secret;

			callback(is_empty ? SECRET_ABSENT : result, secret, detail);
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
