/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

#include <util/bmem.h>

#include "core/base/secret.h"

/* Overwrites a secret that is the only owner of its bytes. */
inline void wipe_bytes(QByteArray &bytes)
{
	secret_wipe(bytes.data(), static_cast<size_t>(bytes.size()));
}

/* The same of a text, which stays as it is where somebody else holds it too. */
inline void wipe_text(QString &text)
{
	if (text.isDetached())
		secret_wipe(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
	text.clear();
}

/* A secret that is handed on and waited with: its bytes are there once, and are wiped with its last owner. Null: none. */
using Secret = std::shared_ptr<char>;

/* Takes over what was allocated with bmem; NULL is no secret. */
inline Secret secret_take(char *secret)
{
	return secret ? Secret(secret, secret_free) : Secret();
}

/* NULL and an empty one are no secret. */
inline Secret secret_copy(const char *secret)
{
	return secret_take(secret && *secret ? bstrdup(secret) : nullptr);
}

inline Secret secret_from_text(const QString &text)
{
	QByteArray bytes = text.toUtf8();
	const Secret secret = secret_copy(bytes.constData());

	wipe_bytes(bytes);
	return secret;
}
