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

void token_source_token_from_reply(struct token_source_token *access, struct zoom_oauth_reply *reply,
				   int64_t sent_at_ms)
{
	int64_t expires_in_s = reply->expires_in_s > 0 ? reply->expires_in_s : USUAL_EXPIRES_IN_S;

	if (expires_in_s > EXPIRES_IN_S_MAX)
		expires_in_s = EXPIRES_IN_S_MAX;
	token_source_token_free(access);
	access->text = reply->access_token;
	access->scope = reply->scope;
	access->api_url = reply->api_url;
	access->expires_at_ms = sent_at_ms + expires_in_s * 1000;
	reply->access_token = NULL;
	reply->scope = NULL;
	reply->api_url = NULL;
}

static void fail_with_code(struct token_source *source, const char *code, bool may_work_later, bool is_finished,
			   const struct moment *moment, struct token_source_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	problem_set(&problem, code);
	token_source_fail_job(source, &problem, may_work_later, is_finished, moment, effects);
	problem_free(&problem);
}

/* Nothing has become of the job, and nothing was sent: an earlier mark stays. */
static bool is_finished_unsent(const struct token_source *source)
{
	return !source->was_interrupted;
}

static void fail_for_secret(struct token_source *source, const struct secret_answer *answer, bool is_finished,
			    const struct moment *moment, struct token_source_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	secret_answer_problem(answer, &problem);
	token_source_fail_job(source, &problem, secret_answer_may_work_later(answer->result), is_finished, moment,
			      effects);
	problem_free(&problem);
}

static void fail_not_stored(struct token_source *source, const struct secret_answer *answer,
			    const struct moment *moment, struct token_source_effects *effects)
{
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	secret_answer_problem(answer, &problem);
	problem_set_subject(&problem, problem.code);
	problem_set_code(&problem, "sign_in.not_stored");
	token_source_fail_job(source, &problem, secret_answer_may_work_later(answer->result), false, moment, effects);
	problem_free(&problem);
}

void token_source_store(struct token_source *source, struct token_source_effects *effects)
{
	effects->field = ACCOUNT_FIELD_REFRESH_TOKEN;
	effects->value = bstrdup(source->unstored_refresh);
	token_source_await(source, TOKEN_SOURCE_STORING, &effects->write_secret);
}

static void note_stored(struct token_source *source, const struct moment *moment, struct token_source_effects *effects)
{
	token_source_token_take(&source->current, &source->unstored);
	token_source_forget_unstored(source);
	effects->renewed = true;
	if (source->job == TOKEN_SOURCE_STORES && source->adoption_awaited && !source->adopted_refresh) {
		source->adoption_awaited = false;
		effects->stored = true;
	}
	/* whoever asks gets it, even where it lives shorter than one should */
	token_source_answer(source, NULL, false, effects);
	token_source_end_job(source, true, moment, effects);
}

void token_source_locked(struct token_source *source, enum renewal_lock_result result, const struct moment *moment,
			 struct token_source_effects *effects)
{
	const bool was_interrupted = result == RENEWAL_LOCKED_INTERRUPTED;
	const bool locked = result == RENEWAL_LOCKED || was_interrupted;

	source->has_lock = locked;
	source->was_interrupted = was_interrupted;
	/* one that this process has left may have been taken off by another since */
	if (result == RENEWAL_LOCKED)
		source->has_left_mark = false;
	if (source->is_outdated) {
		token_source_end_job(source, is_finished_unsent(source), moment, effects);
	} else if (result == RENEWAL_BUSY && source->job == TOKEN_SOURCE_SIGNS_OUT) {
		problem_set(&effects->erase_problem, "sign_in.busy");
		effects->signed_out = true;
		source->sign_out_wanted = false;
		token_source_end_job(source, false, moment, effects);
	} else if (result == RENEWAL_BUSY) {
		fail_with_code(source, "sign_in.busy", true, false, moment, effects);
	} else if (!locked && source->job != TOKEN_SOURCE_SIGNS_OUT) {
		fail_with_code(source, "sign_in.lock_failed", false, false, moment, effects);
	} else if (source->job != TOKEN_SOURCE_STORES) {
		/* what is to be erased is erased without the lock as well */
		token_source_read(source, TOKEN_SOURCE_READING_SECRET, ACCOUNT_FIELD_CLIENT_SECRET, effects);
	} else if (source->spent_refresh) {
		token_source_read(source, TOKEN_SOURCE_COMPARING, ACCOUNT_FIELD_REFRESH_TOKEN, effects);
	} else {
		token_source_store(source, effects);
	}
}

static void send(struct token_source *source, const struct moment *moment, struct token_source_effects *effects)
{
	if (source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		zoom_oauth_request_account(&effects->request, source->oauth_url, &source->account,
					   source->client_secret);
	else
		zoom_oauth_request_refresh(&effects->request, source->oauth_url, &source->account,
					   source->client_secret, source->refresh_token);
	source->sent_at_ms = moment->clock_ms;
	token_source_await(source, TOKEN_SOURCE_SENDING, &effects->send);
}

static void send_revocation(struct token_source *source, const char *token, const struct moment *moment,
			    struct token_source_effects *effects)
{
	if (!token) {
		token_source_erase_next(source, moment, effects);
		return;
	}
	zoom_oauth_request_revoke(&effects->request, source->oauth_url, &source->account, source->client_secret, token);
	token_source_await(source, TOKEN_SOURCE_SENDING, &effects->send);
}

/* Zoom revokes a sign-in by its access token; the refresh token does where there is none that it still takes. */
static void revoke(struct token_source *source, const struct moment *moment, struct token_source_effects *effects)
{
	const struct token_source_token *access = source->unstored.text ? &source->unstored : &source->current;
	/* one that has ended may be confirmed without anything being revoked (RFC 7009, 2.2) */
	const bool has_access = access->text && access->expires_at_ms > moment->clock_ms;

	source->may_revoke_refresh = has_access && source->refresh_token;
	send_revocation(source, has_access ? access->text : source->refresh_token, moment, effects);
}

static void take_client_secret(struct token_source *source, const struct secret_answer *answer,
			       const struct moment *moment, struct token_source_effects *effects)
{
	const bool rotates = account_method_rotates(source->account.method);
	const bool absent = secret_answer_is_absent(answer);

	if (answer->result != SECRET_OK && !absent) {
		if (source->job == TOKEN_SOURCE_SIGNS_OUT) {
			secret_answer_problem(answer, &source->revoke_problem);
			token_source_erase_next(source, moment, effects);
		} else {
			fail_for_secret(source, answer, is_finished_unsent(source), moment, effects);
		}
		return;
	}
	secret_set(&source->client_secret, absent ? NULL : answer->text);
	if (rotates)
		token_source_read(source, TOKEN_SOURCE_READING_TOKEN, ACCOUNT_FIELD_REFRESH_TOKEN, effects);
	else if (source->job == TOKEN_SOURCE_SIGNS_OUT)
		send_revocation(source, absent ? NULL : source->current.text, moment, effects);
	else if (absent)
		fail_with_code(source, "sign_in.no_client_secret", false, true, moment, effects);
	else
		send(source, moment, effects);
}

/* Each time anew: it may have been written into the file by hand. */
static void take_pasted_token(struct token_source *source, const struct secret_answer *answer,
			      const struct moment *moment, struct token_source_effects *effects)
{
	char *token = NULL;

	if (answer->result != SECRET_OK) {
		fail_for_secret(source, answer, true, moment, effects);
	} else if (zoom_access_token_clean(answer->text, &token) != ZOOM_ACCESS_TOKEN_OK) {
		fail_with_code(source, "account.bad_token", false, true, moment, effects);
	} else {
		source->current.text = token;
		token_source_answer(source, NULL, false, effects);
		token_source_token_free(&source->current);
		token_source_end_job(source, true, moment, effects);
	}
}

static void take_token(struct token_source *source, const struct secret_answer *answer, const struct moment *moment,
		       struct token_source_effects *effects)
{
	const bool absent = secret_answer_is_absent(answer);

	if (source->job == TOKEN_SOURCE_SIGNS_OUT) {
		if (answer->result != SECRET_OK && !absent)
			secret_answer_problem(answer, &source->revoke_problem);
		secret_set(&source->refresh_token,
			   source->unstored_refresh ? source->unstored_refresh : (absent ? NULL : answer->text));
		/* one that was pasted was made elsewhere */
		if (account_method_rotates(source->account.method))
			revoke(source, moment, effects);
		else
			token_source_erase_next(source, moment, effects);
	} else if (source->account.method == ACCOUNT_METHOD_ACCESS_TOKEN) {
		take_pasted_token(source, answer, moment, effects);
	} else if (absent) {
		fail_with_code(source, "sign_in.needed", false, is_finished_unsent(source), moment, effects);
	} else if (answer->result != SECRET_OK) {
		fail_for_secret(source, answer, is_finished_unsent(source), moment, effects);
	} else {
		secret_set(&source->refresh_token, answer->text);
		send(source, moment, effects);
	}
}

static void compare(struct token_source *source, const struct secret_answer *answer, const struct moment *moment,
		    struct token_source_effects *effects)
{
	if (secret_answer_is_absent(answer)) {
		token_source_store(source, effects);
	} else if (answer->result != SECRET_OK) {
		fail_not_stored(source, answer, moment, effects);
	} else if (strcmp(answer->text, source->spent_refresh) == 0) {
		token_source_store(source, effects);
	} else if (strcmp(answer->text, source->unstored_refresh) == 0) {
		/* it was stored after all, late */
		note_stored(source, moment, effects);
	} else {
		/* somebody has signed in anew, in another OBS */
		token_source_forget_unstored(source);
		token_source_end_job(source, true, moment, effects);
	}
}

void token_source_secret(struct token_source *source, const struct secret_answer *answer, const struct moment *moment,
			 struct token_source_effects *effects)
{
	if (source->is_outdated)
		token_source_end_job(source, is_finished_unsent(source), moment, effects);
	else if (source->step == TOKEN_SOURCE_READING_SECRET)
		take_client_secret(source, answer, moment, effects);
	else if (source->step == TOKEN_SOURCE_READING_TOKEN)
		take_token(source, answer, moment, effects);
	else
		compare(source, answer, moment, effects);
}

static void end_sign_out(struct token_source *source, const struct moment *moment, struct token_source_effects *effects)
{
	/* what could not be erased is as unclear as it was */
	const bool is_finished = !problem_is_set(&source->erase_problem) || is_finished_unsent(source);

	effects->signed_out = true;
	effects->is_revoked = source->is_revoked;
	problem_copy(&effects->revoke_problem, &source->revoke_problem);
	problem_copy(&effects->erase_problem, &source->erase_problem);
	source->sign_out_wanted = false;
	token_source_token_free(&source->current);
	token_source_forget_unstored(source);
	token_source_end_job(source, is_finished, moment, effects);
}

void token_source_erase_next(struct token_source *source, const struct moment *moment,
			     struct token_source_effects *effects)
{
	static const char *const fields[] = {ACCOUNT_FIELD_REFRESH_TOKEN, ACCOUNT_FIELD_ACCESS_TOKEN,
					     ACCOUNT_FIELD_CLIENT_SECRET};

	if (source->erased_count == sizeof(fields) / sizeof(fields[0])) {
		end_sign_out(source, moment, effects);
		return;
	}
	effects->field = fields[source->erased_count++];
	token_source_await(source, TOKEN_SOURCE_ERASING, &effects->write_secret);
}

void token_source_written(struct token_source *source, const struct secret_answer *answer, const struct moment *moment,
			  struct token_source_effects *effects)
{
	if (source->step == TOKEN_SOURCE_ERASING) {
		if (answer->result != SECRET_OK && answer->result != SECRET_ABSENT &&
		    !problem_is_set(&source->erase_problem))
			secret_answer_problem(answer, &source->erase_problem);
		token_source_erase_next(source, moment, effects);
	} else if (source->is_outdated) {
		token_source_forget_unstored(source);
		token_source_end_job(source, true, moment, effects);
	} else if (answer->result == SECRET_OK) {
		note_stored(source, moment, effects);
	} else {
		fail_not_stored(source, answer, moment, effects);
	}
}

static void take_new_token(struct token_source *source, struct zoom_oauth_reply *reply, const struct moment *moment,
			   struct token_source_effects *effects)
{
	if (source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER) {
		token_source_token_from_reply(&source->current, reply, source->sent_at_ms);
		effects->renewed = true;
		token_source_answer(source, NULL, false, effects);
		token_source_end_job(source, true, moment, effects);
		return;
	}
	token_source_token_from_reply(&source->unstored, reply, source->sent_at_ms);
	secret_free(source->unstored_refresh);
	source->unstored_refresh = reply->refresh_token;
	reply->refresh_token = NULL;
	secret_set(&source->spent_refresh, source->refresh_token);
	token_source_store(source, effects);
}

static void take_refusal(struct token_source *source, const struct zoom_oauth_reply *reply,
			 const struct http_response *response, const struct moment *moment,
			 struct token_source_effects *effects)
{
	const bool is_refusal = response->result == HTTP_RESULT_REPLY && response->status >= 400 &&
				response->status < 500;
	const bool is_finished = !source->was_interrupted && (is_refusal || !response->sent);
	const bool is_transient = reply->outcome == ZOOM_OAUTH_REPLY_TRANSIENT;
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};

	if (is_transient && source->current.text && source->current.expires_at_ms - moment->clock_ms >= USABLE_MS) {
		token_source_answer(source, NULL, false, effects);
		token_source_end_job(source, is_finished, moment, effects);
		return;
	}
	problem_copy(&problem, &reply->problem);
	if (!problem_is_set(&problem))
		problem_set(&problem, "sign_in.cancelled");
	if (source->was_interrupted && strcmp(problem.code, "sign_in.expired") == 0)
		problem_set_code(&problem, source->has_left_mark ? "sign_in.reply_lost" : "sign_in.interrupted");
	token_source_fail_job(source, &problem, is_transient, is_finished, moment, effects);
	problem_free(&problem);
}

static void take_revocation(struct token_source *source, const struct zoom_oauth_reply *reply,
			    const struct http_response *response, const struct moment *moment,
			    struct token_source_effects *effects)
{
	const bool is_refused = response->result == HTTP_RESULT_REPLY && response->status >= 400 &&
				response->status < 500;

	if (is_refused && source->may_revoke_refresh) {
		source->may_revoke_refresh = false;
		send_revocation(source, source->refresh_token, moment, effects);
		return;
	}
	source->is_revoked = response->result == HTTP_RESULT_REPLY && response->status == 200;
	problem_free(&source->revoke_problem);
	if (!source->is_revoked)
		problem_copy(&source->revoke_problem, &reply->problem);
	token_source_erase_next(source, moment, effects);
}

void token_source_reply(struct token_source *source, const struct http_response *response, const struct moment *moment,
			struct token_source_effects *effects)
{
	const bool is_account = source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER;
	const struct redaction redaction = {
		.secrets = {source->client_secret, source->refresh_token, source->current.text,
			    source->unstored_refresh, source->unstored.text},
	};
	struct zoom_oauth_reply reply = {0};

	zoom_oauth_reply_read(&reply, is_account ? ZOOM_GRANT_ACCOUNT : ZOOM_GRANT_REFRESH, response,
			      source->oauth_host, &redaction, moment->now_s);
	if (source->job == TOKEN_SOURCE_SIGNS_OUT) {
		take_revocation(source, &reply, response, moment, effects);
	} else if (source->is_outdated) {
		token_source_end_job(source, true, moment, effects);
	} else if (reply.outcome == ZOOM_OAUTH_REPLY_SUCCESS) {
		take_new_token(source, &reply, moment, effects);
	} else {
		take_refusal(source, &reply, response, moment, effects);
	}
	zoom_oauth_reply_free(&reply);
}
