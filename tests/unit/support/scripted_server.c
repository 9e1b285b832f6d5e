/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <util/dstr.h>

#define CONNECTIONS_MAX 128

struct connection {
	int socket;
	struct dstr request;
};

struct scripted_server {
	const struct script *script;
	pthread_t thread;
	int listener;
	int stop_pipe[2];
	int port;
	struct connection connections[CONNECTIONS_MAX];
	size_t open;

	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t changed;
	struct dstr received;
	size_t connection_count;
	size_t request_count;
};

static void require(bool condition, const char *what)
{
	if (condition)
		return;
	perror(what);
	abort();
}

static bool is_whole(const struct dstr *request)
{
	const char *end = dstr_is_empty(request) ? NULL : strstr(request->array, "\r\n\r\n");
	const char *length = end ? astrstri(request->array, "\r\ncontent-length:") : NULL;
	const size_t body = length && length < end ? strtoul(strchr(length, ':') + 1, NULL, 10) : 0;

	return end && request->len >= (size_t)(end + 4 - request->array) + body;
}

static void close_connection(struct scripted_server *server, size_t index)
{
	struct connection *connection = &server->connections[index];

	close(connection->socket);
	dstr_free(&connection->request);
	*connection = server->connections[--server->open];
}

static void count_request(struct scripted_server *server)
{
	pthread_mutex_lock(&server->mutex);
	server->request_count++;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->mutex);
}

static const char *next_reply(const struct scripted_server *server)
{
	const char *const *reply = server->script->replies;

	/* this thread alone counts */
	for (size_t i = 0; i < server->request_count && reply[1]; i++)
		reply++;
	return *reply;
}

static void answer(struct scripted_server *server, size_t index)
{
	struct connection *connection = &server->connections[index];
	const struct script *script = server->script;
	const char *data = script->replies ? next_reply(server) : script->reply;
	size_t remaining = data && !script->reply_size ? strlen(data) : script->reply_size;

	dstr_free(&connection->request);
	/* before the client can know of it */
	count_request(server);
	while (remaining) {
		const ssize_t sent = send(connection->socket, data, remaining, MSG_NOSIGNAL);

		/* the client may well have heard enough */
		if (sent <= 0)
			break;
		data += sent;
		remaining -= (size_t)sent;
	}
	if (script->reset) {
		const struct linger at_once = {.l_onoff = 1};

		setsockopt(connection->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	}
	if (script->goes && server->request_count == script->closes_after) {
		close(server->listener);
		/* which poll does not look at */
		server->listener = -1;
	}
	if (!script->keep_open || server->request_count == script->closes_after)
		close_connection(server, index);
}

static void receive(struct scripted_server *server, size_t index)
{
	struct connection *connection = &server->connections[index];
	char data[4096];
	const ssize_t size = recv(connection->socket, data, sizeof(data), 0);

	if (size <= 0) {
		close_connection(server, index);
		return;
	}
	pthread_mutex_lock(&server->mutex);
	dstr_ncat(&server->received, data, (size_t)size);
	pthread_mutex_unlock(&server->mutex);
	dstr_ncat(&connection->request, data, (size_t)size);
	if (is_whole(&connection->request))
		answer(server, index);
}

static void accept_connection(struct scripted_server *server)
{
	const int socket = accept(server->listener, NULL, NULL);

	require(socket >= 0 && server->open < CONNECTIONS_MAX, "accept");
	server->connections[server->open++] = (struct connection){.socket = socket};
	pthread_mutex_lock(&server->mutex);
	server->connection_count++;
	pthread_mutex_unlock(&server->mutex);
}

static void *serve(void *data)
{
	struct scripted_server *server = data;

	for (;;) {
		struct pollfd polled[CONNECTIONS_MAX + 2];
		const size_t open = server->open;

		polled[0] = (struct pollfd){.fd = server->stop_pipe[0], .events = POLLIN};
		polled[1] = (struct pollfd){.fd = server->listener, .events = POLLIN};
		for (size_t i = 0; i < open; i++)
			polled[i + 2] = (struct pollfd){.fd = server->connections[i].socket, .events = POLLIN};
		require(poll(polled, (nfds_t)(open + 2), -1) > 0, "poll");
		if (polled[0].revents)
			return NULL;
		/* from the last one down: closing one puts the last one into its place */
		for (size_t i = open; i-- > 0;) {
			if (polled[i + 2].revents)
				receive(server, i);
		}
		if (polled[1].revents)
			accept_connection(server);
	}
}

void scripted_server_forget_proxy(void)
{
	static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
					    "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (getenv(names[i]))
			unsetenv(names[i]);
}

struct scripted_server *scripted_server_create(const struct script *script)
{
	struct scripted_server *server = bzalloc(sizeof(*server));
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);

	scripted_server_forget_proxy();
	server->script = script;
	server->listener = socket(AF_INET, SOCK_STREAM, 0);
	require(server->listener >= 0, "socket");
	require(bind(server->listener, (struct sockaddr *)&address, sizeof(address)) == 0, "bind");
	require(listen(server->listener, CONNECTIONS_MAX) == 0, "listen");
	require(getsockname(server->listener, (struct sockaddr *)&address, &size) == 0, "getsockname");
	require(pipe(server->stop_pipe) == 0, "pipe");
	server->port = ntohs(address.sin_port);
	pthread_mutex_init(&server->mutex, NULL);
	pthread_cond_init(&server->changed, NULL);
	require(pthread_create(&server->thread, NULL, serve, server) == 0, "pthread_create");
	return server;
}

void scripted_server_destroy(struct scripted_server *server)
{
	require(write(server->stop_pipe[1], "", 1) == 1, "write");
	pthread_join(server->thread, NULL);
	while (server->open)
		close_connection(server, server->open - 1);
	if (server->listener >= 0)
		close(server->listener);
	close(server->stop_pipe[0]);
	close(server->stop_pipe[1]);
	pthread_cond_destroy(&server->changed);
	pthread_mutex_destroy(&server->mutex);
	dstr_free(&server->received);
	bfree(server);
}

int scripted_server_port(const struct scripted_server *server)
{
	return server->port;
}

void scripted_server_wait_for_requests(struct scripted_server *server, size_t count)
{
	pthread_mutex_lock(&server->mutex);
	while (server->request_count < count)
		pthread_cond_wait(&server->changed, &server->mutex);
	pthread_mutex_unlock(&server->mutex);
}

size_t scripted_server_connections(struct scripted_server *server)
{
	size_t count;

	pthread_mutex_lock(&server->mutex);
	count = server->connection_count;
	pthread_mutex_unlock(&server->mutex);
	return count;
}

size_t scripted_server_requests(struct scripted_server *server)
{
	size_t count;

	pthread_mutex_lock(&server->mutex);
	count = server->request_count;
	pthread_mutex_unlock(&server->mutex);
	return count;
}

char *scripted_server_received(struct scripted_server *server)
{
	char *copy;

	pthread_mutex_lock(&server->mutex);
	copy = bstrdup(dstr_is_empty(&server->received) ? "" : server->received.array);
	pthread_mutex_unlock(&server->mutex);
	return copy;
}
