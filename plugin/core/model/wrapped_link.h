/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * Links inside links: mail gateways, chats and search engines put the link that
 * was written behind one of their own, and not all of them leave it readable.
 * Threads: any; pure.
 */

/*
 * What a link may hold another link in, decoded in each way in which that is
 * done: percent-encoded (most of them), with '-' and '_' or with '*' instead
 * (Proofpoint's second and third), in base64 (Sophos, Bing).
 */
enum wrapped_link_form {
	WRAPPED_LINK_PERCENT = 1,
	WRAPPED_LINK_DASH,
	WRAPPED_LINK_STAR,
	WRAPPED_LINK_BASE64, /* the last one */
};
/* NULL: there is none of that form in it. Free with bfree. */
char *wrapped_link_decode(const char *text, enum wrapped_link_form form);

/* Whether links to that host tell only their own server where they lead. */
bool wrapped_link_is_opaque(const char *host);
