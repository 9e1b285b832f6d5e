/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/state_file.h"
#include "support/controller_world.h"
#include "support/scripted_server.h"

#define BROWSER_ACCOUNT                                                                              \
	"{\"id\":\"one\",\"name\":\"n\",\"method\":\"authorization_code\",\"client_id\":\"client\"," \
	"\"redirect_uri\":\"http://127.0.0.1:47823/zoom\"}"
#define ACCOUNT_OF_SERVER_NAMED(id)                                                                   \
	"{\"id\":\"" id "\",\"name\":\"n\",\"method\":\"server_to_server\",\"client_id\":\"client\"," \
	"\"account_id\":\"account\"}"
#define ACCOUNT_OF_SERVER ACCOUNT_OF_SERVER_NAMED("one")

static void begin_in_browser(struct world *world)
{
	begin(world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	controller_sign_in(world->controller);
	assert_int_equal(world->sign_in, SIGN_IN_PREPARING);
	assert_string_equal(world->field, "client_secret");
	answer_secret(world, NULL, SECRET_ABSENT);
}

static void a_browser_is_sent_and_listened_to(void **state)
{
	struct world world;

	(void)state;
	begin_in_browser(&world);
	assert_int_equal(world.sign_in, SIGN_IN_WAITING_FOR_BROWSER);
	assert_true(world.is_listening);
	assert_int_equal(world.listening_port, 47823);
	assert_int_equal(world.listen_complaints, 0);
	assert_non_null(strstr(world.url, "http://127.0.0.1:9/oauth/authorize?"));
	assert_non_null(strstr(world.url, "code_challenge=challenge"));
	assert_true(world.timer_ms == 60 * 1000);
	/* what any page can have the browser ask for */
	assert_false(arrive(&world, "/zoom"));
	assert_int_equal(world.sign_in, SIGN_IN_WAITING_FOR_BROWSER);
	assert_true(arrive(&world, "/zoom?code=abc&state=" MADE_KEY));
	assert_int_equal(world.sign_in, SIGN_IN_FINISHING);
	assert_int_equal(world.listening_port, 0);
	assert_true(controller_is_renewing(world.controller));
	/* one use */
	assert_false(arrive(&world, "/zoom?code=abc&state=" MADE_KEY));
	end(&world);
}

static void an_address_can_be_pasted_where_nobody_listens(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	world.port_is_taken = true;
	world.has_no_browser = true;
	controller_sign_in(world.controller);
	give_secret(&world, "secret");
	assert_int_equal(world.sign_in, SIGN_IN_WAITING_FOR_BROWSER);
	assert_false(world.is_listening);
	assert_true(world.listen_complaints > 0);
	assert_string_equal(world.sign_in_code, "sign_in.no_browser");
	controller_paste_address(world.controller, "https://example.org/");
	assert_string_equal(world.paste_code, "sign_in.no_code");
	assert_int_equal(world.sign_in, SIGN_IN_WAITING_FOR_BROWSER);
	controller_paste_address(world.controller, " http://127.0.0.1:47823/zoom?code=abc&state=" MADE_KEY " ");
	assert_int_equal(world.sign_in, SIGN_IN_FINISHING);
	end(&world);
}

static bool is_listed(const struct world *world, const char *id)
{
	struct account account;
	bool found = false;

	for (size_t i = 0; !found && controller_get_account(world->controller, i, &account); i++) {
		found = strcmp(account.id, id) == 0;
		account_free(&account);
	}
	return found;
}

/* The profile's account goes, once what is asked for on the way has its answers. */
static void remove_account(struct world *world, bool has_lock)
{
	controller_remove_account(world->controller);
	assert_int_equal(world->sign_out, SIGN_OUT_RUNNING);
	if (has_lock) {
		answer_lock(world, RENEWAL_FAILED);
		answer_secret(world, NULL, SECRET_ABSENT);
	}
	answer_secret(world, NULL, SECRET_ABSENT);
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++)
		answer_written(world, SECRET_OK);
	world_settle(world);
}

static void another_account_ends_the_sign_in(void **state)
{
	struct world world;

	(void)state;
	begin_in_browser(&world);
	switch_profile(&world, "/nonexistent/profile");
	/* the only account is this profile's as well */
	assert_int_equal(world.sign_in, SIGN_IN_WAITING_FOR_BROWSER);
	controller_remove_account(world.controller);
	assert_int_equal(world.sign_in, SIGN_IN_NONE);
	assert_int_equal(world.listening_port, 0);
	remove_account(&world, true);
	assert_false(world.has_listed_account);
	end(&world);
}

static void a_lock_is_given_back(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	controller_probe_account(world.controller);
	assert_int_equal(world.check, ACCOUNT_PROBE_RUNNING);
	assert_int_equal(world.locks, 1);
	answer_lock(&world, RENEWAL_LOCKED);
	assert_string_equal(world.field, "client_secret");
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_string_equal(world.field, "refresh_token");
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_int_equal(world.unlocks, 1);
	assert_true(world.unlock_finished);
	assert_int_equal(world.check, ACCOUNT_PROBE_FAILED);
	assert_string_equal(world.check_code, "sign_in.needed");
	/* at the end, whatever it was held for */
	controller_probe_account(world.controller);
	answer_lock(&world, RENEWAL_LOCKED_INTERRUPTED);
	controller_end(world.controller);
	assert_int_equal(world.unlocks, 2);
	assert_false(world.unlock_finished);
	end(&world);
}

static void what_may_be_at_zoom_stays_marked(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	controller_probe_account(world.controller);
	answer_lock(&world, RENEWAL_LOCKED);
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_false(controller_is_renewing(world.controller));
	give_secret(&world, "refresh-token");
	assert_true(controller_is_renewing(world.controller));
	controller_end(world.controller);
	assert_int_equal(world.unlocks, 0);
	controller_destroy(world.controller);
	world.controller = NULL;
	assert_int_equal(world.unlocks, 1);
	assert_false(world.unlock_finished);
	end(&world);
}

static void values_that_change_take_their_secrets_along(void **state)
{
	struct account_entry entry = {.account = {.id = (char *)"one",
						  .name = (char *)"n",
						  .method = ACCOUNT_METHOD_AUTHORIZATION_CODE,
						  .cloud = CLOUD_COMMERCIAL,
						  .client_id = (char *)"client",
						  .redirect_uri = (char *)"http://127.0.0.1:47823/zoom"}};
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	assert_true(controller_save_account(world.controller, &entry, faults));
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_DONE);
	assert_string_equal(world.written_text, "");
	/* it is signed in with at once */
	assert_int_equal(world.sign_in, SIGN_IN_PREPARING);
	controller_cancel_sign_in(world.controller);

	/* what is signed in stays so where the account cannot be saved */
	entry.account.client_id = (char *)"another";
	write_file(&world, "accounts.json", "{\"version\":99}");
	assert_true(controller_save_account(world.controller, &entry, faults));
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_SETTINGS_FAILED);
	assert_string_equal(world.written_text, "");
	assert_int_equal(world.erasures, 0);
	write_file(&world, "accounts.json", ACCOUNTS(BROWSER_ACCOUNT));

	assert_true(controller_save_account(world.controller, &entry, faults));
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_DONE);
	assert_string_equal(world.written_field, "refresh_token");
	assert_string_equal(world.written_text, "(erased)");
	/* and the client secret */
	assert_int_equal(world.erasures, 2);
	assert_int_equal(world.sign_in, SIGN_IN_PREPARING);

	/* nothing is stored of what is not complete */
	entry.account.method = ACCOUNT_METHOD_ACCESS_TOKEN;
	assert_false(controller_save_account(world.controller, &entry, faults));
	assert_int_equal(faults[ACCOUNT_ENTRY_ACCESS_TOKEN], ACCOUNT_ENTRY_EMPTY);
	assert_int_equal(world.save, ACCOUNT_SAVE_DONE);
	end(&world);
}

static void a_saved_account_is_the_profile_s(void **state)
{
	struct account_entry entry = {.account = {.id = (char *)"two",
						  .name = (char *)"Other",
						  .method = ACCOUNT_METHOD_SERVER_TO_SERVER,
						  .cloud = CLOUD_COMMERCIAL,
						  .client_id = (char *)"client",
						  .account_id = (char *)"account"},
				      .client_secret = (char *)"planted-secret"};
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	assert_true(controller_save_account(world.controller, &entry, faults));
	assert_string_equal(world.written_text, "planted-secret");
	answer_written(&world, SECRET_DENIED);
	assert_int_equal(world.save, ACCOUNT_SAVE_SECRET_FAILED);
	assert_string_equal(controller_account(world.controller), "one");

	assert_true(controller_save_account(world.controller, &entry, faults));
	/* another profile does not get it */
	switch_profile(&world, "/nonexistent/profile");
	answer_written(&world, SECRET_OK);
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_NONE);
	switch_profile(&world, world.directory);
	assert_string_equal(controller_account(world.controller), "one");

	assert_true(controller_save_account(world.controller, &entry, faults));
	answer_written(&world, SECRET_OK);
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_DONE);
	assert_string_equal(controller_account(world.controller), "two");
	/* what it can do is found out */
	assert_int_equal(world.check, ACCOUNT_PROBE_RUNNING);
	end(&world);
}

static void a_new_account_is_given_an_id(void **state)
{
	static const char expected_id[] = "00112233-4455-4667-a788-99aabbccddee";
	struct account_entry entry = {
		.account = {.name = (char *)"New", .method = ACCOUNT_METHOD_ACCESS_TOKEN, .cloud = CLOUD_COMMERCIAL},
		.access_token = (char *)TOKEN,
	};
	enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT];
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	/* one that does not come about leaves nothing behind */
	write_file(&world, "accounts.json", "{\"version\":99}");
	assert_true(controller_save_account(world.controller, &entry, faults));
	assert_string_equal(world.written_holder, expected_id);
	assert_string_equal(world.written_text, TOKEN);
	answer_written(&world, SECRET_OK);
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_SETTINGS_FAILED);
	assert_string_equal(world.written_holder, expected_id);
	assert_string_equal(world.written_text, "(erased)");
	assert_int_equal(world.erasures, ACCOUNT_FIELD_COUNT);
	write_file(&world, "accounts.json", ACCOUNTS(ACCOUNT("one")));

	assert_true(controller_save_account(world.controller, &entry, faults));
	answer_written(&world, SECRET_OK);
	world_settle(&world);
	assert_int_equal(world.save, ACCOUNT_SAVE_DONE);
	assert_string_equal(controller_account(world.controller), expected_id);
	assert_true(is_listed(&world, "one"));
	assert_int_equal(world.erasures, ACCOUNT_FIELD_COUNT);
	end(&world);
}

static void what_is_stored_is_found_out(void **state)
{
	/* expires at 1700000000 */
	static const char token[] = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl";
	struct completion main_secret;
	const struct secret_answer secret = {.result = SECRET_OK, .text = "planted"};
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one") "," ACCOUNT_OF_SERVER_NAMED("two")), SETTINGS);
	controller_find_secrets(world.controller);
	assert_false(world.stored.is_known);
	assert_string_equal(world.field, "access_token");
	answer_secret(&world, token, SECRET_OK);
	assert_true(world.stored.is_known && world.stored.has_main_secret);
	assert_false(world.stored.has_client_secret);
	assert_int_equal(world.stored.token_expires_at_s, 1700000000);
	/* none is no problem, nor is it what was asked of another account */
	controller_find_secrets(world.controller);
	main_secret = world.secret;
	assert_true(controller_choose_account(world.controller, "two"));
	assert_false(completion_finish(&main_secret, &secret));
	assert_string_equal(world.field, "client_secret");
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_true(world.stored.is_known);
	assert_false(world.stored.has_main_secret || world.stored.has_client_secret);
	assert_string_equal(world.stored_code, "");
	controller_find_secrets(world.controller);
	give_secret(&world, "planted");
	assert_true(world.stored.is_known && world.stored.has_main_secret && world.stored.has_client_secret);
	end(&world);
}

static void a_sign_in_may_lack_its_client_secret(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT), SETTINGS);
	controller_find_secrets(world.controller);
	assert_string_equal(world.field, "client_secret");
	give_secret(&world, "planted");
	/* the refresh token, which was asked for first, may come last */
	assert_false(world.stored.is_known);
	completion_finish(&world.secret_before, &(const struct secret_answer){.result = SECRET_LATE});
	assert_true(world.stored.is_known && world.stored.has_client_secret);
	assert_false(world.stored.has_main_secret);
	assert_string_equal(world.stored_code, "secret.late");
	end(&world);
}

static void signing_out_erases_all(void **state)
{
	static const char *const fields[] = {"refresh_token", "access_token", "client_secret"};
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT_OF_SERVER), SETTINGS);
	controller_sign_out(world.controller);
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	answer_secret(&world, NULL, SECRET_DENIED);
	for (size_t i = 0; i < COUNT(fields); i++) {
		assert_string_equal(world.written_field, fields[i]);
		assert_string_equal(world.written_text, "(erased)");
		answer_written(&world, i == 1 ? SECRET_ABSENT : SECRET_OK);
	}
	assert_int_equal(world.sign_out, SIGN_OUT_DONE);
	end(&world);
}

static void a_sign_out_is_not_forgotten_over_another_account(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(BROWSER_ACCOUNT "," ACCOUNT("two")), SETTINGS);
	assert_string_equal(controller_account(world.controller), "one");
	controller_sign_out(world.controller);
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	assert_true(controller_choose_account(world.controller, "two"));
	assert_int_equal(world.sign_out, SIGN_OUT_NONE);
	assert_true(controller_choose_account(world.controller, "one"));
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	/* and is told to who wants to sign in again at once */
	controller_sign_in(world.controller);
	assert_int_equal(world.sign_in, SIGN_IN_FAILED);
	assert_string_equal(world.sign_in_code, "sign_in.signing_out");
	assert_int_equal(world.sign_out, SIGN_OUT_RUNNING);
	answer_lock(&world, RENEWAL_FAILED);
	answer_secret(&world, NULL, SECRET_ABSENT);
	answer_secret(&world, NULL, SECRET_ABSENT);
	for (int i = 0; i < 3; i++)
		answer_written(&world, SECRET_OK);
	assert_int_equal(world.unlocks, 0);
	assert_int_equal(world.sign_out, SIGN_OUT_DONE);
	assert_int_equal(world.sign_in, SIGN_IN_NONE);
	controller_sign_in(world.controller);
	assert_int_equal(world.sign_in, SIGN_IN_PREPARING);
	end(&world);
}

static void an_unknown_account_is_told(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("two")), SETTINGS);
	assert_true(world.account_is_unknown);
	controller_push(world.controller);
	assert_int_equal(world.state, STATUS_FAILED);
	assert_string_equal(world.code, "account.unknown");
	controller_probe_account(world.controller);
	assert_string_equal(world.check_code, "account.unknown");
	controller_sign_in(world.controller);
	assert_string_equal(world.sign_in_code, "account.unknown");
	assert_true(controller_choose_account(world.controller, "two"));
	assert_false(world.account_is_unknown);
	assert_true(controller_rename_account(world.controller, "Church"));
	world_settle(&world);
	assert_string_equal(world.account_name, "Church");
	assert_string_equal(controller_account(world.controller), "two");
	end(&world);
}

static void what_is_removed_is_not_replaced(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one") "," ACCOUNT("two")), SETTINGS);
	remove_account(&world, false);
	assert_int_equal(world.sign_out, SIGN_OUT_REMOVED);
	assert_string_equal(world.removed_name, "n");
	assert_null(controller_account(world.controller));
	assert_true(world.account_is_unknown);
	/* without any account there is none to be unknown */
	assert_true(controller_choose_account(world.controller, "two"));
	assert_int_equal(world.sign_out, SIGN_OUT_NONE);
	remove_account(&world, false);
	assert_false(world.account_is_unknown);
	assert_false(world.has_listed_account);
	end(&world);
}

static void a_removal_goes_on_over_another_account(void **state)
{
	const struct secret_answer absent = {.result = SECRET_ABSENT};
	struct completion read;
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT_OF_SERVER "," ACCOUNT("two")), SETTINGS);
	/* a sign-out that is under way becomes one */
	controller_sign_out(world.controller);
	controller_remove_account(world.controller);
	read = world.secret;
	assert_true(controller_choose_account(world.controller, "two"));
	assert_true(completion_finish(&read, &absent));
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++) {
		assert_true(is_listed(&world, "one"));
		answer_written(&world, SECRET_OK);
	}
	world_settle(&world);
	assert_false(is_listed(&world, "one"));
	assert_string_equal(controller_account(world.controller), "two");
	assert_int_equal(world.sign_out, SIGN_OUT_NONE);
	end(&world);
}

static void what_cannot_be_erased_is_not_removed(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT_OF_SERVER), SETTINGS);
	controller_remove_account(world.controller);
	answer_secret(&world, NULL, SECRET_ABSENT);
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++)
		answer_written(&world, SECRET_DENIED);
	assert_int_equal(world.sign_out, SIGN_OUT_FAILED);
	assert_true(is_listed(&world, "one"));
	/* what was wanted then is not done at the next sign-out */
	controller_sign_out(world.controller);
	answer_secret(&world, NULL, SECRET_ABSENT);
	for (size_t i = 0; i < ACCOUNT_FIELD_COUNT; i++)
		answer_written(&world, SECRET_OK);
	assert_int_equal(world.sign_out, SIGN_OUT_DONE);
	assert_true(is_listed(&world, "one"));

	write_file(&world, "accounts.json", "{\"version\":99}");
	remove_account(&world, false);
	assert_int_equal(world.sign_out, SIGN_OUT_NOT_REMOVED);
	assert_true(is_listed(&world, "one"));
	write_file(&world, "accounts.json", ACCOUNTS(ACCOUNT_OF_SERVER));
	remove_account(&world, false);
	assert_int_equal(world.sign_out, SIGN_OUT_REMOVED);
	assert_false(is_listed(&world, "one"));
	end(&world);
}

static void only_what_can_be_undone_has_a_secret(void **state)
{
	struct dstr path = {0};
	struct state_file file;
	struct world world;

	(void)state;
	begin(&world, NULL, NULL);
	write_file(&world, "state.json",
		   "{\"version\":1,\"pushes\":{\"one/meeting/85746065432\":{\"undo\":true},"
		   "\"one/meeting/85746065433\":{\"pending\":true}}}");
	dstr_printf(&path, "%s/state.json", world.directory);
	file = state_file_load(world.files.files, path.array, NULL, NULL);
	assert_string_equal(state_file_undo_name(file, NULL, 0), "one/meeting/85746065432");
	assert_null(state_file_undo_name(file, NULL, 1));
	document_close(file.document);
	dstr_free(&path);
	end(&world);
}

static void all_secrets_are_moved(void **state)
{
	struct secret_backend_status status = {.backend = SECRET_BACKEND_FILE, .chosen = SECRET_BACKEND_FILE};
	struct world world;

	(void)state;
	/* also those of an account of another version */
	begin(&world, ACCOUNTS(ACCOUNT("one") ",{\"id\":\"two\",\"method\":\"later\"}"), SETTINGS);
	controller_move_secrets(world.controller);
	assert_string_equal(world.moved,
			    "one/refresh_token@127.0.0.1:9 one/access_token@127.0.0.1:9 one/client_secret@127.0.0.1:9 "
			    "two/refresh_token@127.0.0.1:9 two/access_token@127.0.0.1:9 two/client_secret@127.0.0.1:9 "
			    "state/digest_key ");
	assert_int_equal(world.chosen_backend, SECRET_BACKEND_UNKNOWN);
	world.secrets_changed(world.secrets_context, &status);
	assert_int_equal(world.chosen_backend, SECRET_BACKEND_FILE);

	/* the other backend may hold less: what is stored is found out anew */
	world.field[0] = '\0';
	world.secrets_changed(world.secrets_context, &status);
	assert_string_equal(world.field, "");
	status.backend = SECRET_BACKEND_KEYCHAIN;
	world.secrets_changed(world.secrets_context, &status);
	assert_string_not_equal(world.field, "");
	end(&world);
}

/* One that is a token to those who ask for one, and a user and settings to the others. */
static const struct script any_reply = {
	.reply = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
		 "{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"new-refresh\",\"expires_in\":3600,"
		 "\"scope\":\"user:read:user\",\"api_url\":\"https://attacker.example\","
		 "\"display_name\":\"Anna\",\"in_meeting\":{\"allow_live_streaming\":true}}",
};

static struct scripted_server *begin_script(struct world *world, const char *accounts, const struct script *script)
{
	struct scripted_server *server = scripted_server_create(script);
	struct dstr url = {0};

	dstr_printf(&url, "http://127.0.0.1:%d", scripted_server_port(server));
	begin_at(world, url.array, accounts, SETTINGS);
	dstr_free(&url);
	return server;
}

static struct scripted_server *begin_served(struct world *world, const char *accounts)
{
	return begin_script(world, accounts, &any_reply);
}

#define REPLY(status, body) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n" body
#define NEW_TOKEN(text) REPLY("200 OK", "{\"access_token\":\"" text "\",\"expires_in\":3600}")
#define BAD_TOKEN REPLY("401 Unauthorized", "{\"code\":124,\"message\":\"Invalid access token.\"}")

/* The account probes, and asks for as many replies as there are. */
static void probe_account_against(struct world *world, const char *accounts, const char *const *replies, size_t count,
				  char **received)
{
	const struct script script = {.replies = replies};
	struct scripted_server *server = begin_script(world, accounts, &script);

	controller_probe_account(world->controller);
	give_secret(world, "planted-secret");
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(world->check, ACCOUNT_PROBE_RUNNING);
		world_run_next(world);
		/* the client secret is asked for once more, where a token is fetched */
		if (world->secret.done)
			give_secret(world, "planted-secret");
	}
	assert_int_equal(scripted_server_requests(server), count);
	*received = scripted_server_received(server);
	end(world);
	scripted_server_destroy(server);
}

static void probe_against(struct world *world, const char *const *replies, size_t count, char **received)
{
	probe_account_against(world, ACCOUNTS(ACCOUNT_OF_SERVER), replies, count, received);
}

#define USER_REPLY REPLY("200 OK", "{\"display_name\":\"Anna Example\",\"email\":\"anna@example.org\"}")
#define SETTINGS_REPLY \
	REPLY("200 OK", "{\"in_meeting\":{\"allow_live_streaming\":true,\"custom_live_streaming_service\":false}}")

static void the_probe_tells_who_it_is_and_what_is_switched_on(void **state)
{
	static const char accounts[] =
		ACCOUNTS("{\"id\":\"one\",\"name\":\"n\",\"method\":\"server_to_server\",\"client_id\":\"client\","
			 "\"account_id\":\"account\",\"user\":\"host@example.org\"}");
	static const char *const replies[] = {REPLY("200 OK",
						    "{\"access_token\":\"first\",\"expires_in\":3600,\"scope\":"
						    "\"meeting:update:livestream user:read:user user:read:settings\"}"),
					      USER_REPLY, SETTINGS_REPLY, NULL};
	struct world world;
	char *received;

	(void)state;
	probe_account_against(&world, accounts, replies, 3, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
	assert_non_null(strstr(received, "GET /v2/users/host%40example.org "));
	assert_non_null(strstr(received, "GET /v2/users/host%40example.org/settings "));
	assert_string_equal(world.user_name, "Anna Example");
	assert_int_equal(world.user_settings.livestreaming, USER_SWITCH_ON);
	assert_int_equal(world.user_settings.custom_service, USER_SWITCH_OFF);
	assert_int_equal(world.user_settings.webinar_livestreaming, USER_SWITCH_UNKNOWN);
	assert_int_equal(world.features[FEATURE_PUSH_MEETING - 1], FEATURE_ALLOWED);
	assert_int_equal(world.features[FEATURE_TELL_USER - 1], FEATURE_ALLOWED);
	assert_int_equal(world.features[FEATURE_CHECK_MEETING - 1], FEATURE_MISSING);
	assert_int_equal(world.features[FEATURE_PUSH_WEBINAR - 1], FEATURE_MISSING);
	bfree(received);
}

static void a_pasted_token_tells_only_what_it_is_refused_for(void **state)
{
	static const char *const replies[] = {
		REPLY("400 Bad Request",
		      "{\"code\":4711,\"message\":\"Invalid access token, does not contain scopes:[user:read:user].\"}"),
		SETTINGS_REPLY, NULL};
	struct world world;
	char *received;

	(void)state;
	probe_account_against(&world, ACCOUNTS(ACCOUNT("one")), replies, 2, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
	assert_non_null(strstr(received, "GET /v2/users/me "));
	assert_string_equal(world.user_name, "");
	assert_string_equal(world.user_code, "zoom.4711");
	assert_int_equal(world.features[FEATURE_TELL_USER - 1], FEATURE_MISSING);
	assert_int_equal(world.features[FEATURE_TELL_SETTINGS - 1], FEATURE_ALLOWED);
	assert_int_equal(world.features[FEATURE_PUSH_MEETING - 1], FEATURE_UNKNOWN);
	bfree(received);
}

static void a_matter_of_plan_is_none_of_scopes(void **state)
{
#define PLAN REPLY("400 Bad Request", "{\"code\":200,\"message\":\"Only available for Paid account: 1.\"}")
	static const char *const replies[] = {PLAN, PLAN, NULL};
	struct world world;
	char *received;

	(void)state;
	probe_account_against(&world, ACCOUNTS(ACCOUNT("one")), replies, 2, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
	assert_string_equal(world.user_code, "zoom.200_plan");
	for (size_t i = 0; i < FEATURE_COUNT; i++)
		assert_int_equal(world.features[i], FEATURE_UNKNOWN);
	bfree(received);
}

static void what_prevents_the_probe_is_told(void **state)
{
	static const char *const replies[] = {NEW_TOKEN("first"), REPLY("503 Service Unavailable", "{}"), NULL};
	struct world world;
	char *received;

	(void)state;
	probe_against(&world, replies, 2, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_FAILED);
	assert_string_equal(world.check_code, "http.server");
	bfree(received);
}

static void a_probe_is_forgotten_with_its_account(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one") "," ACCOUNT("two")), SETTINGS);
	controller_probe_account(world.controller);
	assert_int_equal(world.check, ACCOUNT_PROBE_RUNNING);
	assert_true(controller_choose_account(world.controller, "two"));
	assert_int_equal(world.check, ACCOUNT_PROBE_NONE);
	end(&world);
}

static void a_refused_token_is_renewed_for_every_caller(void **state)
{
	/* the code is surer than the status */
	static const char *const refusals[] = {BAD_TOKEN,
					       REPLY("200 OK", "{\"code\":124,\"message\":\"Invalid access token.\"}")};

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const char *const replies[] = {NEW_TOKEN("first"),    refusals[i],
					       NEW_TOKEN("second"),   REPLY("200 OK", "{\"display_name\":\"Anna\"}"),
					       REPLY("200 OK", "{}"), NULL};
		struct world world;
		char *received, *again;

		probe_against(&world, replies, 5, &received);
		assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
		again = strstr(received, "Bearer second");
		assert_non_null(strstr(received, "Bearer first"));
		assert_non_null(again);
		assert_null(strstr(again, "Bearer first"));
		bfree(received);
	}
}

static void the_refusal_of_a_renewed_token_is_final(void **state)
{
	static const char *const replies[] = {NEW_TOKEN("first"), BAD_TOKEN, NEW_TOKEN("second"), BAD_TOKEN, NULL};
	static const char *const no_other[] = {NEW_TOKEN("first"), BAD_TOKEN, NEW_TOKEN("first"), NULL};
	struct world world;
	char *received;

	(void)state;
	probe_against(&world, replies, 4, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_FAILED);
	assert_string_equal(world.check_code, "zoom.124");
	bfree(received);

	probe_against(&world, no_other, 3, &received);
	assert_int_equal(world.check, ACCOUNT_PROBE_FAILED);
	assert_string_equal(world.check_code, "zoom.124");
	bfree(received);
}

static void one_token_serves_the_whole_check(void **state)
{
	struct world world;
	struct scripted_server *server = begin_served(&world, ACCOUNTS(ACCOUNT_OF_SERVER));
	char *received;

	(void)state;
	controller_probe_account(world.controller);
	give_secret(&world, "planted-secret");
	for (int i = 0; i < 3; i++)
		world_run_next(&world);
	assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
	received = scripted_server_received(server);
	assert_non_null(strstr(received, "POST /oauth/token "));
	assert_non_null(strstr(received, "GET /v2/users/me "));
	assert_non_null(strstr(received, "GET /v2/users/me/settings "));
	assert_non_null(strstr(received, "Bearer " TOKEN));
	assert_int_equal(scripted_server_requests(server), 3);
	bfree(received);
	end(&world);
	scripted_server_destroy(server);
}

/* The app may have been changed since the last one. */
static void each_check_begins_with_a_fresh_token(void **state)
{
	struct world world;
	struct scripted_server *server = begin_served(&world, ACCOUNTS(ACCOUNT_OF_SERVER));

	(void)state;
	for (int check = 1; check <= 2; check++) {
		controller_probe_account(world.controller);
		give_secret(&world, "planted-secret");
		while (world.check == ACCOUNT_PROBE_RUNNING)
			world_run_next(&world);
		assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
		assert_int_equal(scripted_server_requests(server), 3 * check);
	}
	end(&world);
	scripted_server_destroy(server);
}

static void a_sign_in_is_stored_under_the_lock(void **state)
{
	struct world world;
	struct scripted_server *server = begin_served(&world, ACCOUNTS(BROWSER_ACCOUNT));

	(void)state;
	controller_sign_in(world.controller);
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_true(arrive(&world, "/zoom?code=abc&state=" MADE_KEY));
	world_run_next(&world);
	assert_int_equal(world.sign_in, SIGN_IN_FINISHING);
	assert_null(world.written.done);
	answer_lock(&world, RENEWAL_LOCKED_INTERRUPTED);
	assert_string_equal(world.written_field, "refresh_token");
	assert_string_equal(world.written_text, "new-refresh");
	assert_true(controller_is_renewing(world.controller));
	answer_written(&world, SECRET_OK);
	assert_int_equal(world.sign_in, SIGN_IN_DONE);
	assert_false(controller_is_renewing(world.controller));
	assert_int_equal(world.unlocks, 1);
	assert_true(world.unlock_finished);
	/* its token is there */
	controller_probe_account(world.controller);
	world_run_next(&world);
	world_run_next(&world);
	assert_int_equal(world.check, ACCOUNT_PROBE_DONE);
	assert_int_equal(world.locks, 1);
	end(&world);
	scripted_server_destroy(server);
}

static void the_end_stores_what_a_code_is_worth(void **state)
{
	struct world world;
	struct scripted_server *server = begin_served(&world, ACCOUNTS(BROWSER_ACCOUNT));

	(void)state;
	controller_sign_in(world.controller);
	answer_secret(&world, NULL, SECRET_ABSENT);
	assert_true(arrive(&world, "/zoom?code=abc&state=" MADE_KEY));
	controller_end(world.controller);
	assert_true(controller_is_renewing(world.controller));
	world_run_next(&world);
	assert_true(controller_is_renewing(world.controller));
	answer_lock(&world, RENEWAL_LOCKED);
	assert_string_equal(world.written_text, "new-refresh");
	answer_written(&world, SECRET_OK);
	assert_int_equal(world.sign_in, SIGN_IN_DONE);
	assert_false(controller_is_renewing(world.controller));
	assert_true(world.unlock_finished);
	end(&world);
	scripted_server_destroy(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_browser_is_sent_and_listened_to),
		cmocka_unit_test(an_address_can_be_pasted_where_nobody_listens),
		cmocka_unit_test(another_account_ends_the_sign_in),
		cmocka_unit_test(a_lock_is_given_back),
		cmocka_unit_test(what_may_be_at_zoom_stays_marked),
		cmocka_unit_test(values_that_change_take_their_secrets_along),
		cmocka_unit_test(a_saved_account_is_the_profile_s),
		cmocka_unit_test(a_new_account_is_given_an_id),
		cmocka_unit_test(what_is_stored_is_found_out),
		cmocka_unit_test(a_sign_in_may_lack_its_client_secret),
		cmocka_unit_test(signing_out_erases_all),
		cmocka_unit_test(a_sign_out_is_not_forgotten_over_another_account),
		cmocka_unit_test(an_unknown_account_is_told),
		cmocka_unit_test(all_secrets_are_moved),
		cmocka_unit_test(what_is_removed_is_not_replaced),
		cmocka_unit_test(a_removal_goes_on_over_another_account),
		cmocka_unit_test(what_cannot_be_erased_is_not_removed),
		cmocka_unit_test(only_what_can_be_undone_has_a_secret),
		cmocka_unit_test(the_probe_tells_who_it_is_and_what_is_switched_on),
		cmocka_unit_test(a_pasted_token_tells_only_what_it_is_refused_for),
		cmocka_unit_test(a_matter_of_plan_is_none_of_scopes),
		cmocka_unit_test(what_prevents_the_probe_is_told),
		cmocka_unit_test(a_probe_is_forgotten_with_its_account),
		cmocka_unit_test(one_token_serves_the_whole_check),
		cmocka_unit_test(each_check_begins_with_a_fresh_token),
		cmocka_unit_test(a_refused_token_is_renewed_for_every_caller),
		cmocka_unit_test(the_refusal_of_a_renewed_token_is_final),
		cmocka_unit_test(a_sign_in_is_stored_under_the_lock),
		cmocka_unit_test(the_end_stores_what_a_code_is_worth),
	};

	return RUN_TESTS(tests);
}
