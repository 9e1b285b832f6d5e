/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>

#include <util/bmem.h>

#include "core/base/log.h"

#define CONNECT_TIMEOUT_MS 10000
#define TOTAL_TIMEOUT_MS 20000

struct reply_task {
	struct controller *controller;
	uint64_t request_id;
	struct http_response response;
};

static void drop_reply(void *data)
{
	struct reply_task *task = data;

	http_response_free(&task->response);
	bfree(task);
}

static void log_reply(const char *host, const struct http_response *response, const char *tracking_id)
{
	if (response->result == HTTP_RESULT_REPLY)
		plugin_log(LOG_INFO, "%s answered HTTP %ld in %" PRId64 " ms (HTTP/%s, tracking id %s)", host,
			   response->status, (response->duration_us + 500) / 1000,
			   response->http_version == 20 ? "2" : "1", tracking_id ? tracking_id : "none");
}

static void hand_to_sync(struct controller *controller, const struct reply_task *task)
{
	const struct moment moment = controller_now();
	struct sync_effects effects = {0};

	sync_reply(controller->sync, task->request_id, &task->response, &moment, &effects);
	log_reply(controller->api_host, &task->response, effects.tracking_id);
	controller_run_effects(controller, &effects);
}

static void hand_to_keeper(struct controller *controller, const struct reply_task *task)
{
	struct account_session *session = controller_session_of_id(controller, task->request_id);
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	log_reply(controller->endpoint.oauth_host, &task->response, NULL);
	token_source_reply(session->token_source, task->request_id, &task->response, &moment, &effects);
	controller_run_token_effects(controller, session, &effects);
}

static void hand_to_sign_in(struct controller *controller, const struct reply_task *task)
{
	const struct moment moment = controller_now();
	struct sign_in_effects effects = {0};

	log_reply(controller->endpoint.oauth_host, &task->response, NULL);
	sign_in_reply(controller->sign_in, task->request_id, &task->response, &moment, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

static void hand_to_check(struct controller *controller, const struct reply_task *task)
{
	const struct moment moment = controller_now();
	struct account_probe_effects effects = {0};

	log_reply(controller->api_host, &task->response, NULL);
	account_probe_reply(controller->probe, task->request_id, &task->response, &moment, &effects);
	controller_run_probe_effects(controller, &effects);
}

static void take_reply(void *data)
{
	struct reply_task *task = data;
	struct controller *controller = task->controller;

	if (task->request_id & CONTROLLER_SESSION_IDS)
		hand_to_keeper(controller, task);
	else if (task->request_id & CONTROLLER_SIGN_IN_IDS)
		hand_to_sign_in(controller, task);
	else if (task->request_id & CONTROLLER_PROBE_IDS)
		hand_to_check(controller, task);
	else
		hand_to_sync(controller, task);
	drop_reply(task);
}

/* network thread; and, for a request that was not sent, the UI thread */
static void receive_response(void *data, uint64_t request_id, struct http_response *response)
{
	struct controller *controller = data;
	struct reply_task *task = bzalloc(sizeof(*task));

	task->controller = controller;
	task->request_id = request_id;
	task->response = *response;
	controller->ports.post(controller->ports.data, take_reply, drop_reply, task);
}

/* Not before it is needed: OBS's start is not the time for it. */
static bool start_http_client(struct controller *controller)
{
	const struct http_client_options options = {
		.user_agent = PLUGIN_NAME "/" PLUGIN_VERSION,
		.ca_file = controller->endpoint.ca_file,
		.allow_http = controller->endpoint.allow_http,
		.connect_timeout_ms = CONNECT_TIMEOUT_MS,
		.total_timeout_ms = TOTAL_TIMEOUT_MS,
		.find_proxy = controller->ports.find_proxy,
		.find_proxy_data = controller->ports.data,
	};

	if (!controller->http_client)
		controller->http_client = http_client_create(&options, receive_response, controller);
	return controller->http_client != NULL;
}

/* All requests carry a token, a client's secret or a code. */
static bool may_see_secrets(struct controller *controller, const struct http_request *request)
{
	char *host;

	if (!problem_is_set(&controller->endpoint_problem) &&
	    zoom_endpoint_is_trusted(&controller->endpoint, request->url))
		return true;
	host = zoom_endpoint_host_of(request->url);
	plugin_log(LOG_ERROR, "a request was not sent: %s must not see the account's secrets",
		   host ? host : "what is no address");
	bfree(host);
	return false;
}

void controller_send(struct controller *controller, uint64_t id, struct http_request *request)
{
	struct http_response response = {.result = HTTP_RESULT_CANCELLED};

	zoom_endpoint_mark(&controller->endpoint, request);
	if (!controller->is_ending) {
		if (!may_see_secrets(controller, request)) {
			response.result = HTTP_RESULT_UNTRUSTED;
		} else if (start_http_client(controller)) {
			http_client_send(controller->http_client, id, request);
			return;
		} else {
			response.result = HTTP_RESULT_NO_MEMORY;
		}
	}
	http_request_free(request);
	receive_response(controller, id, &response);
}

void controller_cancel_request(struct controller *controller, uint64_t id)
{
	if (controller->http_client)
		http_client_cancel(controller->http_client, id);
}
