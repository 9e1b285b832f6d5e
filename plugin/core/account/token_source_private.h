/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <util/darray.h>

#include "core/account/token_source.h"

/* The insides of the keeper, for token_source*.c alone. */

enum keeper_job {
	KEEPER_RESTS = 1,
	KEEPER_FETCHES,
	KEEPER_STORES, /* what is not stored yet */
	KEEPER_SIGNS_OUT,
};

enum keeper_step {
	KEEPER_RESTING = 1,
	KEEPER_LOCKING,
	KEEPER_READING_SECRET, /* the client secret */
	KEEPER_READING_TOKEN,  /* the refresh token, or the access token that was pasted */
	KEEPER_COMPARING,      /* is the refresh token that is stored the one that was renewed? */
	KEEPER_SENDING,
	KEEPER_STORING,
	KEEPER_ERASING,
};

struct access_token {
	char *text; /* secret; NULL: none */
	int64_t expires_at_ms;
	char *scope;
	char *api_url;
};

struct token_keeper {
	struct account account;
	char *oauth_url;
	char *oauth_host;

	DARRAY(uint64_t) asks;
	bool sign_out_wanted;
	bool is_ending;

	enum keeper_job job;
	enum keeper_step step;
	uint64_t last_id;
	uint64_t awaited_id; /* the answer that the step waits for */
	bool is_outdated;    /* the job is of values that are not the account's any more */
	bool has_lock;
	bool was_interrupted; /* has_lock: an earlier renewal has left its mark */
	bool has_left_mark;   /* it was this process, which has not ended */
	int64_t sent_at_ms;
	char *client_secret; /* secret, as the next: of the job */
	char *refresh_token;

	struct access_token current; /* may be handed out */

	struct access_token unstored; /* what came with unstored_refresh: may not */
	char *unstored_refresh;       /* secret: Zoom's newest, until it is stored */
	char *spent_refresh;          /* secret: the one that it has replaced; NULL: it is of a new sign-in */

	struct access_token adopted; /* a new sign-in, which waits for its turn */
	char *adopted_refresh;       /* secret */
	bool adoption_awaited;       /* somebody waits to be told */

	size_t erased_count;
	bool may_revoke_refresh; /* should Zoom refuse to revoke the access token */
	bool is_revoked;
	struct problem revoke_problem;
	struct problem erase_problem;
};

/* token_source.c */
/* The job has ended; the next one begins. is_settled: see token_effects.unlock. */
void token_keeper_end_job(struct token_keeper *keeper, bool is_settled, const struct sync_moment *moment,
			  struct token_effects *effects);
/* It has ended without a token: whoever asks is told. */
void token_keeper_fail_job(struct token_keeper *keeper, const struct problem *problem, bool may_work_later,
			   bool is_settled, const struct sync_moment *moment, struct token_effects *effects);
void token_keeper_answer(struct token_keeper *keeper, const struct problem *problem, bool may_work_later,
			 struct token_effects *effects);
void token_keeper_await(struct token_keeper *keeper, enum keeper_step step, uint64_t *effect);
void token_keeper_read(struct token_keeper *keeper, enum keeper_step step, const char *field,
		       struct token_effects *effects);
void token_keeper_forget_unstored(struct token_keeper *keeper);
void access_token_take(struct access_token *target, struct access_token *source);
void access_token_free(struct access_token *access);

/* token_source_steps.c: what each step's answer leads to. */
void token_keeper_store(struct token_keeper *keeper, struct token_effects *effects);
void token_keeper_erase_next(struct token_keeper *keeper, const struct sync_moment *moment,
			     struct token_effects *effects);
void access_token_from_reply(struct access_token *access, struct zoom_oauth_reply *reply, int64_t sent_at_ms);
