/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/deadline.h"
#include "core/live/live.h"

/* The insides of live, for live/ alone. */

enum live_stage {
	LIVE_STAGE_RESTING = 1,
	LIVE_STAGE_LOOKING,
	LIVE_STAGE_ENSURING,
	LIVE_STAGE_STOPPING_OBS,
	LIVE_STAGE_ACTING,
};

enum live_goal {
	LIVE_GOAL_LOOK = 1,
	LIVE_GOAL_START,
	LIVE_GOAL_STOP,
};

struct live_run {
	enum live_goal goal; /* 0: none goes on */
	bool is_armed;       /* begun by itself; else somebody waits for its end */
	bool hands_over;
	bool anyway; /* though OBS streams to the same place */
	bool looked;
	bool ensured;
	bool obs_stopped;
	bool has_own_settings;
	bool goes_elsewhere;
	bool stop_follows;
	enum broadcast_kind kind;
	enum live_state state_before; /* the act */
};

struct live {
	enum cloud cloud;
	char *host;
	struct problem obstacle;
	uint64_t last_id;
	bool is_ending;

	struct broadcast broadcast;
	char *account_id;
	struct live_settings settings;
	bool is_elsewhere;
	bool obs_streams;

	enum live_stage stage;
	uint64_t awaited_id; /* the answer that the stage waits for */
	struct live_run run;
	struct deadline obs_stops_until;

	/* what is known */
	enum live_state state;
	int64_t at_s;
	bool perhaps_started;
	bool perhaps_stopped;
	bool has_own_settings;
	bool goes_elsewhere;
	enum live_meeting meeting;
	int64_t meeting_at_s;
	struct deadline meeting_until;    /* it was seen lately */
	struct deadline look_rests_until; /* one has told nothing just now */
	bool is_encrypted;
	bool may_not_look;             /* the token lacks the scope */
	struct deadline started_until; /* LIVE_START_GUARD_MS from a start that Zoom may have taken */
	struct problem problem;
	bool problem_is_of_stop;

	enum live_offer offer;
	struct deadline countdown;

	int64_t armed_at_s; /* 0: it is not armed */
	struct deadline armed_until;
	struct problem armed_problem;
	/* they outlast an arming, so that pressing fast is no way to ask faster */
	struct deadline next_look_at;
	struct deadline next_try_at;
	struct deadline held_until; /* as Zoom has told */
	struct deadline next_tick_at;
	bool hand_over_dismissed; /* while OBS streams, and it is armed, the person is not asked again */
};

/* steps.c */
void live_begin_run(struct live *live, enum live_goal goal);
/* Takes the next step, or ends the run. */
void live_advance(struct live *live, const struct moment *moment, struct live_effects *effects);
/* Rests. What is known stays. */
void live_end_run(struct live *live, struct live_effects *effects);
/* The run has come to nothing. */
void live_fail(struct live *live, const struct problem *problem, bool may_work_later, const struct moment *moment,
	       struct live_effects *effects);
void live_fail_with_code(struct live *live, const char *code, const struct moment *moment,
			 struct live_effects *effects);
void live_clear_problem(struct live *live);
/* What was to start in a moment does not. */
void live_end_countdown(struct live *live);
/* Zoom's livestream and OBS's stream would meet, or do. */
bool live_meets_obs(const struct live *live);
/* Zoom sends, or may, to where OBS does. */
bool live_are_two(const struct live *live);
/* Takes back a question that what is known by now answers, or makes pointless. */
void live_review_offer(struct live *live);

/* live.c */
/* Zoom may be asked about the broadcast. */
bool live_may_ask(const struct live *live);
/* By what this OBS has done. */
bool live_may_be_on(const struct live *live);

/* armed.c */
/* A start is not sent by itself so soon after the last one. */
bool live_is_too_soon(const struct live *live, const struct moment *moment);
/* Only trying tells whether it runs. */
bool live_is_blind(const struct live *live);
void live_forget_armed(struct live *live, struct live_effects *effects);
/* A try of what is armed has failed, for the moment. */
void live_wait_on(struct live *live, const struct problem *problem, const struct moment *moment);
