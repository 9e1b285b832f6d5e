/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/broadcast.h"
#include "core/model/live.h"
#include "core/model/problem.h"

/*
 * What dock, log and scripts are told: an immutable copy without secrets.
 * Threads: any; a value has one owner.
 */

enum status_state {
	STATUS_UNCONFIGURED = 1, /* meeting, page URL or account is missing */
	STATUS_IDLE,             /* ready; nothing was pushed since the last change */
	STATUS_WAITING,          /* a push failed and is tried again by itself (retry_in_ms) */
	STATUS_PUSHING,
	STATUS_VERIFYING, /* pushed, and being read back */
	STATUS_PUSHED,    /* pushed; what Zoom holds could not be read back */
	STATUS_IN_SYNC,   /* Zoom holds what OBS holds, read back equal */
	STATUS_DIFFERS,   /* Zoom holds something else than what was pushed: someone has changed it there */
	STATUS_CANCELLED,
	STATUS_FAILED,
	STATUS_UNDONE, /* what the last push replaced was put back */
};

/* What is known of the livestream that Zoom holds. */
enum status_remote {
	STATUS_REMOTE_UNKNOWN = 1,   /* not read yet */
	STATUS_REMOTE_MISSING_SCOPE, /* the token may not read it */
	STATUS_REMOTE_FAILED,        /* it could not be read; remote_problem tells why */
	STATUS_REMOTE_EMPTY,         /* Zoom holds nothing */
	STATUS_REMOTE_SAME,          /* the same as OBS */
	STATUS_REMOTE_DIFFERENT,     /* remote_difference names what differs */
};

struct status {
	enum status_state state;
	unsigned profile_number; /* counts the profiles that were current, to tell one from the next */
	struct broadcast broadcast;
	char *topic;             /* of the meeting; NULL: not known */
	char *host;              /* e-mail address of the meeting's host; NULL: not known */
	struct problem problem;  /* why it failed or waits, or why the read-back did not work out (STATUS_PUSHED) */
	bool may_have_arrived;   /* STATUS_CANCELLED: the request may have reached Zoom before */
	bool changed_since_push; /* STATUS_IDLE: what was pushed is not what OBS holds now */
	bool is_undo;            /* what is under way or has failed is an undo */
	bool has_account;
	bool account_is_unknown; /* the profile names one that is not set up on this computer */
	bool auto_sync;          /* Zoom is kept in step */
	bool profile_is_copy;    /* so that auto_sync was switched off in it, and the person has not decided since */
	bool auto_sync_offered;  /* there was a push by hand that succeeded, so that auto_sync may be switched on */
	bool auto_sync_is_new;   /* auto_sync_offered for the first time, and the person has not answered yet */
	bool can_undo;           /* what the last push replaced is kept */
	bool can_accept_remote;  /* STATUS_DIFFERS: the person may decide to leave Zoom's as it is */
	unsigned attempts;       /* tries of the push that is under way or was the last one */
	int64_t retry_in_ms;     /* STATUS_WAITING: from the making of this status */
	int64_t pushed_at_s;     /* seconds since 1970; 0: not in this session */
	int64_t duration_ms;     /* from the first PATCH to its 204 */

	char *destination_url; /* for display; NULL: none */
	char *destination_key_hint;
	struct problem destination_problem;
	char *suggested_page_url; /* another than the broadcast's, that may be meant for the destination; NULL: none */
	bool destination_known;   /* it was read from OBS at least once */
	bool destination_private; /* Zoom's servers cannot reach such an address */

	enum status_remote remote;
	bool remote_fetching;          /* it is being read now */
	const char *remote_difference; /* STATUS_REMOTE_DIFFERENT: "stream_url", "stream_key" or "page_url" */
	bool remote_accepted;          /* STATUS_REMOTE_DIFFERENT: the person has decided to leave it so */
	bool remote_not_taken;         /* STATUS_REMOTE_DIFFERENT: seen right after a push, which Zoom had confirmed */
	char *remote_url;      /* the stream URL that Zoom held when it was read last, for display; NULL: none */
	char *remote_key_hint; /* of the key that it held */
	char *remote_page_url; /* the page URL that it held; NULL: none */
	struct problem remote_problem; /* STATUS_REMOTE_FAILED, STATUS_REMOTE_MISSING_SCOPE */
	int64_t remote_at_s;           /* seconds since 1970; 0: not in this session */

	struct live_status live; /* Zoom's livestream */

	bool hide_details;               /* neither the key's last characters nor the host's address are to be shown */
	bool obs_is_streaming;           /* by OBS itself, to the destination */
	char *api_host;                  /* set where it is not Zoom's own */
	bool only_sign_in_is_overridden; /* api_host is where one signs in; the API itself is Zoom's */
	const char *settings_code;       /* what is wrong with the settings file; NULL: nothing */
	struct problem remark;           /* why a hotkey that was just pressed did nothing */
};

void status_free(struct status *status);

/* A push or an undo is under way. */
static inline bool status_is_busy(const struct status *status)
{
	return status->state == STATUS_PUSHING || status->state == STATUS_VERIFYING;
}
