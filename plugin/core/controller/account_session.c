/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/log.h"

static struct kept_account *find_kept(struct controller *controller, const char *account_id)
{
	for (size_t i = 0; i < controller->kept.num; i++) {
		if (strcmp(controller->kept.array[i]->id, account_id) == 0)
			return controller->kept.array[i];
	}
	return NULL;
}

struct kept_account *controller_kept_account(struct controller *controller, const char *account_id)
{
	const struct zoom_endpoint *endpoint = &controller->endpoint;
	const uint64_t number = controller->kept.num;
	struct kept_account *kept = find_kept(controller, account_id);
	struct account account = {0};

	if (kept)
		return kept;
	account_list_find(controller->accounts, account_id, &account);
	kept = bzalloc(sizeof(*kept));
	kept->id = bstrdup(account_id);
	kept->keeper = token_keeper_create(&account, endpoint->oauth_url, endpoint->oauth_host,
					   CONTROLLER_KEEPER_IDS + (number << CONTROLLER_KEEPER_ID_SHIFT));
	da_push_back(controller->kept, &kept);
	account_free(&account);
	return kept;
}

struct kept_account *controller_keeper_of_id(struct controller *controller, uint64_t id)
{
	const uint64_t number = (id & ~CONTROLLER_KEEPER_IDS) >> CONTROLLER_KEEPER_ID_SHIFT;

	if (!(id & CONTROLLER_KEEPER_IDS) || number >= controller->kept.num)
		return NULL;
	return controller->kept.array[number];
}

void controller_free_keepers(struct controller *controller)
{
	const struct controller_ports *ports = &controller->ports;

	for (size_t i = 0; i < controller->kept.num; i++) {
		struct kept_account *kept = controller->kept.array[i];

		if (token_keeper_has_lock(kept->keeper))
			ports->unlock_renewal(ports->data, kept->id, false);
		token_keeper_free(kept->keeper);
		bfree(kept->id);
		bfree(kept);
	}
	da_free(controller->kept);
}

static bool is_current(const struct controller *controller, const struct kept_account *kept)
{
	return controller->account_id && strcmp(controller->account_id, kept->id) == 0;
}

void controller_set_api(struct controller *controller, const char *told)
{
	char *refused_host = NULL;
	char *url;

	if (problem_is_set(&controller->endpoint_problem))
		return;
	url = zoom_endpoint_regional_api_url(&controller->endpoint, told, &refused_host);
	if (refused_host)
		plugin_log(LOG_WARNING, "Zoom's API was said to be at %s, which is none of Zoom's hosts: not used",
			   refused_host);
	bfree(refused_host);
	if (controller->api_url && strcmp(controller->api_url, url) == 0) {
		bfree(url);
		return;
	}
	bfree(controller->api_url);
	bfree(controller->api_host);
	controller->api_url = url;
	controller->api_host = zoom_endpoint_host_of(url);
	if (controller->sync)
		sync_set_api(controller->sync, url, controller->api_host,
			     state_file_encoding(controller->state, controller->api_host));
}

/* controller_ask_token() was called with that id. */
static void answer(struct controller *controller, struct kept_account *kept, uint64_t id,
		   const struct token_effects *answer)
{
	const struct sync_moment moment = controller_now();
	struct account_check_effects check_effects = {0};
	struct sync_effects effects = {0};

	if (id & CONTROLLER_CHECK_IDS) {
		account_check_token(controller->check, id, answer->token, token_keeper_scope(kept->keeper),
				    controller->api_url, controller->api_host, &answer->problem, &check_effects);
		controller_run_check_effects(controller, &check_effects);
		return;
	}
	if (answer->token)
		sync_token(controller->sync, id, answer->token, NULL, &moment, &effects);
	else
		sync_no_token(controller->sync, id, &answer->problem, answer->may_work_later, &moment, &effects);
	controller_run_effects(controller, &effects);
}

static void run_wishes(struct controller *controller, const struct kept_account *kept, struct token_effects *effects)
{
	const struct controller_ports *ports = &controller->ports;

	if (effects->unlock)
		ports->unlock_renewal(ports->data, kept->id, effects->unlock_settled);
	if (effects->lock)
		ports->lock_renewal(ports->data, effects->lock, kept->id);
	if (effects->read_secret)
		ports->read_secret(ports->data, effects->read_secret, kept->id, effects->field);
	if (effects->write_secret)
		ports->write_secret(ports->data, effects->write_secret, kept->id, effects->field, effects->value);
	if (effects->send)
		controller_send(controller, effects->send, &effects->request);
}

static void tell_stored(struct controller *controller, const struct token_effects *effects)
{
	const bool failed = problem_is_set(&effects->store_problem);
	struct sign_in_effects sign_in_effects = {0};

	sign_in_stored(controller->sign_in, failed ? &effects->store_problem : NULL, &sign_in_effects);
	controller_run_sign_in_effects(controller, &sign_in_effects);
	if (!failed)
		controller_try_again(controller);
}

void controller_run_keeper_effects(struct controller *controller, struct kept_account *kept,
				   struct token_effects *effects)
{
	if (effects->renewed)
		plugin_log(LOG_INFO, "Zoom has given a new access token (%s)",
			   account_method_name(token_keeper_method(kept->keeper)));
	if (effects->renewed && is_current(controller, kept))
		controller_set_api(controller, token_keeper_api_url(kept->keeper));
	run_wishes(controller, kept, effects);
	for (size_t i = 0; i < effects->answered_count; i++)
		answer(controller, kept, effects->answered[i], effects);
	if (effects->stored && is_current(controller, kept))
		tell_stored(controller, effects);
	if (effects->signed_out && is_current(controller, kept))
		controller_note_signed_out(controller, effects);
	token_effects_free(effects);
	controller_report_renewing(controller);
}

void controller_renewal_locked(struct controller *controller, uint64_t id, enum renewal_lock_result result)
{
	struct kept_account *kept = controller_keeper_of_id(controller, id);
	const struct sync_moment moment = controller_now();
	struct token_effects effects = {0};

	if (!kept)
		return;
	token_keeper_locked(kept->keeper, id, result, &moment, &effects);
	controller_run_keeper_effects(controller, kept, &effects);
}

void controller_ask_token(struct controller *controller, uint64_t id, bool is_refused)
{
	const char *account_id = controller_account(controller);
	const struct sync_moment moment = controller_now();
	struct token_effects effects = {0};
	struct kept_account *kept;

	if (!account_id)
		return;
	kept = controller_kept_account(controller, account_id);
	token_keeper_ask(kept->keeper, id, is_refused, &moment, &effects);
	controller_run_keeper_effects(controller, kept, &effects);
}
