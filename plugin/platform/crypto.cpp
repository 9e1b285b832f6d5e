/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>
#include <cstring>

#include <util/bmem.h>

#include "platform/secret_bytes.hpp"

static constexpr size_t KEY_WORDS = 8;

char *crypto_digest(const char *key, const char *bytes, size_t size)
{
	const QByteArray digest = QMessageAuthenticationCode::hash(
		QByteArray::fromRawData(bytes, static_cast<int>(size)),
		QByteArray::fromRawData(key, static_cast<int>(strlen(key))), QCryptographicHash::Sha256);

	return bstrdup(digest.toHex().constData());
}

char *crypto_make_key(void)
{
	std::array<quint32, KEY_WORDS> words = {};
	QByteArray digits;
	char *key;

	QRandomGenerator::system()->fillRange(words.data(), words.size());
	digits = QByteArray::fromRawData(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex();
	key = bstrdup(digits.constData());
	wipe_bytes(digits);
	secret_wipe(words.data(), sizeof(words));
	return key;
}

char *crypto_pkce_challenge(const char *verifier)
{
	const QByteArray digest = QCryptographicHash::hash(
		QByteArray::fromRawData(verifier, static_cast<int>(strlen(verifier))), QCryptographicHash::Sha256);

	return bstrdup(digest.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).constData());
}
