/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/probe.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"

enum check_step {
	CHECK_RESTING = 1,
	CHECK_ASKING,
	CHECK_READING_USER,
	CHECK_READING_SETTINGS,
};

struct account_check {
	struct account account;
	enum check_step step;
	enum check_step asked_for; /* the step that needs the token */
	uint64_t last_id;
	uint64_t awaited_id;
	char *token; /* secret */
	char *scope;
	char *api_url;
	char *host;
	bool was_renewed;
	struct account_check_status status;
};

void account_check_effects_free(struct account_check_effects *effects)
{
	http_request_free(&effects->request);
	memset(effects, 0, sizeof(*effects));
}

static void clear_status(struct account_check_status *status, enum account_check_state state)
{
	problem_free(&status->problem);
	problem_free(&status->user_problem);
	problem_free(&status->settings_problem);
	zoom_user_free(&status->user);
	status->state = state;
	status->settings.livestreaming = ZOOM_SWITCH_UNKNOWN;
	status->settings.custom_service = ZOOM_SWITCH_UNKNOWN;
	status->settings.webinar_livestreaming = ZOOM_SWITCH_UNKNOWN;
	for (size_t i = 0; i < ZOOM_FEATURE_COUNT; i++)
		status->features[i] = FEATURE_UNKNOWN;
}

struct account_check *account_check_create(uint64_t first_id)
{
	struct account_check *check = bzalloc(sizeof(*check));

	check->last_id = first_id;
	check->step = CHECK_RESTING;
	clear_status(&check->status, ACCOUNT_CHECK_NONE);
	return check;
}

static void set_text(char **target, const char *text)
{
	char *copy = text ? bstrdup(text) : NULL;

	bfree(*target);
	*target = copy;
}

static void rest(struct account_check *check)
{
	secret_set(&check->token, NULL);
	set_text(&check->scope, NULL);
	set_text(&check->api_url, NULL);
	set_text(&check->host, NULL);
	check->was_renewed = false;
	check->awaited_id = 0;
	check->step = CHECK_RESTING;
}

void account_check_free(struct account_check *check)
{
	if (!check)
		return;
	rest(check);
	clear_status(&check->status, ACCOUNT_CHECK_NONE);
	account_free(&check->account);
	bfree(check);
}

static void await(struct account_check *check, enum check_step step, uint64_t *effect)
{
	check->step = step;
	check->awaited_id = ++check->last_id;
	*effect = check->awaited_id;
}

static void stop(struct account_check *check, struct account_check_effects *effects)
{
	if (check->step == CHECK_READING_USER || check->step == CHECK_READING_SETTINGS)
		effects->cancel = check->awaited_id;
	rest(check);
	effects->status_changed = true;
}

void account_check_begin(struct account_check *check, const struct account *account,
			 struct account_check_effects *effects)
{
	stop(check, effects);
	clear_status(&check->status, ACCOUNT_CHECK_RUNNING);
	account_copy(&check->account, account);
	check->asked_for = CHECK_READING_USER;
	await(check, CHECK_ASKING, &effects->ask_token);
}

void account_check_reset(struct account_check *check, struct account_check_effects *effects)
{
	if (check->status.state == ACCOUNT_CHECK_NONE)
		return;
	stop(check, effects);
	clear_status(&check->status, ACCOUNT_CHECK_NONE);
}

static void fail(struct account_check *check, const struct problem *problem, struct account_check_effects *effects)
{
	problem_copy(&check->status.problem, problem);
	check->status.state = ACCOUNT_CHECK_FAILED;
	rest(check);
	effects->status_changed = true;
}

void account_check_refuse(struct account_check *check, const struct problem *problem,
			  struct account_check_effects *effects)
{
	stop(check, effects);
	clear_status(&check->status, ACCOUNT_CHECK_NONE);
	fail(check, problem, effects);
}

static void send(struct account_check *check, enum check_step step, struct account_check_effects *effects)
{
	const char *user = check->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER ? check->account.user : NULL;

	if (step == CHECK_READING_USER)
		zoom_user_get(&effects->request, check->api_url, check->token, user);
	else
		zoom_user_get_settings(&effects->request, check->api_url, check->token, user);
	await(check, step, &effects->send);
}

void account_check_token(struct account_check *check, uint64_t id, const char *token, const char *scope,
			 const char *api_url, const char *host, const struct problem *problem,
			 struct account_check_effects *effects)
{
	if (check->step != CHECK_ASKING || id != check->awaited_id)
		return;
	if (!token) {
		fail(check, problem, effects);
		return;
	}
	secret_set(&check->token, token);
	set_text(&check->scope, scope);
	set_text(&check->api_url, api_url);
	set_text(&check->host, host);
	send(check, check->asked_for, effects);
}

static void set_feature(struct account_check *check, enum zoom_feature feature, enum feature_state state)
{
	check->status.features[feature - 1] = state;
}

static void finish(struct account_check *check, struct account_check_effects *effects)
{
	for (int feature = 1; check->scope && feature <= ZOOM_FEATURE_COUNT; feature++) {
		const bool allowed = zoom_scope_allows(check->scope, (enum zoom_feature)feature);

		set_feature(check, (enum zoom_feature)feature, allowed ? FEATURE_ALLOWED : FEATURE_MISSING);
	}
	check->status.state = ACCOUNT_CHECK_DONE;
	rest(check);
	effects->status_changed = true;
}

static void take_outcome(struct account_check *check, const struct zoom_reply *reply,
			 struct account_check_effects *effects)
{
	const bool is_user = check->step == CHECK_READING_USER;
	const enum zoom_feature feature = is_user ? ZOOM_FEATURE_TELL_USER : ZOOM_FEATURE_TELL_SETTINGS;

	switch (reply->outcome) {
	case ZOOM_REPLY_TOKEN:
		if (!check->was_renewed) {
			check->was_renewed = true;
			check->asked_for = check->step;
			effects->renew_token = true;
			await(check, CHECK_ASKING, &effects->ask_token);
			return;
		}
		fail(check, &reply->problem, effects);
		return;
	case ZOOM_REPLY_TRANSIENT:
		fail(check, &reply->problem, effects);
		return;
	case ZOOM_REPLY_CANCELLED:
		rest(check);
		clear_status(&check->status, ACCOUNT_CHECK_NONE);
		effects->status_changed = true;
		return;
	case ZOOM_REPLY_SUCCESS:
		set_feature(check, feature, FEATURE_ALLOWED);
		break;
	default:
		if (reply->missing_scope)
			set_feature(check, feature, FEATURE_MISSING);
		problem_copy(is_user ? &check->status.user_problem : &check->status.settings_problem, &reply->problem);
	}
	if (is_user)
		send(check, CHECK_READING_SETTINGS, effects);
	else
		finish(check, effects);
}

void account_check_reply(struct account_check *check, uint64_t id, const struct http_response *response,
			 const struct sync_moment *moment, struct account_check_effects *effects)
{
	const struct redaction redaction = {.secrets = {check->token}};
	struct zoom_reply reply = {0};

	if (id != check->awaited_id)
		return;
	if (check->step == CHECK_READING_USER)
		zoom_user_read(&reply, &check->status.user, response, check->host, &redaction, moment->now_s);
	else if (check->step == CHECK_READING_SETTINGS)
		zoom_user_read_settings(&reply, &check->status.settings, response, check->host, &redaction,
					moment->now_s);
	else
		return;
	take_outcome(check, &reply, effects);
	zoom_reply_free(&reply);
}

void account_check_get_status(const struct account_check *check, struct account_check_status *status)
{
	const struct account_check_status *own = &check->status;

	clear_status(status, own->state);
	problem_copy(&status->problem, &own->problem);
	problem_copy(&status->user_problem, &own->user_problem);
	problem_copy(&status->settings_problem, &own->settings_problem);
	status->user.name = own->user.name ? bstrdup(own->user.name) : NULL;
	status->user.email = own->user.email ? bstrdup(own->user.email) : NULL;
	status->settings = own->settings;
	memcpy(status->features, own->features, sizeof(own->features));
}
