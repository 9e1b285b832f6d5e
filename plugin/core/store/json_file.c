/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/json_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include <util/dstr.h>
#include <util/platform.h>
#include <util/threading.h>

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/secret.h"

enum json_file_state json_file_read(const char *path, json_t **root)
{
	/* libobs takes what the system tells of a directory for its size, and ends OBS for want of that much memory */
	os_dir_t *directory = os_opendir(path);
	char *text = directory ? NULL : os_quick_read_utf8_file(path);

	os_closedir(directory);
	*root = text ? json_loads(text, 0, NULL) : NULL;
	secret_free(text);
	if (json_is_object(*root))
		return json_number_value(json_object_get(*root, "version")) > JSON_FILE_VERSION ? JSON_FILE_NEWER
												: JSON_FILE_OK;
	json_wipe(*root);
	*root = json_object();
	if (!os_file_exists(path))
		return JSON_FILE_MISSING;
	plugin_log(LOG_WARNING, "%s cannot be read as JSON", path);
	return JSON_FILE_BROKEN;
}

bool json_file_set_aside(const char *path)
{
	struct dstr kept = {0};
	bool done;

	dstr_printf(&kept, "%s.broken", path);
	done = os_rename(path, kept.array) == 0;
	plugin_log(LOG_WARNING, "%s %s", done ? "kept the unreadable file as" : "the unreadable file cannot be kept as",
		   kept.array);
	dstr_free(&kept);
	return done;
}

/*
 * libobs' safe writers make files that everybody may read: one of secrets must
 * not be that for a moment. What has that name was left behind by an OBS that was
 * killed: whoever holds the lock is the only one to write.
 */
static int create_temporary_file(const char *path, bool is_private)
{
	os_unlink(path);
#ifdef _WIN32
	wchar_t *wide_path = NULL;
	int file;

	/* the folder of a person's settings is that person's alone */
	UNUSED_PARAMETER(is_private);
	os_utf8_to_wcs_ptr(path, 0, &wide_path);
	file = _wopen(wide_path, _O_CREAT | _O_EXCL | _O_WRONLY | _O_BINARY, _S_IREAD | _S_IWRITE);
	bfree(wide_path);
	return file;
#else
	return open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, is_private ? 0600 : 0666);
#endif
}

/* How many bytes; negative where it fails. */
static intptr_t write_some(int file, const char *data, size_t size)
{
#ifdef _WIN32
	return _write(file, data, size < INT_MAX ? (unsigned int)size : INT_MAX);
#else
	return write(file, data, size);
#endif
}

static bool close_file(int file)
{
#ifdef _WIN32
	return _close(file) == 0;
#else
	return close(file) == 0;
#endif
}

static bool write_whole(int file, const char *data, size_t size)
{
	while (size) {
		const intptr_t written = write_some(file, data, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		data += written;
		size -= (size_t)written;
	}
	return true;
}

static bool sync_file(int file)
{
#ifdef _WIN32
	return _commit(file) == 0;
#else
	return fsync(file) == 0;
#endif
}

/* Until then a loss of power may bring the old file back. */
static bool sync_directory_of(const char *path)
{
#ifdef _WIN32
	UNUSED_PARAMETER(path);
	return true;
#else
	const char *slash = strrchr(path, '/');
	char *name = slash > path ? bstrdup_n(path, (size_t)(slash - path)) : bstrdup(slash ? "/" : ".");
	const int directory = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* some file systems know no such thing, and need none */
	const bool done = directory >= 0 && (fsync(directory) == 0 || errno == EINVAL || errno == ENOTSUP);

	if (directory >= 0)
		close(directory);
	bfree(name);
	return done;
#endif
}

/*
 * What waits for the disk is not worth losing what is still to be written. Not on Windows: of a file that takes
 * another's name unsynced NTFS may leave neither the old nor the new where power is lost, which ext4, Btrfs and APFS
 * prevent.
 */
static bool is_in_a_hurry(const volatile bool *is_hurried)
{
#ifdef _WIN32
	UNUSED_PARAMETER(is_hurried);
	return false;
#else
	return is_hurried && os_atomic_load_bool(is_hurried);
#endif
}

bool json_file_write(const char *path, const json_t *root, bool is_private, const volatile bool *is_hurried)
{
	struct dstr temporary = {0};
	size_t size;
	char *text = json_write(root, JSON_INDENT(2), &size);
	int file = -1;
	bool ok = false;

	dstr_printf(&temporary, "%s.tmp", path);
	if (text) {
		/* instead of its end */
		text[size] = '\n';
		file = create_temporary_file(temporary.array, is_private);
	}
	if (file >= 0) {
		/* of secrets the old ones must not be lost, whatever becomes of the new */
		ok = write_whole(file, text, size + 1) &&
		     ((!is_private && is_in_a_hurry(is_hurried)) || sync_file(file));
		ok = close_file(file) && ok;
		ok = ok && os_rename(temporary.array, path) == 0;
		if (!ok)
			os_unlink(temporary.array);
		ok = ok && (is_in_a_hurry(is_hurried) || sync_directory_of(path));
	}
	if (!ok)
		plugin_log(LOG_WARNING, "%s cannot be written", path);
	secret_wipe(text, text ? size : 0);
	bfree(text);
	dstr_free(&temporary);
	return ok;
}
