/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/token_source_world.h"

#define MINUTE_MS (60 * 1000)

/* Signing out, and the end of OBS. */

static void signing_out_revokes_and_erases(void **state)
{
	static const enum account_method methods[] = {ACCOUNT_METHOD_ACCESS_TOKEN, ACCOUNT_METHOD_SERVER_TO_SERVER,
						      ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_METHOD_DEVICE_CODE};

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++) {
		struct source_world world;

		world_begin(&world, methods[i]);
		snprintf(world.access_token, sizeof(world.access_token), "pasted");
		world_ask(&world, false);
		world_answer_all(&world);
		world_sign_out(&world);
		world_answer_all(&world);
		assert_true(world.signed_out);
		assert_int_equal(world.is_revoked, methods[i] != ACCOUNT_METHOD_ACCESS_TOKEN);
		assert_string_equal(world.revoke_code, "");
		assert_string_equal(world.erase_code, "");
		assert_int_equal(world.stored_refresh, 0);
		assert_false(world.has_client_secret);
		assert_string_equal(world.access_token, "");
		world_ask(&world, false);
		world_answer_all(&world);
		assert_string_equal(world.token, "");
		assert_false(world.is_locked);
		world_end(&world);
	}
}

static void signing_out_erases_where_zoom_cannot_be_reached(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.weather = WEATHER_UNREACHABLE;
	world_sign_out(&world);
	world_answer_all(&world);
	assert_false(world.is_revoked);
	assert_string_equal(world.revoke_code, "network.unreachable");
	assert_int_equal(world.stored_refresh, 0);
	world_end(&world);

	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.is_stored_broken = true;
	world_sign_out(&world);
	world_answer_all(&world);
	assert_true(world.is_revoked);
	assert_string_equal(world.erase_code, "secret.denied");
	world_end(&world);
}

static void answer_revocation(struct source_world *world, long status, const char *body)
{
	const struct http_response response = {
		.result = HTTP_RESULT_REPLY,
		.status = status,
		.body = (char *)body,
		.body_size = body ? strlen(body) : 0,
		.sent = true,
	};

	assert_int_equal(world->wish, TOKEN_SOURCE_SEND);
	world->wish = 0;
	token_source_answer(world->source, &response, &world->moment);
	world_take(world);
}

/* A success may be a gateway's, or hold an error: the sign-in lives on then. */
static void only_zoom_confirms_a_revocation(void **state)
{
	static const struct {
		long status;
		const char *body;
		const char *code; /* "": it is confirmed */
	} cases[] = {
		{200, "{\"status\":\"success\"}", ""},
		{200, "{}", ""},
		{200, NULL, ""},
		{200, "\r\n", ""},
		{200, "<!doctype html><html><body>Blocked</body></html>", "sign_in.gateway"},
		{200, "OK", "sign_in.gateway"},
		{200, "[]", "sign_in.gateway"},
		{204, NULL, "sign_in.gateway"},
		{200, "{\"error\":\"invalid_token\"}", "sign_in.expired"},
		{200, "{\"code\":300,\"message\":\"Why\"}", "sign_in.other"},
		{400, "{\"reason\":\"Invalid Token!\",\"error\":\"invalid_request\"}", "sign_in.expired"},
		{401, "{\"error\":\"invalid_client\"}", "sign_in.wrong_client"},
		{503, NULL, "http.server"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const label = cases[i].body ? cases[i].body : "nothing";
		struct source_world world;

		world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
		world_sign_out(&world);
		world_answer_until(&world, TOKEN_SOURCE_SEND);
		answer_revocation(&world, cases[i].status, cases[i].body);
		assert_int_equal(world.wish, TOKEN_SOURCE_WRITE);
		world_answer_all(&world);
		check_number(label, "revoked", world.is_revoked, !*cases[i].code);
		check_text(label, "code", world.revoke_code, cases[i].code);
		check_number(label, "stored", world.stored_refresh, 0);
		world_end(&world);
	}

	/* a refusal, whatever its status: by the other token, once */
	for (int i = 0; i < 2; i++) {
		struct source_world world;

		world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
		world_ask(&world, false);
		world_answer_all(&world);
		world_sign_out(&world);
		world_answer_until(&world, TOKEN_SOURCE_SEND);
		answer_revocation(&world, 200, "{\"error\":\"invalid_token\"}");
		assert_non_null(strstr(world.form, "token=refresh-2"));
		answer_revocation(&world, 200, i ? "{\"error\":\"invalid_token\"}" : "");
		world_answer_all(&world);
		assert_int_equal(world.is_revoked, i == 0);
		world_end(&world);
	}
}

/* How Zoom is asked for it. */
static void zoom_revokes_by_the_access_token(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_all(&world);
	world_sign_out(&world);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	assert_non_null(strstr(world.form, "token=access-2"));
	world_answer(&world);
	assert_int_equal(world.wish, TOKEN_SOURCE_WRITE);
	world_answer_all(&world);
	assert_true(world.is_revoked);
	world_end(&world);

	/* one that is not stored yet */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.is_stored_broken = true;
	world_ask(&world, false);
	world_answer_all(&world);
	world.access_is_not_revoked = true;
	world_sign_out(&world);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	assert_non_null(strstr(world.form, "token=access-2"));
	/* refused: by the other, once */
	world_answer(&world);
	assert_int_equal(world.wish, TOKEN_SOURCE_SEND);
	assert_non_null(strstr(world.form, "token=refresh-2"));
	world_answer_all(&world);
	assert_true(world.is_revoked);
	assert_string_equal(world.revoke_code, "");
	world_end(&world);

	/* one that has ended is none, also where that was in the computer's sleep; nor is one that ends on its way */
	for (int i = 0; i < 3; i++) {
		world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
		world_ask(&world, false);
		world_answer_all(&world);
		world.moment.clock_ms += i == 1 ? 0 : 60 * MINUTE_MS - (i == 2 ? 29999 : 0);
		world.moment.wall_ms += i == 1 ? 8 * 60 * MINUTE_MS : 0;
		world_sign_out(&world);
		world_answer_until(&world, TOKEN_SOURCE_SEND);
		assert_non_null(strstr(world.form, "token=refresh-2"));
		world_answer_all(&world);
		world_end(&world);
	}

	/* what has no refresh token has no second try */
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_ask(&world, false);
	world_answer_all(&world);
	world.access_is_not_revoked = true;
	world_sign_out(&world);
	world_answer_until(&world, TOKEN_SOURCE_SEND);
	world_answer(&world);
	assert_int_equal(world.wish, TOKEN_SOURCE_WRITE);
	world_answer_all(&world);
	assert_false(world.is_revoked);
	assert_string_not_equal(world.revoke_code, "");
	world_end(&world);
}

static void signing_out_does_without_a_lock_that_cannot_be_written(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_all(&world);
	world.lock_is_broken = true;
	world_sign_out(&world);
	world_answer_all(&world);
	assert_true(world.is_revoked);
	assert_string_equal(world.erase_code, "");
	assert_int_equal(world.stored_refresh, 0);
	world_end(&world);

	/* not where another OBS may be renewing it */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world.lock_is_taken = true;
	world_sign_out(&world);
	world_answer_all(&world);
	assert_string_equal(world.erase_code, "sign_in.busy");
	assert_int_equal(world.stored_refresh, 1);
	world_end(&world);
}

static void the_end_gives_the_lock_back(void **state)
{
	struct source_world world;

	(void)state;
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_READ);
	token_source_end(world.source);
	assert_true(world.is_locked);
	world_take(&world);
	assert_false(world.is_locked);
	assert_false(world.has_mark);
	world_answer_all(&world);
	assert_int_equal(world.fetches, 0);
	world_end(&world);

	/* a lock that comes too late */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	token_source_end(world.source);
	world_take(&world);
	world_answer_all(&world);
	assert_false(world.is_locked);
	assert_false(world.has_mark);
	world_end(&world);
}

/* Whatever it was at when OBS ended: what Zoom has given is in the store. */
static void the_end_does_not_lose_what_zoom_has_given(void **state)
{
	struct source_world world;

	(void)state;
	/* a new sign-in, from its lock to its store */
	for (int steps = 0; steps < 2; steps++) {
		world_begin(&world, ACCOUNT_METHOD_DEVICE_CODE);
		world_adopt(&world);
		for (int i = 0; i < steps; i++)
			world_answer(&world);
		world_end_obs(&world);
		assert_true(token_source_is_renewing(world.source));
		world_answer_all(&world);
		assert_true(world.stored);
		assert_string_equal(world.store_code, "");
		assert_int_equal(world.stored_refresh, 2);
		assert_false(world.is_locked);
		assert_false(world.has_mark);
		assert_false(token_source_is_renewing(world.source));
		world_end(&world);
	}

	/* one that arrives after the end has begun */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_end_obs(&world);
	world_adopt(&world);
	assert_true(token_source_is_renewing(world.source));
	world_answer_all(&world);
	assert_int_equal(world.stored_refresh, 2);
	world_end(&world);

	/* one that waits for what was given up */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_ask(&world, false);
	world_answer_until(&world, TOKEN_SOURCE_READ);
	world_adopt(&world);
	world_end_obs(&world);
	assert_int_equal(world.wish, TOKEN_SOURCE_LOCK);
	world_answer_all(&world);
	assert_int_equal(world.stored_refresh, 2);
	assert_int_equal(world.fetches, 0);
	assert_false(token_source_is_renewing(world.source));
	world_end(&world);

	/* the next try of what could not be stored, from its lock over the comparison to its store */
	for (int steps = 0; steps < 3; steps++) {
		world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
		world.is_stored_broken = true;
		world_ask(&world, false);
		world_answer_all(&world);
		world.is_stored_broken = false;
		world_ask(&world, false);
		for (int i = 0; i < steps; i++)
			world_answer(&world);
		world_end_obs(&world);
		assert_true(token_source_is_renewing(world.source));
		world_answer_all(&world);
		assert_int_equal(world.stored_refresh, 2);
		assert_false(world.has_mark);
		assert_false(token_source_is_renewing(world.source));
		world_end(&world);
	}

	/* and nothing is fetched any more */
	world_begin(&world, ACCOUNT_METHOD_SERVER_TO_SERVER);
	world_end_obs(&world);
	world_ask(&world, false);
	assert_int_equal(world.wish, 0);
	world_end(&world);
}

static void the_end_waits_for_a_sign_out_that_is_under_way(void **state)
{
	struct source_world world;

	(void)state;
	/* from the client secret to the last erasure */
	for (int steps = 1; steps < 7; steps++) {
		world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
		world_sign_out(&world);
		for (int i = 0; i < steps; i++)
			world_answer(&world);
		assert_false(world.signed_out);
		world_end_obs(&world);
		assert_true(token_source_is_renewing(world.source));
		world_answer_all(&world);
		assert_true(world.signed_out);
		assert_int_equal(world.stored_refresh, 0);
		assert_false(world.has_client_secret);
		assert_false(world.is_locked);
		assert_false(token_source_is_renewing(world.source));
		world_end(&world);
	}

	/* one that has not begun does not begin */
	world_begin(&world, ACCOUNT_METHOD_AUTHORIZATION_CODE);
	world_sign_out(&world);
	world_end_obs(&world);
	assert_false(token_source_is_renewing(world.source));
	world_answer_all(&world);
	assert_int_equal(world.stored_refresh, 1);
	assert_false(world.is_locked);
	world_end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signing_out_revokes_and_erases),
		cmocka_unit_test(signing_out_erases_where_zoom_cannot_be_reached),
		cmocka_unit_test(only_zoom_confirms_a_revocation),
		cmocka_unit_test(zoom_revokes_by_the_access_token),
		cmocka_unit_test(signing_out_does_without_a_lock_that_cannot_be_written),
		cmocka_unit_test(the_end_gives_the_lock_back),
		cmocka_unit_test(the_end_does_not_lose_what_zoom_has_given),
		cmocka_unit_test(the_end_waits_for_a_sign_out_that_is_under_way),
	};

	return RUN_TESTS(tests);
}
