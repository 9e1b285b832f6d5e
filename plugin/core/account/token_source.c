/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/token_source.h"

#include <string.h>

#include <util/darray.h>

#include "core/base/deadline.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/model/pasted_credentials.h"
#include "core/zoom/oauth_request.h"

/* An access token with less left is renewed before it is used. */
#define RENEW_BEFORE_MS (5 * 60 * 1000)
/* What is left of the old one is used where a new one cannot be had just now. */
#define USABLE_MS (30 * 1000)
/* Where Zoom does not tell: its tokens live an hour. */
#define USUAL_EXPIRES_IN_S 3600
#define EXPIRES_IN_S_MAX ((int64_t)365 * 24 * 60 * 60)

enum job {
	JOB_NONE = 1,
	JOB_FETCH,
	JOB_STORE, /* what is not stored yet */
	JOB_SIGN_OUT,
};

enum step {
	STEP_RESTING = 1,
	STEP_LOCKING,
	STEP_READING_SECRET, /* the client secret */
	STEP_READING_TOKEN,  /* the refresh token, or the access token that was pasted */
	STEP_COMPARING,      /* is the refresh token that is stored the one that was renewed? */
	STEP_SENDING,
	STEP_STORING,
	STEP_ERASING,
};

struct token {
	char *text;    /* secret; NULL: none */
	char *refresh; /* secret: the refresh token that came with it, until that is stored; NULL: none */
	struct deadline expires;
	bool is_doubted; /* as if it were about to expire */
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

	struct moment moment; /* of the event that is dealt with, as the effects */
	struct token_source_effects effects;
	enum job job;
	enum step step;
	uint64_t last_id;
	uint64_t awaited_id; /* the answer that the step waits for */
	bool is_outdated;    /* the job is of values that are not the account's any more */
	bool has_lock;
	bool was_interrupted; /* has_lock: an earlier renewal has left its mark */
	bool is_clear;        /* has_lock: what became of all renewals is known, and stored */
	bool has_left_mark;   /* it was this process, which has not ended */
	struct moment sent_at;
	char *client_secret; /* secret, as the next: of the job */
	char *refresh_token;

	struct token current; /* may be handed out */

	struct token unstored; /* Zoom's newest: may not, until its refresh token is stored */
	char *spent_refresh;   /* secret: the one that it has replaced; NULL: it is of a new sign-in */

	struct token adopted;  /* a new sign-in, which waits for its turn */
	bool adoption_awaited; /* somebody waits to be told */

	size_t erased_count;
	bool may_revoke_refresh;         /* should Zoom refuse to revoke the access token */
	struct sign_out_status sign_out; /* what is known of it so far */
};

static void token_free(struct token *access)
{
	secret_free(access->text);
	secret_free(access->refresh);
	bfree(access->scope);
	bfree(access->api_url);
	memset(access, 0, sizeof(*access));
}

static void token_take(struct token *target, struct token *source)
{
	token_free(target);
	*target = *source;
	memset(source, 0, sizeof(*source));
}

void token_source_effects_free(struct token_source_effects *effects)
{
	bfree(effects->answered);
	secret_free(effects->token);
	bfree(effects->scope);
	problem_free(&effects->problem);
	problem_free(&effects->store_problem);
	sign_out_status_free(&effects->sign_out);
	secret_free(effects->value);
	http_request_free(&effects->request);
	memset(effects, 0, sizeof(*effects));
}

void token_source_take(struct token_source *source, struct token_source_effects *effects)
{
	*effects = source->effects;
	memset(&source->effects, 0, sizeof(source->effects));
}

static void wipe_job(struct token_source *source)
{
	secret_set(&source->client_secret, NULL);
	secret_set(&source->refresh_token, NULL);
	sign_out_status_free(&source->sign_out);
	source->may_revoke_refresh = false;
	source->erased_count = 0;
	source->is_outdated = false;
	source->awaited_id = 0;
	source->job = JOB_NONE;
	source->step = STEP_RESTING;
}

static void forget_unstored(struct token_source *source)
{
	token_free(&source->unstored);
	secret_set(&source->spent_refresh, NULL);
}

void token_source_free(struct token_source *source)
{
	if (!source)
		return;
	wipe_job(source);
	token_source_effects_free(&source->effects);
	token_free(&source->current);
	forget_unstored(source);
	token_free(&source->adopted);
	da_free(source->asks);
	account_free(&source->account);
	bfree(source->oauth_url);
	bfree(source->oauth_host);
	bfree(source);
}

/* Whether secrets of one are good for the other. */
static bool same_sign_in(const struct account *a, const struct account *b)
{
	return a->method == b->method && a->cloud == b->cloud && text_same(a->account_id, b->account_id) &&
	       text_same(a->client_id, b->client_id);
}

void token_source_set_account(struct token_source *source, const struct account *account, const char *oauth_url,
			      const char *oauth_host)
{
	const bool is_same = same_sign_in(&source->account, account) && text_same(source->oauth_url, oauth_url);

	account_copy(&source->account, account);
	text_set(&source->oauth_url, oauth_url);
	text_set(&source->oauth_host, oauth_host);
	token_free(&source->current);
	/* what was fetched with another secret says nothing of the new one; what was renewed is to be stored */
	if (!is_same || !account_method_rotates(source->account.method))
		source->is_outdated = source->job == JOB_FETCH || source->job == JOB_STORE;
	if (is_same)
		return;
	token_free(&source->adopted);
	forget_unstored(source);
	source->adoption_awaited = false;
}

struct token_source *token_source_create(const struct account *account, const char *oauth_url, const char *oauth_host)
{
	struct token_source *source = bzalloc(sizeof(*source));

	wipe_job(source);
	token_source_set_account(source, account, oauth_url, oauth_host);
	return source;
}

/* field: of the secret that is to be read or written. */
static void await(struct token_source *source, enum step step, enum token_source_wish wish, const char *field)
{
	source->step = step;
	source->awaited_id = ++source->last_id;
	source->effects.wish = wish;
	source->effects.field = field;
}

/* All who have asked are answered by this event. False: nobody has. */
static bool take_asks(struct token_source *source)
{
	if (!source->asks.num)
		return false;
	source->effects.answered_count = source->asks.num;
	source->effects.answered = bmemdup(source->asks.array, source->asks.num * sizeof(struct completion));
	da_resize(source->asks, 0);
	return true;
}

static void hand_out(struct token_source *source)
{
	if (!take_asks(source))
		return;
	source->effects.token = bstrdup(source->current.text);
	source->effects.scope = text_copy(source->current.scope);
}

static bool lasts(const struct token_source *source, const struct token *token, int64_t span_ms)
{
	return token->text && deadline_left_ms(&token->expires, &source->moment) >= span_ms;
}

static void begin_job(struct token_source *source, enum job job)
{
	const enum account_method method = source->account.method;

	source->job = job;
	if (job == JOB_STORE || account_method_rotates(method))
		await(source, STEP_LOCKING, TOKEN_SOURCE_LOCK, NULL);
	else if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		await(source, STEP_READING_SECRET, TOKEN_SOURCE_READ, ACCOUNT_FIELD_CLIENT_SECRET);
	else
		await(source, STEP_READING_TOKEN, TOKEN_SOURCE_READ, ACCOUNT_FIELD_ACCESS_TOKEN);
}

static void begin_adoption(struct token_source *source)
{
	/* what could not be stored of the sign-in before is worth nothing any more */
	forget_unstored(source);
	token_take(&source->unstored, &source->adopted);
	begin_job(source, JOB_STORE);
}

static void schedule(struct token_source *source)
{
	if (source->job != JOB_NONE)
		return;
	if (source->adopted.refresh)
		begin_adoption(source);
	else if (source->sign_out_wanted && !source->is_ending)
		begin_job(source, JOB_SIGN_OUT);
	else if (source->asks.num && source->unstored.refresh)
		begin_job(source, JOB_STORE);
	else if (source->is_ending)
		return;
	else if (source->asks.num && !source->current.is_doubted && lasts(source, &source->current, RENEW_BEFORE_MS))
		hand_out(source);
	else if (source->asks.num)
		begin_job(source, JOB_FETCH);
}

static void unlock(struct token_source *source)
{
	if (!source->has_lock)
		return;
	source->effects.unlock = true;
	source->effects.unlock_finished = source->is_clear;
	if (!source->was_interrupted)
		source->has_left_mark = !source->is_clear;
	source->has_lock = false;
}

/* The next one begins. */
static void end_job(struct token_source *source)
{
	unlock(source);
	wipe_job(source);
	schedule(source);
}

/* With the current token, even where it lives shorter than one should. */
static void end_well(struct token_source *source)
{
	hand_out(source);
	end_job(source);
}

/* Whether somebody waits to be told of the sign-in that is being stored. */
static bool tell_stored(struct token_source *source)
{
	if (source->job != JOB_STORE || !source->adoption_awaited || source->adopted.refresh)
		return false;
	source->adoption_awaited = false;
	source->effects.stored = true;
	return true;
}

/* Whoever asks is told of the problem, which is taken over. */
static void fail(struct token_source *source, struct problem *problem, bool may_work_later)
{
	if (tell_stored(source))
		problem_copy(&source->effects.store_problem, problem);
	if (take_asks(source)) {
		problem_copy(&source->effects.problem, problem);
		source->effects.may_work_later = may_work_later;
	}
	problem_free(problem);
	end_job(source);
}

static void fail_with_code(struct token_source *source, const char *code, bool may_work_later)
{
	struct problem problem = {0};

	problem_set(&problem, code);
	fail(source, &problem, may_work_later);
}

static void fail_for_secret(struct token_source *source, const struct secret_answer *answer)
{
	struct problem problem = {0};

	secret_answer_problem(answer, &problem);
	if (source->job == JOB_STORE || source->step == STEP_STORING) {
		problem_set_subject(&problem, problem.code);
		problem_set_code(&problem, "sign_in.not_stored");
		source->is_clear = false;
	}
	fail(source, &problem, secret_answer_may_work_later(answer->result));
}

/* A fetch could not read a secret, of which nobody knows that it is gone. */
static void fail_to_read(struct token_source *source, const struct secret_answer *answer)
{
	if (lasts(source, &source->current, USABLE_MS))
		end_well(source);
	else
		fail_for_secret(source, answer);
}

static void token_from_reply(struct token *access, const struct zoom_oauth_reply *reply, const struct moment *sent_at)
{
	int64_t expires_in_s = reply->expires_in_s > 0 ? reply->expires_in_s : USUAL_EXPIRES_IN_S;

	if (expires_in_s > EXPIRES_IN_S_MAX)
		expires_in_s = EXPIRES_IN_S_MAX;
	token_free(access);
	access->text = text_copy(reply->access_token);
	access->refresh = text_copy(reply->refresh_token);
	access->scope = text_copy(reply->scope);
	access->api_url = text_copy(reply->api_url);
	access->expires = deadline_in(sent_at, expires_in_s * 1000);
}

void token_source_ask(struct token_source *source, const struct completion *asker, const char *refused,
		      const struct moment *moment)
{
	source->moment = *moment;
	/* one that is being fetched is not the current one yet */
	if (refused && source->current.text && strcmp(source->current.text, refused) == 0)
		token_free(&source->current);
	da_push_back(source->asks, asker);
	schedule(source);
}

void token_source_doubt(struct token_source *source, const char *token)
{
	const bool is_meant = !token || text_same(token, source->current.text);

	if (source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER && is_meant)
		source->current.is_doubted = true;
}

void token_source_adopt(struct token_source *source, const struct zoom_oauth_reply *reply, const struct moment *moment)
{
	source->moment = *moment;
	token_from_reply(&source->adopted, reply, &source->moment);
	source->adoption_awaited = true;
	schedule(source);
}

void token_source_sign_out(struct token_source *source, const struct moment *moment)
{
	source->moment = *moment;
	source->sign_out_wanted = true;
	schedule(source);
}

static bool is_at_zoom(const struct token_source *source)
{
	return source->step == STEP_SENDING || source->step == STEP_STORING;
}

/* Its end is waited for, also when OBS ends. */
static bool stores_or_erases(const struct token_source *source)
{
	return source->job == JOB_STORE || (source->job == JOB_SIGN_OUT && source->step != STEP_LOCKING);
}

void token_source_end(struct token_source *source)
{
	source->is_ending = true;
	if (source->job == JOB_NONE || is_at_zoom(source) || stores_or_erases(source))
		return;
	/* nothing was sent */
	unlock(source);
	wipe_job(source);
	if (source->adopted.refresh)
		begin_adoption(source);
}

static void store(struct token_source *source)
{
	source->effects.value = bstrdup(source->unstored.refresh);
	await(source, STEP_STORING, TOKEN_SOURCE_WRITE, ACCOUNT_FIELD_REFRESH_TOKEN);
}

static void note_stored(struct token_source *source)
{
	token_take(&source->current, &source->unstored);
	secret_set(&source->current.refresh, NULL);
	secret_set(&source->spent_refresh, NULL);
	source->effects.renewed = true;
	source->is_clear = true;
	tell_stored(source);
	end_well(source);
}

static void end_sign_out(struct token_source *source)
{
	const bool failed = problem_is_set(&source->sign_out.erase_problem);

	source->sign_out.state = failed ? SIGN_OUT_FAILED : SIGN_OUT_DONE;
	source->effects.sign_out = source->sign_out;
	memset(&source->sign_out, 0, sizeof(source->sign_out));
	source->sign_out_wanted = false;
	end_job(source);
}

static void erase_next(struct token_source *source)
{
	if (source->erased_count < ACCOUNT_FIELD_COUNT) {
		await(source, STEP_ERASING, TOKEN_SOURCE_WRITE, account_fields[source->erased_count++]);
		return;
	}
	token_free(&source->current);
	forget_unstored(source);
	/* what could not be erased is as unclear as it was */
	source->is_clear = source->is_clear || !problem_is_set(&source->sign_out.erase_problem);
	end_sign_out(source);
}

static void note_lock(struct token_source *source, enum renewal_lock_result result)
{
	source->was_interrupted = result == RENEWAL_LOCKED_INTERRUPTED;
	source->has_lock = result == RENEWAL_LOCKED || source->was_interrupted;
	/* where nothing becomes of the job, an earlier mark stays */
	source->is_clear = !source->was_interrupted;
}

static void take_lock(struct token_source *source, enum renewal_lock_result result)
{
	if (result == RENEWAL_BUSY && source->job == JOB_SIGN_OUT) {
		problem_set(&source->sign_out.erase_problem, "sign_in.busy");
		end_sign_out(source);
	} else if (!source->has_lock && source->job == JOB_FETCH && lasts(source, &source->current, USABLE_MS)) {
		end_well(source);
	} else if (result == RENEWAL_BUSY) {
		fail_with_code(source, "sign_in.busy", true);
	} else if (!source->has_lock && source->job != JOB_SIGN_OUT) {
		fail_with_code(source, "sign_in.lock_failed", false);
	} else if (source->job != JOB_STORE) {
		/* what is to be erased is erased without the lock as well */
		await(source, STEP_READING_SECRET, TOKEN_SOURCE_READ, ACCOUNT_FIELD_CLIENT_SECRET);
	} else if (source->spent_refresh) {
		await(source, STEP_COMPARING, TOKEN_SOURCE_READ, ACCOUNT_FIELD_REFRESH_TOKEN);
	} else {
		store(source);
	}
}

static void send(struct token_source *source)
{
	const bool is_account = source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER;

	zoom_oauth_request_token(&source->effects.request, source->oauth_url, &source->account, source->client_secret,
				 is_account ? ZOOM_GRANT_ACCOUNT : ZOOM_GRANT_REFRESH, source->refresh_token);
	source->sent_at = source->moment;
	await(source, STEP_SENDING, TOKEN_SOURCE_SEND, NULL);
}

static void send_revocation(struct token_source *source, const char *token)
{
	if (!token) {
		erase_next(source);
		return;
	}
	zoom_oauth_request_revoke(&source->effects.request, source->oauth_url, &source->account, source->client_secret,
				  token);
	await(source, STEP_SENDING, TOKEN_SOURCE_SEND, NULL);
}

/* Zoom revokes a sign-in by its access token; the refresh token does where there is none that it still takes. */
static void revoke(struct token_source *source)
{
	const struct token *access = source->unstored.text ? &source->unstored : &source->current;
	/* one that has ended, or does on its way, may be confirmed without anything being revoked (RFC 7009, 2.2) */
	const bool has_access = lasts(source, access, USABLE_MS);

	source->may_revoke_refresh = has_access && source->refresh_token;
	send_revocation(source, has_access ? access->text : source->refresh_token);
}

static void take_client_secret(struct token_source *source, const struct secret_answer *answer)
{
	const bool rotates = account_method_rotates(source->account.method);
	const bool absent = secret_answer_is_absent(answer);

	if (answer->result != SECRET_OK && !absent) {
		if (source->job == JOB_SIGN_OUT) {
			secret_answer_problem(answer, &source->sign_out.revoke_problem);
			erase_next(source);
		} else {
			fail_to_read(source, answer);
		}
		return;
	}
	secret_set(&source->client_secret, absent ? NULL : answer->text);
	if (rotates)
		await(source, STEP_READING_TOKEN, TOKEN_SOURCE_READ, ACCOUNT_FIELD_REFRESH_TOKEN);
	else if (source->job == JOB_SIGN_OUT)
		send_revocation(source, absent ? NULL : source->current.text);
	else if (absent)
		fail_with_code(source, "sign_in.no_client_secret", false);
	else
		send(source);
}

/* It is kept until Zoom refuses it: then what the file holds by now counts, into which one may write by hand. */
static void take_pasted_token(struct token_source *source, const struct secret_answer *answer)
{
	char *token = NULL;

	if (answer->result != SECRET_OK) {
		fail_for_secret(source, answer);
	} else if (pasted_credentials_clean(answer->text, &token) != PASTED_CREDENTIALS_VALUE) {
		fail_with_code(source, "account.bad_token", false);
	} else {
		token_free(&source->current);
		source->current.text = token;
		source->current.expires = deadline_in(&source->moment, EXPIRES_IN_S_MAX * 1000);
		end_well(source);
	}
}

static void take_token(struct token_source *source, const struct secret_answer *answer)
{
	const bool absent = secret_answer_is_absent(answer);

	if (source->job == JOB_SIGN_OUT) {
		if (answer->result != SECRET_OK && !absent)
			secret_answer_problem(answer, &source->sign_out.revoke_problem);
		secret_set(&source->refresh_token,
			   source->unstored.refresh ? source->unstored.refresh : (absent ? NULL : answer->text));
		/* one that was pasted was made elsewhere */
		if (account_method_rotates(source->account.method))
			revoke(source);
		else
			erase_next(source);
	} else if (source->account.method == ACCOUNT_METHOD_ACCESS_TOKEN) {
		take_pasted_token(source, answer);
	} else if (absent) {
		fail_with_code(source, "sign_in.needed", false);
	} else if (answer->result != SECRET_OK) {
		fail_to_read(source, answer);
	} else {
		secret_set(&source->refresh_token, answer->text);
		send(source);
	}
}

static void compare(struct token_source *source, const struct secret_answer *answer)
{
	if (secret_answer_is_absent(answer)) {
		store(source);
	} else if (answer->result != SECRET_OK) {
		fail_for_secret(source, answer);
	} else if (strcmp(answer->text, source->spent_refresh) == 0) {
		store(source);
	} else if (strcmp(answer->text, source->unstored.refresh) == 0) {
		/* it was stored after all, late */
		note_stored(source);
	} else {
		/* somebody has signed in anew, in another OBS */
		forget_unstored(source);
		source->is_clear = true;
		end_job(source);
	}
}

static void take_erased(struct token_source *source, const struct secret_answer *answer)
{
	if (answer->result != SECRET_OK && answer->result != SECRET_ABSENT &&
	    !problem_is_set(&source->sign_out.erase_problem))
		secret_answer_problem(answer, &source->sign_out.erase_problem);
	erase_next(source);
}

static void take_new_token(struct token_source *source, const struct zoom_oauth_reply *reply)
{
	if (source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER) {
		token_from_reply(&source->current, reply, &source->sent_at);
		source->effects.renewed = true;
		end_well(source);
		return;
	}
	token_from_reply(&source->unstored, reply, &source->sent_at);
	secret_set(&source->spent_refresh, source->refresh_token);
	store(source);
}

static bool is_refusal(const struct http_response *response)
{
	return response->result == HTTP_RESULT_REPLY && response->status >= 400 && response->status < 500;
}

static void take_refusal(struct token_source *source, const struct zoom_oauth_reply *reply,
			 const struct http_response *response)
{
	const bool is_transient = reply->outcome == ZOOM_REPLY_TRANSIENT;
	struct problem problem = {0};

	source->is_clear = !source->was_interrupted && (is_refusal(response) || !response->sent);
	if (is_transient && lasts(source, &source->current, USABLE_MS)) {
		end_well(source);
		return;
	}
	problem_copy(&problem, &reply->problem);
	if (!problem_is_set(&problem))
		problem_set(&problem, "sign_in.cancelled");
	if (source->was_interrupted && strcmp(problem.code, "sign_in.expired") == 0)
		problem_set_code(&problem, source->has_left_mark ? "sign_in.reply_lost" : "sign_in.interrupted");
	fail(source, &problem, is_transient);
}

static void take_revocation(struct token_source *source, const struct zoom_oauth_reply *reply,
			    const struct http_response *response)
{
	/* a success may hold a refusal */
	const bool is_refused = is_refusal(response) ||
				(response->result == HTTP_RESULT_REPLY && reply->outcome == ZOOM_REPLY_PERMANENT);

	if (is_refused && source->may_revoke_refresh) {
		source->may_revoke_refresh = false;
		send_revocation(source, source->refresh_token);
		return;
	}
	source->sign_out.is_revoked = reply->outcome == ZOOM_REPLY_SUCCESS;
	problem_free(&source->sign_out.revoke_problem);
	if (!source->sign_out.is_revoked)
		problem_copy(&source->sign_out.revoke_problem, &reply->problem);
	erase_next(source);
}

static void take_reply(struct token_source *source, const struct http_response *response)
{
	enum zoom_oauth_reply_grant grant = ZOOM_GRANT_REFRESH;
	const struct redaction redaction = {
		.secrets = {source->client_secret, source->refresh_token, source->current.text,
			    source->unstored.refresh, source->unstored.text},
	};
	struct zoom_oauth_reply reply = {0};

	if (source->job == JOB_SIGN_OUT)
		grant = ZOOM_GRANT_REVOCATION;
	else if (source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		grant = ZOOM_GRANT_ACCOUNT;
	zoom_oauth_reply_read(&reply, grant, response, source->oauth_host, &redaction, moment_wall_s(&source->moment));
	if (source->job == JOB_SIGN_OUT)
		take_revocation(source, &reply, response);
	else if (reply.outcome == ZOOM_REPLY_SUCCESS)
		take_new_token(source, &reply);
	else
		take_refusal(source, &reply, response);
	zoom_oauth_reply_free(&reply);
}

static void take_written(struct token_source *source, const struct secret_answer *answer)
{
	if (answer->result == SECRET_OK)
		note_stored(source);
	else
		fail_for_secret(source, answer);
}

void token_source_answer(struct token_source *source, const void *answer, const struct moment *moment)
{
	source->moment = *moment;
	if (source->step == STEP_LOCKING)
		note_lock(source, *(const enum renewal_lock_result *)answer);
	if (source->is_outdated) {
		/* what Zoom has given is worth nothing any more */
		source->is_clear = source->is_clear || is_at_zoom(source);
		end_job(source);
		return;
	}
	switch (source->step) {
	case STEP_LOCKING:
		take_lock(source, *(const enum renewal_lock_result *)answer);
		break;
	case STEP_READING_SECRET:
		take_client_secret(source, answer);
		break;
	case STEP_READING_TOKEN:
		take_token(source, answer);
		break;
	case STEP_COMPARING:
		compare(source, answer);
		break;
	case STEP_SENDING:
		take_reply(source, answer);
		break;
	case STEP_STORING:
		take_written(source, answer);
		break;
	case STEP_ERASING:
		take_erased(source, answer);
		break;
	case STEP_RESTING:
		break;
	}
}

const uint64_t *token_source_awaited(const struct token_source *source)
{
	return &source->awaited_id;
}

bool token_source_is_renewing(const struct token_source *source)
{
	const bool renews = source->job == JOB_FETCH && account_method_rotates(source->account.method) &&
			    is_at_zoom(source);

	return renews || stores_or_erases(source) || source->adopted.refresh;
}

bool token_source_is_signing_out(const struct token_source *source)
{
	return source->sign_out_wanted;
}

enum account_method token_source_method(const struct token_source *source)
{
	return source->account.method;
}

bool token_source_has_lock(const struct token_source *source)
{
	return source->has_lock;
}

const char *token_source_api_url(const struct token_source *source)
{
	return source->current.api_url;
}
