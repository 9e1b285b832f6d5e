/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"
#include "core/base/text.h"

/* Joins the livestream's start and stop to the world: to Zoom, to sync, to OBS's own stream, and to the files. */

static void replied(void *context, const void *answer)
{
	const struct api_reply *reply = answer;
	struct controller *controller = context;
	const struct moment *moment = controller_now(controller);
	struct live_effects effects = {0};

	if (reply->problem) {
		live_no_access(controller->live, reply->problem, reply->may_work_later, moment, &effects);
	} else {
		live_reply(controller->live, reply->response, reply->token, moment, &effects);
		api_log_reply(controller->api_host, reply->response, effects.tracking_id);
		text_set(&controller->tracking_id, effects.tracking_id);
	}
	controller_run_live_effects(controller, &effects);
}

static void ensured(void *context, const void *answer)
{
	const struct sync_effects *told = answer;
	struct controller *controller = context;
	struct live_effects effects = {0};

	live_ensured(controller->live, told->ensured, &told->ensure_problem, told->ensure_may_work_later,
		     controller_now(controller), &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_live_ensured(struct controller *controller, const struct sync_effects *told)
{
	const struct completion completion = {ensured, controller, live_awaited(controller->live),
					      controller->ensure_question};

	controller->ensure_question = 0;
	completion_finish(&completion, told);
}

static void ensure(struct controller *controller, uint64_t question)
{
	struct sync_effects effects = {0};

	controller->ensure_question = question;
	sync_ensure(controller->sync, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

/* Zoom has told it to a start, a stop or a look. */
static void learn_kind(struct controller *controller, enum broadcast_kind kind)
{
	struct sync_effects effects = {0};
	struct broadcast broadcast;

	if (!controller->settings.document)
		return;
	controller_remember_kind(controller, kind);
	broadcast = profile_settings_broadcast(controller->settings);
	sync_set_broadcast(controller->sync, &broadcast, controller_account(controller), controller_now(controller),
			   &effects);
	controller_run_effects(controller, &effects);
	controller_save_record(controller, sync_get_record(controller->sync)->undo);
}

static void write_armed(struct controller *controller)
{
	const struct broadcast broadcast = profile_settings_broadcast(controller->settings);
	const int64_t at_s = live_armed_at_s(controller->live);

	if (!controller->profile_directory || (at_s && !controller_account(controller)))
		return;
	state_file_set_armed(controller->state, controller->profile_directory, controller_account(controller),
			     broadcast.id, at_s);
}

/* People post their logs: of a meeting's id only the end is told. */
static void log_state(struct controller *controller)
{
	static const struct problem none;
	struct live_status status = {0};

	live_get_status(controller->live, controller_now(controller), &status);
	if (status.state != controller->logged_live) {
		const struct broadcast broadcast = profile_settings_broadcast(controller->settings);

		plugin_log(LOG_INFO, "livestream of the meeting that ends in %04u: %s",
			   (unsigned)(broadcast.id % 10000), live_state_name(status.state));
		controller_note_outcome(controller, "livestream", live_state_name(status.state), &none);
	}
	if (problem_is_set(&status.problem) && !text_same(status.problem.code, controller->logged_live_code)) {
		plugin_log(LOG_WARNING, "livestream was not %s: %s (HTTP %ld, tracking id %s)",
			   status.problem_is_of_stop ? "stopped" : "started", status.problem.code,
			   status.problem.http_status,
			   status.problem.tracking_id ? status.problem.tracking_id : "none");
		controller_note_outcome(controller, "livestream",
					status.problem_is_of_stop ? "not stopped" : "not started", &status.problem);
	}
	controller->logged_live = status.state;
	text_set(&controller->logged_live_code, status.problem.code);
	live_status_free(&status);
}

void controller_run_live_effects(struct controller *controller, struct live_effects *effects)
{
	const struct host_streaming *streaming = &controller->host.streaming;
	const uint64_t *awaited = live_awaited(controller->live);
	const struct completion reply = {replied, controller, awaited, effects->send};
	const uint64_t report_count = controller->report_count;

	if (!controller->settings.document) {
		live_effects_free(effects);
		return;
	}
	api_cancel(controller, awaited, effects->cancel);
	if (effects->armed_changed)
		write_armed(controller);
	if (effects->remember_kind)
		learn_kind(controller, effects->remember_kind);
	if (effects->send) {
		api_open(controller, &controller->live_access, NULL);
		api_send(controller, &controller->live_access, &effects->request, &reply);
	}
	if (effects->stop_obs)
		streaming->stop(streaming->data);
	if (effects->start_obs)
		streaming->start(streaming->data);
	if (effects->ensure)
		ensure(controller, effects->ensure);
	if (effects->status_changed) {
		log_state(controller);
		/* what it has led to has told already */
		if (controller->report_count == report_count)
			controller_report_status(controller);
	}
	if (!*awaited)
		api_close(&controller->live_access);
	live_effects_free(effects);
	controller_set_timer(controller);
}

/* What is known of the settings that Zoom was left, before each event that they matter to. */
static const struct moment *prepare(struct controller *controller)
{
	live_set_elsewhere(controller->live, sync_keeps_elsewhere(controller->sync));
	return controller_now(controller);
}

static void run_event(struct controller *controller,
		      void (*event)(struct live *live, const struct moment *moment, struct live_effects *effects))
{
	const struct moment *moment = prepare(controller);
	struct live_effects effects = {0};

	event(controller->live, moment, &effects);
	controller_run_live_effects(controller, &effects);
}

static void run_answer(struct controller *controller, void (*answer)(struct live *live, struct live_effects *effects))
{
	struct live_effects effects = {0};

	answer(controller->live, &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_hand_live(struct controller *controller)
{
	const char *account = controller_account(controller);
	struct broadcast broadcast = {.kind = BROADCAST_KIND_UNKNOWN};
	struct live_effects effects = {0};
	struct live_settings settings;

	if (controller->settings.document) {
		broadcast = profile_settings_broadcast(controller->settings);
		profile_settings_get_live(controller->settings, &settings);
		live_set_settings(controller->live, &settings);
		live_settings_free(&settings);
	}
	sync_set_resolution_refused(controller->sync,
				    account && state_file_refuses_resolution(controller->state, account));
	live_set_broadcast(controller->live, &broadcast, account, &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_leave_live(struct controller *controller)
{
	const struct broadcast none = {.kind = BROADCAST_KIND_UNKNOWN};
	struct live_effects effects = {0};

	live_set_broadcast(controller->live, &none, NULL, &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_recall_armed(struct controller *controller)
{
	const char *account = controller_account(controller);
	struct live_effects effects = {0};
	struct broadcast broadcast;
	int64_t armed_at_s;

	if (!controller->started || !controller->profile_is_judged || !account || !controller->settings.document)
		return;
	broadcast = profile_settings_broadcast(controller->settings);
	armed_at_s = state_file_armed_at(controller->state, controller->profile_directory, account, broadcast.id);
	if (!armed_at_s)
		return;
	live_recall_armed(controller->live, armed_at_s, prepare(controller), &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_wake_live(struct controller *controller)
{
	run_event(controller, live_wake);
}

void controller_note_meeting(struct controller *controller, enum live_meeting meeting, bool is_encrypted)
{
	struct live_effects effects = {0};

	live_note_meeting(controller->live, meeting, is_encrypted, controller_now(controller), &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_look_live(struct controller *controller)
{
	/* sync may be about to see it */
	controller->live_look_wanted = *sync_awaited(controller->sync) != 0;
	if (controller->started && !controller->live_look_wanted)
		run_event(controller, live_look);
}

void controller_get_live_settings(const struct controller *controller, struct live_settings *settings)
{
	if (controller->settings.document)
		profile_settings_get_live(controller->settings, settings);
	else
		live_settings_init(settings);
}

bool controller_set_live_settings(struct controller *controller, const struct live_settings *settings)
{
	if (!controller->settings.document ||
	    (settings->display_name && !live_display_name_is_valid(settings->display_name)))
		return false;
	profile_settings_set_live(controller->settings, settings);
	live_set_settings(controller->live, settings);
	return true;
}

void controller_start_livestream(struct controller *controller, enum live_start how)
{
	const struct moment *moment = prepare(controller);
	struct live_effects effects = {0};

	live_start(controller->live, how, moment, &effects);
	controller_run_live_effects(controller, &effects);
}

void controller_stop_livestream(struct controller *controller)
{
	run_event(controller, live_stop);
}

void controller_cancel_start(struct controller *controller)
{
	run_event(controller, live_cancel_start);
}

void controller_arm_livestream(struct controller *controller, bool on)
{
	if (on)
		run_event(controller, live_arm);
	else
		run_answer(controller, live_disarm);
}

void controller_dismiss_live_offer(struct controller *controller)
{
	run_answer(controller, live_dismiss);
}

void controller_start_obs_stream(struct controller *controller)
{
	run_answer(controller, live_start_obs);
}

void controller_stop_obs_stream(struct controller *controller)
{
	run_answer(controller, live_stop_obs);
}

void controller_forget_live_problem(struct controller *controller)
{
	run_answer(controller, live_forget_problem);
}

void controller_set_streaming(struct controller *controller, bool on)
{
	const struct moment *moment = prepare(controller);
	struct live_effects effects = {0};

	controller->obs_is_streaming = on;
	live_set_streaming(controller->live, on, moment, &effects);
	if (controller->settings.document)
		controller_run_live_effects(controller, &effects);
	else
		controller_report_status(controller);
}

void controller_stream_broke(struct controller *controller)
{
	run_event(controller, live_stream_broke);
}
