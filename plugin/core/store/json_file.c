/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/json_file.h"

#include <string.h>

#include <util/dstr.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/store/file_lock.h"

json_t *json_file_read(const char *path)
{
	/* libobs takes what the system tells of a directory for its size, and ends OBS for want of that much memory */
	os_dir_t *directory = os_opendir(path);
	char *text = directory ? NULL : os_quick_read_utf8_file(path);
	json_t *root = text ? json_loads(text, 0, NULL) : NULL;

	os_closedir(directory);
	secret_free(text);
	return root;
}

void json_file_load(struct json_file *document, const char *path)
{
	json_t *root = json_file_read(path);

	document->path = bstrdup(path);
	document->state = JSON_FILE_OK;
	document->is_unsaved = false;
	if (json_is_object(root)) {
		if (json_number_value(json_object_get(root, "version")) > JSON_FILE_VERSION)
			document->state = JSON_FILE_NEWER;
		document->root = json_incref(root);
	} else {
		if (os_file_exists(path)) {
			document->state = JSON_FILE_BROKEN;
			plugin_log(LOG_WARNING, "%s cannot be read as JSON", path);
		}
		document->root = json_object();
	}
	json_decref(root);
}

static bool set_aside(const struct json_file *document)
{
	struct dstr path = {0};
	bool done;

	dstr_printf(&path, "%s.broken", document->path);
	done = os_rename(document->path, path.array) == 0;
	plugin_log(LOG_WARNING, "%s %s", done ? "kept the unreadable file as" : "the unreadable file cannot be kept as",
		   path.array);
	dstr_free(&path);
	return done;
}

bool json_file_save(struct json_file *document)
{
	char *text;
	size_t size;

	document->is_unsaved = true;
	if (document->state == JSON_FILE_NEWER)
		return false;
	if (document->state == JSON_FILE_BROKEN) {
		/* only once: a later write must not take our own file for the unreadable one */
		if (!set_aside(document))
			return false;
		document->state = JSON_FILE_OK;
	}

	json_object_set_new(document->root, "version", json_integer(JSON_FILE_VERSION));
	text = json_write(document->root, JSON_INDENT(2), &size);
	if (!text)
		return false;
	text[size] = '\n';

	file_lock_make_directory(document->path);
	document->is_unsaved = !os_quick_write_utf8_file_safe(document->path, text, size + 1, false, "tmp", NULL);
	bfree(text);
	if (document->is_unsaved)
		plugin_log(LOG_WARNING, "%s cannot be written", document->path);
	return !document->is_unsaved;
}

void json_file_free(struct json_file *document)
{
	bfree(document->path);
	json_decref(document->root);
	memset(document, 0, sizeof(*document));
}

json_t *json_file_member(json_t *parent, const char *name, json_type type)
{
	json_t *member = json_object_get(parent, name);

	if (member && json_typeof(member) == type)
		return member;
	member = type == JSON_ARRAY ? json_array() : json_object();
	json_object_set_new(parent, name, member);
	return member;
}
