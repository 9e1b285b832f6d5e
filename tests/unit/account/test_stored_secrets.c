/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/account/stored_secrets.h"

/* expires at 1700000000 */
#define TOKEN "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl"

static const struct secret_answer absent = {.result = SECRET_ABSENT};
static const struct secret_answer late = {.result = SECRET_LATE};

static void find(struct stored_secrets *stored, enum account_method method)
{
	const struct account account = {.id = (char *)"one", .method = method};

	stored_secrets_find(stored, &account);
}

static void a_token_tells_when_it_expires(void **state)
{
	const struct secret_answer token = {.result = SECRET_OK, .text = TOKEN};
	struct stored_secrets stored = {0};
	struct stored_secrets_status status;

	(void)state;
	find(&stored, ACCOUNT_METHOD_ACCESS_TOKEN);
	assert_string_equal(stored.field[STORED_SECRETS_MAIN], "access_token");
	assert_int_equal(stored.awaited[STORED_SECRETS_CLIENT], 0);
	status = stored_secrets_of(&stored, "one");
	assert_false(status.is_known);
	assert_int_not_equal(stored.awaited[STORED_SECRETS_MAIN], 0);
	stored_secrets_read(&stored, STORED_SECRETS_MAIN, &token);
	assert_int_equal(stored.awaited[STORED_SECRETS_MAIN], 0);
	status = stored_secrets_of(&stored, "one");
	assert_true(status.is_known && status.has_main_secret);
	assert_false(status.has_client_secret);
	assert_int_equal(status.token_expires_at_s, 1700000000);
	/* of another account nothing is known */
	status = stored_secrets_of(&stored, "two");
	assert_false(status.is_known || status.has_main_secret);
	stored_secrets_free(&stored);
}

static void a_sign_in_may_lack_its_client_secret(void **state)
{
	const struct secret_answer secret = {.result = SECRET_OK, .text = "planted"};
	struct stored_secrets stored = {0};
	struct stored_secrets_status status;
	uint64_t first;

	(void)state;
	find(&stored, ACCOUNT_METHOD_SERVER_TO_SERVER);
	assert_string_equal(stored.field[STORED_SECRETS_MAIN], "client_secret");
	first = stored.awaited[STORED_SECRETS_MAIN];
	find(&stored, ACCOUNT_METHOD_DEVICE_CODE);
	assert_string_equal(stored.field[STORED_SECRETS_MAIN], "refresh_token");
	assert_string_equal(stored.field[STORED_SECRETS_CLIENT], "client_secret");
	/* what was asked before is not waited for any more */
	assert_int_not_equal(stored.awaited[STORED_SECRETS_MAIN], first);
	stored_secrets_read(&stored, STORED_SECRETS_CLIENT, &secret);
	status = stored_secrets_of(&stored, "one");
	assert_false(status.is_known);
	stored_secrets_read(&stored, STORED_SECRETS_MAIN, &late);
	status = stored_secrets_of(&stored, "one");
	assert_true(status.is_known && status.has_client_secret);
	assert_false(status.has_main_secret);
	assert_string_equal(status.problem.code, "secret.late");
	stored_secrets_free(&stored);
}

static void none_is_no_problem(void **state)
{
	struct stored_secrets stored = {0};
	struct stored_secrets_status status;

	(void)state;
	find(&stored, ACCOUNT_METHOD_SERVER_TO_SERVER);
	stored_secrets_read(&stored, STORED_SECRETS_MAIN, &absent);
	status = stored_secrets_of(&stored, "one");
	assert_true(status.is_known);
	assert_false(status.has_main_secret || status.has_client_secret || problem_is_set(&status.problem));
	stored_secrets_find(&stored, NULL);
	assert_int_equal(stored.awaited[STORED_SECRETS_MAIN], 0);
	status = stored_secrets_of(&stored, "one");
	assert_false(status.is_known);
	stored_secrets_free(&stored);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_tells_when_it_expires),
		cmocka_unit_test(a_sign_in_may_lack_its_client_secret),
		cmocka_unit_test(none_is_no_problem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
