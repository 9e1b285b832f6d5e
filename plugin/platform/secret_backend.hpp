/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>

#include "platform/secret_bytes.hpp"

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
 * and not at all once the backend is gone. UI thread.
 */
class SecretBackend : public QObject {
public:
	virtual void read(const QString &entry, SecretReadCallback callback) = 0;
	/* A null secret erases the entry. */
	virtual void write(const QString &entry, const Secret &secret, SecretWriteCallback callback) = 0;
};
