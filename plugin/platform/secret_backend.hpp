/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>

#include "core/model/secret_result.h"
#include "platform/secret_bytes.hpp"

/* As enum secret_result has them. */
enum class SecretResult {
	Ok = SECRET_OK,
	Absent = SECRET_ABSENT,
	Denied = SECRET_DENIED,
	Late = SECRET_LATE,
	NoKeychain = SECRET_NO_KEYCHAIN,
	Failed = SECRET_FAILED,
};

/* detail is the keychain's own words, for Failed and Denied. */
using SecretReadCallback = std::function<void(SecretResult result, const Secret &secret, const QString &detail)>;
using SecretWriteCallback = std::function<void(SecretResult result, const QString &detail)>;

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
