/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "token_expiry.hpp"

#include <QDateTime>
#include <QLocale>

#include "core/zoom_token.h"
#include "text.hpp"

QString token_expiry_text(const QString &token)
{
	const QList<QByteArray> segments = token.toLatin1().split('.');
	QByteArray claims;
	int64_t expiry_s;
	QDateTime expiry;

	if (segments.size() != 3)
		return QString();
	claims = QByteArray::fromBase64(segments[1], QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
	expiry_s = zoom_token_expiry(claims.constData());
	if (!expiry_s)
		return QString();

	expiry = QDateTime::fromSecsSinceEpoch(expiry_s);
	return text(expiry > QDateTime::currentDateTime() ? "Account.Expires" : "Account.Expired")
		.replace(QLatin1String("{time}"), QLocale().toString(expiry, QLocale::ShortFormat));
}
