/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include <util/platform.h>

#include "core/base/deadline.h"
#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/store/secret_name.h"
#include "core/store/undo_text.h"

/* A timer may stand still while the computer sleeps: what is due by the wall clock waits for no more than this. */
#define TIMER_MAX_MS 60000

const struct moment *controller_now(struct controller *controller)
{
	const uint64_t clock_ns = os_gettime_ns();
	struct timespec wall = {0};

	timespec_get(&wall, TIME_UTC);
	controller->moment.clock_ms = (int64_t)(clock_ns / 1000000);
	controller->moment.wall_ms = (int64_t)wall.tv_sec * 1000 + wall.tv_nsec / 1000000;
	/* as good as chance: nobody knows the nanosecond (Knuth's multiplicative hash) */
	controller->moment.random = (uint32_t)clock_ns * UINT32_C(2654435761);
	return &controller->moment;
}

void controller_set_timer(struct controller *controller)
{
	const struct host_loop *loop = &controller->host.loop;
	const struct moment *moment = controller_now(controller);
	const int64_t sign_in_ms = sign_in_wake_in_ms(&controller->sign_in, moment);
	const int64_t sync_ms = sync_wake_in_ms(controller->sync, moment);
	const int64_t live_ms = live_wake_in_ms(controller->live, moment);
	const int64_t delay_ms = deadline_sooner_ms(deadline_sooner_ms(sign_in_ms, sync_ms), live_ms);

	loop->set_timer(loop->data, delay_ms < TIMER_MAX_MS ? delay_ms : TIMER_MAX_MS, controller_wake, controller);
}

void controller_remember_kind(struct controller *controller, enum broadcast_kind kind)
{
	static const struct push_record nothing;
	struct broadcast broadcast = profile_settings_broadcast(controller->settings);

	/* it makes no room, so that none is forgotten for it */
	state_file_set_push(controller->state, controller_account(controller), broadcast.kind, broadcast.id, &nothing,
			    STATE_FILE_PUSH_WHOLE);
	broadcast.kind = kind;
	profile_settings_set_broadcast(controller->settings, &broadcast);
}

static char *current_push_name(const struct controller *controller)
{
	const struct broadcast broadcast = profile_settings_broadcast(controller->settings);

	return state_file_push_name(controller_account(controller), broadcast.kind, broadcast.id);
}

void controller_save_record(struct controller *controller, bool with_undo)
{
	const char *account = controller_account(controller);
	struct broadcast broadcast;
	char *forgotten;

	if (!account || sync_awaits_record(controller->sync))
		return;
	broadcast = profile_settings_broadcast(controller->settings);
	if (!broadcast.id)
		return;
	forgotten = push_store_set(&controller->push_store, account, broadcast.kind, broadcast.id,
				   sync_get_record(controller->sync), sync_record_is_whole(controller->sync),
				   with_undo);
	if (forgotten)
		controller_write_secret(controller, SECRET_NAME_UNDO, forgotten, NULL, NULL);
	bfree(forgotten);
	bfree(controller->saved_record);
	controller->saved_record = current_push_name(controller);
}

static void erase_undo(struct controller *controller)
{
	char *name = current_push_name(controller);

	controller_write_secret(controller, SECRET_NAME_UNDO, name, NULL, NULL);
	bfree(name);
}

/* Another OBS has kept something since, and that was written over unseen; where it was kept here, sync tells. */
static bool is_others_undo_void(struct controller *controller, const struct sync_effects *effects)
{
	const bool is_void = effects->undo_changed && !effects->erase_undo && !effects->write_record &&
			     controller_account(controller) && !sync_get_record(controller->sync)->undo;
	char *name = is_void ? current_push_name(controller) : NULL;
	const bool is_others = is_void && state_file_can_undo(controller->state, name);

	bfree(name);
	return is_others;
}

/* Under the other kind it is another entry, of which another OBS may have more to tell. */
static bool learns_kind_of_undo(const struct controller *controller, const struct sync_effects *effects)
{
	return effects->remember_kind && sync_get_record(controller->sync)->undo;
}

static void remember(struct controller *controller, const struct sync_effects *effects)
{
	if (effects->forget_encoding)
		state_file_set_encoding(controller->state, controller->api_host, 0);
	if (effects->remember_encoding)
		state_file_set_encoding(controller->state, controller->api_host, effects->remember_encoding);
	if (effects->pushed_by_hand) {
		controller->auto_sync_is_new = controller->auto_sync_is_new ||
					       !state_file_has_happened(controller->state, STATE_FILE_PUSHED_ONCE);
		state_file_note_happened(controller->state, STATE_FILE_PUSHED_ONCE);
	}
	if (!controller->settings.document)
		return;
	if (effects->remember_kind)
		controller_remember_kind(controller, effects->remember_kind);
	if (effects->resolution_refused && controller_account(controller))
		state_file_note_resolution_refused(controller->state, controller_account(controller));
	if (is_others_undo_void(controller, effects))
		erase_undo(controller);
	if (effects->record_changed)
		controller_save_record(controller, effects->undo_changed || learns_kind_of_undo(controller, effects));
}

static struct completion complete(struct controller *controller, uint64_t question,
				  void (*done)(void *context, const void *answer))
{
	const struct completion completion = {done, controller, sync_awaited(controller->sync), question};

	return completion;
}

static void replied(void *context, const void *answer)
{
	const struct api_reply *reply = answer;
	struct controller *controller = context;
	const struct moment *moment = controller_now(controller);
	struct sync_effects effects = {0};

	if (reply->problem) {
		sync_no_access(controller->sync, reply->problem, reply->may_work_later, moment, &effects);
	} else if (!reply->response) {
		sync_access(controller->sync, moment, &effects);
	} else {
		sync_reply(controller->sync, reply->response, reply->token, moment, &effects);
		api_log_reply(controller->api_host, reply->response, effects.tracking_id);
		text_set(&controller->tracking_id, effects.tracking_id);
	}
	controller_run_effects(controller, &effects);
}

static void undo_read(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;
	struct sync_effects effects = {0};
	struct problem problem = {0};
	struct livestream livestream = {0};
	const bool is_read = answer->text && undo_text_read(&livestream, answer->text);

	if (answer->result == SECRET_OK)
		problem_set(&problem, "undo.broken");
	else if (answer->result == SECRET_ABSENT)
		problem_set(&problem, "undo.gone");
	else
		secret_answer_problem(answer, &problem);
	if (answer->result == SECRET_ABSENT)
		sync_forget_undo(controller->sync, &effects);
	sync_undo_read(controller->sync, is_read ? &livestream : NULL, &problem, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
	problem_free(&problem);
	livestream_free(&livestream);
}

static void undo_stored(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;
	const bool may_be_there = answer->result == SECRET_OK || answer->result == SECRET_LATE;
	/* nothing of an account that was signed out meanwhile is kept */
	const bool is_kept = answer->result == SECRET_OK && controller->sign_out.state != SIGN_OUT_DONE;
	struct sync_effects effects = {0};

	controller_log_written(answer);
	if (is_kept || !may_be_there)
		text_set(&controller->storing_undo, NULL);
	else
		/* what was kept before may be overwritten by now */
		sync_forget_undo(controller->sync, &effects);
	sync_undo_stored(controller->sync, is_kept, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

/* One that was stored, or still is being, for a round that has ended belongs to no push that could be undone. */
static void erase_left_undo(struct controller *controller)
{
	if (!controller->storing_undo || *sync_awaited(controller->sync) == controller->storing)
		return;
	if (!state_file_can_undo(controller->state, controller->storing_undo))
		controller_write_secret(controller, SECRET_NAME_UNDO, controller->storing_undo, NULL, NULL);
	text_set(&controller->storing_undo, NULL);
}

void controller_forget_undo(struct controller *controller, const char *name)
{
	char *current = controller->settings.document && controller_account(controller) ? current_push_name(controller)
											: NULL;
	struct sync_effects effects = {0};

	state_file_forget_undo(controller->state, name);
	if (text_same(name, current)) {
		sync_forget_undo(controller->sync, &effects);
		controller_run_effects(controller, &effects);
	}
	bfree(current);
}

static void run_undo_effects(struct controller *controller, const struct sync_effects *effects)
{
	const struct completion stored = complete(controller, effects->store_undo, undo_stored);
	const struct completion read = complete(controller, effects->read_undo, undo_read);
	char *field;
	char *text;

	if (effects->erase_left_undo && controller->saved_record)
		controller_write_secret(controller, SECRET_NAME_UNDO, controller->saved_record, NULL, NULL);
	if (!controller->settings.document || (!effects->erase_undo && !effects->store_undo && !effects->read_undo))
		return;
	field = current_push_name(controller);
	if (effects->erase_undo)
		erase_undo(controller);
	if (effects->store_undo) {
		text = undo_text_make(&effects->undo);
		controller_write_secret(controller, SECRET_NAME_UNDO, field, text, &stored);
		text_set(&controller->storing_undo, field);
		controller->storing = effects->store_undo;
		secret_free(text);
	}
	if (effects->read_undo)
		controller_read_secret(controller, SECRET_NAME_UNDO, field, &read);
	bfree(field);
}

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

static void record_written(void *context, const void *answer)
{
	struct controller *controller = context;
	struct sync_effects effects = {0};

	(void)answer;
	sync_record_written(controller->sync, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

void controller_state_settled(void *context)
{
	struct controller *controller = context;

	completion_finish(&controller->record_written, NULL);
}

static void await_record(struct controller *controller, uint64_t question)
{
	controller->record_written = complete(controller, question, record_written);
	if (document_is_settled(controller->state.document))
		controller_state_settled(controller);
}

/* What sync has come to know. */
static void tell_live(struct controller *controller, const struct sync_effects *effects)
{
	if (effects->remember_kind)
		controller_hand_live(controller);
	if (effects->meeting)
		controller_note_meeting(controller, effects->meeting, effects->is_encrypted);
	if (effects->ensured)
		controller_live_ensured(controller, effects);
	if (controller->live_look_wanted && !*sync_awaited(controller->sync))
		controller_look_live(controller);
}

void controller_run_effects(struct controller *controller, struct sync_effects *effects)
{
	const struct host_stream_service *service = &controller->host.service;
	const uint64_t report_count = controller->report_count;
	const struct completion reply = complete(controller, effects->send, replied);
	const struct completion asker = complete(controller, effects->ask_access, replied);

	/*
	 * The record is on its way to the disk before a request is on its way to Zoom, but not waited for: that can take
	 * longer than the push. What a kill in between loses of it the next run finds by looking: OBS's own file holds
	 * what was sent, so that it is due again, and Zoom's answer that it is there makes it known as written here.
	 * Only what can be undone cannot be found so; where that changes, sync waits for write_record.
	 */
	remember(controller, effects);
	api_cancel(controller, sync_awaited(controller->sync), effects->cancel);
	if (effects->send)
		api_send(controller, &controller->sync_access, &effects->request, &reply);
	/* these may be answered at once, which leads to the request, and tells the status */
	if (effects->read_destination)
		service->read(service->data, effects->read_destination);
	if (effects->ask_access)
		api_open(controller, &controller->sync_access, &asker);
	if (effects->write_record)
		await_record(controller, effects->write_record);
	if (effects->pushed_by_hand)
		controller_hand_auto_sync(controller);
	if (effects->status_changed && controller->report_count == report_count)
		controller_report_status(controller);
	run_undo_effects(controller, effects);
	erase_left_undo(controller);
	if (!*sync_awaited(controller->sync))
		api_close(&controller->sync_access);
	tell_live(controller, effects);
	sync_effects_free(effects);
	controller_set_timer(controller);
}
