/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/account/save.h"

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

static void check_write(const struct account_save *save, size_t i, const char *field, const char *secret)
{
	assert_true(i < save->write_count);
	check_text(field, "field", save->writes[i].field, field);
	check_text(field, "secret", save->writes[i].secret, secret);
}

static void a_new_account_stores_what_its_method_needs(void **state)
{
	struct account_entry entry = entry_of(ACCOUNT_METHOD_SERVER_TO_SERVER);
	const struct account_entry pasted = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	struct account_save save = {0};

	(void)state;
	entry.account.account_id = (char *)" \"account\"";
	entry.account.client_id = (char *)"\u200bclient.";
	account_save_plan(&save, &entry, NULL);
	assert_int_equal(save.write_count, 1);
	check_write(&save, 0, "client_secret", "planted-secret");
	assert_string_equal(save.account.id, "one");
	assert_string_equal(save.account.name, "Mine");
	assert_string_equal(save.account.account_id, "account");
	assert_string_equal(save.account.client_id, "client");
	assert_string_equal(save.account.user, "host@example.org");
	assert_null(save.account.redirect_uri);

	/* as it was meant */
	account_save_plan(&save, &pasted, NULL);
	assert_int_equal(save.write_count, 1);
	check_write(&save, 0, "access_token", "planted-token");
	assert_null(save.account.client_id);
	account_save_free(&save);
}

static void another_method_erases_what_belongs_to_the_old_one(void **state)
{
	const struct account_entry entry = entry_of(ACCOUNT_METHOD_ACCESS_TOKEN);
	const struct account before = {.method = ACCOUNT_METHOD_DEVICE_CODE, .cloud = CLOUD_COMMERCIAL};
	struct account_save save = {0};

	(void)state;
	account_save_plan(&save, &entry, &before);
	assert_int_equal(save.write_count, 3);
	check_write(&save, 0, "client_secret", NULL);
	check_write(&save, 1, "access_token", "planted-token");
	check_write(&save, 2, "refresh_token", NULL);
	account_save_free(&save);
}

/* The sign-in lives on under another name only. */
static void another_app_ends_the_sign_in(void **state)
{
	struct account_entry entry = entry_of(ACCOUNT_METHOD_AUTHORIZATION_CODE);
	struct account before = entry.account;
	struct account_save save = {0};

	(void)state;
	entry.client_secret = NULL;
	before.name = (char *)"Another";
	account_save_plan(&save, &entry, &before);
	assert_int_equal(save.write_count, 0);
	assert_false(save.ends_sign_in);

	before.client_id = (char *)"another";
	account_save_plan(&save, &entry, &before);
	assert_true(save.ends_sign_in);

	before = entry.account;
	before.cloud = CLOUD_GOVERNMENT;
	account_save_plan(&save, &entry, &before);
	assert_true(save.ends_sign_in);
	account_save_free(&save);
}

/* Zoom would be sent the secret of one app with the client ID of another. */
static void another_app_does_not_keep_the_client_secret(void **state)
{
	struct account_entry entry = entry_of(ACCOUNT_METHOD_AUTHORIZATION_CODE);
	struct account before = entry.account;
	struct account_save save = {0};

	(void)state;
	entry.client_secret = (char *)" ";
	/* the same, as it was meant */
	entry.account.client_id = (char *)" client.";
	account_save_plan(&save, &entry, &before);
	assert_false(save.ends_client_secret);

	before.client_id = (char *)"another";
	account_save_plan(&save, &entry, &before);
	assert_int_equal(save.write_count, 0);
	assert_true(save.ends_client_secret);

	before = entry.account;
	before.cloud = CLOUD_GOVERNMENT;
	account_save_plan(&save, &entry, &before);
	assert_true(save.ends_client_secret);

	/* one that is typed takes its place; what another method leaves goes at once */
	entry.client_secret = (char *)"planted-secret";
	account_save_plan(&save, &entry, &before);
	check_write(&save, 0, "client_secret", "planted-secret");
	assert_false(save.ends_client_secret);
	entry.client_secret = NULL;
	before.method = ACCOUNT_METHOD_DEVICE_CODE;
	account_save_plan(&save, &entry, &before);
	check_write(&save, 0, "client_secret", NULL);
	assert_false(save.ends_client_secret);
	account_save_plan(&save, &entry, NULL);
	assert_false(save.ends_client_secret);
	account_save_free(&save);
}

static void another_app_is_asked_for_its_client_secret(void **state)
{
	static const struct {
		enum account_method method, method_before;
		const char *client_id;
		enum cloud cloud;
		enum account_entry_fault fault;
	} cases[] = {
		{ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_SERVER_TO_SERVER, "client", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_GOOD},
		{ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_DEVICE_CODE, " \"client\"", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_GOOD},
		{ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_SERVER_TO_SERVER, "another", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_EMPTY},
		{ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_DEVICE_CODE, "another", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_EMPTY},
		{ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_DEVICE_CODE, "client", CLOUD_GOVERNMENT,
		 ACCOUNT_ENTRY_EMPTY},
		{ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_AUTHORIZATION_CODE, "client", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_EMPTY},
		/* what is wrong with the client ID is told there */
		{ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_SERVER_TO_SERVER, "", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_GOOD},
		/* an app of the browser may have none */
		{ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_METHOD_AUTHORIZATION_CODE, "another", CLOUD_COMMERCIAL,
		 ACCOUNT_ENTRY_GOOD},
	};
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct account_entry entry = entry_of(cases[i].method);
		const struct account before = entry_of(cases[i].method_before).account;

		entry.client_secret = NULL;
		entry.account.client_id = (char *)cases[i].client_id;
		entry.account.cloud = cases[i].cloud;
		account_save_check(&entry, &before, true, faults);
		check_number(cases[i].client_id, "fault", faults[ACCOUNT_ENTRY_CLIENT_SECRET], cases[i].fault);
		entry.client_secret = (char *)"planted-secret";
		account_save_check(&entry, &before, true, faults);
		assert_int_equal(faults[ACCOUNT_ENTRY_CLIENT_SECRET], ACCOUNT_ENTRY_GOOD);
	}
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
		assert_false(account_save_check(&entry, &entry.account, cases[i].has_client_secret, faults));
		assert_memory_equal(faults, cases[i].faults, sizeof(faults));
	}
	for (enum account_method method = ACCOUNT_METHOD_ACCESS_TOKEN; method <= ACCOUNT_METHOD_DEVICE_CODE; method++) {
		const struct account_entry entry = entry_of(method);

		assert_true(account_save_check(&entry, NULL, false, faults));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_account_stores_what_its_method_needs),
		cmocka_unit_test(another_method_erases_what_belongs_to_the_old_one),
		cmocka_unit_test(another_app_ends_the_sign_in),
		cmocka_unit_test(another_app_does_not_keep_the_client_secret),
		cmocka_unit_test(another_app_is_asked_for_its_client_secret),
		cmocka_unit_test(what_is_missing_or_wrong_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
