/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>

#include "platform/secret_bytes.hpp"

namespace QKeychain {
class Job;
}

enum class SecretResult {
	Ok = 1,
	Absent,     /* there is no such secret */
	Denied,     /* the keychain is locked, or its person said no */
	Late,       /* no answer within 30 s */
	NoKeychain, /* it is where secrets are kept, but there is none any more */
	Failed,
};

/* detail is the keychain's own words, for Failed and Denied. */
using SecretReadCallback = std::function<void(SecretResult result, const Secret &secret, const QString &detail)>;
using SecretWriteCallback = std::function<void(SecretResult result, const QString &detail)>;

/*
 * Somewhere to keep secrets. Callbacks come later, never from within the call,
 * and not at all once the place is gone. UI thread.
 */
class SecretBackend : public QObject {
	Q_OBJECT

public:
	virtual void read(const QString &entry, SecretReadCallback callback) = 0;
	/* A null secret erases the entry. */
	virtual void write(const QString &entry, const Secret &secret, SecretWriteCallback callback) = 0;
};

/* The system's keychain, which may ask the person first. */
class KeychainBackend : public SecretBackend {
	Q_OBJECT

public:
	void read(const QString &entry, SecretReadCallback callback) override;
	void write(const QString &entry, const Secret &secret, SecretWriteCallback callback) override;

private:
	void whenJudged(QKeychain::Job *job, SecretWriteCallback callback);
};

/* A private file. */
class FileBackend : public SecretBackend {
	Q_OBJECT

public:
	explicit FileBackend(const QString &path);
	/* Waits for a write that is under way. */
	~FileBackend() override;

	const QString &path() const { return file_path; }

	void read(const QString &entry, SecretReadCallback callback) override;
	void write(const QString &entry, const Secret &secret, SecretWriteCallback callback) override;
	/* Whether there is anything in it, also something that cannot be read. */
	void look(std::function<void(bool holds_something)> callback);

private:
	QString file_path;
	QThreadPool thread; /* one thread, so that writes keep their order */
};
