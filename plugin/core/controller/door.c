/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/door.h"

#include <inttypes.h>
#include <stdio.h>

#include <util/threading.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/controller/controller_private.h"
#include "core/door/answer.h"

#define REQUEST_ID_SIZE 24

/* Something that was accepted, and has not come to its end. */
struct door_pending {
	uint64_t id;
	enum door_request_kind kind;
};

struct door {
	struct controller *controller;
	struct door_options options;
	DARRAY(struct door_pending) pending;

	/* of any thread, under the mutex, which is held for no longer than it takes to copy a text */
	pthread_mutex_t mutex;
	char *status; /* the answer to GetStatus */
	bool has_consent;
	bool can_undo;
	uint64_t last_id;
};

/* One that goes to the UI thread. */
struct door_task {
	struct door *door;
	uint64_t id;
	struct door_request request;
	bool is_press;
	struct problem refusal; /* is_press: it was refused for that */
};

static void free_task(void *data)
{
	struct door_task *task = data;

	door_request_free(&task->request);
	problem_free(&task->refusal);
	bfree(task);
}

static void format_id(uint64_t id, char *text)
{
	snprintf(text, REQUEST_ID_SIZE, "%" PRIu64, id);
}

/* UI thread: what is told, and to whom */

static struct door_answer_facts find_facts(struct controller *controller, const struct status *status)
{
	const char *code = text_or_empty(status->problem.code);
	const char *account = controller_account(controller);
	const bool is_refused = strncmp(code, "account.", 8) == 0 || strncmp(code, "sign_in.", 8) == 0;
	const bool is_erased = controller->sign_out.state == SIGN_OUT_DONE ||
			       (controller->stored.is_known && !controller->stored.has_main_secret);

	return (struct door_answer_facts){
		.account = account,
		.signed_in = account && !is_refused && !is_erased,
		.api_host = controller->api_host,
		.now_ms = controller_now(controller)->wall_ms,
	};
}

static void tell(struct door *door, const char *json)
{
	if (door->options.changed)
		door->options.changed(door->options.data, json);
}

/* Takes text over. */
static bool keep_status(struct door *door, char *text, const struct status *status)
{
	bool is_same;

	pthread_mutex_lock(&door->mutex);
	is_same = text_same(door->status, text);
	bfree(door->status);
	door->status = text;
	door->has_consent = account_list_remote_control(door->controller->accounts);
	door->can_undo = status->can_undo;
	pthread_mutex_unlock(&door->mutex);
	return !is_same;
}

static bool tell_outcomes(struct door *door, const struct status *status, const struct door_answer_facts *facts)
{
	bool has_told = false;

	for (size_t i = 0; i < door->pending.num;) {
		const struct door_pending pending = door->pending.array[i];
		char id[REQUEST_ID_SIZE];
		char *json;

		if (!door_request_is_over(pending.kind, status)) {
			i++;
			continue;
		}
		da_erase(door->pending, i);
		format_id(pending.id, id);
		json = door_answer_outcome(status, facts, door->options.lookup, id,
					   pending.kind == DOOR_READ_CONFIGURATION);
		tell(door, json);
		bfree(json);
		has_told = true;
	}
	return has_told;
}

void controller_tell_door(struct controller *controller, const struct status *status)
{
	struct door *door = controller->door;
	struct door_answer_facts facts;
	bool is_new;
	char *text;

	if (!door)
		return;
	facts = find_facts(controller, status);
	text = door_answer_status(status, &facts, door->options.lookup);
	is_new = keep_status(door, bstrdup(text), status);
	if (!tell_outcomes(door, status, &facts) && is_new)
		tell(door, text);
	bfree(text);
}

void door_refresh(struct door *door)
{
	struct status status = {0};

	if (!door)
		return;
	controller_make_status(door->controller, &status);
	controller_tell_door(door->controller, &status);
	status_free(&status);
}

/* UI thread: what is done */

static void set_broadcast(struct controller *controller, const struct broadcast *broadcast)
{
	if (!controller->settings.document)
		return;
	profile_settings_set_broadcast(controller->settings, broadcast);
	controller_hand_settings(controller);
}

static void carry_out(struct controller *controller, const struct door_request *request)
{
	switch (request->kind) {
	case DOOR_READ_CONFIGURATION:
		controller_fetch(controller);
		break;
	case DOOR_PUSH:
		controller_push(controller);
		break;
	case DOOR_RESTORE:
		controller_undo(controller);
		break;
	case DOOR_SET_AUTO_SYNC:
		controller_set_auto_sync(controller, request->auto_sync);
		break;
	case DOOR_SET_BROADCASTS:
		set_broadcast(controller, &request->broadcast);
		break;
	case DOOR_START_LIVESTREAM:
		controller_start_livestream(controller, LIVE_START_ASK);
		break;
	case DOOR_STOP_LIVESTREAM:
		controller_stop_livestream(controller);
		break;
	case DOOR_GET_STATUS:
		break;
	}
}

/* Also what has not begun yet, but would by itself. */
static bool has_something_to_stop(const struct live_status *live)
{
	return live->can_stop || live->is_armed || live->offer == LIVE_OFFER_AFTER_BREAK;
}

/* Why a hotkey does nothing at this moment; NULL: it does something, if only to tell what is missing. */
static const char *find_idle_reason(const struct status *status, enum door_request_kind kind)
{
	if (kind == DOOR_PUSH && status_is_busy(status))
		return "remote.push_under_way";
	if (kind == DOOR_START_LIVESTREAM && status->live.state == LIVE_ON)
		return "remote.started_already";
	if (kind == DOOR_START_LIVESTREAM && !status->live.can_start && status->live.step != LIVE_STEP_NONE)
		return "remote.start_under_way";
	if (kind == DOOR_STOP_LIVESTREAM && !has_something_to_stop(&status->live))
		return "remote.nothing_to_stop";
	return NULL;
}

static void note_press(struct door_task *task)
{
	struct controller *controller = task->door->controller;
	const char *name = door_request_name(task->request.kind);
	struct status status = {0};
	const char *reason;

	controller_make_status(controller, &status);
	reason = find_idle_reason(&status, task->request.kind);
	if (!problem_is_set(&task->refusal) && reason)
		problem_set(&task->refusal, reason);
	if (problem_is_set(&task->refusal))
		plugin_log(LOG_INFO, "hotkey for %s: nothing is done: %s", name, task->refusal.code);
	else
		plugin_log(LOG_INFO, "hotkey for %s", name);
	controller_remark(controller, &task->refusal, &status);
	status_free(&status);
}

static void run_task(void *data)
{
	struct door_task *task = data;
	struct door *door = task->door;

	if (task->is_press)
		note_press(task);
	if (task->is_press) {
		if (!problem_is_set(&task->refusal))
			carry_out(door->controller, &task->request);
	} else {
		const struct door_pending pending = {.id = task->id, .kind = task->request.kind};

		carry_out(door->controller, &task->request);
		/* not before: what is told meanwhile is not what it has led to */
		da_push_back(door->pending, &pending);
		door_refresh(door);
	}
	free_task(task);
}

/* Any thread */

static void post(struct door *door, const struct door_task *values)
{
	const struct host_loop *loop = &door->controller->host.loop;

	loop->post(loop->data, run_task, free_task, bmemdup(values, sizeof(*values)));
}

/* Whether that may be asked by such a caller at this moment; else why not. */
static bool is_refused(struct door *door, enum door_caller caller, enum door_request_kind kind, struct problem *problem)
{
	bool has_consent, can_undo;

	pthread_mutex_lock(&door->mutex);
	has_consent = door->has_consent || caller == DOOR_CALLER_PERSON;
	can_undo = door->can_undo;
	pthread_mutex_unlock(&door->mutex);
	if (!has_consent && door_request_needs_consent(kind))
		problem_set(problem, "remote.not_allowed");
	else if (kind == DOOR_RESTORE && !can_undo)
		problem_set(problem, "remote.nothing_to_restore");
	if (problem_is_set(problem))
		problem_set_subject(problem, door_request_name(kind));
	return problem_is_set(problem);
}

static char *copy_status(struct door *door)
{
	char *text;

	pthread_mutex_lock(&door->mutex);
	text = bstrdup(door->status);
	pthread_mutex_unlock(&door->mutex);
	return text;
}

/* Takes over what the request holds. */
static char *accept_request(struct door *door, struct door_request *request)
{
	struct door_task task = {.door = door, .request = *request};
	char id[REQUEST_ID_SIZE];

	request->broadcast.page_url = NULL;
	pthread_mutex_lock(&door->mutex);
	task.id = ++door->last_id;
	pthread_mutex_unlock(&door->mutex);
	post(door, &task);
	format_id(task.id, id);
	return door_answer_accepted(id);
}

char *door_ask(struct door *door, enum door_caller caller, const char *name, const char *members)
{
	struct door_request request;
	struct problem problem = {0};
	char *answer;

	if (!door_request_read(&request, name, members, &problem) || is_refused(door, caller, request.kind, &problem))
		answer = door_answer_problem(&problem, door->options.lookup);
	else if (request.kind == DOOR_GET_STATUS)
		answer = copy_status(door);
	else
		answer = accept_request(door, &request);
	door_request_free(&request);
	problem_free(&problem);
	return answer;
}

void door_press(struct door *door, enum door_caller caller, enum door_request_kind kind)
{
	struct door_task task = {.door = door, .request.kind = kind, .is_press = true};

	is_refused(door, caller, kind, &task.refusal);
	post(door, &task);
}

struct door *door_create(struct controller *controller, const struct door_options *options)
{
	struct door *door = bzalloc(sizeof(*door));

	door->controller = controller;
	door->options = *options;
	pthread_mutex_init(&door->mutex, NULL);
	controller->door = door;
	door_refresh(door);
	return door;
}

void door_destroy(struct door *door)
{
	if (!door)
		return;
	door->controller->door = NULL;
	pthread_mutex_destroy(&door->mutex);
	da_free(door->pending);
	bfree(door->status);
	bfree(door);
}
