/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QRandomGenerator>
#include <QUrl>

#include <array>
#include <cstring>

#include <util/bmem.h>

#include "platform/secret_bytes.hpp"

static constexpr size_t KEY_WORDS = 8;

/* Qt's -1, or 0 with newer ones, for a proxy of the environment that names none. */
static constexpr quint16 NO_PORT = 0xffff;
/* As Qt means it then; what libcurl takes differs between its versions. */
static constexpr quint16 HTTP_PROXY_PORT = 8080;
static constexpr quint16 SOCKS_PORT = 1080;

static char *digest(const char *key, const char *bytes, size_t size)
{
	const QByteArray code = QMessageAuthenticationCode::hash(
		QByteArray::fromRawData(bytes, static_cast<int>(size)),
		QByteArray::fromRawData(key, static_cast<int>(strlen(key))), QCryptographicHash::Sha256);

	return bstrdup(code.toHex().constData());
}

static char *make_key(void)
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

static char *pkce_challenge(const char *verifier)
{
	const QByteArray hash = QCryptographicHash::hash(
		QByteArray::fromRawData(verifier, static_cast<int>(strlen(verifier))), QCryptographicHash::Sha256);

	return bstrdup(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).constData());
}

static QString scheme_of(const QNetworkProxy &proxy)
{
	switch (proxy.type()) {
	case QNetworkProxy::HttpProxy:
	case QNetworkProxy::HttpCachingProxy:
		return QStringLiteral("http");
	case QNetworkProxy::Socks5Proxy:
		return QStringLiteral("socks5h");
	default:
		return QString();
	}
}

static quint16 port_of(const QNetworkProxy &proxy)
{
	if (proxy.port() && proxy.port() != NO_PORT)
		return proxy.port();
	return proxy.type() == QNetworkProxy::Socks5Proxy ? SOCKS_PORT : HTTP_PROXY_PORT;
}

/*
 * "http://user:password@host:port" or "socks5h://…", NULL where none is set. Not for the UI thread: some systems look it
 * up in the network.
 */
static char *find_proxy(void *, const char *url)
{
	const QNetworkProxyQuery query{QUrl(QString::fromUtf8(url))};

	for (const QNetworkProxy &proxy : QNetworkProxyFactory::systemProxyForQuery(query)) {
		const QString scheme = scheme_of(proxy);
		QUrl proxy_url;

		if (proxy.type() == QNetworkProxy::NoProxy)
			return nullptr;
		if (scheme.isEmpty() || proxy.hostName().isEmpty())
			continue;
		proxy_url.setScheme(scheme);
		proxy_url.setHost(proxy.hostName());
		proxy_url.setPort(port_of(proxy));
		if (!proxy.user().isEmpty()) {
			proxy_url.setUserName(proxy.user(), QUrl::DecodedMode);
			proxy_url.setPassword(proxy.password(), QUrl::DecodedMode);
		}
		return bstrdup(proxy_url.toEncoded().constData());
	}
	return nullptr;
}

struct host_system system_calls(void)
{
	return {find_proxy, make_key, digest, pkce_challenge};
}
