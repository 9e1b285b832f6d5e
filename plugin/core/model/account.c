/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/account.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

static const struct {
	enum account_method method;
	const char *name;
} methods[] = {
	{ACCOUNT_METHOD_ACCESS_TOKEN, "access_token"},
	{ACCOUNT_METHOD_SERVER_TO_SERVER, "server_to_server"},
	{ACCOUNT_METHOD_AUTHORIZATION_CODE, "authorization_code"},
	{ACCOUNT_METHOD_DEVICE_CODE, "device_code"},
};

void account_copy(struct account *target, const struct account *source)
{
	const struct account copy = {
		.id = text_copy(source->id),
		.name = text_copy(source->name),
		.method = source->method,
		.cloud = source->cloud,
		.account_id = text_copy(source->account_id),
		.client_id = text_copy(source->client_id),
		.redirect_uri = text_copy(source->redirect_uri),
		.user = text_copy(source->user),
	};

	account_free(target);
	*target = copy;
}

void account_free(struct account *account)
{
	bfree(account->id);
	bfree(account->name);
	bfree(account->account_id);
	bfree(account->client_id);
	bfree(account->redirect_uri);
	bfree(account->user);
	memset(account, 0, sizeof(*account));
}

enum account_method account_method_from_name(const char *name)
{
	for (size_t i = 0; name && i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (strcmp(methods[i].name, name) == 0)
			return methods[i].method;
	}
	return 0;
}

const char *account_method_name(enum account_method method)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (methods[i].method == method)
			return methods[i].name;
	}
	return NULL;
}
