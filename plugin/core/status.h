/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "problem.h"
#include "settings.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What dock, log and scripts are told: an immutable copy without secrets.
 * Threads: any; a value has one owner.
 */

enum status_state {
	STATUS_UNCONFIGURED = 1, /* meeting, page URL or account is missing */
	STATUS_IDLE,             /* ready; nothing was pushed since the last change */
	STATUS_PUSHING,
	STATUS_CHECKING, /* pushed, and being read back */
	STATUS_PUSHED,   /* pushed; what Zoom holds could not be read back */
	STATUS_IN_SYNC,  /* pushed, and read back equal */
	STATUS_DIFFERS,  /* pushed, but Zoom holds something else */
	STATUS_CANCELLED,
	STATUS_FAILED,
};

struct status {
	enum status_state state;
	unsigned profile_number; /* counts the profiles that were current, to tell one from the next */
	struct broadcast broadcast;
	struct problem problem;  /* why it failed, or why the read-back did not work out (STATUS_PUSHED) */
	char *difference;        /* STATUS_DIFFERS: the first field that Zoom holds otherwise */
	bool may_have_arrived;   /* STATUS_CANCELLED: the request may have reached Zoom before */
	bool changed_since_push; /* STATUS_IDLE: what was pushed in this session is not what OBS holds now */
	bool has_account;
	int64_t pushed_at_s; /* seconds since 1970; 0: not in this session */
	int64_t duration_ms; /* from the first PATCH to its 204 */

	char *destination_url; /* for display; NULL: none */
	char *destination_key_hint;
	struct problem destination_problem;
	bool destination_known;   /* it was read from OBS at least once */
	bool destination_private; /* Zoom's servers cannot reach such an address */

	char *api_host;            /* set where it is not Zoom's own */
	const char *settings_code; /* what is wrong with the settings file; NULL: nothing */
};

void status_free(struct status *status);

static inline bool status_is_busy(const struct status *status)
{
	return status->state == STATUS_PUSHING || status->state == STATUS_CHECKING;
}

#ifdef __cplusplus
}
#endif
