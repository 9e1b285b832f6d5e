/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * OBS's frontend: events, the Tools menu, the dock.
 *
 * Threads: OBS's UI thread for everything here.
 */

struct frontend;

struct frontend_callbacks {
	void *data;
	/* OBS has loaded its profile, or has switched or renamed it. The text is the callee's for the time of the call. */
	void (*profile_changed)(void *data, const char *profile_directory);
	/* All is loaded and on the screen. */
	void (*loaded)(void *data);
	/* The stream settings may have been changed in memory. */
	void (*service_may_have_changed)(void *data);
	/* The person counts on the network now. */
	void (*network_may_be_back)(void *data);
	/* The Tools menu's entry was chosen. */
	void (*dock_wanted)(void *data);
	/* The last moment at which OBS may be called. */
	void (*exiting)(void *data);
};

struct frontend *frontend_create(const struct frontend_callbacks *callbacks);

/*
 * Hands the dock over to OBS, which owns it from then on. wrap makes a QDockWidget
 * around it, for the OBS that wants one. False where OBS has such a dock already.
 */
bool frontend_add_dock(void *dock, void *(*wrap)(void *dock, const char *id, const char *title, void *main_window));

/* No callback comes after it, though the menu's entry is still there. NULL is allowed. */
void frontend_detach(struct frontend *frontend);

/* When the menu is gone. NULL is allowed. */
void frontend_free(struct frontend *frontend);
