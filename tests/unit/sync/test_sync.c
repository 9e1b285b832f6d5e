/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/completion.h"
#include "support/sync_cases.h"

/* One push, fetch or undo after the other, step by step, with auto-sync off. */

/* A sync and those who answer it. */
struct world {
	struct sync *sync;
	enum encoding encoding;
	bool refuse;
	enum broadcast_kind kind;
	uint64_t read_id, token_id, reply_id, kept_id, undo_id, write_id; /* what was asked for last */
	struct livestream kept;
	const char *token; /* that is in use */
	char sent;         /* the last request */
	bool is_renewed;   /* the token, in this round */
	bool renews;       /* a renewed one is waited for */
	struct dstr effects;
};

static const struct moment moment = {.clock_ms = 1000000, .wall_ms = NOW_S * INT64_C(1000), .random = 12345};
static const struct destination good = {.service_type = "rtmp_custom", .url = URL, .key = KEY};
static const struct destination moved = {.service_type = "rtmp_custom", .url = URL, .key = KEY "-2"};
static const struct destination with_login = {.service_type = "rtmp_custom", .url = URL, .key = KEY, .uses_login = true};
static const struct destination elsewhere = {.service_type = "rtmp_custom", .url = OTHER_URL, .key = KEY};
static const struct destination binary = {.service_type = "rtmp_custom", .url = URL, .key = "\xff" KEY};
static const struct destination bad = {.service_type = "whip_custom", .key = KEY};

static void nobody_is_told(void *context, const void *answer)
{
	(void)context;
	(void)answer;
}

/* Else the answer is dropped where it comes in. */
static bool is_awaited(const struct sync *sync, uint64_t id)
{
	const struct completion completion = {nobody_is_told, NULL, sync_awaited(sync), id};

	return completion_is_awaited(&completion);
}

static char letter_of(const struct http_request *request)
{
	const char *path = strstr(request->url, "/livestream");

	assert_null(request->bearer_token);
	if (request->method == HTTP_METHOD_PATCH)
		return request->json ? 'j' : 'm';
	if (!path)
		return 'n';
	/* a fetch that takes too long must not keep the push waiting */
	assert_true(request->total_timeout_ms == 0 || request->total_timeout_ms == LOOK_LIMIT_MS);
	return request->total_timeout_ms ? 'l' : 'g';
}

static void note_what_is_asked(struct world *world, const struct sync_effects *effects)
{
	struct dstr *out = &world->effects;

	/* never two answers awaited at once */
	assert_true((effects->read_destination != 0) + (effects->ask_access != 0) + (effects->send != 0) +
			    (effects->store_undo != 0) + (effects->read_undo != 0) + (effects->write_record != 0) <=
		    1);
	if (effects->read_destination) {
		world->read_id = effects->read_destination;
		dstr_cat(out, "r");
	}
	if (effects->read_undo) {
		world->undo_id = effects->read_undo;
		dstr_cat(out, "u");
	}
	if (effects->ask_access) {
		world->token_id = effects->ask_access;
		dstr_cat(out, "t");
	}
	if (effects->store_undo) {
		world->kept_id = effects->store_undo;
		livestream_copy(&world->kept, &effects->undo);
		dstr_cat(out, "k");
	}
	if (effects->write_record) {
		world->write_id = effects->write_record;
		dstr_cat(out, "w");
	}
	if (effects->send) {
		world->reply_id = effects->send;
		world->sent = letter_of(&effects->request);
		dstr_cat_ch(out, world->sent);
	}
}

static void note_effects(struct world *world, struct sync_effects *effects)
{
	struct dstr *out = &world->effects;

	if (effects->cancel) {
		assert_int_equal(effects->cancel, world->reply_id);
		dstr_cat(out, "c");
	}
	if (effects->pushed_by_hand)
		dstr_cat(out, "h");
	if (effects->forget_encoding)
		dstr_cat(out, "F");
	if (effects->remember_kind)
		dstr_cat(out, "K");
	if (effects->erase_undo)
		dstr_cat(out, "e");
	if (effects->remember_encoding)
		dstr_cat(out, effects->remember_encoding == ENCODING_JSON ? "J" : "M");
	note_what_is_asked(world, effects);
	check_absent("effects", "tracking id", effects->tracking_id, SECRET);
	/* nobody has asked for auto-sync */
	assert_int_equal(sync_wake_in_ms(world->sync, &moment), -1);
	sync_effects_free(effects);
}

static char *test_digest(void *data, const char *bytes, size_t size)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char text[65];

	(void)data;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
	snprintf(text, sizeof(text), "%064" PRIx64, hash);
	return bstrdup(text);
}

static void set_broadcast(struct world *world, uint64_t id, const char *account_id, struct sync_effects *effects)
{
	const struct broadcast broadcast = {.kind = world->kind, .id = id, .page_url = PAGE};

	sync_set_broadcast(world->sync, &broadcast, account_id, &moment, effects);
}

static void start_sync(struct world *world)
{
	const struct push_record nothing = {0};
	struct problem obstacle = {0};
	struct sync_effects effects = {0};

	problem_set(&obstacle, "endpoint.bad_url");
	const struct sync_options options = {.host = "api.zoom.us",
					     .encoding = world->encoding,
					     .obstacle = world->refuse ? &obstacle : NULL,
					     .digest = test_digest};

	sync_free(world->sync);
	world->sync = sync_create(&options);
	set_broadcast(world, 85746065432, "default", &effects);
	sync_effects_free(&effects);
	sync_set_record(world->sync, &nothing, true, true, &moment, &effects);
	sync_effects_free(&effects);
	problem_free(&obstacle);
}

static void reply(struct world *world, uint64_t id, enum event event, struct sync_effects *effects)
{
	char tracking_id[40];

	snprintf(tracking_id, sizeof(tracking_id), "id of %s", world->token);
	for (size_t i = 0; i < COUNT(replies); i++) {
		struct http_response response = {.result = replies[i].result,
						 .status = replies[i].status,
						 .sent = replies[i].sent,
						 .body = replies[i].body,
						 .duration_us = 1500};

		if (replies[i].event != event || !is_awaited(world->sync, id))
			continue;
		response.body_size = response.body ? strlen(response.body) : 0;
		response.headers[response.header_count++] = (struct http_header){"x-zm-trackingid", tracking_id};
		sync_reply(world->sync, &response, world->token, &moment, effects);
	}
}

/* As controller/api does it: the first refusal of a round renews the token, and sync hears nothing of it. */
static bool renews(struct world *world, enum event event)
{
	if (event != REPLY_124 || world->is_renewed)
		return false;
	world->is_renewed = world->renews = true;
	dstr_cat(&world->effects, "T");
	return true;
}

static void give_token(struct world *world, enum event event, struct sync_effects *effects)
{
	const uint64_t id = world->token_id + (event == FOREIGN_TOKEN ? 1000 : 0);
	const bool renewed = world->renews;
	struct problem problem = {0};

	if (!renewed && !is_awaited(world->sync, id))
		return;
	world->renews = false;
	if (!renewed)
		world->is_renewed = false;
	problem_set(&problem, "account.no_token");
	if (event == NO_TOKEN)
		sync_no_access(world->sync, &problem, false, &moment, effects);
	else if (!renewed)
		sync_access(world->sync, &moment, effects);
	else if (event == GIVE_TOKEN)
		/* there is no other one */
		reply(world, world->reply_id, REPLY_124, effects);
	else
		dstr_cat_ch(&world->effects, world->sent);
	if (event == NEW_TOKEN)
		world->token = TOKEN_2;
	problem_free(&problem);
}

static void give_undo(struct world *world, enum event event, struct sync_effects *effects)
{
	const uint64_t id = world->undo_id + (event == FOREIGN_UNDO ? 1000 : 0);
	const bool is_read = event != NO_UNDO && event != BAD_UNDO;
	struct problem problem = {0};

	problem_set(&problem, event == BAD_UNDO ? "undo.broken" : "keychain.denied");
	if (is_awaited(world->sync, id))
		sync_undo_read(world->sync, is_read ? &world->kept : NULL, &problem, &moment, effects);
	problem_free(&problem);
}

static void give_destination(struct world *world, uint64_t id, const struct destination *destination,
			     struct sync_effects *effects)
{
	if (is_awaited(world->sync, id))
		sync_destination_read(world->sync, destination, &moment, effects);
}

static void tell_kept(struct world *world, uint64_t id, bool kept, struct sync_effects *effects)
{
	if (is_awaited(world->sync, id))
		sync_undo_stored(world->sync, kept, &moment, effects);
}

static void happen(struct world *world, enum event event)
{
	struct sync_effects effects = {0};
	struct sync *sync = world->sync;

	switch (event) {
	case PUSH:
		sync_push(sync, &moment, &effects);
		break;
	case UNDO:
		sync_undo(sync, &moment, &effects);
		break;
	case CANCEL:
		sync_cancel(sync, &moment, &effects);
		break;
	case CHECK:
		sync_fetch(sync, &moment, &effects);
		break;
	case REMEMBER_MULTIPART:
	case REMEMBER_JSON:
		world->encoding = event == REMEMBER_JSON ? ENCODING_JSON : ENCODING_MULTIPART;
		start_sync(world);
		break;
	case REFUSE:
		world->refuse = true;
		start_sync(world);
		break;
	case WEBINAR:
		world->kind = BROADCAST_KIND_WEBINAR;
		start_sync(world);
		break;
	case READ:
		give_destination(world, world->read_id, &good, &effects);
		break;
	case READ_BAD:
		give_destination(world, world->read_id, &bad, &effects);
		break;
	case READ_BINARY:
		give_destination(world, world->read_id, &binary, &effects);
		break;
	case FOREIGN_READ:
		give_destination(world, world->read_id + 1000, &bad, &effects);
		break;
	case CHANGE_SERVER:
		sync_set_destination(sync, &elsewhere, &moment, &effects);
		break;
	case CHANGE_LOGIN:
		sync_set_destination(sync, &with_login, &moment, &effects);
		break;
	case CHANGE_DESTINATION:
		sync_set_destination(sync, &moved, &moment, &effects);
		break;
	case GIVE_TOKEN:
	case NEW_TOKEN:
	case NO_TOKEN:
	case FOREIGN_TOKEN:
		give_token(world, event, &effects);
		break;
	case KEPT:
	case NOT_KEPT:
		tell_kept(world, world->kept_id, event == KEPT, &effects);
		break;
	case FOREIGN_KEPT:
		tell_kept(world, world->kept_id + 1000, true, &effects);
		break;
	case WRITTEN:
		if (is_awaited(sync, world->write_id))
			sync_record_written(sync, &moment, &effects);
		break;
	case UNDO_READ:
	case NO_UNDO:
	case BAD_UNDO:
	case FOREIGN_UNDO:
		give_undo(world, event, &effects);
		break;
	case CHANGE_MEETING:
		set_broadcast(world, 123456789, "default", &effects);
		break;
	case LOSE_ACCOUNT:
		set_broadcast(world, 85746065432, NULL, &effects);
		break;
	default:
		if (renews(world, event))
			return;
		reply(world, world->reply_id + (event == FOREIGN_REPLY ? 1000 : 0), event, &effects);
	}
	if (event == FOREIGN_TOKEN || event == FOREIGN_KEPT || event == FOREIGN_UNDO || event == FOREIGN_REPLY)
		assert_false(effects.status_changed);
	note_effects(world, &effects);
}

static void check_status_has_no_secret(const struct world *world, const char *label)
{
	struct status status = {0};

	sync_get_status(world->sync, &moment, &status);
	const char *const texts[] = {status.problem.code,
				     status.problem.subject,
				     status.problem.detail,
				     status.problem.tracking_id,
				     status.broadcast.page_url,
				     status.destination_url,
				     status.destination_key_hint,
				     status.destination_problem.detail,
				     status.remote_url,
				     status.remote_page_url,
				     status.remote_problem.subject,
				     status.remote_problem.detail,
				     status.remote_problem.tracking_id,
				     status.topic,
				     status.host};

	for (size_t i = 0; i < COUNT(texts); i++)
		check_absent(label, "status", texts[i], SECRET);
	status_free(&status);
}

static void begin_world(struct world *world)
{
	memset(world, 0, sizeof(*world));
	dstr_copy(&world->effects, "");
	world->kind = BROADCAST_KIND_UNKNOWN;
	world->token = TOKEN;
	start_sync(world);
}

static void end_world(struct world *world)
{
	sync_free(world->sync);
	livestream_free(&world->kept);
	dstr_free(&world->effects);
}

static void goes_through_its_steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct sync_case *c = &cases[i];
		struct status status = {0};
		struct world world;

		begin_world(&world);
		for (size_t j = 0; j < EVENTS_MAX && c->events[j] != END; j++) {
			happen(&world, c->events[j]);
			check_status_has_no_secret(&world, c->name);
		}
		sync_get_status(world.sync, &moment, &status);
		check_text(c->name, "effects", world.effects.array ? world.effects.array : "", c->effects);
		check_number(c->name, "state", status.state, c->state);
		check_text(c->name, "code", status.problem.code, c->code);
		status_free(&status);
		end_world(&world);
	}
}

static void tells_what_was_pushed(void **state)
{
	static const enum event events[] = {BEGIN, REPLY_415, FINISH, CHANGE_DESTINATION};
	struct status status = {0};
	struct world world;

	(void)state;
	begin_world(&world);
	for (size_t i = 0; i < COUNT(events); i++)
		happen(&world, events[i]);
	sync_get_status(world.sync, &moment, &status);
	assert_int_equal(status.pushed_at_s, NOW_S);
	assert_int_equal(status.duration_ms, 3);
	assert_int_equal(status.attempts, 1);
	assert_true(status.changed_since_push);
	assert_true(status.has_account);
	assert_int_equal(status.broadcast.kind, BROADCAST_KIND_MEETING);
	assert_string_equal(status.destination_url, URL);
	assert_string_equal(status.topic, "Sunday service");
	status_free(&status);
	end_world(&world);
}

/* One that joins a fetch is the first, too. */
static void counts_attempts(void **state)
{
	static const enum event events[] = {BEGIN, REPLY_500, CHECK, GIVE_TOKEN, PUSH, REPLY_NOTHING, READ, FINISH};
	struct status status = {0};
	struct world world;

	(void)state;
	begin_world(&world);
	for (size_t i = 0; i < COUNT(events); i++)
		happen(&world, events[i]);
	sync_get_status(world.sync, &moment, &status);
	assert_int_equal(status.state, STATUS_IN_SYNC);
	assert_int_equal(status.attempts, 1);
	status_free(&status);
	end_world(&world);
}

static void takes_no_destination_that_it_has_not_asked_for(void **state)
{
	struct status status = {0};
	struct world world;

	(void)state;
	begin_world(&world);
	happen(&world, FOREIGN_READ);
	sync_get_status(world.sync, &moment, &status);
	assert_false(status.destination_known);
	status_free(&status);
	end_world(&world);
}

static void cannot_push_what_is_not_set(void **state)
{
	static const struct {
		struct broadcast broadcast;
		const char *code;
	} unset[] = {
		{{.kind = BROADCAST_KIND_UNKNOWN, .page_url = PAGE}, "broadcast.no_meeting"},
		{{.kind = BROADCAST_KIND_UNKNOWN, .id = 85746065432}, "broadcast.no_page_url"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(unset); i++) {
		struct sync_effects effects = {0};
		struct status status = {0};
		struct world world;

		begin_world(&world);
		sync_set_broadcast(world.sync, &unset[i].broadcast, "default", &moment, &effects);
		sync_get_status(world.sync, &moment, &status);
		assert_int_equal(status.state, STATUS_UNCONFIGURED);
		sync_effects_free(&effects);
		sync_push(world.sync, &moment, &effects);
		assert_int_equal(effects.read_destination, 0);
		sync_get_status(world.sync, &moment, &status);
		assert_int_equal(status.state, STATUS_FAILED);
		assert_string_equal(status.problem.code, unset[i].code);
		status_free(&status);
		sync_effects_free(&effects);
		end_world(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_through_its_steps),
		cmocka_unit_test(tells_what_was_pushed),
		cmocka_unit_test(counts_attempts),
		cmocka_unit_test(takes_no_destination_that_it_has_not_asked_for),
		cmocka_unit_test(cannot_push_what_is_not_set),
	};

	return RUN_TESTS(tests);
}
