/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/scope.h"

#include <string.h>

#include <util/dstr.h>

#define ADMIN ":admin"
#define MASTER ":master"

/* By enum feature - 1. Those with ":admin" behind them are for all users of the account. */
static const struct {
	const char *granular;
	const char *granular_admin;
	const char *classic; /* of apps that were made before 2024 */
} scopes_of_features[FEATURE_COUNT] = {
	{"meeting:update:livestream", "meeting:update:livestream" ADMIN, "meeting:write"},
	{"meeting:read:livestream", "meeting:read:livestream" ADMIN, "meeting:read"},
	{"meeting:read:meeting", "meeting:read:meeting" ADMIN, "meeting:read"},
	{"meeting:update:livestream_status", "meeting:update:livestream_status" ADMIN, "meeting:write"},
	{"webinar:update:livestream", "webinar:update:livestream" ADMIN, "webinar:write"},
	{"webinar:read:livestream", "webinar:read:livestream" ADMIN, "webinar:read"},
	{"webinar:read:webinar", "webinar:read:webinar" ADMIN, "webinar:read"},
	{"webinar:update:livestream_status", "webinar:update:livestream_status" ADMIN, "webinar:write"},
	{"user:read:user", "user:read:user" ADMIN, "user:read"},
	{"user:read:settings", "user:read:settings" ADMIN, "user:read"},
};

const char *zoom_scope_of(enum feature feature, enum account_method method)
{
	return method == ACCOUNT_METHOD_SERVER_TO_SERVER ? scopes_of_features[feature - 1].granular_admin
							 : scopes_of_features[feature - 1].granular;
}

char *zoom_scope_list(enum account_method method, bool is_for_webinars)
{
	struct dstr list = {0};

	for (int feature = 1; feature <= FEATURE_COUNT; feature++) {
		if (feature_is_for_webinars((enum feature)feature) != is_for_webinars)
			continue;
		if (list.len)
			dstr_cat_ch(&list, '\n');
		dstr_cat(&list, zoom_scope_of((enum feature)feature, method));
	}
	return list.array;
}

/* Whether the scope that ends at its length is the name, for the person's own or for others' meetings. */
static bool is_scope(const char *scope, size_t length, const char *name)
{
	const size_t rest = length - strlen(name);

	if (length < strlen(name) || strncmp(scope, name, strlen(name)) != 0)
		return false;
	scope += strlen(name);
	return !rest || (rest == strlen(ADMIN) && strncmp(scope, ADMIN, rest) == 0) ||
	       (rest == strlen(MASTER) && strncmp(scope, MASTER, rest) == 0);
}

bool zoom_scope_allows(const char *scopes, enum feature feature)
{
	static const char separators[] = " ,\t\r\n";

	while (*scopes) {
		const size_t length = strcspn(scopes, separators);

		if (is_scope(scopes, length, scopes_of_features[feature - 1].granular) ||
		    is_scope(scopes, length, scopes_of_features[feature - 1].classic))
			return true;
		scopes += length;
		scopes += strspn(scopes, separators);
	}
	return false;
}
