/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/error_codes.h"

#include <util/dstr.h>

static const struct zoom_error_codes_entry codes[] = {
	/* the access token is invalid */
	{124, ZOOM_REPLY_TOKEN, 0, cloud_marketplace_url, "/user/build"},
	/* no permission, no webinar plan, only for paid accounts, not enabled: by its words */
	{200, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_MISSING_SCOPE | ZOOM_ERROR_KIND_DOUBTED, NULL, NULL},
	/* missing or invalid meeting id, or a field failed validation */
	{300, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_BAD_VALUES, NULL, NULL},
	{429, ZOOM_REPLY_TRANSIENT, ZOOM_ERROR_RATE_LIMIT, NULL, NULL},
	/* the user does not exist */
	{1001, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_NO_USER, NULL, NULL},
	/* the user does not belong to this account */
	{1010, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_NO_USER, NULL, NULL},
	/* of a meeting's path: the id is a webinar's */
	{3000, ZOOM_REPLY_OTHER_KIND, ZOOM_ERROR_KIND_DOUBTED, NULL, NULL},
	/* the meeting is not found, or has expired */
	{3001, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url, "/meeting"},
	/* the host's plan or role does not allow it */
	{3161, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_KIND_DOUBTED, cloud_portal_url, "/account/user"},
	{4711, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_MISSING_SCOPE | ZOOM_ERROR_NAMES_SCOPES | ZOOM_ERROR_KIND_DOUBTED,
	 cloud_marketplace_url, "/user/build"},
};

const struct zoom_error_codes_entry *zoom_error_codes_find(long code)
{
	static const struct zoom_error_codes_entry unknown;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (codes[i].code == code)
			return &codes[i];
	}
	return &unknown;
}

char *zoom_error_codes_page_url(long code, enum cloud cloud)
{
	const struct zoom_error_codes_entry *error = zoom_error_codes_find(code);
	struct dstr url = {0};

	if (error->site && cloud)
		dstr_printf(&url, "%s%s", error->site(cloud), error->page);
	return url.array;
}
