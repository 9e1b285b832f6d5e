/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "accounts.h"

#include <string.h>

#include <util/bmem.h>

#include "json_document.h"

struct accounts {
	struct json_document document;
};

struct accounts *accounts_load(const char *path)
{
	struct accounts *accounts = bzalloc(sizeof(*accounts));

	json_document_load(&accounts->document, path);
	return accounts;
}

void accounts_free(struct accounts *accounts)
{
	if (!accounts)
		return;
	json_document_free(&accounts->document);
	bfree(accounts);
}

static json_t *account_list(const struct accounts *accounts)
{
	return json_object_get(accounts->document.root, "accounts");
}

/* A token of another cloud must not be sent to Zoom's own. */
static bool can_sign_in(const json_t *account)
{
	const char *method = json_document_text(account, "method");
	const char *cloud = json_document_text(account, "cloud");

	return method && strcmp(method, "access_token") == 0 && (!cloud || strcmp(cloud, "zoom") == 0);
}

bool accounts_has(const struct accounts *accounts, const char *id)
{
	const json_t *account;
	size_t i;

	json_array_foreach (account_list(accounts), i, account) {
		const char *this_id = json_document_text(account, "id");

		if (id && this_id && strcmp(this_id, id) == 0)
			return can_sign_in(account);
	}
	return false;
}

const char *accounts_only_id(const struct accounts *accounts)
{
	const json_t *list = account_list(accounts);

	return json_array_size(list) == 1 ? json_document_text(json_array_get(list, 0), "id") : NULL;
}

void accounts_add(struct accounts *accounts, const char *id, const char *name)
{
	json_t *list = account_list(accounts);

	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(accounts->document.root, "accounts", list);
	}
	json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "id", id, "name", name, "method", "access_token",
					      "cloud", "zoom"));
}

bool accounts_save(struct accounts *accounts)
{
	return json_document_save(&accounts->document);
}
