/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/secrets_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include <jansson.h>
#include <util/dstr.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/store/file_lock.h"
#include "core/store/json_file.h"

/* another OBS holds the lock for one write; a slow disk may take its time */
#define LOCK_WAIT_MS 20000

static json_t *load(const char *path)
{
	json_t *root = json_file_read(path);

	if (root && !json_is_object(root)) {
		json_wipe(root);
		root = NULL;
	}
	return root;
}

/* One that was made by hand may be open to others. */
static void make_private(const char *path)
{
#ifdef _WIN32
	UNUSED_PARAMETER(path);
#else
	struct stat info;

	if (stat(path, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) && chmod(path, S_IRUSR | S_IWUSR) == 0)
		plugin_log(LOG_INFO, "%s was open to others; now only its owner can read it", path);
#endif
}

enum secret_result secrets_file_read(const char *path, const char *entry, char **secret)
{
	json_t *root;
	const char *value;
	enum secret_result result = SECRET_ABSENT;

	*secret = NULL;
	if (!os_file_exists(path))
		return SECRET_ABSENT;
	make_private(path);
	root = load(path);
	if (!root)
		return SECRET_FAILED;
	value = json_string_value(json_object_get(root, entry));
	if (value && *value) {
		*secret = bstrdup(value);
		result = SECRET_OK;
	}
	json_wipe(root);
	return result;
}

/*
 * libobs' safe writers make files that everybody may read: this one must not be
 * that for a moment. What has that name was left behind by an OBS that was killed:
 * whoever holds the lock is the only one to write.
 */
static int create_temporary_file(const char *path)
{
	os_unlink(path);
#ifdef _WIN32
	return _open(path, _O_CREAT | _O_EXCL | _O_WRONLY | _O_BINARY, _S_IREAD | _S_IWRITE);
#else
	return open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
#endif
}

static bool write_whole(int file, const char *data, size_t size)
{
	while (size) {
		const ssize_t written = write(file, data, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		data += written;
		size -= (size_t)written;
	}
#ifdef _WIN32
	return _commit(file) == 0;
#else
	return fsync(file) == 0;
#endif
}

static bool save(const char *path, const json_t *root)
{
	size_t size;
	char *text = json_write(root, JSON_INDENT(2), &size);
	struct dstr temporary = {0};
	int file;
	bool ok = false;

	if (!text)
		return false;
	dstr_printf(&temporary, "%s.tmp", path);
	file = create_temporary_file(temporary.array);
	if (file >= 0) {
		ok = write_whole(file, text, size);
		ok = close(file) == 0 && ok;
		ok = ok && os_rename(temporary.array, path) == 0;
		if (!ok)
			os_unlink(temporary.array);
	}
	secret_free(text);
	dstr_free(&temporary);
	return ok;
}

/* With the lock held. */
static bool change(const char *path, const char *entry, const char *secret)
{
	json_t *root = os_file_exists(path) ? load(path) : json_object();
	bool ok;

	/* what cannot be read is not overwritten: it may hold other secrets */
	if (!root)
		return false;
	if (secret)
		ok = json_object_set_new(root, entry, json_string(secret)) == 0;
	else
		ok = json_object_del(root, entry) == 0 || !json_object_get(root, entry);
	ok = ok && save(path, root);
	json_wipe(root);
	return ok;
}

enum secret_result secrets_file_write(const char *path, const char *entry, const char *secret)
{
	struct file_lock lock;
	bool ok;

	if (!file_lock_take(&lock, path, LOCK_WAIT_MS))
		return SECRET_FAILED;
	ok = change(path, entry, secret);
	file_lock_give_back(&lock);
	return ok ? SECRET_OK : SECRET_FAILED;
}
