/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/c_linkage.h"
#include "core/model/account.h"
#include "core/model/problem_text.h"

C_LINKAGE_BEGIN

/*
 * What a person sends to the admin of their Zoom account, who alone may make the
 * app that a way to sign in needs: every step and every permission.
 *
 * It is put together of whole paragraphs of data/locale: "Account.AdminMessage.Request",
 * that of the method, and "Account.AdminMessage.Closing".
 */

struct admin_message {
	enum account_method method;
	enum cloud cloud;
	const char *redirect_uri;        /* ACCOUNT_METHOD_AUTHORIZATION_CODE; else it is not told */
	const char *permissions;         /* a line each */
	const char *webinar_permissions; /* a line each; for webinars only */
};

/* Lines end with '\n'. Free with bfree; never NULL. Threads: that of the lookup. */
char *admin_message_compose(const struct admin_message *message, problem_text_lookup_t lookup);

/* The way whose app the permissions are of: a token is one of a Server-to-Server app. */
enum account_method admin_message_app(enum account_method method);

C_LINKAGE_END
