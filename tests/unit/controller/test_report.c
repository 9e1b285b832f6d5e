/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/controller/report.h"

/* 2026-01-31 12:03:22 UTC */
#define MOMENT INT64_C(1769861002)
#define TEXT(text) ((char *)text)

static char *make(const struct status *status, const struct account_status *account,
		  const struct report_outcomes *outcomes)
{
	struct live_settings live;
	struct report report = {
		.obs_version = "29.0.2",
		.qt_version = "5.15.8",
		.system = "Debian GNU/Linux 12, x86_64",
		.status = status,
		.account = account,
		.live = &live,
		.outcomes = outcomes,
		.now_s = MOMENT,
	};
	char *text;

	live_settings_init(&live);
	live.display_name = bstrdup("planted name");
	text = report_make(&report);
	live_settings_free(&live);
	return text;
}

/* All that a person, a server or Zoom may have told. */
static const struct status full_status = {
	.state = STATUS_FAILED,
	.broadcast = {BROADCAST_KIND_MEETING, 85746065432, TEXT("https://example.org/planted-page?key=planted")},
	.topic = TEXT("planted topic"),
	.host = TEXT("planted@example.org"),
	.problem = {.code = TEXT("zoom.3161"),
		    .subject = TEXT("planted subject"),
		    .detail = TEXT("planted detail"),
		    .page_url = TEXT("https://zoom.us/planted"),
		    .tracking_id = TEXT("v=2.0;clid=us04"),
		    .http_status = 400,
		    .zoom_code = 3161},
	.destination_url = TEXT("rtmps://a.rtmps.youtube.com:443/live2"),
	.destination_key_hint = TEXT("••••planted"),
	.destination_known = true,
	.destination_problem = {.code = TEXT("destination.no_key"), .subject = TEXT("planted service")},
	.remote = STATUS_REMOTE_DIFFERENT,
	.remote_difference = "stream_key",
	.remote_url = TEXT("rtmp://planted.example/"),
	.remote_key_hint = TEXT("••••planted"),
	.remote_page_url = TEXT("https://planted.example/"),
	.remote_problem = {.code = TEXT("zoom.other"), .detail = TEXT("planted detail")},
	.live = {.state = LIVE_UNKNOWN, .problem = {.code = TEXT("zoom.4927"), .detail = TEXT("planted detail")}},
	.remark = {.code = TEXT("remote.other"), .subject = TEXT("planted subject")},
};

static const struct account_status full_account = {
	.has_account = true,
	.account = {.id = TEXT("planted-0123-4567"),
		    .name = TEXT("planted account"),
		    .method = ACCOUNT_METHOD_SERVER_TO_SERVER,
		    .cloud = CLOUD_COMMERCIAL,
		    .account_id = TEXT("planted-account-AbC1"),
		    .client_id = TEXT("planted-client-XyZ9"),
		    .redirect_uri = TEXT("https://planted.example/zoom"),
		    .user = TEXT("planted@example.org")},
	.sign_in = {.state = SIGN_IN_WAITING_FOR_DEVICE,
		    .url = TEXT("https://zoom.us/oauth?code=planted"),
		    .user_code = TEXT("planted"),
		    .verification_uri = TEXT("https://zoom.us/planted"),
		    .problem = {.code = TEXT("sign_in.other"), .detail = TEXT("planted detail")}},
	.probe = {.user = {.name = TEXT("planted user"), .email = TEXT("planted@example.org")}},
	.stored = {.is_known = true, .has_main_secret = true},
	.secrets = {.backend = SECRET_BACKEND_KEYCHAIN, .file_path = TEXT("/home/planted/secrets.json")},
	.remote_control = true,
};

static void holds_no_secret(void **state)
{
	static const struct report_outcomes none;
	char *text = make(&full_status, &full_account, &none);

	(void)state;
	check_absent("all that there is", "report", text, "planted");
	check_absent("the meeting", "report", text, "85746065432");
	assert_non_null(strstr(text, "meeting: …5432\n"));
	assert_non_null(strstr(text, "account: …4567\n"));
	assert_non_null(strstr(text, "account id: …AbC1\n"));
	assert_non_null(strstr(text, "client id: …XyZ9\n"));
	assert_non_null(strstr(text, "page URL: https://example.org/…\n"));
	assert_non_null(strstr(text, "server: rtmps://a.rtmps.youtube.com:443/live2\n"));
	assert_non_null(strstr(text, "stream key: set\n"));
	assert_non_null(strstr(text, "problem: zoom.3161 (HTTP 400, Zoom 3161, tracking id v=2.0;clid=us04)\n"));
	assert_non_null(strstr(text, "way to sign in: server_to_server\n"));
	assert_non_null(strstr(text, "remote control: yes\n"));
	assert_non_null(strstr(text, "OBS: 29.0.2\nQt: 5.15.8\nsystem: Debian GNU/Linux 12, x86_64\n"
				     "time: 2026-01-31T12:03:22Z\n"));
	bfree(text);
}

static void tells_nothing_where_there_is_nothing(void **state)
{
	static const struct report_outcomes none;
	const struct status status = {
		.state = STATUS_UNCONFIGURED,
		.broadcast.kind = BROADCAST_KIND_UNKNOWN,
		.remote = STATUS_REMOTE_UNKNOWN,
		.live.state = LIVE_UNKNOWN,
	};
	const struct account_status account = {.secrets.backend = SECRET_BACKEND_UNKNOWN};
	char *text = make(&status, &account, &none);

	(void)state;
	assert_non_null(strstr(text, "meeting: none\n"));
	assert_non_null(strstr(text, "page URL: none\n"));
	assert_non_null(strstr(text, "account known: no\n"));
	assert_non_null(strstr(text, "secrets kept in: none\n"));
	assert_null(strstr(text, "problem:"));
	bfree(text);
}

static void keeps_short_ids_to_itself(void **state)
{
	static const struct report_outcomes none;
	struct account_status account = full_account;
	struct status status = full_status;
	char *text;

	(void)state;
	account.account.client_id = TEXT("abcd");
	status.broadcast.page_url = TEXT("no page of any kind");
	text = make(&status, &account, &none);
	check_absent("four", "report", text, "abcd");
	assert_non_null(strstr(text, "client id: …\n"));
	assert_non_null(strstr(text, "page URL: …\n"));
	bfree(text);
}

static void tells_the_last_ten_outcomes(void **state)
{
	struct report_outcomes outcomes = {0};
	char *text;

	(void)state;
	for (int i = 0; i < 12; i++) {
		char tracking_id[16];
		const struct report_outcome outcome = {
			.at_s = MOMENT + i,
			.what = "settings",
			.state = i % 2 ? "failed" : "the same",
			.code = i % 2 ? "zoom.3161" : NULL,
			.http_status = i % 2 ? 400 : 0,
			.tracking_id = i == 2 ? NULL : tracking_id,
		};

		snprintf(tracking_id, sizeof(tracking_id), "number-%d", i);
		report_outcomes_add(&outcomes, &outcome);
	}
	text = make(&full_status, &full_account, &outcomes);
	check_absent("the oldest", "report", text, "number-1\n");
	assert_non_null(
		strstr(text, "last outcomes: 10\n"
			     "  2026-01-31T12:03:24Z settings: the same, tracking id none\n"
			     "  2026-01-31T12:03:25Z settings: failed, zoom.3161 (HTTP 400), tracking id number-3\n"));
	assert_non_null(strstr(text, "tracking id number-11\n"));
	bfree(text);
	report_outcomes_free(&outcomes);
	assert_int_equal(outcomes.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_no_secret),
		cmocka_unit_test(tells_nothing_where_there_is_nothing),
		cmocka_unit_test(keeps_short_ids_to_itself),
		cmocka_unit_test(tells_the_last_ten_outcomes),
	};

	return RUN_TESTS(tests);
}
