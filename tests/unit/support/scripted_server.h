/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * A TCP server on 127.0.0.1 with a thread and a port of its own, which does the
 * same with each HTTP request that has come in whole.
 */

struct scripted_server;

struct script {
	const char *reply; /* bytes to send; NULL: none */
	size_t reply_size; /* 0: as long as the text is */
	/* instead of reply: the one for each request, the last one for all that follow; ends with NULL */
	const char *const *replies;
	bool keep_open;      /* afterwards the connection stays, else it is closed */
	size_t closes_after; /* keep_open: but not after that request, counted from 1 */
	bool reset;          /* closed by a reset */
	bool goes;           /* with closes_after: from then on it accepts no connection */
};

/* Forgets the proxy of the environment; creating a server does so, too. */
void scripted_server_forget_proxy(void);

/* The script is borrowed for the server's life. */
struct scripted_server *scripted_server_create(const struct script *script);

/* Closes all connections and ends the thread. */
void scripted_server_destroy(struct scripted_server *server);

int scripted_server_port(const struct scripted_server *server);

/* Returns once that many requests have come in whole since the start. */
void scripted_server_wait_for_requests(struct scripted_server *server, size_t count);

size_t scripted_server_connections(struct scripted_server *server);
size_t scripted_server_requests(struct scripted_server *server);

/* All that was received, a copy; free with bfree. */
char *scripted_server_received(struct scripted_server *server);
