/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/account/save.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/model/pasted_credentials.h"
#include "core/zoom/oauth_redirect.h"

void account_save_free(struct account_save *save)
{
	for (size_t i = 0; i < save->write_count; i++)
		secret_free(save->writes[i].secret);
	account_free(&save->account);
	memset(save, 0, sizeof(*save));
}

static enum account_entry_fault check_value(const char *typed, bool is_needed)
{
	char *clean;
	const enum pasted_credentials_result result = pasted_credentials_clean(typed, &clean);

	secret_free(clean);
	if (result == PASTED_CREDENTIALS_UNCLEAR)
		return ACCOUNT_ENTRY_BAD_CHARACTER;
	return result == PASTED_CREDENTIALS_EMPTY && is_needed ? ACCOUNT_ENTRY_EMPTY : ACCOUNT_ENTRY_GOOD;
}

static enum account_entry_fault check_user(const char *text)
{
	const char *at = text_is_empty(text) ? NULL : strchr(text, '@');

	if (text_is_empty(text) || (text_is_visible_ascii(text) && at && at > text))
		return ACCOUNT_ENTRY_GOOD;
	return ACCOUNT_ENTRY_INVALID;
}

static enum account_entry_fault check_redirect_uri(const char *text)
{
	struct problem problem = {0};
	const bool is_good = zoom_oauth_redirect_check_uri(text_or_empty(text), &problem);

	problem_free(&problem);
	return is_good ? ACCOUNT_ENTRY_GOOD : ACCOUNT_ENTRY_INVALID;
}

static char *clean_if(bool wanted, const char *typed)
{
	char *clean = NULL;

	if (wanted)
		pasted_credentials_clean(typed, &clean);
	return clean;
}

/* Zoom's secrets and refresh tokens are of one app, in one cloud. */
static bool is_other_app(const struct account *entered, const struct account *before)
{
	char *client_id = clean_if(account_entry_has(entered->method, ACCOUNT_ENTRY_CLIENT_ID), entered->client_id);
	const bool is_other_id = client_id && !text_same(before->client_id, client_id);

	secret_free(client_id);
	return is_other_id || before->cloud != entered->cloud;
}

static enum account_entry_fault check_field(const struct account_entry *entry, enum account_entry_field field,
					    bool has_client_secret)
{
	const struct account *account = &entry->account;

	switch (field) {
	case ACCOUNT_ENTRY_CLIENT_SECRET:
		return check_value(entry->client_secret,
				   account->method != ACCOUNT_METHOD_AUTHORIZATION_CODE && !has_client_secret);
	case ACCOUNT_ENTRY_ACCESS_TOKEN:
		return check_value(entry->access_token, true);
	case ACCOUNT_ENTRY_USER:
		return check_user(account->user);
	case ACCOUNT_ENTRY_REDIRECT_URI:
		return check_redirect_uri(account->redirect_uri);
	default:
		return check_value(field == ACCOUNT_ENTRY_ACCOUNT_ID ? account->account_id : account->client_id, true);
	}
}

bool account_save_check(const struct account_entry *entry, const struct account *before, bool has_client_secret,
			enum account_entry_fault faults[ACCOUNT_ENTRY_FIELD_COUNT])
{
	const bool keeps_client_secret = has_client_secret && before && before->method == entry->account.method &&
					 !is_other_app(&entry->account, before);
	bool is_good = true;

	/* all are told, also where the first is wrong already */
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		faults[i] = account_entry_has(entry->account.method, i) ? check_field(entry, i, keeps_client_secret)
									: ACCOUNT_ENTRY_GOOD;
		is_good = is_good && faults[i] == ACCOUNT_ENTRY_GOOD;
	}
	return is_good;
}

/* What was not typed stays as it is stored, unless it has to go. */
static void plan_write(struct account_save *save, const char *field, const char *typed, bool erase)
{
	char *clean = NULL;

	pasted_credentials_clean(typed, &clean);
	if (!clean && !erase)
		return;
	save->writes[save->write_count].field = field;
	save->writes[save->write_count].secret = clean;
	save->write_count++;
}

static char *copy_if(bool wanted, const char *text)
{
	return wanted && !text_is_empty(text) ? bstrdup(text) : NULL;
}

/* Of what was typed, that which the method needs: the person may have looked at others. */
static void take_account(struct account_save *save, const struct account *entered)
{
	const enum account_method method = entered->method;

	save->account = (struct account){
		.id = bstrdup(entered->id),
		.name = copy_if(true, entered->name),
		.method = method,
		.cloud = entered->cloud,
		.account_id = clean_if(account_entry_has(method, ACCOUNT_ENTRY_ACCOUNT_ID), entered->account_id),
		.client_id = clean_if(account_entry_has(method, ACCOUNT_ENTRY_CLIENT_ID), entered->client_id),
		.redirect_uri = copy_if(account_entry_has(method, ACCOUNT_ENTRY_REDIRECT_URI), entered->redirect_uri),
		.user = copy_if(account_entry_has(method, ACCOUNT_ENTRY_USER), entered->user),
	};
}

void account_save_plan(struct account_save *save, const struct account_entry *entry, const struct account *before)
{
	const enum account_method method = entry->account.method;
	const bool is_other_method = before && before->method != method;
	const bool has_client_secret = account_entry_has(method, ACCOUNT_ENTRY_CLIENT_SECRET);
	const bool has_access_token = account_entry_has(method, ACCOUNT_ENTRY_ACCESS_TOKEN);
	const bool ends_app = before && !is_other_method && is_other_app(&entry->account, before);

	account_save_free(save);
	take_account(save, &entry->account);
	plan_write(save, ACCOUNT_FIELD_CLIENT_SECRET, has_client_secret ? entry->client_secret : NULL, is_other_method);
	save->ends_client_secret = ends_app && save->write_count == 0;
	plan_write(save, ACCOUNT_FIELD_ACCESS_TOKEN, has_access_token ? entry->access_token : NULL, is_other_method);
	plan_write(save, ACCOUNT_FIELD_REFRESH_TOKEN, NULL, is_other_method);
	save->ends_sign_in = ends_app && account_method_rotates(method);
}
