/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/token_expiry.hpp"

#include <QDateTime>
#include <QLocale>

#include <cstring>

#include "core/zoom/access_token.h"
#include "ui/text/text.hpp"

QString token_expiry_text(const char *token)
{
	/* the claims alone are copied: without the signature they open nothing */
	const char *const claims_start = strchr(token, '.');
	const char *const claims_end = claims_start ? strchr(claims_start + 1, '.') : nullptr;
	QByteArray claims;
	int64_t expiry_s;
	QDateTime expiry;

	if (!claims_end || strchr(claims_end + 1, '.'))
		return QString();
	claims = QByteArray::fromBase64(QByteArray(claims_start + 1, static_cast<int>(claims_end - claims_start - 1)),
					QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
	expiry_s = zoom_access_token_expiry(claims.constData());
	if (!expiry_s)
		return QString();

	expiry = QDateTime::fromSecsSinceEpoch(expiry_s);
	return text(expiry > QDateTime::currentDateTime() ? "Account.Expires" : "Account.Expired")
		.replace(QLatin1String("{time}"), QLocale().toString(expiry, QLocale::ShortFormat));
}
