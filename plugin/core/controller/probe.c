/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include "core/zoom/call.h"
#include "core/zoom/reply.h"
#include "core/zoom/scope.h"

/* "Test": finds out who the current account's user is, and then which settings that has. */

static void end(struct controller *controller, enum account_probe_state state)
{
	api_close(&controller->probe_access);
	controller->probe.state = state;
	controller_report_account(controller);
}

static void fail(struct controller *controller, const struct problem *problem)
{
	problem_copy(&controller->probe.problem, problem);
	end(controller, ACCOUNT_PROBE_FAILED);
}

void controller_reset_probe(struct controller *controller)
{
	struct account_probe_status *probe = &controller->probe;

	api_cancel(controller, &controller->probe_question, controller->probe_question);
	api_close(&controller->probe_access);
	controller->probe_question++;
	account_probe_status_free(probe);
	probe->state = ACCOUNT_PROBE_NONE;
	probe->settings.livestreaming = USER_SWITCH_UNKNOWN;
	probe->settings.custom_service = USER_SWITCH_UNKNOWN;
	probe->settings.webinar_livestreaming = USER_SWITCH_UNKNOWN;
	for (size_t i = 0; i < FEATURE_COUNT; i++)
		probe->features[i] = FEATURE_UNKNOWN;
}

static void set_feature(struct controller *controller, enum feature feature, bool is_allowed)
{
	controller->probe.features[feature - 1] = is_allowed ? FEATURE_ALLOWED : FEATURE_MISSING;
}

static void finish(struct controller *controller)
{
	const char *scope = controller->probe_access.scope;

	for (int feature = 1; scope && feature <= FEATURE_COUNT; feature++)
		set_feature(controller, (enum feature)feature, zoom_scope_allows(scope, (enum feature)feature));
	end(controller, ACCOUNT_PROBE_DONE);
}

static void replied(void *context, const void *answer);

static void send(struct controller *controller, bool reads_settings)
{
	const uint64_t *awaited = &controller->probe_question;
	const struct completion reply = {replied, controller, awaited, ++controller->probe_question};
	struct http_request request = {0};
	struct account account = {0};
	const char *user;

	account_list_find(controller->accounts, controller->account_id, &account);
	user = account.method == ACCOUNT_METHOD_SERVER_TO_SERVER ? account.user : NULL;
	zoom_call_get_user(&request, user, reads_settings);
	account_free(&account);
	controller->probe_reads_settings = reads_settings;
	controller->probe.state = ACCOUNT_PROBE_RUNNING;
	api_send(controller, &controller->probe_access, &request, &reply);
	controller_report_account(controller);
}

static void take_outcome(struct controller *controller, const struct zoom_reply *reply)
{
	const bool is_settings = controller->probe_reads_settings;
	struct account_probe_status *probe = &controller->probe;

	if (reply->outcome == ZOOM_REPLY_TOKEN || reply->outcome == ZOOM_REPLY_TRANSIENT) {
		fail(controller, &reply->problem);
		return;
	}
	if (reply->outcome == ZOOM_REPLY_CANCELLED) {
		controller_reset_probe(controller);
		controller_report_account(controller);
		return;
	}
	if (reply->outcome == ZOOM_REPLY_SUCCESS || reply->missing_scope)
		set_feature(controller, is_settings ? FEATURE_TELL_SETTINGS : FEATURE_TELL_USER, !reply->missing_scope);
	problem_copy(is_settings ? &probe->settings_problem : &probe->user_problem, &reply->problem);
	if (is_settings)
		finish(controller);
	else
		send(controller, true);
}

static void replied(void *context, const void *answer)
{
	const struct api_reply *reply = answer;
	struct controller *controller = context;
	const struct redaction redaction = {.secrets = {reply->token}};
	const struct zoom_reply_reading reading = {
		.cloud = controller->cloud,
		.host = controller->api_host,
		.redaction = &redaction,
		.now_s = moment_wall_s(controller_now(controller)),
	};
	struct zoom_reply outcome = {0};

	if (reply->problem) {
		fail(controller, reply->problem);
		return;
	}
	api_log_reply(controller->api_host, reply->response, NULL);
	if (controller->probe_reads_settings)
		zoom_reply_read_settings(&outcome, &controller->probe.settings, reply->response, &reading);
	else
		zoom_reply_read_user(&outcome, &controller->probe.user, reply->response, &reading);
	take_outcome(controller, &outcome);
	zoom_reply_free(&outcome);
}

void controller_probe_account(struct controller *controller)
{
	struct account account = {0};
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	controller_reset_probe(controller);
	api_open(controller, &controller->probe_access, NULL);
	if (controller_find_account(controller, &account, &problem)) {
		/* "Test" is pressed after the app was changed, too */
		controller_doubt_token(controller, NULL);
		send(controller, false);
	} else {
		fail(controller, &problem);
	}
	account_free(&account);
	problem_free(&problem);
}
