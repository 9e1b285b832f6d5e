/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/problem.h"

C_LINKAGE_BEGIN

/* Where secrets are stored. Threads: any; a value has one owner. */

enum secret_backend {
	SECRET_BACKEND_UNKNOWN = 1, /* not found out yet */
	SECRET_BACKEND_KEYCHAIN,
	SECRET_BACKEND_FILE,
};

/* What has become of the wish to move all secrets to the other backend. */
enum secret_backend_move {
	SECRET_BACKEND_MOVE_NONE = 1,
	SECRET_BACKEND_MOVE_RUNNING,
	SECRET_BACKEND_MOVE_DONE,
	SECRET_BACKEND_MOVE_OLD_LEFT, /* done, but what was in the old backend could not be erased there: move_problem */
	SECRET_BACKEND_MOVE_STOPPED,  /* nothing has changed: move_problem */
};

struct secret_backend_status {
	enum secret_backend backend;
	enum secret_backend chosen; /* by the first secret that was stored, or by a move: the one to be remembered */
	bool is_forced;             /* the environment says so, this time */
	bool has_keychain;          /* there is one, running or startable */
	bool can_move; /* there is another backend; where the keychain is gone, what it keeps does not come along */
	enum secret_backend_move move;
	struct problem move_problem;
	char *file_path; /* where the file is, if it comes to that */
};

void secret_backend_copy(struct secret_backend_status *target, const struct secret_backend_status *source);
void secret_backend_free(struct secret_backend_status *status);

/* "keychain" and "file", as accounts.json has them; NULL is the unknown one, as is any other text. */
enum secret_backend secret_backend_from_name(const char *name);
const char *secret_backend_name(enum secret_backend backend);

C_LINKAGE_END
