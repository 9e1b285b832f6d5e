/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/secret_backend.h"

#include "core/base/text.h"

static const char *const names[] = {
	[SECRET_BACKEND_UNKNOWN] = NULL,
	[SECRET_BACKEND_KEYCHAIN] = "keychain",
	[SECRET_BACKEND_FILE] = "file",
};

static const struct text_members texts = TEXT_MEMBERS(struct secret_backend_status,
						      PROBLEM_TEXTS(struct secret_backend_status, move_problem),
						      offsetof(struct secret_backend_status, file_path));

void secret_backend_copy(struct secret_backend_status *target, const struct secret_backend_status *source)
{
	text_copy_members(target, source, &texts);
}

void secret_backend_free(struct secret_backend_status *status)
{
	text_free_members(status, &texts);
}

enum secret_backend secret_backend_from_name(const char *name)
{
	const size_t backend = text_find(name, names, sizeof(names) / sizeof(names[0]));

	return backend ? (enum secret_backend)backend : SECRET_BACKEND_UNKNOWN;
}

const char *secret_backend_name(enum secret_backend backend)
{
	return names[backend];
}
