/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/profile_origin.h"

#include <string.h>
#include <sys/stat.h>

#include <util/dstr.h>
#include <util/platform.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/json_file.h"
#include "core/store/profile_settings.h"

static char *path_in(const char *directory)
{
	struct dstr path = {0};

	dstr_printf(&path, "%s/" PROFILE_SETTINGS_FILE_NAME, directory);
	return path.array;
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
	carries = text_same(json_text(root, PROFILE_SETTINGS_ID), id);
	json_decref(root);
	return carries;
}

enum profile_origin profile_origin_find(const char *id, const char *directory, const char *seen_in)
{
	enum profile_origin origin = PROFILE_ORIGIN_KNOWN;
	char *here, *there;

	if (!id || !seen_in)
		return PROFILE_ORIGIN_FIRST_SEEN;
	here = path_in(directory);
	there = path_in(seen_in);
	/* the disk is not asked where nothing has changed */
	if (strcmp(here, there) != 0 && !is_same_file(here, there))
		origin = carries_id(there, id) ? PROFILE_ORIGIN_COPIED : PROFILE_ORIGIN_MOVED;
	bfree(here);
	bfree(there);
	return origin;
}
