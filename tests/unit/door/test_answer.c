/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/door/answer.h"

/* 2026-01-31 12:03:22 UTC */
#define MOMENT INT64_C(1769861002)
#define TEXT(text) ((char *)text)

static bool look_up(const char *name, const char **text)
{
	static const char *const texts[][2] = {
		{"Problem.zoom.3161", "Not allowed. {detail}"},  {"Remedy.zoom.3161", "Ask your admin ({code})."},
		{"Problem.destination.other", "No key."},        {"Problem.live.other", "Not live."},
		{"Problem.remote.other", "{subject}: {detail}"}, {"Problem.account.other", "No account."},
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (strcmp(texts[i][0], name) != 0)
			continue;
		*text = texts[i][1];
		return true;
	}
	return false;
}

static const struct door_answer_facts facts = {.account = "default",
					       .signed_in = true,
					       .api_host = "api.zoom.us",
					       .now_ms = MOMENT * 1000 + 500};

static const struct status in_sync = {
	.state = STATUS_IN_SYNC,
	.broadcast = {BROADCAST_KIND_MEETING, 85746065432, TEXT("https://example.org/live")},
	.topic = TEXT("Sunday service"),
	.auto_sync = true,
	.attempts = 1,
	.pushed_at_s = MOMENT,
	.duration_ms = 183,
	.destination_url = TEXT("rtmps://a.rtmps.youtube.com:443/live2"),
	.destination_key_hint = TEXT("••••x7Qa"),
	.destination_known = true,
	.remote = STATUS_REMOTE_SAME,
	.remote_url = TEXT("rtmps://a.rtmps.youtube.com:443/live2"),
	.remote_key_hint = TEXT("••••x7Qa"),
	.remote_page_url = TEXT("https://example.org/live"),
	.remote_at_s = MOMENT + 1,
	.live.state = LIVE_STOPPED,
	.live.step = LIVE_STEP_NONE,
	.live.offer = LIVE_OFFER_NONE,
};

#define DESTINATION "\"destination\":{\"url\":\"rtmps://a.rtmps.youtube.com:443/live2\",\"key_hint\":\"••••x7Qa\"}"
#define HEAD(state)                                                                                                  \
	"{\"state\":\"" state "\",\"auto_sync\":true,\"account\":\"default\",\"signed_in\":true,"                    \
	"\"api_host\":\"api.zoom.us\"," DESTINATION ",\"broadcasts\":[{\"kind\":\"meeting\",\"id\":\"85746065432\"," \
	"\"page_url\":\"https://example.org/live\",\"topic\":\"Sunday service\",\"state\":\"" state "\","            \
	"\"pushed_at\":\"2026-01-31T12:03:22Z\",\"duration_ms\":183,\"attempts\":1,\"livestream\":\"stopped\""

/* Takes text over. */
static void expect(const char *label, char *text, const char *expected)
{
	check_text(label, "answer", text, expected);
	bfree(text);
}

static char *answer(const struct status *status)
{
	return door_answer_status(status, &facts, look_up);
}

static void tells_all_that_there_is(void **state)
{
	(void)state;
	expect("in sync", answer(&in_sync), HEAD("in_sync") "}]}");
	expect("outcome", door_answer_outcome(&in_sync, &facts, look_up, "7", false),
	       HEAD("in_sync") "}],\"request_id\":\"7\"}");
	expect("read", door_answer_outcome(&in_sync, &facts, look_up, "7", true),
	       HEAD("in_sync") ",\"remote\":{\"url\":\"rtmps://a.rtmps.youtube.com:443/live2\",\"key_hint\":\"••••x7Qa\","
			       "\"page_url\":\"https://example.org/live\",\"read_at\":\"2026-01-31T12:03:23Z\"}}],"
			       "\"request_id\":\"7\"}");
}

static void leaves_out_what_there_is_not(void **state)
{
	const struct door_answer_facts none = {.api_host = "api.zoom.us", .now_ms = 1};
	struct status status = {
		.state = STATUS_UNCONFIGURED,
		.broadcast.kind = BROADCAST_KIND_UNKNOWN,
		.live.state = LIVE_UNKNOWN,
		.live.offer = LIVE_OFFER_NONE,
	};

	(void)state;
	expect("nothing", door_answer_status(&status, &none, look_up),
	       "{\"state\":\"unconfigured\",\"auto_sync\":false,\"signed_in\":false,\"api_host\":\"api.zoom.us\","
	       "\"broadcasts\":[]}");
	status.broadcast.id = 123456789;
	status.destination_known = true;
	expect("a little", door_answer_status(&status, &none, look_up),
	       "{\"state\":\"unconfigured\",\"auto_sync\":false,\"signed_in\":false,\"api_host\":\"api.zoom.us\","
	       "\"destination\":{},\"broadcasts\":[{\"kind\":\"unknown\",\"id\":\"123456789\","
	       "\"state\":\"unconfigured\",\"livestream\":\"unknown\"}]}");
	/* what is not read is not told to be nothing */
	expect("not read", door_answer_outcome(&status, &none, look_up, "1", true),
	       "{\"state\":\"unconfigured\",\"auto_sync\":false,\"signed_in\":false,\"api_host\":\"api.zoom.us\","
	       "\"destination\":{},\"broadcasts\":[{\"kind\":\"unknown\",\"id\":\"123456789\","
	       "\"state\":\"unconfigured\",\"livestream\":\"unknown\"}],\"request_id\":\"1\"}");
}

static void hides_what_is_not_to_be_shown(void **state)
{
	struct status status = in_sync;
	char *text;

	(void)state;
	status.hide_details = true;
	text = door_answer_outcome(&status, &facts, look_up, "1", true);
	check_absent("hidden", "answer", text, "x7Qa");
	bfree(text);
}

#define PROBLEM(words) ",\"problem\":{" words "}"

static void tells_problems(void **state)
{
	struct status status = in_sync;

	(void)state;
	status.problem = (struct problem){.code = TEXT("zoom.3161"),
					  .detail = TEXT("No."),
					  .http_status = 400,
					  .zoom_code = 3161};
	status.state = STATUS_FAILED;
	expect("failed", answer(&status),
	       HEAD("failed") PROBLEM("\"code\":\"zoom.3161\",\"http_status\":400,\"message\":\"Not allowed. No.\","
				      "\"remedy\":\"Ask your admin (3161).\"") "}]}");
	status.state = STATUS_WAITING;
	status.retry_in_ms = 60500;
	expect("waiting", answer(&status),
	       HEAD("waiting") PROBLEM("\"code\":\"zoom.3161\",\"http_status\":400,\"message\":\"Not allowed. No.\","
				       "\"remedy\":\"Ask your admin (3161).\","
				       "\"retry_at\":\"2026-01-31T12:04:23Z\"") "}]}");
	status.state = STATUS_IN_SYNC;
	status.problem = (struct problem){0};
	status.live.problem = (struct problem){.code = TEXT("live.cancelled")};
	expect("of the livestream", answer(&status),
	       HEAD("in_sync") PROBLEM("\"code\":\"live.cancelled\",\"message\":\"Not live.\"") "}]}");
	status.live.problem = (struct problem){0};
	status.live.offer = LIVE_OFFER_HAND_OVER;
	expect("a question that nobody far away can answer", answer(&status),
	       HEAD("in_sync") PROBLEM("\"code\":\"live.obs_streams\",\"message\":\"Not live.\"") "}]}");
	status.live.offer = LIVE_OFFER_NONE;
	status.remote_problem = (struct problem){.code = TEXT("zoom.3161"), .zoom_code = 3161};
	status.remote_at_s = 0;
	expect("not read", door_answer_outcome(&status, &facts, look_up, "2", true),
	       HEAD("in_sync") PROBLEM("\"code\":\"zoom.3161\",\"message\":\"Not allowed.\","
				       "\"remedy\":\"Ask your admin (3161).\"") "}],\"request_id\":\"2\"}");
}

static void tells_problems_of_others(void **state)
{
	const struct door_answer_facts none = {.api_host = "api.zoom.us", .now_ms = 1};
	struct status status = {
		.state = STATUS_FAILED,
		.broadcast.kind = BROADCAST_KIND_UNKNOWN,
		.problem.code = TEXT("account.none"),
		.destination_known = true,
		.destination_problem.code = TEXT("destination.no_key"),
		.live.offer = LIVE_OFFER_NONE,
	};
	const struct problem problem = {.code = TEXT("remote.wrong_member"),
					.subject = TEXT("auto_sync"),
					.detail = TEXT("true, false")};

	(void)state;
	expect("of no broadcast", door_answer_status(&status, &none, look_up),
	       "{\"state\":\"failed\",\"auto_sync\":false,\"signed_in\":false,\"api_host\":\"api.zoom.us\","
	       "\"destination\":{\"problem\":{\"code\":\"destination.no_key\",\"message\":\"No key.\"}},"
	       "\"problem\":{\"code\":\"account.none\",\"message\":\"No account.\"},\"broadcasts\":[]}");
	expect("of a request", door_answer_problem(&problem, look_up),
	       "{\"problem\":{\"code\":\"remote.wrong_member\",\"message\":\"auto_sync: true, false\"}}");
	expect("accepted", door_answer_accepted("12"), "{\"accepted\":true,\"request_id\":\"12\"}");
}

static void names_states(void **state)
{
	static const char *const names[] = {
		[STATUS_UNCONFIGURED] = "unconfigured",
		[STATUS_IDLE] = "idle",
		[STATUS_WAITING] = "waiting",
		[STATUS_PUSHING] = "pushing",
		[STATUS_VERIFYING] = "pushing",
		[STATUS_PUSHED] = "pushed",
		[STATUS_IN_SYNC] = "in_sync",
		[STATUS_DIFFERS] = "differs",
		[STATUS_CANCELLED] = "idle",
		[STATUS_FAILED] = "failed",
		[STATUS_UNDONE] = "idle",
	};

	(void)state;
	for (size_t i = STATUS_UNCONFIGURED; i < COUNT(names); i++)
		assert_string_equal(door_answer_state((enum status_state)i), names[i]);
}

static void writes_times(void **state)
{
	static const struct {
		int64_t since_1970_s;
		const char *expected;
	} cases[] = {
		{0, "1970-01-01T00:00:00Z"},          {951782399, "2000-02-28T23:59:59Z"},
		{951782400, "2000-02-29T00:00:00Z"},  {951868800, "2000-03-01T00:00:00Z"},
		{MOMENT, "2026-01-31T12:03:22Z"},     {1772323200, "2026-03-01T00:00:00Z"},
		{1798761599, "2026-12-31T23:59:59Z"}, {1835481599, "2028-02-29T23:59:59Z"},
		{4107542400, "2100-03-01T00:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[DOOR_ANSWER_TIME_SIZE];

		door_answer_time(cases[i].since_1970_s, text);
		check_text(cases[i].expected, "time", text, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_all_that_there_is),
		cmocka_unit_test(leaves_out_what_there_is_not),
		cmocka_unit_test(hides_what_is_not_to_be_shown),
		cmocka_unit_test(tells_problems),
		cmocka_unit_test(tells_problems_of_others),
		cmocka_unit_test(names_states),
		cmocka_unit_test(writes_times),
	};

	return RUN_TESTS(tests);
}
