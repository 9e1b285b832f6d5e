/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "platform/secret_backend.hpp"

struct file_thread;

/* A private file. It belongs to whoever sets up a test, so one entry serves every host. */
class FileBackend : public SecretBackend {
public:
	FileBackend(struct file_thread *files, const QString &path);

	void read(const SecretName &name, SecretCallback callback) override;
	void write(const SecretName &name, const Secret &secret, SecretCallback callback) override;
	/* Whether there is anything in it, also something that cannot be read. */
	void findContents(std::function<void(bool holds_something)> callback);

	const QString path;

private:
	struct file_thread *files;
};
