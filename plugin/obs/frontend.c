/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "obs/frontend.h"

#include <obs-frontend-api.h>
#include <util/bmem.h>
#include <util/threading.h>

#include "core/controller/controller.h"
#include "core/host.h"
#include "module_text.h"
#include "obs/obs_compat.h"
#include "obs/service_reader.h"
#include "plugin-version.h"

struct frontend {
	struct controller *controller;
	struct service_reader *reader;
	void (*exiting)(void);
	bool detached;
	obs_output_t *output;    /* that streams; NULL: none */
	volatile long stop_code; /* why it has stopped */
};

static void start_streaming(void *data)
{
	(void)data;
	obs_frontend_streaming_start();
}

static void stop_streaming(void *data)
{
	(void)data;
	obs_frontend_streaming_stop();
}

void frontend_fill_streaming(struct host_streaming *streaming)
{
	*streaming = (struct host_streaming){.start = start_streaming, .stop = stop_streaming};
}

/* The output's thread. It comes before the frontend's event, and not while the output tries to go on by itself. */
static void output_stopped(void *data, calldata_t *call)
{
	struct frontend *frontend = data;

	os_atomic_set_long(&frontend->stop_code, (long)calldata_int(call, "code"));
}

static void leave_output(struct frontend *frontend)
{
	if (!frontend->output)
		return;
	signal_handler_disconnect(obs_output_get_signal_handler(frontend->output), "stop", output_stopped, frontend);
	obs_output_release(frontend->output);
	frontend->output = NULL;
}

static void report_streaming(struct frontend *frontend, bool on)
{
	const bool was_on = frontend->output != NULL;

	leave_output(frontend);
	if (on) {
		os_atomic_set_long(&frontend->stop_code, OBS_OUTPUT_SUCCESS);
		frontend->output = obs_frontend_get_streaming_output();
	}
	if (frontend->output)
		signal_handler_connect(obs_output_get_signal_handler(frontend->output), "stop", output_stopped,
				       frontend);
	controller_set_streaming(frontend->controller, on);
	if (!on && was_on && os_atomic_load_long(&frontend->stop_code) != OBS_OUTPUT_SUCCESS)
		controller_stream_broke(frontend->controller);
}

/* OBS has loaded its profile, or has switched or renamed it. */
static void report_profile(struct frontend *frontend)
{
	char *directory = obs_frontend_get_current_profile_path();

	if (!directory)
		return;
	/* what was read before may be of the profile before */
	service_reader_discard(frontend->reader);
	controller_set_profile(frontend->controller, directory);
	bfree(directory);
}

static void handle_event(enum obs_frontend_event event, void *data)
{
	struct frontend *frontend = data;

	switch (event) {
	case OBS_FRONTEND_EVENT_FINISHED_LOADING:
		report_profile(frontend);
		controller_start(frontend->controller);
		break;
	case OBS_FRONTEND_EVENT_PROFILE_CHANGED:
	case OBS_FRONTEND_EVENT_PROFILE_RENAMED:
		report_profile(frontend);
		break;
	case OBS_FRONTEND_EVENT_STREAMING_STARTING:
		controller_refresh_destination(frontend->controller);
		controller_network_back(frontend->controller);
		break;
	case OBS_FRONTEND_EVENT_STREAMING_STARTED:
	case OBS_FRONTEND_EVENT_STREAMING_STOPPED:
		report_streaming(frontend, event == OBS_FRONTEND_EVENT_STREAMING_STARTED);
		break;
	case OBS_FRONTEND_EVENT_EXIT:
		frontend->exiting();
		break;
	default:
		break;
	}
}

static void open_dock(void *data)
{
	struct frontend *frontend = data;

	if (!frontend->detached)
		controller_show_dock(frontend->controller);
}

struct frontend *frontend_create(struct controller *controller, struct service_reader *reader, void (*exiting)(void))
{
	struct frontend *frontend = bzalloc(sizeof(*frontend));

	frontend->controller = controller;
	frontend->reader = reader;
	frontend->exiting = exiting;
	obs_frontend_add_event_callback(handle_event, frontend);
	obs_frontend_add_tools_menu_item(module_text("Dock.Title"), open_dock, frontend);
	return frontend;
}

bool frontend_has_dock(bool (*find)(void *main_window, const char *id))
{
	return find(obs_frontend_get_main_window(), PLUGIN_NAME);
}

bool frontend_add_dock(void *dock, void *(*wrap)(void *dock, const char *id, const char *title, void *main_window))
{
	const char *title = module_text("Dock.Title");

#if OBS_COMPAT_DOCK_NEEDS_QDOCKWIDGET
	dock = wrap(dock, PLUGIN_NAME, title, obs_frontend_get_main_window());
#else
	UNUSED_PARAMETER(wrap);
#endif
	return obs_compat_add_dock(PLUGIN_NAME, title, dock);
}

void frontend_detach(struct frontend *frontend)
{
	if (!frontend || frontend->detached)
		return;
	frontend->detached = true;
	leave_output(frontend);
	obs_frontend_remove_event_callback(handle_event, frontend);
}

void frontend_free(struct frontend *frontend)
{
	frontend_detach(frontend);
	bfree(frontend);
}
