/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/token_source_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"

/* An access token with less left is renewed before it is used. */
#define RENEW_BEFORE_MS (5 * 60 * 1000)

void access_token_free(struct access_token *access)
{
	secret_free(access->text);
	bfree(access->scope);
	bfree(access->api_url);
	memset(access, 0, sizeof(*access));
}

void access_token_take(struct access_token *target, struct access_token *source)
{
	access_token_free(target);
	*target = *source;
	memset(source, 0, sizeof(*source));
}

void token_effects_free(struct token_effects *effects)
{
	bfree(effects->answered);
	secret_free(effects->token);
	problem_free(&effects->problem);
	problem_free(&effects->store_problem);
	problem_free(&effects->revoke_problem);
	problem_free(&effects->erase_problem);
	secret_free(effects->value);
	http_request_free(&effects->request);
	memset(effects, 0, sizeof(*effects));
}

struct token_keeper *token_keeper_create(const struct account *account, const char *oauth_url, const char *oauth_host,
					 uint64_t first_id)
{
	struct token_keeper *keeper = bzalloc(sizeof(*keeper));

	account_copy(&keeper->account, account);
	keeper->oauth_url = bstrdup(oauth_url);
	keeper->oauth_host = bstrdup(oauth_host);
	keeper->last_id = first_id;
	keeper->job = KEEPER_RESTS;
	keeper->step = KEEPER_RESTING;
	return keeper;
}

static void wipe_job(struct token_keeper *keeper)
{
	secret_set(&keeper->client_secret, NULL);
	secret_set(&keeper->refresh_token, NULL);
	problem_free(&keeper->revoke_problem);
	problem_free(&keeper->erase_problem);
	keeper->is_revoked = false;
	keeper->may_revoke_refresh = false;
	keeper->erased_count = 0;
	keeper->is_outdated = false;
	keeper->awaited_id = 0;
	keeper->job = KEEPER_RESTS;
	keeper->step = KEEPER_RESTING;
}

void token_keeper_forget_unstored(struct token_keeper *keeper)
{
	access_token_free(&keeper->unstored);
	secret_set(&keeper->unstored_refresh, NULL);
	secret_set(&keeper->spent_refresh, NULL);
}

static void forget_adopted(struct token_keeper *keeper)
{
	access_token_free(&keeper->adopted);
	secret_set(&keeper->adopted_refresh, NULL);
}

void token_keeper_free(struct token_keeper *keeper)
{
	if (!keeper)
		return;
	wipe_job(keeper);
	access_token_free(&keeper->current);
	token_keeper_forget_unstored(keeper);
	forget_adopted(keeper);
	da_free(keeper->asks);
	account_free(&keeper->account);
	bfree(keeper->oauth_url);
	bfree(keeper->oauth_host);
	bfree(keeper);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Whether secrets of one are good for the other. */
static bool same_sign_in(const struct account *a, const struct account *b)
{
	return a->method == b->method && a->cloud == b->cloud && same_text(a->account_id, b->account_id) &&
	       same_text(a->client_id, b->client_id);
}

void token_keeper_set_account(struct token_keeper *keeper, const struct account *account, const char *oauth_url,
			      const char *oauth_host)
{
	const bool is_same = same_sign_in(&keeper->account, account) && same_text(keeper->oauth_url, oauth_url);
	char *url = bstrdup(oauth_url);
	char *host = bstrdup(oauth_host);

	account_copy(&keeper->account, account);
	bfree(keeper->oauth_url);
	bfree(keeper->oauth_host);
	keeper->oauth_url = url;
	keeper->oauth_host = host;
	access_token_free(&keeper->current);
	/* what was fetched with another secret says nothing of the new one; what was renewed is to be stored */
	if (!is_same || keeper->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		keeper->is_outdated = keeper->job == KEEPER_FETCHES || keeper->job == KEEPER_STORES;
	if (is_same)
		return;
	forget_adopted(keeper);
	token_keeper_forget_unstored(keeper);
	keeper->adoption_awaited = false;
}

void token_keeper_await(struct token_keeper *keeper, enum keeper_step step, uint64_t *effect)
{
	keeper->step = step;
	keeper->awaited_id = ++keeper->last_id;
	*effect = keeper->awaited_id;
}

void token_keeper_read(struct token_keeper *keeper, enum keeper_step step, const char *field,
		       struct token_effects *effects)
{
	effects->field = field;
	token_keeper_await(keeper, step, &effects->read_secret);
}

void token_keeper_answer(struct token_keeper *keeper, const struct problem *problem, bool may_work_later,
			 struct token_effects *effects)
{
	if (!keeper->asks.num)
		return;
	effects->answered_count = keeper->asks.num;
	effects->answered = bmemdup(keeper->asks.array, keeper->asks.num * sizeof(uint64_t));
	da_resize(keeper->asks, 0);
	if (problem) {
		problem_copy(&effects->problem, problem);
		effects->may_work_later = may_work_later;
	} else {
		effects->token = bstrdup(keeper->current.text);
	}
}

static bool lasts(const struct token_keeper *keeper, int64_t span_ms, const struct sync_moment *moment)
{
	return keeper->current.text && keeper->current.expires_at_ms - moment->clock_ms >= span_ms;
}

static void begin_job(struct token_keeper *keeper, enum keeper_job job, struct token_effects *effects)
{
	const enum account_method method = keeper->account.method;

	keeper->job = job;
	if (job == KEEPER_STORES || account_method_rotates(method))
		token_keeper_await(keeper, KEEPER_LOCKING, &effects->lock);
	else if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		token_keeper_read(keeper, KEEPER_READING_SECRET, ACCOUNT_FIELD_CLIENT_SECRET, effects);
	else
		token_keeper_read(keeper, KEEPER_READING_TOKEN, ACCOUNT_FIELD_ACCESS_TOKEN, effects);
}

static void begin_adoption(struct token_keeper *keeper, struct token_effects *effects)
{
	/* what could not be stored of the sign-in before is worth nothing any more */
	token_keeper_forget_unstored(keeper);
	access_token_take(&keeper->unstored, &keeper->adopted);
	keeper->unstored_refresh = keeper->adopted_refresh;
	keeper->adopted_refresh = NULL;
	begin_job(keeper, KEEPER_STORES, effects);
}

static void look_for_work(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	if (keeper->job != KEEPER_RESTS)
		return;
	if (keeper->adopted_refresh)
		begin_adoption(keeper, effects);
	else if (keeper->sign_out_wanted && !keeper->is_ending)
		begin_job(keeper, KEEPER_SIGNS_OUT, effects);
	else if (keeper->asks.num && keeper->unstored_refresh)
		begin_job(keeper, KEEPER_STORES, effects);
	else if (keeper->is_ending)
		return;
	else if (keeper->asks.num && lasts(keeper, RENEW_BEFORE_MS, moment))
		token_keeper_answer(keeper, NULL, false, effects);
	else if (keeper->asks.num)
		begin_job(keeper, KEEPER_FETCHES, effects);
}

static void unlock(struct token_keeper *keeper, bool is_settled, struct token_effects *effects)
{
	effects->unlock = effects->unlock || keeper->has_lock;
	effects->unlock_settled = is_settled;
	if (keeper->has_lock && !keeper->was_interrupted)
		keeper->has_left_mark = !is_settled;
	keeper->has_lock = false;
}

void token_keeper_end_job(struct token_keeper *keeper, bool is_settled, const struct sync_moment *moment,
			  struct token_effects *effects)
{
	unlock(keeper, is_settled, effects);
	wipe_job(keeper);
	look_for_work(keeper, moment, effects);
}

void token_keeper_fail_job(struct token_keeper *keeper, const struct problem *problem, bool may_work_later,
			   bool is_settled, const struct sync_moment *moment, struct token_effects *effects)
{
	if (keeper->job == KEEPER_STORES && keeper->adoption_awaited && !keeper->adopted_refresh) {
		keeper->adoption_awaited = false;
		effects->stored = true;
		problem_copy(&effects->store_problem, problem);
	}
	token_keeper_answer(keeper, problem, may_work_later, effects);
	token_keeper_end_job(keeper, is_settled, moment, effects);
}

void token_keeper_ask(struct token_keeper *keeper, uint64_t id, bool is_refused, const struct sync_moment *moment,
		      struct token_effects *effects)
{
	/* one that is being fetched is not the current one yet */
	if (is_refused)
		access_token_free(&keeper->current);
	da_push_back(keeper->asks, &id);
	look_for_work(keeper, moment, effects);
}

void token_keeper_adopt(struct token_keeper *keeper, struct zoom_oauth_reply *reply, const struct sync_moment *moment,
			struct token_effects *effects)
{
	forget_adopted(keeper);
	keeper->adopted_refresh = reply->refresh_token;
	reply->refresh_token = NULL;
	access_token_from_reply(&keeper->adopted, reply, moment->clock_ms);
	keeper->adoption_awaited = true;
	look_for_work(keeper, moment, effects);
}

void token_keeper_sign_out(struct token_keeper *keeper, const struct sync_moment *moment, struct token_effects *effects)
{
	keeper->sign_out_wanted = true;
	look_for_work(keeper, moment, effects);
}

static bool is_past_lock(const struct token_keeper *keeper)
{
	return keeper->step != KEEPER_RESTING && keeper->step != KEEPER_LOCKING;
}

void token_keeper_end(struct token_keeper *keeper, struct token_effects *effects)
{
	const bool is_at_zoom = keeper->step == KEEPER_SENDING || keeper->step == KEEPER_STORING;
	const bool goes_on = is_at_zoom || keeper->job == KEEPER_STORES ||
			     (keeper->job == KEEPER_SIGNS_OUT && is_past_lock(keeper));

	keeper->is_ending = true;
	if (keeper->job == KEEPER_RESTS || goes_on)
		return;
	/* nothing was sent */
	unlock(keeper, !keeper->was_interrupted, effects);
	wipe_job(keeper);
	if (keeper->adopted_refresh)
		begin_adoption(keeper, effects);
}

bool token_keeper_is_renewing(const struct token_keeper *keeper)
{
	const bool renews = keeper->job == KEEPER_FETCHES && account_method_rotates(keeper->account.method) &&
			    (keeper->step == KEEPER_SENDING || keeper->step == KEEPER_STORING);

	return renews || keeper->job == KEEPER_STORES || keeper->adopted_refresh ||
	       (keeper->job == KEEPER_SIGNS_OUT && is_past_lock(keeper));
}

bool token_keeper_is_signing_out(const struct token_keeper *keeper)
{
	return keeper->sign_out_wanted;
}

enum account_method token_keeper_method(const struct token_keeper *keeper)
{
	return keeper->account.method;
}

bool token_keeper_has_lock(const struct token_keeper *keeper)
{
	return keeper->has_lock;
}

const char *token_keeper_api_url(const struct token_keeper *keeper)
{
	return keeper->current.api_url;
}

const char *token_keeper_scope(const struct token_keeper *keeper)
{
	return keeper->current.scope;
}
