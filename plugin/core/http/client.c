/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/http/client.h"

#include <signal.h>
#include <string.h>

#include <curl/curl.h>
#include <util/darray.h>
#include <util/threading.h>

#include "core/base/text.h"
#include "core/http/transfer.h"

/* Nothing to do: the thread sleeps until it is woken. curl_multi_poll wants a number. */
#define SLEEP_MS (24 * 60 * 60 * 1000)

struct command {
	uint64_t request_id;
	struct http_transfer *transfer; /* to be begun; NULL: the one of that id is to be cancelled */
};

struct http_client {
	struct http_client_options options;
	http_response_callback_t callback;
	void *callback_data;

	pthread_t thread;
	DARRAY(struct http_transfer *) transfers; /* network thread only */
	bool connections_distrusted;              /* network thread only: a transfer over one of them has hung */

	pthread_mutex_t mutex; /* guards what follows; held for a few instructions only */
	CURLM *multi;          /* replaced by the network thread alone, which therefore may read it freely */
	DARRAY(struct command) commands;
	bool stopping;
};

static const struct text_members texts_of_options = TEXT_MEMBERS(struct http_client_options,
								 offsetof(struct http_client_options, user_agent),
								 offsetof(struct http_client_options, ca_file));

/* Reports how it has ended, but for what is dropped when the client stops. */
static void end_transfer(struct http_client *client, struct http_transfer *transfer)
{
	bool stopping;

	pthread_mutex_lock(&client->mutex);
	stopping = client->stopping;
	pthread_mutex_unlock(&client->mutex);
	if (!stopping) {
		client->callback(client->callback_data, transfer->request_id, &transfer->response);
		/* its contents are the callee's now */
		memset(&transfer->response, 0, sizeof(transfer->response));
	}
	if (transfer->easy)
		curl_multi_remove_handle(client->multi, transfer->easy);
	da_erase_item(client->transfers, &transfer);
	http_transfer_free(transfer);
}

/*
 * CURLMOPT_QUICK_EXIT of 8.20, by its number: a module that was built with an older libcurl may run with that one, and
 * would wait for its look-ups. An older one knows no such option, and waits for none.
 */
#define QUICK_EXIT ((CURLMoption)(CURLOPTTYPE_LONG + 21))

static CURLM *create_multi(void)
{
	CURLM *multi = curl_multi_init();

	if (multi)
		curl_multi_setopt(multi, QUICK_EXIT, 1L);
	return multi;
}

/*
 * An HTTP/2 connection outlives a transfer over it that was cancelled or timed
 * out, also when it is the connection that is dead: the next one would hang too.
 * A new multi handle forgets the old ones; until the last transfer has left the
 * old handle, each that begins has a connection of its own.
 */
static void renew_connections(struct http_client *client)
{
	CURLM *fresh, *old = client->multi;

	if (!client->connections_distrusted || client->transfers.num)
		return;
	fresh = create_multi();
	if (!fresh)
		return;
	pthread_mutex_lock(&client->mutex);
	client->multi = fresh;
	/* a wake-up meanwhile may have gone to the old one */
	curl_multi_wakeup(fresh);
	pthread_mutex_unlock(&client->mutex);
	curl_multi_cleanup(old);
	client->connections_distrusted = false;
}

static void start_transfer(struct http_client *client, struct http_transfer *transfer)
{
	renew_connections(client);
	da_push_back(client->transfers, &transfer);
	if (http_transfer_prepare(transfer, &client->options, client->connections_distrusted) &&
	    curl_multi_add_handle(client->multi, transfer->easy) == CURLM_OK)
		return;
	transfer->response.result = HTTP_RESULT_NO_MEMORY;
	end_transfer(client, transfer);
}

static void cancel_transfer(struct http_client *client, uint64_t request_id)
{
	for (size_t i = 0; i < client->transfers.num; i++) {
		struct http_transfer *transfer = client->transfers.array[i];

		if (transfer->request_id != request_id)
			continue;
		http_transfer_finish(transfer, CURLE_ABORTED_BY_CALLBACK);
		transfer->response.result = HTTP_RESULT_CANCELLED;
		client->connections_distrusted = true;
		end_transfer(client, transfer);
		return;
	}
}

/* Runs what was asked for. Returns false where the client is to stop: then that is dropped. */
static bool run_commands(struct http_client *client)
{
	DARRAY(struct command) commands;
	bool stopping;

	pthread_mutex_lock(&client->mutex);
	da_init(commands);
	da_move(commands, client->commands);
	stopping = client->stopping;
	pthread_mutex_unlock(&client->mutex);

	for (size_t i = 0; i < commands.num; i++) {
		const struct command *command = &commands.array[i];

		if (command->transfer && stopping)
			http_transfer_free(command->transfer);
		else if (command->transfer)
			start_transfer(client, command->transfer);
		else if (!stopping)
			cancel_transfer(client, command->request_id);
	}
	da_free(commands);
	return !stopping;
}

static void collect_ended(struct http_client *client)
{
	CURLMsg *message;
	int remaining;

	while ((message = curl_multi_info_read(client->multi, &remaining)) != NULL) {
		struct http_transfer *transfer = NULL;
		CURLcode code;

		if (message->msg != CURLMSG_DONE)
			continue;
		/* the message goes with its handle's removal */
		code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
		curl_multi_remove_handle(client->multi, transfer->easy);
		if (http_transfer_repeat(transfer, code) &&
		    curl_multi_add_handle(client->multi, transfer->easy) == CURLM_OK)
			continue;
		http_transfer_finish(transfer, code);
		if (code == CURLE_OPERATION_TIMEDOUT)
			client->connections_distrusted = true;
		end_transfer(client, transfer);
	}
}

/* A server that closes while something is written to it must not end OBS by a signal. */
static void ignore_broken_pipes(void)
{
#ifndef _WIN32
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
#endif
}

static void *network_thread(void *data)
{
	struct http_client *client = data;

	os_set_thread_name("zoom-livestream");
	ignore_broken_pipes();
	while (run_commands(client)) {
		int running;

		curl_multi_perform(client->multi, &running);
		collect_ended(client);
		renew_connections(client);
		curl_multi_poll(client->multi, NULL, 0, SLEEP_MS, NULL);
	}
	while (client->transfers.num)
		end_transfer(client, client->transfers.array[0]);
	return NULL;
}

static void free_client(struct http_client *client)
{
	curl_multi_cleanup(client->multi);
	da_free(client->transfers);
	text_free_members(&client->options, &texts_of_options);
	bfree(client);
	curl_global_cleanup();
}

struct http_client *http_client_create(const struct http_client_options *options, http_response_callback_t callback,
				       void *callback_data)
{
	struct http_client *client;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	client = bzalloc(sizeof(*client));
	text_copy_members(&client->options, options, &texts_of_options);
	client->callback = callback;
	client->callback_data = callback_data;

	client->multi = create_multi();
	if (client->multi && pthread_mutex_init(&client->mutex, NULL) == 0) {
		if (pthread_create(&client->thread, NULL, network_thread, client) == 0)
			return client;
		pthread_mutex_destroy(&client->mutex);
	}
	free_client(client);
	return NULL;
}

static void post_command(struct http_client *client, const struct command *command)
{
	pthread_mutex_lock(&client->mutex);
	da_push_back(client->commands, command);
	curl_multi_wakeup(client->multi);
	pthread_mutex_unlock(&client->mutex);
}

void http_client_send(struct http_client *client, uint64_t request_id, struct http_request *request)
{
	const struct command command = {request_id, http_transfer_create(request_id, request)};

	post_command(client, &command);
}

void http_client_cancel(struct http_client *client, uint64_t request_id)
{
	const struct command command = {request_id, NULL};

	post_command(client, &command);
}

void http_client_destroy(struct http_client *client)
{
	if (!client)
		return;
	pthread_mutex_lock(&client->mutex);
	client->stopping = true;
	curl_multi_wakeup(client->multi);
	pthread_mutex_unlock(&client->mutex);
	pthread_join(client->thread, NULL);

	run_commands(client);
	pthread_mutex_destroy(&client->mutex);
	free_client(client);
}
