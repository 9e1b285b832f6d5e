/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include "core/account/token_source.h"
#include "core/base/secret.h"

/*
 * The token source's world: a store of secrets, a lock with its mark, and a Zoom that
 * gives a new refresh token at each renewal. What the source asks for waits until
 * a test answers it. What no run may ever do is checked here.
 *
 * Tokens are numbered: "access-7" came with "refresh-7".
 */

/* What becomes of a request. */
enum weather {
	WEATHER_FAIR = 1,
	WEATHER_UNREACHABLE, /* nothing was sent */
	WEATHER_LOST,        /* Zoom has done it; its reply does not come */
	WEATHER_CUT,         /* it was sent, but has not come to Zoom */
	WEATHER_OVERLOAD,    /* 503 */
	WEATHER_BAD_SECRET,  /* 401 invalid_client */
};

#define TOKENS_MAX 1024

struct source_world {
	struct token_source *source;
	struct account account;
	struct moment moment;

	/* on disk */
	int stored_refresh;    /* 0: none */
	bool is_stored_broken; /* what is written fails */
	bool is_unreadable;
	bool has_client_secret;
	char access_token[32];
	bool has_mark;

	/* at Zoom */
	int last_given;    /* the newest refresh token */
	int last_received; /* the newest of which the source was told, since it has last signed out */
	int renewed;       /* the newest that came of a renewal by the source; 0: none, or it was erased */
	int valid;         /* the one that is good for a renewal; 0: none */
	int64_t expires_in_s;
	size_t fetches;
	enum weather weather;

	bool is_locked; /* by the source */
	bool lock_is_taken;
	bool lock_is_broken, lock_was_broken; /* now; when it was wanted last */
	bool access_is_not_revoked;           /* Zoom refuses to */

	/* what it waits for */
	enum token_source_wish wish;
	uint64_t wish_id;
	char field[32];
	char value[80];
	bool is_erasure;
	char form[512];
	char url[128];

	uint64_t last_ask;
	size_t open_asks;
	bool answered[TOKENS_MAX];
	bool was_stored[TOKENS_MAX]; /* by number of the refresh token */

	/* the last answer */
	char token[80], scope[80], code[64];
	char last_token[80]; /* the last answer that was a token */
	char doubted[80];    /* the last that was doubted, of those that can be had anew */
	bool may_work_later;
	size_t answers;
	bool adoption_waits;
	bool stored, signed_out, is_revoked;
	char store_code[64], erase_code[64], revoke_code[64];
};

/* Secrets of a sign-in that rotates are touched under its lock only, but where there is none to be had and all goes. */
static inline void world_check_lock(const struct source_world *world)
{
	assert_true(!account_method_rotates(world->account.method) || world->is_locked ||
		    (world->lock_was_broken && token_source_is_signing_out(world->source)));
}

/* Checks and notes what the source wants. */
static inline void world_take(struct source_world *world)
{
	struct token_source_effects taken, *const effects = &taken;
	const bool rotates = account_method_rotates(world->account.method);

	token_source_take(world->source, effects);
	if (effects->unlock) {
		assert_true(world->is_locked);
		world->is_locked = false;
		if (effects->unlock_finished)
			world->has_mark = false;
	}
	for (size_t i = 0; i < effects->answered_count; i++) {
		const uint64_t ask = effects->answered[i].question;

		assert_false(world->answered[ask]);
		world->answered[ask] = true;
		world->open_asks--;
		world->answers++;
	}
	if (effects->answered_count) {
		/* a token or a problem */
		assert_true((effects->token != NULL) != problem_is_set(&effects->problem));
		snprintf(world->token, sizeof(world->token), "%s", effects->token ? effects->token : "");
		if (effects->token)
			snprintf(world->last_token, sizeof(world->last_token), "%s", effects->token);
		/* only where no other one can be had */
		if (effects->token && *world->doubted && strcmp(effects->token, world->doubted) == 0)
			assert_true(world->weather != WEATHER_FAIR || world->is_unreadable);
		snprintf(world->scope, sizeof(world->scope), "%s", effects->scope ? effects->scope : "");
		snprintf(world->code, sizeof(world->code), "%s", effects->problem.code ? effects->problem.code : "");
		world->may_work_later = effects->may_work_later;
		/* never before its refresh token is stored */
		if (effects->token && rotates)
			assert_true(world->was_stored[atoi(effects->token + strlen("access-"))]);
	}
	if (effects->stored) {
		assert_true(world->adoption_waits);
		world->adoption_waits = false;
		world->stored = true;
		snprintf(world->store_code, sizeof(world->store_code), "%s",
			 effects->store_problem.code ? effects->store_problem.code : "");
	}
	if (effects->sign_out.state) {
		world->signed_out = true;
		if (!world->adoption_waits)
			world->last_received = 0;
		assert_int_equal(effects->sign_out.state == SIGN_OUT_FAILED,
				 problem_is_set(&effects->sign_out.erase_problem));
		world->is_revoked = effects->sign_out.is_revoked;
		snprintf(world->erase_code, sizeof(world->erase_code), "%s",
			 effects->sign_out.erase_problem.code ? effects->sign_out.erase_problem.code : "");
		snprintf(world->revoke_code, sizeof(world->revoke_code), "%s",
			 effects->sign_out.revoke_problem.code ? effects->sign_out.revoke_problem.code : "");
	}
	if (effects->wish) {
		/* one at a time */
		assert_int_equal(world->wish, 0);
		world->wish = effects->wish;
		world->wish_id = *token_source_awaited(world->source);
		snprintf(world->field, sizeof(world->field), "%s", effects->field ? effects->field : "");
	}
	if (effects->wish == TOKEN_SOURCE_LOCK)
		assert_false(world->is_locked);
	else if (effects->wish)
		world_check_lock(world);
	if (effects->wish == TOKEN_SOURCE_WRITE) {
		world->is_erasure = !effects->value;
		snprintf(world->value, sizeof(world->value), "%s", effects->value ? effects->value : "");
	}
	if (effects->wish == TOKEN_SOURCE_SEND) {
		snprintf(world->form, sizeof(world->form), "%s", effects->request.form ? effects->request.form : "");
		snprintf(world->url, sizeof(world->url), "%s", effects->request.url);
	}
	token_source_effects_free(effects);
}

static inline void world_create_source(struct source_world *world)
{
	world->source = token_source_create(&world->account, "https://zoom.example/oauth", "zoom.example");
	world->wish = 0;
}

static inline void world_begin(struct source_world *world, enum account_method method)
{
	memset(world, 0, sizeof(*world));
	world->account.id = (char *)"one";
	world->account.name = (char *)"One";
	world->account.method = method;
	world->account.cloud = CLOUD_COMMERCIAL;
	world->account.account_id = (char *)"account";
	world->account.client_id = (char *)"client";
	world->account.redirect_uri = (char *)"http://127.0.0.1:47823/zoom";
	world->moment.clock_ms = 1000000;
	world->moment.wall_ms = INT64_C(1700000000000);
	world->has_client_secret = true;
	world->expires_in_s = 3600;
	world->weather = WEATHER_FAIR;
	if (account_method_rotates(method)) {
		world->last_given = world->valid = world->stored_refresh = 1;
		world->was_stored[1] = true;
	}
	world_create_source(world);
}

static inline void world_end(struct source_world *world)
{
	token_source_free(world->source);
}

/* refused: the token that Zoom has refused; NULL: none. */
static inline void world_ask_instead(struct source_world *world, const char *refused)
{
	struct completion asker = {0};

	assert_true(world->last_ask + 1 < TOKENS_MAX);
	world->open_asks++;
	asker.question = ++world->last_ask;
	token_source_ask(world->source, &asker, refused, &world->moment);
	world_take(world);
}

static inline void world_ask(struct source_world *world, bool is_refused)
{
	world_ask_instead(world, is_refused ? world->last_token : NULL);
}

/* The last token is. */
static inline void world_doubt(struct source_world *world)
{
	token_source_doubt(world->source, world->last_token);
	if (world->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		snprintf(world->doubted, sizeof(world->doubted), "%s", world->last_token);
	world_take(world);
}

static inline int world_give(struct source_world *world)
{
	assert_true(world->last_given + 1 < TOKENS_MAX);
	world->valid = ++world->last_given;
	return world->valid;
}

static inline void world_adopt(struct source_world *world)
{
	struct zoom_oauth_reply reply = {.outcome = ZOOM_REPLY_SUCCESS, .expires_in_s = world->expires_in_s};
	char text[32];

	world->stored = false;
	world->adoption_waits = true;
	snprintf(text, sizeof(text), "access-%d", world_give(world));
	reply.access_token = bstrdup(text);
	snprintf(text, sizeof(text), "refresh-%d", world->valid);
	reply.refresh_token = bstrdup(text);
	world->last_received = world->valid;
	token_source_adopt(world->source, &reply, &world->moment);
	zoom_oauth_reply_free(&reply);
	world_take(world);
}

static inline void world_sign_out(struct source_world *world)
{
	world->signed_out = false;
	token_source_sign_out(world->source, &world->moment);
	world_take(world);
}

static inline void world_answer_lock(struct source_world *world)
{
	enum renewal_lock_result result = world->has_mark ? RENEWAL_LOCKED_INTERRUPTED : RENEWAL_LOCKED;

	world->lock_was_broken = world->lock_is_broken;
	if (world->lock_is_broken) {
		result = RENEWAL_FAILED;
	} else if (world->lock_is_taken) {
		result = RENEWAL_BUSY;
	} else {
		world->is_locked = true;
		world->has_mark = true;
	}
	token_source_answer(world->source, &result, &world->moment);
}

static inline void world_answer_read(struct source_world *world)
{
	char refresh[32];
	const char *text = NULL;
	struct secret_answer answer;

	snprintf(refresh, sizeof(refresh), "refresh-%d", world->stored_refresh);
	if (strcmp(world->field, "client_secret") == 0)
		text = world->has_client_secret ? "client-secret" : NULL;
	else if (strcmp(world->field, "refresh_token") == 0)
		text = world->stored_refresh ? refresh : NULL;
	else
		text = *world->access_token ? world->access_token : NULL;
	if (world->is_unreadable)
		answer = (struct secret_answer){.result = SECRET_DENIED};
	else
		answer = (struct secret_answer){.result = text ? SECRET_OK : SECRET_ABSENT, .text = text};
	token_source_answer(world->source, &answer, &world->moment);
}

static inline void world_answer_write(struct source_world *world)
{
	const bool is_written = !world->is_stored_broken;
	const struct secret_answer answer = {.result = is_written ? SECRET_OK : SECRET_DENIED};

	if (is_written && strcmp(world->field, "refresh_token") == 0) {
		world->stored_refresh = world->is_erasure ? 0 : atoi(world->value + strlen("refresh-"));
		world->was_stored[world->stored_refresh] = true;
		if (world->is_erasure)
			world->renewed = 0;
	} else if (is_written && strcmp(world->field, "client_secret") == 0) {
		assert_true(world->is_erasure);
		world->has_client_secret = false;
	} else if (is_written) {
		world->access_token[0] = 0;
	}
	token_source_answer(world->source, &answer, &world->moment);
}

/* What Zoom answers: the status. */
static inline long world_zoom(struct source_world *world, char *body, size_t size)
{
	const char *refresh = strstr(world->form, "refresh_token=refresh-");
	const bool is_account = world->account.method == ACCOUNT_METHOD_SERVER_TO_SERVER;

	world->fetches++;
	if (strstr(world->url, "/revoke")) {
		if (world->access_is_not_revoked && strstr(world->form, "token=access-")) {
			snprintf(body, size, "{\"reason\":\"Invalid Token!\",\"error\":\"invalid_token\"}");
			return 400;
		}
		world->valid = 0;
		snprintf(body, size, "{\"status\":\"success\"}");
		return 200;
	}
	if (world->weather == WEATHER_BAD_SECRET) {
		snprintf(body, size,
			 "{\"reason\":\"Invalid client_id or client_secret\",\"error\":\"invalid_client\"}");
		return 401;
	}
	if (!is_account && (!refresh || atoi(refresh + strlen("refresh_token=refresh-")) != world->valid)) {
		/* a token that was used before: the whole sign-in is revoked */
		world->valid = 0;
		snprintf(body, size, "{\"reason\":\"Invalid Token!\",\"error\":\"invalid_grant\"}");
		return 400;
	}
	world_give(world);
	if (!is_account)
		world->renewed = world->valid;
	snprintf(body, size,
		 "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"token_type\":\"bearer\","
		 "\"expires_in\":%" PRId64
		 ",\"scope\":\"meeting:update:livestream\",\"api_url\":\"https://api-eu.zoom.us\"}",
		 world->valid, world->valid, world->expires_in_s);
	return 200;
}

static inline void world_answer_send(struct source_world *world)
{
	struct http_response response = {.result = HTTP_RESULT_REPLY, .sent = true};
	char body[512] = "";

	switch (world->weather) {
	case WEATHER_UNREACHABLE:
		response.result = HTTP_RESULT_UNREACHABLE;
		response.sent = false;
		break;
	case WEATHER_LOST:
		world_zoom(world, body, sizeof(body));
		body[0] = 0;
		response.result = HTTP_RESULT_RESET;
		break;
	case WEATHER_CUT:
		response.result = HTTP_RESULT_RESET;
		break;
	case WEATHER_OVERLOAD:
		response.status = 503;
		break;
	default:
		response.status = world_zoom(world, body, sizeof(body));
		if (response.status == 200 && world->valid)
			world->last_received = world->valid;
	}
	response.body = body;
	response.body_size = strlen(body);
	token_source_answer(world->source, &response, &world->moment);
}

static inline void world_deliver(void *context, const void *answer)
{
	struct source_world *world = context;
	const enum token_source_wish wish = world->wish;

	(void)answer;
	world->wish = 0;
	if (wish == TOKEN_SOURCE_LOCK)
		world_answer_lock(world);
	else if (wish == TOKEN_SOURCE_READ)
		world_answer_read(world);
	else if (wish == TOKEN_SOURCE_WRITE)
		world_answer_write(world);
	else if (wish == TOKEN_SOURCE_SEND)
		world_answer_send(world);
	world_take(world);
}

/* Answers what the source waits for, or has waited for: a lock is given back then. */
static inline void world_answer(struct source_world *world)
{
	const struct completion completion = {world_deliver, world, token_source_awaited(world->source),
					      world->wish_id};

	if (world->wish == 0 || completion_finish(&completion, NULL))
		return;
	/* what is at Zoom or at the store by then happens there all the same */
	assert_true(world->wish == TOKEN_SOURCE_LOCK || world->wish == TOKEN_SOURCE_READ);
	world->wish = 0;
}

/* All that it waits for, until it rests. */
static inline void world_answer_all(struct source_world *world)
{
	for (int i = 0; world->wish != 0; i++) {
		assert_true(i < 100);
		world_answer(world);
	}
}

/* As far as to the first wish of that kind. */
static inline void world_answer_until(struct source_world *world, enum token_source_wish wish)
{
	while (world->wish != wish) {
		assert_int_not_equal(world->wish, 0);
		world_answer(world);
	}
}

/* OBS is about to end: what the source waits for may be given up for something else. */
static inline void world_end_obs(struct source_world *world)
{
	const enum token_source_wish wish = world->wish;
	world->wish = 0;
	token_source_end(world->source);
	world_take(world);
	if (world->wish == 0)
		world->wish = wish;
}

/* OBS is killed, and started again. */
static inline void world_crash(struct source_world *world)
{
	token_source_free(world->source);
	memset(world->answered, 0, sizeof(world->answered));
	world->is_locked = false;
	world->open_asks = 0;
	world->last_ask = 0;
	world->last_received = 0;
	world->adoption_waits = false;
	world_create_source(world);
}
