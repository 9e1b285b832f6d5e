/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/chosen_backend.h"

#include "core/base/json.h"
#include "core/store/json_file.h"

enum secret_backend chosen_backend_read(const char *path)
{
	enum secret_backend backend;
	json_t *root;

	json_file_read(path, &root);
	backend = secret_backend_from_name(json_text(root, "secrets"));
	json_decref(root);
	return backend;
}
