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
#include "platform/crypto.h"
#include "platform/system_proxy.h"
#include "platform/task_queue.h"
#include "platform/timer.h"
#include "plugin-version.h"
#include "ui/surface.h"

OBS_DECLARE_MODULE()
OBS_MODULE_USE_DEFAULT_LOCALE(PLUGIN_NAME, "en-US")
OBS_MODULE_AUTHOR("the Zoom Livestream authors")

/* How long OBS's end may be held up by a renewed sign-in that is on its way to its store. */
#define END_WAIT_MS 150

/* The parts, joined by the functions below. */
struct plugin {
	struct task_queue *task_queue;
	struct service_reader *service_reader;
	struct platform_timer *timer;
	struct controller *controller;
	struct surface *surface;
	struct frontend *frontend;
	bool is_waiting; /* for the end of a renewal */
};

static struct plugin *plugin_handle;

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

static void post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct plugin *plugin = data;

	task_queue_post(plugin->task_queue, run, drop, task);
}

static void defer(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct plugin *plugin = data;

	task_queue_defer(plugin->task_queue, run, drop, task);
}

static void read_destination(void *data, uint64_t id)
{
	struct plugin *plugin = data;

	service_reader_read(plugin->service_reader, id);
}

static void destination_read(void *data, uint64_t id, const char *profile_directory,
			     const struct destination *destination)
{
	struct plugin *plugin = data;

	controller_destination(plugin->controller, id, profile_directory, destination);
}

static void read_secret(void *data, uint64_t id, const char *holder, const char *field)
{
	struct plugin *plugin = data;

	surface_read_secret(plugin->surface, id, holder, field, controller_secret_host(plugin->controller, holder));
}

static void secret_read(void *data, uint64_t id, const struct secret_answer *answer)
{
	struct plugin *plugin = data;

	controller_secret(plugin->controller, id, answer);
}

static void write_secret(void *data, uint64_t id, const char *holder, const char *field, const char *secret)
{
	struct plugin *plugin = data;

	surface_write_secret(plugin->surface, id, holder, field, controller_secret_host(plugin->controller, holder),
			     secret);
}

static void secret_written(void *data, uint64_t id, const struct secret_answer *answer)
{
	struct plugin *plugin = data;

	controller_secret_written(plugin->controller, id, answer);
}

static void set_timer(void *data, int64_t delay_ms)
{
	struct plugin *plugin = data;

	platform_timer_set(plugin->timer, delay_ms);
}

static void timer_expired(void *data)
{
	struct plugin *plugin = data;

	controller_wake(plugin->controller);
}

static char *digest(void *data, const char *key, const char *bytes, size_t size)
{
	UNUSED_PARAMETER(data);
	return crypto_digest(key, bytes, size);
}

static char *make_key(void *data)
{
	UNUSED_PARAMETER(data);
	return crypto_make_key();
}

static void status_changed(void *data, const struct status *status)
{
	struct plugin *plugin = data;

	surface_show_status(plugin->surface, status);
}

static void account_changed(void *data, const struct account_status *status)
{
	struct plugin *plugin = data;

	if (plugin->surface)
		surface_show_account(plugin->surface, status);
	if (plugin->is_waiting && !controller_is_renewing(plugin->controller))
		surface_stop_waiting(plugin->surface);
}

static char *pkce_challenge(void *data, const char *verifier)
{
	UNUSED_PARAMETER(data);
	return crypto_pkce_challenge(verifier);
}

static bool open_url(void *data, const char *url)
{
	struct plugin *plugin = data;

	return surface_open_url(plugin->surface, url);
}

static bool listen_to_browser(void *data, const char *address, uint16_t port, const char *path)
{
	struct plugin *plugin = data;

	return surface_listen(plugin->surface, address, port, path);
}

static void stop_listening(void *data)
{
	struct plugin *plugin = data;

	if (plugin->surface)
		surface_stop_listening(plugin->surface);
}

static void lock_renewal(void *data, uint64_t id, const char *account_id)
{
	struct plugin *plugin = data;

	surface_lock_renewal(plugin->surface, id, account_id);
}

static void renewal_locked(void *data, uint64_t id, enum renewal_lock_result result)
{
	struct plugin *plugin = data;

	controller_renewal_locked(plugin->controller, id, result);
}

static void unlock_renewal(void *data, const char *account_id, bool is_finished)
{
	struct plugin *plugin = data;

	/* without it the lock has gone already, and the mark stays */
	if (plugin->surface)
		surface_unlock_renewal(plugin->surface, account_id, is_finished);
}

static char *find_proxy(void *data, const char *url)
{
	UNUSED_PARAMETER(data);
	return system_proxy_find(url);
}

static void service_may_have_changed(void *data)
{
	struct plugin *plugin = data;

	controller_refresh_destination(plugin->controller);
}

static void push_likely(void *data)
{
	struct plugin *plugin = data;

	controller_expect_push(plugin->controller);
}

static void network_may_be_back(void *data)
{
	struct plugin *plugin = data;

	controller_network_back(plugin->controller);
}

static void profile_changed(void *data, const char *profile_directory)
{
	struct plugin *plugin = data;

	/* what was read before may be of the profile before */
	service_reader_discard(plugin->service_reader);
	controller_set_profile(plugin->controller, profile_directory);
	surface_watch_profile(plugin->surface, profile_directory);
}

static void loaded(void *data)
{
	struct plugin *plugin = data;

	controller_start(plugin->controller);
	if (controller_take_first_start(plugin->controller))
		surface_show_dock(plugin->surface, true);
}

static void dock_wanted(void *data)
{
	struct plugin *plugin = data;

	surface_show_dock(plugin->surface, false);
}

static void take_down(struct plugin *plugin)
{
	frontend_detach(plugin->frontend);
	surface_destroy(plugin->surface);
	/* what is taken down from here on may still wish something of it */
	plugin->surface = NULL;
	platform_timer_destroy(plugin->timer);
	/* these two end the threads that post to the queue */
	controller_destroy(plugin->controller);
	service_reader_destroy(plugin->service_reader);
	task_queue_destroy(plugin->task_queue);
	plugin->timer = NULL;
	plugin->controller = NULL;
	plugin->service_reader = NULL;
	plugin->task_queue = NULL;
}

static void exiting(void *data)
{
	struct plugin *plugin = data;

	controller_end(plugin->controller);
	if (controller_is_renewing(plugin->controller)) {
		plugin->is_waiting = true;
		surface_wait(plugin->surface, END_WAIT_MS);
		plugin->is_waiting = false;
	}
	take_down(plugin);
}

static void build_core(struct plugin *plugin, const char *config_directory)
{
	const struct service_reader_ports reader_ports = {
		.data = plugin,
		.post = post,
		.defer = defer,
		.done = destination_read,
	};
	const struct controller_options options = {
		.config_directory = config_directory,
		.api_url = getenv("OBS_ZOOM_API_URL"),
		.oauth_url = getenv("OBS_ZOOM_OAUTH_URL"),
		.ca_file = getenv("OBS_ZOOM_CA_FILE"),
		.ports =
			{
				.data = plugin,
				.read_destination = read_destination,
				.read_secret = read_secret,
				.write_secret = write_secret,
				.set_timer = set_timer,
				.digest = digest,
				.make_key = make_key,
				.status_changed = status_changed,
				.account_changed = account_changed,
				.pkce_challenge = pkce_challenge,
				.open_url = open_url,
				.listen = listen_to_browser,
				.stop_listening = stop_listening,
				.lock_renewal = lock_renewal,
				.unlock_renewal = unlock_renewal,
				.post = post,
				.find_proxy = find_proxy,
			},
	};

	plugin->task_queue = task_queue_create();
	plugin->service_reader = service_reader_create(&reader_ports);
	plugin->timer = platform_timer_create(timer_expired, plugin);
	plugin->controller = controller_create(&options);
}

static void build_surface(struct plugin *plugin, const char *config_directory)
{
	const char *secrets = getenv("OBS_ZOOM_SECRETS");
	const struct surface_callbacks ui_callbacks = {
		.data = plugin,
		.secret_read = secret_read,
		.secret_written = secret_written,
		.renewal_locked = renewal_locked,
		.service_may_have_changed = service_may_have_changed,
		.push_likely = push_likely,
		.network_may_be_back = network_may_be_back,
	};
	const struct frontend_callbacks frontend_callbacks = {
		.data = plugin,
		.profile_changed = profile_changed,
		.loaded = loaded,
		.service_may_have_changed = service_may_have_changed,
		.network_may_be_back = network_may_be_back,
		.dock_wanted = dock_wanted,
		.exiting = exiting,
	};

	plugin->surface = surface_create(plugin->controller, config_directory, secrets && strcmp(secrets, "file") == 0,
					 &ui_callbacks);
	if (!frontend_add_dock(surface_dock(plugin->surface), surface_wrap_dock))
		plugin_log(LOG_WARNING, "%s", "OBS did not take the dock; is the plugin installed twice?");
	plugin->frontend = frontend_create(&frontend_callbacks);
	controller_report_status(plugin->controller);
	controller_report_account(plugin->controller);
}

bool obs_module_load(void)
{
	struct plugin *plugin;
	char *config_directory;

	if (!surface_is_possible()) {
		plugin_log(LOG_WARNING, "%s", "not loaded: built for another version of Qt than this OBS uses");
		return false;
	}
	plugin = bzalloc(sizeof(*plugin));
	config_directory = obs_module_config_path("");
	build_core(plugin, config_directory);
	build_surface(plugin, config_directory);
	plugin_handle = plugin;
	bfree(config_directory);
	plugin_log(LOG_INFO, "version %s loaded", PLUGIN_VERSION);
	return true;
}

void obs_module_unload(void)
{
	if (!plugin_handle)
		return;
	take_down(plugin_handle);
	frontend_free(plugin_handle->frontend);
	bfree(plugin_handle);
	plugin_handle = NULL;
}
