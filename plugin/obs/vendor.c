/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "obs/vendor.h"

#include <obs.h>
#include <util/bmem.h>
#include <util/threading.h>

#include "core/controller/door.h"
#include "plugin-version.h"

#define PROCEDURE "obs_zoom_livestream_request"
#define SIGNAL "obs_zoom_livestream_status_changed"
#define EVENT "StatusChanged"
#define ENDED "{\"problem\":{\"code\":\"remote.ended\"}}"

/*
 * obs-websocket and scripts may still ask while OBS ends, and neither takes back what it has been handed: what they find
 * then has to be there, whatever else is gone.
 */
static struct vendor {
	pthread_mutex_t mutex;
	struct door *door; /* under the mutex where it is not the UI thread that reads it; NULL: closed */
	void *handle;      /* obs-websocket's handle; NULL: it is not there. UI thread */
} vendor = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static char *ask(enum door_caller caller, const char *name, const char *members)
{
	char *answer = NULL;

	pthread_mutex_lock(&vendor.mutex);
	if (vendor.door)
		answer = door_ask(vendor.door, caller, name, members);
	pthread_mutex_unlock(&vendor.mutex);
	return answer ? answer : bstrdup(ENDED);
}

/* Any thread: a script's. */
static void answer_script(void *data, calldata_t *call)
{
	char *answer = ask(DOOR_CALLER_PERSON, calldata_string(call, "name"), calldata_string(call, "members"));

	UNUSED_PARAMETER(data);
	calldata_set_string(call, "answer", answer);
	bfree(answer);
}

/* One of obs-websocket's threads. data: the request's name. */
static void answer_program(obs_data_t *request, obs_data_t *response, void *data)
{
	char *answer = ask(DOOR_CALLER_PROGRAM, data, request ? obs_data_get_json(request) : NULL);
	obs_data_t *values = obs_data_create_from_json(answer);

	obs_data_apply(response, values);
	obs_data_release(values);
	bfree(answer);
}

/* What obs-websocket can be told and asked: procedures of a handler of its own (its documentation, "Vendor API"). */

struct vendor_request_callback {
	void (*callback)(obs_data_t *request, obs_data_t *response, void *data);
	void *data;
};

static proc_handler_t *find_websocket(void)
{
	calldata_t call = {0};
	proc_handler_t *websocket = NULL;

	if (proc_handler_call(obs_get_proc_handler(), "obs_websocket_api_get_ph", &call))
		websocket = calldata_ptr(&call, "ph");
	calldata_free(&call);
	return websocket;
}

static void *register_name(proc_handler_t *websocket)
{
	calldata_t call = {0};
	void *handle = NULL;

	calldata_set_string(&call, "name", PLUGIN_NAME);
	if (proc_handler_call(websocket, "vendor_register", &call))
		handle = calldata_ptr(&call, "vendor");
	calldata_free(&call);
	return handle;
}

static void register_request(proc_handler_t *websocket, void *handle, const char *name)
{
	struct vendor_request_callback callback = {answer_program, (void *)name};
	calldata_t call = {0};

	calldata_set_ptr(&call, "vendor", handle);
	calldata_set_string(&call, "type", name);
	calldata_set_ptr(&call, "callback", &callback);
	proc_handler_call(websocket, "vendor_request_register", &call);
	calldata_free(&call);
}

static void emit_event(const char *json)
{
	proc_handler_t *websocket = find_websocket();
	obs_data_t *values = obs_data_create_from_json(json);
	calldata_t call = {0};

	calldata_set_ptr(&call, "vendor", vendor.handle);
	calldata_set_string(&call, "type", EVENT);
	calldata_set_ptr(&call, "data", values);
	proc_handler_call(websocket, "vendor_event_emit", &call);
	calldata_free(&call);
	obs_data_release(values);
}

static void emit_signal(const char *json)
{
	calldata_t call = {0};

	calldata_set_string(&call, "status", json);
	signal_handler_signal(obs_get_signal_handler(), SIGNAL, &call);
	calldata_free(&call);
}

void vendor_open(struct door *door)
{
	vendor.door = door;
	proc_handler_add(obs_get_proc_handler(),
			 "void " PROCEDURE "(in string name, in string members, out string answer)", answer_script,
			 NULL);
	signal_handler_add(obs_get_signal_handler(), "void " SIGNAL "(string status)");
}

void vendor_register(void)
{
	proc_handler_t *websocket = vendor.door ? find_websocket() : NULL;

	if (!websocket)
		return;
	vendor.handle = register_name(websocket);
	for (size_t kind = 1; vendor.handle && kind <= DOOR_REQUEST_COUNT; kind++)
		register_request(websocket, vendor.handle, door_request_name((enum door_request_kind)kind));
}

void vendor_tell(void *data, const char *json)
{
	UNUSED_PARAMETER(data);
	if (!vendor.door)
		return;
	emit_signal(json);
	if (vendor.handle)
		emit_event(json);
}

void vendor_close(void)
{
	pthread_mutex_lock(&vendor.mutex);
	vendor.door = NULL;
	pthread_mutex_unlock(&vendor.mutex);
}
