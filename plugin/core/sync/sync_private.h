/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/deadline.h"
#include "core/model/problem.h"
#include "core/sync/sync.h"
#include "core/sync/variant.h"
#include "core/zoom/reply.h"

/* The insides of sync, for sync/ alone. */

enum stage {
	STAGE_RESTING = 1,
	STAGE_READING,
	STAGE_READING_UNDO, /* what an undo puts back */
	STAGE_ASKING,
	STAGE_RECALLING, /* until the record is told */
	STAGE_FETCHING,
	STAGE_STORING_UNDO,
	STAGE_NOTING, /* until it is written what can be undone after the update */
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
	bool accepted; /* Zoom has answered 204 to the last request */
	bool verified;
	bool topic_fetched;
	bool ensures; /* see sync_ensure */
	bool decided; /* what it ensures has to be pushed */
	bool forced;  /* the person has pressed for a push meanwhile */

	struct sync_variant variant;
	char *held_resolution;           /* is left out to see whether it was what Zoom has refused; NULL: it is not */
	bool resolution_is_held;         /* or was, for this variant */
	struct problem kind_refusal;     /* why the kind was switched */
	struct problem encoding_refusal; /* why the encoding was */
	char *remote_before;             /* digest of what Zoom held before the update; NULL: not known */
	bool replaces_own;               /* and that was written here */
	bool may_have_changed;           /* one of its requests was accepted, or may have been */
	int64_t duration_us;
};

/*
 * A push, as a transaction over the record. It is opened before its first
 * request, or when the person wants it, and ends in one of three ways: committed
 * when Zoom has accepted, rolled back when nothing has come of it, or left in
 * doubt, when the record says that Zoom may hold the old value or the new one.
 */
struct transaction {
	bool is_open;
	bool voids_undo; /* what is replaced is unseen, or someone's and unkept: the undo is of something older */
	struct push_record before; /* what it is rolled back to */
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
	bool ensure_wanted; /* and not told yet */
	bool resolution_refused;

	struct push_record record;
	enum record_state record_state;
	bool undo_is_written; /* whether something is kept is surely on the disk as the record tells it */
	struct transaction transaction;
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
	bool look_failed;            /* the last one brought no reply */
	struct deadline fresh_until; /* what was read is as good as a new fetch, for one push */
	bool may_not_fetch;          /* the token lacks the scope */
	char *topic;
	char *meeting_host;
	bool topic_fetched;
};

/* round.c: the steps. */
void sync_begin_round(struct sync *sync, enum goal goal, bool by_hand, const struct moment *moment,
		      struct sync_effects *effects);
/* The fetch that is under way gets that goal, by hand: it goes on with the next answer. */
void sync_turn_round(struct sync *sync, enum goal goal, struct sync_effects *effects);
/* What the round is to write. */
void sync_want(struct sync *sync, const struct livestream *wanted);
/* Takes the next step, or ends the round. */
void sync_advance(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* Wipes the round and rests. The outcome stays. */
void sync_end_round(struct sync *sync, struct sync_effects *effects);
/* A round goes on that is to change what Zoom holds. */
bool sync_is_writing(const struct sync *sync);
void sync_clear_outcome(struct sync *sync);
/* The person has given it up, perhaps after Zoom had accepted it. */
void sync_set_cancelled(struct sync *sync, bool accepted);
void sync_fail(struct sync *sync, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct sync_effects *effects);
void sync_fail_with_code(struct sync *sync, const char *code, const struct moment *moment,
			 struct sync_effects *effects);

/* ensure.c */
/* Where it is wanted, and nothing else goes on. */
void sync_begin_ensuring(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* What Zoom holds is known, as far as it can be: ends the round, or has it push. */
void sync_decide(struct sync *sync, const struct moment *moment, struct sync_effects *effects);
/* The round's push has ended well. */
void sync_tell_ensured(struct sync *sync, struct sync_effects *effects);
/* It comes to nothing, where it is wanted. */
void sync_fail_ensuring(struct sync *sync, const struct problem *problem, bool may_work_later,
			struct sync_effects *effects);
void sync_fail_ensuring_with_code(struct sync *sync, const char *code, struct sync_effects *effects);

/* replies.c: what Zoom's replies mean for the round, and what Zoom holds by them. */
/* Where a reply is waited for that is only read. */
void sync_cancel_fetch(const struct sync *sync, struct sync_effects *effects);
void sync_forget_remote(struct sync *sync);
/* A fetch ends without what Zoom holds. Where no reply came, the second in a row is the last one for a while. */
void sync_note_failed_look(struct sync *sync, const struct moment *moment);
/* What was pushed was pushed; that it cannot be read back is told by the code. */
void sync_forget_verification(struct sync *sync, const char *code);

/* record.c: what is synced, what has drifted, and the transaction over that. */
/* Something is kept to be put back, or nothing is (any more). */
void sync_note_undo(struct sync *sync, bool is_kept, struct sync_effects *effects);
/* The person wants OBS's value pushed, whatever was before: what fails of that is tried again. */
void sync_want_anyway(struct sync *sync, struct sync_effects *effects);
/*
 * An update is about to be sent: until its reply tells, Zoom may hold either value, also should OBS end meanwhile.
 * False where it must not be yet: what can be undone after it is to be written first, lest a kill leaves an undo of
 * something older, or loses the new one.
 */
bool sync_open(struct sync *sync, struct sync_effects *effects);
/* Zoom has accepted the round's update. */
void sync_commit(struct sync *sync, struct sync_effects *effects);
/* Nothing has come of the update. It is_final where it will not be tried again. */
void sync_roll_back(struct sync *sync, bool is_final, struct sync_effects *effects);
/* Zoom may have taken the update, or not. */
void sync_leave_in_doubt(struct sync *sync, struct sync_effects *effects);
/* The person has cancelled: what OBS holds now is let be, also after a restart. */
void sync_let_be(struct sync *sync, struct sync_effects *effects);
/* The person wants an undo: a change of OBS's settings from now on is another matter. */
void sync_note_undo_wanted(struct sync *sync);
/* Whether what the round is about is still what OBS holds. */
bool sync_is_of_current(const struct sync *sync);
/* OBS's value needs no push (any more). */
void sync_note_synced(struct sync *sync, struct sync_effects *effects);
/* The same where the record was lost, once OBS's value is known. */
void sync_note_lost_record(struct sync *sync, struct sync_effects *effects);
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
