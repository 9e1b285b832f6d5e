/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/deadline.h"
#include "core/model/problem.h"
#include "core/sync/sync.h"
#include "core/zoom/reply.h"

/* The insides of sync, for sync/ alone. */

enum stage {
	STAGE_RESTING = 1,
	STAGE_READING,
	STAGE_READING_UNDO, /* what an undo puts back */
	STAGE_ASKING,
	STAGE_FETCHING,
	STAGE_STORING_UNDO,
	STAGE_UPDATING,
	STAGE_VERIFYING,
	STAGE_FETCHING_TOPIC,
	STAGE_CANCELLING, /* the update was given up: the reply tells how far it had come */
	STAGE_ORPHANED,   /* the same, of another broadcast than the current one */
};

enum goal {
	GOAL_FETCH = 1,
	GOAL_PUSH,
	GOAL_UNDO,
};

/* How the last push or undo ended. */
enum outcome {
	OUTCOME_NONE = 1,
	OUTCOME_PUSHED,
	OUTCOME_UNDONE,
	OUTCOME_CANCELLED,
	OUTCOME_FAILED,
};

enum record_state {
	RECORD_AWAITED = 1,
	RECORD_LOST, /* its digests cannot be read: what OBS holds when that is known counts as synced */
	RECORD_KNOWN,
};

struct round {
	enum goal goal;
	bool by_hand;
	struct livestream wanted;
	bool has_wanted;
	char *syncs;     /* an undo: digest of what OBS held when the person wanted it */
	bool has_access; /* a token is there for its requests */
	bool fetched;
	bool undo_asked; /* what the push replaces was handed over to be kept */
	bool undo_stored;
	bool undo_voided; /* record.undo was of what was there before that which this round replaces unseen or unkept */
	bool accepted;    /* Zoom has answered 204 to the last request */
	bool verified;
	bool topic_fetched;

	enum broadcast_kind kind;
	struct problem kind_refusal; /* why the kind was switched, for the case that the other one is none either */
	enum encoding encoding;
	bool encoding_known; /* the host has accepted it before */
	bool encoding_switched;
	struct problem json_refusal; /* JSON's answer is the one to show where both encodings are refused */
	bool has_sent;
	char *sent_before;   /* record.sent of before; has_sent: it was replaced */
	char *remote_before; /* digest of what Zoom held before the update; NULL: not known */
	bool accepted_once;  /* Zoom has answered 204 to one of its requests */
	int64_t duration_us;
};

/* Between pushes that nobody has pressed for: at least, and more while changes come faster. */
#define SYNC_AUTO_GAP_MIN_MS 250

struct sync {
	enum cloud cloud;
	char *host;
	struct problem obstacle;
	livestream_digest_t digest;
	void *digest_data;
	uint64_t last_id;

	struct broadcast broadcast;
	char *account_id;
	enum encoding encoding; /* what the host accepted before; 0: nothing */
	struct destination destination;
	bool destination_known;
	bool auto_sync;
	bool auto_sync_offered;

	struct push_record record;
	enum record_state record_state;
	bool unsure_before;       /* an update may have arrived before the record was told */
	bool unkept_before;       /* and what it replaced was not kept */
	char *synced_before;      /* record.synced, to be put back should nothing come of a push; NULL: no */
	struct livestream pushed; /* what Zoom has accepted last in this session; empty: nothing */

	bool is_ending;
	enum stage stage;
	uint64_t awaited_id; /* the answer that the stage waits for */
	struct round round;
	bool push_wanted; /* STAGE_ORPHANED: a push by hand comes after it */

	enum outcome outcome;
	bool outcome_is_undo;
	struct problem problem;
	bool may_have_arrived;
	int64_t pushed_at_s;
	int64_t duration_ms;

	/* auto-sync at rest */
	bool blocked;      /* what OBS holds failed for good, or was cancelled */
	unsigned failures; /* tries that have failed in a row */
	unsigned attempts; /* of the push that is under way or was the last one */
	struct deadline retry_at;
	bool retry_is_told;           /* Zoom has told the time: the network's return changes nothing */
	struct deadline next_auto_at; /* not sooner, so that many changes make few pushes */
	struct deadline calm_at;      /* the gap is the least again */
	int64_t auto_gap_ms;
	bool held_back;     /* a change waits for next_auto_at */
	bool was_held_back; /* one has waited since the last automatic push */

	/* what Zoom holds, as read last */
	struct livestream remote;
	bool remote_known;
	bool not_taken;                /* it was not what had just been pushed */
	struct problem remote_problem; /* why it is not known */
	int64_t remote_at_s;
	struct deadline look_until;  /* no look before a push that is likely */
	struct deadline fresh_until; /* what was read is as good as a new fetch, for one push */
	bool may_not_fetch;          /* the token lacks the scope */
	char *topic;
	char *meeting_host;
	bool topic_fetched;
};

/* round.c: the steps. */
void sync_begin_round(struct sync *sync, enum goal goal, bool by_hand, const struct moment *moment,
		      struct sync_effects *effects);
/* The round writes in the encoding that is known by now. */
void sync_begin_encoding(struct sync *sync);
/* The fetch that is under way gets that goal, by hand: it goes on with the next answer. */
void sync_turn_round(struct sync *sync, enum goal goal, struct sync_effects *effects);
/* What the round is to write. */
void sync_want(struct sync *sync, const struct livestream *wanted);
/* The stage waits for the reply to effects->request. */
void sync_send(struct sync *sync, enum stage stage, struct sync_effects *effects);
/* Takes the next step, or ends the round. */
void sync_advance(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* Wipes the round and rests. The outcome stays. */
void sync_end_round(struct sync *sync, struct sync_effects *effects);
void sync_clear_outcome(struct sync *sync);
void sync_fail(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct sync_effects *effects);
void sync_fail_with_code(struct sync *sync, const char *code, const struct moment *moment,
			 struct sync_effects *effects);

/* requests.c: what is sent to Zoom, and what the replies mean. */
void sync_send_fetch(struct sync *sync, enum stage stage, struct sync_effects *effects);
void sync_send_topic_fetch(struct sync *sync, struct sync_effects *effects);
/* The PATCH, in the round's encoding and kind. */
void sync_send_update(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* Where a reply is waited for that is only read. */
void sync_cancel_fetch(const struct sync *sync, struct sync_effects *effects);
void sync_forget_remote(struct sync *sync);

/* record.c: what is synced, what has drifted. */
void sync_note_pushed(struct sync *sync, struct sync_effects *effects);
/* The person wants OBS's value pushed, whatever was before: what fails of that is tried again. */
void sync_note_wanted(struct sync *sync, struct sync_effects *effects);
/* The person wants an undo: a change of OBS's settings from now on is another matter. */
void sync_note_undo_wanted(struct sync *sync);
/* Whether what the round is about is still what OBS holds. */
bool sync_is_of_current(const struct sync *sync);
/*
 * An update is about to be sent: until its reply tells, Zoom may hold the old
 * value or the new one, also should OBS end meanwhile.
 */
void sync_note_unsure(struct sync *sync, struct sync_effects *effects);
/* The person has cancelled: what OBS holds now is let be, also after a restart. */
void sync_note_let_be(struct sync *sync, struct sync_effects *effects);
/* An update was sent before the record was told, and may have arrived. */
void sync_note_unsure_before(struct sync *sync, struct sync_effects *effects);
/* The same, where what it replaced was not kept: the record tells of an undo to something older. */
void sync_note_unkept_before(struct sync *sync, struct sync_effects *effects);
/* Zoom may have taken the update, or not. */
void sync_note_lost(struct sync *sync);
/* What an undo would have brought back is not what was there before the update, which Zoom has taken or may have. */
void sync_note_undo_void(struct sync *sync, struct sync_effects *effects);
/* Nothing has come of the update. It is_final where it will not be tried again. */
void sync_note_refused(struct sync *sync, bool is_final, struct sync_effects *effects);
void sync_note_undone(struct sync *sync, struct sync_effects *effects);
/* OBS's value needs no push (any more). */
void sync_note_synced(struct sync *sync, struct sync_effects *effects);
/* Zoom holds that value, which is OBS's. */
void sync_note_remote_same(struct sync *sync, const struct livestream *value, struct sync_effects *effects);
bool sync_is_synced(const struct sync *sync);
/* What Zoom holds is neither OBS's nor what was written or decided on here. */
bool sync_remote_drifted(const struct sync *sync);
/* Zoom is known to hold that value, all of it. */
bool sync_remote_is(const struct sync *sync, const struct livestream *value);
/* The update has changed nothing in Zoom, as far as is known. */
bool sync_remote_is_as_before(const struct sync *sync);
bool sync_remote_is_accepted(const struct sync *sync);
/* What Zoom holds would be lost by the round's update, and was not written here. */
bool sync_remote_needs_undo(const struct sync *sync);
/* What OBS and the person want Zoom to hold. Borrows; do not free. */
struct livestream sync_current(const struct sync *sync);

/* schedule.c: what happens by itself. */
/* At the end of each event: begins what is due. OBS's destination is read anew unless it came this moment. */
void sync_schedule(struct sync *sync, bool destination_is_new, const struct moment *moment,
		   struct sync_effects *effects);
void sync_end_wait(struct sync *sync);
void sync_forget_retries(struct sync *sync);

/* sync.c */
bool sync_may_ask_zoom(const struct sync *sync);
bool sync_has_all(const struct sync *sync);
