/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/account_text.hpp"

#include <QStringList>

#include "core/zoom/scope.h"
#include "ui/text/text.hpp"

/* What is not possible without it; its name is the scope's: "Account.Cost.meeting.update.livestream". */
static QString cost_text(enum feature feature)
{
	const QByteArray scope(zoom_scope_of(feature, ACCOUNT_METHOD_ACCESS_TOKEN));

	return text(QByteArray("Account.Cost").append('.').append(scope).replace(':', '.').constData());
}

static bool lacks(const struct account_probe_status &probe, enum feature feature)
{
	return probe.features[feature - 1] == FEATURE_MISSING;
}

/* Why something is not known; of a missing scope the list below tells. */
static QString unknown_text(const char *name, const struct account_probe_status &probe, enum feature feature,
			    const struct problem &problem)
{
	const bool is_told_below = !problem_is_set(&problem) || lacks(probe, feature);

	return is_told_below ? text(name) : join_sentences(text(name), problem_text(problem));
}

static QString user_text(const struct account_probe_status &probe)
{
	const QString name = QString::fromUtf8(probe.user.name);
	const QString email = QString::fromUtf8(probe.user.email);

	if (name.isEmpty() && email.isEmpty())
		return unknown_text("Account.Test.NoUser", probe, FEATURE_TELL_USER, probe.user_problem);
	return text("Account.Test.User", "{user}",
		    name.isEmpty() || email.isEmpty() ? name + email
						      : name + QLatin1String(" (") + email + QLatin1Char(')'));
}

static QString meetings_text(const struct account_probe_status &probe)
{
	const struct user_settings &settings = probe.settings;

	if (settings.livestreaming == USER_SWITCH_OFF)
		return text("Account.Test.MeetingsOff");
	if (settings.custom_service == USER_SWITCH_OFF)
		return text("Account.Test.CustomOff");
	if (settings.livestreaming == USER_SWITCH_ON && settings.custom_service == USER_SWITCH_ON)
		return text("Account.Test.MeetingsOn");
	return unknown_text("Account.Test.MeetingsUnknown", probe, FEATURE_TELL_SETTINGS, probe.settings_problem);
}

static QString webinars_text(const struct account_probe_status &probe)
{
	switch (probe.settings.webinar_livestreaming) {
	case USER_SWITCH_ON:
		return text("Account.Test.WebinarsOn");
	case USER_SWITCH_OFF:
		return text("Account.Test.WebinarsOff");
	default:
		return QString();
	}
}

/* With what is to be done after it: a token keeps what it was made with. */
static const char *add_scopes_name(enum account_method method)
{
	switch (method) {
	case ACCOUNT_METHOD_SERVER_TO_SERVER:
		return "Account.Test.AddScopes";
	case ACCOUNT_METHOD_ACCESS_TOKEN:
		return "Account.Test.AddScopesAndPaste";
	default:
		return "Account.Test.AddScopesAndSignIn";
	}
}

static QStringList scope_lines(const struct account_probe_status &probe, enum account_method method)
{
	QStringList lines;
	bool all_known = true;

	for (int i = 0; i < FEATURE_COUNT; i++) {
		const enum feature feature = static_cast<enum feature>(i + 1);

		all_known = all_known && probe.features[i] != FEATURE_UNKNOWN;
		if (lacks(probe, feature))
			lines += join_sentences(text("Account.Test.Missing", "{scope}",
						     QString::fromUtf8(zoom_scope_of(feature, method))),
						cost_text(feature));
	}
	if (!lines.isEmpty())
		lines += text(add_scopes_name(method));
	else
		lines += text(all_known ? "Account.Test.ScopesAllThere" : "Account.Test.ScopesUnknown");
	return lines;
}

static TextTone tone_of(const struct account_probe_status &probe)
{
	const struct user_settings &settings = probe.settings;
	bool is_whole = !problem_is_set(&probe.user_problem) && !problem_is_set(&probe.settings_problem);

	if (settings.livestreaming == USER_SWITCH_OFF || settings.custom_service == USER_SWITCH_OFF ||
	    (lacks(probe, FEATURE_PUSH_MEETING) && lacks(probe, FEATURE_PUSH_WEBINAR)))
		return TextTone::Bad;
	for (enum feature_state state : probe.features)
		is_whole = is_whole && state != FEATURE_MISSING;
	return is_whole ? TextTone::Good : TextTone::Normal;
}

ToneText account_probe_text(const struct account_status &status)
{
	const struct account_probe_status &probe = status.probe;
	QStringList lines;

	switch (probe.state) {
	case ACCOUNT_PROBE_RUNNING:
		return text("Account.Testing");
	case ACCOUNT_PROBE_FAILED:
		return {TextTone::Bad, problem_text(probe.problem)};
	case ACCOUNT_PROBE_DONE:
		break;
	default:
		return {};
	}
	lines << user_text(probe) << meetings_text(probe) << webinars_text(probe);
	lines += scope_lines(probe, status.account.method);
	lines.removeAll(QString());
	return {tone_of(probe), lines.join(QChar(QChar::LineSeparator))};
}
