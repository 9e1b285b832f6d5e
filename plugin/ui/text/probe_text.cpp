/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/account_text.hpp"

#include <QStringList>

#include <util/bmem.h>

#include "core/zoom/scope.h"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

struct Cost {
	enum feature feature;
	const char *text_name;
};

static const Cost COSTS[] = {
	{FEATURE_PUSH_MEETING, "Account.Cost.PushMeeting"},   {FEATURE_CHECK_MEETING, "Account.Cost.CheckMeeting"},
	{FEATURE_NAME_MEETING, "Account.Cost.NameMeeting"},   {FEATURE_PUSH_WEBINAR, "Account.Cost.PushWebinar"},
	{FEATURE_CHECK_WEBINAR, "Account.Cost.CheckWebinar"}, {FEATURE_NAME_WEBINAR, "Account.Cost.NameWebinar"},
	{FEATURE_TELL_USER, "Account.Cost.TellUser"},         {FEATURE_TELL_SETTINGS, "Account.Cost.TellSettings"},
};

static enum feature_state state_of(const struct account_probe_status &probe, enum feature feature)
{
	return probe.features[feature - 1];
}

static QString user_text(const struct account_probe_status &probe)
{
	const QString name = QString::fromUtf8(probe.user.name);
	const QString email = QString::fromUtf8(probe.user.email);

	if (name.isEmpty() && email.isEmpty()) {
		/* of a missing scope the list below tells */
		if (problem_is_set(&probe.user_problem) && state_of(probe, FEATURE_TELL_USER) != FEATURE_MISSING)
			return join_sentences(text("Account.Test.NoUser"), problem_text(probe.user_problem));
		return text("Account.Test.NoUser");
	}
	return text("Account.Test.User")
		.replace(QLatin1String("{user}"), name.isEmpty() || email.isEmpty()
							  ? name + email
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
	if (problem_is_set(&probe.settings_problem) && state_of(probe, FEATURE_TELL_SETTINGS) != FEATURE_MISSING)
		return join_sentences(text("Account.Test.MeetingsUnknown"), problem_text(probe.settings_problem));
	return text("Account.Test.MeetingsUnknown");
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

static QStringList scope_lines(const struct account_probe_status &probe, enum account_method method)
{
	QStringList lines;
	bool all_known = true;

	for (const Cost &cost : COSTS) {
		const enum feature_state state = state_of(probe, cost.feature);

		all_known = all_known && state != FEATURE_UNKNOWN;
		if (state == FEATURE_MISSING)
			lines += text("Account.Test.Missing")
					 .replace(QLatin1String("{scope}"),
						  QString::fromUtf8(zoom_scope_of(cost.feature, method)))
					 .replace(QLatin1String("{cost}"), text(cost.text_name));
	}
	if (!lines.isEmpty())
		lines += text(account_method_rotates(method) ? "Account.Test.AddScopesAndSignIn"
							     : "Account.Test.AddScopes");
	else
		lines += text(all_known ? "Account.Test.ScopesAllThere" : "Account.Test.ScopesUnknown");
	return lines;
}

static TextTone tone_of(const struct account_probe_status &probe)
{
	const bool lacks_push = state_of(probe, FEATURE_PUSH_MEETING) == FEATURE_MISSING;

	if (probe.settings.livestreaming == USER_SWITCH_OFF || probe.settings.custom_service == USER_SWITCH_OFF ||
	    (lacks_push && state_of(probe, FEATURE_PUSH_WEBINAR) == FEATURE_MISSING))
		return TextTone::Bad;
	for (enum feature_state state : probe.features) {
		if (state == FEATURE_MISSING)
			return TextTone::Normal;
	}
	return problem_is_set(&probe.user_problem) || problem_is_set(&probe.settings_problem) ? TextTone::Normal
											      : TextTone::Good;
}

ToneText account_probe_text(const struct account_status &status)
{
	const struct account_probe_status &probe = status.probe;
	QStringList lines;

	switch (probe.state) {
	case ACCOUNT_PROBE_RUNNING:
		return {TextTone::Normal, text("Account.Testing")};
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
