/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/account_status.h"
#include "core/model/renewal_lock_result.h"
#include "core/model/secret_answer.h"
#include "core/model/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All that is made of Qt, behind functions that C can call: the dock, its
 * dialog, the store of secrets, the watch on the profile. UI thread.
 */

struct controller;
struct surface;

struct surface_callbacks {
	void *data;
	/* The answers to surface_read_secret() and surface_write_secret(). */
	void (*secret_read)(void *data, uint64_t id, const struct secret_answer *answer);
	void (*secret_written)(void *data, uint64_t id, const struct secret_answer *answer);
	/* The stream settings may have changed. */
	void (*service_may_have_changed)(void *data);
	/* The person is about to change the stream settings, or to push. */
	void (*push_likely)(void *data);
	void (*network_may_be_back)(void *data);
	/* The answer to surface_lock_renewal(). */
	void (*renewal_locked)(void *data, uint64_t id, enum renewal_lock_result result);
};

/* Whether OBS runs with the Qt that this plugin was built with. Without it no widget may be made. */
bool surface_is_possible(void);

/* config_directory: plugin_config/obs-zoom-livestream; force_secret_file: do not use the keychain. */
struct surface *surface_create(struct controller *controller, const char *config_directory, bool force_secret_file,
			       const struct surface_callbacks *callbacks);

/* The dock lives on: OBS destroys it, before or after this module. Nothing is called back any more. NULL is allowed. */
void surface_destroy(struct surface *surface);

/* The dock for OBS to take over, a QWidget. */
void *surface_dock(struct surface *surface);

/* A QDockWidget around it. */
void *surface_wrap_dock(void *dock, const char *id, const char *title, void *main_window);

/* Shows the dock, at the side of OBS's window at the very first start, and takes the keyboard to it. */
void surface_show_dock(struct surface *surface, bool docked);

void surface_show_status(struct surface *surface, const struct status *status);
void surface_show_account(struct surface *surface, const struct account_status *status);
void surface_watch_profile(struct surface *surface, const char *directory);

/* holder: an account's id, or another name before the slash. overridden_host: the API's where it is not Zoom's own. */
void surface_read_secret(struct surface *surface, uint64_t id, const char *holder, const char *field,
			 const char *overridden_host);
/* secret NULL: erase it. */
void surface_write_secret(struct surface *surface, uint64_t id, const char *holder, const char *field,
			  const char *overridden_host, const char *secret);

/* Shows a page in the person's browser. False where there is no way to. */
bool surface_open_url(struct surface *surface, const char *url);

/*
 * Receives the browser at that path of a loopback address: its requests go to
 * controller_redirected(). False where the port cannot be had.
 */
bool surface_listen(struct surface *surface, const char *address, uint16_t port, const char *path);
void surface_stop_listening(struct surface *surface);

/* Keeps other OBS from renewing the account's sign-in, and marks on disk that it is being renewed. */
void surface_lock_renewal(struct surface *surface, uint64_t id, const char *account_id);
/* is_finished: takes the mark off. */
void surface_unlock_renewal(struct surface *surface, const char *account_id, bool is_finished);

/* Lets what is under way go on for so long, or until it is stopped, without the person doing anything meanwhile. */
void surface_wait(struct surface *surface, int milliseconds);
void surface_stop_waiting(struct surface *surface);

#ifdef __cplusplus
}
#endif
