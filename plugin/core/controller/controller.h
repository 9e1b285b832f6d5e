/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/c_linkage.h"
#include "core/host.h"
#include "core/model/account.h"
#include "core/model/account_status.h"
#include "core/model/destination.h"
#include "core/model/live.h"
#include "core/model/meeting_link.h"
#include "core/model/page_url.h"
#include "core/model/problem.h"
#include "core/model/status.h"
#include "core/zoom/endpoint.h"

C_LINKAGE_BEGIN

/*
 * Joins sync to the world: keeps the settings of the current profile, carries
 * out what sync decides, and hands Zoom's replies back to it.
 *
 * Threads: OBS's UI thread for everything here. Nothing waits.
 */

struct controller;

/* Who shows it. What is handed over is the callee's for the time of the call. */
struct controller_view {
	void *data;
	void (*show_status)(void *data, const struct status *status);
	void (*show_account)(void *data, const struct account_status *status);
	/* docked: at the side of OBS's window. */
	void (*show_dock)(void *data, bool docked);
};

struct controller_options {
	const char *config_directory;          /* plugin_config/obs-zoom-livestream; copied */
	struct zoom_endpoint_options endpoint; /* its texts are borrowed as long as there is the controller */
	const char *obs_version;               /* the same */
	struct host host;
};

/* The network thread is started by the first push. */
struct controller *controller_create(const struct controller_options *options);

/* Ends the network thread, whatever Zoom does. NULL is allowed. */
void controller_destroy(struct controller *controller);

/* Without a view, or with NULL, nothing is shown. It is copied. */
void controller_set_view(struct controller *controller, const struct controller_view *view);

/* The profile in that directory is OBS's current one: at start, after a switch, after a rename. */
void controller_set_profile(struct controller *controller, const char *directory);

/* What the person has entered. Only valid values are taken and saved; an empty one clears what was there. */
enum meeting_link_result controller_set_meeting(struct controller *controller, const char *text);
enum page_url_result controller_set_page_url(struct controller *controller, const char *text);

/* Push now; while a push is under way this does nothing. */
void controller_push(struct controller *controller);
/* What the person has begun: the sending, and the livestream's start. Where nothing is under way, nothing is done. */
void controller_cancel(struct controller *controller);

/* Keep Zoom in step by itself, in the current profile. */
void controller_set_auto_sync(struct controller *controller, bool on);
/* The person wants to hear no more of it. */
void controller_dismiss_auto_sync(struct controller *controller);
/* Show neither the key's last characters nor the host's address, in the current profile. */
void controller_set_hide_details(struct controller *controller, bool hide);

/* Put back what the last push replaced; leave Zoom's livestream as it is; see what Zoom holds. */
void controller_undo(struct controller *controller);
void controller_accept_remote(struct controller *controller);
void controller_fetch(struct controller *controller);

/* The dock has come to be seen, and what Zoom holds with it. */
void controller_dock_opened(struct controller *controller);
/* A push is likely soon: the person has entered the dock, say. */
void controller_expect_push(struct controller *controller);

/* The network is back, or OBS was come back to. */
void controller_network_back(struct controller *controller);

/* OBS itself has begun, or ceased, to stream. */
void controller_set_streaming(struct controller *controller, bool on);
/* It has ceased by an error, once its own tries to go on have ended: after controller_set_streaming. */
void controller_stream_broke(struct controller *controller);

/*
 * Zoom's livestream; the status tells what comes of it, and what the person is
 * asked. The settings are the current profile's: a copy, to be freed with live_settings_free.
 * False where the name is none that Zoom takes: nothing is changed.
 */
void controller_get_live_settings(const struct controller *controller, struct live_settings *settings);
bool controller_set_live_settings(struct controller *controller, const struct live_settings *settings);
void controller_start_livestream(struct controller *controller, enum live_start how);
/* Also a start that is under way. */
void controller_stop_livestream(struct controller *controller);
/* It starts as soon as the meeting does; off: it does not. */
void controller_arm_livestream(struct controller *controller, bool on);
/* The person's answers to an offer: none of it; OBS's own stream is to start, or to stop. */
void controller_dismiss_live_offer(struct controller *controller);
void controller_start_obs_stream(struct controller *controller);
void controller_stop_obs_stream(struct controller *controller);

/* OBS has loaded: from now on things may happen by themselves. At the very first start of all the dock shows itself. */
void controller_start(struct controller *controller);

/* OBS's stream settings may have changed: read them again. */
void controller_refresh_destination(struct controller *controller);

/*
 * The answer to the host's reading of it. One that was read in another profile, by its
 * directory, is thrown away; the push that has asked for it ends.
 */
void controller_destination(struct controller *controller, uint64_t id, const char *profile_directory,
			    const struct destination *destination);

/* The account of the current profile; NULL: none that is known. Borrowed until the next call. */
const char *controller_account(const struct controller *controller);

/*
 * Stores what the person has entered, secrets first, and makes it the profile's account; then signs in, or finds out
 * what it can do. False, with faults of the same index filled, where something is missing or wrong: nothing is stored.
 * An entry without an id is a new account, which is given one.
 */
bool controller_save_account(struct controller *controller, const struct account_entry *typed,
			     enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT]);
/* Gives the profile's account that name. */
bool controller_rename_account(struct controller *controller, const char *name);

/* All accounts, in their order; copies, to be freed with account_free. False where there are no more. */
bool controller_get_account(const struct controller *controller, size_t i, struct account *account);
/* Makes one of them the profile's. */
bool controller_choose_account(struct controller *controller, const char *account_id);

/* Signs in with the profile's account, in the browser or by device code; its client secret is stored already. */
void controller_sign_in(struct controller *controller);
void controller_cancel_sign_in(struct controller *controller);
/* The person has pasted the address that the browser ended on. */
void controller_paste_address(struct controller *controller, const char *address);

/* Finds out what the profile's account can do. */
void controller_probe_account(struct controller *controller);

/*
 * Has Zoom revoke the sign-in of the profile's account, and erases its secrets, and what its pushes have replaced, also
 * where Zoom cannot be reached.
 */
void controller_sign_out(struct controller *controller);
/*
 * The same, and takes the account off the list once nothing of it is stored any more. It goes on whatever profile or
 * account is looked at meanwhile; until OBS ends.
 */
void controller_remove_account(struct controller *controller);

/*
 * OBS is about to end: nothing is sent any more, and what holds a lock for nothing gives it back. A renewed sign-in
 * that is on its way from Zoom or to its store is waited for, for a moment.
 */
void controller_end(struct controller *controller);
/* Whether there is such a one. */
bool controller_is_renewing(const struct controller *controller);

/* Finds out anew which secrets of the profile's account are stored, and has that reported. */
void controller_find_secrets(struct controller *controller);

/* Whether other programs may do what needs the person's consent; told by the account's status once it is written. */
void controller_set_remote_control(struct controller *controller, bool on);

/* Moves all secrets to the other backend. */
void controller_move_secrets(struct controller *controller);

/* Has what the account dialog shows shown. */
void controller_report_account(struct controller *controller);

/* The person wants to see the dock. */
void controller_show_dock(struct controller *controller);

/* Has the status shown. */
void controller_report_status(struct controller *controller);

/*
 * What people send along when they ask for help: how everything stands, without secrets. system: its name, version and
 * processor. Free with bfree.
 */
char *controller_make_report(struct controller *controller, const char *qt_version, const char *system);

C_LINKAGE_END
