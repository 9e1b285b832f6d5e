/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/token_source_world.h"

#define MINUTE_MS (60 * 1000)

static void a_pasted_token_is_kept_until_it_is_refused(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_ACCESS_TOKEN);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "account.no_token");
	snprintf(world.access_token, sizeof(world.access_token), " Bearer pasted ");
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "pasted");
	assert_string_equal(world.scope, "");
	/* from memory: a push does not wait for the keychain */
	snprintf(world.access_token, sizeof(world.access_token), "two words");
	world_ask(&world, false);
	assert_int_equal(world.answers, 3);
	assert_string_equal(world.token, "pasted");
	/* a new one was saved, while the old one was being read */
	snprintf(world.access_token, sizeof(world.access_token), "old");
	world_ask(&world, true);
	token_source_set_account(world.source, &world.account, "https://zoom.example/oauth", "zoom.example");
	world_answer(&world);
	snprintf(world.access_token, sizeof(world.access_token), "next");
	world_answer_all(&world);
	assert_string_equal(world.token, "next");
	snprintf(world.access_token, sizeof(world.access_token), "two words");
	world_ask(&world, true);
	world_answer_all(&world);
	assert_string_equal(world.code, "account.bad_token");
	assert_int_equal(world.fetches, 0);
	world_end(&world);
}

static void one_fetch_serves_all_who_ask(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	for (int i = 0; i < 5; i++)
		world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	assert_non_null(strstr(world.form, "account_credentials"));
	world_ask(&world, true);
	world_answer_all(&world);
	assert_int_equal(world.answers, 6);
	assert_string_equal(world.token, "access-1");
	assert_string_equal(token_source_api_url(world.source), "https://api-eu.zoom.us");
	assert_string_equal(world.scope, "meeting:update:livestream");
	/* and is enough for later ones */
	world_ask(&world, false);
	assert_int_equal(world.answers, 7);
	assert_int_equal(world.fetches, 1);
	world_end(&world);
}

static void it_is_renewed_before_it_ends(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world.moment.clock_ms += 55 * MINUTE_MS;
	/* whatever the computer's clock has come to */
	world.moment.wall_ms -= 86400000;
	world_ask(&world, false);
	assert_string_equal(world.token, "access-1");
	assert_int_equal(world.fetches, 1);
	world.moment.clock_ms += 1;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	world_end(&world);
}

/* Whether a new one is fetched, that many milliseconds later by each clock. */
static void either_clock_ends_it(void **state)
{
	static const struct {
		const char *name;
		int64_t clock_ms, wall_ms;
		bool is_renewed;
	} cases[] = {
		{"both go on", 10 * MINUTE_MS, 10 * MINUTE_MS, false},
		{"a night's sleep", 0, 8 * 60 * MINUTE_MS, true},
		{"sleep, up to the time of renewal", MINUTE_MS, 55 * MINUTE_MS, false},
		{"a moment more", MINUTE_MS, 55 * MINUTE_MS + 1, true},
		{"the wall clock is set forward", MINUTE_MS, INT64_C(56) * 365 * 24 * 60 * MINUTE_MS, true},
		{"it is set back", 10 * MINUTE_MS, -24 * 60 * MINUTE_MS, false},
		{"and the token has ended", 56 * MINUTE_MS, -24 * 60 * MINUTE_MS, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct source_world world;

		world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
		world_ask(&world, false);
		world_answer_all(&world);
		world.moment.clock_ms += cases[i].clock_ms;
		world.moment.wall_ms += cases[i].wall_ms;
		world_ask(&world, false);
		world_answer_all(&world);
		check_number(cases[i].name, "fetches", world.fetches, cases[i].is_renewed ? 2 : 1);
		/* and that is one that lives, by the clocks as they are now */
		world_ask(&world, false);
		world_answer_all(&world);
		check_number(cases[i].name, "fetches", world.fetches, cases[i].is_renewed ? 2 : 1);
		world_end(&world);
	}
}

static void the_old_one_does_where_zoom_cannot_be_reached(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	world.moment.clock_ms += 59 * MINUTE_MS;
	world.weather = WEATHER_OVERLOAD;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	/* not where Zoom has refused it */
	world_ask(&world, true);
	world_answer_all(&world);
	assert_string_equal(world.code, "http.server");
	assert_true(world.may_work_later);
	world_end(&world);
}

/* Another OBS that renews, or a keychain that is locked, must not stop a push whose token still lives. */
static void the_old_one_does_where_it_cannot_be_renewed(void **state)
{
	static const struct {
		const char *label;
		enum account_method method;
		bool lock_is_taken, lock_is_broken;
		const char *unreadable; /* NULL: all can be read */
		const char *code;       /* where the old one does not do */
	} cases[] = {
		{"another OBS", ACCOUNT_METHOD_AUTHORIZATION_CODE, true, false, NULL, "sign_in.busy"},
		{"no lock to be written", ACCOUNT_METHOD_DEVICE_CODE, false, true, NULL, "sign_in.lock_failed"},
		{"secret", ACCOUNT_METHOD_SERVER_TO_SERVER, false, false, "client_secret", "secret.denied"},
		{"secret, browser", ACCOUNT_METHOD_AUTHORIZATION_CODE, false, false, "client_secret", "secret.denied"},
		{"refresh token", ACCOUNT_METHOD_AUTHORIZATION_CODE, false, false, "refresh_token", "secret.denied"},
	};
	static const struct {
		int64_t left_ms;
		bool is_refused, does;
	} olds[] = {{30000, false, true}, {29999, false, false}, {240000, true, false}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases) * COUNT(olds); i++) {
		const size_t at = i / COUNT(olds), old = i % COUNT(olds);
		struct source_world world;

		world_begin(&world, cases[at].method);
		world_ask(&world, false);
		world_answer_all(&world);
		world.moment.clock_ms += 60 * MINUTE_MS - olds[old].left_ms;
		world.lock_is_taken = cases[at].lock_is_taken;
		world.lock_is_broken = cases[at].lock_is_broken;
		world_ask(&world, olds[old].is_refused);
		while (cases[at].unreadable && strcmp(world.field, cases[at].unreadable) != 0)
			world_answer(&world);
		world.is_unreadable = cases[at].unreadable != NULL;
		world_answer_all(&world);
		check_text(cases[at].label, "token", world.token, olds[old].does ? world.last_token : "");
		check_text(cases[at].label, "code", world.code, olds[old].does ? "" : cases[at].code);
		check_number(cases[at].label, "locked", world.is_locked, false);
		check_number(cases[at].label, "mark", world.has_mark, false);
		check_number(cases[at].label, "fetches", (long long)world.fetches, 1);
		world_end(&world);
	}
}

/* It was signed out elsewhere, or taken away by hand. */
static void the_old_one_does_not_where_there_is_no_secret(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world_ask(&world, false);
	world_answer_all(&world);
	world.moment.clock_ms += 56 * MINUTE_MS;
	world.stored_refresh = 0;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.needed");
	world_end(&world);

	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world.moment.clock_ms += 56 * MINUTE_MS;
	world.has_client_secret = false;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.no_client_secret");
	world_end(&world);
}

static void the_old_one_does_not_where_zoom_refuses(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world.moment.clock_ms += 56 * MINUTE_MS;
	world.weather = WEATHER_BAD_SECRET;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.wrong_client");
	world_end(&world);
}

/* What could not be stored of one sign-in is nothing to another one's. */
static void what_was_not_stored_goes_with_the_values(void **state)
{
	struct source_world world;
	struct account other;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.is_stored_broken = true;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.not_stored");
	world.is_stored_broken = false;
	other = world.account;
	other.client_id = (char *)"another";
	token_source_set_account(world.source, &other, "https://zoom.example/oauth", "zoom.example");
	world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	assert_int_equal(world.stored_refresh, 1);
	assert_string_equal(world.token, "");
	world_end(&world);
}

static void it_is_used_up_to_its_last_half_minute(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world.weather = WEATHER_UNREACHABLE;
	world.moment.clock_ms += 60 * MINUTE_MS - 30000;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-1");
	world.moment.clock_ms += 1;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "network.unreachable");
	world_end(&world);
}

static void a_token_that_lives_short_is_handed_out_once(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world.expires_in_s = 200;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-3");
	world_end(&world);
}

static void what_is_missing_is_told(void **state)
{
	static const struct {
		const char *label;
		enum account_method method;
		bool has_client_secret, has_refresh, is_unreadable, lock_is_taken, lock_is_broken;
		enum weather weather;
		const char *code;
		bool may_work_later;
	} cases[] = {
		{"no client secret", ACCOUNT_METHOD_SERVER_TO_SERVER, false, false, false, false, false, WEATHER_FAIR,
		 "sign_in.no_client_secret", false},
		{"wrong client secret", ACCOUNT_METHOD_SERVER_TO_SERVER, true, false, false, false, false,
		 WEATHER_BAD_SECRET, "sign_in.wrong_client", false},
		{"locked keychain", ACCOUNT_METHOD_SERVER_TO_SERVER, true, false, true, false, false, WEATHER_FAIR,
		 "secret.denied", false},
		{"not signed in", ACCOUNT_METHOD_AUTHORIZATION_CODE, false, false, false, false, false, WEATHER_FAIR,
		 "sign_in.needed", false},
		{"locked keychain, browser", ACCOUNT_METHOD_AUTHORIZATION_CODE, false, true, true, false, false,
		 WEATHER_FAIR, "secret.denied", false},
		{"another OBS", ACCOUNT_METHOD_DEVICE_CODE, true, true, false, true, false, WEATHER_FAIR,
		 "sign_in.busy", true},
		{"no lock to be written", ACCOUNT_METHOD_DEVICE_CODE, true, true, false, false, true, WEATHER_FAIR,
		 "sign_in.lock_failed", false},
		{"wrong secret, browser", ACCOUNT_METHOD_AUTHORIZATION_CODE, true, true, false, false, false,
		 WEATHER_BAD_SECRET, "sign_in.wrong_client", false},
		{"no way to Zoom", ACCOUNT_METHOD_AUTHORIZATION_CODE, true, true, false, false, false,
		 WEATHER_UNREACHABLE, "network.unreachable", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct source_world world;

		world_begin(&world, cases[i].method);
		world.has_client_secret = cases[i].has_client_secret;
		world.stored_refresh = cases[i].has_refresh ? 1 : 0;
		world.is_unreadable = cases[i].is_unreadable;
		world.lock_is_taken = cases[i].lock_is_taken;
		world.lock_is_broken = cases[i].lock_is_broken;
		world.weather = cases[i].weather;
		world_ask(&world, false);
		world_answer_all(&world);
		check_text(cases[i].label, "code", world.code, cases[i].code);
		check_number(cases[i].label, "may work later", world.may_work_later, cases[i].may_work_later);
		check_number(cases[i].label, "open asks", (long long)world.open_asks, 0);
		check_number(cases[i].label, "locked", world.is_locked, false);
		check_number(cases[i].label, "mark", world.has_mark, false);
		world_end(&world);
	}
}

static void an_end_before_the_store_is_told_exactly(void **state)
{
	struct source_world world;
	char refused[32];

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_WRITE);
	assert_true(token_source_is_renewing(world.source));
	world_crash(&world);
	assert_true(world.has_mark);
	/* each time, until the person signs in */
	for (int i = 0; i < 2; i++) {
		world_ask(&world, false);
		world_answer_all(&world);
		assert_string_equal(world.code, "sign_in.interrupted");
		assert_false(world.is_locked);
	}
	world_adopt(&world);
	world_answer_all(&world);
	assert_true(world.stored);
	assert_string_equal(world.store_code, "");
	assert_false(world.has_mark);
	/* and from then on a sign-in that has expired is one that has expired */
	world.valid = 0;
	snprintf(refused, sizeof(refused), "access-%d", world.last_given);
	world_ask_instead(&world, refused);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.expired");
	world_end(&world);
}

static void a_lost_reply_leaves_its_mark(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world.weather = WEATHER_LOST;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "network.reset");
	assert_true(world.may_work_later);
	assert_true(world.has_mark);
	world.weather = WEATHER_FAIR;
	/* OBS has not ended */
	for (int i = 0; i < 2; i++) {
		world_ask(&world, false);
		world_answer_all(&world);
		assert_string_equal(world.code, "sign_in.reply_lost");
	}
	world_crash(&world);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.interrupted");
	world_end(&world);

	/* the mark of another OBS is not this one's */
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world.weather = WEATHER_CUT;
	world_ask(&world, false);
	world_answer_all(&world);
	world.has_mark = false;
	world.lock_is_taken = true;
	world_ask(&world, false);
	world_answer_all(&world);
	world.lock_is_taken = false;
	world.weather = WEATHER_UNREACHABLE;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "network.unreachable");
	world.has_mark = true;
	world.valid = 0;
	world.weather = WEATHER_FAIR;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.interrupted");
	world_end(&world);

	/* one that has not come to Zoom is as good as none */
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world.weather = WEATHER_CUT;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_true(world.has_mark);
	world.weather = WEATHER_FAIR;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	assert_false(world.has_mark);
	world_end(&world);
}

static void what_could_not_be_stored_is_stored_later(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.is_stored_broken = true;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.not_stored");
	assert_false(world.is_locked);
	assert_true(world.has_mark);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.not_stored");
	world.is_stored_broken = false;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	assert_int_equal(world.stored_refresh, 2);
	assert_int_equal(world.fetches, 1);
	assert_false(world.has_mark);
	world_end(&world);
}

static void a_newer_sign_in_of_another_obs_is_not_overwritten(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.is_stored_broken = true;
	world_ask(&world, false);
	world_answer_all(&world);
	world.is_stored_broken = false;
	world.stored_refresh = world_give(&world);
	world.was_stored[3] = true;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-4");
	assert_int_equal(world.stored_refresh, 4);
	world_end(&world);
}

static void what_another_obs_has_stored_is_renewed(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_all(&world);
	world.stored_refresh = world_give(&world);
	world_ask(&world, true);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-4");
	world_end(&world);
}

static void a_sign_in_that_is_not_stored_is_told(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
	world.stored_refresh = 0;
	world.is_stored_broken = true;
	world_adopt(&world);
	assert_true(token_source_is_renewing(world.source));
	world_answer_all(&world);
	assert_string_equal(world.store_code, "sign_in.not_stored");
	assert_false(token_source_is_renewing(world.source));
	world.is_stored_broken = false;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	assert_int_equal(world.stored_refresh, 2);
	world_end(&world);
}

static void other_values_forget_what_was(void **state)
{
	struct source_world world;
	struct account other;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	other = world.account;
	other.client_id = (char *)"another";
	/* an earlier renewal has left it */
	world.has_mark = true;
	world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	token_source_set_account(world.source, &other, "https://zoom.example/oauth", "zoom.example");
	/* the reply to the old one: its tokens are nobody's */
	world.stored_refresh = 0;
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.needed");
	assert_int_equal(world.stored_refresh, 0);
	assert_false(world.is_locked);
	assert_false(world.has_mark);
	world_end(&world);

	/* another secret: the access token of the old one is not used */
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	token_source_set_account(world.source, &world.account, "https://zoom.example/oauth", "zoom.example");
	world.weather = WEATHER_BAD_SECRET;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.code, "sign_in.wrong_client");
	world_end(&world);
}

static void two_who_were_refused_with_the_same_token_cause_one_renewal(void **state)
{
	static const enum account_method methods[] = {ACCOUNT_METHOD_SERVER_TO_SERVER,
						      ACCOUNT_METHOD_AUTHORIZATION_CODE};

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		struct source_world world;
		char refused[80];

		world_begin(&world, methods[i]);
		world_ask(&world, false);
		world_answer_all(&world);
		snprintf(refused, sizeof(refused), "%s", world.token);
		assert_int_equal(world.fetches, 1);
		/* while the renewal is under way, and after it */
		world_ask_instead(&world, refused);
		world_ask_instead(&world, refused);
		world_answer_all(&world);
		world_ask_instead(&world, refused);
		assert_int_equal(world.open_asks, 0);
		assert_int_equal(world.fetches, 2);
		assert_string_not_equal(world.token, refused);
		/* the renewed one as well */
		world_ask(&world, true);
		world_answer_all(&world);
		assert_int_equal(world.fetches, 3);
		world_end(&world);
	}
}

static void only_the_token_that_is_doubted_is_replaced(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	token_source_doubt(world.source, "access-0");
	world_ask(&world, false);
	assert_int_equal(world.answers, 2);
	/* nothing is fetched before somebody asks, and then once */
	world_doubt(&world);
	assert_int_equal(world.wish, 0);
	world_ask(&world, false);
	/* while that is under way, too */
	world_doubt(&world);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	token_source_doubt(world.source, "access-1");
	world_ask(&world, false);
	assert_string_equal(world.token, "access-2");
	assert_int_equal(world.answers, 5);
	assert_int_equal(world.fetches, 2);
	/* whichever it is */
	token_source_doubt(world.source, NULL);
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-3");
	world_end(&world);
}

static void a_doubted_token_does_where_no_other_can_be_had(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world_doubt(&world);
	world.weather = WEATHER_OVERLOAD;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-1");
	world.weather = WEATHER_FAIR;
	world_ask(&world, false);
	world_answer_all(&world);
	assert_string_equal(world.token, "access-2");
	/* and it is still revoked */
	world_doubt(&world);
	world_sign_out(&world);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	assert_non_null(strstr(world.form, "token=access-2"));
	world_end(&world);
}

static void what_only_a_consent_can_change_is_not_doubted(void **state)
{
	static const enum account_method methods[] = {ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_METHOD_DEVICE_CODE,
						      ACCOUNT_METHOD_ACCESS_TOKEN};

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		struct source_world world;

		world_begin(&world, methods[i]);
		snprintf(world.access_token, sizeof(world.access_token), "pasted");
		world_ask(&world, false);
		world_answer_all(&world);
		world_doubt(&world);
		token_source_doubt(world.source, NULL);
		world_ask(&world, false);
		assert_int_equal(world.answers, 2);
		assert_int_equal(world.wish, 0);
		world_end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_who_were_refused_with_the_same_token_cause_one_renewal),
		cmocka_unit_test(a_pasted_token_is_kept_until_it_is_refused),
		cmocka_unit_test(one_fetch_serves_all_who_ask),
		cmocka_unit_test(it_is_renewed_before_it_ends),
		cmocka_unit_test(either_clock_ends_it),
		cmocka_unit_test(the_old_one_does_where_zoom_cannot_be_reached),
		cmocka_unit_test(the_old_one_does_where_it_cannot_be_renewed),
		cmocka_unit_test(the_old_one_does_not_where_there_is_no_secret),
		cmocka_unit_test(the_old_one_does_not_where_zoom_refuses),
		cmocka_unit_test(what_was_not_stored_goes_with_the_values),
		cmocka_unit_test(it_is_used_up_to_its_last_half_minute),
		cmocka_unit_test(a_token_that_lives_short_is_handed_out_once),
		cmocka_unit_test(what_is_missing_is_told),
		cmocka_unit_test(an_end_before_the_store_is_told_exactly),
		cmocka_unit_test(a_lost_reply_leaves_its_mark),
		cmocka_unit_test(what_could_not_be_stored_is_stored_later),
		cmocka_unit_test(a_newer_sign_in_of_another_obs_is_not_overwritten),
		cmocka_unit_test(what_another_obs_has_stored_is_renewed),
		cmocka_unit_test(a_sign_in_that_is_not_stored_is_told),
		cmocka_unit_test(other_values_forget_what_was),
		cmocka_unit_test(only_the_token_that_is_doubted_is_replaced),
		cmocka_unit_test(a_doubted_token_does_where_no_other_can_be_had),
		cmocka_unit_test(what_only_a_consent_can_change_is_not_doubted),
	};

	return RUN_TESTS(tests);
}
