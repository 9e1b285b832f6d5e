/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Comes before the unit tests' own sources: the few calls of POSIX by which they make and look at files, with names in
 * UTF-8 as libobs takes them, whatever the code page. The code that is tested does without.
 */

#include <direct.h>
#include <errno.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <util/platform.h>

#define POSIX_PATH_MAX 512

struct posix_path {
	wchar_t text[POSIX_PATH_MAX];
};

static inline struct posix_path posix_path(const char *utf8)
{
	struct posix_path path = {{0}};

	os_utf8_to_wcs(utf8, 0, path.text, POSIX_PATH_MAX);
	return path;
}

static inline FILE *posix_fopen(const char *path, const char *mode)
{
	return os_fopen(path, mode);
}

static inline int posix_unlink(const char *path)
{
	return _wunlink(posix_path(path).text);
}

static inline int posix_rmdir(const char *path)
{
	return _wrmdir(posix_path(path).text);
}

static inline int posix_mkdir(const char *path, int mode)
{
	(void)mode;
	return _wmkdir(posix_path(path).text);
}

static inline int posix_access(const char *path, int mode)
{
	return _waccess(posix_path(path).text, mode);
}

static inline int posix_chmod(const char *path, int mode)
{
	return _wchmod(posix_path(path).text, mode);
}

static inline int posix_rename(const char *from, const char *to)
{
	return _wrename(posix_path(from).text, posix_path(to).text);
}

/* With a number of the file's own, which the C library leaves out. In stand_ins.c. */
int posix_stat(const char *path, struct stat *info);

/* The environment, too, is text of the code page otherwise. TMPDIR is Wine's own. */
static inline char *posix_getenv(const char *name)
{
	static char value[POSIX_PATH_MAX];
	const wchar_t *found = _wgetenv(strcmp(name, "TMPDIR") == 0 ? L"ZOOM_TMPDIR" : posix_path(name).text);

	if (!found)
		return NULL;
	os_wcs_to_utf8(found, 0, value, sizeof(value));
	return value;
}

static inline char *mkdtemp(char *path)
{
	static unsigned made;
	char *end = path + strlen(path) - strlen("XXXXXX");

	for (unsigned i = 0; i < 1000; i++) {
		snprintf(end, strlen("XXXXXX") + 1, "%06x", (_getpid() * 1000u + made++) & 0xffffffu);
		if (posix_mkdir(path, 0700) == 0)
			return path;
	}
	return NULL;
}

#define fopen(path, mode) posix_fopen(path, mode)
#define unlink(path) posix_unlink(path)
#define rmdir(path) posix_rmdir(path)
#define mkdir(path, mode) posix_mkdir(path, mode)
#define access(path, mode) posix_access(path, mode)
#define chmod(path, mode) posix_chmod(path, mode)
#define rename(from, to) posix_rename(from, to)
#define stat(path, info) posix_stat(path, info)
#define getenv(name) posix_getenv(name)
