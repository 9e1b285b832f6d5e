/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <inttypes.h>

#include <util/bmem.h>

#include "core/base/log.h"

#define CONNECT_TIMEOUT_MS 10000
#define TOTAL_TIMEOUT_MS 20000

/* A request that is under way. */
struct api_call {
	struct api_call *next;
	uint64_t id;
	struct completion completion;
};

struct reply_task {
	struct controller *controller;
	uint64_t call_id;
	struct http_response response;
};

static void drop_reply(void *data)
{
	struct reply_task *task = data;

	http_response_free(&task->response);
	bfree(task);
}

void controller_log_reply(const char *host, const struct http_response *response, const char *tracking_id)
{
	if (response->result == HTTP_RESULT_REPLY)
		plugin_log(LOG_INFO, "%s answered HTTP %ld in %" PRId64 " ms (HTTP/%s, tracking id %s)", host,
			   response->status, (response->duration_us + 500) / 1000,
			   response->http_version == 20 ? "2" : "1", tracking_id ? tracking_id : "none");
}

static void take_reply(void *data)
{
	struct reply_task *task = data;
	struct api_call **link = &task->controller->calls;
	struct api_call *call;

	while ((*link)->id != task->call_id)
		link = &(*link)->next;
	call = *link;
	*link = call->next;
	completion_finish(&call->completion, &task->response);
	bfree(call);
	drop_reply(task);
}

/* network thread; and, for a request that was not sent, the UI thread */
static void receive_response(void *data, uint64_t call_id, struct http_response *response)
{
	struct controller *controller = data;
	struct reply_task *task = bzalloc(sizeof(*task));

	task->controller = controller;
	task->call_id = call_id;
	task->response = *response;
	controller->host.loop.post(controller->host.loop.data, take_reply, drop_reply, task);
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
		.find_proxy = controller->host.system.find_proxy,
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

void controller_send(struct controller *controller, struct http_request *request, const struct completion *completion)
{
	struct http_response response = {.result = HTTP_RESULT_CANCELLED};
	struct api_call *call = bzalloc(sizeof(*call));

	call->next = controller->calls;
	call->id = ++controller->last_call;
	call->completion = *completion;
	controller->calls = call;
	zoom_endpoint_mark(&controller->endpoint, request);
	if (!controller->is_ending) {
		if (!may_see_secrets(controller, request)) {
			response.result = HTTP_RESULT_UNTRUSTED;
		} else if (start_http_client(controller)) {
			http_client_send(controller->http_client, call->id, request);
			return;
		} else {
			response.result = HTTP_RESULT_NO_MEMORY;
		}
	}
	http_request_free(request);
	receive_response(controller, call->id, &response);
}

void controller_cancel_request(struct controller *controller, const uint64_t *awaited, uint64_t question)
{
	for (const struct api_call *call = controller->calls; call; call = call->next) {
		if (call->completion.awaited == awaited && call->completion.question == question &&
		    controller->http_client)
			http_client_cancel(controller->http_client, call->id);
	}
}

void controller_free_calls(struct controller *controller)
{
	while (controller->calls) {
		struct api_call *call = controller->calls;

		controller->calls = call->next;
		bfree(call);
	}
}
