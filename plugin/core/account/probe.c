/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/probe.h"

#include <string.h>

#include "core/base/text.h"
#include "core/zoom/scope.h"
#include "core/zoom/user.h"

static void clear_status(struct account_probe_status *status, enum account_probe_state state)
{
	account_probe_status_free(status);
	status->state = state;
	status->settings.livestreaming = USER_SWITCH_UNKNOWN;
	status->settings.custom_service = USER_SWITCH_UNKNOWN;
	status->settings.webinar_livestreaming = USER_SWITCH_UNKNOWN;
	for (size_t i = 0; i < FEATURE_COUNT; i++)
		status->features[i] = FEATURE_UNKNOWN;
}

static void rest(struct account_probe *probe)
{
	http_request_free(&probe->request);
	text_set(&probe->scope, NULL);
	probe->awaited_id = 0;
	probe->step = ACCOUNT_PROBE_RESTING;
}

void account_probe_free(struct account_probe *probe)
{
	rest(probe);
	account_probe_status_free(&probe->status);
	account_free(&probe->account);
}

static void send(struct account_probe *probe, enum account_probe_step step)
{
	const char *user = probe->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER ? probe->account.user : NULL;

	if (step == ACCOUNT_PROBE_READING_USER)
		zoom_user_get(&probe->request, user);
	else
		zoom_user_get_settings(&probe->request, user);
	probe->step = step;
	probe->awaited_id = ++probe->last_id;
}

uint64_t account_probe_reset(struct account_probe *probe)
{
	const uint64_t awaited_id = probe->awaited_id;

	rest(probe);
	clear_status(&probe->status, ACCOUNT_PROBE_NONE);
	return awaited_id;
}

void account_probe_begin(struct account_probe *probe, const struct account *account)
{
	probe->status.state = ACCOUNT_PROBE_RUNNING;
	account_copy(&probe->account, account);
	send(probe, ACCOUNT_PROBE_READING_USER);
}

void account_probe_no_access(struct account_probe *probe, const struct problem *problem)
{
	problem_copy(&probe->status.problem, problem);
	probe->status.state = ACCOUNT_PROBE_FAILED;
	rest(probe);
}

static void set_feature(struct account_probe *probe, enum feature feature, enum feature_state state)
{
	probe->status.features[feature - 1] = state;
}

static void finish(struct account_probe *probe)
{
	for (int feature = 1; probe->scope && feature <= FEATURE_COUNT; feature++) {
		const bool allowed = zoom_scope_allows(probe->scope, (enum feature)feature);

		set_feature(probe, (enum feature)feature, allowed ? FEATURE_ALLOWED : FEATURE_MISSING);
	}
	probe->status.state = ACCOUNT_PROBE_DONE;
	rest(probe);
}

static void take_outcome(struct account_probe *probe, const struct zoom_reply *reply)
{
	const bool is_user = probe->step == ACCOUNT_PROBE_READING_USER;
	const enum feature feature = is_user ? FEATURE_TELL_USER : FEATURE_TELL_SETTINGS;

	switch (reply->outcome) {
	case ZOOM_REPLY_TOKEN:
	case ZOOM_REPLY_TRANSIENT:
		account_probe_no_access(probe, &reply->problem);
		return;
	case ZOOM_REPLY_CANCELLED:
		rest(probe);
		clear_status(&probe->status, ACCOUNT_PROBE_NONE);
		return;
	case ZOOM_REPLY_SUCCESS:
		set_feature(probe, feature, FEATURE_ALLOWED);
		break;
	default:
		if (reply->missing_scope)
			set_feature(probe, feature, FEATURE_MISSING);
		problem_copy(is_user ? &probe->status.user_problem : &probe->status.settings_problem, &reply->problem);
	}
	if (is_user)
		send(probe, ACCOUNT_PROBE_READING_SETTINGS);
	else
		finish(probe);
}

void account_probe_reply(struct account_probe *probe, const struct http_response *response, const char *scope,
			 const struct zoom_reply_reading *reading)
{
	struct zoom_reply reply = {0};

	text_set(&probe->scope, scope);
	if (probe->step == ACCOUNT_PROBE_READING_USER)
		zoom_user_read(&reply, &probe->status.user, response, reading);
	else
		zoom_user_read_settings(&reply, &probe->status.settings, response, reading);
	take_outcome(probe, &reply);
	zoom_reply_free(&reply);
}
