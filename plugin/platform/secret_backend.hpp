/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>

#include "core/model/secret_result.h"
#include "platform/secret_bytes.hpp"

/* detail is the keychain's own words, for Failed and Denied. */
using SecretReadCallback = std::function<void(enum secret_result result, const Secret &secret, const QString &detail)>;
using SecretWriteCallback = std::function<void(enum secret_result result, const QString &detail)>;

/*
 * Somewhere to keep secrets. Callbacks come later, never from within the call,
 * and not at all once the backend is gone. UI thread.
 */
class SecretBackend : public QObject {
public:
	virtual void read(const QString &entry, SecretReadCallback callback) = 0;
	/* A null secret erases the entry. */
	virtual void write(const QString &entry, const Secret &secret, SecretWriteCallback callback) = 0;
};
