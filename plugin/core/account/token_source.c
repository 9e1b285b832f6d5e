/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/token_source_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/base/text.h"

/* An access token with less left is renewed before it is used. */
#define RENEW_BEFORE_MS (5 * 60 * 1000)

void token_source_token_free(struct token_source_token *access)
{
	secret_free(access->text);
	bfree(access->scope);
	bfree(access->api_url);
	memset(access, 0, sizeof(*access));
}

void token_source_token_take(struct token_source_token *target, struct token_source_token *source)
{
	token_source_token_free(target);
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
	problem_free(&effects->revoke_problem);
	problem_free(&effects->erase_problem);
	secret_free(effects->value);
	http_request_free(&effects->request);
	memset(effects, 0, sizeof(*effects));
}

struct token_source *token_source_create(const struct account *account, const char *oauth_url, const char *oauth_host)
{
	struct token_source *source = bzalloc(sizeof(*source));

	account_copy(&source->account, account);
	source->oauth_url = bstrdup(oauth_url);
	source->oauth_host = bstrdup(oauth_host);
	source->job = TOKEN_SOURCE_RESTS;
	source->step = TOKEN_SOURCE_RESTING;
	return source;
}

static void wipe_job(struct token_source *source)
{
	secret_set(&source->client_secret, NULL);
	secret_set(&source->refresh_token, NULL);
	problem_free(&source->revoke_problem);
	problem_free(&source->erase_problem);
	source->is_revoked = false;
	source->may_revoke_refresh = false;
	source->erased_count = 0;
	source->is_outdated = false;
	source->awaited_id = 0;
	source->job = TOKEN_SOURCE_RESTS;
	source->step = TOKEN_SOURCE_RESTING;
}

void token_source_forget_unstored(struct token_source *source)
{
	token_source_token_free(&source->unstored);
	secret_set(&source->unstored_refresh, NULL);
	secret_set(&source->spent_refresh, NULL);
}

static void forget_adopted(struct token_source *source)
{
	token_source_token_free(&source->adopted);
	secret_set(&source->adopted_refresh, NULL);
}

void token_source_free(struct token_source *source)
{
	if (!source)
		return;
	wipe_job(source);
	token_source_token_free(&source->current);
	token_source_forget_unstored(source);
	forget_adopted(source);
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
	char *url = bstrdup(oauth_url);
	char *host = bstrdup(oauth_host);

	account_copy(&source->account, account);
	bfree(source->oauth_url);
	bfree(source->oauth_host);
	source->oauth_url = url;
	source->oauth_host = host;
	token_source_token_free(&source->current);
	/* what was fetched with another secret says nothing of the new one; what was renewed is to be stored */
	if (!is_same || source->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		source->is_outdated = source->job == TOKEN_SOURCE_FETCHES || source->job == TOKEN_SOURCE_STORES;
	if (is_same)
		return;
	forget_adopted(source);
	token_source_forget_unstored(source);
	source->adoption_awaited = false;
}

void token_source_await(struct token_source *source, enum token_source_step step, uint64_t *effect)
{
	source->step = step;
	source->awaited_id = ++source->last_id;
	*effect = source->awaited_id;
}

void token_source_read(struct token_source *source, enum token_source_step step, const char *field,
		       struct token_source_effects *effects)
{
	effects->field = field;
	token_source_await(source, step, &effects->read_secret);
}

void token_source_answer(struct token_source *source, const struct problem *problem, bool may_work_later,
			 struct token_source_effects *effects)
{
	if (!source->asks.num)
		return;
	effects->answered_count = source->asks.num;
	effects->answered = bmemdup(source->asks.array, source->asks.num * sizeof(struct completion));
	da_resize(source->asks, 0);
	if (problem) {
		problem_copy(&effects->problem, problem);
		effects->may_work_later = may_work_later;
	} else {
		effects->token = bstrdup(source->current.text);
		effects->scope = source->current.scope ? bstrdup(source->current.scope) : NULL;
	}
}

static bool lasts(const struct token_source *source, int64_t span_ms, const struct moment *moment)
{
	return source->current.text && source->current.expires_at_ms - moment->clock_ms >= span_ms;
}

static void begin_job(struct token_source *source, enum token_source_job job, struct token_source_effects *effects)
{
	const enum account_method method = source->account.method;

	source->job = job;
	if (job == TOKEN_SOURCE_STORES || account_method_rotates(method))
		token_source_await(source, TOKEN_SOURCE_LOCKING, &effects->lock);
	else if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		token_source_read(source, TOKEN_SOURCE_READING_SECRET, ACCOUNT_FIELD_CLIENT_SECRET, effects);
	else
		token_source_read(source, TOKEN_SOURCE_READING_TOKEN, ACCOUNT_FIELD_ACCESS_TOKEN, effects);
}

static void begin_adoption(struct token_source *source, struct token_source_effects *effects)
{
	/* what could not be stored of the sign-in before is worth nothing any more */
	token_source_forget_unstored(source);
	token_source_token_take(&source->unstored, &source->adopted);
	source->unstored_refresh = source->adopted_refresh;
	source->adopted_refresh = NULL;
	begin_job(source, TOKEN_SOURCE_STORES, effects);
}

static void schedule(struct token_source *source, const struct moment *moment, struct token_source_effects *effects)
{
	if (source->job != TOKEN_SOURCE_RESTS)
		return;
	if (source->adopted_refresh)
		begin_adoption(source, effects);
	else if (source->sign_out_wanted && !source->is_ending)
		begin_job(source, TOKEN_SOURCE_SIGNS_OUT, effects);
	else if (source->asks.num && source->unstored_refresh)
		begin_job(source, TOKEN_SOURCE_STORES, effects);
	else if (source->is_ending)
		return;
	else if (source->asks.num && lasts(source, RENEW_BEFORE_MS, moment))
		token_source_answer(source, NULL, false, effects);
	else if (source->asks.num)
		begin_job(source, TOKEN_SOURCE_FETCHES, effects);
}

static void unlock(struct token_source *source, bool is_finished, struct token_source_effects *effects)
{
	effects->unlock = effects->unlock || source->has_lock;
	effects->unlock_finished = is_finished;
	if (source->has_lock && !source->was_interrupted)
		source->has_left_mark = !is_finished;
	source->has_lock = false;
}

void token_source_end_job(struct token_source *source, bool is_finished, const struct moment *moment,
			  struct token_source_effects *effects)
{
	unlock(source, is_finished, effects);
	wipe_job(source);
	schedule(source, moment, effects);
}

void token_source_fail_job(struct token_source *source, const struct problem *problem, bool may_work_later,
			   bool is_finished, const struct moment *moment, struct token_source_effects *effects)
{
	if (source->job == TOKEN_SOURCE_STORES && source->adoption_awaited && !source->adopted_refresh) {
		source->adoption_awaited = false;
		effects->stored = true;
		problem_copy(&effects->store_problem, problem);
	}
	token_source_answer(source, problem, may_work_later, effects);
	token_source_end_job(source, is_finished, moment, effects);
}

void token_source_ask(struct token_source *source, const struct completion *asker, const char *refused,
		      const struct moment *moment, struct token_source_effects *effects)
{
	/* one that is being fetched is not the current one yet */
	if (refused && source->current.text && strcmp(source->current.text, refused) == 0)
		token_source_token_free(&source->current);
	da_push_back(source->asks, asker);
	schedule(source, moment, effects);
}

void token_source_adopt(struct token_source *source, struct zoom_oauth_reply *reply, const struct moment *moment,
			struct token_source_effects *effects)
{
	forget_adopted(source);
	source->adopted_refresh = reply->refresh_token;
	reply->refresh_token = NULL;
	token_source_token_from_reply(&source->adopted, reply, moment->clock_ms);
	source->adoption_awaited = true;
	schedule(source, moment, effects);
}

void token_source_sign_out(struct token_source *source, const struct moment *moment,
			   struct token_source_effects *effects)
{
	source->sign_out_wanted = true;
	schedule(source, moment, effects);
}

static bool is_past_lock(const struct token_source *source)
{
	return source->step != TOKEN_SOURCE_RESTING && source->step != TOKEN_SOURCE_LOCKING;
}

void token_source_end(struct token_source *source, struct token_source_effects *effects)
{
	const bool is_at_zoom = source->step == TOKEN_SOURCE_SENDING || source->step == TOKEN_SOURCE_STORING;
	const bool goes_on = is_at_zoom || source->job == TOKEN_SOURCE_STORES ||
			     (source->job == TOKEN_SOURCE_SIGNS_OUT && is_past_lock(source));

	source->is_ending = true;
	if (source->job == TOKEN_SOURCE_RESTS || goes_on)
		return;
	/* nothing was sent */
	unlock(source, !source->was_interrupted, effects);
	wipe_job(source);
	if (source->adopted_refresh)
		begin_adoption(source, effects);
}

const uint64_t *token_source_awaited(const struct token_source *source)
{
	return &source->awaited_id;
}

bool token_source_is_renewing(const struct token_source *source)
{
	const bool renews = source->job == TOKEN_SOURCE_FETCHES && account_method_rotates(source->account.method) &&
			    (source->step == TOKEN_SOURCE_SENDING || source->step == TOKEN_SOURCE_STORING);

	return renews || source->job == TOKEN_SOURCE_STORES || source->adopted_refresh ||
	       (source->job == TOKEN_SOURCE_SIGNS_OUT && is_past_lock(source));
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
