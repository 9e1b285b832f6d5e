/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <obs-module.h>
#include <util/bmem.h>

#include "core/base/log.h"
#include "core/controller/controller.h"
#include "core/controller/door.h"
#include "module_text.h"
#include "obs/frontend.h"
#include "obs/hotkeys.h"
#include "obs/service_reader.h"
#include "obs/vendor.h"
#include "platform/platform.h"
#include "plugin-version.h"
#include "ui/surface.h"

OBS_DECLARE_MODULE()
OBS_MODULE_USE_DEFAULT_LOCALE(PLUGIN_NAME, "en-US")
OBS_MODULE_AUTHOR("the Zoom Livestream authors")

static struct plugin {
	struct platform *platform;
	struct service_reader *service_reader;
	struct controller *controller;
	struct surface *surface;
	struct frontend *frontend;
	struct door *door;
	struct hotkeys *hotkeys;
} plugin;

const char *obs_module_name(void)
{
	return module_text("Module.Name");
}

const char *obs_module_description(void)
{
	return module_text("Module.Description");
}

const char *module_text(const char *name)
{
	return obs_module_text(name);
}

bool module_text_find(const char *name, const char **text)
{
	return obs_module_get_string(name, text);
}

char *module_text_path(const char *name)
{
	return obs_module_file(name);
}

static void create(const char *config_directory)
{
	struct controller_options options = {
		.config_directory = config_directory,
		.endpoint.api_url = getenv("OBS_ZOOM_API_URL"),
		.endpoint.oauth_url = getenv("OBS_ZOOM_OAUTH_URL"),
		.endpoint.ca_file = getenv("OBS_ZOOM_CA_FILE"),
		.obs_version = obs_get_version_string(),
	};

	plugin.platform = platform_create(config_directory, &options.host);
	plugin.service_reader = service_reader_create(&options.host.loop, &options.host.service);
	frontend_fill_streaming(&options.host.streaming);
	plugin.controller = controller_create(&options);
	service_reader_attach(plugin.service_reader, plugin.controller);
}

/*
 * First those who may begin something, and only then what it would be done with: other programs, OBS's events and the
 * person, then the controller with its network thread, which gives back what it holds of the host. What the host is
 * made of goes last: the resolvers, which post to its loop, and then the rest.
 */
static void take_down(void)
{
	vendor_close();
	hotkeys_destroy(plugin.hotkeys);
	frontend_detach(plugin.frontend);
	door_destroy(plugin.door);
	surface_destroy(plugin.surface);
	controller_destroy(plugin.controller);
	service_reader_destroy(plugin.service_reader);
	platform_destroy(plugin.platform);
	/* the menu's entry is still there */
	plugin = (struct plugin){.frontend = plugin.frontend};
}

/* Other programs are told nothing any more: obs-websocket ends as well. */
static void exiting(void)
{
	plugin_log(LOG_INFO, "%s", "OBS exits: nothing more is sent");
	vendor_close();
	controller_end(plugin.controller);
	take_down();
}

static void show(void)
{
	plugin.surface = surface_create(plugin.controller);
	if (!frontend_add_dock(surface_dock(plugin.surface), surface_wrap_dock))
		plugin_log(LOG_WARNING, "%s", "OBS did not take the dock");
	plugin.frontend = frontend_create(plugin.controller, plugin.service_reader, exiting);
	plugin.door = door_create(plugin.controller, &(struct door_options){module_text_find, vendor_tell, NULL});
	vendor_open(plugin.door);
	plugin.hotkeys = hotkeys_create(plugin.door);
	controller_report_status(plugin.controller);
	controller_report_account(plugin.controller);
}

bool obs_module_load(void)
{
	const int foreign_qt = surface_foreign_qt();
	char *config_directory;

	if (foreign_qt) {
		plugin_log(LOG_WARNING, "not loaded: built for Qt %d, but this OBS uses another version of Qt",
			   foreign_qt);
		return false;
	}
	if (frontend_has_dock(surface_find_dock)) {
		plugin_log(LOG_WARNING,
			   "not loaded: %s is a second copy of this plugin, and OBS has loaded another one",
			   obs_get_module_binary_path(obs_current_module()));
		return false;
	}
	config_directory = obs_module_config_path("");
	create(config_directory);
	show();
	bfree(config_directory);
	plugin_log(LOG_INFO, "version %s loaded", PLUGIN_VERSION);
	return true;
}

void obs_module_post_load(void)
{
	vendor_register();
}

void obs_module_unload(void)
{
	take_down();
	frontend_free(plugin.frontend);
	plugin.frontend = NULL;
}
