/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/remote.h"

#include <inttypes.h>
#include <stdio.h>

#include <util/threading.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/controller/controller_private.h"
#include "core/remote/answer.h"

#define REQUEST_ID_SIZE 24

/* Something that was accepted, and has not come to its end. */
struct remote_pending {
	uint64_t id;
	enum remote_request_kind kind;
	bool is_begun; /* else what is told meanwhile is of before it */
};

struct remote {
	struct controller *controller;
	struct remote_options options;
	DARRAY(struct remote_pending) pending;

	/* of any thread, under the mutex, which is held for no longer than it takes to copy a text */
	pthread_mutex_t mutex;
	char *status; /* the answer to GetStatus */
	bool has_consent;
	bool can_undo;
	uint64_t last_id;
};

/* One that goes to the UI thread. */
struct remote_task {
	struct remote *remote;
	uint64_t id;
	struct remote_request request;
	bool is_press;
	struct problem refusal; /* is_press: it was refused for that */
};

static void free_task(void *data)
{
	struct remote_task *task = data;

	remote_request_free(&task->request);
	problem_free(&task->refusal);
	bfree(task);
}

static void format_id(uint64_t id, char *text)
{
	snprintf(text, REQUEST_ID_SIZE, "%" PRIu64, id);
}

/* UI thread: what is told, and to whom */

static struct remote_answer_facts find_facts(struct controller *controller, const struct status *status)
{
	const char *code = text_or_empty(status->problem.code);
	const char *account = controller_account(controller);
	const bool is_refused = strncmp(code, "account.", 8) == 0 || strncmp(code, "sign_in.", 8) == 0;
	const bool is_erased = controller->sign_out.state == SIGN_OUT_DONE ||
			       (controller->stored.is_known && !controller->stored.has_main_secret);

	return (struct remote_answer_facts){
		.account = account,
		.signed_in = account && !is_refused && !is_erased,
		.api_host = controller->api_host,
		.now_ms = controller_now(controller)->wall_ms,
	};
}

static void tell(struct remote *remote, const char *json)
{
	if (remote->options.changed)
		remote->options.changed(remote->options.data, json);
}

/* Takes text over. */
static bool keep_status(struct remote *remote, char *text, const struct status *status)
{
	bool is_same;

	pthread_mutex_lock(&remote->mutex);
	is_same = text_same(remote->status, text);
	bfree(remote->status);
	remote->status = text;
	remote->has_consent = account_list_remote_control(remote->controller->accounts);
	remote->can_undo = status->can_undo;
	pthread_mutex_unlock(&remote->mutex);
	return !is_same;
}

static bool tell_outcomes(struct remote *remote, const struct status *status, const struct remote_answer_facts *facts)
{
	bool has_told = false;

	for (size_t i = 0; i < remote->pending.num;) {
		const struct remote_pending pending = remote->pending.array[i];
		char id[REQUEST_ID_SIZE];
		char *json;

		if (!pending.is_begun || !remote_request_is_over(pending.kind, status)) {
			i++;
			continue;
		}
		da_erase(remote->pending, i);
		format_id(pending.id, id);
		json = remote_answer_outcome(status, facts, remote->options.lookup, id,
					     pending.kind == REMOTE_READ_CONFIGURATION);
		tell(remote, json);
		bfree(json);
		has_told = true;
	}
	return has_told;
}

void controller_tell_remote(struct controller *controller, const struct status *status)
{
	struct remote *remote = controller->remote;
	struct remote_answer_facts facts;
	bool is_new;
	char *text;

	if (!remote)
		return;
	facts = find_facts(controller, status);
	text = remote_answer_status(status, &facts, remote->options.lookup);
	is_new = keep_status(remote, bstrdup(text), status);
	if (!tell_outcomes(remote, status, &facts) && is_new)
		tell(remote, text);
	bfree(text);
}

void remote_refresh(struct remote *remote)
{
	struct status status = {0};

	if (!remote)
		return;
	controller_make_status(remote->controller, &status);
	controller_tell_remote(remote->controller, &status);
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

static void carry_out(struct controller *controller, const struct remote_request *request)
{
	switch (request->kind) {
	case REMOTE_READ_CONFIGURATION:
		controller_fetch(controller);
		break;
	case REMOTE_PUSH:
		controller_push(controller);
		break;
	case REMOTE_RESTORE:
		controller_undo(controller);
		break;
	case REMOTE_SET_AUTO_SYNC:
		controller_set_auto_sync(controller, request->auto_sync);
		break;
	case REMOTE_SET_BROADCASTS:
		set_broadcast(controller, &request->broadcast);
		break;
	case REMOTE_START_LIVESTREAM:
		controller_start_livestream(controller, LIVE_START_ASK);
		break;
	case REMOTE_STOP_LIVESTREAM:
		controller_stop_livestream(controller);
		break;
	case REMOTE_GET_STATUS:
		break;
	}
}

/* Why a hotkey does nothing at this moment; NULL: it does something, if only to tell what is missing. */
static const char *find_idle_reason(const struct status *status, enum remote_request_kind kind)
{
	if (kind == REMOTE_PUSH && status_is_busy(status))
		return "remote.push_under_way";
	if (kind == REMOTE_START_LIVESTREAM && status->live.state == LIVE_ON)
		return "remote.started_already";
	if (kind == REMOTE_START_LIVESTREAM && !status->live.can_start && status->live.step != LIVE_STEP_NONE)
		return "remote.start_under_way";
	if (kind == REMOTE_STOP_LIVESTREAM && !status->live.can_stop)
		return "remote.nothing_to_stop";
	return NULL;
}

static void note_press(struct remote_task *task)
{
	struct controller *controller = task->remote->controller;
	const char *name = remote_request_name(task->request.kind);
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
	struct remote_task *task = data;
	struct remote *remote = task->remote;

	if (task->is_press)
		note_press(task);
	if (task->is_press) {
		if (!problem_is_set(&task->refusal))
			carry_out(remote->controller, &task->request);
	} else {
		const struct remote_pending pending = {.id = task->id, .kind = task->request.kind};

		da_push_back(remote->pending, &pending);
		carry_out(remote->controller, &task->request);
		for (size_t i = 0; i < remote->pending.num; i++)
			remote->pending.array[i].is_begun = true;
		remote_refresh(remote);
	}
	free_task(task);
}

/* Any thread */

static void post(struct remote *remote, const struct remote_task *values)
{
	const struct host_loop *loop = &remote->controller->host.loop;

	loop->post(loop->data, run_task, free_task, bmemdup(values, sizeof(*values)));
}

/* Whether that may be asked by such a caller at this moment; else why not. */
static bool is_refused(struct remote *remote, enum remote_caller caller, enum remote_request_kind kind,
		       struct problem *problem)
{
	bool has_consent, can_undo;

	pthread_mutex_lock(&remote->mutex);
	has_consent = remote->has_consent || caller == REMOTE_CALLER_PERSON;
	can_undo = remote->can_undo;
	pthread_mutex_unlock(&remote->mutex);
	if (!has_consent && remote_request_needs_consent(kind))
		problem_set(problem, "remote.not_allowed");
	else if (kind == REMOTE_RESTORE && !can_undo)
		problem_set(problem, "remote.nothing_to_restore");
	if (problem_is_set(problem))
		problem_set_subject(problem, remote_request_name(kind));
	return problem_is_set(problem);
}

static char *copy_status(struct remote *remote)
{
	char *text;

	pthread_mutex_lock(&remote->mutex);
	text = bstrdup(remote->status);
	pthread_mutex_unlock(&remote->mutex);
	return text;
}

/* Takes over what the request holds. */
static char *accept(struct remote *remote, struct remote_request *request)
{
	struct remote_task task = {.remote = remote, .request = *request};
	char id[REQUEST_ID_SIZE];

	request->broadcast.page_url = NULL;
	pthread_mutex_lock(&remote->mutex);
	task.id = ++remote->last_id;
	pthread_mutex_unlock(&remote->mutex);
	post(remote, &task);
	format_id(task.id, id);
	return remote_answer_accepted(id);
}

char *remote_ask(struct remote *remote, enum remote_caller caller, const char *name, const char *members)
{
	struct remote_request request;
	struct problem problem = {0};
	char *answer;

	if (!remote_request_read(&request, name, members, &problem) ||
	    is_refused(remote, caller, request.kind, &problem))
		answer = remote_answer_problem(&problem, remote->options.lookup);
	else if (request.kind == REMOTE_GET_STATUS)
		answer = copy_status(remote);
	else
		answer = accept(remote, &request);
	remote_request_free(&request);
	problem_free(&problem);
	return answer;
}

void remote_press(struct remote *remote, enum remote_caller caller, enum remote_request_kind kind)
{
	struct remote_task task = {.remote = remote, .request.kind = kind, .is_press = true};

	is_refused(remote, caller, kind, &task.refusal);
	post(remote, &task);
}

struct remote *remote_create(struct controller *controller, const struct remote_options *options)
{
	struct remote *remote = bzalloc(sizeof(*remote));

	remote->controller = controller;
	remote->options = *options;
	pthread_mutex_init(&remote->mutex, NULL);
	controller->remote = remote;
	remote_refresh(remote);
	return remote;
}

void remote_destroy(struct remote *remote)
{
	if (!remote)
		return;
	remote->controller->remote = NULL;
	pthread_mutex_destroy(&remote->mutex);
	da_free(remote->pending);
	bfree(remote->status);
	bfree(remote);
}
