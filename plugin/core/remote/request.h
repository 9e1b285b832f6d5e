/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/broadcast.h"
#include "core/model/problem.h"
#include "core/model/status.h"

/* What other programs, scripts and hotkeys ask for, as values. Threads: any; pure. */

enum remote_request_kind {
	REMOTE_GET_STATUS = 1,
	REMOTE_READ_CONFIGURATION,
	REMOTE_PUSH,
	REMOTE_RESTORE,
	REMOTE_SET_AUTO_SYNC,
	REMOTE_SET_BROADCASTS,
	REMOTE_START_LIVESTREAM,
	REMOTE_STOP_LIVESTREAM,
};

#define REMOTE_REQUEST_COUNT 8

struct remote_request {
	enum remote_request_kind kind;
	bool auto_sync;             /* REMOTE_SET_AUTO_SYNC */
	struct broadcast broadcast; /* REMOTE_SET_BROADCASTS */
};

/* "GetStatus", …; the names are the outside's. */
const char *remote_request_name(enum remote_request_kind kind);

/* Whether other programs may ask for it only where the person has allowed remote control. */
bool remote_request_needs_consent(enum remote_request_kind kind);

/*
 * members is a JSON object; NULL and "" are an empty one. Where it is no such request: false, and *problem tells
 * which member is wrong, by its path as its subject, and what it can be, as its detail. *request is to be freed.
 */
bool remote_request_read(struct remote_request *request, const char *name, const char *members,
			 struct problem *problem);
void remote_request_free(struct remote_request *request);

/* Whether what the request has begun has come to rest, so that the status is its outcome. */
bool remote_request_is_over(enum remote_request_kind kind, const struct status *status);
