/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/api.h"

#include <inttypes.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/controller/controller_private.h"
#include "core/zoom/reply.h"

#define CONNECT_TIMEOUT_MS 10000
#define TOTAL_TIMEOUT_MS 20000

/* A request that is under way, or waits for a token. */
struct api_call {
	struct api_call *next;
	uint64_t id;
	struct completion completion;
	struct api_access *access;   /* NULL: it needs none */
	struct http_request request; /* with access: to be sent once more */
	struct http_response refusal;
	int64_t spent_us; /* on the try that was refused */
	bool is_cancelled;
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

void api_log_reply(const char *host, const struct http_response *response, const char *tracking_id)
{
	if (response->result == HTTP_RESULT_REPLY)
		plugin_log(LOG_INFO, "%s answered HTTP %ld in %" PRId64 " ms (HTTP/%s, tracking id %s)", host,
			   response->status, (response->duration_us + 500) / 1000,
			   response->http_version == 20 ? "2" : "1", tracking_id ? tracking_id : "none");
}

static void take_reply(void *data);

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

static void send_call(struct controller *controller, struct api_call *call, struct http_request *request)
{
	struct http_response response = {.result = HTTP_RESULT_CANCELLED};

	call->next = controller->calls;
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

static void send_with_token(struct controller *controller, struct api_call *call)
{
	struct http_request request;
	struct dstr url = {0};

	secret_set(&call->request.bearer_token, call->access->token);
	http_request_copy(&request, &call->request);
	dstr_printf(&url, "%s%s", controller->api_url, call->request.url);
	bfree(request.url);
	request.url = url.array;
	send_call(controller, call, &request);
}

static void call_free(struct api_call *call)
{
	http_request_free(&call->request);
	http_response_free(&call->refusal);
	bfree(call);
}

/* Why Zoom has refused the request, or its token; *reply stays empty where it has not. */
static void read_refusal(struct zoom_reply *reply, const struct http_response *response)
{
	const struct redaction nothing = {0};
	const struct zoom_reply_reading reading = {.host = "", .redaction = &nothing};
	/* a failure has come with 200 too, where else there is what Zoom holds */
	const bool tells_code = response->status >= 400 || (response->body && strstr(response->body, "\"code\""));

	if (response->result == HTTP_RESULT_REPLY && response->status < 500 && tells_code)
		zoom_reply_read_update(reply, response, &reading);
}

static void set_token(struct api_access *access, const char *token, const char *scope)
{
	secret_set(&access->token, token);
	text_set(&access->scope, scope);
}

/* Another request follows it, with another token. */
static void log_refusal(const struct api_call *call)
{
	const struct redaction redaction = {.secrets = {call->request.bearer_token}};
	char *tracking_id = zoom_reply_tracking_id(&call->refusal, &redaction);

	api_log_reply(call->access->controller->api_host, &call->refusal, tracking_id);
	bfree(tracking_id);
}

static void token_answered(void *context, const void *answer)
{
	const struct token_source_effects *told = answer;
	struct api_access *access = context;
	struct api_call *call = access->waiting;
	struct api_reply reply = {
		.problem = told->token ? NULL : &told->problem,
		.may_work_later = told->may_work_later,
	};

	access->waiting = NULL;
	if (!call) {
		if (completion_is_awaited(&access->asker))
			set_token(access, told->token, told->scope);
		completion_finish(&access->asker, &reply);
	} else if (told->token && !text_same(told->token, access->token)) {
		log_refusal(call);
		set_token(access, told->token, told->scope);
		send_with_token(access->controller, call);
	} else {
		/* where there is no other one than that which was refused, the refusal stands */
		reply.response = &call->refusal;
		reply.token = call->request.bearer_token;
		completion_finish(&call->completion, &reply);
		call_free(call);
	}
}

static void ask_token(struct api_access *access, const char *refused)
{
	const struct completion completion = {token_answered, access, &access->awaited, ++access->awaited};

	controller_ask_token(access->controller, &completion, refused);
}

static void take_reply(void *data)
{
	struct reply_task *task = data;
	struct http_response *response = &task->response;
	struct api_call **link = &task->controller->calls;
	struct api_reply reply = {.response = response};
	struct zoom_reply refusal = {0};
	struct api_access *access;
	struct api_call *call;

	while ((*link)->id != task->call_id)
		link = &(*link)->next;
	call = *link;
	*link = call->next;
	access = call->access;
	if (access)
		read_refusal(&refusal, response);
	/* what only reads may be sent again every few seconds, by nobody's hand */
	if (refusal.missing_scope && call->request.method != HTTP_METHOD_GET)
		controller_doubt_token(task->controller, call->request.bearer_token);
	if (access && !access->is_renewed && !call->is_cancelled && completion_is_awaited(&call->completion) &&
	    refusal.outcome == ZOOM_REPLY_TOKEN) {
		call->refusal = *response;
		call->spent_us = response->duration_us;
		memset(response, 0, sizeof(*response));
		access->is_renewed = true;
		access->waiting = call;
		ask_token(access, call->request.bearer_token);
	} else {
		response->duration_us += call->spent_us;
		reply.token = call->request.bearer_token;
		completion_finish(&call->completion, &reply);
		call_free(call);
	}
	zoom_reply_free(&refusal);
	drop_reply(task);
}

static void give_up_waiting(struct api_access *access)
{
	if (access->waiting)
		call_free(access->waiting);
	access->waiting = NULL;
}

void api_open(struct controller *controller, struct api_access *access, const struct completion *asker)
{
	give_up_waiting(access);
	set_token(access, NULL, NULL);
	access->is_renewed = false;
	access->controller = controller;
	if (!asker)
		return;
	access->asker = *asker;
	ask_token(access, NULL);
}

void api_close(struct api_access *access)
{
	set_token(access, NULL, NULL);
}

void api_send(struct controller *controller, struct api_access *access, struct http_request *request,
	      const struct completion *completion)
{
	struct api_call *call = bzalloc(sizeof(*call));

	call->id = ++controller->last_call;
	call->completion = *completion;
	call->access = access;
	if (!access) {
		send_call(controller, call, request);
		return;
	}
	call->request = *request;
	memset(request, 0, sizeof(*request));
	if (access->token) {
		send_with_token(controller, call);
		return;
	}
	access->waiting = call;
	ask_token(access, NULL);
}

static bool is_completed_by(const struct api_call *call, const uint64_t *awaited, uint64_t question)
{
	return call && question && call->completion.awaited == awaited && call->completion.question == question;
}

static void cancel_waiting(struct controller *controller, struct api_access *access, const uint64_t *awaited,
			   uint64_t question)
{
	struct http_response response = {.result = HTTP_RESULT_CANCELLED};
	struct api_call *call = access->waiting;

	if (!is_completed_by(call, awaited, question))
		return;
	/* nobody waits for the token any more */
	access->awaited++;
	access->waiting = NULL;
	call->is_cancelled = true;
	call->next = controller->calls;
	controller->calls = call;
	receive_response(controller, call->id, &response);
}

void api_cancel(struct controller *controller, const uint64_t *awaited, uint64_t question)
{
	for (struct api_call *call = controller->calls; call; call = call->next) {
		if (!is_completed_by(call, awaited, question))
			continue;
		call->is_cancelled = true;
		if (controller->http_client)
			http_client_cancel(controller->http_client, call->id);
		return;
	}
	cancel_waiting(controller, &controller->sync_access, awaited, question);
	cancel_waiting(controller, &controller->probe_access, awaited, question);
	cancel_waiting(controller, &controller->live_access, awaited, question);
}

void api_free(struct controller *controller)
{
	while (controller->calls) {
		struct api_call *call = controller->calls;

		controller->calls = call->next;
		call_free(call);
	}
	give_up_waiting(&controller->sync_access);
	give_up_waiting(&controller->probe_access);
	give_up_waiting(&controller->live_access);
	api_close(&controller->sync_access);
	api_close(&controller->probe_access);
	api_close(&controller->live_access);
}
