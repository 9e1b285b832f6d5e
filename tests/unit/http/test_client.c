/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http/client.h"
#include "support/scripted_server.h"

/* long enough for the slowest machine, never waited for unless something is wrong */
#define GENEROUS_MS 60000
#define SHORT_MS 300
/* longer than any test may last */
#define HOURS_MS (24L * 60 * 60 * 1000)

#define OK_REPLY "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Zm-TrackingId: v=2\r\n\r\nok"

/* Takes the responses on the network thread, hands them over to the test. */
struct inbox {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	size_t count;
	uint64_t ids[256];
	struct http_response responses[256];
};

static void receive(void *data, uint64_t request_id, struct http_response *response)
{
	struct inbox *inbox = data;

	pthread_mutex_lock(&inbox->mutex);
	inbox->ids[inbox->count] = request_id;
	inbox->responses[inbox->count++] = *response;
	pthread_cond_broadcast(&inbox->changed);
	pthread_mutex_unlock(&inbox->mutex);
}

static const struct http_response *wait_for(struct inbox *inbox, size_t count)
{
	pthread_mutex_lock(&inbox->mutex);
	while (inbox->count < count)
		pthread_cond_wait(&inbox->changed, &inbox->mutex);
	pthread_mutex_unlock(&inbox->mutex);
	return &inbox->responses[count - 1];
}

struct exchange {
	struct inbox inbox;
	struct scripted_server *server;
	struct http_client *client;
};

static void begin(struct exchange *exchange, const struct script *script, struct http_client_options options)
{
	memset(exchange, 0, sizeof(*exchange));
	pthread_mutex_init(&exchange->inbox.mutex, NULL);
	pthread_cond_init(&exchange->inbox.changed, NULL);
	options.user_agent = "unit-test/1";
	options.connect_timeout_ms = options.connect_timeout_ms ? options.connect_timeout_ms : GENEROUS_MS;
	options.total_timeout_ms = options.total_timeout_ms ? options.total_timeout_ms : GENEROUS_MS;
	exchange->server = scripted_server_create(script);
	exchange->client = http_client_create(&options, receive, &exchange->inbox);
	assert_non_null(exchange->client);
}

static void end(struct exchange *exchange)
{
	http_client_destroy(exchange->client);
	scripted_server_destroy(exchange->server);
	for (size_t i = 0; i < exchange->inbox.count; i++)
		http_response_free(&exchange->inbox.responses[i]);
	pthread_cond_destroy(&exchange->inbox.changed);
	pthread_mutex_destroy(&exchange->inbox.mutex);
}

static void send_within(struct exchange *exchange, uint64_t id, const char *scheme, int port, const char *token,
			long total_timeout_ms)
{
	struct http_request request = {.method = HTTP_METHOD_GET,
				       .is_idempotent = true,
				       .to_overridden_host = true,
				       .bearer_token = bstrdup(token),
				       .total_timeout_ms = total_timeout_ms};
	struct dstr url = {0};

	dstr_printf(&url, "%s://127.0.0.1:%d/v2/x", scheme, port);
	request.url = url.array;
	http_client_send(exchange->client, id, &request);
	/* its contents are the client's now */
	assert_null(request.url);
}

static void send_to(struct exchange *exchange, uint64_t id, const char *scheme, int port, const char *token)
{
	send_within(exchange, id, scheme, port, token, 0);
}

static void send_get(struct exchange *exchange, uint64_t id)
{
	send_to(exchange, id, "http", scripted_server_port(exchange->server), "token");
}

static void tells_how_requests_end(void **state)
{
	static const struct {
		const char *name;
		struct script script;
		enum http_result result;
		long status;
		const char *body;
	} cases[] = {
		{"reply", {.reply = OK_REPLY, .keep_open = true}, HTTP_RESULT_REPLY, 200, "ok"},
		{"204", {.reply = "HTTP/1.1 204 No Content\r\n\r\n", .keep_open = true}, HTTP_RESULT_REPLY, 204, NULL},
		{"status 300", {.reply = "HTTP/1.1 300 \r\nContent-Length: 1\r\n\r\nx"}, HTTP_RESULT_REPLY, 300, "x"},
		{"HTTP/1.0", {.reply = "HTTP/1.0 500 No\r\n\r\nto the end"}, HTTP_RESULT_REPLY, 500, "to the end"},
		{"chunked",
		 {.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"},
		 HTTP_RESULT_REPLY,
		 200,
		 "abc"},
		{"cut in the headers", {.reply = "HTTP/1.1 200 OK\r\nContent-"}, HTTP_RESULT_CUT, 200, NULL},
		{"cut in the body",
		 {.reply = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"},
		 HTTP_RESULT_CUT,
		 200,
		 "abc"},
		{"cut in a chunk",
		 {.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab"},
		 HTTP_RESULT_CUT,
		 200,
		 "ab"},
		{"closed without a word", {.reply = NULL}, HTTP_RESULT_RESET, 0, NULL},
		{"reset without a word", {.reset = true}, HTTP_RESULT_RESET, 0, NULL},
		{"garbage", {.reply = "\x16\x03\x01 SSH-2.0-nothing\r\n\r\n"}, HTTP_RESULT_NOT_HTTP, 0, NULL},
		{"silence at first", {.keep_open = true}, HTTP_RESULT_TIMEOUT_FIRST_BYTE, 0, NULL},
		{"silence in the body",
		 {.reply = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", .keep_open = true},
		 HTTP_RESULT_TIMEOUT_BODY,
		 200,
		 "abc"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const bool times_out = cases[i].result == HTTP_RESULT_TIMEOUT_FIRST_BYTE ||
				       cases[i].result == HTTP_RESULT_TIMEOUT_BODY;
		const struct http_client_options options = {.allow_http = true,
							    .total_timeout_ms = times_out ? 4 * SHORT_MS : GENEROUS_MS};
		const struct http_response *response;
		struct exchange exchange;

		begin(&exchange, &cases[i].script, options);
		send_get(&exchange, 7);
		response = wait_for(&exchange.inbox, 1);
		check_number(cases[i].name, "id", (long long)exchange.inbox.ids[0], 7);
		check_number(cases[i].name, "result", response->result, cases[i].result);
		check_number(cases[i].name, "status", response->status, cases[i].status);
		check_text(cases[i].name, "body", response->body, cases[i].body);
		check_number(cases[i].name, "error", response->error != NULL, cases[i].result != HTTP_RESULT_REPLY);
		check_absent(cases[i].name, "error", response->error, "token");
		check_number(cases[i].name, "sent", response->sent, true);
		assert_true(response->duration_us > 0);
		end(&exchange);
	}
}

static void keeps_headers(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	const struct http_response *response;
	struct exchange exchange;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	response = wait_for(&exchange.inbox, 1);
	assert_string_equal(http_response_header(response, "x-zm-trackingid"), "v=2");
	assert_null(http_response_header(response, "retry-after"));
	assert_int_equal(response->http_version, 11);
	end(&exchange);
}

static void stops_reading_huge_bodies(void **state)
{
	char *body = repeat_text("x", 1024 * 1024);
	struct dstr reply = {0};
	struct script script = {0};
	const struct http_response *response;
	struct exchange exchange;

	(void)state;
	dstr_printf(&reply, "HTTP/1.1 500 No\r\nContent-Length: 1048576\r\n\r\n%s", body);
	script.reply = reply.array;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	response = wait_for(&exchange.inbox, 1);
	assert_int_equal(response->result, HTTP_RESULT_REPLY);
	assert_int_equal(response->status, 500);
	assert_int_equal(response->body_size, 64 * 1024);
	assert_int_equal(strlen(response->body), 64 * 1024);
	assert_true(response->body_truncated);
	end(&exchange);
	dstr_free(&reply);
	bfree(body);
}

static void sends_what_it_was_given(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	static const char value[] = " a\"b\\c&d=e?f\r\n--x\r\n\u65e5\u672c@; ";
	struct http_request form = {.method = HTTP_METHOD_PATCH, .to_overridden_host = true, .part_count = 1};
	struct http_request json = {.method = HTTP_METHOD_PATCH,
				    .to_overridden_host = true,
				    .json = bstrdup("{\"a\":\"\u65e5\"}")};
	struct dstr url = {0};
	struct exchange exchange;
	char *received;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	dstr_printf(&url, "http://127.0.0.1:%d/v2/x", scripted_server_port(exchange.server));
	form.url = bstrdup(url.array);
	form.bearer_token = bstrdup("token");
	form.parts[0] = (struct http_form_part){bstrdup("stream_key"), bstrdup(value)};
	json.url = url.array;
	http_client_send(exchange.client, 1, &form);
	wait_for(&exchange.inbox, 1);
	received = scripted_server_received(exchange.server);
	assert_int_equal(strncmp(received, "PATCH /v2/x HTTP/1.1\r\n", 22), 0);
	assert_non_null(strstr(received, "\r\nAuthorization: Bearer token\r\n"));
	assert_non_null(strstr(received, "\r\nUser-Agent: unit-test/1\r\n"));
	assert_non_null(strstr(received, "\r\nContent-Type: multipart/form-data; boundary="));
	assert_non_null(strstr(received, "\r\nContent-Disposition: form-data; name=\"stream_key\"\r\n\r\n"
					 " a\"b\\c&d=e?f\r\n--x\r\n\u65e5\u672c@; \r\n--"));
	assert_null(strstr(received, "Expect:"));
	bfree(received);

	http_client_send(exchange.client, 2, &json);
	wait_for(&exchange.inbox, 2);
	received = scripted_server_received(exchange.server);
	assert_non_null(strstr(received, "\r\nContent-Type: application/json\r\n"));
	assert_non_null(strstr(received, "\r\n\r\n{\"a\":\"\u65e5\"}"));
	bfree(received);
	end(&exchange);
}

static void send_post(struct exchange *exchange, uint64_t id, const char *secret)
{
	struct http_request request = {.method = HTTP_METHOD_POST, .to_overridden_host = true};
	struct dstr url = {0};

	dstr_printf(&url, "http://127.0.0.1:%d/oauth/token", scripted_server_port(exchange->server));
	request.url = url.array;
	if (secret) {
		request.user = bstrdup("client");
		request.password = bstrdup(secret);
		http_form_add(&request, "grant_type", "refresh_token");
		http_form_add(&request, "refresh_token", " a&b=\u00e4+");
	}
	http_client_send(exchange->client, id, &request);
	assert_null(request.password);
	assert_null(request.form);
}

static void posts_forms(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	struct exchange exchange;
	char *received;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_post(&exchange, 1, "s:cret");
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_REPLY);
	received = scripted_server_received(exchange.server);
	assert_int_equal(strncmp(received, "POST /oauth/token HTTP/1.1\r\n", 28), 0);
	/* "client:s:cret" */
	assert_non_null(strstr(received, "\r\nAuthorization: Basic Y2xpZW50OnM6Y3JldA==\r\n"));
	assert_non_null(strstr(received, "\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
	assert_non_null(strstr(received, "\r\n\r\ngrant_type=refresh_token&refresh_token=%20a%26b%3D%C3%A4%2B"));
	assert_null(strstr(received, "Expect:"));
	bfree(received);
	end(&exchange);

	/* an empty one, of nobody */
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_post(&exchange, 1, NULL);
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_REPLY);
	received = scripted_server_received(exchange.server);
	assert_non_null(strstr(received, "\r\nContent-Length: 0\r\n"));
	assert_null(strstr(received, "Authorization:"));
	bfree(received);
	end(&exchange);
}

/* libcurl sends again what has met a dead connection, but a refresh token is used up by its first use. */
static void posts_once(void **state)
{
	static const struct script hang_up = {.reply = OK_REPLY};
	static const struct script keep = {.reply = OK_REPLY, .keep_open = true};
	static const struct script say_nothing = {.reset = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &keep, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	wait_for(&exchange.inbox, 1);
	send_post(&exchange, 2, "secret");
	assert_int_equal(wait_for(&exchange.inbox, 2)->result, HTTP_RESULT_REPLY);
	/* not over the connection that is there, which may be dead */
	assert_int_equal(scripted_server_connections(exchange.server), 2);
	end(&exchange);

	begin(&exchange, &hang_up, (struct http_client_options){.allow_http = true});
	send_post(&exchange, 1, "secret");
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_REPLY);
	end(&exchange);

	begin(&exchange, &say_nothing, (struct http_client_options){.allow_http = true});
	send_post(&exchange, 1, "secret");
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_RESET);
	assert_true(exchange.inbox.responses[0].sent);
	assert_int_equal(scripted_server_requests(exchange.server), 1);
	assert_int_equal(scripted_server_connections(exchange.server), 1);
	end(&exchange);
}

/* The second request meets a server that has closed the connection of the first one. */
static void repeats_what_may_be_repeated(void **state)
{
	static const char cut[] = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
	static const struct {
		const char *name;
		const char *reply;
		bool is_idempotent;
		bool reset;
		bool goes; /* the server, with that connection */
		enum http_result result;
		size_t requests;
		size_t connections;
	} cases[] = {
		{"closed", "", true, false, false, HTTP_RESULT_REPLY, 3, 2},
		{"closed, not idempotent", "", false, false, false, HTTP_RESULT_RESET, 2, 2},
		{"an answer has begun", cut, true, false, false, HTTP_RESULT_CUT, 2, 1},
		{"an answer has begun, not idempotent", cut, false, false, false, HTTP_RESULT_CUT, 2, 2},
		{"reset", "", true, true, false, HTTP_RESULT_REPLY, 3, 2},
		{"reset, not idempotent", "", false, true, false, HTTP_RESULT_RESET, 2, 2},
		/* what was sent the first time may have been taken */
		{"closed, and nobody there any more", "", true, false, true, HTTP_RESULT_REFUSED, 2, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const replies[] = {OK_REPLY, cases[i].reply, OK_REPLY, NULL};
		const struct script script = {.replies = replies,
					      .keep_open = true,
					      .closes_after = 2,
					      .reset = cases[i].reset,
					      .goes = cases[i].goes};
		struct http_request request = {.method = HTTP_METHOD_PATCH,
					       .is_idempotent = cases[i].is_idempotent,
					       .to_overridden_host = true,
					       .json = bstrdup("{}")};
		struct dstr url = {0};
		struct exchange exchange;

		begin(&exchange, &script, (struct http_client_options){.allow_http = true});
		send_get(&exchange, 1);
		wait_for(&exchange.inbox, 1);
		dstr_printf(&url, "http://127.0.0.1:%d/v2/x", scripted_server_port(exchange.server));
		request.url = url.array;
		http_client_send(exchange.client, 2, &request);
		check_number(cases[i].name, "result", wait_for(&exchange.inbox, 2)->result, cases[i].result);
		assert_true(exchange.inbox.responses[1].sent);
		check_number(cases[i].name, "requests", (long long)scripted_server_requests(exchange.server),
			     (long long)cases[i].requests);
		check_number(cases[i].name, "connections", (long long)scripted_server_connections(exchange.server),
			     (long long)cases[i].connections);
		end(&exchange);
	}
}

/* What the environment allows holds for the hosts that it names. */
static void overrides_for_overridden_hosts_alone(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};

	(void)state;
	for (int is_overridden = 0; is_overridden <= 1; is_overridden++) {
		struct http_request plain = {.method = HTTP_METHOD_GET, .to_overridden_host = is_overridden};
		struct http_request encrypted = {.method = HTTP_METHOD_GET, .to_overridden_host = is_overridden};
		struct dstr url = {0};
		struct exchange exchange;

		begin(&exchange, &script,
		      (struct http_client_options){.allow_http = true, .ca_file = "/nowhere/ca.pem"});
		dstr_printf(&url, "http://127.0.0.1:%d/", scripted_server_port(exchange.server));
		plain.url = bstrdup(url.array);
		dstr_replace(&url, "http:", "https:");
		encrypted.url = url.array;
		/* where the file is not looked for, TLS begins, which this server waits out */
		encrypted.total_timeout_ms = is_overridden ? 0 : 4 * SHORT_MS;
		http_client_send(exchange.client, 1, &plain);
		wait_for(&exchange.inbox, 1);
		assert_int_equal(exchange.inbox.responses[0].result == HTTP_RESULT_REPLY, is_overridden);
		assert_int_equal(scripted_server_connections(exchange.server), is_overridden);
		http_client_send(exchange.client, 2, &encrypted);
		wait_for(&exchange.inbox, 2);
		assert_int_equal(exchange.inbox.responses[1].result == HTTP_RESULT_CA_FILE, is_overridden);
		end(&exchange);
	}
}

static void reuses_the_connection(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	for (size_t i = 1; i <= 3; i++) {
		send_get(&exchange, i);
		assert_int_equal(wait_for(&exchange.inbox, i)->result, HTTP_RESULT_REPLY);
	}
	assert_int_equal(scripted_server_connections(exchange.server), 1);
	end(&exchange);
}

/* One transfer has come to no end: whatever connections there are may be dead, also while another one goes on. */
static void trusts_no_connection_after_a_hang(void **state)
{
	static const char *const replies[] = {OK_REPLY, "", OK_REPLY, NULL};
	static const struct script script = {.replies = replies, .keep_open = true};
	static const struct script hold = {.keep_open = true};

	(void)state;
	for (int way = 0; way < 4; way++) {
		const bool is_cancelled = way & 1, is_alone = way & 2;
		struct scripted_server *other = scripted_server_create(&hold);
		struct http_request post = {.method = HTTP_METHOD_POST,
					    .to_overridden_host = true,
					    .total_timeout_ms = is_cancelled ? HOURS_MS : 4 * SHORT_MS};
		struct dstr url = {0};
		struct exchange exchange;

		begin(&exchange, &script, (struct http_client_options){.allow_http = true});
		send_get(&exchange, 1);
		wait_for(&exchange.inbox, 1);
		if (!is_alone) {
			send_to(&exchange, 4, "http", scripted_server_port(other), "token");
			scripted_server_wait_for_requests(other, 1);
		}
		/* over a connection of its own */
		dstr_printf(&url, "http://127.0.0.1:%d/oauth/token", scripted_server_port(exchange.server));
		post.url = url.array;
		http_client_send(exchange.client, 2, &post);
		scripted_server_wait_for_requests(exchange.server, 2);
		if (is_cancelled)
			http_client_cancel(exchange.client, 2);
		assert_int_equal(wait_for(&exchange.inbox, 2)->result,
				 is_cancelled ? HTTP_RESULT_CANCELLED : HTTP_RESULT_TIMEOUT_FIRST_BYTE);
		send_get(&exchange, 3);
		assert_int_equal(wait_for(&exchange.inbox, 3)->result, HTTP_RESULT_REPLY);
		assert_int_equal(scripted_server_connections(exchange.server), 3);
		end(&exchange);
		scripted_server_destroy(other);
	}
}

/* It is a lost connection that is tried again, not a slow server. */
static void repeats_nothing_after_a_time_out(void **state)
{
	static const char *const replies[] = {OK_REPLY, "", OK_REPLY, NULL};
	static const struct script script = {.replies = replies, .keep_open = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	wait_for(&exchange.inbox, 1);
	send_within(&exchange, 2, "http", scripted_server_port(exchange.server), "token", 4 * SHORT_MS);
	assert_int_equal(wait_for(&exchange.inbox, 2)->result, HTTP_RESULT_TIMEOUT_FIRST_BYTE);
	assert_int_equal(scripted_server_requests(exchange.server), 2);
	assert_int_equal(scripted_server_connections(exchange.server), 1);
	end(&exchange);
}

static void runs_requests_in_parallel(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	bool seen[101] = {false};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	for (uint64_t id = 1; id <= 100; id++)
		send_get(&exchange, id);
	wait_for(&exchange.inbox, 100);
	for (size_t i = 0; i < 100; i++) {
		assert_int_equal(exchange.inbox.responses[i].result, HTTP_RESULT_REPLY);
		assert_false(seen[exchange.inbox.ids[i]]);
		seen[exchange.inbox.ids[i]] = true;
	}
	end(&exchange);
}

static void follows_no_redirect(void **state)
{
	static const struct script script = {
		.reply = "HTTP/1.1 302 Found\r\nLocation: /v2/elsewhere\r\nContent-Length: 0\r\n\r\n",
		.keep_open = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	assert_int_equal(wait_for(&exchange.inbox, 1)->status, 302);
	assert_int_equal(scripted_server_requests(exchange.server), 1);
	end(&exchange);
}

static void sends_nothing_unsafe(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	static const struct {
		bool allow_http;
		const char *token;
	} cases[] = {
		{false, "token"}, {true, "token\r\nX-Evil: 1"}, {true, "token\n"},
		{true, "to ken"}, {true, "tok\u00e9n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct exchange exchange;

		begin(&exchange, &script, (struct http_client_options){.allow_http = cases[i].allow_http});
		send_to(&exchange, 1, "http", scripted_server_port(exchange.server), cases[i].token);
		assert_int_not_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_REPLY);
		assert_false(exchange.inbox.responses[0].sent);
		assert_int_equal(scripted_server_connections(exchange.server), 0);
		end(&exchange);
	}
}

static int bind_loopback(int *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	const int bound = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(bound >= 0);
	assert_int_equal(bind(bound, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(getsockname(bound, (struct sockaddr *)&address, &size), 0);
	*port = ntohs(address.sin_port);
	return bound;
}

static void tells_how_connecting_fails(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	struct exchange exchange;
	int port;
	/* bound, so that nobody else gets the port, but not listening */
	const int deaf = bind_loopback(&port);

	(void)state;
	begin(&exchange, &script, (struct http_client_options){.allow_http = true});
	send_to(&exchange, 1, "http", port, "token");
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_REFUSED);
	assert_false(exchange.inbox.responses[0].sent);
	/* plain text where TLS is expected */
	send_to(&exchange, 2, "https", port, "token");
	assert_int_equal(wait_for(&exchange.inbox, 2)->result, HTTP_RESULT_REFUSED);
	end(&exchange);
	close(deaf);
}

#ifdef __linux__
/* Linux drops further attempts while a listener's queue is full: they hang. */
static void tells_when_connecting_hangs(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int queued[2];
	struct exchange exchange;
	int port;
	const int full = bind_loopback(&port);

	(void)state;
	assert_int_equal(listen(full, 0), 0);
	address.sin_port = htons((uint16_t)port);
	for (size_t i = 0; i < COUNT(queued); i++) {
		queued[i] = socket(AF_INET, SOCK_STREAM, 0);
		fcntl(queued[i], F_SETFL, O_NONBLOCK);
		connect(queued[i], (struct sockaddr *)&address, sizeof(address));
	}
	begin(&exchange, &script, (struct http_client_options){.allow_http = true, .connect_timeout_ms = SHORT_MS});
	send_to(&exchange, 1, "http", port, "token");
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_TIMEOUT_CONNECT);
	assert_false(exchange.inbox.responses[0].sent);
	end(&exchange);

	/* the request's own time ends connecting too */
	begin(&exchange, &script, (struct http_client_options){.allow_http = true, .connect_timeout_ms = HOURS_MS});
	send_within(&exchange, 1, "http", port, "token", SHORT_MS);
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_TIMEOUT_CONNECT);
	end(&exchange);
	for (size_t i = 0; i < COUNT(queued); i++)
		close(queued[i]);
	close(full);
}
#endif

static void takes_a_requests_own_time(void **state)
{
	static const struct script hold = {.keep_open = true};
	struct scripted_server *other = scripted_server_create(&hold);
	struct exchange exchange;

	(void)state;
	/* shorter than the client's */
	begin(&exchange, &hold,
	      (struct http_client_options){.allow_http = true,
					   .connect_timeout_ms = HOURS_MS,
					   .total_timeout_ms = HOURS_MS});
	send_within(&exchange, 1, "http", scripted_server_port(exchange.server), "token", 4 * SHORT_MS);
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_TIMEOUT_FIRST_BYTE);
	assert_true(exchange.inbox.responses[0].sent);
	end(&exchange);

	/* longer than the client's: it is still there when one that was sent later has ended */
	begin(&exchange, &hold, (struct http_client_options){.allow_http = true, .total_timeout_ms = SHORT_MS});
	send_within(&exchange, 1, "http", scripted_server_port(exchange.server), "token", HOURS_MS);
	/* to another server: of two to the same one, the second waits for what the first one's connection can do */
	send_to(&exchange, 2, "http", scripted_server_port(other), "token");
	wait_for(&exchange.inbox, 1);
	assert_int_equal(exchange.inbox.ids[0], 2);
	http_client_cancel(exchange.client, 1);
	assert_int_equal(wait_for(&exchange.inbox, 2)->result, HTTP_RESULT_CANCELLED);
	end(&exchange);
	scripted_server_destroy(other);
}

static void cancels(void **state)
{
	static const struct script hold = {.keep_open = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &hold, (struct http_client_options){.allow_http = true});
	/* nobody's: no callback comes of it */
	http_client_cancel(exchange.client, 99);
	send_get(&exchange, 1);
	scripted_server_wait_for_requests(exchange.server, 1);
	http_client_cancel(exchange.client, 1);
	assert_int_equal(wait_for(&exchange.inbox, 1)->result, HTTP_RESULT_CANCELLED);
	assert_int_equal(exchange.inbox.ids[0], 1);
	assert_true(exchange.inbox.responses[0].sent);

	/* so early that nothing may have been sent */
	send_get(&exchange, 2);
	http_client_cancel(exchange.client, 2);
	http_client_cancel(exchange.client, 2);
	assert_int_equal(wait_for(&exchange.inbox, 2)->result, HTTP_RESULT_CANCELLED);
	assert_int_equal(exchange.inbox.ids[1], 2);
	end(&exchange);
	assert_int_equal(exchange.inbox.count, 2);
}

static void is_destroyed_while_requests_hang(void **state)
{
	static const struct script hold = {.keep_open = true};
	struct exchange exchange;

	(void)state;
	begin(&exchange, &hold, (struct http_client_options){.allow_http = true});
	send_get(&exchange, 1);
	scripted_server_wait_for_requests(exchange.server, 1);
	/* one that the thread has perhaps not even taken up */
	send_get(&exchange, 2);
	http_client_destroy(exchange.client);
	/* here the server still holds the first one */
	exchange.client = NULL;
	assert_int_equal(exchange.inbox.count, 0);
	end(&exchange);
	assert_int_equal(exchange.inbox.count, 0);
}

static void is_destroyed_at_any_moment(void **state)
{
	static const struct script script = {.reply = OK_REPLY, .keep_open = true};

	(void)state;
	for (size_t i = 0; i < 50; i++) {
		struct exchange exchange;

		begin(&exchange, &script, (struct http_client_options){.allow_http = true});
		for (uint64_t id = 1; id <= i % 10; id++)
			send_get(&exchange, id);
		wait_for(&exchange.inbox, i % 10 ? 1 : 0);
		end(&exchange);
	}
}

static char *find_proxy(void *data, const char *url)
{
	struct dstr proxy = {0};

	(void)url;
	dstr_printf(&proxy, "http://anna:secret@127.0.0.1:%d", scripted_server_port(*(struct scripted_server **)data));
	return proxy.array;
}

static void asks_the_proxy(void **state)
{
	static const struct {
		struct script script;
		const char *scheme;
		const char *received;
		enum http_result result;
	} cases[] = {
		{{.reply = OK_REPLY, .keep_open = true},
		 "http",
		 "GET http://127.0.0.1:1/v2/x HTTP/1.1\r\n",
		 HTTP_RESULT_REPLY},
		{{.reply = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"},
		 "https",
		 "CONNECT 127.0.0.1:1 HTTP/1.1\r\n",
		 HTTP_RESULT_PROXY_REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response *response;
		struct exchange exchange;
		char *received;

		begin(&exchange, &cases[i].script,
		      (struct http_client_options){.allow_http = true,
						   .find_proxy = find_proxy,
						   .find_proxy_data = &exchange.server});
		send_to(&exchange, 1, cases[i].scheme, 1, "token");
		response = wait_for(&exchange.inbox, 1);
		check_number(cases[i].scheme, "result", response->result, cases[i].result);
		check_absent(cases[i].scheme, "error", response->error, "secret");
		received = scripted_server_received(exchange.server);
		assert_int_equal(strncmp(received, cases[i].received, strlen(cases[i].received)), 0);
		bfree(received);
		end(&exchange);
	}
}

static int without_proxy(void **state)
{
	scripted_server_forget_proxy();
	return remember_allocations(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_how_requests_end),
		cmocka_unit_test(keeps_headers),
		cmocka_unit_test(stops_reading_huge_bodies),
		cmocka_unit_test(sends_what_it_was_given),
		cmocka_unit_test(posts_forms),
		cmocka_unit_test(posts_once),
		cmocka_unit_test(overrides_for_overridden_hosts_alone),
		cmocka_unit_test(repeats_what_may_be_repeated),
		cmocka_unit_test(reuses_the_connection),
		cmocka_unit_test(trusts_no_connection_after_a_hang),
		cmocka_unit_test(repeats_nothing_after_a_time_out),
		cmocka_unit_test(runs_requests_in_parallel),
		cmocka_unit_test(follows_no_redirect),
		cmocka_unit_test(sends_nothing_unsafe),
		cmocka_unit_test(tells_how_connecting_fails),
#ifdef __linux__
		cmocka_unit_test(tells_when_connecting_hangs),
#endif
		cmocka_unit_test(takes_a_requests_own_time),
		cmocka_unit_test(cancels),
		cmocka_unit_test(is_destroyed_while_requests_hang),
		cmocka_unit_test(is_destroyed_at_any_moment),
		cmocka_unit_test(asks_the_proxy),
	};

	return cmocka_run_group_tests(tests, without_proxy, expect_no_leak);
}
