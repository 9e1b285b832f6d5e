/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <util/darray.h>

#include "core/account/token_source.h"

/* The insides of the token source, for token_source*.c alone. */

enum token_source_job {
	TOKEN_SOURCE_RESTS = 1,
	TOKEN_SOURCE_FETCHES,
	TOKEN_SOURCE_STORES, /* what is not stored yet */
	TOKEN_SOURCE_SIGNS_OUT,
};

enum token_source_step {
	TOKEN_SOURCE_RESTING = 1,
	TOKEN_SOURCE_LOCKING,
	TOKEN_SOURCE_READING_SECRET, /* the client secret */
	TOKEN_SOURCE_READING_TOKEN,  /* the refresh token, or the access token that was pasted */
	TOKEN_SOURCE_COMPARING,      /* is the refresh token that is stored the one that was renewed? */
	TOKEN_SOURCE_SENDING,
	TOKEN_SOURCE_STORING,
	TOKEN_SOURCE_ERASING,
};

struct token_source_token {
	char *text; /* secret; NULL: none */
	int64_t expires_at_ms;
	char *scope;
	char *api_url;
};

struct token_source {
	struct account account;
	char *oauth_url;
	char *oauth_host;

	DARRAY(struct completion) asks;
	bool sign_out_wanted;
	bool is_ending;

	enum token_source_job job;
	enum token_source_step step;
	uint64_t last_id;
	uint64_t awaited_id; /* the answer that the step waits for */
	bool is_outdated;    /* the job is of values that are not the account's any more */
	bool has_lock;
	bool was_interrupted; /* has_lock: an earlier renewal has left its mark */
	bool has_left_mark;   /* it was this process, which has not ended */
	int64_t sent_at_ms;
	char *client_secret; /* secret, as the next: of the job */
	char *refresh_token;

	struct token_source_token current; /* may be handed out */

	struct token_source_token unstored; /* what came with unstored_refresh: may not */
	char *unstored_refresh;             /* secret: Zoom's newest, until it is stored */
	char *spent_refresh;                /* secret: the one that it has replaced; NULL: it is of a new sign-in */

	struct token_source_token adopted; /* a new sign-in, which waits for its turn */
	char *adopted_refresh;             /* secret */
	bool adoption_awaited;             /* somebody waits to be told */

	size_t erased_count;
	bool may_revoke_refresh; /* should Zoom refuse to revoke the access token */
	bool is_revoked;
	struct problem revoke_problem;
	struct problem erase_problem;
};

/* token_source.c */
/* The job has ended; the next one begins. is_finished: see token_source_effects.unlock. */
void token_source_end_job(struct token_source *source, bool is_finished, const struct moment *moment,
			  struct token_source_effects *effects);
/* It has ended without a token: whoever asks is told. */
void token_source_fail_job(struct token_source *source, const struct problem *problem, bool may_work_later,
			   bool is_finished, const struct moment *moment, struct token_source_effects *effects);
void token_source_answer(struct token_source *source, const struct problem *problem, bool may_work_later,
			 struct token_source_effects *effects);
void token_source_await(struct token_source *source, enum token_source_step step, uint64_t *effect);
void token_source_read(struct token_source *source, enum token_source_step step, const char *field,
		       struct token_source_effects *effects);
void token_source_forget_unstored(struct token_source *source);
void token_source_token_take(struct token_source_token *target, struct token_source_token *source);
void token_source_token_free(struct token_source_token *access);

/* token_source_steps.c: what each step's answer leads to. */
void token_source_store(struct token_source *source, struct token_source_effects *effects);
void token_source_erase_next(struct token_source *source, const struct moment *moment,
			     struct token_source_effects *effects);
void token_source_token_from_reply(struct token_source_token *access, struct zoom_oauth_reply *reply,
				   int64_t sent_at_ms);
