/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include "core/live/live.h"

/*
 * A livestream's state machine, and what it asks for: a log has a letter for
 * each request and each wish, and the test answers in the same way.
 *
 *   g  GET the meeting      s  start (S: of a webinar)     x  stop (X)
 *   e  ensure               o  OBS's stream is to stop     O  to start
 *   c  a request is cancelled
 *   w  the kind is a webinar's (m: a meeting's)            a  what is armed is written down
 */

#define START_S 1767225600 /* 2026-01-01 00:00:00 GMT */
#define TOKEN "planted-token"

struct live_world {
	const char *label;
	struct live *live;
	struct moment moment;
	char id[24]; /* of the broadcast, as paths have it */
	uint64_t asked;
	struct live_status status;
	char log[256];
	char body[400]; /* of the last request */
	int64_t written_at_s;
};

static inline void note(struct live_world *world, char letter)
{
	const size_t length = strlen(world->log);

	assert_true(length + 1 < sizeof(world->log));
	world->log[length] = letter;
	world->log[length + 1] = '\0';
}

static inline void note_request(struct live_world *world, const struct http_request *request)
{
	const bool is_webinar = strstr(request->url, "/webinars/") != NULL;

	assert_non_null(strstr(request->url, world->id));
	snprintf(world->body, sizeof(world->body), "%s", request->json ? request->json : "");
	if (request->method == HTTP_METHOD_GET)
		note(world, 'g');
	else if (strstr(request->json, "\"start\""))
		note(world, is_webinar ? 'S' : 's');
	else
		note(world, is_webinar ? 'X' : 'x');
}

/* What the caller of live does after an event; and what is always true. */
static inline void world_note(struct live_world *world, struct live_effects *effects)
{
	if (effects->armed_changed) {
		note(world, 'a');
		world->written_at_s = live_armed_at_s(world->live);
	}
	if (effects->remember_kind)
		note(world, effects->remember_kind == BROADCAST_KIND_WEBINAR ? 'w' : 'm');
	if (effects->cancel)
		note(world, 'c');
	if (effects->ensure)
		note(world, 'e');
	if (effects->send)
		note_request(world, &effects->request);
	if (effects->stop_obs)
		note(world, 'o');
	if (effects->start_obs)
		note(world, 'O');
	if (effects->ensure || effects->send) {
		world->asked = effects->ensure ? effects->ensure : effects->send;
		check_number(world->label, "awaited", (long long)*live_awaited(world->live), (long long)world->asked);
	}
	live_effects_free(effects);
	live_get_status(world->live, &world->moment, &world->status);
	check_absent(world->label, "problem", world->status.problem.detail, TOKEN);
	check_number(world->label, "written down", world->written_at_s, world->status.armed_at_s);
	if (world->status.step != LIVE_STEP_NONE && world->status.step != LIVE_STEP_STOPPING_OBS)
		assert_int_not_equal(*live_awaited(world->live), 0);
}

static inline void go_to(struct live_world *world, enum broadcast_kind kind, uint64_t id, const char *account)
{
	const struct broadcast broadcast = {.kind = kind, .id = id};
	struct live_effects effects = {0};

	snprintf(world->id, sizeof(world->id), "s/%llu", (unsigned long long)id);
	live_set_broadcast(world->live, &broadcast, account, &effects);
	world_note(world, &effects);
}

static inline void begin(struct live_world *world, const char *label, enum broadcast_kind kind)
{
	memset(world, 0, sizeof(*world));
	world->label = label;
	world->moment = (struct moment){5000000, START_S * INT64_C(1000), 0};
	world->live = live_create("api.zoom.us", NULL);
	go_to(world, kind, 85746065432, "default");
	world->log[0] = '\0';
}

static inline void end(struct live_world *world)
{
	live_status_free(&world->status);
	live_free(world->live);
}

/* The log so far, which is begun anew. */
static inline void expect_log(struct live_world *world, const char *log)
{
	check_text(world->label, "log", world->log, log);
	world->log[0] = '\0';
}

static inline void expect_state(struct live_world *world, enum live_state state, const char *code)
{
	check_number(world->label, "state", world->status.state, state);
	check_text(world->label, "problem", world->status.problem.code, code);
}

#define DO(world, call)                                         \
	do {                                                    \
		struct live_effects effects_ = {0};             \
		struct live_effects *effects = &effects_;       \
		struct live *live = (world)->live;              \
		const struct moment *moment = &(world)->moment; \
		(void)moment;                                   \
		call;                                           \
		world_note(world, effects);                     \
	} while (0)

static inline void pass(struct live_world *world, int64_t milliseconds)
{
	world->moment.clock_ms += milliseconds;
	world->moment.wall_ms += milliseconds;
}

static inline void reply_with(struct live_world *world, enum http_result result, bool sent, long status,
			      const char *body)
{
	const struct http_response response = {
		.result = result,
		.sent = sent,
		.status = status,
		.body = (char *)body,
		.body_size = body ? strlen(body) : 0,
	};

	assert_int_equal(*live_awaited(world->live), world->asked);
	DO(world, live_reply(live, &response, TOKEN, moment, effects));
}

static inline void reply(struct live_world *world, long status, const char *body)
{
	reply_with(world, HTTP_RESULT_REPLY, true, status, body);
}

#define WAITING "{\"status\":\"waiting\"}"
#define RUNNING "{\"status\":\"started\"}"
#define ERROR(code, message) "{\"code\":" code ",\"message\":\"" message "\"}"
#define NOT_BEGUN ERROR("4927", "Meeting 1 has not started.")
#define WEBINAR_NOT_BEGUN ERROR("200", "Webinar 1 has not started.")
#define IS_WEBINAR ERROR("3000", "Cannot access webinar info.")
#define TOO_SOON ERROR("429", "Please retry making a new request after 30 seconds.")

static inline void ensured(struct live_world *world, enum live_ensured how)
{
	DO(world, live_ensured(live, how, NULL, false, moment, effects));
}

static inline void not_ensured(struct live_world *world, const char *code, bool may_work_later)
{
	struct problem problem = {0};

	problem_set(&problem, code);
	DO(world, live_ensured(live, LIVE_ENSURED_FAILED, &problem, may_work_later, moment, effects));
	problem_free(&problem);
}

static inline void wake(struct live_world *world)
{
	const int64_t wait_ms = live_wake_in_ms(world->live, &world->moment);

	check_number(world->label, "is to be woken", wait_ms >= 0, true);
	pass(world, wait_ms);
	DO(world, live_wake(live, moment, effects));
	if (world->status.step == LIVE_STEP_NONE)
		check_number(world->label, "does not spin", live_wake_in_ms(world->live, &world->moment) != 0, true);
}

/* At rest, started by this OBS. */
static inline void started(struct live_world *world)
{
	DO(world, live_start(live, LIVE_START_ASK, moment, effects));
	ensured(world, LIVE_ENSURED_SAME);
	reply(world, 204, "");
	check_number(world->label, "state", world->status.state, LIVE_ON);
	world->log[0] = '\0';
}

static inline void stream(struct live_world *world, bool on)
{
	DO(world, live_set_streaming(live, on, moment, effects));
}
