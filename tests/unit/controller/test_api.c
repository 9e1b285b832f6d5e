/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/controller_world.h"

#include "core/controller/api.h"
#include "plugin-version.h"
#include "support/scripted_server.h"

/* What goes out to Zoom, and to nobody else. */

static struct scripted_server *prepare_with(struct world *world, const struct script *script)
{
	struct scripted_server *server = scripted_server_create(script);
	struct dstr url = {0};

	dstr_printf(&url, "http://127.0.0.1:%d", scripted_server_port(server));
	prepare(world, url.array);
	write_file(world, "accounts.json", ACCOUNTS(ACCOUNT("one")));
	dstr_free(&url);
	return server;
}

static void note_result(void *context, const void *answer)
{
	const struct api_reply *reply = answer;

	*(enum http_result *)context = reply->response->result;
}

static void note_status(void *context, const void *answer)
{
	const struct api_reply *reply = answer;

	*(long *)context = reply->response->status;
}

/* volatile: GCC 15 would try it out on other answers than its own, and warn of what is not in these. */
static void (*volatile const noting)(void *context, const void *answer) = note_result;
static void (*volatile const noting_status)(void *context, const void *answer) = note_status;

static void tells_no_secret_to_others(void **state)
{
	static const char *const urls[] = {"https://attacker.example/oauth/token", "https://zoom.us.attacker.example/",
					   "http://zoom.us/oauth/token"};
	static const struct script script = {.reply = "HTTP/1.1 204 No Content\r\n\r\n"};
	struct scripted_server *server;
	struct world world;

	(void)state;
	server = prepare_with(&world, &script);
	start(&world);
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct http_request request = {.method = HTTP_METHOD_POST, .url = bstrdup(urls[i])};
		enum http_result result = 0;
		const uint64_t awaited = i + 1;
		const struct completion completion = {noting, &result, &awaited, awaited};

		api_send(world.controller, NULL, &request, &completion);
		world_run_next(&world);
		check_number(urls[i], "result", result, HTTP_RESULT_UNTRUSTED);
	}
	end(&world);
	scripted_server_destroy(server);
}

#define REPLY(status, body) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n" body

/* What Zoom says of the kind is what is remembered, and what was written down of the other one goes. */
static void forgets_the_other_kind(void **state)
{
	static const char *const replies[] = {
		REPLY("400 Bad Request", "{\"code\":3000,\"message\":\"Cannot access webinar info.\"}"),
		REPLY("200 OK", "{\"stream_url\":\"\",\"stream_key\":\"\",\"page_url\":\"\"}"),
		REPLY("200 OK", "{\"topic\":\"Sunday service\"}"), NULL};
	static const struct script script = {.replies = replies};
	struct scripted_server *server;
	struct world world;
	char path[128];
	char *text;

	(void)state;
	server = prepare_with(&world, &script);
	write_file(&world, PROFILE_SETTINGS_FILE_NAME,
		   "{\"version\":1,\"account\":\"one\",\"broadcasts\":[{\"kind\":\"meeting\",\"id\":85746065432,"
		   "\"page_url\":\"" PAGE "\"}]}");
	write_file(&world, "state.json",
		   "{\"version\":1,\"pushes\":{\"one/meeting/85746065432\":{\"settled\":\"a0\",\"written\":\"a0\"}}}");
	start(&world);
	switch_profile(&world, world.directory);
	controller_start(world.controller);
	answer_key(&world, KNOWN_KEY, SECRET_OK);
	give_secret(&world, TOKEN);
	for (size_t i = 0; i + 1 < COUNT(replies); i++)
		world_run_next(&world);
	assert_int_equal(scripted_server_requests(server), 3);
	text = scripted_server_received(server);
	assert_non_null(strstr(text, "\r\nUser-Agent: " PLUGIN_NAME "/" PLUGIN_VERSION "\r\n"));
	bfree(text);
	world_settle(&world);
	snprintf(path, sizeof(path), "%s/state.json", world.directory);
	text = os_quick_read_utf8_file(path);
	assert_non_null(text);
	assert_non_null(strstr(text, "one/webinar/85746065432"));
	assert_null(strstr(text, "one/meeting/85746065432"));
	bfree(text);
	end(&world);
	scripted_server_destroy(server);
}

/* Sends it, with a client secret for whoever wants one; the status that came back. */
static long send_as(struct world *world, enum http_method method)
{
	struct http_request request = {.method = method, .url = bstrdup("/meetings/1/livestream")};
	struct api_access access = {0};
	const uint64_t awaited = 1;
	long status = 0;
	const struct completion completion = {noting_status, &status, &awaited, awaited};

	api_open(world->controller, &access, NULL);
	api_send(world->controller, &access, &request, &completion);
	give_secret(world, "planted-secret");
	while (!status)
		world_run_next(world);
	api_close(&access);
	return status;
}

#define NEW_TOKEN(text) REPLY("200 OK", "{\"access_token\":\"" text "\",\"expires_in\":3600}")
#define MISSING_SCOPE REPLY("400 Bad Request", "{\"code\":4711,\"message\":\"does not contain scopes:[a:b:c]\"}")
#define ACCOUNT_OF_SERVER \
	"{\"id\":\"one\",\"name\":\"n\",\"method\":\"server_to_server\",\"client_id\":\"c\",\"account_id\":\"a\"}"

/* By the time of the next command the app may have it; what only reads goes on with the token there is. */
static void a_command_without_its_scope_has_the_token_replaced(void **state)
{
	static const struct {
		const char *name;
		enum http_method method;
		const char *replies[5];
		int requests;
	} cases[] = {
		{"PATCH",
		 HTTP_METHOD_PATCH,
		 {NEW_TOKEN("first"), MISSING_SCOPE, NEW_TOKEN("second"), REPLY("204 No Content", ""), NULL},
		 4},
		{"POST",
		 HTTP_METHOD_POST,
		 {NEW_TOKEN("first"), MISSING_SCOPE, NEW_TOKEN("second"), REPLY("204 No Content", ""), NULL},
		 4},
		{"GET", HTTP_METHOD_GET, {NEW_TOKEN("first"), MISSING_SCOPE, REPLY("204 No Content", ""), NULL}, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct script script = {.replies = cases[i].replies};
		struct scripted_server *server;
		struct world world;

		server = prepare_with(&world, &script);
		write_file(&world, "accounts.json", ACCOUNTS(ACCOUNT_OF_SERVER));
		write_file(&world, PROFILE_SETTINGS_FILE_NAME, SETTINGS);
		start(&world);
		switch_profile(&world, world.directory);
		check_number(cases[i].name, "first status", send_as(&world, cases[i].method), 400);
		check_number(cases[i].name, "second status", send_as(&world, cases[i].method), 204);
		check_number(cases[i].name, "requests", scripted_server_requests(server), cases[i].requests);
		end(&world);
		scripted_server_destroy(server);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_no_secret_to_others),
		cmocka_unit_test(forgets_the_other_kind),
		cmocka_unit_test(a_command_without_its_scope_has_the_token_replaced),
	};

	return RUN_TESTS(tests);
}
