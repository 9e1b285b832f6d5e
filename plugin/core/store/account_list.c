/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/account_list.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/document.h"
#include "core/store/secret_name.h"

struct account_list account_list_load(struct file_thread *files, const char *path, void (*settled)(void *context),
				      void *context)
{
	const struct document_options options = {.path = path,
						 .is_cautious = true,
						 .settled = settled,
						 .context = context};

	return (struct account_list){document_open(files, &options)};
}

static json_t *account_list(struct account_list accounts)
{
	return json_object_get(document_root(accounts.document), "accounts");
}

/* Under some names there are secrets that are no account's. */
static bool is_id(const char *text)
{
	return text && *text && strcmp(text, SECRET_NAME_STATE) != 0 && strcmp(text, SECRET_NAME_UNDO) != 0;
}

/* The first entry of that id: of several, the others are nobody's. */
static json_t *find_entry(const json_t *list, const char *id)
{
	json_t *entry;
	size_t i;

	if (!is_id(id))
		return NULL;
	json_array_foreach (list, i, entry) {
		if (text_same(json_text(entry, "id"), id))
			return entry;
	}
	return NULL;
}

static enum cloud read_cloud(const json_t *entry)
{
	const json_t *cloud = json_object_get(entry, "cloud");

	return cloud && !json_is_string(cloud) ? 0 : cloud_from_name(json_string_value(cloud));
}

/* A token of an unknown cloud must not be sent to a known one. */
static bool is_usable(const json_t *entry)
{
	return entry && account_method_from_name(json_text(entry, "method")) && read_cloud(entry);
}

/* A copy; false, and all zero, where it is none that can be used. */
static bool read_account(struct account *account, const json_t *entry)
{
	/* the texts are only copied */
	const struct account borrowed = {
		.id = (char *)json_text(entry, "id"),
		.name = (char *)json_text(entry, "name"),
		.method = account_method_from_name(json_text(entry, "method")),
		.cloud = read_cloud(entry),
		.account_id = (char *)json_text(entry, "account_id"),
		.client_id = (char *)json_text(entry, "client_id"),
		.redirect_uri = (char *)json_text(entry, "redirect_uri"),
		.user = (char *)json_text(entry, "user"),
	};

	memset(account, 0, sizeof(*account));
	if (!is_usable(entry))
		return false;
	account_copy(account, &borrowed);
	return true;
}

/* The i-th entry with an id of its own that counts; NULL: no more. */
static json_t *nth_entry(struct account_list accounts, bool (*counts)(const json_t *entry), size_t i)
{
	json_t *const list = account_list(accounts);
	json_t *entry;
	size_t position;

	json_array_foreach (list, position, entry) {
		if (!counts(entry) || find_entry(list, json_text(entry, "id")) != entry)
			continue;
		if (i-- == 0)
			return entry;
	}
	return NULL;
}

size_t account_list_count(struct account_list accounts)
{
	size_t count = 0;

	while (nth_entry(accounts, is_usable, count))
		count++;
	return count;
}

bool account_list_get(struct account_list accounts, size_t i, struct account *account)
{
	return read_account(account, nth_entry(accounts, is_usable, i));
}

bool account_list_find(struct account_list accounts, const char *id, struct account *account)
{
	return read_account(account, find_entry(account_list(accounts), id));
}

bool account_list_has(struct account_list accounts, const char *id)
{
	return is_usable(find_entry(account_list(accounts), id));
}

static bool is_any(const json_t *entry)
{
	return entry != NULL;
}

const char *account_list_id(struct account_list accounts, size_t i)
{
	return json_text(nth_entry(accounts, is_any, i), "id");
}

const char *account_list_only_id(struct account_list accounts)
{
	const json_t *list = account_list(accounts);

	return json_array_size(list) == 1 ? json_text(json_array_get(list, 0), "id") : NULL;
}

static void set_entry(json_t *root, const json_t *values)
{
	json_t *list = document_member(root, "accounts", JSON_ARRAY);
	json_t *entry = find_entry(list, json_text(values, "id"));

	if (!entry) {
		entry = json_object();
		json_array_append_new(list, entry);
	}
	document_merge(entry, values);
}

bool account_list_set(struct account_list accounts, const struct account *account)
{
	if (!is_id(account->id))
		return false;
	document_change(accounts.document, set_entry,
			json_pack("{s:s, s:s?, s:s, s:s, s:s?, s:s?, s:s?, s:s?}", "id", account->id, "name",
				  account->name, "method", account_method_name(account->method), "cloud",
				  cloud_name(account->cloud), "account_id", account->account_id, "client_id",
				  account->client_id, "redirect_uri", account->redirect_uri, "user", account->user));
	return true;
}

static void rename_entry(json_t *root, const json_t *values)
{
	json_t *entry = find_entry(json_object_get(root, "accounts"), json_text(values, "id"));

	/* another OBS may have removed it */
	if (entry)
		document_merge(entry, values);
}

bool account_list_rename(struct account_list accounts, const char *id, const char *name)
{
	if (!account_list_has(accounts, id))
		return false;
	document_change(accounts.document, rename_entry, json_pack("{s:s, s:s?}", "id", id, "name", name));
	return true;
}

/* All of that id: another one would take the place of the removed one. */
static void remove_entries(json_t *root, const json_t *values)
{
	json_t *list = json_object_get(root, "accounts");

	for (size_t i = json_array_size(list); i-- > 0;) {
		const char *id = json_text(json_array_get(list, i), "id");

		if (id && strcmp(id, json_text(values, "id")) == 0)
			json_array_remove(list, i);
	}
}

void account_list_remove(struct account_list accounts, const char *id)
{
	document_change(accounts.document, remove_entries, json_pack("{s:s}", "id", id));
}

enum secret_backend account_list_secret_backend(struct account_list accounts)
{
	return secret_backend_from_name(json_text(document_root(accounts.document), "secrets"));
}

void account_list_set_secret_backend(struct account_list accounts, enum secret_backend backend)
{
	document_change(accounts.document, document_merge,
			json_pack("{s:s?}", "secrets", secret_backend_name(backend)));
}

bool account_list_remote_control(struct account_list accounts)
{
	return json_is_true(json_object_get(document_root(accounts.document), "remote_control"));
}

void account_list_set_remote_control(struct account_list accounts, bool on)
{
	document_change(accounts.document, document_merge, json_pack("{s:b}", "remote_control", (int)on));
}
