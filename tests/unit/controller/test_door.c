/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"

#include "core/controller/door.h"

/* Other programs, scripts and hotkeys: who may do what, how it is answered, and what is told of its end. */

#define NOWHERE "http://127.0.0.1:9"
#define ALLOWED "{\"version\":1,\"remote_control\":true,\"accounts\":[" ACCOUNT("one") "]}"
#define NOT_ALLOWED ACCOUNTS(ACCOUNT("one"))
#define MOVE "{\"broadcasts\":[{\"kind\":\"webinar\",\"id\":\"99911122233\",\"page_url\":\"https://b.example/\"}]}"
#define ASKERS 20
#define QUESTIONS 200

struct visited {
	struct world world;
	struct door *door;
	size_t told;
	char last[2048]; /* what was told last */
};

static bool look_up(const char *name, const char **text)
{
	(void)name;
	*text = "words";
	return true;
}

static void changed(void *data, const char *json)
{
	struct visited *visited = data;

	visited->told++;
	snprintf(visited->last, sizeof(visited->last), "%s", json);
}

static void begin_visited(struct visited *visited, const char *accounts)
{
	const struct door_options options = {.lookup = look_up, .changed = changed, .data = visited};

	memset(visited, 0, sizeof(*visited));
	begin_at(&visited->world, NOWHERE, accounts, SETTINGS);
	visited->door = door_create(visited->world.controller, &options);
	visited->told = 0;
}

static void end_visited(struct visited *visited)
{
	world_settle(&visited->world);
	door_destroy(visited->door);
	end(&visited->world);
}

static void expect_answer(struct visited *visited, enum door_caller caller, const char *name, const char *members,
			  const char *part)
{
	char *answer = door_ask(visited->door, caller, name, members);

	if (!strstr(answer, part))
		fail_msg("%s answered %s, expected %s", name, answer, part);
	bfree(answer);
}

static void asks_for_consent(void **state)
{
	static const struct {
		const char *name;
		const char *members;
	} cases[] = {
		{"SetAutoSync", "{\"auto_sync\":true}"},
		{"SetBroadcasts", MOVE},
		{"StartLivestream", NULL},
		{"StopLivestream", NULL},
		{"Restore", NULL},
	};
	struct visited visited;

	(void)state;
	begin_visited(&visited, NOT_ALLOWED);
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_answer(&visited, DOOR_CALLER_PROGRAM, cases[i].name, cases[i].members,
			      "{\"problem\":{\"code\":\"remote.not_allowed\"");
	assert_null(visited.world.task);
	/* who has put a script into OBS needs no consent */
	expect_answer(&visited, DOOR_CALLER_PERSON, "Restore", NULL, "remote.nothing_to_restore");
	expect_answer(&visited, DOOR_CALLER_PERSON, "SetAutoSync", "{\"auto_sync\":true}",
		      "{\"accepted\":true,\"request_id\":\"1\"}");
	world_run_next(&visited.world);
	assert_true(visited.world.auto_sync);
	end_visited(&visited);
}

static void takes_consent_over(void **state)
{
	struct visited visited;

	(void)state;
	begin_visited(&visited, NOT_ALLOWED);
	controller_set_remote_control(visited.world.controller, true);
	/* it is known once it is written */
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetAutoSync", "{\"auto_sync\":true}", "remote.not_allowed");
	world_settle(&visited.world);
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetAutoSync", "{\"auto_sync\":true}", "\"accepted\":true");
	world_run_next(&visited.world);
	controller_set_remote_control(visited.world.controller, false);
	world_settle(&visited.world);
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetAutoSync", "{\"auto_sync\":true}", "remote.not_allowed");
	end_visited(&visited);
}

static void tells_what_came_of_it(void **state)
{
	struct visited visited;

	(void)state;
	begin_visited(&visited, ALLOWED);
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetBroadcasts", MOVE, "\"request_id\":\"1\"");
	assert_int_equal(visited.told, 0);
	world_run_next(&visited.world);
	assert_true(visited.told > 0);
	assert_non_null(strstr(visited.last, "\"request_id\":\"1\""));
	assert_non_null(strstr(visited.last, "\"id\":\"99911122233\",\"page_url\":\"https://b.example/\""));
	assert_int_equal(visited.world.id, 99911122233);
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "GetStatus", NULL, "\"id\":\"99911122233\"");

	/* it is told also where nothing is another */
	visited.told = 0;
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetBroadcasts", MOVE, "\"request_id\":\"2\"");
	world_run_next(&visited.world);
	assert_int_equal(visited.told, 1);
	assert_non_null(strstr(visited.last, "\"request_id\":\"2\""));
	controller_report_status(visited.world.controller);
	assert_int_equal(visited.told, 1);
	end_visited(&visited);
}

/* Whoever waits for the end of a push that cannot even begin is told at once. */
static void tells_what_cannot_begin(void **state)
{
	struct visited visited;

	(void)state;
	begin_visited(&visited, ALLOWED);
	controller_set_meeting(visited.world.controller, "");
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "Push", NULL, "\"request_id\":\"1\"");
	world_run_next(&visited.world);
	assert_non_null(strstr(visited.last, "\"request_id\":\"1\""));
	assert_non_null(strstr(visited.last, "\"code\":\"broadcast.no_meeting\""));
	end_visited(&visited);
}

static void forgets_what_was_not_begun(void **state)
{
	struct visited visited;

	(void)state;
	begin_visited(&visited, ALLOWED);
	expect_answer(&visited, DOOR_CALLER_PROGRAM, "SetBroadcasts", MOVE, "\"accepted\":true");
	/* OBS ends: the loop drops it */
	end_visited(&visited);
	assert_int_equal(visited.told, 0);
}

static void remarks_on_keys(void **state)
{
	struct visited visited;
	struct world *world = &visited.world;

	(void)state;
	begin_visited(&visited, NOT_ALLOWED);
	door_press(visited.door, DOOR_CALLER_PROGRAM, DOOR_START_LIVESTREAM);
	world_run_next(world);
	assert_string_equal(world->remark, "remote.not_allowed");
	assert_int_equal(world->live.state, LIVE_UNKNOWN);
	/* what does something leaves no remark behind */
	controller_set_meeting(world->controller, "");
	door_press(visited.door, DOOR_CALLER_PERSON, DOOR_PUSH);
	world_run_next(world);
	assert_string_equal(world->remark, "");
	assert_string_equal(world->code, "broadcast.no_meeting");
	door_press(visited.door, DOOR_CALLER_PERSON, DOOR_STOP_LIVESTREAM);
	world_run_next(world);
	assert_string_equal(world->remark, "remote.nothing_to_stop");
	/* a remark is of its moment */
	controller_set_meeting(world->controller, MEETING);
	assert_string_equal(world->remark, "");
	end_visited(&visited);
}

static void *ask_much(void *data)
{
	struct door *door = data;
	bool all_good = true;

	for (size_t i = 0; i < QUESTIONS; i++) {
		char *answer = door_ask(door, DOOR_CALLER_PROGRAM, "GetStatus", "{}");

		all_good = all_good && strncmp(answer, "{\"state\":\"", 10) == 0;
		bfree(answer);
	}
	return all_good ? door : NULL;
}

/* Also while the UI thread does something else for as long as it likes. */
static void answers_many_at_once(void **state)
{
	struct visited visited;
	pthread_t askers[ASKERS];

	(void)state;
	begin_visited(&visited, ALLOWED);
	for (size_t i = 0; i < ASKERS; i++)
		assert_int_equal(pthread_create(&askers[i], NULL, ask_much, visited.door), 0);
	for (size_t i = 0; i < QUESTIONS; i++)
		controller_set_hide_details(visited.world.controller, i % 2 == 0);
	for (size_t i = 0; i < ASKERS; i++) {
		void *result;

		pthread_join(askers[i], &result);
		assert_ptr_equal(result, visited.door);
	}
	end_visited(&visited);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_consent),           cmocka_unit_test(takes_consent_over),
		cmocka_unit_test(tells_what_came_of_it),      cmocka_unit_test(tells_what_cannot_begin),
		cmocka_unit_test(forgets_what_was_not_begun), cmocka_unit_test(remarks_on_keys),
		cmocka_unit_test(answers_many_at_once),
	};

	return RUN_TESTS(tests);
}
