/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>
#include <time.h>

#include <util/dstr.h>
#include <util/platform.h>

#include "core/base/secret.h"
#include "core/store/secret_name.h"
#include "core/store/undo_text.h"

struct moment controller_now(void)
{
	const uint64_t clock_ns = os_gettime_ns();
	const struct moment moment = {
		.clock_ms = (int64_t)(clock_ns / 1000000),
		.now_s = (int64_t)time(NULL),
		/* as good as chance: nobody knows the nanosecond (Knuth's multiplicative hash) */
		.random = (uint32_t)clock_ns * UINT32_C(2654435761),
	};

	return moment;
}

void controller_set_timer(struct controller *controller)
{
	const struct controller_ports *ports = &controller->ports;
	const int64_t sign_in_at_ms = sign_in_wake_at_ms(controller->sign_in);
	const int64_t sync_at_ms = sync_wake_at_ms(controller->sync);
	const bool is_for_sync = sign_in_at_ms < 0 || (sync_at_ms >= 0 && sync_at_ms < sign_in_at_ms);
	const int64_t wake_at_ms = is_for_sync ? sync_at_ms : sign_in_at_ms;
	const int64_t delay_ms = wake_at_ms - controller_now().clock_ms;

	if (wake_at_ms == controller->timer_set_ms)
		return;
	controller->timer_set_ms = wake_at_ms;
	if (wake_at_ms < 0)
		ports->set_timer(ports->data, -1);
	else
		ports->set_timer(ports->data, delay_ms > 0 ? delay_ms : 0);
}

/* "default/meeting/85746065432": of which broadcast an undo is. Free with bfree. */
static char *undo_field(const struct controller *controller)
{
	struct broadcast broadcast;
	struct dstr field = {0};

	profile_settings_get_broadcast(controller->settings, &broadcast);
	dstr_printf(&field, "%s/%s/%" PRIu64, controller_account(controller), broadcast_kind_name(broadcast.kind),
		    broadcast.id);
	broadcast_free(&broadcast);
	return field.array;
}

static void remember_kind(struct controller *controller, enum broadcast_kind kind)
{
	static const struct push_record nothing;
	struct broadcast broadcast;

	profile_settings_get_broadcast(controller->settings, &broadcast);
	state_file_set_push(controller->state, controller_account(controller), broadcast.kind, broadcast.id, &nothing);
	broadcast.kind = kind;
	profile_settings_set_broadcast(controller->settings, &broadcast);
	profile_settings_save(controller->settings);
	broadcast_free(&broadcast);
}

void controller_save_record(struct controller *controller)
{
	const char *account = controller_account(controller);
	struct broadcast broadcast;

	if (!account || sync_awaits_record(controller->sync))
		return;
	profile_settings_get_broadcast(controller->settings, &broadcast);
	if (broadcast.id)
		push_store_set(controller->push_store, account, broadcast.kind, broadcast.id,
			       sync_get_record(controller->sync), sync_record_is_whole(controller->sync));
	broadcast_free(&broadcast);
}

static void remember(struct controller *controller, const struct sync_effects *effects)
{
	if (effects->forget_encoding)
		state_file_set_encoding(controller->state, controller->api_host, 0);
	if (effects->remember_encoding)
		state_file_set_encoding(controller->state, controller->api_host, effects->remember_encoding);
	if (effects->pushed_by_hand)
		state_file_set_pushed_once(controller->state);
	if (!controller->settings)
		return;
	if (effects->remember_kind)
		remember_kind(controller, effects->remember_kind);
	if (effects->record_changed)
		controller_save_record(controller);
}

static void run_undo_effects(struct controller *controller, const struct sync_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;
	char *field;
	char *text;

	if (!controller->settings || (!effects->erase_undo && !effects->store_undo && !effects->read_undo))
		return;
	field = undo_field(controller);
	if (effects->erase_undo)
		ports->write_secret(ports->data, 0, SECRET_NAME_UNDO, field, NULL);
	if (effects->store_undo) {
		controller->undo_id = effects->store_undo;
		text = undo_text_make(&effects->undo);
		ports->write_secret(ports->data, effects->store_undo, SECRET_NAME_UNDO, field, text);
		secret_free(text);
	}
	if (effects->read_undo) {
		controller->undo_id = effects->read_undo;
		ports->read_secret(ports->data, effects->read_undo, SECRET_NAME_UNDO, field);
	}
	bfree(field);
}

void controller_run_effects(struct controller *controller, struct sync_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;

	/* first what somebody waits for */
	if (effects->cancel)
		controller_cancel_request(controller, effects->cancel);
	if (effects->send)
		controller_send(controller, effects->send, &effects->request);
	remember(controller, effects);
	if (effects->pushed_by_hand)
		controller_hand_auto_sync(controller);
	if (effects->status_changed)
		controller_report_status(controller);
	if (effects->read_destination)
		ports->read_destination(ports->data, effects->read_destination);
	if (effects->ask_token)
		controller_ask_token(controller, effects->ask_token, effects->renew_token);
	run_undo_effects(controller, effects);
	sync_effects_free(effects);
	controller_set_timer(controller);
}
