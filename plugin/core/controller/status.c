/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/log.h"
#include "core/base/text.h"

void controller_note_outcome(struct controller *controller, const char *what, const char *state,
			     const struct problem *problem)
{
	const struct report_outcome outcome = {
		.at_s = moment_wall_s(&controller->moment),
		.what = what,
		.state = state,
		.code = problem->code,
		.http_status = problem->http_status,
		.tracking_id = problem->tracking_id ? problem->tracking_id : controller->tracking_id,
	};

	report_outcomes_add(&controller->outcomes, &outcome);
}

static void note_outcome(struct controller *controller, const struct status *status)
{
	static const char *const states[] = {
		[STATUS_VERIFYING] = "confirmed", [STATUS_PUSHED] = "not read back",
		[STATUS_IN_SYNC] = "the same",    [STATUS_DIFFERS] = "different",
		[STATUS_CANCELLED] = "cancelled", [STATUS_WAITING] = "failed for now",
		[STATUS_FAILED] = "failed",       [STATUS_UNDONE] = "restored",
	};

	if (states[status->state])
		controller_note_outcome(controller, "settings", states[status->state], &status->problem);
}

/* People post their logs: of a meeting's id only the end is told. */
static void log_outcome(struct controller *controller, const struct status *status)
{
	const struct problem *problem = &status->problem;
	const unsigned id_end = (unsigned)(status->broadcast.id % 10000);

	if (status->state == controller->logged_state)
		return;
	controller->logged_state = status->state;
	note_outcome(controller, status);
	switch (status->state) {
	case STATUS_VERIFYING:
		plugin_log(LOG_INFO, "pushed to the meeting that ends in %04u in %" PRId64 " ms", id_end,
			   status->duration_ms);
		break;
	case STATUS_IN_SYNC:
		plugin_log(LOG_INFO, "%s holds the same for the meeting that ends in %04u", controller->api_host,
			   id_end);
		break;
	case STATUS_DIFFERS:
		plugin_log(LOG_WARNING, "%s holds another %s for the meeting that ends in %04u", controller->api_host,
			   status->remote_difference ? status->remote_difference : "stream_url", id_end);
		break;
	case STATUS_UNDONE:
		plugin_log(LOG_INFO, "what the last push to the meeting that ends in %04u replaced was put back",
			   id_end);
		break;
	case STATUS_PUSHED:
		plugin_log(LOG_INFO, "not read back: %s", problem->code);
		break;
	case STATUS_CANCELLED:
		plugin_log(LOG_INFO, "push to the meeting that ends in %04u cancelled", id_end);
		break;
	case STATUS_WAITING:
	case STATUS_FAILED:
		plugin_log(LOG_WARNING, "push to the meeting that ends in %04u failed: %s (HTTP %ld, tracking id %s)",
			   id_end, problem->code, problem->http_status,
			   problem->tracking_id ? problem->tracking_id : "none");
		if (status->state == STATUS_WAITING)
			plugin_log(LOG_INFO, "try %u follows in %" PRId64 " ms", status->attempts + 1,
				   status->retry_in_ms);
		break;
	default:
		break;
	}
}

/* It is of the moment: once something has changed it is of no use to anybody. */
static void tell_remark(struct controller *controller, struct status *status)
{
	if (status->state != controller->remarked_state || status->live.state != controller->remarked_live ||
	    status->profile_number != controller->remarked_profile)
		problem_free(&controller->remark);
	problem_copy(&status->remark, &controller->remark);
}

void controller_remark(struct controller *controller, const struct problem *remark, const struct status *status)
{
	if (!problem_is_set(remark) && !problem_is_set(&controller->remark))
		return;
	problem_copy(&controller->remark, remark);
	controller->remarked_state = status->state;
	controller->remarked_live = status->live.state;
	controller->remarked_profile = status->profile_number;
	controller_report_status(controller);
}

void controller_make_status(struct controller *controller, struct status *status)
{
	sync_get_status(controller->sync, controller_now(controller), status);
	live_get_status(controller->live, &controller->moment, &status->live);
	status->api_host = text_copy(controller->endpoint.overridden_host);
	status->only_sign_in_is_overridden = status->api_host && !controller->endpoint.api_overridden;
	status->profile_number = controller->profile_number;
	status->settings_code = controller->settings.document ? profile_settings_problem_code(controller->settings)
							      : NULL;
	status->suggested_page_url = controller_suggest_page_url(controller);
	status->auto_sync_is_new = controller->auto_sync_is_new;
	status->hide_details = controller->settings.document && profile_settings_hide_details(controller->settings);
	status->obs_is_streaming = controller->obs_is_streaming;
	status->profile_is_copy = controller->profile_is_copy;
	status->account_is_unknown = controller_account_is_unknown(controller);
	if (status->account_is_unknown && problem_is_set(&status->problem) &&
	    strcmp(status->problem.code, "account.none") == 0)
		problem_set_code(&status->problem, "account.unknown");
	tell_remark(controller, status);
}

void controller_report_status(struct controller *controller)
{
	struct status status = {0};

	controller->report_count++;
	controller_make_status(controller, &status);
	log_outcome(controller, &status);
	if (controller->view.show_status)
		controller->view.show_status(controller->view.data, &status);
	controller_tell_door(controller, &status);
	status_free(&status);
}
