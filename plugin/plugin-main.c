/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <obs-module.h>
#include <util/bmem.h>

#include "core/base/log.h"
#include "core/controller/controller.h"
#include "module_text.h"
#include "obs/frontend.h"
#include "obs/service_reader.h"
#include "platform/auth_listener.h"
#include "platform/crypto.h"
#include "platform/renewal_lock.h"
#include "platform/secret_service.h"
#include "platform/system_proxy.h"
#include "platform/system_watch.h"
#include "platform/task_queue.h"
#include "plugin-version.h"
#include "ui/surface.h"

OBS_DECLARE_MODULE()
OBS_MODULE_USE_DEFAULT_LOCALE(PLUGIN_NAME, "en-US")
OBS_MODULE_AUTHOR("the Zoom Livestream authors")

static struct plugin {
	struct task_queue *task_queue;
	struct secret_service *secrets;
	struct renewal_lock *renewal_lock;
	struct auth_listener *listener;
	struct system_watch *watch;
	struct service_reader *service_reader;
	struct controller *controller;
	struct surface *surface;
	struct frontend *frontend;
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

static void create(const char *config_directory)
{
	struct controller_options options = {
		.config_directory = config_directory,
		.api_url = getenv("OBS_ZOOM_API_URL"),
		.oauth_url = getenv("OBS_ZOOM_OAUTH_URL"),
		.ca_file = getenv("OBS_ZOOM_CA_FILE"),
	};
	struct host *host = &options.host;

	plugin.task_queue = task_queue_create();
	host->loop = task_queue_host(plugin.task_queue);
	plugin.secrets = secret_service_create(config_directory);
	plugin.renewal_lock = renewal_lock_create(config_directory);
	plugin.listener = auth_listener_create();
	plugin.watch = system_watch_create();
	plugin.service_reader = service_reader_create(&host->loop);
	host->secrets = secret_service_host(plugin.secrets);
	host->renewal_lock = renewal_lock_host(plugin.renewal_lock);
	host->browser = auth_listener_host(plugin.listener);
	host->watch = system_watch_host(plugin.watch);
	host->service = service_reader_host(plugin.service_reader);
	host->system.find_proxy = system_proxy_find;
	host->system.make_key = crypto_make_key;
	host->system.digest = crypto_digest;
	host->system.pkce_challenge = crypto_pkce_challenge;
	plugin.controller = controller_create(&options);
	service_reader_attach(plugin.service_reader, plugin.controller);
}

/*
 * First those who may begin something, and only then what it would be done with: OBS's events and the person, then the
 * controller with its network thread, which gives back what it holds of the host. What the host is made of goes last,
 * and after the threads that post to it the queue.
 */
static void take_down(void)
{
	frontend_detach(plugin.frontend);
	surface_destroy(plugin.surface);
	controller_destroy(plugin.controller);
	system_watch_destroy(plugin.watch);
	auth_listener_destroy(plugin.listener);
	renewal_lock_destroy(plugin.renewal_lock);
	secret_service_destroy(plugin.secrets);
	service_reader_destroy(plugin.service_reader);
	task_queue_destroy(plugin.task_queue);
	/* the menu's entry is still there */
	plugin = (struct plugin){.frontend = plugin.frontend};
}

static void exiting(void *data)
{
	UNUSED_PARAMETER(data);
	controller_end(plugin.controller);
	take_down();
}

static void show(void)
{
	plugin.surface = surface_create(plugin.controller);
	if (!frontend_add_dock(surface_dock(plugin.surface), surface_wrap_dock))
		plugin_log(LOG_WARNING, "%s", "OBS did not take the dock; is the plugin installed twice?");
	plugin.frontend = frontend_create(plugin.controller, plugin.service_reader, exiting, NULL);
	controller_report_status(plugin.controller);
	controller_report_account(plugin.controller);
}

bool obs_module_load(void)
{
	char *config_directory;

	if (!surface_is_possible()) {
		plugin_log(LOG_WARNING, "%s", "not loaded: built for another version of Qt than this OBS uses");
		return false;
	}
	config_directory = obs_module_config_path("");
	create(config_directory);
	show();
	bfree(config_directory);
	plugin_log(LOG_INFO, "version %s loaded", PLUGIN_VERSION);
	return true;
}

void obs_module_unload(void)
{
	take_down();
	frontend_free(plugin.frontend);
	plugin.frontend = NULL;
}
