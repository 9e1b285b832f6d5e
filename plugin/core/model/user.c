/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/user.h"

#include "core/base/text.h"

static const struct text_members texts =
	TEXT_MEMBERS(struct user, offsetof(struct user, name), offsetof(struct user, email));

void user_free(struct user *user)
{
	text_free_members(user, &texts);
}
