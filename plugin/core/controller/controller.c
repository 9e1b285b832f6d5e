/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/log.h"
#include "core/base/text.h"

static char *join_path(const char *directory, const char *name)
{
	struct dstr path = {0};

	dstr_copy(&path, directory);
	if (dstr_end(&path) != '/')
		dstr_cat_ch(&path, '/');
	dstr_cat(&path, name);
	return path.array;
}

static void service_changed(void *context)
{
	controller_refresh_destination(context);
}

static void network_back(void *context)
{
	controller_network_back(context);
}

static void key_stored(void *context, const struct secret_answer *answer)
{
	controller_log_written(answer);
	controller_save_record(context, false);
}

static void create_sync(struct controller *controller)
{
	struct sync_options options = {
		.host = controller->api_host,
		.encoding = state_file_encoding(controller->state, controller->api_host),
		.digest = push_store_digest,
		.digest_data = &controller->push_store,
	};

	controller->push_store = (struct push_store){
		.state = controller->state,
		.host = &controller->host,
		.context = controller,
		.known = controller_recall,
		.stored = key_stored,
	};
	push_store_begin(&controller->push_store);
	if (problem_is_set(&controller->endpoint_problem))
		options.obstacle = &controller->endpoint_problem;
	controller->sync = sync_create(&options);
	sync_set_cloud(controller->sync, controller->cloud);
	controller->live = live_create(controller->api_host, options.obstacle);
	live_set_cloud(controller->live, controller->cloud);
	controller->logged_live = LIVE_UNKNOWN;
}

struct controller *controller_create(const struct controller_options *options)
{
	struct controller *controller = bzalloc(sizeof(*controller));
	struct file_thread *files = options->host.files;
	char *accounts_path = join_path(options->config_directory, "accounts.json");
	char *state_path = join_path(options->config_directory, "state.json");

	controller->host = options->host;
	controller->endpoint_options = options->endpoint;
	controller->obs_version = options->obs_version;
	controller->profiles_lock = join_path(options->config_directory, "profiles");
	controller->accounts = account_list_load(files, accounts_path, controller_accounts_settled, controller);
	controller->state = state_file_load(files, state_path, controller_state_settled, controller);
	controller->save_status.state = ACCOUNT_SAVE_NONE;
	controller_reset_sign_in(controller);
	controller_apply_account(controller);
	create_sync(controller);
	bfree(accounts_path);
	bfree(state_path);
	controller_begin_secrets(controller);
	controller->host.watch.begin(controller->host.watch.data, service_changed, network_back, controller);

	if (controller->endpoint.api_overridden)
		plugin_log(LOG_INFO, "Zoom's API is overridden by OBS_ZOOM_API_URL: %s", controller->endpoint.host);
	if (controller->endpoint.oauth_overridden)
		plugin_log(LOG_INFO, "Zoom's sign-in is overridden by OBS_ZOOM_OAUTH_URL: %s",
			   controller->endpoint.oauth_host);
	return controller;
}

void controller_destroy(struct controller *controller)
{
	if (!controller)
		return;
	http_client_destroy(controller->http_client);
	api_free(controller);
	controller_free_sessions(controller);
	sign_in_free(&controller->sign_in);
	account_probe_status_free(&controller->probe);
	account_save_free(&controller->save);
	problem_free(&controller->save_status.problem);
	controller_forget_stored(controller);
	secret_backend_free(&controller->secrets);
	sign_out_status_free(&controller->sign_out);
	live_free(controller->live);
	sync_free(controller->sync);
	push_store_end(&controller->push_store);
	document_close(controller->settings.document);
	document_close(controller->accounts.document);
	document_close(controller->state.document);
	zoom_endpoint_free(&controller->endpoint);
	problem_free(&controller->endpoint_problem);
	problem_free(&controller->remark);
	report_outcomes_free(&controller->outcomes);
	bfree(controller->tracking_id);
	bfree(controller->api_url);
	bfree(controller->api_host);
	bfree(controller->account_id);
	bfree(controller->storing_undo);
	bfree(controller->saved_record);
	bfree(controller->logged_live_code);
	bfree(controller->profile_directory);
	bfree(controller->profiles_lock);
	bfree(controller);
}

void controller_set_view(struct controller *controller, const struct controller_view *view)
{
	controller->view = view ? *view : (struct controller_view){0};
}

/* An event without arguments. */
static void run_event(struct controller *controller,
		      void (*event)(struct sync *sync, const struct moment *moment, struct sync_effects *effects))
{
	struct sync_effects effects = {0};

	event(controller->sync, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

void controller_push(struct controller *controller)
{
	if (controller->settings.document)
		controller_remember_page_url(controller, profile_settings_broadcast(controller->settings).page_url);
	controller_forget_live_problem(controller);
	run_event(controller, sync_push);
}

void controller_undo(struct controller *controller)
{
	controller_forget_live_problem(controller);
	run_event(controller, sync_undo);
}

void controller_accept_remote(struct controller *controller)
{
	controller_forget_live_problem(controller);
	run_event(controller, sync_accept_remote);
}

void controller_cancel(struct controller *controller)
{
	/* first, so that it is told nothing of settings that it does not wait for any more */
	controller_cancel_start(controller);
	run_event(controller, sync_cancel);
}

void controller_dock_opened(struct controller *controller)
{
	if (controller->started)
		run_event(controller, sync_dock_opened);
	controller_look_live(controller);
}

void controller_expect_push(struct controller *controller)
{
	if (controller->started)
		run_event(controller, sync_expect_push);
	controller_look_live(controller);
}

void controller_try_again(struct controller *controller)
{
	run_event(controller, sync_forget_failure);
	controller_fetch(controller);
}

void controller_network_back(struct controller *controller)
{
	/* a server that could not be looked up may be found now */
	controller_refresh_destination(controller);
	if (controller->started)
		run_event(controller, sync_network_back);
}

void controller_fetch(struct controller *controller)
{
	if (controller->started)
		run_event(controller, sync_fetch);
}

void controller_wake(void *context)
{
	struct controller *controller = context;
	struct sign_in_effects effects = {0};

	sign_in_wake(&controller->sign_in, controller_now(controller), &effects);
	controller_run_sign_in_effects(controller, &effects);
	run_event(controller, sync_wake);
	controller_wake_live(controller);
}

void controller_start(struct controller *controller)
{
	controller->started = true;
	controller_recall(controller);
	controller_recall_armed(controller);
	if (state_file_has_happened(controller->state, STATE_FILE_DOCK_SHOWN))
		return;
	state_file_note_happened(controller->state, STATE_FILE_DOCK_SHOWN);
	if (controller->view.show_dock)
		controller->view.show_dock(controller->view.data, true);
}

void controller_show_dock(struct controller *controller)
{
	if (controller->view.show_dock)
		controller->view.show_dock(controller->view.data, false);
}

void controller_refresh_destination(struct controller *controller)
{
	controller->host.service.read(controller->host.service.data, 0);
}

static void take_destination(void *context, const void *answer)
{
	struct controller *controller = context;
	struct sync_effects effects = {0};

	sync_destination_read(controller->sync, answer, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

static void lose_destination(void *context, const void *answer)
{
	struct controller *controller = context;
	struct sync_effects effects = {0};

	(void)answer;
	sync_destination_lost(controller->sync, &effects);
	controller_run_effects(controller, &effects);
}

void controller_destination(struct controller *controller, uint64_t id, const char *profile_directory,
			    const struct destination *destination)
{
	const bool is_of_profile = controller->profile_directory &&
				   strcmp(profile_directory, controller->profile_directory) == 0;
	/* OBS is about to tell of the other profile, which reads anew by itself */
	const struct completion completion = {is_of_profile ? take_destination : lose_destination, controller,
					      sync_awaited(controller->sync), id};
	struct sync_effects effects = {0};

	if (id) {
		completion_finish(&completion, destination);
		return;
	}
	if (is_of_profile)
		sync_set_destination(controller->sync, destination, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

char *controller_make_report(struct controller *controller, const char *qt_version, const char *system)
{
	struct account_status account;
	struct live_settings live;
	struct status status = {0};
	const struct report report = {
		.obs_version = controller->obs_version,
		.qt_version = qt_version,
		.system = system,
		.status = &status,
		.account = &account,
		.live = &live,
		.outcomes = &controller->outcomes,
		.now_s = moment_wall_s(controller_now(controller)),
	};
	char *text;

	controller_make_status(controller, &status);
	controller_make_account_status(controller, &account);
	controller_get_live_settings(controller, &live);
	text = report_make(&report);
	live_settings_free(&live);
	account_status_free(&account);
	status_free(&status);
	return text;
}
