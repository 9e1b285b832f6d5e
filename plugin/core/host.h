/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/completion.h"
#include "core/model/problem.h"
#include "core/model/renewal_lock_result.h"
#include "core/model/secret_answer.h"
#include "core/model/secret_backend.h"

/*
 * What core asks of the program that it lives in, one interface for each
 * concern. Whoever fills one in gives its own data along. All is called on OBS's
 * UI thread unless said; nothing waits, and completions come later, never from
 * within the call.
 */

struct file_thread;

/* The event loop of the UI thread. */
struct host_loop {
	void *data;
	/* Any thread: run(task) soon, in the order of the posts, or drop(task), if any, where that will not happen. */
	void (*post)(void *data, void (*run)(void *task), void (*drop)(void *task), void *task);
	/* The same, but not before the loop has gone round once. */
	void (*defer)(void *data, void (*run)(void *task), void (*drop)(void *task), void *task);
	/* Call expired(context) once in so many milliseconds, instead of what was set before; -1: not at all. */
	void (*set_timer)(void *data, int64_t delay_ms, void (*expired)(void *context), void *context);
	/* OBS ends: lets what is under way go on for so long, or until stop(), without the person doing anything. */
	void (*go_on)(void *data, int milliseconds);
	void (*stop)(void *data);
};

/* Whose a secret is: holder is an account's id, "undo" or "state"; host the one that overrides Zoom's, or NULL. */
struct host_secret {
	const char *holder;
	const char *field;
	const char *host;
};

struct host_secrets {
	void *data;
	/*
	 * Before all else. chosen: the backend that was decided on at some time, if it was. changed: told at once, and
	 * whenever the status is another one.
	 */
	void (*begin)(void *data, enum secret_backend chosen,
		      void (*changed)(void *context, const struct secret_backend_status *status), void *context);
	/* Both answer with a struct secret_answer, within 30 s. */
	void (*read)(void *data, const struct host_secret *name, const struct completion *completion);
	/* value NULL: erase it. */
	void (*write)(void *data, const struct host_secret *name, const char *value,
		      const struct completion *completion);
	/* Take all of these to the other backend; what becomes of it is told by changed. */
	void (*move)(void *data, const struct host_secret *names, size_t count);
};

struct host_renewal_lock {
	void *data;
	/*
	 * Keep other OBS that run as the same person from renewing that account's sign-in, and leave a mark on disk that
	 * it is being renewed. Answers with an enum renewal_lock_result, within 30 s; a lock that nobody waits for any
	 * more is given back.
	 */
	void (*lock)(void *data, const char *account_id, const struct completion *completion);
	/* is_finished: it is known what became of the renewal, and stored; takes the mark off. */
	void (*unlock)(void *data, const char *account_id, bool is_finished);
};

struct host_browser {
	void *data;
	/* Show that page in the person's browser. False where there is no way to. */
	bool (*open)(void *data, const char *url);
	/*
	 * Receive the browser there: each request for the path goes to arrived, with its target. That returns whether it
	 * was what is waited for, else why the sign-in has failed by it, if it has. Listens to one browser on loopback
	 * only. False where the port cannot be had.
	 */
	bool (*listen)(void *data, const char *address, uint16_t port, const char *path,
		       bool (*arrived)(void *context, const char *target, struct problem *problem), void *context);
	void (*stop)(void *data);
};

/* OBS's stream service. */
struct host_stream_service {
	void *data;
	/*
	 * Read OBS's destination, off the UI thread where that may take time; answers with controller_destination(), from
	 * within the call where nothing has changed since the last time. id 0: it is to be shown only, and comes later.
	 */
	void (*read)(void *data, uint64_t id);
};

/* OBS's own stream. Both begin it, and return: controller_set_streaming() tells once it is so. */
struct host_streaming {
	void *data;
	void (*start)(void *data);
	void (*stop)(void *data);
};

/* What may have happened outside, as far as it can be noticed. */
struct host_watch {
	void *data;
	void (*begin)(void *data, void (*service_changed)(void *context), void (*network_back)(void *context),
		      void *context);
	/* Which profile's files are watched from now on. */
	void (*set_profile)(void *data, const char *directory);
};

/* Any thread. */
struct host_system {
	/* See http_client_options; network thread. */
	char *(*find_proxy)(void *data, const char *url);
	/* 64 hexadecimal digits that nobody can guess; free with secret_free. */
	char *(*make_key)(void);
	/* HMAC-SHA-256 under key (text) as 64 hexadecimal digits; free with bfree. */
	char *(*digest)(const char *key, const char *bytes, size_t size);
	/* The S256 challenge of a verifier (RFC 7636, 4.2); free with bfree. */
	char *(*pkce_challenge)(const char *verifier);
};

struct host {
	struct host_loop loop;
	struct file_thread *files; /* which writes core's files; see store/file_thread.h. It outlives core */
	struct host_secrets secrets;
	struct host_renewal_lock renewal_lock;
	struct host_browser browser;
	struct host_stream_service service;
	struct host_streaming streaming;
	struct host_watch watch;
	struct host_system system;
};
