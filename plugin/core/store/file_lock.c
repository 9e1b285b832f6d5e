/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/file_lock.h"

#include <string.h>
#ifdef _WIN32
#include <windows.h>
#else
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <util/dstr.h>
#include <util/platform.h>
#include <util/threading.h>

#include "core/base/log.h"

/*
 * No system can wait for a lock with a time limit. Most are held for as long as a small file takes to be written, but
 * some for longer.
 */
#define LOOK_AGAIN_MS 2
#define LOOK_AGAIN_MAX_MS 16

enum attempt { ATTEMPT_LOCKED = 1, ATTEMPT_TAKEN, ATTEMPT_FAILED };

#ifdef _WIN32

#define NO_HANDLE ((intptr_t)INVALID_HANDLE_VALUE)

static intptr_t open_lock_file(const char *path)
{
	wchar_t *wide_path = NULL;
	HANDLE handle;

	os_utf8_to_wcs_ptr(path, 0, &wide_path);
	handle = CreateFileW(wide_path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
			     OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	bfree(wide_path);
	return (intptr_t)handle;
}

static enum attempt try_to_lock(intptr_t handle)
{
	OVERLAPPED where = {0};

	if (LockFileEx((HANDLE)handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where))
		return ATTEMPT_LOCKED;
	return GetLastError() == ERROR_LOCK_VIOLATION ? ATTEMPT_TAKEN : ATTEMPT_FAILED;
}

static void close_lock_file(intptr_t handle)
{
	CloseHandle((HANDLE)handle);
}

#else

#define NO_HANDLE ((intptr_t)-1)

static intptr_t open_lock_file(const char *path)
{
	return open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
}

static enum attempt try_to_lock(intptr_t handle)
{
	/* not fcntl's: that one is the process's, and lost with the first descriptor of the file that is closed */
	if (flock((int)handle, LOCK_EX | LOCK_NB) == 0)
		return ATTEMPT_LOCKED;
	return errno == EWOULDBLOCK || errno == EINTR ? ATTEMPT_TAKEN : ATTEMPT_FAILED;
}

static void close_lock_file(intptr_t handle)
{
	close((int)handle);
}

#endif

static void make_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *directory = slash ? bstrdup_n(path, (size_t)(slash - path)) : NULL;

	if (directory && *directory)
		os_mkdirs(directory);
	bfree(directory);
}

bool file_lock_take(struct file_lock *lock, const char *path, unsigned wait_ms, const volatile bool *is_over)
{
	const uint64_t start_ns = os_gettime_ns();
	enum attempt attempt = ATTEMPT_FAILED;
	struct dstr lock_path = {0};

	make_directory(path);
	dstr_printf(&lock_path, "%s.lock", path);
	lock->handle = open_lock_file(lock_path.array);
	dstr_free(&lock_path);
	if (lock->handle != NO_HANDLE) {
		unsigned pause_ms = LOOK_AGAIN_MS;

		while ((attempt = try_to_lock(lock->handle)) == ATTEMPT_TAKEN &&
		       os_gettime_ns() - start_ns < wait_ms * UINT64_C(1000000) &&
		       !(is_over && os_atomic_load_bool(is_over))) {
			os_sleep_ms(pause_ms);
			pause_ms = pause_ms < LOOK_AGAIN_MAX_MS ? 2 * pause_ms : LOOK_AGAIN_MAX_MS;
		}
	}
	lock->is_held_elsewhere = attempt == ATTEMPT_TAKEN;
	if (attempt != ATTEMPT_LOCKED) {
		file_lock_give_back(lock);
		plugin_log(LOG_WARNING, "%s %s", path,
			   attempt == ATTEMPT_TAKEN ? "is held by another OBS" : "cannot be locked");
	}
	return attempt == ATTEMPT_LOCKED;
}

void file_lock_give_back(struct file_lock *lock)
{
	if (lock->handle != NO_HANDLE)
		close_lock_file(lock->handle);
	lock->handle = NO_HANDLE;
}
