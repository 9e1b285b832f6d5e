/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/http/client.h"
#include "core/model/account_status.h"
#include "core/model/destination.h"
#include "core/model/meeting_link.h"
#include "core/model/page_url.h"
#include "core/model/problem.h"
#include "core/model/renewal_lock_result.h"
#include "core/model/secret_answer.h"
#include "core/model/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Joins sync to the world: keeps the settings of the current profile, carries
 * out what sync decides, and hands Zoom's replies back to it.
 *
 * Threads: OBS's UI thread for everything here. Nothing waits.
 */

struct controller;

/* What the controller cannot do itself. All are called on the UI thread, but for post. */
struct controller_ports {
	void *data;
	/* Read OBS's destination, off the UI thread where that may take time; answer with controller_destination(). */
	void (*read_destination)(void *data, uint64_t id);
	/* Fetch a secret; answer with controller_secret(), within 30 s. holder is an account's id, "undo" or "state". */
	void (*read_secret)(void *data, uint64_t id, const char *holder, const char *field);
	/* Store or, with NULL, erase a secret; answer with controller_secret_written(), within 30 s. */
	void (*write_secret)(void *data, uint64_t id, const char *holder, const char *field, const char *secret);
	/* Call controller_wake() once in so many milliseconds, instead of what was asked for before; -1: not at all. */
	void (*set_timer)(void *data, int64_t delay_ms);
	/* HMAC-SHA-256 under key (text) as 64 hexadecimal digits; free with bfree. */
	char *(*digest)(void *data, const char *key, const char *bytes, size_t size);
	/* 64 hexadecimal digits that nobody can guess; free with secret_free. */
	char *(*make_key)(void *data);
	/* The status has changed. It is the callee's for the time of the call. */
	void (*status_changed)(void *data, const struct status *status);
	/* The same of what the account dialog shows. */
	void (*account_changed)(void *data, const struct account_status *status);

	/* Signing in. */
	/* The S256 challenge of a verifier (RFC 7636, 4.2); free with bfree. */
	char *(*pkce_challenge)(void *data, const char *verifier);
	/* Show that page in the person's browser. False where there is no way to. */
	bool (*open_url)(void *data, const char *url);
	/*
	 * Receive the browser there: each request for the path goes to controller_redirected(). Listens to one
	 * browser on loopback only. False where the port cannot be had.
	 */
	bool (*listen)(void *data, const char *address, uint16_t port, const char *path);
	void (*stop_listening)(void *data);
	/*
	 * Keep other OBS that run as the same person from renewing that account's sign-in, and leave a mark on disk
	 * that it is being renewed. Answer with controller_renewal_locked(), within 30 s.
	 */
	void (*lock_renewal)(void *data, uint64_t id, const char *account_id);
	/* is_finished: it is known what became of the renewal, and stored; takes the mark off. */
	void (*unlock_renewal)(void *data, const char *account_id, bool is_finished);

	/*
	 * Any thread: run(task) soon on the UI thread, or drop(task) where that will
	 * not happen any more. Exactly one of them is called.
	 */
	void (*post)(void *data, void (*run)(void *task), void (*drop)(void *task), void *task);
	/* See http_client_options; network thread. */
	char *(*find_proxy)(void *data, const char *url);
};

struct controller_options {
	const char *config_directory; /* plugin_config/obs-zoom-livestream */
	const char *api_url;          /* OBS_ZOOM_API_URL; NULL: not set */
	const char *oauth_url;        /* OBS_ZOOM_OAUTH_URL; NULL: not set */
	const char *ca_file;          /* OBS_ZOOM_CA_FILE; NULL: not set */
	struct controller_ports ports;
};

/* Strings and ports are copied. The network thread is started by the first push. */
struct controller *controller_create(const struct controller_options *options);

/* Ends the network thread, whatever Zoom does. NULL is allowed. */
void controller_destroy(struct controller *controller);

/* The profile in that directory is OBS's current one: at start, after a switch, after a rename. */
void controller_set_profile(struct controller *controller, const char *directory);

/* What the person has entered. Only valid values are taken and saved; an empty one clears what was there. */
enum meeting_link_result controller_set_meeting(struct controller *controller, const char *text);
enum page_url_result controller_set_page_url(struct controller *controller, const char *text);

/* Push now; while a push is under way this does nothing. */
void controller_push(struct controller *controller);
void controller_cancel(struct controller *controller);

/* Keep Zoom in step by itself, in the current profile. */
void controller_set_auto_sync(struct controller *controller, bool on);

/* Put back what the last push replaced; leave Zoom's livestream as it is; see what Zoom holds. */
void controller_undo(struct controller *controller);
void controller_accept_remote(struct controller *controller);
void controller_fetch(struct controller *controller);

/* A push is likely soon: the person has entered the dock, say. */
void controller_expect_push(struct controller *controller);

/* The network is back, or OBS was come back to. */
void controller_network_back(struct controller *controller);

/* The timer's time has come. */
void controller_wake(struct controller *controller);

/* OBS has loaded: from now on things may happen by themselves. */
void controller_start(struct controller *controller);

/* OBS's stream settings may have changed: read them again. */
void controller_refresh_destination(struct controller *controller);

/*
 * The answer to read_destination. One that was read in another profile, by its
 * directory, is thrown away; the push that has asked for it ends.
 */
void controller_destination(struct controller *controller, uint64_t id, const char *profile_directory,
			    const struct destination *destination);

/* The answer to read_secret. */
void controller_secret(struct controller *controller, uint64_t id, const struct secret_answer *answer);

/* The answer to write_secret. */
void controller_secret_written(struct controller *controller, uint64_t id, const struct secret_answer *answer);

/* The account of the current profile; NULL: none that is known. Borrowed until the next call. */
const char *controller_account(const struct controller *controller);

/* Adds the account, or changes it, and makes it the profile's. What was signed in with its old values is forgotten. False
 * where a file cannot be written. */
bool controller_use_account(struct controller *controller, const struct account *account);
/* Gives the profile's account that name. */
bool controller_rename_account(struct controller *controller, const char *name);

/* All accounts, in their order; copies, to be freed with account_free. False where there are no more. */
bool controller_get_account(const struct controller *controller, size_t i, struct account *account);
/* Makes one of them the profile's. */
bool controller_choose_account(struct controller *controller, const char *account_id);
/* Takes the account off the list, signed out as it is; its secrets are not touched. */
bool controller_remove_account(struct controller *controller, const char *account_id);

/* Signs in with the profile's account, in the browser or by device code; its client secret is stored already. */
void controller_sign_in(struct controller *controller);
void controller_cancel_sign_in(struct controller *controller);
/* The person has pasted the address that the browser ended on. */
void controller_paste_address(struct controller *controller, const char *address);
/* The browser has come to the listener, with that request target. Returns whether it was what is waited for. */
bool controller_redirected(struct controller *controller, const char *target);

/* Finds out what the profile's account can do. */
void controller_probe_account(struct controller *controller);

/* Has Zoom revoke the sign-in of the profile's account, and erases its secrets, also where Zoom cannot be reached. */
void controller_sign_out(struct controller *controller);

/* The answer to lock_renewal. */
void controller_renewal_locked(struct controller *controller, uint64_t id, enum renewal_lock_result result);

/* OBS is about to end: nothing is sent any more, and what holds a lock for nothing gives it back. */
void controller_end(struct controller *controller);

/*
 * A renewed sign-in is on its way from Zoom or to its store: OBS should not end
 * before that is over, for a moment.
 */
bool controller_is_renewing(const struct controller *controller);

/* Where secrets are kept: "keychain", "file", or NULL: not decided yet. Borrowed until it is set. */
const char *controller_secret_backend(const struct controller *controller);
void controller_set_secret_backend(struct controller *controller, const char *place);

/*
 * The names of all secrets that there may be, for moving them: calls back for
 * each with its holder and field, which are borrowed.
 */
void controller_each_secret(const struct controller *controller,
			    void (*callback)(void *data, const char *holder, const char *field), void *data);

/* Has what the account dialog shows reported through account_changed. */
void controller_report_account(struct controller *controller);

/* Counts the profiles that were current, to tell one from the next. */
unsigned controller_profile_number(const struct controller *controller);

/* The host that overrides Zoom's, or NULL. */
const char *controller_overridden_host(const struct controller *controller);
/* The same for a secret of that holder: what is remembered is remembered for all hosts. Borrowed, as above. */
const char *controller_secret_host(const struct controller *controller, const char *holder);

/* True once, at the very first start of all: the dock then shows itself. */
bool controller_take_first_start(struct controller *controller);

/* Has the status reported through status_changed. */
void controller_report_status(struct controller *controller);

#ifdef __cplusplus
}
#endif
