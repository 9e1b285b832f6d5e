/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/account_list.h"

#include <string.h>

#include <util/bmem.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/file_lock.h"
#include "core/store/json_file.h"
#include "core/store/secret_name.h"

/* it is the UI thread that waits, for another OBS's write of a small file */
#define LOCK_WAIT_MS 100

struct account_list {
	struct json_file document;
};

struct account_list *account_list_load(const char *path)
{
	struct account_list *accounts = bzalloc(sizeof(*accounts));

	json_file_load(&accounts->document, path);
	return accounts;
}

void account_list_free(struct account_list *accounts)
{
	if (!accounts)
		return;
	json_file_free(&accounts->document);
	bfree(accounts);
}

static json_t *account_list(const struct account_list *accounts)
{
	return json_object_get(accounts->document.root, "accounts");
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
static json_t *nth_entry(const struct account_list *accounts, bool (*counts)(const json_t *entry), size_t i)
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

size_t account_list_count(const struct account_list *accounts)
{
	size_t count = 0;

	while (nth_entry(accounts, is_usable, count))
		count++;
	return count;
}

bool account_list_get(const struct account_list *accounts, size_t i, struct account *account)
{
	return read_account(account, nth_entry(accounts, is_usable, i));
}

bool account_list_find(const struct account_list *accounts, const char *id, struct account *account)
{
	return read_account(account, find_entry(account_list(accounts), id));
}

bool account_list_has(const struct account_list *accounts, const char *id)
{
	return is_usable(find_entry(account_list(accounts), id));
}

static bool is_any(const json_t *entry)
{
	return entry != NULL;
}

const char *account_list_id(const struct account_list *accounts, size_t i)
{
	return json_text(nth_entry(accounts, is_any, i), "id");
}

const char *account_list_only_id(const struct account_list *accounts)
{
	const json_t *list = account_list(accounts);

	return json_array_size(list) == 1 ? json_text(json_array_get(list, 0), "id") : NULL;
}

/* One change of what is on disk; what is in memory stays as it was until that is written. */
struct change {
	struct file_lock lock;
	struct json_file document;
};

static bool begin_change(const struct account_list *accounts, struct change *change)
{
	const struct json_file *known = &accounts->document;
	struct json_file *document = &change->document;

	if (!file_lock_take(&change->lock, known->path, LOCK_WAIT_MS))
		return false;
	json_file_load(document, known->path);
	/* one that has gone bad or missing since is made anew of what is known */
	if (known->state != JSON_FILE_NEWER && (document->state == JSON_FILE_BROKEN || !os_file_exists(known->path))) {
		json_decref(document->root);
		document->root = json_deep_copy(known->root);
	}
	return true;
}

static void end_change(struct change *change)
{
	json_file_free(&change->document);
	file_lock_give_back(&change->lock);
}

/* Ends the change; once it is written, what other OBS have changed is known as well. */
static bool write_change(struct account_list *accounts, struct change *change)
{
	const bool saved = json_file_save(&change->document);

	if (saved) {
		const struct json_file old = accounts->document;

		accounts->document = change->document;
		change->document = old;
	}
	end_change(change);
	return saved;
}

static void set_entry(json_t *root, const struct account *account)
{
	json_t *list = json_file_member(root, "accounts", JSON_ARRAY);
	json_t *entry = find_entry(list, account->id);

	if (!entry) {
		entry = json_object();
		json_array_append_new(list, entry);
	}
	json_set_text(entry, "id", account->id);
	json_set_text(entry, "name", account->name);
	json_set_text(entry, "method", account_method_name(account->method));
	json_set_text(entry, "cloud", cloud_name(account->cloud));
	json_set_text(entry, "account_id", account->account_id);
	json_set_text(entry, "client_id", account->client_id);
	json_set_text(entry, "redirect_uri", account->redirect_uri);
	json_set_text(entry, "user", account->user);
}

bool account_list_set(struct account_list *accounts, const struct account *account)
{
	struct change change;

	if (!is_id(account->id) || !begin_change(accounts, &change))
		return false;
	set_entry(change.document.root, account);
	return write_change(accounts, &change);
}

bool account_list_rename(struct account_list *accounts, const char *id, const char *name)
{
	struct change change;
	json_t *entry;

	if (!begin_change(accounts, &change))
		return false;
	entry = find_entry(json_object_get(change.document.root, "accounts"), id);
	if (!is_usable(entry)) {
		end_change(&change);
		return false;
	}
	json_set_text(entry, "name", name);
	return write_change(accounts, &change);
}

bool account_list_remove(struct account_list *accounts, const char *id)
{
	struct change change;
	json_t *list;

	if (!begin_change(accounts, &change))
		return false;
	list = json_object_get(change.document.root, "accounts");
	/* another one of that id would take the place of the removed one */
	for (size_t i = json_array_size(list); i-- > 0;) {
		const char *this_id = json_text(json_array_get(list, i), "id");

		if (this_id && strcmp(this_id, id) == 0)
			json_array_remove(list, i);
	}
	return write_change(accounts, &change);
}

enum secret_backend account_list_secret_backend(const struct account_list *accounts)
{
	return secret_backend_from_name(json_text(accounts->document.root, "secrets"));
}

bool account_list_set_secret_backend(struct account_list *accounts, enum secret_backend backend)
{
	const char *place = secret_backend_name(backend);
	struct change change;
	bool saved;

	if (!begin_change(accounts, &change))
		return false;
	json_set_text(change.document.root, "secrets", place);
	saved = json_file_save(&change.document);
	if (saved)
		json_set_text(accounts->document.root, "secrets", place);
	end_change(&change);
	return saved;
}
