/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/state_file.h"

#include <inttypes.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/document.h"

struct state_file state_file_load(struct file_thread *files, const char *path, void (*settled)(void *context),
				  void *context)
{
	const struct document_options options = {.path = path, .learns = true, .settled = settled, .context = context};

	return (struct state_file){document_open(files, &options)};
}

static json_t *member(struct state_file state, const char *name)
{
	return json_object_get(document_root(state.document), name);
}

enum encoding state_file_encoding(struct state_file state, const char *host)
{
	return encoding_from_name(json_text(member(state, "encodings"), host));
}

void state_file_set_encoding(struct state_file state, const char *host, enum encoding encoding)
{
	document_change(state.document, document_merge,
			json_pack("{s:{s:s?}}", "encodings", host, encoding ? encoding_name(encoding) : NULL));
}

static bool has_flag(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

bool state_file_has_happened(struct state_file state, const char *what)
{
	return has_flag(document_root(state.document), what);
}

void state_file_note_happened(struct state_file state, const char *what)
{
	document_change(state.document, document_merge, json_pack("{s:b}", what, true));
}

char *state_file_push_name(const char *account_id, enum broadcast_kind kind, uint64_t id)
{
	struct dstr name = {0};

	dstr_printf(&name, "%s/%s/%" PRIu64, account_id, broadcast_kind_name(kind), id);
	return name.array;
}

void state_file_get_push(struct state_file state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			 struct push_record *record)
{
	char *name = state_file_push_name(account_id, kind, id);
	const json_t *entry = json_object_get(member(state, "pushes"), name);

	record->synced = text_copy(json_text(entry, "settled"));
	record->written = text_copy(json_text(entry, "written"));
	record->sent = text_copy(json_text(entry, "sent"));
	record->accepted_remote = text_copy(json_text(entry, "kept"));
	record->pending = has_flag(entry, "pending");
	record->undo = has_flag(entry, "undo");
	bfree(name);
}

/* The oldest entry about which nothing is left to be done; of those where something is, the oldest. */
static const char *find_oldest(json_t *entries)
{
	const char *name;
	json_t *entry;

	json_object_foreach (entries, name, entry) {
		if (!has_flag(entry, "pending") && !has_flag(entry, "undo"))
			return name;
	}
	return json_object_iter_key(json_object_iter(entries));
}

/* As the last one: members are kept in the order in which they came. */
static void set_last(json_t *entries, const char *name, json_t *entry, size_t max)
{
	json_object_del(entries, name);
	while (json_object_size(entries) >= max) {
		/* a copy: the name goes with its entry */
		char *oldest = bstrdup(find_oldest(entries));

		json_object_del(entries, oldest);
		bfree(oldest);
	}
	json_object_set(entries, name, entry);
}

/* values: the members of entries, by their names; null: the entry is forgotten. */
static void change_pushes(json_t *root, const json_t *values)
{
	json_t *pushes = document_member(root, "pushes", JSON_OBJECT);
	const char *name;
	json_t *members;

	json_object_foreach ((json_t *)values, name, members) {
		json_t *old = json_object_get(pushes, name);
		json_t *entry = json_is_object(old) && !json_is_null(members) ? json_copy(old) : json_object();

		document_merge(entry, members);
		if (json_object_size(entry))
			set_last(pushes, name, entry, STATE_FILE_PUSHES_MAX);
		else
			json_object_del(pushes, name);
		json_decref(entry);
	}
	if (!json_object_size(pushes))
		json_object_del(root, "pushes");
}

/* Only what is set is written down. */
static json_t *flag(bool is_set)
{
	return is_set ? json_true() : json_null();
}

static json_t *members_of(const struct push_record *record, unsigned parts)
{
	json_t *members = parts & STATE_FILE_PUSH_DIGESTS
				  ? json_pack("{s:s?, s:s?, s:s?, s:s?}", "settled", record->synced, "written",
					      record->written, "sent", record->sent, "kept", record->accepted_remote)
				  : json_object();

	json_object_set_new(members, "pending", flag(record->pending));
	if (parts & STATE_FILE_PUSH_UNDO)
		json_object_set_new(members, "undo", flag(record->undo));
	return members;
}

static bool sets_something(json_t *members)
{
	const char *name;
	json_t *value;

	json_object_foreach (members, name, value) {
		if (!json_is_null(value))
			return true;
	}
	return false;
}

char *state_file_set_push(struct state_file state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			  const struct push_record *record, unsigned parts)
{
	char *name = state_file_push_name(account_id, kind, id);
	json_t *pushes = member(state, "pushes"), *members = members_of(record, parts), *values = json_object();
	const bool is_added = !json_object_get(pushes, name) && sets_something(members);
	const char *oldest = is_added && json_object_size(pushes) >= STATE_FILE_PUSHES_MAX ? find_oldest(pushes) : NULL;
	char *undo = state_file_can_undo(state, oldest) ? bstrdup(oldest) : NULL;

	/* by its name: the file's oldest one may be another by now */
	if (oldest)
		json_object_set_new(values, oldest, json_null());
	json_object_set_new(values, name, members);
	document_change(state.document, change_pushes, values);
	bfree(name);
	return undo;
}

enum broadcast_kind state_file_kind(struct state_file state, const char *account_id, uint64_t id)
{
	static const enum broadcast_kind kinds[] = {BROADCAST_KIND_MEETING, BROADCAST_KIND_WEBINAR};
	const json_t *pushes = member(state, "pushes");

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		char *name = state_file_push_name(account_id, kinds[i], id);
		const bool is_known = json_object_get(pushes, name) != NULL;

		bfree(name);
		if (is_known)
			return kinds[i];
	}
	return BROADCAST_KIND_UNKNOWN;
}

char *state_file_profile(struct state_file state, const char *id)
{
	json_t *file = document_read(state.document);
	const char *directory = id ? json_text(json_object_get(file, "profiles"), id) : NULL;
	char *copy;

	/* what is still to be written is not there yet */
	if (id && !directory)
		directory = json_text(member(state, "profiles"), id);
	copy = text_copy(directory);
	json_decref(file);
	return copy;
}

static void change_profiles(json_t *root, const json_t *values)
{
	const char *id;
	json_t *directory;

	json_object_foreach ((json_t *)values, id, directory) {
		json_t *own = json_deep_copy(directory);

		set_last(document_member(root, "profiles", JSON_OBJECT), id, own, STATE_FILE_PROFILES_MAX);
		json_decref(own);
	}
}

void state_file_set_profile(struct state_file state, const char *id, const char *directory)
{
	document_change(state.document, change_profiles, json_pack("{s:s}", id, directory));
}

static bool is_of_account(const char *name, const char *account_id)
{
	const size_t length = strlen(account_id);

	return strncmp(name, account_id, length) == 0 && name[length] == '/';
}

const char *state_file_undo_name(struct state_file state, const char *account_id, size_t i)
{
	const char *name;
	json_t *entry;

	json_object_foreach (member(state, "pushes"), name, entry) {
		if (has_flag(entry, "undo") && (!account_id || is_of_account(name, account_id)) && i-- == 0)
			return name;
	}
	return NULL;
}

bool state_file_can_undo(struct state_file state, const char *name)
{
	return has_flag(json_object_get(member(state, "pushes"), name), "undo");
}

bool state_file_undo_is_written(struct state_file state, const char *name)
{
	const bool is_settled = document_is_settled(state.document) && !document_is_unsaved(state.document);
	json_t *file = is_settled ? NULL : document_read(state.document);
	const json_t *entry = json_object_get(json_object_get(file, "pushes"), name);
	const bool is_written = !file || has_flag(entry, "undo") == state_file_can_undo(state, name);

	json_decref(file);
	return is_written;
}

void state_file_forget_undo(struct state_file state, const char *name)
{
	document_change(state.document, document_merge, json_pack("{s:{s:{s:n}}}", "pushes", name, "undo"));
}

static void forget_account(json_t *root, const json_t *values)
{
	json_t *pushes = json_object_get(root, "pushes");
	const char *name;
	json_t *entry;
	void *next;

	json_object_foreach_safe (pushes, next, name, entry) {
		if (is_of_account(name, json_text(values, "account")))
			json_object_del(pushes, name);
	}
	json_object_del(json_object_get(root, "no_resolution"), json_text(values, "account"));
}

void state_file_forget_account(struct state_file state, const char *account_id)
{
	document_change(state.document, forget_account, json_pack("{s:s}", "account", account_id));
}

/* Independent of the kind, which may be learnt later. */
static char *armed_name(const char *account_id, uint64_t id)
{
	struct dstr name = {0};

	dstr_printf(&name, "%s/%" PRIu64, account_id, id);
	return name.array;
}

int64_t state_file_armed_at(struct state_file state, const char *profile, const char *account_id, uint64_t id)
{
	const json_t *entry = json_object_get(member(state, "armed"), profile);
	char *name = armed_name(account_id, id);
	const bool is_same = text_same(json_text(entry, "broadcast"), name);
	const int64_t at_s = is_same ? (int64_t)json_integer_value(json_object_get(entry, "at")) : 0;

	bfree(name);
	return at_s;
}

/* What is left of profiles that were removed is in the way of nobody, but goes in time. */
static void change_armed(json_t *root, const json_t *values)
{
	json_t *armed = document_member(root, "armed", JSON_OBJECT);
	const char *profile;
	json_t *entry;

	json_object_foreach ((json_t *)values, profile, entry) {
		json_t *own = json_deep_copy(entry);

		if (json_is_null(entry))
			json_object_del(armed, profile);
		else
			set_last(armed, profile, own, STATE_FILE_PROFILES_MAX);
		json_decref(own);
	}
	if (!json_object_size(armed))
		json_object_del(root, "armed");
}

void state_file_set_armed(struct state_file state, const char *profile, const char *account_id, uint64_t id,
			  int64_t at_s)
{
	char *name = at_s ? armed_name(account_id, id) : NULL;

	if (at_s)
		document_change(state.document, change_armed,
				json_pack("{s:{s:s, s:I}}", profile, "broadcast", name, "at", (json_int_t)at_s));
	else if (json_object_get(member(state, "armed"), profile))
		document_change(state.document, change_armed, json_pack("{s:n}", profile));
	bfree(name);
}

bool state_file_refuses_resolution(struct state_file state, const char *account_id)
{
	return has_flag(member(state, "no_resolution"), account_id);
}

void state_file_note_resolution_refused(struct state_file state, const char *account_id)
{
	document_change(state.document, document_merge, json_pack("{s:{s:b}}", "no_resolution", account_id, true));
}

static void void_digests(json_t *root, const json_t *values)
{
	json_t *pushes = json_object_get(root, "pushes");
	const char *name, *digest;
	json_t *entry, *nothing;

	json_object_foreach (pushes, name, entry) {
		json_object_foreach ((json_t *)values, digest, nothing) {
			if (json_object_get(entry, digest))
				json_object_set_new(entry, digest, json_deep_copy(nothing));
		}
	}
}

void state_file_void_digests(struct state_file state)
{
	document_change(state.document, void_digests,
			json_pack("{s:s, s:s, s:s, s:s}", "settled", "", "written", "", "sent", "", "kept", ""));
}
