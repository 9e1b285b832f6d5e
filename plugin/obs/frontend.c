/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "obs/frontend.h"

#include <obs-frontend-api.h>
#include <util/bmem.h>

#include "module_text.h"
#include "obs/obs_compat.h"
#include "plugin-version.h"

struct frontend {
	struct frontend_callbacks callbacks;
	bool detached;
};

static void report_profile(struct frontend *frontend)
{
	char *directory = obs_frontend_get_current_profile_path();

	if (directory)
		frontend->callbacks.profile_changed(frontend->callbacks.data, directory);
	bfree(directory);
}

static void handle_event(enum obs_frontend_event event, void *data)
{
	struct frontend *frontend = data;
	const struct frontend_callbacks *callbacks = &frontend->callbacks;

	switch (event) {
	case OBS_FRONTEND_EVENT_FINISHED_LOADING:
		report_profile(frontend);
		callbacks->loaded(callbacks->data);
		break;
	case OBS_FRONTEND_EVENT_PROFILE_CHANGED:
	case OBS_FRONTEND_EVENT_PROFILE_RENAMED:
		report_profile(frontend);
		break;
	case OBS_FRONTEND_EVENT_STREAMING_STARTING:
		callbacks->service_may_have_changed(callbacks->data);
		callbacks->network_may_be_back(callbacks->data);
		break;
	case OBS_FRONTEND_EVENT_EXIT:
		callbacks->exiting(callbacks->data);
		break;
	default:
		break;
	}
}

static void open_dock(void *data)
{
	struct frontend *frontend = data;

	if (!frontend->detached)
		frontend->callbacks.dock_wanted(frontend->callbacks.data);
}

struct frontend *frontend_create(const struct frontend_callbacks *callbacks)
{
	struct frontend *frontend = bzalloc(sizeof(*frontend));

	frontend->callbacks = *callbacks;
	obs_frontend_add_event_callback(handle_event, frontend);
	obs_frontend_add_tools_menu_item(module_text("Dock.Title"), open_dock, frontend);
	return frontend;
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
	obs_frontend_remove_event_callback(handle_event, frontend);
}

void frontend_free(struct frontend *frontend)
{
	frontend_detach(frontend);
	bfree(frontend);
}
