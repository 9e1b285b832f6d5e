/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/state_file.h"

#include <inttypes.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/json_file.h"

struct state_file {
	struct json_file document;
};

struct state_file *state_file_load(const char *path)
{
	struct state_file *state = bzalloc(sizeof(*state));

	json_file_load(&state->document, path);
	return state;
}

void state_file_free(struct state_file *state)
{
	if (!state)
		return;
	json_file_free(&state->document);
	bfree(state);
}

enum encoding state_file_encoding(const struct state_file *state, const char *host)
{
	return encoding_from_name(json_text(json_object_get(state->document.root, "encodings"), host));
}

void state_file_set_encoding(struct state_file *state, const char *host, enum encoding encoding)
{
	json_t *encodings;

	if (state_file_encoding(state, host) == encoding)
		return;
	encodings = json_file_member(state->document.root, "encodings", JSON_OBJECT);
	if (encoding)
		json_object_set_new(encodings, host, json_string(encoding_name(encoding)));
	else
		json_object_del(encodings, host);
	json_file_save(&state->document);
}

static bool has_flag(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

bool state_file_has_happened(const struct state_file *state, const char *what)
{
	return has_flag(state->document.root, what);
}

void state_file_note_happened(struct state_file *state, const char *what)
{
	if (has_flag(state->document.root, what))
		return;
	json_object_set_new(state->document.root, what, json_true());
	json_file_save(&state->document);
}

char *state_file_push_name(const char *account_id, enum broadcast_kind kind, uint64_t id)
{
	struct dstr name = {0};

	dstr_printf(&name, "%s/%s/%" PRIu64, account_id, broadcast_kind_name(kind), id);
	return name.array;
}

void state_file_get_push(const struct state_file *state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			 struct push_record *record)
{
	char *name = state_file_push_name(account_id, kind, id);
	const json_t *entry = json_object_get(json_object_get(state->document.root, "pushes"), name);

	record->synced = text_copy(json_text(entry, "settled"));
	record->written = text_copy(json_text(entry, "written"));
	record->sent = text_copy(json_text(entry, "sent"));
	record->accepted_remote = text_copy(json_text(entry, "kept"));
	record->pending = has_flag(entry, "pending");
	record->undo = has_flag(entry, "undo");
	bfree(name);
}

static void set_flag(json_t *entry, const char *name, bool flag)
{
	if (flag)
		json_object_set_new(entry, name, json_true());
	else
		json_object_del(entry, name);
}

/* The oldest entry about which nothing is left to be done; of those where something is, the oldest. */
static const char *find_entry_to_forget(json_t *entries)
{
	const char *name;
	json_t *entry;

	json_object_foreach (entries, name, entry) {
		if (!has_flag(entry, "pending") && !has_flag(entry, "undo"))
			return name;
	}
	return json_object_iter_key(json_object_iter(entries));
}

/* Until there is room, or one of them could be undone, whose name is returned. */
static char *forget_oldest(json_t *entries, size_t max)
{
	char *undo = NULL;

	while (!undo && json_object_size(entries) >= max) {
		/* a copy: the name goes with its entry */
		char *name = bstrdup(find_entry_to_forget(entries));

		if (has_flag(json_object_get(entries, name), "undo"))
			undo = bstrdup(name);
		json_object_del(entries, name);
		bfree(name);
	}
	return undo;
}

char *state_file_set_push(struct state_file *state, const char *account_id, enum broadcast_kind kind, uint64_t id,
			  const struct push_record *record)
{
	char *forgotten = NULL;
	char *name = state_file_push_name(account_id, kind, id);
	json_t *pushes = json_file_member(state->document.root, "pushes", JSON_OBJECT);
	json_t *old = json_object_get(pushes, name);
	json_t *entry = json_is_object(old) ? json_copy(old) : json_object();

	json_set_text(entry, "settled", record->synced);
	json_set_text(entry, "written", record->written);
	json_set_text(entry, "sent", record->sent);
	json_set_text(entry, "kept", record->accepted_remote);
	set_flag(entry, "pending", record->pending);
	set_flag(entry, "undo", record->undo);
	if (state->document.is_unsaved || !(json_equal(entry, old) || (!old && !json_object_size(entry)))) {
		/* taken out first, so that it becomes the last: members are kept in the order in which they came */
		json_object_del(pushes, name);
		if (json_object_size(entry)) {
			forgotten = forget_oldest(pushes, STATE_FILE_PUSHES_MAX);
			json_object_set(pushes, name, entry);
		}
		json_file_save(&state->document);
	}
	json_decref(entry);
	bfree(name);
	return forgotten;
}

enum broadcast_kind state_file_kind(const struct state_file *state, const char *account_id, uint64_t id)
{
	static const enum broadcast_kind kinds[] = {BROADCAST_KIND_MEETING, BROADCAST_KIND_WEBINAR};
	const json_t *pushes = json_object_get(state->document.root, "pushes");

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		char *name = state_file_push_name(account_id, kinds[i], id);
		const bool is_known = json_object_get(pushes, name) != NULL;

		bfree(name);
		if (is_known)
			return kinds[i];
	}
	return BROADCAST_KIND_UNKNOWN;
}

const char *state_file_profile(const struct state_file *state, const char *id)
{
	return id ? json_text(json_object_get(state->document.root, "profiles"), id) : NULL;
}

void state_file_set_profile(struct state_file *state, const char *id, const char *directory)
{
	json_t *profiles;

	if (text_same(state_file_profile(state, id), directory))
		return;
	profiles = json_file_member(state->document.root, "profiles", JSON_OBJECT);
	json_object_del(profiles, id);
	bfree(forget_oldest(profiles, STATE_FILE_PROFILES_MAX));
	json_set_text(profiles, id, directory);
	json_file_save(&state->document);
}

static bool is_of_account(const char *name, const char *account_id)
{
	const size_t length = strlen(account_id);

	return strncmp(name, account_id, length) == 0 && name[length] == '/';
}

const char *state_file_undo_name(const struct state_file *state, const char *account_id, size_t i)
{
	const char *name;
	json_t *entry;

	json_object_foreach (json_object_get(state->document.root, "pushes"), name, entry) {
		if (has_flag(entry, "undo") && (!account_id || is_of_account(name, account_id)) && i-- == 0)
			return name;
	}
	return NULL;
}

bool state_file_can_undo(const struct state_file *state, const char *name)
{
	return has_flag(json_object_get(json_object_get(state->document.root, "pushes"), name), "undo");
}

void state_file_forget_undo(struct state_file *state, const char *name)
{
	json_t *pushes = json_object_get(state->document.root, "pushes");
	json_t *entry = json_object_get(pushes, name);

	if (!has_flag(entry, "undo"))
		return;
	set_flag(entry, "undo", false);
	if (!json_object_size(entry))
		json_object_del(pushes, name);
	json_file_save(&state->document);
}

void state_file_forget_account(struct state_file *state, const char *account_id)
{
	json_t *pushes = json_object_get(state->document.root, "pushes");
	const size_t count = json_object_size(pushes);
	const char *name;
	json_t *entry;
	void *next;

	json_object_foreach_safe (pushes, next, name, entry) {
		if (is_of_account(name, account_id))
			json_object_del(pushes, name);
	}
	if (json_object_size(pushes) != count)
		json_file_save(&state->document);
}

void state_file_void_digests(struct state_file *state)
{
	static const char *const digests[] = {"settled", "written", "sent", "kept"};
	const char *name;
	json_t *entry;
	bool changed = false;

	json_object_foreach (json_object_get(state->document.root, "pushes"), name, entry) {
		for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
			if (json_object_get(entry, digests[i]))
				json_object_set_new(entry, digests[i], json_string(""));
			changed = true;
		}
	}
	if (changed)
		json_file_save(&state->document);
}
