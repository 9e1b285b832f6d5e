/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "controller.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include <util/dstr.h>

#include "accounts.h"
#include "log.h"
#include "secret_string.h"
#include "state_file.h"
#include "sync.h"
#include "zoom_endpoint.h"
#include "zoom_token.h"

#define CONNECT_TIMEOUT_MS 10000
#define TOTAL_TIMEOUT_MS 20000

struct controller {
	struct controller_ports ports;
	struct zoom_endpoint endpoint;
	struct problem endpoint_problem;
	struct http_client *http_client;
	struct sync *sync;

	struct accounts *accounts;
	struct state_file *state;
	struct settings *settings; /* of the current profile; NULL: OBS has named none yet */
	char *profile_directory;
	unsigned profile_number;
	const char *save_problem_code;
	enum status_state logged_state;
};

static void report_status(struct controller *controller);

static void run_effects(struct controller *controller, struct sync_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;
	struct broadcast broadcast;

	if (effects->forget_encoding)
		state_file_set_encoding(controller->state, controller->endpoint.host, 0);
	if (effects->remember_encoding)
		state_file_set_encoding(controller->state, controller->endpoint.host, effects->remember_encoding);
	if (effects->remember_kind && controller->settings) {
		settings_get_broadcast(controller->settings, &broadcast);
		broadcast.kind = effects->remember_kind;
		settings_set_broadcast(controller->settings, &broadcast);
		settings_save(controller->settings);
		broadcast_free(&broadcast);
	}
	if (effects->cancel)
		http_client_cancel(controller->http_client, effects->cancel);
	if (effects->send)
		http_client_send(controller->http_client, effects->send, &effects->request);
	if (effects->status_changed)
		report_status(controller);
	/* answers may come from within these calls, and bring effects of their own */
	if (effects->read_destination)
		ports->read_destination(ports->data, effects->read_destination);
	if (effects->ask_token)
		ports->read_secret(ports->data, effects->ask_token, controller_account(controller),
				   ACCOUNT_FIELD_ACCESS_TOKEN);
	sync_effects_free(effects);
}

/* People post their logs: of a meeting's id only the end is told. */
static void log_outcome(struct controller *controller, const struct status *status)
{
	const struct problem *problem = &status->problem;
	const unsigned id_end = (unsigned)(status->broadcast.id % 10000);

	if (status->state == controller->logged_state)
		return;
	controller->logged_state = status->state;
	switch (status->state) {
	case STATUS_CHECKING:
		plugin_log(LOG_INFO, "pushed to the meeting that ends in %04u in %" PRId64 " ms", id_end,
			   status->duration_ms);
		break;
	case STATUS_IN_SYNC:
		plugin_log(LOG_INFO, "read back from %s: equal", controller->endpoint.host);
		break;
	case STATUS_DIFFERS:
		plugin_log(LOG_WARNING, "read back from %s: another %s", controller->endpoint.host, status->difference);
		break;
	case STATUS_PUSHED:
		plugin_log(LOG_INFO, "not read back: %s", problem->code);
		break;
	case STATUS_CANCELLED:
		plugin_log(LOG_INFO, "push to the meeting that ends in %04u cancelled", id_end);
		break;
	case STATUS_FAILED:
		plugin_log(LOG_WARNING, "push to the meeting that ends in %04u failed: %s (HTTP %ld, tracking id %s)",
			   id_end, problem->code, problem->http_status,
			   problem->tracking_id ? problem->tracking_id : "none");
		break;
	default:
		break;
	}
}

static void report_status(struct controller *controller)
{
	struct status status = {0};

	sync_get_status(controller->sync, &status);
	if (controller->endpoint.overridden)
		status.api_host = bstrdup(controller->endpoint.host);
	status.profile_number = controller->profile_number;
	status.settings_code = controller->settings ? settings_problem_code(controller->settings) : NULL;
	if (controller->save_problem_code)
		status.settings_code = controller->save_problem_code;
	log_outcome(controller, &status);
	controller->ports.status_changed(controller->ports.data, &status);
	status_free(&status);
}

void controller_report_status(struct controller *controller)
{
	report_status(controller);
}

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

static void take_reply(void *data)
{
	struct reply_task *task = data;
	struct controller *controller = task->controller;
	const struct http_response *response = &task->response;
	struct sync_effects effects = {0};

	sync_reply(controller->sync, task->request_id, response, (int64_t)time(NULL), &effects);
	if (response->result == HTTP_RESULT_REPLY)
		plugin_log(LOG_INFO, "%s answered HTTP %ld in %" PRId64 " ms (HTTP/%s, tracking id %s)",
			   controller->endpoint.host, response->status, (response->duration_us + 500) / 1000,
			   response->http_version == 20 ? "2" : "1",
			   effects.tracking_id ? effects.tracking_id : "none");
	run_effects(controller, &effects);
	drop_reply(task);
}

/* network thread */
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

static char *join_path(const char *directory, const char *name)
{
	struct dstr path = {0};

	dstr_copy(&path, directory);
	if (dstr_end(&path) != '/')
		dstr_cat_ch(&path, '/');
	dstr_cat(&path, name);
	return path.array;
}

struct controller *controller_create(const struct controller_options *options)
{
	struct controller *controller = bzalloc(sizeof(*controller));
	char *accounts_path = join_path(options->config_directory, "accounts.json");
	char *state_path = join_path(options->config_directory, "state.json");

	controller->ports = options->ports;
	zoom_endpoint_init(&controller->endpoint, options->api_url, options->ca_file, &controller->endpoint_problem);
	controller->accounts = accounts_load(accounts_path);
	controller->state = state_file_load(state_path);
	controller->sync = sync_create(controller->endpoint.api_url, controller->endpoint.host);
	bfree(accounts_path);
	bfree(state_path);

	if (controller->endpoint.overridden)
		plugin_log(LOG_INFO, "Zoom's API is overridden by OBS_ZOOM_API_URL: %s", controller->endpoint.host);
	return controller;
}

void controller_destroy(struct controller *controller)
{
	if (!controller)
		return;
	http_client_destroy(controller->http_client);
	sync_free(controller->sync);
	settings_free(controller->settings);
	accounts_free(controller->accounts);
	state_file_free(controller->state);
	zoom_endpoint_free(&controller->endpoint);
	problem_free(&controller->endpoint_problem);
	bfree(controller->profile_directory);
	bfree(controller);
}

const char *controller_account(const struct controller *controller)
{
	const char *account = controller->settings ? settings_account(controller->settings) : NULL;

	/* a profile that has chosen none takes the only one there is; one that names an unknown one takes none */
	if (!account)
		account = accounts_only_id(controller->accounts);
	return accounts_has(controller->accounts, account) ? account : NULL;
}

static void hand_settings_to_sync(struct controller *controller)
{
	struct sync_effects effects = {0};
	struct broadcast broadcast = {.kind = BROADCAST_KIND_UNKNOWN};

	if (controller->settings)
		settings_get_broadcast(controller->settings, &broadcast);
	sync_set_broadcast(controller->sync, &broadcast, controller_account(controller) != NULL, &effects);
	broadcast_free(&broadcast);
	run_effects(controller, &effects);
}

static void save_settings(struct controller *controller)
{
	const bool saved = settings_save(controller->settings);

	controller->save_problem_code = saved ? NULL : "settings.not_saved";
	if (!saved && settings_problem_code(controller->settings))
		controller->save_problem_code = settings_problem_code(controller->settings);
}

void controller_set_profile(struct controller *controller, const char *directory)
{
	const bool is_switch = controller->profile_directory && strcmp(controller->profile_directory, directory) != 0;
	struct broadcast none = {.kind = BROADCAST_KIND_UNKNOWN};
	struct sync_effects effects = {0};
	char *copy = bstrdup(directory);

	bfree(controller->profile_directory);
	controller->profile_directory = copy;
	controller->profile_number++;
	settings_free(controller->settings);
	controller->settings = settings_load(directory);
	controller->save_problem_code = NULL;
	/* what was pushed from one profile says nothing of another, even where both name the same meeting */
	if (is_switch) {
		sync_set_broadcast(controller->sync, &none, false, &effects);
		if (effects.cancel)
			http_client_cancel(controller->http_client, effects.cancel);
		sync_effects_free(&effects);
	}
	hand_settings_to_sync(controller);
	controller_refresh_destination(controller);
}

static void change_broadcast(struct controller *controller, const struct broadcast *broadcast)
{
	settings_set_broadcast(controller->settings, broadcast);
	save_settings(controller);
	hand_settings_to_sync(controller);
}

enum meeting_id_result controller_set_meeting(struct controller *controller, const char *text)
{
	struct meeting_id id = {.kind = BROADCAST_KIND_UNKNOWN};
	const enum meeting_id_result result = meeting_id_parse(text, &id);
	struct broadcast broadcast;

	if (!controller->settings || (result != MEETING_ID_OK && result != MEETING_ID_EMPTY))
		return result;
	settings_get_broadcast(controller->settings, &broadcast);
	if (broadcast.id != id.number) {
		broadcast.id = id.number;
		broadcast.kind = id.kind;
		change_broadcast(controller, &broadcast);
	}
	broadcast_free(&broadcast);
	return result;
}

enum page_url_result controller_set_page_url(struct controller *controller, const char *text)
{
	const enum page_url_result result = page_url_check(text);
	const char *page_url = result == PAGE_URL_OK ? text : "";
	struct broadcast broadcast;

	if (!controller->settings || (result != PAGE_URL_OK && result != PAGE_URL_EMPTY))
		return result;
	settings_get_broadcast(controller->settings, &broadcast);
	if (strcmp(broadcast.page_url ? broadcast.page_url : "", page_url) != 0) {
		bfree(broadcast.page_url);
		broadcast.page_url = *page_url ? bstrdup(page_url) : NULL;
		change_broadcast(controller, &broadcast);
	}
	broadcast_free(&broadcast);
	return result;
}

void controller_push(struct controller *controller)
{
	struct sync_effects effects = {0};
	struct problem problem = {0};

	if (problem_is_set(&controller->endpoint_problem)) {
		sync_refuse(controller->sync, &controller->endpoint_problem, &effects);
	} else if (!start_http_client(controller)) {
		problem_set(&problem, "network.no_memory");
		sync_refuse(controller->sync, &problem, &effects);
	} else {
		sync_push(controller->sync, state_file_encoding(controller->state, controller->endpoint.host),
			  &effects);
	}
	run_effects(controller, &effects);
	problem_free(&problem);
}

void controller_cancel(struct controller *controller)
{
	struct sync_effects effects = {0};

	sync_cancel(controller->sync, &effects);
	run_effects(controller, &effects);
}

void controller_refresh_destination(struct controller *controller)
{
	controller->ports.read_destination(controller->ports.data, 0);
}

void controller_destination(struct controller *controller, uint64_t id, const char *profile_directory,
			    const struct destination *destination)
{
	struct sync_effects effects = {0};

	if (controller->profile_directory && strcmp(profile_directory, controller->profile_directory) == 0)
		sync_destination_read(controller->sync, id, destination, &effects);
	else if (id)
		/* OBS is about to tell of the other profile, which reads anew by itself */
		sync_cancel(controller->sync, &effects);
	run_effects(controller, &effects);
}

void controller_secret(struct controller *controller, uint64_t id, const char *secret, const struct problem *problem)
{
	struct sync_effects effects = {0};
	struct problem bad = {0};
	char *token = NULL;

	/* one that was written into the file by hand may be anything */
	if (secret && zoom_token_clean(secret, &token) != ZOOM_TOKEN_OK) {
		problem_set(&bad, "account.bad_token");
		problem = &bad;
	}
	sync_token(controller->sync, id, token, problem, &effects);
	run_effects(controller, &effects);
	secret_string_free(token);
	problem_free(&bad);
}

bool controller_use_account(struct controller *controller, const char *account_id, const char *name)
{
	struct sync_effects effects = {0};
	bool saved = true;

	if (!controller->settings)
		return false;
	if (!accounts_has(controller->accounts, account_id)) {
		accounts_add(controller->accounts, account_id, name);
		saved = accounts_save(controller->accounts);
	}
	settings_set_account(controller->settings, account_id);
	save_settings(controller);
	hand_settings_to_sync(controller);
	sync_forget_failure(controller->sync, &effects);
	run_effects(controller, &effects);
	return saved && !controller->save_problem_code;
}

unsigned controller_profile_number(const struct controller *controller)
{
	return controller->profile_number;
}

const char *controller_overridden_host(const struct controller *controller)
{
	return controller->endpoint.overridden ? controller->endpoint.host : NULL;
}

bool controller_take_first_start(struct controller *controller)
{
	if (state_file_dock_shown(controller->state))
		return false;
	state_file_set_dock_shown(controller->state);
	return true;
}
