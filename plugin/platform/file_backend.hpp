/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QThreadPool>

#include "platform/secret_backend.hpp"

/* A private file. */
class FileBackend : public SecretBackend {
	Q_OBJECT

public:
	explicit FileBackend(const QString &path);
	/* Waits for a write that is under way. */
	~FileBackend() override;

	const QString &path() const { return file_path; }

	void read(const QString &entry, SecretCallback callback) override;
	void write(const QString &entry, const Secret &secret, SecretCallback callback) override;
	/* Whether there is anything in it, also something that cannot be read. */
	void findContents(std::function<void(bool holds_something)> callback);

private:
	QString file_path;
	QThreadPool thread; /* one thread, so that writes keep their order */
};
