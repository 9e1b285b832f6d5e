/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/moment.h"
#include "core/http/message.h"
#include "core/model/broadcast.h"
#include "core/model/cloud.h"
#include "core/model/destination.h"
#include "core/model/encoding.h"
#include "core/model/live.h"
#include "core/model/livestream.h"
#include "core/model/push_record.h"
#include "core/model/status.h"

/*
 * Decides what is pushed, and when: a state machine. Events come in as calls,
 * what is to be done goes out as effects, the clock is passed in. It calls
 * nothing and waits for nothing.
 *
 * It works in rounds, one at a time, each with a goal: to fetch (what does Zoom
 * hold?), to push, or to undo. A round takes those of these steps, in this
 * order, that its goal needs and that are not done yet:
 *
 *   resting -> reading -> asking -> fetching -> storing -> updating -> verifying -> fetching -> resting
 *              OBS's      token     GET what    what is    PATCH       GET, and     GET the
 *              destina-             Zoom        replaced               compare      meeting's
 *              tion, or             holds       is made a                           topic and
 *              what is                          secret                              host
 *              put back
 *
 *   asking -> recalling      until the record is told -> fetching
 *   storing -> noting        until it is written what can be undone from now on -> updating
 *   updating -> updating     the other encoding or the other kind, each once; all are one push
 *   updating -> cancelling   until it is known how far the request had come -> resting
 *   any step -> resting      a problem, or a cancel
 *
 * While it rests with auto-sync on:
 *
 *   +--> in step: what OBS holds was pushed, or the person let it be
 *   |       | a change                                   ^
 *   |       v                                            |
 *   |    due: begins a round, not too soon after the last one
 *   |       | failed, but may work later     | failed for good, or cancelled
 *   |       v                                v
 *   |    waiting: a time, or the network     blocked: waits for a change,
 *   +---- or the person ends the wait        or for the person
 *
 * A livestream that someone has changed in Zoom is never overwritten for that
 * alone; what a push replaces is kept before it, where it is not this plugin's.
 * Threads: one at a time.
 */

struct sync;

/* What the caller does after an event. Zeroed before each; free with sync_effects_free. */
struct sync_effects {
	uint64_t read_destination; /* read OBS's destination, answer with sync_destination_read; 0: no */
	uint64_t ask_access;       /* a token for the requests of the round, answer with sync_access; 0: no */
	uint64_t send;             /* send request, with the token; answer with sync_reply; 0: no */
	struct http_request request;
	uint64_t cancel; /* cancel the request of that id; its sync_reply still comes; 0: no */

	uint64_t store_undo;    /* store undo as the broadcast's secret, answer with sync_undo_stored; 0: no */
	struct livestream undo; /* what the push replaces */
	uint64_t read_undo;     /* read it, answer with sync_undo_read; 0: no */
	bool erase_undo;        /* erase it; there is no answer */
	bool erase_left_undo;   /* the same, of the broadcast that was left while a push was about to replace it */
	uint64_t write_record;  /* answer with sync_record_written once the record is written, or cannot be; 0: no */

	enum encoding remember_encoding; /* the host has accepted it; 0: nothing to remember */
	bool forget_encoding;
	enum broadcast_kind remember_kind; /* Zoom has told which kind the id is; 0: nothing to remember */
	enum live_meeting meeting;         /* so Zoom has told it, with its topic; 0: it has not */
	bool is_encrypted;
	bool record_changed;           /* write down what sync_get_record() tells, unless that is awaited */
	bool undo_changed;             /* its undo with it; else what another OBS has written of that stays */
	enum live_ensured ensured;     /* the answer to sync_ensure; 0: not yet */
	struct problem ensure_problem; /* LIVE_ENSURED_FAILED */
	bool ensure_may_work_later;
	bool resolution_refused; /* the account takes none: see sync_set_resolution_refused */
	bool pushed_by_hand;     /* a push that the person has pressed for has succeeded */
	bool status_changed;
	char *tracking_id; /* names the request to Zoom's support, without secrets; NULL: none */
};

void sync_effects_free(struct sync_effects *effects);

struct sync_options {
	const char *host; /* names the API in problems */
	/* the encoding that the host has accepted before; 0: none */
	enum encoding encoding;
	/* why nothing can be sent at all; NULL: it can */
	const struct problem *obstacle;
	livestream_digest_t digest;
	void *digest_data;
};

/* The texts are copied. */
struct sync *sync_create(const struct sync_options *options);
void sync_free(struct sync *sync);

/*
 * What is kept in step, and as whom; account_id NULL: no account. A change ends
 * what is under way, whose replies are then nobody's, and forgets the record.
 */
void sync_set_broadcast(struct sync *sync, const struct broadcast *broadcast, const char *account_id,
			const struct moment *moment, struct sync_effects *effects);

/* The account's cloud: its portal has the pages on which problems are mended. The commercial one until it is set. */
void sync_set_cloud(struct sync *sync, enum cloud cloud);

/*
 * Where Zoom's API is for the account, when it is another one than before: of
 * another cloud or region. It holds for the requests to come; encoding is what
 * that host has accepted before, 0: none. The texts are copied.
 */
void sync_set_api(struct sync *sync, const char *host, enum encoding encoding);

/*
 * What is remembered of the broadcast. Before it nothing is pushed: a push by hand
 * waits for it. An empty one means that nothing was pushed yet. is_whole false: its digests
 * cannot be read; then what OBS holds now is not pushed by itself unless it is
 * pending, but its next change is. is_written: whether something is kept surely
 * stands on the disk as it is told here.
 */
void sync_set_record(struct sync *sync, const struct push_record *record, bool is_whole, bool is_written,
		     const struct moment *moment, struct sync_effects *effects);

/* Whether sync_set_record() is waited for, as after each change of the broadcast. */
bool sync_awaits_record(const struct sync *sync);

/* Whether the digests in it are all there is; else what was written down before is not to be lost. */
bool sync_record_is_whole(const struct sync *sync);

/* Borrowed until the next event. */
const struct push_record *sync_get_record(const struct sync *sync);

/* Whether Zoom is kept in step by itself, and whether the person is offered that. */
void sync_set_auto(struct sync *sync, bool on, bool offered, const struct moment *moment, struct sync_effects *effects);

/* The destination that OBS holds now; NULL: not known. Borrowed until the next event. */
const struct destination *sync_destination(const struct sync *sync);
/* The same, to be handed over; NULL: not known (any more), as while profiles are switched. */
void sync_set_destination(struct sync *sync, const struct destination *destination, const struct moment *moment,
			  struct sync_effects *effects);

/* The person wants this now. It ends a wait, and does nothing while the same is under way. */
void sync_push(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
void sync_undo(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/*
 * Before Zoom goes live: Zoom is to hold what OBS does, unless the person has decided that it keeps its own, by
 * sync_accept_remote or an undo. It is pushed where Zoom does not hold it; nothing is asked where that was seen lately.
 * Effects tell once how that has ended, of all calls up to then.
 */
void sync_ensure(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* What Zoom was left leads to another server, or has another key, than OBS; as far as is known. */
bool sync_keeps_elsewhere(const struct sync *sync);
/* The account takes no resolution, which is then left out. */
void sync_set_resolution_refused(struct sync *sync, bool is_refused);
/* Zoom's livestream is to stay as it is, until OBS's changes. */
void sync_accept_remote(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
void sync_cancel(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/* What Zoom holds is to be read: at start, when the person asks. */
void sync_fetch(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* The same for a dock that is opened, which does not ask on and on where that is not told. */
void sync_dock_opened(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/* A push is likely soon: reads what Zoom holds, where that was not done lately, which opens the connection too. */
void sync_expect_push(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/* The network is back, or OBS was come back to: what waits for the network is tried at once. */
void sync_network_back(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/* What the last push failed for may be mended: a new token was entered, say. */
void sync_forget_failure(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/* In how many milliseconds sync_wake() is wanted; -1: not at all. To be asked after each event. */
int64_t sync_wake_in_ms(const struct sync *sync, const struct moment *moment);
void sync_wake(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

/*
 * OBS is about to end: no step is begun any more. An answer that still comes is
 * remembered, and what is not done by then is what the next run of OBS begins with.
 */
void sync_end(struct sync *sync);

/* The question in the effects whose answer is waited for by now; 0: none. See completion.h. */
const uint64_t *sync_awaited(const struct sync *sync);

/* What the last push replaced is not kept any more. */
void sync_forget_undo(struct sync *sync, struct sync_effects *effects);

/* The answers to effects. No other than the one that is waited for. */
void sync_destination_read(struct sync *sync, const struct destination *destination, const struct moment *moment,
			   struct sync_effects *effects);
/* It cannot be told, for OBS leaves the profile: the round and a start end, and what was due stays so. */
void sync_destination_lost(struct sync *sync, struct sync_effects *effects);
/* There is a token for the round's requests; whoever sends them renews it where Zoom refuses it. */
void sync_access(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* There is none (any more): also the answer to a request that was refused with its token. */
void sync_no_access(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
		    struct sync_effects *effects);
void sync_record_written(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
void sync_undo_stored(struct sync *sync, bool stored, const struct moment *moment, struct sync_effects *effects);
/* livestream NULL: there is none, for the reason in problem. */
void sync_undo_read(struct sync *sync, const struct livestream *livestream, const struct problem *problem,
		    const struct moment *moment, struct sync_effects *effects);
/* token: the one that the request carried, which must not be told of the reply. */
void sync_reply(struct sync *sync, const struct http_response *response, const char *token, const struct moment *moment,
		struct sync_effects *effects);

/* Fills in all of *status but profile_number, what is overridden and settings_code; frees what it held. */
void sync_get_status(const struct sync *sync, const struct moment *moment, struct status *status);
