/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/secret_backend.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

static const char *const names[] = {
	[SECRET_BACKEND_UNKNOWN] = NULL,
	[SECRET_BACKEND_KEYCHAIN] = "keychain",
	[SECRET_BACKEND_FILE] = "file",
};

void secret_backend_copy(struct secret_backend_status *target, const struct secret_backend_status *source)
{
	struct secret_backend_status copy = *source;

	copy.file_path = text_copy(source->file_path);
	memset(&copy.move_problem, 0, sizeof(copy.move_problem));
	problem_copy(&copy.move_problem, &source->move_problem);
	secret_backend_free(target);
	*target = copy;
}

void secret_backend_free(struct secret_backend_status *status)
{
	problem_free(&status->move_problem);
	bfree(status->file_path);
	status->file_path = NULL;
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
