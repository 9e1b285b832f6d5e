/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/moment.h"
#include "core/http/message.h"
#include "core/model/broadcast.h"
#include "core/model/cloud.h"
#include "core/model/live.h"
#include "core/model/problem.h"

/*
 * Starts and stops Zoom's livestream of one broadcast: a state machine, as sync
 * is. It works in runs, one at a time: to look whether the meeting runs, to
 * start, or to stop. A start takes those of these steps that it needs:
 *
 *   resting -> looking -> ensuring -> stopping OBS -> acting -> resting
 *              GET the    sync has    of a handover:  PATCH the
 *              meeting    Zoom hold   until OBS has   livestream's
 *                         OBS's       ceased to       status
 *                                     stream
 *
 *   acting -> acting   once, where the id turns out to be a webinar's
 *   any -> resting     a problem; where OBS's stream was stopped for it, that can be taken up again
 *
 * Looking comes first where the start is armed, or would cost OBS's own stream.
 * A start that is armed begins a run each time it is due; what fails of that
 * only for the moment is tried again.
 *
 * It tells what it knows, and no more: what it has done itself, and what follows
 * from a meeting that does not run. Threads: one at a time.
 */

struct live;

/* Between two looks of a start that is armed; and between two tries, where only trying tells. */
#define LIVE_LOOK_INTERVAL_MS 15000
#define LIVE_TRY_INTERVAL_MS 60000
/* For so long after a start Zoom tells of another one that it is too soon. */
#define LIVE_START_GUARD_MS 30000
#define LIVE_ARMED_MAX_MS (12 * 60 * 60 * INT64_C(1000))
#define LIVE_COUNTDOWN_MS 10000
/* OBS may have a stream delay to send before it stops. */
#define LIVE_OBS_STOP_MAX_MS 60000

/* What the caller does after an event. Zeroed before each; free with live_effects_free. */
struct live_effects {
	uint64_t ensure; /* what a start begins with, answer with live_ensured; 0: no */
	uint64_t send;   /* send request, with a token; answer with live_reply, or live_no_access; 0: no */
	struct http_request request;
	uint64_t cancel; /* cancel the request of that id, whose answer is not waited for any more; 0: no */
	bool stop_obs;   /* OBS's own stream, answer with live_set_streaming once that is so */
	bool start_obs;
	enum broadcast_kind remember_kind; /* Zoom has told which kind the id is; 0: nothing to remember */
	bool armed_changed;                /* write down what live_armed_at_s() tells */
	bool status_changed;
	char *tracking_id; /* names the request to Zoom's support, without secrets; NULL: none */
};

void live_effects_free(struct live_effects *effects);

/* host names the API in problems; it is copied, as is the reason why nothing can be sent at all. NULL: it can. */
struct live *live_create(const char *host, const struct problem *obstacle);
/* NULL is allowed. */
void live_free(struct live *live);

void live_set_api(struct live *live, const char *host);
void live_set_cloud(struct live *live, enum cloud cloud);

/* Whose livestream it is; account_id NULL: none is set up. A change forgets all that is known, and disarms. */
void live_set_broadcast(struct live *live, const struct broadcast *broadcast, const char *account_id,
			struct live_effects *effects);
/* How it is started. */
void live_set_settings(struct live *live, const struct live_settings *settings);
/* Whether the settings that Zoom was left lead elsewhere than OBS does: then the two do not meet. */
void live_set_elsewhere(struct live *live, bool is_elsewhere);

/* The person has come to the dock: looks whether the meeting runs, where that was not done lately. */
void live_look(struct live *live, const struct moment *moment, struct live_effects *effects);
/* Somebody else has looked. */
void live_note_meeting(struct live *live, enum live_meeting meeting, bool is_encrypted, const struct moment *moment,
		       struct live_effects *effects);

/*
 * The person wants it started, stopped. A start that is on its way to Zoom is stopped after it. An earlier one ends;
 * a stop is sent where that went on by itself, and where the livestream may be on from before.
 */
void live_start(struct live *live, enum live_start how, const struct moment *moment, struct live_effects *effects);
void live_stop(struct live *live, const struct moment *moment, struct live_effects *effects);
/*
 * The person has second thoughts about a start: where none is under way any more, nothing is done. One by itself that
 * is not on its way to Zoom is tried again when it is due.
 */
void live_cancel_start(struct live *live, const struct moment *moment, struct live_effects *effects);

/* The person goes on with something else: why the last start or stop came to nothing is told no longer. */
void live_forget_problem(struct live *live, struct live_effects *effects);

/* Start it as soon as the meeting starts; until then, or for LIVE_ARMED_MAX_MS. */
void live_arm(struct live *live, const struct moment *moment, struct live_effects *effects);
void live_disarm(struct live *live, struct live_effects *effects);
/* It was armed at that time, in an earlier run of OBS: that goes on. Seconds since 1970. */
void live_recall_armed(struct live *live, int64_t armed_at_s, const struct moment *moment,
		       struct live_effects *effects);
/* 0: it is not armed. */
int64_t live_armed_at_s(const struct live *live);

/* The person's answers to what is offered: none of it; OBS's stream is to start, or stop. */
void live_dismiss(struct live *live, struct live_effects *effects);
void live_start_obs(struct live *live, struct live_effects *effects);
void live_stop_obs(struct live *live, struct live_effects *effects);

/* OBS itself has begun, or ceased, to stream. */
void live_set_streaming(struct live *live, bool on, const struct moment *moment, struct live_effects *effects);
/* It has ceased by an error, after its own tries to go on: after live_set_streaming. */
void live_stream_broke(struct live *live, const struct moment *moment, struct live_effects *effects);

/* In how many milliseconds live_wake() is wanted; -1: not at all. To be asked after each event. */
int64_t live_wake_in_ms(const struct live *live, const struct moment *moment);
void live_wake(struct live *live, const struct moment *moment, struct live_effects *effects);

/* OBS is about to end: no step is begun any more. */
void live_end(struct live *live);

/* The question in the effects whose answer is waited for by now; 0: none. See completion.h. */
const uint64_t *live_awaited(const struct live *live);

/* The answers to effects. No other than the one that is waited for. */
void live_ensured(struct live *live, enum live_ensured ensured, const struct problem *problem, bool may_work_later,
		  const struct moment *moment, struct live_effects *effects);
void live_reply(struct live *live, const struct http_response *response, const char *token, const struct moment *moment,
		struct live_effects *effects);
void live_no_access(struct live *live, const struct problem *problem, bool may_work_later, const struct moment *moment,
		    struct live_effects *effects);

/* Frees what *status held. */
void live_get_status(const struct live *live, const struct moment *moment, struct live_status *status);
