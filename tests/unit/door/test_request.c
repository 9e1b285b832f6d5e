/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/door/request.h"

#define BROADCAST(members) "{\"broadcasts\":[{" members "}]}"
#define KIND "\"kind\":\"meeting\""
#define ID "\"id\":\"85746065432\""
#define PAGE "\"page_url\":\"https://example.org/live\""

static void reads_what_is_right(void **state)
{
	static const struct {
		const char *name;
		const char *members;
		enum door_request_kind kind;
		bool needs_consent;
	} cases[] = {
		{"GetStatus", NULL, DOOR_GET_STATUS, false},
		{"GetStatus", "", DOOR_GET_STATUS, false},
		{"GetStatus", "{}", DOOR_GET_STATUS, false},
		{"ReadConfiguration", "{}", DOOR_READ_CONFIGURATION, false},
		{"Push", "{}", DOOR_PUSH, false},
		{"Push", "{\"any\":1}", DOOR_PUSH, false},
		{"Restore", "{}", DOOR_RESTORE, true},
		{"SetAutoSync", "{\"auto_sync\":true}", DOOR_SET_AUTO_SYNC, true},
		{"SetBroadcasts", BROADCAST(KIND "," ID "," PAGE), DOOR_SET_BROADCASTS, true},
		{"StartLivestream", "{}", DOOR_START_LIVESTREAM, true},
		{"StopLivestream", "{}", DOOR_STOP_LIVESTREAM, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct door_request request;
		struct problem problem = {0};

		assert_true(door_request_read(&request, cases[i].name, cases[i].members, &problem));
		check_text(cases[i].name, "problem", problem.code, NULL);
		check_number(cases[i].name, "kind", request.kind, cases[i].kind);
		check_text(cases[i].name, "name", door_request_name(request.kind), cases[i].name);
		check_number(cases[i].name, "consent", door_request_needs_consent(request.kind),
			     cases[i].needs_consent);
		check_number(cases[i].name, "auto_sync", request.auto_sync, request.kind == DOOR_SET_AUTO_SYNC);
		check_text(cases[i].name, "page_url", request.broadcast.page_url,
			   request.kind == DOOR_SET_BROADCASTS ? "https://example.org/live" : NULL);
		door_request_free(&request);
	}
}

static void reads_a_broadcast(void **state)
{
	static const struct {
		const char *members;
		enum broadcast_kind kind;
		uint64_t id;
	} cases[] = {
		{BROADCAST(KIND "," ID "," PAGE), BROADCAST_KIND_MEETING, 85746065432},
		{BROADCAST("\"kind\":\"webinar\",\"id\":\"123456789\"," PAGE), BROADCAST_KIND_WEBINAR, 123456789},
		{BROADCAST("\"kind\":\"unknown\",\"id\":\"99999999999\"," PAGE), BROADCAST_KIND_UNKNOWN, 99999999999},
		/* as a person types it into the dock */
		{BROADCAST(KIND "," ID ",\"page_url\":\"example.org/live\""), BROADCAST_KIND_MEETING, 85746065432},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct door_request request;
		struct problem problem = {0};

		assert_true(door_request_read(&request, "SetBroadcasts", cases[i].members, &problem));
		check_number(cases[i].members, "kind", request.broadcast.kind, cases[i].kind);
		check_number(cases[i].members, "id", (long long)request.broadcast.id, (long long)cases[i].id);
		check_text(cases[i].members, "page_url", request.broadcast.page_url, "https://example.org/live");
		door_request_free(&request);
	}
}

static void names_what_is_wrong(void **state)
{
	static const struct {
		const char *name;
		const char *members;
		const char *code;
		const char *subject;
	} cases[] = {
		{"Nothing", "{}", "remote.unknown_request", "Nothing"},
		{"push", "{}", "remote.unknown_request", "push"},
		{"", "{}", "remote.unknown_request", NULL},
		{NULL, "{}", "remote.unknown_request", NULL},
		{"Push", "[]", "remote.no_object", "Push"},
		{"Push", "{", "remote.no_object", "Push"},
		{"Push", "true", "remote.no_object", "Push"},
		{"Push", "{} {}", "remote.no_object", "Push"},
		{"SetAutoSync", "{}", "remote.missing_member", "auto_sync"},
		{"SetAutoSync", "{\"auto_sync\":\"yes\"}", "remote.wrong_member", "auto_sync"},
		{"SetAutoSync", "{\"auto_sync\":1}", "remote.wrong_member", "auto_sync"},
		{"SetAutoSync", "{\"auto_sync\":null}", "remote.wrong_member", "auto_sync"},
		{"SetAutoSync", "{\"on\":true}", "remote.unknown_member", "on"},
		{"SetAutoSync", "{\"auto_sync\":true,\"auto_sync\":false}", "remote.no_object", "SetAutoSync"},
		{"SetBroadcasts", "{}", "remote.missing_member", "broadcasts"},
		{"SetBroadcasts", "{\"broadcasts\":{}}", "remote.wrong_member", "broadcasts"},
		{"SetBroadcasts", "{\"broadcasts\":[]}", "remote.wrong_member", "broadcasts"},
		{"SetBroadcasts", "{\"broadcasts\":[1]}", "remote.wrong_member", "broadcasts"},
		{"SetBroadcasts", "{\"broadcasts\":[{},{}]}", "remote.wrong_member", "broadcasts"},
		{"SetBroadcasts", BROADCAST(ID "," PAGE), "remote.missing_member", "broadcasts[0].kind"},
		{"SetBroadcasts", BROADCAST("\"kind\":\"call\"," ID "," PAGE), "remote.wrong_member",
		 "broadcasts[0].kind"},
		{"SetBroadcasts", BROADCAST(KIND "," PAGE), "remote.missing_member", "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND ",\"id\":85746065432," PAGE), "remote.wrong_member",
		 "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND ",\"id\":\"85746\"," PAGE), "remote.wrong_member", "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND ",\"id\":\"857460654321\"," PAGE), "remote.wrong_member",
		 "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND ",\"id\":\"012345678\"," PAGE), "remote.wrong_member",
		 "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND ",\"id\":\"8574606543x\"," PAGE), "remote.wrong_member",
		 "broadcasts[0].id"},
		{"SetBroadcasts", BROADCAST(KIND "," ID), "remote.missing_member", "broadcasts[0].page_url"},
		{"SetBroadcasts", BROADCAST(KIND "," ID ",\"page_url\":\"\""), "remote.wrong_member",
		 "broadcasts[0].page_url"},
		{"SetBroadcasts", BROADCAST(KIND "," ID ",\"page_url\":\"ftp://example.org\""), "remote.wrong_member",
		 "broadcasts[0].page_url"},
		{"SetBroadcasts", BROADCAST(KIND "," ID "," PAGE ",\"key\":\"planted\""), "remote.unknown_member",
		 "broadcasts[0].key"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].members;
		struct door_request request;
		struct problem problem = {0};

		check_number(label, "result", door_request_read(&request, cases[i].name, cases[i].members, &problem),
			     false);
		check_text(label, "code", problem.code, cases[i].code);
		check_text(label, "subject", problem.subject, cases[i].subject);
		check_absent(label, "detail", problem.detail, "planted");
		door_request_free(&request);
		problem_free(&problem);
	}
}

static void knows_when_a_request_is_over(void **state)
{
	static const struct {
		const char *label;
		enum door_request_kind kind;
		enum status_state state;
		bool fetches;
		enum live_step step;
		bool is_over;
	} cases[] = {
		{"pushing", DOOR_PUSH, STATUS_PUSHING, false, LIVE_STEP_NONE, false},
		{"verifying", DOOR_PUSH, STATUS_VERIFYING, true, LIVE_STEP_NONE, false},
		{"pushed", DOOR_PUSH, STATUS_IN_SYNC, false, LIVE_STEP_NONE, true},
		{"failed", DOOR_PUSH, STATUS_FAILED, false, LIVE_STEP_NONE, true},
		/* it goes on by itself, perhaps for long */
		{"waiting", DOOR_PUSH, STATUS_WAITING, false, LIVE_STEP_NONE, true},
		{"restoring", DOOR_RESTORE, STATUS_PUSHING, false, LIVE_STEP_NONE, false},
		{"restored", DOOR_RESTORE, STATUS_UNDONE, false, LIVE_STEP_NONE, true},
		{"reading", DOOR_READ_CONFIGURATION, STATUS_IDLE, true, LIVE_STEP_NONE, false},
		{"read after a push", DOOR_READ_CONFIGURATION, STATUS_PUSHING, false, LIVE_STEP_NONE, false},
		{"read", DOOR_READ_CONFIGURATION, STATUS_IDLE, false, LIVE_STEP_NONE, true},
		{"comparing", DOOR_START_LIVESTREAM, STATUS_IN_SYNC, false, LIVE_STEP_SETTINGS, false},
		{"starting", DOOR_START_LIVESTREAM, STATUS_IN_SYNC, false, LIVE_STEP_STARTING, false},
		{"started", DOOR_START_LIVESTREAM, STATUS_PUSHING, false, LIVE_STEP_NONE, true},
		{"stopping", DOOR_STOP_LIVESTREAM, STATUS_IN_SYNC, false, LIVE_STEP_STOPPING, false},
		{"stopped", DOOR_STOP_LIVESTREAM, STATUS_IN_SYNC, false, LIVE_STEP_NONE, true},
		{"set", DOOR_SET_AUTO_SYNC, STATUS_PUSHING, true, LIVE_STEP_STARTING, true},
		{"set", DOOR_SET_BROADCASTS, STATUS_PUSHING, true, LIVE_STEP_STARTING, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct status status = {
			.state = cases[i].state,
			.remote_fetching = cases[i].fetches,
			.live.step = cases[i].step,
		};

		check_number(cases[i].label, "is over", door_request_is_over(cases[i].kind, &status), cases[i].is_over);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_right),
		cmocka_unit_test(reads_a_broadcast),
		cmocka_unit_test(names_what_is_wrong),
		cmocka_unit_test(knows_when_a_request_is_over),
	};

	return RUN_TESTS(tests);
}
