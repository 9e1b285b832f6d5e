/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/token_source_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/zoom/access_token.h"
#include "core/zoom/oauth_request.h"

/* What is left of the old one is used where a new one cannot be had just now. */
#define USABLE_MS (30 * 1000)
/* Where Zoom does not tell: its tokens live an hour. */
#define USUAL_EXPIRES_IN_S 3600
#define EXPIRES_IN_S_MAX ((int64_t)365 * 24 * 60 * 60)

void access_token_from_reply(struct access_token *access, struct zoom_oauth_reply *reply, int64_t sent_at_ms)
{
	int64_t expires_in_s = reply->expires_in_s > 0 ? reply->expires_in_s : USUAL_EXPIRES_IN_S;

	if (expires_in_s > EXPIRES_IN_S_MAX)
		expires_in_s = EXPIRES_IN_S_MAX;
	access_token_free(access);
	access->text = reply->access_token;
	access->scope = reply->scope;
	access->api_url = reply->api_url;
	access->expires_at_ms = sent_at_ms + expires_in_s * 1000;
	reply->access_token = NULL;
	reply->scope = NULL;
	reply->api_url = NULL;
}

static bool is_absent(const char *text, const struct problem *problem)
{
	return text ? !*text : strcmp(problem->code, "account.no_token") == 0;
}

static void fail_with_code(struct token_keeper *keeper, const char *code, bool may_work_later, bool is_settled,
			   const struct sync_moment *moment, struct token_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	token_keeper_fail_job(keeper, &problem, may_work_later, is_settled, moment, effects);
	problem_free(&problem);
}

/* Nothing has become of the job, and nothing was sent: an earlier mark stays. */
static bool is_settled_unsent(const struct token_keeper *keeper)
{
	return !keeper->was_interrupted;
}

static void fail_not_stored(struct token_keeper *keeper, const struct problem *reason, const struct sync_moment *moment,
			    struct token_effects *effects)
{
	const bool may_work_later = problem_is_of_slow_keychain(reason);
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, "sign_in.not_stored");
	problem_set_subject(&problem, reason->code);
	problem_set_detail(&problem, reason->detail);
	token_keeper_fail_job(keeper, &problem, may_work_later, false, moment, effects);
	problem_free(&problem);
}

void token_keeper_store(struct token_keeper *keeper, struct token_effects *effects)
{
	effects->field = ACCOUNT_FIELD_REFRESH_TOKEN;
	effects->value = bstrdup(keeper->unstored_refresh);
	token_keeper_await(keeper, KEEPER_STORING, &effects->write_secret);
}

static void note_stored(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	access_token_take(&keeper->current, &keeper->unstored);
	token_keeper_forget_unstored(keeper);
	effects->renewed = true;
	if (keeper->job == KEEPER_STORES && keeper->adoption_awaited && !keeper->adopted_refresh) {
		keeper->adoption_awaited = false;
		effects->stored = true;
	}
	/* whoever asks gets it, even where it lives shorter than one should */
	token_keeper_answer(keeper, NULL, false, effects);
	token_keeper_end_job(keeper, true, moment, effects);
}

void token_keeper_locked(struct token_keeper *keeper, uint64_t id, enum renewal_lock_result result,
			 const struct sync_moment *moment, struct token_effects *effects)
{
	const bool was_interrupted = result == RENEWAL_LOCKED_INTERRUPTED;
	const bool locked = result == RENEWAL_LOCKED || was_interrupted;

	if (keeper->step != KEEPER_LOCKING || id != keeper->awaited_id) {
		/* it came too late; nobody else has it */
		effects->unlock = locked && !keeper->has_lock;
		effects->unlock_settled = !was_interrupted;
		return;
	}
	keeper->has_lock = locked;
	keeper->was_interrupted = was_interrupted;
	/* one that this process has left may have been taken off by another since */
	if (result == RENEWAL_LOCKED)
		keeper->has_left_mark = false;
	if (keeper->is_outdated) {
		token_keeper_end_job(keeper, is_settled_unsent(keeper), moment, effects);
	} else if (result == RENEWAL_BUSY && keeper->job == KEEPER_SIGNS_OUT) {
		problem_set(&effects->erase_problem, "sign_in.busy");
		effects->signed_out = true;
		keeper->sign_out_wanted = false;
		token_keeper_end_job(keeper, false, moment, effects);
	} else if (result == RENEWAL_BUSY) {
		fail_with_code(keeper, "sign_in.busy", true, false, moment, effects);
	} else if (!locked && keeper->job != KEEPER_SIGNS_OUT) {
		fail_with_code(keeper, "sign_in.lock_failed", false, false, moment, effects);
	} else if (keeper->job != KEEPER_STORES) {
		/* what is to be erased is erased without the lock as well */
		token_keeper_read(keeper, KEEPER_READING_SECRET, ACCOUNT_FIELD_CLIENT_SECRET, effects);
	} else if (keeper->spent_refresh) {
		token_keeper_read(keeper, KEEPER_COMPARING, ACCOUNT_FIELD_REFRESH_TOKEN, effects);
	} else {
		token_keeper_store(keeper, effects);
	}
}

static void send(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	if (keeper->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		zoom_oauth_request_account(&effects->request, keeper->oauth_url, &keeper->account,
					   keeper->client_secret);
	else
		zoom_oauth_request_refresh(&effects->request, keeper->oauth_url, &keeper->account,
					   keeper->client_secret, keeper->refresh_token);
	keeper->sent_at_ms = moment->clock_ms;
	token_keeper_await(keeper, KEEPER_SENDING, &effects->send);
}

static void send_revocation(struct token_keeper *keeper, const char *token, const struct sync_moment *moment,
			    struct token_effects *effects)
{
	if (!token) {
		token_keeper_erase_next(keeper, moment, effects);
		return;
	}
	zoom_oauth_request_revoke(&effects->request, keeper->oauth_url, &keeper->account, keeper->client_secret, token);
	token_keeper_await(keeper, KEEPER_SENDING, &effects->send);
}

/* Zoom revokes a sign-in by its access token; the refresh token does where there is none that it still takes. */
static void revoke(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	const struct access_token *access = keeper->unstored.text ? &keeper->unstored : &keeper->current;
	/* one that has ended may be confirmed without anything being revoked (RFC 7009, 2.2) */
	const bool has_access = access->text && access->expires_at_ms > moment->clock_ms;

	keeper->may_revoke_refresh = has_access && keeper->refresh_token;
	send_revocation(keeper, has_access ? access->text : keeper->refresh_token, moment, effects);
}

static void take_client_secret(struct token_keeper *keeper, const char *text, const struct problem *problem,
			       const struct sync_moment *moment, struct token_effects *effects)
{
	const bool rotates = account_method_rotates(keeper->account.method);
	const bool absent = is_absent(text, problem);

	if (!text && !absent) {
		if (keeper->job == KEEPER_SIGNS_OUT) {
			problem_copy(&keeper->revoke_problem, problem);
			token_keeper_erase_next(keeper, moment, effects);
		} else {
			token_keeper_fail_job(keeper, problem, problem_is_of_slow_keychain(problem),
					      is_settled_unsent(keeper), moment, effects);
		}
		return;
	}
	secret_set(&keeper->client_secret, absent ? NULL : text);
	if (rotates)
		token_keeper_read(keeper, KEEPER_READING_TOKEN, ACCOUNT_FIELD_REFRESH_TOKEN, effects);
	else if (keeper->job == KEEPER_SIGNS_OUT)
		send_revocation(keeper, absent ? NULL : keeper->current.text, moment, effects);
	else if (absent)
		fail_with_code(keeper, "sign_in.no_client_secret", false, true, moment, effects);
	else
		send(keeper, moment, effects);
}

/* Each time anew: it may have been written into the file by hand. */
static void take_pasted_token(struct token_keeper *keeper, const char *text, const struct problem *problem,
			      const struct sync_moment *moment, struct token_effects *effects)
{
	char *token = NULL;

	if (!text) {
		token_keeper_fail_job(keeper, problem, problem_is_of_slow_keychain(problem), true, moment, effects);
	} else if (zoom_access_token_clean(text, &token) != ZOOM_ACCESS_TOKEN_OK) {
		fail_with_code(keeper, "account.bad_token", false, true, moment, effects);
	} else {
		keeper->current.text = token;
		token_keeper_answer(keeper, NULL, false, effects);
		access_token_free(&keeper->current);
		token_keeper_end_job(keeper, true, moment, effects);
	}
}

static void take_token(struct token_keeper *keeper, const char *text, const struct problem *problem,
		       const struct sync_moment *moment, struct token_effects *effects)
{
	const bool absent = is_absent(text, problem);

	if (keeper->job == KEEPER_SIGNS_OUT) {
		if (!text && !absent)
			problem_copy(&keeper->revoke_problem, problem);
		secret_set(&keeper->refresh_token,
			   keeper->unstored_refresh ? keeper->unstored_refresh : (absent ? NULL : text));
		/* one that was pasted was made elsewhere */
		if (account_method_rotates(keeper->account.method))
			revoke(keeper, moment, effects);
		else
			token_keeper_erase_next(keeper, moment, effects);
	} else if (keeper->account.method == ACCOUNT_METHOD_ACCESS_TOKEN) {
		take_pasted_token(keeper, text, problem, moment, effects);
	} else if (absent) {
		fail_with_code(keeper, "sign_in.needed", false, is_settled_unsent(keeper), moment, effects);
	} else if (!text) {
		token_keeper_fail_job(keeper, problem, problem_is_of_slow_keychain(problem), is_settled_unsent(keeper),
				      moment, effects);
	} else {
		secret_set(&keeper->refresh_token, text);
		send(keeper, moment, effects);
	}
}

static void compare(struct token_keeper *keeper, const char *text, const struct problem *problem,
		    const struct sync_moment *moment, struct token_effects *effects)
{
	if (is_absent(text, problem) || (text && strcmp(text, keeper->spent_refresh) == 0)) {
		token_keeper_store(keeper, effects);
	} else if (!text) {
		fail_not_stored(keeper, problem, moment, effects);
	} else if (strcmp(text, keeper->unstored_refresh) == 0) {
		/* it was stored after all, late */
		note_stored(keeper, moment, effects);
	} else {
		/* somebody has signed in anew, in another OBS */
		token_keeper_forget_unstored(keeper);
		token_keeper_end_job(keeper, true, moment, effects);
	}
}

void token_keeper_secret(struct token_keeper *keeper, uint64_t id, const char *text, const struct problem *problem,
			 const struct sync_moment *moment, struct token_effects *effects)
{
	if (id != keeper->awaited_id)
		return;
	if (keeper->is_outdated)
		token_keeper_end_job(keeper, is_settled_unsent(keeper), moment, effects);
	else if (keeper->step == KEEPER_READING_SECRET)
		take_client_secret(keeper, text, problem, moment, effects);
	else if (keeper->step == KEEPER_READING_TOKEN)
		take_token(keeper, text, problem, moment, effects);
	else if (keeper->step == KEEPER_COMPARING)
		compare(keeper, text, problem, moment, effects);
}

static void end_sign_out(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	/* what could not be erased is as unclear as it was */
	const bool is_settled = !problem_is_set(&keeper->erase_problem) || is_settled_unsent(keeper);

	effects->signed_out = true;
	effects->is_revoked = keeper->is_revoked;
	problem_copy(&effects->revoke_problem, &keeper->revoke_problem);
	problem_copy(&effects->erase_problem, &keeper->erase_problem);
	keeper->sign_out_wanted = false;
	access_token_free(&keeper->current);
	token_keeper_forget_unstored(keeper);
	token_keeper_end_job(keeper, is_settled, moment, effects);
}

void token_keeper_erase_next(struct token_keeper *keeper, const struct sync_moment *moment,
			     struct token_effects *effects)
{
	static const char *const fields[] = {ACCOUNT_FIELD_REFRESH_TOKEN, ACCOUNT_FIELD_ACCESS_TOKEN,
					     ACCOUNT_FIELD_CLIENT_SECRET};

	if (keeper->erased_count == sizeof(fields) / sizeof(fields[0])) {
		end_sign_out(keeper, moment, effects);
		return;
	}
	effects->field = fields[keeper->erased_count++];
	token_keeper_await(keeper, KEEPER_ERASING, &effects->write_secret);
}

void token_keeper_written(struct token_keeper *keeper, uint64_t id, bool written, const struct problem *problem,
			  const struct sync_moment *moment, struct token_effects *effects)
{
	if (id != keeper->awaited_id)
		return;
	if (keeper->step == KEEPER_ERASING) {
		if (!written && !is_absent(NULL, problem) && !problem_is_set(&keeper->erase_problem))
			problem_copy(&keeper->erase_problem, problem);
		token_keeper_erase_next(keeper, moment, effects);
	} else if (keeper->step != KEEPER_STORING) {
		return;
	} else if (keeper->is_outdated) {
		token_keeper_forget_unstored(keeper);
		token_keeper_end_job(keeper, true, moment, effects);
	} else if (written) {
		note_stored(keeper, moment, effects);
	} else {
		fail_not_stored(keeper, problem, moment, effects);
	}
}

static void take_new_token(struct token_keeper *keeper, struct zoom_oauth_reply *reply,
			   const struct sync_moment *moment, struct token_effects *effects)
{
	if (keeper->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER) {
		access_token_from_reply(&keeper->current, reply, keeper->sent_at_ms);
		effects->renewed = true;
		token_keeper_answer(keeper, NULL, false, effects);
		token_keeper_end_job(keeper, true, moment, effects);
		return;
	}
	access_token_from_reply(&keeper->unstored, reply, keeper->sent_at_ms);
	secret_free(keeper->unstored_refresh);
	keeper->unstored_refresh = reply->refresh_token;
	reply->refresh_token = NULL;
	secret_set(&keeper->spent_refresh, keeper->refresh_token);
	token_keeper_store(keeper, effects);
}

static void take_refusal(struct token_keeper *keeper, const struct zoom_oauth_reply *reply,
			 const struct http_response *response, const struct sync_moment *moment,
			 struct token_effects *effects)
{
	const bool is_refusal = response->result == HTTP_RESULT_REPLY && response->status >= 400 &&
				response->status < 500;
	const bool is_settled = !keeper->was_interrupted && (is_refusal || !response->sent);
	const bool is_transient = reply->outcome == ZOOM_OAUTH_REPLY_TRANSIENT;
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (is_transient && keeper->current.text && keeper->current.expires_at_ms - moment->clock_ms >= USABLE_MS) {
		token_keeper_answer(keeper, NULL, false, effects);
		token_keeper_end_job(keeper, is_settled, moment, effects);
		return;
	}
	problem_copy(&problem, &reply->problem);
	if (!problem_is_set(&problem))
		problem_set(&problem, "sign_in.cancelled");
	if (keeper->was_interrupted && strcmp(problem.code, "sign_in.expired") == 0)
		problem_set_code(&problem, keeper->has_left_mark ? "sign_in.reply_lost" : "sign_in.interrupted");
	token_keeper_fail_job(keeper, &problem, is_transient, is_settled, moment, effects);
	problem_free(&problem);
}

static void take_revocation(struct token_keeper *keeper, const struct zoom_oauth_reply *reply,
			    const struct http_response *response, const struct sync_moment *moment,
			    struct token_effects *effects)
{
	const bool is_refused = response->result == HTTP_RESULT_REPLY && response->status >= 400 &&
				response->status < 500;

	if (is_refused && keeper->may_revoke_refresh) {
		keeper->may_revoke_refresh = false;
		send_revocation(keeper, keeper->refresh_token, moment, effects);
		return;
	}
	keeper->is_revoked = response->result == HTTP_RESULT_REPLY && response->status == 200;
	problem_free(&keeper->revoke_problem);
	if (!keeper->is_revoked)
		problem_copy(&keeper->revoke_problem, &reply->problem);
	token_keeper_erase_next(keeper, moment, effects);
}

void token_keeper_reply(struct token_keeper *keeper, uint64_t id, const struct http_response *response,
			const struct sync_moment *moment, struct token_effects *effects)
{
	const bool is_account = keeper->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER;
	const struct redaction redaction = {
		.secrets = {keeper->client_secret, keeper->refresh_token, keeper->current.text,
			    keeper->unstored_refresh, keeper->unstored.text},
	};
	struct zoom_oauth_reply reply = {0};

	if (keeper->step != KEEPER_SENDING || id != keeper->awaited_id)
		return;
	zoom_oauth_reply_read(&reply, is_account ? ZOOM_GRANT_ACCOUNT : ZOOM_GRANT_REFRESH, response,
			      keeper->oauth_host, &redaction, moment->now_s);
	if (keeper->job == KEEPER_SIGNS_OUT) {
		take_revocation(keeper, &reply, response, moment, effects);
	} else if (keeper->is_outdated) {
		token_keeper_end_job(keeper, true, moment, effects);
	} else if (reply.outcome == ZOOM_OAUTH_REPLY_SUCCESS) {
		take_new_token(keeper, &reply, moment, effects);
	} else {
		take_refusal(keeper, &reply, response, moment, effects);
	}
	zoom_oauth_reply_free(&reply);
}
