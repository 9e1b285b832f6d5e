/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>

#include "core/model/secret_result.h"
#include "platform/secret_bytes.hpp"

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
