/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/secrets_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include <jansson.h>
#include <util/bmem.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/store/file_lock.h"
#include "core/store/json_file.h"

/* One that was made by hand may be open to others. */
static void make_private(const char *path)
{
#ifdef _WIN32
	UNUSED_PARAMETER(path);
#else
	struct stat info;

	if (stat(path, &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & (S_IRWXG | S_IRWXO)) &&
	    chmod(path, S_IRUSR | S_IWUSR) == 0)
		plugin_log(LOG_INFO, "%s was open to others; now only its owner can read it", path);
#endif
}

/* Nothing, or nothing but NUL: what a loss of power leaves on some file systems. There is no secret in it to be kept. */
static bool is_blank(const char *path)
{
	FILE *file = os_fopen(path, "rb");
	int byte = 0;
	bool failed;

	if (!file)
		return false;
	while (byte == 0)
		byte = fgetc(file);
	failed = ferror(file);
	fclose(file);
	return byte == EOF && !failed;
}

static enum json_file_state read_secrets(const char *path, json_t **root)
{
	const enum json_file_state state = json_file_read(path, root);

	return state == JSON_FILE_BROKEN && is_blank(path) ? JSON_FILE_MISSING : state;
}

bool secrets_file_holds_something(const char *path)
{
	json_t *root;
	const bool holds = read_secrets(path, &root) == JSON_FILE_BROKEN || json_object_size(root);

	json_wipe(root);
	return holds;
}

enum secret_result secrets_file_read(const char *path, const char *entry, char **secret)
{
	enum secret_result result = SECRET_ABSENT;
	const char *value;
	json_t *root;

	*secret = NULL;
	make_private(path);
	if (read_secrets(path, &root) == JSON_FILE_BROKEN)
		result = SECRET_FAILED;
	value = json_text(root, entry);
	if (value && *value) {
		*secret = bstrdup(value);
		result = SECRET_OK;
	}
	json_wipe(root);
	return result;
}

/* With the lock held. */
static bool change(const char *path, const char *entry, const char *secret, const struct file_thread_end *end)
{
	json_t *root;
	/* what cannot be read is not overwritten: it may hold other secrets */
	bool ok = read_secrets(path, &root) != JSON_FILE_BROKEN;

	if (ok && secret)
		ok = json_object_set_new(root, entry, json_string(secret)) == 0;
	else if (ok)
		json_object_del(root, entry);
	ok = ok && json_file_write(path, root, true, end ? &end->is_expected : NULL);
	json_wipe(root);
	return ok;
}

enum secret_result secrets_file_write(const char *path, const char *entry, const char *secret,
				      const struct file_thread_end *end)
{
	struct file_lock lock;
	bool ok = file_lock_take(&lock, path, FILE_LOCK_WAIT_MS, end ? &end->is_over : NULL);

	if (ok) {
		ok = change(path, entry, secret, end);
		file_lock_give_back(&lock);
	}
	if (!ok)
		plugin_log(LOG_WARNING, "%s was not written", path);
	return ok ? SECRET_OK : SECRET_FAILED;
}
