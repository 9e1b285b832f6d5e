/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"
#include "core/base/text.h"

/* People post their logs: of a meeting's id only the end is told. */
static void log_outcome(struct controller *controller, const struct status *status)
{
	const struct problem *problem = &status->problem;
	const unsigned id_end = (unsigned)(status->broadcast.id % 10000);

	if (status->state == controller->logged_state)
		return;
	controller->logged_state = status->state;
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

void controller_report_status(struct controller *controller)
{
	struct status status = {0};

	sync_get_status(controller->sync, controller_now().clock_ms, &status);
	status.api_host = text_copy(controller->endpoint.overridden_host);
	status.profile_number = controller->profile_number;
	status.settings_code = controller->settings ? profile_settings_problem_code(controller->settings) : NULL;
	if (controller->save_problem_code)
		status.settings_code = controller->save_problem_code;
	status.account_is_unknown = controller_account_is_unknown(controller);
	if (status.account_is_unknown && problem_is_set(&status.problem) &&
	    strcmp(status.problem.code, "account.none") == 0)
		problem_set_code(&status.problem, "account.unknown");
	log_outcome(controller, &status);
	if (controller->view.show_status)
		controller->view.show_status(controller->view.data, &status);
	status_free(&status);
}
