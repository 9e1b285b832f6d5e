/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "obs/hotkeys.h"

#include <obs-frontend-api.h>
#include <obs.h>
#include <util/bmem.h>
#include <util/config-file.h>

#include "core/controller/door.h"
#include "module_text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The names are kept in people's profiles, and are what other programs call. */
static const struct hotkey_form {
	const char *name;
	const char *description;
	enum door_request_kind kind;
} forms[] = {
	{"obs_zoom_livestream.push", "Hotkey.Push", DOOR_PUSH},
	{"obs_zoom_livestream.start", "Hotkey.Start", DOOR_START_LIVESTREAM},
	{"obs_zoom_livestream.stop", "Hotkey.Stop", DOOR_STOP_LIVESTREAM},
};

struct hotkeys {
	struct door *door;
	struct hotkey {
		struct hotkeys *all;
		enum door_request_kind kind;
		obs_hotkey_id id;
	} keys[COUNT(forms)];
};

/*
 * A key's press comes on the UI thread, and obs-websocket's TriggerHotkeyByName on one of its own. libobs' lock for
 * hotkeys is held: nothing of them may be called here, and nothing waited for.
 */
static void pressed(void *data, obs_hotkey_id id, obs_hotkey_t *hotkey, bool is_down)
{
	const struct hotkey *key = data;
	const bool is_person = obs_in_task_thread(OBS_TASK_UI);

	UNUSED_PARAMETER(id);
	UNUSED_PARAMETER(hotkey);
	if (is_down)
		door_press(key->all->door, is_person ? DOOR_CALLER_PERSON : DOOR_CALLER_PROGRAM, key->kind);
}

/* OBS writes the keys of a plugin into the profile, and does not read them back. */
static void load_keys(obs_hotkey_id id, const char *name)
{
	const char *json = config_get_string(obs_frontend_get_profile_config(), "Hotkeys", name);
	obs_data_t *data = json ? obs_data_create_from_json(json) : NULL;
	obs_data_array_t *keys = obs_data_get_array(data, "bindings");

	/* without any, those of the profile before would stay */
	if (!keys)
		keys = obs_data_array_create();
	obs_hotkey_load(id, keys);
	obs_data_array_release(keys);
	obs_data_release(data);
}

static void keys_may_differ(enum obs_frontend_event event, void *data)
{
	const struct hotkeys *hotkeys = data;

	if (event != OBS_FRONTEND_EVENT_FINISHED_LOADING && event != OBS_FRONTEND_EVENT_PROFILE_CHANGED)
		return;
	for (size_t i = 0; i < COUNT(forms); i++)
		load_keys(hotkeys->keys[i].id, forms[i].name);
}

struct hotkeys *hotkeys_create(struct door *door)
{
	struct hotkeys *hotkeys = bzalloc(sizeof(*hotkeys));

	hotkeys->door = door;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct hotkey *key = &hotkeys->keys[i];

		key->all = hotkeys;
		key->kind = forms[i].kind;
		key->id = obs_hotkey_register_frontend(forms[i].name, module_text(forms[i].description), pressed, key);
	}
	obs_frontend_add_event_callback(keys_may_differ, hotkeys);
	return hotkeys;
}

void hotkeys_destroy(struct hotkeys *hotkeys)
{
	if (!hotkeys)
		return;
	obs_frontend_remove_event_callback(keys_may_differ, hotkeys);
	for (size_t i = 0; i < COUNT(forms); i++)
		obs_hotkey_unregister(hotkeys->keys[i].id);
	bfree(hotkeys);
}
