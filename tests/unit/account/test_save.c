/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/account/save.h"

#define PROFILE 7

static const struct secret_answer stored = {.result = SECRET_OK};
static const struct secret_answer absent = {.result = SECRET_ABSENT};
static const struct secret_answer denied = {.result = SECRET_DENIED, .detail = "locked"};

struct stage {
	struct account_save save;
};

static struct account_entry entry_of(enum account_method method)
{
	const struct account_entry entry = {
		.account =
			{
				.id = (char *)"one",
				.name = (char *)"Mine",
				.method = method,
				.cloud = CLOUD_COMMERCIAL,
				.account_id = (char *)"account",
				.client_id = (char *)"client",
				.redirect_uri = (char *)"http://127.0.0.1:47823/zoom",
				.user = (char *)"host@example.org",
			},
		.client_secret = (char *)" planted-secret ",
		.access_token = (char *)"Bearer planted-token",
	};

	return entry;
}

static void begin(struct stage *stage, const struct account_entry *entry, const struct account *before)
{
	memset(stage, 0, sizeof(*stage));
	account_save_init(&stage->save);
	assert_true(account_save_begin(&stage->save, entry, before, PROFILE));
}

static enum account_save_state state_of(const struct stage *stage)
{
	return stage->save.status.state;
}

/* All is written: the account is to be made the profile's. */
static bool adopts(const struct stage *stage)
{
	return !stage->save.awaited && state_of(stage) == ACCOUNT_SAVE_RUNNING;
}

static void expect_write(const struct stage *stage, const char *field, const char *secret)
{
	const struct account_save *save = &stage->save;

	assert_true(save->awaited > 0);
	assert_int_equal(state_of(stage), ACCOUNT_SAVE_RUNNING);
	assert_string_equal(save->writes[save->written].field, field);
	if (secret)
		assert_string_equal(save->writes[save->written].secret, secret);
	else
		assert_null(save->writes[save->written].secret);
}

static void answer(struct stage *stage, const struct secret_answer *answer, unsigned profile)
{
	account_save_written(&stage->save, answer, profile);
}

static void end(struct stage *stage)
{
	account_save_free(&stage->save);
}

static void a_new_account_stores_what_its_method_needs(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_SERVER_TO_SERVER);
	struct stage stage;

	(void)state;
	begin(&stage, &entry, NULL);
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_RUNNING);
	expect_write(&stage, "client_secret", "planted-secret");
	answer(&stage, &stored, PROFILE);
	assert_true(adopts(&stage));
	assert_string_equal(stage.save.account.id, "one");
	assert_string_equal(stage.save.account.name, "Mine");
	assert_string_equal(stage.save.account.account_id, "account");
	assert_string_equal(stage.save.account.user, "host@example.org");
	assert_null(stage.save.account.redirect_uri);
	account_save_adopted(&stage.save, true, PROFILE);
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_DONE);
	assert_int_equal(stage.save.status.method, ACCOUNT_METHOD_SERVER_TO_SERVER);
	end(&stage);
}

static void a_token_is_stored_as_it_was_meant(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	struct stage stage;

	(void)state;
	begin(&stage, &entry, NULL);
	expect_write(&stage, "access_token", "planted-token");
	answer(&stage, &stored, PROFILE);
	assert_true(adopts(&stage));
	assert_null(stage.save.account.client_id);
	end(&stage);
}

static void another_method_erases_what_belongs_to_the_old_one(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	const struct account before = {.method = ACCOUNT_METHOD_DEVICE_CODE, .cloud = CLOUD_COMMERCIAL};
	struct stage stage;

	(void)state;
	begin(&stage, &entry, &before);
	expect_write(&stage, "client_secret", NULL);
	answer(&stage, &absent, PROFILE);
	expect_write(&stage, "access_token", "planted-token");
	answer(&stage, &stored, PROFILE);
	expect_write(&stage, "refresh_token", NULL);
	answer(&stage, &stored, PROFILE);
	assert_true(adopts(&stage));
	end(&stage);
}

/* The sign-in lives on under another name only; and until the account is saved, which may fail. */
static void another_app_ends_the_sign_in(void **state)
{
	struct account_entry entry = entry_of(ACCOUNT_METHOD_AUTHORIZATION_CODE);
	struct account before = entry.account;
	struct stage stage;

	(void)state;
	entry.client_secret = NULL;
	before.name = (char *)"Another";
	begin(&stage, &entry, &before);
	assert_true(adopts(&stage));
	assert_false(stage.save.ends_sign_in);
	end(&stage);

	before.client_id = (char *)"another";
	begin(&stage, &entry, &before);
	assert_true(adopts(&stage));
	assert_true(stage.save.ends_sign_in);
	end(&stage);

	before = entry.account;
	before.cloud = CLOUD_GOVERNMENT;
	begin(&stage, &entry, &before);
	assert_true(adopts(&stage));
	assert_true(stage.save.ends_sign_in);
	end(&stage);
}

static void what_is_not_stored_is_not_used(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	struct stage stage;

	(void)state;
	begin(&stage, &entry, NULL);
	answer(&stage, &denied, PROFILE);
	assert_false(adopts(&stage));
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_SECRET_FAILED);
	assert_string_equal(stage.save.status.problem.code, "secret.denied");
	assert_string_equal(stage.save.status.problem.detail, "locked");
	/* an answer that comes once more is nobody's */
	assert_int_equal(stage.save.awaited, 0);
	/* another try */
	assert_true(account_save_begin(&stage.save, &entry, NULL, PROFILE));
	answer(&stage, &absent, PROFILE);
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_SECRET_FAILED);
	assert_string_equal(stage.save.status.problem.code, "account.no_token");
	assert_true(account_save_begin(&stage.save, &entry, NULL, PROFILE));
	answer(&stage, &stored, PROFILE);
	assert_true(adopts(&stage));
	account_save_adopted(&stage.save, false, PROFILE);
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_SETTINGS_FAILED);
	assert_false(problem_is_set(&stage.save.status.problem));
	end(&stage);
}

static void no_other_profile_gets_the_account(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	const struct account_entry other = entry_of(ACCOUNT_METHOD_SERVER_TO_SERVER);
	struct stage stage;

	(void)state;
	begin(&stage, &entry, NULL);
	/* one at a time */
	assert_false(account_save_begin(&stage.save, &other, NULL, PROFILE + 1));
	expect_write(&stage, "access_token", "planted-token");
	answer(&stage, &stored, PROFILE + 1);
	assert_false(adopts(&stage));
	assert_int_equal(state_of(&stage), ACCOUNT_SAVE_NONE);
	end(&stage);
}

static void what_is_missing_or_wrong_is_told(void **state)
{
	static const struct {
		enum account_method method;
		struct account_entry entry;
		bool has_client_secret;
		enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];
	} cases[] = {
		{ACCOUNT_METHOD_SERVER_TO_SERVER,
		 {{.user = (char *)"nobody"}, NULL, (char *)"a b"},
		 false,
		 {[ACCOUNT_ENTRY_ACCOUNT_ID] = ACCOUNT_ENTRY_EMPTY,
		  [ACCOUNT_ENTRY_CLIENT_ID] = ACCOUNT_ENTRY_EMPTY,
		  [ACCOUNT_ENTRY_CLIENT_SECRET] = ACCOUNT_ENTRY_EMPTY,
		  [ACCOUNT_ENTRY_USER] = ACCOUNT_ENTRY_INVALID}},
		{ACCOUNT_METHOD_SERVER_TO_SERVER,
		 {{.account_id = (char *)"a\tb", .client_id = (char *)"gr\u00fcn", .user = (char *)"a@b"}, NULL, NULL},
		 true,
		 {[ACCOUNT_ENTRY_ACCOUNT_ID] = ACCOUNT_ENTRY_BAD_CHARACTER,
		  [ACCOUNT_ENTRY_CLIENT_ID] = ACCOUNT_ENTRY_BAD_CHARACTER}},
		{ACCOUNT_METHOD_AUTHORIZATION_CODE,
		 {{.client_id = (char *)"client", .redirect_uri = (char *)"http://example.org/"}, NULL, NULL},
		 false,
		 {[ACCOUNT_ENTRY_REDIRECT_URI] = ACCOUNT_ENTRY_INVALID}},
		{ACCOUNT_METHOD_DEVICE_CODE,
		 {{.client_id = (char *)"client", .user = (char *)"@"}, (char *)"a\nb", NULL},
		 true,
		 {[ACCOUNT_ENTRY_CLIENT_SECRET] = ACCOUNT_ENTRY_BAD_CHARACTER}},
		{ACCOUNT_METHOD_ACCESS_TOKEN,
		 {{.user = NULL}, NULL, (char *)" Bearer "},
		 false,
		 {[ACCOUNT_ENTRY_ACCESS_TOKEN] = ACCOUNT_ENTRY_EMPTY}},
	};
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct account_entry entry = cases[i].entry;

		entry.account.method = cases[i].method;
		assert_false(account_save_check(&entry, cases[i].has_client_secret, faults));
		assert_memory_equal(faults, cases[i].faults, sizeof(faults));
	}
	for (enum account_method method = ACCOUNT_METHOD_ACCESS_TOKEN; method <= ACCOUNT_METHOD_DEVICE_CODE; method++) {
		const struct account_entry entry = entry_of(method);

		assert_true(account_save_check(&entry, false, faults));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_account_stores_what_its_method_needs),
		cmocka_unit_test(a_token_is_stored_as_it_was_meant),
		cmocka_unit_test(another_method_erases_what_belongs_to_the_old_one),
		cmocka_unit_test(another_app_ends_the_sign_in),
		cmocka_unit_test(what_is_not_stored_is_not_used),
		cmocka_unit_test(no_other_profile_gets_the_account),
		cmocka_unit_test(what_is_missing_or_wrong_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
