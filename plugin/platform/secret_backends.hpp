/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>

#include "core/model/secret_result.h"
#include "platform/secret_bytes.hpp"

namespace QKeychain {
class Job;
}

struct file_thread;

struct SecretName {
	QString entry; /* "holder/field" */
	QString host;  /* that it is for; empty for Zoom's own */
};

/* secret is what was read; detail the keychain's own words, for SECRET_FAILED and SECRET_DENIED. */
using SecretCallback = std::function<void(enum secret_result result, const Secret &secret, const QString &detail)>;

/*
 * Somewhere to store secrets. Callbacks come later, never from within the call,
 * and not at all once the backend is gone. UI thread.
 */
class SecretBackend : public QObject {
public:
	virtual void read(const SecretName &name, SecretCallback callback) = 0;
	/* A null secret erases the entry. */
	virtual void write(const SecretName &name, const Secret &secret, SecretCallback callback) = 0;
};

/*
 * The system's keychain, which may ask the person first. A secret that was saved
 * for Zoom is never sent to another host, so each host has its own.
 */
class KeychainBackend : public SecretBackend {
public:
	/* Whether the system has a keychain service, running or startable. Calls back later. */
	void find(const std::function<void(bool present)> &callback);

	void read(const SecretName &name, SecretCallback callback) override;
	void write(const SecretName &name, const Secret &secret, SecretCallback callback) override;

private:
	void start(QKeychain::Job *job, const SecretName &name, const SecretCallback &callback);
};

/* A private file. It belongs to whoever sets up a test, so one entry serves every host. */
class FileBackend : public SecretBackend {
public:
	FileBackend(struct file_thread *files_, const QString &path_) : path(path_), files(files_) {}

	void read(const SecretName &name, SecretCallback callback) override;
	void write(const SecretName &name, const Secret &secret, SecretCallback callback) override;
	/* Whether there is anything in it, also something that cannot be read. */
	void findContents(std::function<void(bool holds_something)> callback);

	const QString path;

private:
	struct file_thread *files;
};
