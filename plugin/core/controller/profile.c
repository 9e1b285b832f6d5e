/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/base/text.h"

void controller_hand_auto_sync(struct controller *controller)
{
	const bool on = controller->settings.document && profile_settings_auto_sync(controller->settings);
	const bool is_offered = on || state_file_has_happened(controller->state, STATE_FILE_PUSHED_ONCE);
	struct sync_effects effects = {0};

	sync_set_auto(controller->sync, on, is_offered, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

void controller_recall(void *context)
{
	struct controller *controller = context;
	const char *account = controller_account(controller);
	struct sync_effects effects = {0};
	struct push_record record = {0};
	struct broadcast broadcast;
	bool is_whole, is_written;
	char *name;

	if (!controller->started || !controller->profile_is_judged || !account || !sync_awaits_record(controller->sync))
		return;
	if (!push_store_is_ready(&controller->push_store))
		return;
	broadcast = profile_settings_broadcast(controller->settings);
	if (!broadcast.id)
		return;
	is_whole = push_store_get(&controller->push_store, account, broadcast.kind, broadcast.id, &record);
	/* a broadcast that the person has entered just now is one to push to */
	is_whole = is_whole || controller->recalled_profile == controller->profile_number;
	controller->recalled_profile = controller->profile_number;
	name = state_file_push_name(account, broadcast.kind, broadcast.id);
	is_written = state_file_undo_is_written(controller->state, name);
	bfree(name);
	sync_set_record(controller->sync, &record, is_whole, is_written, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
	push_record_free(&record);
	controller_fetch(controller);
}

static bool is_remembered(const struct controller *controller, const char *account, const struct broadcast *broadcast)
{
	struct push_record record = {0};
	bool holds_something;

	state_file_get_push(controller->state, account, broadcast->kind, broadcast->id, &record);
	holds_something = record.synced || record.written || record.sent || record.accepted_remote || record.pending ||
			  record.undo;
	push_record_free(&record);
	return holds_something;
}

/*
 * An earlier push may have shown whether the id is a meeting's or a webinar's: what is remembered of it is found by that
 * kind alone, whatever was told since.
 */
static void find_kind(struct controller *controller)
{
	const char *account = controller_account(controller);
	struct broadcast broadcast = profile_settings_broadcast(controller->settings);
	enum broadcast_kind known;

	if (!account || !broadcast.id)
		return;
	known = state_file_kind(controller->state, account, broadcast.id);
	if (known == BROADCAST_KIND_UNKNOWN || known == broadcast.kind)
		return;
	if (broadcast.kind != BROADCAST_KIND_UNKNOWN && is_remembered(controller, account, &broadcast))
		return;
	broadcast.kind = known;
	profile_settings_set_broadcast(controller->settings, &broadcast);
}

void controller_hand_settings(struct controller *controller)
{
	struct sync_effects effects = {0};
	struct broadcast broadcast = {.kind = BROADCAST_KIND_UNKNOWN};

	controller_apply_account(controller);
	if (controller->settings.document) {
		find_kind(controller);
		broadcast = profile_settings_broadcast(controller->settings);
	}
	sync_set_broadcast(controller->sync, &broadcast, controller_account(controller), controller_now(controller),
			   &effects);
	controller_run_effects(controller, &effects);
	controller_hand_live(controller);
	if (sync_awaits_record(controller->sync))
		push_store_look_again(&controller->push_store);
	controller_recall(controller);
}

/* Settings with auto-sync have an id that no other profile's have. */
static enum profile_settings_origin identify_profile(struct controller *controller)
{
	const char *id = profile_settings_id(controller->settings);
	char *seen_in = state_file_profile(controller->state, id);
	const enum profile_settings_origin origin =
		profile_settings_find_origin(id, controller->profile_directory, seen_in);

	bfree(seen_in);
	if (!id || origin == PROFILE_SETTINGS_COPIED) {
		char *new_id = controller->host.system.make_key();

		profile_settings_set_id(controller->settings, new_id);
		secret_free(new_id);
	}
	return origin;
}

/* Once they carry the id there: what state.json tells of settings without it would make another profile's a copy. */
static void pair_profile(struct controller *controller)
{
	/* one that is off may have been copied with its id, which is the other profile's then */
	if (controller->profile_is_judged && profile_settings_auto_sync(controller->settings) &&
	    document_is_settled(controller->settings.document) && !document_is_unsaved(controller->settings.document))
		state_file_set_profile(controller->state, profile_settings_id(controller->settings),
				       controller->profile_directory);
}

/* Whether they could be saved is known by now. */
static void settings_settled(void *context)
{
	pair_profile(context);
	controller_report_status(context);
}

static void save_auto_sync(struct controller *controller, bool on)
{
	profile_settings_set_auto_sync(controller->settings, on);
	/* from now on the dock offers it, also after it was switched off again */
	state_file_note_happened(controller->state, STATE_FILE_PUSHED_ONCE);
	pair_profile(controller);
}

/* A copy of a profile, made to try something out, say, does not push to the same meeting by itself. */
static void judge_profile(void *context)
{
	struct controller *controller = context;
	enum profile_settings_origin origin = PROFILE_SETTINGS_KNOWN;

	if (controller->profile_is_judged)
		return;
	controller->profile_is_judged = true;
	if (profile_settings_auto_sync(controller->settings))
		origin = identify_profile(controller);
	controller->profile_is_copy = origin == PROFILE_SETTINGS_COPIED;
	if (origin != PROFILE_SETTINGS_KNOWN)
		save_auto_sync(controller, !controller->profile_is_copy);
	if (controller->profile_is_copy) {
		plugin_log(LOG_INFO, "%s", "the profile is a copy of another one: auto-sync is switched off in it");
		controller_hand_auto_sync(controller);
	}
	controller_recall(controller);
	controller_recall_armed(controller);
}

void controller_set_profile(struct controller *controller, const char *directory)
{
	const bool is_switch = controller->profile_directory && strcmp(controller->profile_directory, directory) != 0;
	const struct broadcast none = {.kind = BROADCAST_KIND_UNKNOWN};
	const struct moment *moment = controller_now(controller);
	const struct host_loop *loop = &controller->host.loop;
	struct sync_effects effects = {0};

	if (is_switch)
		controller_leave_live(controller);
	text_set(&controller->profile_directory, directory);
	controller->profile_number++;
	/* not yet: while OBS renames a profile it tells of the new one while it still has the old one */
	controller->profile_is_judged = false;
	controller->profile_is_copy = false;
	controller->auto_sync_is_new = false;
	loop->defer(loop->data, judge_profile, NULL, controller);
	document_close(controller->settings.document);
	controller->settings = profile_settings_load(controller->host.files, directory, controller->profiles_lock,
						     settings_settled, controller);
	/* what OBS held in one profile is not to be pushed to the meeting of another */
	sync_set_destination(controller->sync, NULL, moment, &effects);
	/* what was pushed from one profile says nothing of another, even where both name the same meeting */
	if (is_switch)
		sync_set_broadcast(controller->sync, &none, NULL, moment, &effects);
	api_cancel(controller, sync_awaited(controller->sync), effects.cancel);
	/* before the account is another one, whose secrets may have other names */
	controller_run_undo_effects(controller, &effects);
	sync_effects_free(&effects);
	controller_hand_auto_sync(controller);
	controller_hand_settings(controller);
	controller_report_account(controller);
	controller_refresh_destination(controller);
	controller->host.watch.set_profile(controller->host.watch.data, directory);
}

static void change_broadcast(struct controller *controller, const struct broadcast *broadcast)
{
	profile_settings_set_broadcast(controller->settings, broadcast);
	controller_hand_settings(controller);
}

enum meeting_link_result controller_set_meeting(struct controller *controller, const char *text)
{
	struct meeting_link id = {.kind = BROADCAST_KIND_UNKNOWN};
	const enum meeting_link_result result = meeting_link_parse(text, &id);
	struct broadcast broadcast;

	if (!controller->settings.document || (result != MEETING_LINK_OK && result != MEETING_LINK_EMPTY))
		return result;
	broadcast = profile_settings_broadcast(controller->settings);
	if (broadcast.id != id.number) {
		broadcast.id = id.number;
		broadcast.kind = id.kind;
		change_broadcast(controller, &broadcast);
	}
	return result;
}

enum page_url_result controller_set_page_url(struct controller *controller, const char *text)
{
	char *page_url;
	const enum page_url_result result = page_url_read(text, &page_url);
	struct broadcast broadcast;

	if (controller->settings.document && (result == PAGE_URL_OK || result == PAGE_URL_EMPTY)) {
		broadcast = profile_settings_broadcast(controller->settings);
		if (!text_same(broadcast.page_url, page_url)) {
			broadcast.page_url = page_url;
			controller_remember_page_url(controller, page_url);
			change_broadcast(controller, &broadcast);
		}
	}
	bfree(page_url);
	return result;
}

void controller_set_auto_sync(struct controller *controller, bool on)
{
	if (!controller->settings.document)
		return;
	if (on)
		identify_profile(controller);
	controller->profile_is_copy = false;
	controller->auto_sync_is_new = false;
	save_auto_sync(controller, on);
	controller_hand_auto_sync(controller);
}

void controller_dismiss_auto_sync(struct controller *controller)
{
	controller->auto_sync_is_new = false;
	controller_report_status(controller);
}

void controller_set_hide_details(struct controller *controller, bool hide)
{
	if (!controller->settings.document)
		return;
	profile_settings_set_hide_details(controller->settings, hide);
	controller_report_status(controller);
}
