/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account.h"

#include "core/base/secret.h"
#include "core/base/text.h"

#define METHOD_COUNT (sizeof(method_names) / sizeof(method_names[0]))

static const char *const method_names[] = {
	[ACCOUNT_METHOD_ACCESS_TOKEN] = "access_token",
	[ACCOUNT_METHOD_SERVER_TO_SERVER] = "server_to_server",
	[ACCOUNT_METHOD_AUTHORIZATION_CODE] = "authorization_code",
	[ACCOUNT_METHOD_DEVICE_CODE] = "device_code",
};

const char *const account_fields[ACCOUNT_FIELD_COUNT] = {ACCOUNT_FIELD_REFRESH_TOKEN, ACCOUNT_FIELD_ACCESS_TOKEN,
							 ACCOUNT_FIELD_CLIENT_SECRET};

static const struct text_members texts =
	TEXT_MEMBERS(struct account, offsetof(struct account, id), offsetof(struct account, name),
		     offsetof(struct account, account_id), offsetof(struct account, client_id),
		     offsetof(struct account, redirect_uri), offsetof(struct account, user));

void account_copy(struct account *target, const struct account *source)
{
	text_copy_members(target, source, &texts);
}

void account_free(struct account *account)
{
	text_free_members(account, &texts);
}

enum account_method account_method_from_name(const char *name)
{
	return (enum account_method)text_find(name, method_names, METHOD_COUNT);
}

const char *account_method_name(enum account_method method)
{
	return (size_t)method < METHOD_COUNT ? method_names[method] : NULL;
}

void account_entry_free(struct account_entry *entry)
{
	account_free(&entry->account);
	secret_free(entry->client_secret);
	secret_free(entry->access_token);
	entry->client_secret = NULL;
	entry->access_token = NULL;
}

bool account_entry_has(enum account_method method, enum account_entry_field field)
{
	switch (field) {
	case ACCOUNT_ENTRY_ACCESS_TOKEN:
		return method == ACCOUNT_METHOD_ACCESS_TOKEN;
	case ACCOUNT_ENTRY_ACCOUNT_ID:
	case ACCOUNT_ENTRY_USER:
		return method == ACCOUNT_METHOD_SERVER_TO_SERVER;
	case ACCOUNT_ENTRY_REDIRECT_URI:
		return method == ACCOUNT_METHOD_AUTHORIZATION_CODE;
	default:
		return method != ACCOUNT_METHOD_ACCESS_TOKEN;
	}
}
