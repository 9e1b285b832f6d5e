/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/problem.h"
#include "core/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All that is made of Qt, behind functions that C can call: the dock, its
 * dialog, the store of secrets, the watch on the profile. UI thread.
 */

struct controller;
struct user_interface;

struct user_interface_callbacks {
	void *data;
	/* The answer to user_interface_read_secret(). secret NULL: there is none, for the reason in problem. */
	void (*secret_read)(void *data, uint64_t id, const char *secret, const struct problem *problem);
	/* The stream settings may have changed. */
	void (*service_may_have_changed)(void *data);
};

/* Whether OBS runs with the Qt that this plugin was built with. Without it no widget may be made. */
bool user_interface_is_possible(void);

/* config_directory: plugin_config/obs-zoom-livestream; force_secret_file: do not use the keychain. */
struct user_interface *user_interface_create(struct controller *controller, const char *config_directory,
					     bool force_secret_file, const struct user_interface_callbacks *callbacks);

/* The dock lives on: OBS destroys it, before or after this module. Nothing is called back any more. NULL is allowed. */
void user_interface_destroy(struct user_interface *user_interface);

/* The dock for OBS to take over, a QWidget. */
void *user_interface_dock(struct user_interface *user_interface);

/* A QDockWidget around it. */
void *user_interface_wrap_dock(void *dock, const char *id, const char *title, void *main_window);

/* Shows the dock, at the side of OBS's window at the very first start, and takes the keyboard to it. */
void user_interface_show_dock(struct user_interface *user_interface, bool docked);

void user_interface_show_status(struct user_interface *user_interface, const struct status *status);
void user_interface_watch_profile(struct user_interface *user_interface, const char *directory);
void user_interface_read_secret(struct user_interface *user_interface, uint64_t id, const char *account_id,
				const char *field, const char *overridden_host);

#ifdef __cplusplus
}
#endif
