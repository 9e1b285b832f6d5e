/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/destination.h"

#define KEY "s3cr\u00e9t-x7Qa-key_0123"

struct check_case {
	const char *service_type;
	char *url;
	char *key;
	bool uses_login;
	const char *code; /* NULL: it can be pushed */
};

static const struct check_case check_cases[] = {
	{"rtmp_custom", "rtmp://a.example/live", KEY, false, NULL},
	{"rtmp_common", "rtmps://a.rtmps.youtube.com:443/live2", KEY, false, NULL},
	{"rtmp_custom", "RTMPS://a.example/live", KEY, false, NULL},
	{"rtmp_custom", "rtmp://a.example/live/with space", KEY, false, NULL},
	{"rtmp_custom", "rtmp://a.example/live?x=1&y=2", KEY, false, NULL},
	{"rtmp_custom", "rtmp://[2001:db8::1]:1935/live", KEY, false, NULL},
	{"rtmp_custom", "rtmp://a.example", "k", false, NULL},
	{"somebodys_service", "rtmp://a.example/live", KEY, false, NULL},
	{"rtmp_custom", "rtmp://a.example/live", " \"&=?\u65e5\u672c", false, NULL},
	{NULL, NULL, NULL, false, "destination.none"},
	{NULL, "rtmp://a.example/live", KEY, false, "destination.none"},
	{"somebodys_service", NULL, NULL, false, "destination.unknown_service"},
	{"somebodys_service", "", KEY, false, "destination.unknown_service"},
	{"whip_custom", NULL, NULL, false, "destination.whip"},
	{"whip_custom", "https://a.example/whip", NULL, false, "destination.whip"},
	{"rtmp_common", "https://a.example/hls/{stream_key}.m3u8", KEY, false, "destination.hls"},
	{"rtmp_custom", "http://a.example/", KEY, false, "destination.hls"},
	{"rtmp_custom", "srt://a.example:9000?streamid=1", NULL, false, "destination.srt"},
	{"rtmp_custom", "SRT://a.example:9000", NULL, false, "destination.srt"},
	{"rtmp_custom", "rist://a.example:9000", NULL, false, "destination.rist"},
	{"rtmp_custom", "ftp://a.example/live", KEY, false, "destination.not_rtmp"},
	{"rtmp_custom", "rtmpt://a.example/live", KEY, false, "destination.not_rtmp"},
	{"rtmp_custom", "rtmp:/a.example/live", KEY, false, "destination.not_rtmp"},
	{"rtmp_custom", "a.example/live", KEY, false, "destination.not_rtmp"},
	{"rtmp_custom", "auto", KEY, false, "destination.not_rtmp"},
	{"rtmp_custom", NULL, KEY, false, "destination.no_url"},
	{"rtmp_common", " \t", KEY, false, "destination.no_url"},
	{"rtmp_custom", "rtmp://", KEY, false, "destination.bad_url"},
	{"rtmp_custom", "rtmp://a.example:port/live", KEY, false, "destination.bad_url"},
	{"rtmp_custom", "rtmp://a.example:99999/live", KEY, false, "destination.bad_url"},
	{"rtmp_custom", "rtmp://a.example/li\nve", KEY, false, "destination.bad_url"},
	{"rtmp_custom", "rtmp://a.example/live", NULL, false, "destination.no_key"},
	{"rtmp_custom", "rtmp://a.example/live", "", false, "destination.no_key"},
	{"rtmp_custom", "rtmp://a.example/live/", " ", false, "destination.no_key"},
	{"rtmp_custom", "rtmp://a.example/live/" KEY, "", false, "destination.key_in_url"},
	{"rtmp_custom", "rtmp://a.example/live", KEY, true, "destination.login"},
	{"rtmp_custom", "rtmp://user@a.example/live", KEY, false, "destination.login"},
	{"rtmp_custom", "rtmp://user:pass@a.example/live", KEY, false, "destination.login"},
};

static void tells_what_cannot_be_pushed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(check_cases); i++) {
		const struct check_case *c = &check_cases[i];
		struct destination destination = {.service_type = (char *)c->service_type,
						  .url = c->url,
						  .key = c->key,
						  .uses_login = c->uses_login};
		struct problem problem = {0};
		const char *label = c->url ? c->url : c->service_type ? c->service_type : "(none)";

		check_number(label, "check", destination_check(&destination, &problem), !c->code);
		check_text(label, "code", problem.code, c->code);
		if (c->code)
			check_text(label, "subject", problem.subject, c->service_type);
		problem_free(&problem);
	}
}

static void tells_that_a_look_up_failed(void **state)
{
	static const struct {
		struct destination destination;
		const char *code;
		const char *subject;
	} cases[] = {
		{{.service_type = "rtmp_common", .service_name = "Twitch", .key = KEY, .lookup_failed = true},
		 "destination.lookup_failed",
		 "Twitch"},
		{{.service_type = "rtmp_common", .service_name = "Twitch", .url = "", .lookup_failed = true},
		 "destination.lookup_failed",
		 "Twitch"},
		{{.service_type = "somebodys_service", .lookup_failed = true},
		 "destination.lookup_failed",
		 "somebodys_service"},
		{{.service_type = "rtmp_common", .service_name = "Twitch"}, "destination.no_url", "Twitch"},
		{{.lookup_failed = true}, "destination.none", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct problem problem = {0};

		assert_false(destination_check(&cases[i].destination, &problem));
		check_text(cases[i].code, "code", problem.code, cases[i].code);
		check_text(cases[i].code, "subject", problem.subject, cases[i].subject);
		problem_free(&problem);
	}
}

static void counts_characters_up_to_the_limits(void **state)
{
	static const char begin[] = "rtmp://a.example/";
	static const struct {
		const char *unit;
		size_t url_characters;
		size_t key_characters;
		const char *code;
	} limits[] = {
		{"a", 1024, 512, NULL},
		{"a", 1025, 512, "destination.url_too_long"},
		{"a", 1024, 513, "destination.key_too_long"},
		{"\u00e9", 1024, 512, NULL},
		{"\u00e9", 1025, 512, "destination.url_too_long"},
		{"\U0001f600", 1024, 512, NULL},
		{"\U0001f600", 1024, 513, "destination.key_too_long"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(limits); i++) {
		struct destination destination = {.service_type = "rtmp_custom"};
		struct problem problem = {0};
		struct dstr url = {0};
		char *path = repeat_text(limits[i].unit, limits[i].url_characters - strlen(begin));

		dstr_printf(&url, "%s%s", begin, path);
		destination.url = url.array;
		destination.key = repeat_text(limits[i].unit, limits[i].key_characters);
		destination_check(&destination, &problem);
		check_text(limits[i].unit, "code", problem.code, limits[i].code);
		bfree(destination.key);
		bfree(path);
		dstr_free(&url);
		problem_free(&problem);
	}
}

static void shows_no_secret_in_the_url(void **state)
{
	static const struct {
		char *url;
		char *key;
		const char *display;
	} urls[] = {
		{"rtmps://a.rtmps.youtube.com:443/live2", KEY, "rtmps://a.rtmps.youtube.com:443/live2"},
		{"rtmp://a.example/live", KEY, "rtmp://a.example/live"},
		{"rtmp://a.example", KEY, "rtmp://a.example"},
		{"rtmp://a.example/live/", KEY, "rtmp://a.example/live"},
		{"rtmp://a.example/live/app/more", KEY, "rtmp://a.example/live/\u2026"},
		{"rtmp://a.example/live/planted-key", "planted-key", "rtmp://a.example/live/\u2026"},
		{"rtmp://a.example/planted-key", "planted-key", "rtmp://a.example/\u2026"},
		{"rtmp://a.example/xplanted-keyx/live", "planted-key", "rtmp://a.example/\u2026/\u2026"},
		{"rtmp://a.example/planted%2Dkey", "planted-key", "rtmp://a.example/\u2026"},
		{"rtmp://a.example/xplanted%2Dkeyx/live", "planted-key", "rtmp://a.example/\u2026/\u2026"},
		{"rtmp://a.example/live?key=planted-key", "planted-key", "rtmp://a.example/live"},
		{"rtmp://a.example/live#planted-key", "planted-key", "rtmp://a.example/live"},
		{"rtmp://planted-key@a.example/live", "planted-key", "rtmp://a.example/live"},
		{"rtmp://anna:planted-key@a.example/live", "planted-key", "rtmp://a.example/live"},
		{"rtmp://planted-key.example/live", "planted-key", "rtmp://\u2026/live"},
		{"rtmp://PLANTED-KEY.example/live", "planted-key", "rtmp://\u2026/live"},
		{"rtmp://a.example/planted-key", "", "rtmp://a.example"},
		{"rtmp://a.example/live/planted-key", NULL, "rtmp://a.example"},
		{"srt://a.example:9000?streamid=planted-key&passphrase=planted-key", NULL, "srt://a.example:9000"},
		{"https://a.example/hls/planted-key.m3u8?cid=planted-key", NULL, "https://a.example"},
		{"no url at all planted-key", "planted-key", NULL},
		{NULL, "planted-key", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct destination destination = {.service_type = "rtmp_custom",
						  .url = urls[i].url,
						  .key = urls[i].key};
		char *display = destination_display_url(&destination);
		const char *label = urls[i].url ? urls[i].url : "(null)";

		check_text(label, "display", display, urls[i].display);
		check_absent(label, "display", display, "planted");
		check_absent(label, "display", display, "anna");
		bfree(display);
	}
}

static void hints_at_long_keys_only(void **state)
{
	static const struct {
		char *key;
		const char *hint;
	} keys[] = {
		{NULL, NULL},
		{"", NULL},
		{"a", "\u2022\u2022\u2022\u2022"},
		{"123456789012345", "\u2022\u2022\u2022\u2022"},
		{"1234567890123456", "\u2022\u2022\u2022\u20223456"},
		{"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", "\u2022\u2022\u2022\u2022"},
		{"123456789012\u65e5\u672c\u8a9e\U0001f600", "\u2022\u2022\u2022\u2022\u65e5\u672c\u8a9e\U0001f600"},
		{"\x80\x80", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct destination destination = {.key = keys[i].key};
		char *hint = destination_key_hint(&destination);

		check_text(keys[i].key ? keys[i].key : "(null)", "hint", hint, keys[i].hint);
		bfree(hint);
	}
}

static void knows_private_addresses(void **state)
{
	static const struct {
		char *url;
		bool is_private;
	} addresses[] = {
		{"rtmp://127.0.0.1/live", true},
		{"rtmp://127.255.255.255/live", true},
		{"rtmp://10.0.0.1/live", true},
		{"rtmp://11.0.0.1/live", false},
		{"rtmp://172.15.0.1/live", false},
		{"rtmp://172.16.0.1/live", true},
		{"rtmp://172.31.255.255/live", true},
		{"rtmp://172.32.0.1/live", false},
		{"rtmp://192.168.1.1:1935/live", true},
		{"rtmp://192.169.1.1/live", false},
		{"rtmp://169.254.1.1/live", true},
		{"rtmp://100.64.0.1/live", true},
		{"rtmp://100.63.0.1/live", false},
		{"rtmp://100.128.0.1/live", false},
		{"rtmp://0.0.0.0/live", true},
		{"rtmp://8.8.8.8/live", false},
		{"rtmp://[::1]/live", true},
		{"rtmp://[::]/live", true},
		{"rtmp://[fe80::1]/live", true},
		{"rtmp://[febf::1]/live", true},
		{"rtmp://[fec0::1]/live", false},
		{"rtmp://[fd00::1]:1935/live", true},
		{"rtmp://[fc00::1]/live", true},
		{"rtmp://[::ffff:192.168.0.1]/live", true},
		{"rtmp://[::ffff:8.8.8.8]/live", false},
		{"rtmp://[2001:db8::1]/live", false},
		{"rtmp://localhost/live", true},
		{"rtmp://LOCALHOST/live", true},
		{"rtmp://localhost./live", true},
		{"rtmp://a.localhost/live", true},
		{"rtmp://nas.local/live", true},
		{"rtmp://nas.local./live", true},
		{"rtmp://nas/live", true},
		{"rtmp://obs.lan/live", true},
		{"rtmp://x.internal/live", true},
		{"rtmp://x.home.arpa/live", true},
		{"rtmp://notlocal.example/live", false},
		{"rtmp://local.example/live", false},
		{"rtmp://xlocal/live", true},
		{"rtmp://mylan.example/live", false},
		{"no url", false},
		{NULL, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		const struct destination destination = {.url = addresses[i].url};

		check_number(addresses[i].url ? addresses[i].url : "(null)", "private",
			     destination_is_private(&destination), addresses[i].is_private);
	}
}

static void reads_what_obs_connects_with(void **state)
{
	static const struct {
		char *service_name;
		char *settings;
		const char *key;
	} keys[] = {
		{"Twitch", "live_1?bandwidthtest=true", "live_1"},
		{"Twitch", "live_1", "live_1"},
		{"Twitch", "live_1?bandwidthtest=false", "live_1?bandwidthtest=false"},
		{"Twitch", "live_1?bandwidthtest=true&x=1", "live_1?bandwidthtest=true&x=1"},
		{"Twitch", "?bandwidthtest=true", "?bandwidthtest=true"},
		{"Twitch", "live_1\n?bandwidthtest=true", "live_1"},
		{"Twitch", " live_1?bandwidthtest=true\r\n", "live_1"},
		{"Restream.io", "live_1?bandwidthtest=true", "live_1?bandwidthtest=true"},
		{NULL, "live_1?bandwidthtest=true", "live_1?bandwidthtest=true"},
		{"Twitch", NULL, NULL},
		{NULL, "key\n", "key"},
		{NULL, " \t\r\nkey\n\r\t ", "key"},
		{NULL, "k e\ty", "k e\ty"},
		{NULL, "\n \t", ""},
		{NULL, "", ""},
		/* what OBS leaves */
		{NULL, "key\u00a0", "key\u00a0"},
		{NULL, "\ufeffkey", "\ufeffkey"},
		{NULL, "key\v\f", "key\v\f"},
		{NULL, "\"key\"/", "\"key\"/"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		const struct destination original = {.service_name = keys[i].service_name, .key = keys[i].settings};
		const struct destination same_in_url = {.url = keys[i].settings};
		const char *label = keys[i].settings ? keys[i].settings : "(null)";
		struct destination destination = {0};

		destination_copy(&destination, &original);
		destination_normalise(&destination);
		check_text(label, "key", destination.key, keys[i].key);
		destination_copy(&destination, &same_in_url);
		destination_normalise(&destination);
		/* the bandwidth test is of Twitch's keys alone */
		if (!keys[i].service_name)
			check_text(label, "URL", destination.url, keys[i].key);
		destination_free(&destination);
	}
}

static void compares_url_and_key(void **state)
{
	const struct destination a = {.service_type = "x", .url = "rtmp://a/b", .key = "k", .uses_login = true};
	const struct destination same = {.service_type = "y", .service_name = "z", .url = "rtmp://a/b", .key = "k"};
	const struct destination other_key = {.url = "rtmp://a/b", .key = "K"};
	const struct destination other_url = {.url = "rtmp://a/b/", .key = "k"};
	const struct destination no_key = {.url = "rtmp://a/b"};
	const struct destination empty_key = {.url = "rtmp://a/b", .key = ""};
	const struct destination not_looked_up = {.service_type = "x", .lookup_failed = true};
	const struct destination no_url = {.service_type = "x"};
	struct destination copy = {0};

	(void)state;
	assert_false(destination_same(&not_looked_up, &no_url));
	assert_true(destination_same(&not_looked_up, &not_looked_up));
	assert_true(destination_same(&a, &same));
	assert_false(destination_same(&a, &other_key));
	assert_false(destination_same(&a, &other_url));
	assert_false(destination_same(&a, &no_key));
	assert_true(destination_same(&no_key, &empty_key));

	destination_copy(&copy, &other_key);
	destination_copy(&copy, &a);
	destination_copy(&copy, &copy);
	assert_true(destination_same(&copy, &a));
	assert_string_equal(copy.service_type, "x");
	assert_null(copy.service_name);
	assert_true(copy.uses_login);
	assert_false(copy.lookup_failed);
	destination_copy(&copy, &not_looked_up);
	assert_true(copy.lookup_failed);
	assert_true(destination_same(&copy, &not_looked_up));
	destination_free(&copy);
	assert_null(copy.url);
	assert_false(copy.lookup_failed);
}

/* The channel that OBS's profile names, where it streams to that service. */
static void knows_the_page_of_a_linked_channel(void **state)
{
	static const struct {
		const char *service_name, *login, *page_url;
	} cases[] = {
		{"Twitch", "st_mary_2", "https://www.twitch.tv/st_mary_2"},
		{"Twitch", "StMary", "https://www.twitch.tv/StMary"},
		{"Twitch", NULL, NULL},
		{"Twitch", "", NULL},
		{"Twitch", "St Mary", NULL},
		{"Twitch", "../videos", NULL},
		{"Twitch", "mary?x=1", NULL},
		{"YouTube - RTMPS", "st_mary", NULL},
		{NULL, "st_mary", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct destination destination = {.service_name = (char *)cases[i].service_name,
							.linked_login = (char *)cases[i].login};
		char *page_url = destination_page_url(&destination);

		check_text(cases[i].login ? cases[i].login : "none", "page URL", page_url, cases[i].page_url);
		bfree(page_url);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_cannot_be_pushed),
		cmocka_unit_test(counts_characters_up_to_the_limits),
		cmocka_unit_test(shows_no_secret_in_the_url),
		cmocka_unit_test(hints_at_long_keys_only),
		cmocka_unit_test(knows_private_addresses),
		cmocka_unit_test(reads_what_obs_connects_with),
		cmocka_unit_test(compares_url_and_key),
		cmocka_unit_test(tells_that_a_look_up_failed),
		cmocka_unit_test(knows_the_page_of_a_linked_channel),
	};

	return RUN_TESTS(tests);
}
