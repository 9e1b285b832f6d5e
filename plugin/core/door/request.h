/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/broadcast.h"
#include "core/model/problem.h"
#include "core/model/status.h"

/* What other programs, scripts and hotkeys ask for, as values. Threads: any; pure. */

enum door_request_kind {
	DOOR_GET_STATUS = 1,
	DOOR_READ_CONFIGURATION,
	DOOR_PUSH,
	DOOR_RESTORE,
	DOOR_SET_AUTO_SYNC,
	DOOR_SET_BROADCASTS,
	DOOR_START_LIVESTREAM,
	DOOR_STOP_LIVESTREAM,
};

#define DOOR_REQUEST_COUNT 8

struct door_request {
	enum door_request_kind kind;
	bool auto_sync;             /* DOOR_SET_AUTO_SYNC */
	struct broadcast broadcast; /* DOOR_SET_BROADCASTS */
};

/* "GetStatus", …; the names are the outside's. */
const char *door_request_name(enum door_request_kind kind);

/* Whether other programs may ask for it only where the person has allowed remote control. */
bool door_request_needs_consent(enum door_request_kind kind);

/*
 * members is a JSON object; NULL and "" are an empty one. Where it is no such request: false, and *problem tells
 * which member is wrong, by its path as its subject, and what it can be, as its detail. *request is to be freed.
 */
bool door_request_read(struct door_request *request, const char *name, const char *members, struct problem *problem);
void door_request_free(struct door_request *request);

/* Whether what the request has begun has come to rest, so that the status is its outcome. */
bool door_request_is_over(enum door_request_kind kind, const struct status *status);
