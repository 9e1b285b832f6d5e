/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <unistd.h>

#include <util/platform.h>

#include "core/store/account_list.h"
#include "core/store/chosen_backend.h"
#include "core/store/file_lock.h"
#include "support/file_place.h"

static struct account_list load(struct place *place, const char *text)
{
	if (text)
		place_write(place, text);
	return account_list_load(place->world.files, place->path, NULL, NULL);
}

static void check_file(struct place *place, const char *part, bool holds)
{
	char *text;

	file_world_settle(&place->world);
	text = os_quick_read_utf8_file(place->path);
	assert_non_null(text);
	if ((strstr(text, part) != NULL) != holds)
		fail_msg("the file %s \"%s\": %s", holds ? "does not hold" : "holds", part, text);
	bfree(text);
}

static void check_account(const char *label, const struct account *actual, const struct account *expected)
{
	check_text(label, "id", actual->id, expected->id);
	check_text(label, "name", actual->name, expected->name);
	check_number(label, "method", actual->method, expected->method);
	check_number(label, "cloud", actual->cloud, expected->cloud);
	check_text(label, "account_id", actual->account_id, expected->account_id);
	check_text(label, "client_id", actual->client_id, expected->client_id);
	check_text(label, "redirect_uri", actual->redirect_uri, expected->redirect_uri);
	check_text(label, "user", actual->user, expected->user);
}

#define OTHER "{\"id\":\"other\",\"method\":\"access_token\"}"

static void knows_which_can_be_used(void **state)
{
	static const struct {
		const char *text;
		bool has_default;
		const char *only_id;
		size_t count;
	} cases[] = {
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"access_token\",\"cloud\":\"zoom\"}]}", true,
		 "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"access_token\"}]}", true, "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"access_token\",\"cloud\":\"zoomgov\"}]}", true,
		 "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"access_token\",\"cloud\":\"mars\"}]}", false,
		 "default", 0},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"access_token\",\"cloud\":7}]}", false, "default", 0},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"server_to_server\"}]}", true, "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"authorization_code\"}]}", true, "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"device_code\"}]}", true, "default", 1},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"jwt\"}]}", false, "default", 0},
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"jwt\"}," OTHER "]}", false, NULL, 1},
		{"{\"accounts\":[{\"id\":\"default\"}]}", false, "default", 0},
		{"{\"accounts\":[" OTHER ",{\"id\":\"default\",\"method\":\"access_token\"}]}", true, NULL, 2},
		/* the first of that id counts, and not the next where it cannot be used */
		{"{\"accounts\":[{\"id\":\"default\",\"method\":\"jwt\"},"
		 "{\"id\":\"default\",\"method\":\"access_token\"}]}",
		 false, NULL, 0},
		{"{\"accounts\":[" OTHER "," OTHER "]}", false, NULL, 1},
		{"{\"accounts\":[{\"id\":7,\"method\":\"access_token\"}]}", false, NULL, 0},
		{"{\"accounts\":[{\"id\":\"\",\"method\":\"access_token\"}]}", false, "", 0},
		{"{\"accounts\":[7,null," OTHER "]}", false, NULL, 1},
		{"{\"accounts\":{}}", false, NULL, 0},
		{"{}", false, NULL, 0},
		{"broken", false, NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct account fresh = {.id = "new",
					      .name = "Mine",
					      .method = ACCOUNT_METHOD_DEVICE_CODE,
					      .cloud = CLOUD_COMMERCIAL};
		struct account account = {0};
		struct account_list accounts;
		struct place place;
		const char *label = cases[i].text;

		place_begin(&place);
		accounts = load(&place, label);
		check_number(label, "has", account_list_has(accounts, "default"), cases[i].has_default);
		check_number(label, "find", account_list_find(accounts, "default", &account), cases[i].has_default);
		check_text(label, "found", account.id, cases[i].has_default ? "default" : NULL);
		account_free(&account);
		check_text(label, "only id", account_list_only_id(accounts), cases[i].only_id);
		check_number(label, "count", (long long)account_list_count(accounts), (long long)cases[i].count);
		assert_false(account_list_has(accounts, NULL));
		assert_false(account_list_has(accounts, ""));
		assert_false(account_list_find(accounts, NULL, &account));
		assert_false(account_list_get(accounts, cases[i].count, &account));
		assert_null(account.id);

		assert_true(account_list_set(accounts, &fresh));
		file_world_settle(&place.world);
		check_number(label, "count", (long long)account_list_count(accounts), (long long)cases[i].count + 1);
		assert_true(account_list_get(accounts, cases[i].count, &account));
		check_account(label, &account, &fresh);
		account_free(&account);
		document_close(accounts.document);
		file_world_settle(&place.world);
		check_file(&place, "\"Mine\"", true);
		place_end(&place);
	}
}

static const struct account samples[] = {
	{.id = "default", .name = "Paste", .method = ACCOUNT_METHOD_ACCESS_TOKEN, .cloud = CLOUD_COMMERCIAL},
	{.id = "s2s",
	 .name = "Gemeinde \u00c4",
	 .method = ACCOUNT_METHOD_SERVER_TO_SERVER,
	 .cloud = CLOUD_GOVERNMENT,
	 .account_id = "acc",
	 .client_id = "client",
	 .user = "anna@example.org"},
	{.id = "browser",
	 .name = "Mine",
	 .method = ACCOUNT_METHOD_AUTHORIZATION_CODE,
	 .cloud = CLOUD_COMMERCIAL,
	 .client_id = "client",
	 .redirect_uri = "http://127.0.0.1:47823/zoom"},
	{.id = "device", .method = ACCOUNT_METHOD_DEVICE_CODE, .cloud = CLOUD_COMMERCIAL, .client_id = "client"},
};

static void keeps_all_of_an_account(void **state)
{
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, NULL);
	assert_int_equal(account_list_count(accounts), 0);
	for (size_t i = 0; i < COUNT(samples); i++)
		assert_true(account_list_set(accounts, &samples[i]));
	document_close(accounts.document);
	file_world_settle(&place.world);

	accounts = load(&place, NULL);
	assert_int_equal(account_list_count(accounts), COUNT(samples));
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct account account, copy = {0};

		assert_true(account_list_get(accounts, i, &account));
		check_account(samples[i].id, &account, &samples[i]);
		account_copy(&copy, &account);
		account_copy(&copy, &copy);
		account_free(&account);
		check_account(samples[i].id, &copy, &samples[i]);
		account_free(&copy);
	}
	document_close(accounts.document);
	file_world_settle(&place.world);
	place_end(&place);
}

static void changes_one_account_alone(void **state)
{
	static const char text[] =
		"{\"version\":1,\"remote_control\":true,\"accounts\":[{\"id\":\"a\",\"method\":\"jwt\",\"later\":1},"
		"{\"id\":\"b\",\"name\":\"old\",\"method\":\"server_to_server\",\"account_id\":\"x\",\"later\":[2]}]}";
	const struct account changed = {.id = "b",
					.name = "new",
					.method = ACCOUNT_METHOD_DEVICE_CODE,
					.cloud = CLOUD_COMMERCIAL,
					.client_id = "c"};
	struct account account;
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, text);
	assert_true(account_list_set(accounts, &changed));
	file_world_settle(&place.world);
	assert_true(account_list_find(accounts, "b", &account));
	check_account("changed", &account, &changed);
	account_free(&account);
	check_file(&place, "\"remote_control\": true", true);
	check_file(&place, "\"method\": \"jwt\"", true);
	check_file(&place, "\"later\": 1", true);
	check_file(&place, "\"later\": [", true);
	check_file(&place, "account_id", false);
	check_file(&place, "old", false);

	account_list_remove(accounts, "b");
	account_list_remove(accounts, "nobody");
	file_world_settle(&place.world);
	assert_false(account_list_has(accounts, "b"));
	check_file(&place, "\"later\": 1", true);
	check_file(&place, "\"b\"", false);
	document_close(accounts.document);
	file_world_settle(&place.world);
	place_end(&place);
}

/* Else another one would be what the removed one was. */
static void removes_all_of_an_id(void **state)
{
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, "{\"accounts\":[" OTHER ",{\"id\":\"a\",\"method\":\"access_token\"}," OTHER "]}");
	account_list_remove(accounts, "other");
	file_world_settle(&place.world);
	assert_false(account_list_has(accounts, "other"));
	assert_true(account_list_has(accounts, "a"));
	assert_int_equal(account_list_count(accounts), 1);
	document_close(accounts.document);
	file_world_settle(&place.world);
	place_end(&place);
}

static void remembers_where_secrets_are(void **state)
{
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	assert_int_equal(chosen_backend_read(place.path), SECRET_BACKEND_UNKNOWN);
	accounts = load(&place, "{\"secrets\":\"drawer\"}");
	assert_int_equal(account_list_secret_backend(accounts), SECRET_BACKEND_UNKNOWN);
	assert_int_equal(chosen_backend_read(place.path), SECRET_BACKEND_UNKNOWN);
	account_list_set_secret_backend(accounts, SECRET_BACKEND_KEYCHAIN);
	document_close(accounts.document);
	file_world_settle(&place.world);
	accounts = load(&place, NULL);
	assert_int_equal(account_list_secret_backend(accounts), SECRET_BACKEND_KEYCHAIN);
	account_list_set_secret_backend(accounts, SECRET_BACKEND_FILE);
	file_world_settle(&place.world);
	assert_int_equal(account_list_secret_backend(accounts), SECRET_BACKEND_FILE);
	assert_int_equal(chosen_backend_read(place.path), SECRET_BACKEND_FILE);
	account_list_set_secret_backend(accounts, SECRET_BACKEND_UNKNOWN);
	file_world_settle(&place.world);
	assert_int_equal(account_list_secret_backend(accounts), SECRET_BACKEND_UNKNOWN);
	document_close(accounts.document);
	file_world_settle(&place.world);
	place_end(&place);
}

static void check_name(const char *label, struct account_list accounts, const char *id, const char *name)
{
	struct account account;

	check_number(label, id, account_list_find(accounts, id, &account), name != NULL);
	check_text(label, id, account.name, name);
	account_free(&account);
}

static void leaves_newer_files_alone(void **state)
{
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, "{\"version\":2,\"accounts\":[" OTHER "]}");
	assert_true(account_list_has(accounts, "other"));
	assert_true(account_list_set(accounts, &samples[0]));
	assert_true(account_list_rename(accounts, "other", "Paste"));
	account_list_remove(accounts, "other");
	account_list_set_secret_backend(accounts, SECRET_BACKEND_FILE);
	file_world_settle(&place.world);
	assert_true(document_is_unsaved(accounts.document));
	assert_false(account_list_has(accounts, "default"));
	assert_true(account_list_has(accounts, "other"));
	document_close(accounts.document);
	check_file(&place, "Paste", false);
	check_file(&place, "secrets", false);
	place_end(&place);
}

/* Two OBS, each with what it has read. */
static void undoes_no_change_of_another(void **state)
{
	struct account changed = samples[1];
	struct account_list one, two;
	struct place place;

	(void)state;
	place_begin(&place);
	one = load(&place, "{\"later\":7,\"accounts\":[]}");
	two = load(&place, NULL);
	assert_true(account_list_set(one, &samples[0]));
	file_world_settle(&place.world);
	assert_true(account_list_set(two, &samples[1]));
	assert_true(account_list_set(one, &samples[2]));
	check_name("one, before it is written", one, "browser", NULL);
	check_name("one, before it is written", one, "s2s", NULL);
	file_world_settle(&place.world);
	check_name("one", one, "s2s", samples[1].name);
	check_name("one", one, "default", "Paste");
	changed.name = (char *)"changed";
	changed.client_id = (char *)"client of one";
	assert_true(account_list_set(one, &changed));

	/* a new name is no more than that */
	assert_true(account_list_rename(two, "s2s", "named by two"));
	assert_true(account_list_rename(two, "default", "mine"));
	check_file(&place, "client of one", true);
	check_file(&place, "named by two", true);
	check_name("two", two, "browser", "Mine");
	account_list_remove(one, "browser");
	file_world_settle(&place.world);

	/* what is removed has no name to change */
	assert_true(account_list_rename(two, "browser", "back again"));
	account_list_set_secret_backend(two, SECRET_BACKEND_FILE);
	check_file(&place, "\"browser\"", false);
	check_file(&place, "back again", false);
	check_file(&place, "\"later\": 7", true);
	check_name("two", two, "browser", NULL);
	assert_false(account_list_rename(two, "browser", "back again"));
	assert_true(account_list_set(one, &samples[3]));
	file_world_settle(&place.world);
	assert_int_equal(account_list_secret_backend(one), SECRET_BACKEND_FILE);
	document_close(one.document);
	document_close(two.document);
	place_end(&place);
}

static void note_settled(void *context)
{
	(*(size_t *)context)++;
}

/* It is known once it is written, in the order in which it was changed, and asked of nobody who waits. */
static void is_changed_while_another_writes(void **state)
{
	struct account_list accounts;
	struct file_lock lock;
	struct place place;
	size_t settled = 0;

	(void)state;
	place_begin(&place);
	document_close(load(&place, "{\"accounts\":[" OTHER "]}").document);
	file_world_settle(&place.world);
	accounts = account_list_load(place.world.files, place.path, note_settled, &settled);
	assert_true(file_lock_take(&lock, place.path, 0, NULL));
	assert_true(account_list_set(accounts, &samples[0]));
	assert_true(account_list_rename(accounts, "other", "first"));
	assert_true(account_list_rename(accounts, "other", NULL));
	assert_false(account_list_has(accounts, "default"));
	assert_false(document_is_settled(accounts.document));
	assert_int_equal(settled, 0);
	file_lock_give_back(&lock);
	check_file(&place, "Paste", true);
	check_file(&place, "first", false);
	assert_true(account_list_has(accounts, "default"));
	assert_true(document_is_settled(accounts.document));
	assert_false(document_is_unsaved(accounts.document));
	assert_int_equal(settled, 1);
	document_close(accounts.document);
	place_end(&place);
}

/* Once it was read, what it held is not lost with it. */
static void mends_a_file_that_went_bad(void **state)
{
	static const char *const cases[] = {"missing", "broken"};
	struct place place;

	(void)state;
	place_begin(&place);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct account_list accounts = load(&place, "{\"later\":7,\"accounts\":[" OTHER "]}");

		if (i == 0)
			assert_int_equal(unlink(place.path), 0);
		else
			document_close(load(&place, "broken").document);
		assert_true(account_list_set(accounts, &samples[0]));
		file_world_settle(&place.world);
		check_number(cases[i], "count", (long long)account_list_count(accounts), 2);
		document_close(accounts.document);
		file_world_settle(&place.world);
		check_file(&place, "\"other\"", true);
		check_file(&place, "\"later\": 7", true);
	}
	place_end(&place);
}

/* Under these names there are other secrets than an account's. */
static void takes_no_others_name(void **state)
{
	static const char *const names[] = {"undo", "state", "", NULL};
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, "{\"accounts\":[{\"id\":\"undo\",\"method\":\"access_token\"},"
				"{\"id\":\"state\",\"method\":\"access_token\"}]}");
	assert_int_equal(account_list_count(accounts), 0);
	assert_null(account_list_id(accounts, 0));
	for (size_t i = 0; i < COUNT(names); i++) {
		struct account account = samples[0];

		account.id = (char *)names[i];
		assert_false(account_list_has(accounts, names[i]));
		assert_false(account_list_set(accounts, &account));
		assert_false(account_list_rename(accounts, names[i], "Paste"));
	}
	document_close(accounts.document);
	file_world_settle(&place.world);
	check_file(&place, "Paste", false);
	place_end(&place);
}

static void tells_all_ids(void **state)
{
	struct account_list accounts;
	struct place place;

	(void)state;
	place_begin(&place);
	accounts = load(&place, "{\"accounts\":[{\"id\":\"new\",\"method\":\"jwt\"},7," OTHER "," OTHER
				",{\"id\":\"\"},{\"id\":\"far\",\"method\":\"access_token\",\"cloud\":\"mars\"}]}");
	assert_string_equal(account_list_id(accounts, 0), "new");
	assert_string_equal(account_list_id(accounts, 1), "other");
	assert_string_equal(account_list_id(accounts, 2), "far");
	assert_null(account_list_id(accounts, 3));
	document_close(accounts.document);
	file_world_settle(&place.world);
	place_end(&place);
}

static void names_methods(void **state)
{
	static const enum account_method methods[] = {ACCOUNT_METHOD_ACCESS_TOKEN, ACCOUNT_METHOD_SERVER_TO_SERVER,
						      ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_METHOD_DEVICE_CODE};
	static const char *const others[] = {"", "Access_token", "access_token ", "jwt", NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(methods); i++)
		assert_int_equal(account_method_from_name(account_method_name(methods[i])), methods[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(account_method_from_name(others[i]), 0);
	assert_false(account_method_rotates(ACCOUNT_METHOD_SERVER_TO_SERVER));
	assert_true(account_method_rotates(ACCOUNT_METHOD_DEVICE_CODE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_which_can_be_used),
		cmocka_unit_test(keeps_all_of_an_account),
		cmocka_unit_test(changes_one_account_alone),
		cmocka_unit_test(removes_all_of_an_id),
		cmocka_unit_test(remembers_where_secrets_are),
		cmocka_unit_test(leaves_newer_files_alone),
		cmocka_unit_test(undoes_no_change_of_another),
		cmocka_unit_test(is_changed_while_another_writes),
		cmocka_unit_test(mends_a_file_that_went_bad),
		cmocka_unit_test(takes_no_others_name),
		cmocka_unit_test(tells_all_ids),
		cmocka_unit_test(names_methods),
	};

	return RUN_TESTS(tests);
}
