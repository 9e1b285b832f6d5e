/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"

#include "core/controller/door.h"
#include "core/live/live.h"
#include "support/scripted_server.h"

/* Starting and stopping Zoom's livestream: what is sent, in which order, and what is remembered. */

#define REPLY(status, body) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n" body
#define NOTHING REPLY("200 OK", "")
#define TAKEN REPLY("204 No Content", "")
#define REFUSED(code, words) REPLY("400 Bad Request", "{\"code\":" code ",\"message\":\"" words "\"}")
#define RUNNING REPLY("200 OK", "{\"topic\":\"Sunday service\",\"status\":\"started\"}")
#define WAITING REPLY("200 OK", "{\"topic\":\"Sunday service\",\"status\":\"waiting\"}")
#define SAME                                                                                     \
	REPLY("200 OK", "{\"stream_url\":\"rtmp://a.example/b\",\"stream_key\":\"planted-key\"," \
			"\"page_url\":\"" PAGE "\"}")

static const struct destination good = {.service_type = (char *)"rtmp_custom",
					.url = (char *)"rtmp://a.example/b",
					.key = (char *)"planted-key"};

struct served {
	struct world world;
	struct scripted_server *server;
	struct script script;
};

/* OBS has loaded, and so many replies are taken. */
static void begin_served(struct served *served, const char *const *replies, const char *settings, size_t taken)
{
	struct world *world = &served->world;
	struct dstr url = {0};

	served->script = (struct script){.replies = replies};
	served->server = scripted_server_create(&served->script);
	dstr_printf(&url, "http://127.0.0.1:%d", scripted_server_port(served->server));
	begin_at(world, url.array, ACCOUNTS(ACCOUNT("one")), settings);
	dstr_free(&url);
	controller_destination(world->controller, 0, world->directory, &good);
	controller_start(world->controller);
	answer_key(world, KNOWN_KEY, SECRET_OK);
	give_secret(world, TOKEN);
	for (size_t i = 0; i < taken; i++)
		world_run_next(world);
}

static void end_served(struct served *served)
{
	end(&served->world);
	scripted_server_destroy(served->server);
}

static void take(struct served *served, size_t count)
{
	for (size_t i = 0; i < count; i++)
		world_run_next(&served->world);
}

static void tell_destination(struct served *served)
{
	struct world *world = &served->world;

	controller_destination(world->controller, world->reading, world->directory, &good);
}

/* "GET /livestream PATCH /livestream/status …": the requests, as far as their paths' ends. */
static void expect_requests(struct served *served, const char *expected)
{
	char *received = scripted_server_received(served->server);
	struct dstr paths = {0};

	for (char *at = received; (at = strstr(at, " HTTP/1.1\r\n")) != NULL; at++) {
		char *begin = at;

		/* there is no line's end behind a body */
		while (strncmp(begin, "GET /", 5) != 0 && strncmp(begin, "PATCH /", 7) != 0)
			begin--;
		dstr_catf(&paths, "%s%.*s", paths.len ? " " : "", (int)strcspn(begin, " "), begin);
		begin = strstr(begin, "85746065432");
		dstr_ncat(&paths, begin + strlen("85746065432"), (size_t)(at - begin) - strlen("85746065432"));
	}
	check_text("requests", "paths", paths.array, expected);
	dstr_free(&paths);
	bfree(received);
}

static void sends_the_settings_first(void **state)
{
	static const char *const replies[] = {NOTHING, RUNNING, TAKEN, SAME, TAKEN, TAKEN, TAKEN, NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	/* sync has seen it */
	assert_int_equal(world->live.meeting, LIVE_MEETING_RUNNING);
	controller_start_livestream(world->controller, LIVE_START_ASK);
	assert_int_equal(world->live.step, LIVE_STEP_SETTINGS);
	tell_destination(&served);
	take(&served, 2);
	assert_int_equal(world->live.state, LIVE_STARTING);
	take(&served, 1);
	assert_int_equal(world->live.state, LIVE_ON);
	assert_int_equal(world->state, STATUS_IN_SYNC);
	controller_stop_livestream(world->controller);
	take(&served, 1);
	assert_int_equal(world->live.state, LIVE_STOPPED);
	/* Zoom was read within 10 s: one request */
	controller_start_livestream(world->controller, LIVE_START_ASK);
	tell_destination(&served);
	take(&served, 1);
	assert_int_equal(world->live.state, LIVE_ON);
	expect_requests(&served, "GET/livestream GET PATCH/livestream GET/livestream PATCH/livestream/status "
				 "PATCH/livestream/status PATCH/livestream/status");
	end_served(&served);
}

/* Of the start, too; what is on already stays so. */
static void cancels_what_is_under_way(void **state)
{
	static const char *const replies[] = {SAME, RUNNING, TAKEN, NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	controller_cancel(world->controller);
	controller_start_livestream(world->controller, LIVE_START_ASK);
	assert_int_equal(world->live.step, LIVE_STEP_SETTINGS);
	controller_cancel(world->controller);
	assert_int_equal(world->live.step, LIVE_STEP_NONE);
	assert_string_equal(world->live_code, "");
	controller_start_livestream(world->controller, LIVE_START_ASK);
	tell_destination(&served);
	take(&served, 1);
	controller_cancel(world->controller);
	assert_int_equal(world->live.state, LIVE_ON);
	expect_requests(&served, "GET/livestream GET PATCH/livestream/status");
	end_served(&served);
}

/* What is armed goes on without it. */
static void cancelling_does_not_disarm(void **state)
{
	static const char *const replies[] = {SAME, RUNNING, NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	controller_arm_livestream(world->controller, true);
	assert_int_equal(world->live.step, LIVE_STEP_SETTINGS);
	controller_cancel(world->controller);
	assert_int_equal(world->live.step, LIVE_STEP_NONE);
	assert_string_equal(world->live_code, "");
	assert_true(world->live.is_armed);
	end_served(&served);
}

static bool look_up(const char *name, const char **text)
{
	(void)name;
	*text = "words";
	return true;
}

static void press_stop(struct served *served, struct door *door)
{
	door_press(door, DOOR_CALLER_PERSON, DOOR_STOP_LIVESTREAM);
	take(served, 1);
}

/* Also where nothing is on yet: what is about to start by itself does not. */
static void a_key_stops_what_is_about_to_start(void **state)
{
	static const char *const replies[] = {SAME, WAITING, REFUSED("4927", "x"), REFUSED("4927", "x"), NULL};
	const struct door_options options = {.lookup = look_up};
	const struct live_settings settings = {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT,
					       LIVE_CAPTIONS_DEFAULT, true};
	struct served served;
	struct world *world = &served.world;
	struct door *door;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	door = door_create(world->controller, &options);
	assert_int_equal(world->live.state, LIVE_STOPPED);
	press_stop(&served, door);
	assert_string_equal(world->remark, "remote.nothing_to_stop");

	controller_arm_livestream(world->controller, true);
	assert_true(world->live.is_armed && world->live.step == LIVE_STEP_NONE);
	press_stop(&served, door);
	assert_false(world->live.is_armed);
	assert_string_equal(world->remark, "");
	take(&served, 1);
	assert_int_equal(world->live.state, LIVE_STOPPED);

	assert_true(controller_set_live_settings(world->controller, &settings));
	controller_set_streaming(world->controller, true);
	controller_set_streaming(world->controller, false);
	controller_stream_broke(world->controller);
	assert_int_equal(world->live.offer, LIVE_OFFER_AFTER_BREAK);
	press_stop(&served, door);
	assert_int_equal(world->live.offer, LIVE_OFFER_NONE);
	take(&served, 1);
	assert_int_equal(world->live.state, LIVE_STOPPED);
	expect_requests(&served, "GET/livestream GET PATCH/livestream/status PATCH/livestream/status");
	door_destroy(door);
	end_served(&served);
}

/* It is not sent a second time by itself, whatever becomes of the connection. */
static void a_lost_start_is_not_repeated(void **state)
{
	static const char *const replies[] = {SAME, RUNNING, "", NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	controller_start_livestream(world->controller, LIVE_START_ASK);
	tell_destination(&served);
	take(&served, 1);
	assert_true(world->live.perhaps_started);
	assert_int_equal(world->live.state, LIVE_UNKNOWN);
	assert_int_equal(scripted_server_requests(served.server), 3);
	end_served(&served);
}

static void expect_file(struct world *world, const char *name, const char *part, bool is_there)
{
	char path[128];
	char *text;

	world_settle(world);
	snprintf(path, sizeof(path), "%s/%s", world->directory, name);
	text = os_quick_read_utf8_file(path);
	check_number(part, "is there", text && strstr(text, part), is_there);
	bfree(text);
}

/* What a start learns of the kind is everybody's. */
static void learns_the_kind(void **state)
{
	static const char *const replies[] = {
		REFUSED("4711", "does not contain scopes:[meeting:read:livestream]"),
		REFUSED("4711", "does not contain scopes:[meeting:read:meeting]"),
		REFUSED("3000", "Cannot access webinar info."),
		TAKEN,
		NOTHING,
		NULL,
	};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	controller_stop_livestream(world->controller);
	take(&served, 2);
	assert_int_equal(world->live.state, LIVE_STOPPED);
	expect_requests(&served, "GET/livestream GET PATCH/livestream/status PATCH/livestream/status");
	expect_file(world, PROFILE_SETTINGS_FILE_NAME, "\"kind\": \"webinar\"", true);
	end_served(&served);
}

static void hands_obs_over(void **state)
{
	static const char *const replies[] = {SAME, RUNNING, REFUSED("3161", "x"), NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 2);
	controller_set_streaming(world->controller, true);
	controller_start_livestream(world->controller, LIVE_START_ASK);
	assert_int_equal(world->live.offer, LIVE_OFFER_HAND_OVER);
	controller_start_livestream(world->controller, LIVE_START_HAND_OVER);
	tell_destination(&served);
	assert_int_equal(world->obs_stops, 1);
	assert_int_equal(world->live.step, LIVE_STEP_STOPPING_OBS);
	assert_true(world->timer_ms >= 0);
	controller_set_streaming(world->controller, false);
	take(&served, 1);
	assert_string_equal(world->live_code, "zoom.3161");
	assert_int_equal(world->live.offer, LIVE_OFFER_TAKE_UP);
	controller_start_obs_stream(world->controller);
	assert_int_equal(world->obs_starts, 1);
	expect_requests(&served, "GET/livestream GET PATCH/livestream/status");
	end_served(&served);
}

static void begins_where_obs_breaks_off(void **state)
{
	struct live_settings settings;
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_get_live_settings(world.controller, &settings);
	assert_false(settings.after_break);
	settings.after_break = true;
	settings.display_name = repeat_text("a", 51);
	assert_false(controller_set_live_settings(world.controller, &settings));
	settings.display_name[50] = '\0';
	assert_true(controller_set_live_settings(world.controller, &settings));
	live_settings_free(&settings);
	expect_file(&world, PROFILE_SETTINGS_FILE_NAME, "\"after_break\": true", true);
	controller_set_streaming(world.controller, true);
	controller_set_streaming(world.controller, false);
	controller_stream_broke(world.controller);
	assert_int_equal(world.live.offer, LIVE_OFFER_AFTER_BREAK);
	assert_true(world.timer_ms > 0 && world.timer_ms <= LIVE_COUNTDOWN_MS);
	controller_dismiss_live_offer(world.controller);
	assert_int_equal(world.timer_ms, -1);
	end(&world);
}

static void restart(struct world *world)
{
	controller_end(world->controller);
	world_settle(world);
	controller_destroy(world->controller);
	memset(&world->key, 0, sizeof(world->key));
	start(world);
	switch_profile(world, world->directory);
	controller_start(world->controller);
}

/* As long as the profile is the current one, also in another run of OBS. */
static void stays_armed(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_start(world.controller);
	controller_arm_livestream(world.controller, true);
	assert_true(world.live.is_armed);
	expect_file(&world, "state.json", "\"broadcast\": \"one/85746065432\"", true);
	restart(&world);
	assert_true(world.live.is_armed);
	controller_arm_livestream(world.controller, false);
	assert_false(world.live.is_armed);
	expect_file(&world, "state.json", "\"armed\"", false);

	controller_arm_livestream(world.controller, true);
	restart(&world);
	switch_profile(&world, "/nonexistent/profile");
	assert_false(world.live.is_armed);
	expect_file(&world, "state.json", "\"armed\"", false);
	switch_profile(&world, world.directory);
	assert_false(world.live.is_armed);

	controller_arm_livestream(world.controller, true);
	controller_set_meeting(world.controller, "123456789");
	assert_false(world.live.is_armed);
	expect_file(&world, "state.json", "\"armed\"", false);
	end(&world);
}

/* Another OBS has the same profile, and has armed it there. */
static void is_not_armed_by_another_obs(void **state)
{
	struct world world;
	char text[256];

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_start(world.controller);
	world_settle(&world);
	snprintf(text, sizeof(text),
		 "{\"version\":1,\"armed\":{\"%s\":{\"broadcast\":\"one/85746065432\",\"at\":%lld}}}", world.directory,
		 (long long)time(NULL));
	write_file(&world, "state.json", text);
	/* with what this one writes down it comes to know of it */
	controller_set_auto_sync(world.controller, true);
	world_settle(&world);
	controller_set_page_url(world.controller, "https://example.org/other");
	assert_false(world.live.is_armed);
	expect_file(&world, "state.json", "\"armed\"", true);
	end(&world);
}

/* The dock is come to while sync reads: that sees the meeting, too. */
static void looks_once(void **state)
{
	static const char *const replies[] = {SAME, WAITING, NULL};
	struct served served;
	struct world *world = &served.world;

	(void)state;
	begin_served(&served, replies, SETTINGS, 0);
	controller_dock_opened(world->controller);
	controller_expect_push(world->controller);
	take(&served, 2);
	assert_int_equal(world->live.meeting, LIVE_MEETING_WAITING);
	assert_int_equal(world->live.state, LIVE_STOPPED);
	controller_expect_push(world->controller);
	assert_int_equal(scripted_server_requests(served.server), 2);
	end_served(&served);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sends_the_settings_first),
		cmocka_unit_test(cancels_what_is_under_way),
		cmocka_unit_test(cancelling_does_not_disarm),
		cmocka_unit_test(a_key_stops_what_is_about_to_start),
		cmocka_unit_test(a_lost_start_is_not_repeated),
		cmocka_unit_test(learns_the_kind),
		cmocka_unit_test(hands_obs_over),
		cmocka_unit_test(begins_where_obs_breaks_off),
		cmocka_unit_test(stays_armed),
		cmocka_unit_test(is_not_armed_by_another_obs),
		cmocka_unit_test(looks_once),
	};

	return RUN_TESTS(tests);
}
