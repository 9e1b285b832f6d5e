/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/store/secret_name.h"
#include "core/store/undo_text.h"

static char *join_path(const char *directory, const char *name)
{
	struct dstr path = {0};

	dstr_copy(&path, directory);
	if (dstr_end(&path) != '/')
		dstr_cat_ch(&path, '/');
	dstr_cat(&path, name);
	return path.array;
}

static void create_sync(struct controller *controller)
{
	const struct controller_ports *ports = &controller->ports;
	const struct push_store_ports store_ports = {
		.data = ports->data,
		.read_secret = ports->read_secret,
		.write_secret = ports->write_secret,
		.digest = ports->digest,
		.make_key = ports->make_key,
	};
	struct sync_options options = {
		.api_url = controller->api_url,
		.host = controller->api_host,
		.encoding = state_file_encoding(controller->state, controller->api_host),
		.digest = push_store_digest,
	};

	controller->push_store = push_store_create(controller->state, &store_ports);
	options.digest_data = controller->push_store;
	if (problem_is_set(&controller->endpoint_problem))
		options.obstacle = &controller->endpoint_problem;
	controller->sync = sync_create(&options);
	sync_set_cloud(controller->sync, controller->cloud);
	controller->timer_set_ms = -1;
}

struct controller *controller_create(const struct controller_options *options)
{
	struct controller *controller = bzalloc(sizeof(*controller));
	char *accounts_path = join_path(options->config_directory, "accounts.json");
	char *state_path = join_path(options->config_directory, "state.json");

	controller->ports = options->ports;
	controller->api_url_option = text_copy(options->api_url);
	controller->oauth_url_option = text_copy(options->oauth_url);
	controller->ca_file_option = text_copy(options->ca_file);
	controller->accounts = account_list_load(accounts_path);
	controller->state = state_file_load(state_path);
	controller->sign_in = sign_in_create(CONTROLLER_SIGN_IN_IDS);
	controller->probe = account_probe_create(CONTROLLER_PROBE_IDS);
	controller->sign_out.state = SIGN_OUT_NONE;
	controller->logged_sign_in = SIGN_IN_NONE;
	controller_apply_account(controller);
	create_sync(controller);
	bfree(accounts_path);
	bfree(state_path);

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
	controller_free_sessions(controller);
	sign_in_free(controller->sign_in);
	account_probe_free(controller->probe);
	problem_free(&controller->sign_out.revoke_problem);
	problem_free(&controller->sign_out.erase_problem);
	sync_free(controller->sync);
	push_store_free(controller->push_store);
	profile_settings_free(controller->settings);
	account_list_free(controller->accounts);
	state_file_free(controller->state);
	zoom_endpoint_free(&controller->endpoint);
	problem_free(&controller->endpoint_problem);
	bfree(controller->api_url_option);
	bfree(controller->oauth_url_option);
	bfree(controller->ca_file_option);
	bfree(controller->api_url);
	bfree(controller->api_host);
	bfree(controller->account_id);
	bfree(controller->profile_directory);
	bfree(controller);
}

/* An event that is told in no more words. */
static void run_event(struct controller *controller,
		      void (*event)(struct sync *sync, const struct moment *moment, struct sync_effects *effects))
{
	const struct moment moment = controller_now();
	struct sync_effects effects = {0};

	event(controller->sync, &moment, &effects);
	controller_run_effects(controller, &effects);
}

void controller_push(struct controller *controller)
{
	run_event(controller, sync_push);
}

void controller_undo(struct controller *controller)
{
	run_event(controller, sync_undo);
}

void controller_accept_remote(struct controller *controller)
{
	run_event(controller, sync_accept_remote);
}

void controller_cancel(struct controller *controller)
{
	run_event(controller, sync_cancel);
}

void controller_expect_push(struct controller *controller)
{
	if (controller->started)
		run_event(controller, sync_expect_push);
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

static void wake_sign_in(struct controller *controller)
{
	const struct moment moment = controller_now();
	struct sign_in_effects effects = {0};

	sign_in_wake(controller->sign_in, &moment, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_wake(struct controller *controller)
{
	/* it may have come a little early, and is then set again */
	controller->timer_set_ms = -1;
	wake_sign_in(controller);
	run_event(controller, sync_wake);
}

void controller_start(struct controller *controller)
{
	controller->started = true;
	controller_recall(controller);
}

void controller_refresh_destination(struct controller *controller)
{
	controller->ports.read_destination(controller->ports.data, 0);
}

void controller_destination(struct controller *controller, uint64_t id, const char *profile_directory,
			    const struct destination *destination)
{
	const struct moment moment = controller_now();
	struct sync_effects effects = {0};

	const bool is_of_profile = controller->profile_directory &&
				   strcmp(profile_directory, controller->profile_directory) == 0;

	if (is_of_profile && id)
		sync_destination_read(controller->sync, id, destination, &moment, &effects);
	else if (is_of_profile)
		sync_set_destination(controller->sync, destination, &moment, &effects);
	else if (id)
		/* OBS is about to tell of the other profile, which reads anew by itself */
		sync_cancel(controller->sync, &moment, &effects);
	controller_run_effects(controller, &effects);
}

static void take_undo(struct controller *controller, uint64_t id, const struct secret_answer *answer)
{
	const struct moment moment = controller_now();
	struct sync_effects effects = {0};
	struct problem problem = {0};
	struct livestream livestream = {0};
	const bool is_read = answer->text && undo_text_read(&livestream, answer->text);

	if (answer->result == SECRET_OK)
		problem_set(&problem, "undo.broken");
	else if (answer->result == SECRET_ABSENT)
		problem_set(&problem, "undo.gone");
	else
		secret_answer_problem(answer, &problem);
	controller->undo_id = 0;
	sync_undo_read(controller->sync, id, is_read ? &livestream : NULL, &problem, &moment, &effects);
	controller_run_effects(controller, &effects);
	problem_free(&problem);
	livestream_free(&livestream);
}

static void take_session_secret(struct controller *controller, uint64_t id, const struct secret_answer *answer)
{
	struct account_session *session = controller_session_of_id(controller, id);
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	token_source_secret(session->token_source, id, answer, &moment, &effects);
	controller_run_token_effects(controller, session, &effects);
}

static void take_client_secret(struct controller *controller, uint64_t id, const struct secret_answer *answer)
{
	const struct moment moment = controller_now();
	struct sign_in_effects effects = {0};

	sign_in_secret(controller->sign_in, id, answer, &moment, &effects);
	controller_run_sign_in_effects(controller, &effects);
}

void controller_secret(struct controller *controller, uint64_t id, const struct secret_answer *answer)
{
	if (push_store_take_key(controller->push_store, id, answer))
		controller_recall(controller);
	else if (controller_session_of_id(controller, id))
		take_session_secret(controller, id, answer);
	else if (id & CONTROLLER_SIGN_IN_IDS)
		take_client_secret(controller, id, answer);
	else if (id == controller->undo_id)
		take_undo(controller, id, answer);
}

static void note_undo_written(struct controller *controller, uint64_t id, bool written)
{
	const struct moment moment = controller_now();
	struct sync_effects effects = {0};

	if (!id || id != controller->undo_id)
		return;
	controller->undo_id = 0;
	sync_undo_stored(controller->sync, id, written, &moment, &effects);
	controller_run_effects(controller, &effects);
}

void controller_secret_written(struct controller *controller, uint64_t id, const struct secret_answer *answer)
{
	/* what is to be erased may be none */
	const bool written = answer->result == SECRET_OK || answer->result == SECRET_ABSENT;
	struct problem problem = {0};
	struct account_session *session = controller_session_of_id(controller, id);
	const struct moment moment = controller_now();
	struct token_source_effects effects = {0};

	if (!written) {
		secret_answer_problem(answer, &problem);
		plugin_log(LOG_WARNING, "a secret could not be stored: %s", problem.code);
		problem_free(&problem);
	}
	if (push_store_key_stored(controller->push_store, id, written)) {
		controller_save_record(controller);
	} else if (session) {
		token_source_written(session->token_source, id, answer, &moment, &effects);
		controller_run_token_effects(controller, session, &effects);
	} else {
		note_undo_written(controller, id, written);
	}
}

const char *controller_overridden_host(const struct controller *controller)
{
	return controller->endpoint.overridden_host;
}

const char *controller_secret_host(const struct controller *controller, const char *holder)
{
	return strcmp(holder, SECRET_NAME_STATE) == 0 ? NULL : controller->endpoint.overridden_host;
}

bool controller_take_first_start(struct controller *controller)
{
	if (state_file_dock_shown(controller->state))
		return false;
	state_file_set_dock_shown(controller->state);
	return true;
}
