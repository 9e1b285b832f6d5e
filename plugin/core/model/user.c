/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/user.h"

#include <string.h>

#include <util/bmem.h>

void user_free(struct user *user)
{
	bfree(user->name);
	bfree(user->email);
	memset(user, 0, sizeof(*user));
}
