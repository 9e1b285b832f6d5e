/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QUrl>

#include <util/bmem.h>

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

char *system_proxy_find(void *, const char *url)
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
		if (proxy.port())
			proxy_url.setPort(proxy.port());
		if (!proxy.user().isEmpty()) {
			proxy_url.setUserName(proxy.user(), QUrl::DecodedMode);
			proxy_url.setPassword(proxy.password(), QUrl::DecodedMode);
		}
		return bstrdup(proxy_url.toEncoded().constData());
	}
	return nullptr;
}
