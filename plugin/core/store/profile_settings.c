/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/profile_settings.h"

#include <string.h>
#include <sys/stat.h>

#include <util/dstr.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/page_url.h"
#include "core/store/document.h"

#define ID_MIN 100000000ull
#define ID_MAX 99999999999ull

static char *path_in(const char *directory)
{
	struct dstr path = {0};

	dstr_printf(&path, "%s/" PROFILE_SETTINGS_FILE_NAME, directory);
	return path.array;
}

struct profile_settings profile_settings_load(struct file_thread *files, const char *profile_directory,
					      const char *lock_path, void (*settled)(void *context), void *context)
{
	char *path = path_in(profile_directory);
	const struct document_options options = {.path = path,
						 .lock_path = lock_path,
						 .settled = settled,
						 .context = context};
	const struct profile_settings settings = {document_open(files, &options)};

	bfree(path);
	return settings;
}

const char *profile_settings_problem_code(struct profile_settings settings)
{
	switch (document_state(settings.document)) {
	case JSON_FILE_NEWER:
		return "settings.newer";
	case JSON_FILE_BROKEN:
		return "settings.broken";
	default:
		return document_is_unsaved(settings.document) ? "settings.not_saved" : NULL;
	}
}

/* NULL: there is none. */
static json_t *first_broadcast(const json_t *root)
{
	return json_array_get(json_object_get(root, "broadcasts"), 0);
}

const char *profile_settings_account(struct profile_settings settings)
{
	const json_t *root = document_root(settings.document);
	const char *own = json_text(first_broadcast(root), "account");

	return own ? own : json_text(root, "account");
}

static void change_account(json_t *root, const json_t *values)
{
	json_t *first = first_broadcast(root);

	document_merge(json_object_get(first, "account") ? first : root, values);
}

void profile_settings_set_account(struct profile_settings settings, const char *account_id)
{
	document_change(settings.document, change_account, json_pack("{s:s?}", "account", account_id));
}

struct broadcast profile_settings_broadcast(struct profile_settings settings)
{
	const json_t *first = first_broadcast(document_root(settings.document));
	const json_int_t id = json_integer_value(json_object_get(first, "id"));
	struct broadcast broadcast = {
		.kind = broadcast_kind_from_name(json_text(first, "kind")),
		.id = id >= (json_int_t)ID_MIN && id <= (json_int_t)ID_MAX ? (uint64_t)id : 0,
	};

	livestream_foreach (field) {
		const char *text = json_text(first, field->name);

		if (field->in_broadcast && text && (!field->is_valid || field->is_valid(text)))
			*broadcast_member(&broadcast, field) = (char *)text;
	}
	return broadcast;
}

static void change_broadcast(json_t *root, const json_t *values)
{
	json_t *broadcasts = document_member(root, "broadcasts", JSON_ARRAY);

	if (!json_is_object(first_broadcast(root))) {
		json_array_remove(broadcasts, 0);
		json_array_insert_new(broadcasts, 0, json_object());
	}
	document_merge(first_broadcast(root), values);
}

void profile_settings_set_broadcast(struct profile_settings settings, const struct broadcast *broadcast)
{
	const struct broadcast before = profile_settings_broadcast(settings);
	json_t *values = json_object();

	/* only what is another one: of the rest, another OBS may have decided otherwise */
	if (before.id != broadcast->id || before.kind != broadcast->kind) {
		json_object_set_new(values, "kind", json_string(broadcast_kind_name(broadcast->kind)));
		json_object_set_new(values, "id",
				    broadcast->id ? json_integer((json_int_t)broadcast->id) : json_null());
	}
	livestream_foreach (field) {
		const char *text = broadcast_text(broadcast, field);

		if (!text_same(broadcast_text(&before, field), text))
			json_object_set_new(values, field->name, text ? json_string(text) : json_null());
	}
	document_change(settings.document, change_broadcast, values);
}

const char *profile_settings_page_url_of(struct profile_settings settings, const char *server)
{
	const char *text = json_text(json_object_get(document_root(settings.document), "page_urls"), server);

	return page_url_check(text) == PAGE_URL_OK ? text : NULL;
}

static void change_page_urls(json_t *root, const json_t *values)
{
	json_t *page_urls = document_member(root, "page_urls", JSON_OBJECT);
	const char *server;
	json_t *page_url;

	json_object_foreach ((json_t *)values, server, page_url) {
		/* members are kept in the order in which they came */
		json_object_del(page_urls, server);
		while (json_object_size(page_urls) >= PROFILE_SETTINGS_PAGE_URLS_MAX) {
			/* a copy: the name goes with its entry */
			char *oldest = bstrdup(json_object_iter_key(json_object_iter(page_urls)));

			json_object_del(page_urls, oldest);
			bfree(oldest);
		}
		json_object_set(page_urls, server, page_url);
	}
}

void profile_settings_set_page_url_of(struct profile_settings settings, const char *server, const char *page_url)
{
	if (!text_same(profile_settings_page_url_of(settings, server), page_url))
		document_change(settings.document, change_page_urls, json_pack("{s:s}", server, page_url));
}

bool profile_settings_auto_sync(struct profile_settings settings)
{
	return json_is_true(json_object_get(document_root(settings.document), "auto_sync"));
}

void profile_settings_set_auto_sync(struct profile_settings settings, bool auto_sync)
{
	document_change(settings.document, document_merge, json_pack("{s:b}", "auto_sync", auto_sync));
}

bool profile_settings_hide_details(struct profile_settings settings)
{
	return json_is_true(json_object_get(document_root(settings.document), "hide_details"));
}

void profile_settings_set_hide_details(struct profile_settings settings, bool hide)
{
	document_change(settings.document, document_merge, json_pack("{s:b}", "hide_details", hide));
}

void profile_settings_get_live(struct profile_settings settings, struct live_settings *live)
{
	const json_t *members = json_object_get(document_root(settings.document), "livestream");
	const json_t *speaker = json_object_get(members, "active_speaker_name");
	const char *name = json_text(members, "display_name");

	live_settings_init(live);
	if (name && live_display_name_is_valid(name))
		live->display_name = bstrdup(name);
	if (json_is_boolean(speaker))
		live->speaker_name = json_is_true(speaker) ? LIVE_SPEAKER_NAME_SHOWN : LIVE_SPEAKER_NAME_HIDDEN;
	live->layout = live_layout_from_name(json_text(members, "layout"));
	live->captions = live_captions_from_name(json_text(members, "close_caption"));
	live->after_break = json_is_true(json_object_get(members, "after_break"));
}

void profile_settings_set_live(struct profile_settings settings, const struct live_settings *live)
{
	const bool is_default = live->speaker_name == LIVE_SPEAKER_NAME_DEFAULT;
	json_t *speaker = is_default ? json_null() : json_boolean(live->speaker_name == LIVE_SPEAKER_NAME_SHOWN);

	document_change(settings.document, document_merge,
			json_pack("{s:{s:s?, s:o, s:s?, s:s?, s:o}}", "livestream", "display_name", live->display_name,
				  "active_speaker_name", speaker, "layout", live_layout_name(live->layout),
				  "close_caption", live_captions_name(live->captions), "after_break",
				  live->after_break ? json_true() : json_null()));
}

const char *profile_settings_id(struct profile_settings settings)
{
	const char *id = json_text(document_root(settings.document), "profile_id");

	return text_is_empty(id) ? NULL : id;
}

void profile_settings_set_id(struct profile_settings settings, const char *id)
{
	document_change(settings.document, document_merge, json_pack("{s:s}", "profile_id", id));
}

/* Also by two names: through a link, or written in another case where that is the same. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat of_a, of_b;

	if (os_stat(a, &of_a) != 0 || os_stat(b, &of_b) != 0)
		return false;
	/* Windows numbers no files; nor does it tell names apart by their case */
	return of_a.st_ino ? of_a.st_ino == of_b.st_ino && of_a.st_dev == of_b.st_dev : astrcmpi(a, b) == 0;
}

static bool carries_id(const char *path, const char *id)
{
	json_t *root;
	bool carries;

	json_file_read(path, &root);
	carries = text_same(json_text(root, "profile_id"), id);
	json_decref(root);
	return carries;
}

enum profile_settings_origin profile_settings_find_origin(const char *id, const char *directory, const char *seen_in)
{
	enum profile_settings_origin origin = PROFILE_SETTINGS_KNOWN;
	char *here, *there;

	if (!id || !seen_in)
		return PROFILE_SETTINGS_FIRST_SEEN;
	here = path_in(directory);
	there = path_in(seen_in);
	/* the disk is not asked where nothing has changed */
	if (strcmp(here, there) != 0 && !is_same_file(here, there))
		origin = carries_id(there, id) ? PROFILE_SETTINGS_COPIED : PROFILE_SETTINGS_MOVED;
	bfree(here);
	bfree(there);
	return origin;
}
