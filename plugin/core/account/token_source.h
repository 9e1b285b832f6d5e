/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/completion.h"
#include "core/base/moment.h"
#include "core/http/message.h"
#include "core/model/account_status.h"
#include "core/model/renewal_lock_result.h"
#include "core/model/secret_answer.h"
#include "core/zoom/oauth_reply.h"

/*
 * Keeps one account's access token: reads the one that was pasted once, fetches one
 * (server-to-server), or renews it by the refresh token (browser, device). A
 * state machine: events come in as calls, what is to be done goes out as
 * effects, the clock is passed in. It calls nothing and waits for nothing.
 *
 * It does one job at a time, for all who ask meanwhile:
 *
 *   fetch, pasted              reading token -> answer
 *   fetch, server-to-server    reading secret -> sending -> answer
 *   fetch, browser or device   locking -> reading secret -> reading token -> sending -> storing -> answer
 *   store what could not be    locking -> comparing -> storing
 *   store a new sign-in        locking -> storing
 *   sign out                   locking -> reading secret -> reading token -> sending -> erasing
 *
 * Zoom gives a new refresh token at each renewal, and the one before is worth
 * nothing from then on. So the new one is stored before the access token is
 * handed out; other OBS are kept from renewing meanwhile; and a mark stays on
 * disk for as long as it is not known what became of a renewal. Threads: one at
 * a time.
 */

struct token_source;

/* What is asked of the caller, and what it answers with. */
enum token_source_wish {
	TOKEN_SOURCE_LOCK = 1, /* lock renewals of the account: an enum renewal_lock_result */
	TOKEN_SOURCE_READ,     /* read the secret of that field: a struct secret_answer */
	TOKEN_SOURCE_WRITE,    /* write value there, or erase it where that is NULL: a struct secret_answer */
	TOKEN_SOURCE_SEND,     /* send request: a struct http_response */
};

/* What the caller does after an event: take it at once, free it with token_source_effects_free. */
struct token_source_effects {
	/* first this: */
	bool unlock; /* the lock and, where all is finished, the mark */
	bool unlock_finished;

	/* asks that are answered, all by the same */
	struct completion *answered; /* those who asked */
	size_t answered_count;
	char *token;            /* secret; NULL: there is none, for the reason in problem */
	char *scope;            /* the token's; NULL: Zoom has not told */
	struct problem problem; /* unset where there is a token */
	bool may_work_later;    /* the same ask may, without anybody's help */
	bool renewed;           /* it is a new one of Zoom's */

	bool stored;                  /* what was adopted is stored, or not: store_problem */
	struct problem store_problem; /* unset: it is */

	struct sign_out_status sign_out; /* how it has ended; state 0: it has not */

	/* then this; 0: nothing is asked */
	enum token_source_wish wish;
	const char *field;
	char *value; /* secret */
	struct http_request request;
};

void token_source_take(struct token_source *source, struct token_source_effects *effects);
void token_source_effects_free(struct token_source_effects *effects);

/* oauth_host names the server in problems. All is copied. */
struct token_source *token_source_create(const struct account *account, const char *oauth_url, const char *oauth_host);
void token_source_free(struct token_source *source);

/*
 * The account's values, which may be others than before, and so may its secrets:
 * the access token that is known is forgotten. What was signed in with other
 * values is not stored any more.
 */
void token_source_set_account(struct token_source *source, const struct account *account, const char *oauth_url,
			      const char *oauth_host);

/*
 * Somebody needs the access token. refused: the one that Zoom has refused, NULL: none. It is renewed where it still is
 * the one that is handed out, so that two who were refused with the same one cause one renewal.
 */
void token_source_ask(struct token_source *source, const struct completion *asker, const char *refused,
		      const struct moment *moment);

/*
 * The app may be allowed more by now than this token tells; NULL: than the one that is handed out. With server-to-server
 * whoever asks next is given another one, where that can be had; the other ways' tokens change only by a new consent.
 */
void token_source_doubt(struct token_source *source, const char *token);

/* A sign-in has ended well with this reply, whose tokens are copied. effects.stored answers. */
void token_source_adopt(struct token_source *source, const struct zoom_oauth_reply *reply, const struct moment *moment);

/* Revoke and erase all. effects.sign_out answers. */
void token_source_sign_out(struct token_source *source, const struct moment *moment);

/* The question whose answer is waited for by now; 0: none. See completion.h. */
const uint64_t *token_source_awaited(const struct token_source *source);
/* The answer to the last wish, and to no other; a lock that nobody waits for any more goes back. */
void token_source_answer(struct token_source *source, const void *answer, const struct moment *moment);

/*
 * OBS is about to end: no token is fetched any more, and no sign-out begun; what has not come to Zoom yet is given
 * up. What Zoom has given is still stored, also what it gives from now on, and a sign-out that is under way goes on.
 */
void token_source_end(struct token_source *source);

/* A renewed sign-in is on its way from Zoom or to its store, or all is being erased: OBS should wait for its end. */
bool token_source_is_renewing(const struct token_source *source);
bool token_source_is_signing_out(const struct token_source *source);
enum account_method token_source_method(const struct token_source *source);
bool token_source_has_lock(const struct token_source *source);

/* Where Zoom's API is for the access token that was handed out last; NULL: not told. Borrowed until the next event. */
const char *token_source_api_url(const struct token_source *source);
