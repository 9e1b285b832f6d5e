/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/model/account_status.h"
#include "core/model/live.h"
#include "core/model/status.h"

/*
 * What people send along when they ask for help: a text that a developer reads, the same in every language. It holds no
 * secret, nobody's name or address, and of ids their last four digits. Threads: any; pure.
 */

#define REPORT_OUTCOMES_MAX 10

/* How something has ended. */
struct report_outcome {
	int64_t at_s;            /* since 1970 */
	const char *what;        /* a constant */
	const char *state;       /* a constant: how it stands */
	const char *code;        /* of the problem; NULL: none */
	long http_status;        /* of the problem; 0: none */
	const char *tracking_id; /* of Zoom's last answer; NULL: none */
};

/* The last ones, whose texts are copies. All zero: none yet. */
struct report_outcomes {
	struct report_outcome list[REPORT_OUTCOMES_MAX]; /* oldest first */
	size_t count;
};

void report_outcomes_add(struct report_outcomes *outcomes, const struct report_outcome *outcome);
void report_outcomes_free(struct report_outcomes *outcomes);

struct report {
	const char *obs_version;
	const char *qt_version;
	const char *system; /* its name and version, and its processor */
	const struct status *status;
	const struct account_status *account;
	const struct live_settings *live;
	const struct report_outcomes *outcomes;
	int64_t now_s; /* since 1970 */
};

/* Free with bfree. */
char *report_make(const struct report *report);
