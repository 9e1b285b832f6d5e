/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <time.h>

#include <util/platform.h>

#include "core/base/deadline.h"
#include "core/base/text.h"
#include "core/store/secret_name.h"

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

char *controller_push_name(const struct controller *controller)
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
	controller->saved_record = controller_push_name(controller);
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
	controller_void_others_undo(controller, effects);
	if (effects->record_changed)
		controller_save_record(controller, effects->undo_changed || learns_kind_of_undo(controller, effects));
}

struct completion controller_complete(struct controller *controller, uint64_t question,
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
	controller->record_written = controller_complete(controller, question, record_written);
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
	const struct completion reply = controller_complete(controller, effects->send, replied);
	const struct completion asker = controller_complete(controller, effects->ask_access, replied);

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
	controller_run_undo_effects(controller, effects);
	if (!*sync_awaited(controller->sync))
		api_close(&controller->sync_access);
	tell_live(controller, effects);
	sync_effects_free(effects);
	controller_set_timer(controller);
}
