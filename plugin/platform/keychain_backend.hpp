/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "platform/secret_backend.hpp"

namespace QKeychain {
class Job;
}

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
