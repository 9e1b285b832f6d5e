/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/problem_text.h"
#include "core/door/request.h"

C_LINKAGE_BEGIN

/*
 * The controller's door for those who are not the dock: other programs, scripts inside of OBS, and hotkeys. They are
 * answered at once, from a copy of the status; what they have begun is carried out on OBS's UI thread, and told there
 * when it is over. docs/remote-control.md tells what goes through it.
 *
 * Threads: OBS's UI thread, but for what is said to be for any.
 */

struct controller;
struct door;

enum door_caller {
	DOOR_CALLER_PERSON = 1, /* a key, or a script that they have put into OBS */
	DOOR_CALLER_PROGRAM,    /* what reaches OBS over the network: some things need the person's consent */
};

struct door_options {
	problem_text_lookup_t lookup; /* any thread */
	/* StatusChanged: whenever the status is another one, and as the outcome of a request, of which it has the id. */
	void (*changed)(void *data, const char *json);
	void *data;
};

/* The controller has one at most; it must outlive it. *options is copied. */
struct door *door_create(struct controller *controller, const struct door_options *options);
/* Something that is told beside the status may have changed. NULL is allowed. */
void door_refresh(struct door *door);
/* Nobody may be asking any more. What is still to be carried out is not. NULL is allowed. */
void door_destroy(struct door *door);

/* Any thread. What is asked of whom: see request.h. The answer is a JSON object, to be freed with bfree. */
char *door_ask(struct door *door, enum door_caller caller, const char *name, const char *members);

/*
 * Any thread. A hotkey for such a request, one without members: what comes of it, also nothing, is told in the log and,
 * by the status, in the dock.
 */
void door_press(struct door *door, enum door_caller caller, enum door_request_kind kind);

C_LINKAGE_END
