/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "platform/secret_backend.hpp"

namespace QKeychain {
class Job;
}

/* The system's keychain, which may ask the person first. */
class KeychainBackend : public SecretBackend {
	Q_OBJECT

public:
	void read(const QString &entry, SecretCallback callback) override;
	void write(const QString &entry, const Secret &secret, SecretCallback callback) override;

private:
	void answer(QKeychain::Job *job, const Secret &secret, SecretCallback callback);
};
