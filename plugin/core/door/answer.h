/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/problem.h"
#include "core/model/problem_text.h"
#include "core/model/status.h"

/*
 * What other programs and scripts are told, as JSON without secrets. OBS carries neither null nor arrays of anything
 * but objects: what there is none of is left out. Texts are to be freed with bfree. Threads: that of the lookup; pure.
 */

/* What is told beside the status. */
struct door_answer_facts {
	const char *account;  /* its id; NULL: none */
	bool signed_in;       /* as far as it is known */
	const char *api_host; /* where Zoom is called */
	int64_t now_ms;       /* of the status, since 1970 */
};

/* GetStatus. */
char *door_answer_status(const struct status *status, const struct door_answer_facts *facts,
			 problem_text_lookup_t lookup);

/* StatusChanged, as the outcome of a request. tells_remote: also what Zoom holds. */
char *door_answer_outcome(const struct status *status, const struct door_answer_facts *facts,
			  problem_text_lookup_t lookup, const char *request_id, bool tells_remote);

/* A request is begun. */
char *door_answer_accepted(const char *request_id);

/* It is not. */
char *door_answer_problem(const struct problem *problem, problem_text_lookup_t lookup);

/* A broadcast's state as scripts know it. */
const char *door_answer_state(enum status_state state);

/* "2026-01-31T12:03:22Z", of a moment from 1970 on; buffer takes DOOR_ANSWER_TIME_SIZE bytes. */
#define DOOR_ANSWER_TIME_SIZE 80
void door_answer_time(int64_t since_1970_s, char *buffer);
