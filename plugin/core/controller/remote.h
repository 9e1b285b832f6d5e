/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/problem_text.h"
#include "core/remote/request.h"

C_LINKAGE_BEGIN

/*
 * The controller's door for those who are not the dock: other programs, scripts inside of OBS, and hotkeys. They are
 * answered at once, from a copy of the status; what they have begun is carried out on OBS's UI thread, and told there
 * when it is over. docs/remote-control.md tells what goes through it.
 *
 * Threads: OBS's UI thread, but for what is said to be for any.
 */

struct controller;
struct remote;

enum remote_caller {
	REMOTE_CALLER_PERSON = 1, /* a key, or a script that they have put into OBS */
	REMOTE_CALLER_PROGRAM,    /* what reaches OBS over the network: some things need the person's consent */
};

struct remote_options {
	problem_text_lookup_t lookup; /* any thread */
	/* StatusChanged: whenever the status is another one, and as the outcome of a request, of which it has the id. */
	void (*changed)(void *data, const char *json);
	void *data;
};

/* The controller has one at most; it must outlive it. *options is copied. */
struct remote *remote_create(struct controller *controller, const struct remote_options *options);
/* Something that is told beside the status may have changed. NULL is allowed. */
void remote_refresh(struct remote *remote);
/* Nobody may be asking any more. What is still to be carried out is not. NULL is allowed. */
void remote_destroy(struct remote *remote);

/* Any thread. What is asked of whom: see request.h. The answer is a JSON object, to be freed with bfree. */
char *remote_ask(struct remote *remote, enum remote_caller caller, const char *name, const char *members);

/*
 * Any thread. A hotkey for such a request, one without members: what comes of it, also nothing, is told in the log and,
 * by the status, in the dock.
 */
void remote_press(struct remote *remote, enum remote_caller caller, enum remote_request_kind kind);

C_LINKAGE_END
