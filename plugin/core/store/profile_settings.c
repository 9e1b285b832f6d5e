/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/profile_settings.h"

#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/page_url.h"
#include "core/store/json_file.h"

#define ID_MIN 100000000ull
#define ID_MAX 99999999999ull

struct profile_settings {
	struct json_file document;
};

struct profile_settings *profile_settings_load(const char *profile_directory)
{
	struct profile_settings *settings = bzalloc(sizeof(*settings));
	struct dstr path = {0};

	dstr_printf(&path, "%s/" PROFILE_SETTINGS_FILE_NAME, profile_directory);
	json_file_load(&settings->document, path.array);
	dstr_free(&path);
	return settings;
}

void profile_settings_free(struct profile_settings *settings)
{
	if (!settings)
		return;
	json_file_free(&settings->document);
	bfree(settings);
}

const char *profile_settings_problem_code(const struct profile_settings *settings)
{
	switch (settings->document.state) {
	case JSON_FILE_NEWER:
		return "settings.newer";
	case JSON_FILE_BROKEN:
		return "settings.broken";
	default:
		return settings->document.is_unsaved ? "settings.not_saved" : NULL;
	}
}

/* NULL: there is none. */
static json_t *first_broadcast(const struct profile_settings *settings)
{
	return json_array_get(json_object_get(settings->document.root, "broadcasts"), 0);
}

const char *profile_settings_account(const struct profile_settings *settings)
{
	const json_t *first = first_broadcast(settings);
	const char *own = json_text(first, "account");

	return own ? own : json_text(settings->document.root, "account");
}

void profile_settings_set_account(struct profile_settings *settings, const char *account_id)
{
	json_t *first = first_broadcast(settings);
	json_t *holder = json_object_get(first, "account") ? first : settings->document.root;

	json_set_text(holder, "account", account_id);
}

struct broadcast profile_settings_broadcast(const struct profile_settings *settings)
{
	const json_t *first = first_broadcast(settings);
	const json_int_t id = json_integer_value(json_object_get(first, "id"));
	const char *page_url = json_text(first, "page_url");
	const struct broadcast broadcast = {
		.kind = broadcast_kind_from_name(json_text(first, "kind")),
		.id = id >= (json_int_t)ID_MIN && id <= (json_int_t)ID_MAX ? (uint64_t)id : 0,
		.page_url = page_url_check(page_url) == PAGE_URL_OK ? (char *)page_url : NULL,
	};

	return broadcast;
}

/* The first broadcast's object, made where there is none. */
static json_t *need_broadcast(struct profile_settings *settings)
{
	json_t *broadcasts = json_file_member(settings->document.root, "broadcasts", JSON_ARRAY);
	json_t *first = json_array_get(broadcasts, 0);

	if (json_is_object(first))
		return first;
	first = json_object();
	if (json_array_size(broadcasts))
		json_array_set_new(broadcasts, 0, first);
	else
		json_array_append_new(broadcasts, first);
	return first;
}

void profile_settings_set_broadcast(struct profile_settings *settings, const struct broadcast *broadcast)
{
	json_t *first = need_broadcast(settings);

	json_set_text(first, "kind", broadcast_kind_name(broadcast->kind));
	if (broadcast->id)
		json_object_set_new(first, "id", json_integer((json_int_t)broadcast->id));
	else
		json_object_del(first, "id");
	json_set_text(first, "page_url", broadcast->page_url);
}

bool profile_settings_auto_sync(const struct profile_settings *settings)
{
	return json_is_true(json_object_get(settings->document.root, "auto_sync"));
}

void profile_settings_set_auto_sync(struct profile_settings *settings, bool auto_sync)
{
	json_object_set_new(settings->document.root, "auto_sync", json_boolean(auto_sync));
}

const char *profile_settings_id(const struct profile_settings *settings)
{
	const char *id = json_text(settings->document.root, PROFILE_SETTINGS_ID);

	return text_is_empty(id) ? NULL : id;
}

void profile_settings_set_id(struct profile_settings *settings, const char *id)
{
	json_set_text(settings->document.root, PROFILE_SETTINGS_ID, id);
}

bool profile_settings_save(struct profile_settings *settings)
{
	return json_file_save(&settings->document);
}
