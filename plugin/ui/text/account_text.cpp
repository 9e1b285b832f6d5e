/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/account_text.hpp"

#include <QDateTime>
#include <QLocale>

#include <util/bmem.h>

#include "core/model/admin_message.h"
#include "core/zoom/scope.h"
#include "ui/text/text.hpp"

QString method_text(const char *family, enum account_method method)
{
	const QByteArray name = QByteArray(family) + '.' + account_method_name(method);

	return text(name.constData());
}

QString lines_text(const QString &words)
{
	return QString(words).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
}

QString account_summary(const struct account_status &status)
{
	if (!status.has_account)
		return QString();
	return text("Account.Summary", "{method}", method_text("Account.Method", status.account.method))
		.replace(QLatin1String("{name}"), QString::fromUtf8(status.account.name));
}

QString expiry_text(int64_t expires_at_s)
{
	const QDateTime expiry = QDateTime::fromSecsSinceEpoch(expires_at_s);

	if (!expires_at_s)
		return QString();
	return text(expiry > QDateTime::currentDateTime() ? "Account.Expires" : "Account.Expired", "{time}",
		    QLocale().toString(expiry, QLocale::ShortFormat));
}

QString backend_text(const struct secret_backend_status &secrets, const char *keychain_name, const char *file_name)
{
	return text(secrets.backend == SECRET_BACKEND_KEYCHAIN ? keychain_name : file_name, "{file}",
		    QString::fromUtf8(secrets.file_path));
}

static const char *place_name(const struct secret_backend_status &secrets)
{
	if (secrets.backend == SECRET_BACKEND_UNKNOWN)
		return "Account.Place.Looking";
	if (secrets.backend == SECRET_BACKEND_KEYCHAIN)
		return secrets.has_keychain ? "Account.Place.Keychain" : "Account.Place.KeychainGone";
	if (secrets.is_forced)
		return "Account.Place.FileForced";
	return secrets.has_keychain ? "Account.Place.File" : "Account.Place.FileNoKeychain";
}

ToneText place_text(const struct secret_backend_status &secrets, enum secret_backend_move move)
{
	switch (move) {
	case SECRET_BACKEND_MOVE_RUNNING:
		return {TextTone::Normal, "Account.Place.Moving"};
	case SECRET_BACKEND_MOVE_OLD_LEFT:
		return {TextTone::Bad,
			join_sentences(text("Account.Place.OldLeft"), problem_text(secrets.move_problem))};
	case SECRET_BACKEND_MOVE_STOPPED:
		return {TextTone::Bad,
			join_sentences(text("Account.Place.NotMoved"), problem_text(secrets.move_problem))};
	default:
		return {move == SECRET_BACKEND_MOVE_DONE ? TextTone::Good : TextTone::Normal,
			text(place_name(secrets), "{file}", QString::fromUtf8(secrets.file_path))};
	}
}

QString not_stored_text(enum account_method method)
{
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return text("Account.None");
	return text(account_method_rotates(method) ? "Account.NotSignedIn" : "Account.NoSecret");
}

ToneText stored_text(const struct account_status &status)
{
	const enum account_method method = status.account.method;

	if (!status.stored.is_known)
		return text("Account.Looking");
	if (problem_is_set(&status.stored.problem))
		return {TextTone::Bad, problem_text(status.stored.problem)};
	if (!status.stored.has_main_secret)
		return not_stored_text(method);
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return join_sentences(backend_text(status.secrets, "Account.InKeychain", "Account.InFile"),
				      expiry_text(status.stored.token_expires_at_s));
	if (account_method_rotates(method))
		return backend_text(status.secrets, "Account.SignedInKeychain", "Account.SignedInFile");
	return backend_text(status.secrets, "Account.SecretInKeychain", "Account.SecretInFile");
}

static ToneText browser_text(const struct sign_in_status &sign_in)
{
	const char *const waits = sign_in.is_listening ? "Account.WaitingUnopened" : "Account.WaitingForPaste";
	const struct problem &problem = problem_is_set(&sign_in.problem) ? sign_in.problem : sign_in.listen_problem;

	if (problem_is_set(&sign_in.problem) || (!sign_in.is_listening && problem_is_set(&sign_in.listen_problem)))
		return {TextTone::Warning, join_sentences(problem_text(problem), text(waits))};
	return text(sign_in.is_listening ? "Account.WaitingForBrowser" : waits);
}

ToneText sign_in_text(const struct account_status &status)
{
	const struct sign_in_status &sign_in = status.sign_in;

	switch (sign_in.state) {
	case SIGN_IN_PREPARING:
		return text("Account.Preparing");
	case SIGN_IN_WAITING_FOR_BROWSER:
		return browser_text(sign_in);
	case SIGN_IN_WAITING_FOR_DEVICE:
		return text("Account.WaitingForDevice", "{time}",
			    QLocale().toString(QDateTime::fromSecsSinceEpoch(sign_in.expires_at_s).time(),
					       QLocale::ShortFormat));
	case SIGN_IN_FINISHING:
		return text("Account.Finishing");
	case SIGN_IN_DONE:
		return {TextTone::Good,
			backend_text(status.secrets, "Account.SignedInKeychain", "Account.SignedInFile")};
	case SIGN_IN_CANCELLED:
		return text("Account.Cancelled");
	default:
		return {};
	}
}

static ToneText signed_out_text(const struct account_status &status)
{
	const struct sign_out_status &sign_out = status.sign_out;

	if (problem_is_set(&sign_out.revoke_problem))
		return {TextTone::Warning, join_sentences(join_sentences(text("Account.NotRevoked"),
									 problem_message_text(sign_out.revoke_problem)),
							  text("Account.NotRevoked.Remedy"))};
	if (status.account.method == ACCOUNT_METHOD_ACCESS_TOKEN)
		return text("Account.Removed");
	return text(sign_out.is_revoked ? "Account.SignedOut" : "Account.SignedOutHere");
}

static ToneText removed_text(const struct account_status &status)
{
	const QString removed =
		text("Account.RemovedAccount", "{name}", QString::fromUtf8(status.sign_out.removed_name));

	if (!problem_is_set(&status.sign_out.revoke_problem))
		return removed;
	return {TextTone::Warning, join_sentences(removed, signed_out_text(status).words)};
}

ToneText sign_out_text(const struct account_status &status)
{
	switch (status.sign_out.state) {
	case SIGN_OUT_RUNNING:
		return text("Account.SigningOut");
	case SIGN_OUT_DONE:
		return signed_out_text(status);
	case SIGN_OUT_REMOVED:
		return removed_text(status);
	case SIGN_OUT_NOT_REMOVED:
		return {TextTone::Bad, "Account.NotChanged"};
	case SIGN_OUT_FAILED:
		return {TextTone::Bad, problem_text(status.sign_out.erase_problem)};
	default:
		return {};
	}
}

QString admin_message_text(enum account_method way, enum cloud cloud, const QString &redirect_url)
{
	const QByteArray redirect_uri = redirect_url.toUtf8();
	char *permissions = zoom_scope_list(admin_message_app(way), false);
	char *webinar_permissions = zoom_scope_list(admin_message_app(way), true);
	struct admin_message message = {way, cloud, redirect_uri.constData(), permissions, webinar_permissions};
	char *composed = admin_message_compose(&message, module_text_find);
	const QString words = QString::fromUtf8(composed);

	bfree(composed);
	bfree(webinar_permissions);
	bfree(permissions);
	return words;
}
