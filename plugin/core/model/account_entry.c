/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account_entry.h"

#include "core/base/secret.h"

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
