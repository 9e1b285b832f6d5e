/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/door/request.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <util/bmem.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/meeting_link.h"
#include "core/model/page_url.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a member can be: no words, so that it needs no language. */
#define BOOLEAN "true, false"
#define BROADCASTS "[{\"kind\", \"id\", \"page_url\"}]"
#define KINDS "\"meeting\", \"webinar\", \"unknown\""
#define ID "\"85746065432\""
#define PAGE_URL "\"https://…\""

static bool read_nothing(struct door_request *request, const json_t *members, struct problem *problem);
static bool read_auto_sync(struct door_request *request, const json_t *members, struct problem *problem);
static bool read_broadcasts(struct door_request *request, const json_t *members, struct problem *problem);

static const struct form {
	const char *name;
	bool needs_consent;
	/* Judges the members; those that it does not know are told already. */
	bool (*read)(struct door_request *request, const json_t *members, struct problem *problem);
	const char *member; /* the only one that it may have; NULL: none */
} forms[] = {
	/* by enum door_request_kind */
	{0},
	{"GetStatus", false, read_nothing, NULL},
	{"ReadConfiguration", false, read_nothing, NULL},
	{"Push", false, read_nothing, NULL},
	{"Restore", true, read_nothing, NULL},
	{"SetAutoSync", true, read_auto_sync, "auto_sync"},
	{"SetBroadcasts", true, read_broadcasts, "broadcasts"},
	{"StartLivestream", true, read_nothing, NULL},
	{"StopLivestream", true, read_nothing, NULL},
};

_Static_assert(COUNT(forms) == DOOR_REQUEST_COUNT + 1, "one for each kind");

const char *door_request_name(enum door_request_kind kind)
{
	return forms[kind].name;
}

bool door_request_needs_consent(enum door_request_kind kind)
{
	return forms[kind].needs_consent;
}

static bool refuse(struct problem *problem, const char *code, const char *member, const char *expected)
{
	problem_set(problem, code);
	problem_set_subject(problem, member);
	problem_set_detail(problem, expected);
	return false;
}

static bool refuse_value(struct problem *problem, const json_t *value, const char *member, const char *expected)
{
	return refuse(problem, value ? "remote.wrong_member" : "remote.missing_member", member, expected);
}

static bool read_nothing(struct door_request *request, const json_t *members, struct problem *problem)
{
	(void)request;
	(void)members;
	(void)problem;
	return true;
}

static bool read_auto_sync(struct door_request *request, const json_t *members, struct problem *problem)
{
	const json_t *value = json_object_get(members, "auto_sync");

	request->auto_sync = json_is_true(value);
	return json_is_boolean(value) || refuse_value(problem, value, "auto_sync", BOOLEAN);
}

static bool read_kind(struct broadcast *broadcast, const json_t *value)
{
	const char *name = json_string_value(value);

	broadcast->kind = broadcast_kind_from_name(name);
	return name && strcmp(broadcast_kind_name(broadcast->kind), name) == 0;
}

static bool read_id(struct broadcast *broadcast, const json_t *value)
{
	const char *digits = json_string_value(value);
	const size_t length = digits ? strlen(digits) : 0;

	if (length < MEETING_LINK_DIGITS_MIN || length > MEETING_LINK_DIGITS_MAX ||
	    strspn(digits, "0123456789") != length || digits[0] == '0')
		return false;
	broadcast->id = strtoull(digits, NULL, 10);
	return true;
}

static bool read_page_url(struct broadcast *broadcast, const json_t *value)
{
	return json_is_string(value) && page_url_read(json_string_value(value), &broadcast->page_url) == PAGE_URL_OK;
}

static bool read_broadcast(struct broadcast *broadcast, const json_t *object, struct problem *problem)
{
	static const struct {
		const char *name;
		const char *path;
		bool (*read)(struct broadcast *broadcast, const json_t *value);
		const char *expected;
	} members[] = {
		{"kind", "broadcasts[0].kind", read_kind, KINDS},
		{"id", "broadcasts[0].id", read_id, ID},
		{"page_url", "broadcasts[0].page_url", read_page_url, PAGE_URL},
	};

	for (size_t i = 0; i < COUNT(members); i++) {
		const json_t *value = json_object_get(object, members[i].name);

		if (!members[i].read(broadcast, value))
			return refuse_value(problem, value, members[i].path, members[i].expected);
	}
	return true;
}

static bool has_only(const json_t *object, const char *const *known, size_t count, const char *parent,
		     struct problem *problem)
{
	const char *name;
	json_t *value;

	/* jansson's loop takes what it does not change for changeable */
	json_object_foreach ((json_t *)object, name, value) {
		struct dstr path = {0};
		bool is_known = false;

		for (size_t i = 0; i < count; i++)
			is_known = is_known || strcmp(known[i], name) == 0;
		if (is_known)
			continue;
		dstr_printf(&path, "%s%s", parent, name);
		refuse(problem, "remote.unknown_member", path.array, NULL);
		dstr_free(&path);
		return false;
	}
	return true;
}

static bool read_broadcasts(struct door_request *request, const json_t *members, struct problem *problem)
{
	static const char *const known[] = {"kind", "id", "page_url"};
	const json_t *list = json_object_get(members, "broadcasts");
	const json_t *first = json_array_get(list, 0);

	if (json_array_size(list) != 1 || !json_is_object(first))
		return refuse_value(problem, list, "broadcasts", BROADCASTS);
	return has_only(first, known, COUNT(known), "broadcasts[0].", problem) &&
	       read_broadcast(&request->broadcast, first, problem);
}

bool door_request_read(struct door_request *request, const char *name, const char *members, struct problem *problem)
{
	enum door_request_kind kind = DOOR_GET_STATUS;
	json_t *object;
	bool is_good;

	memset(request, 0, sizeof(*request));
	request->broadcast.kind = BROADCAST_KIND_UNKNOWN;
	while (kind <= DOOR_REQUEST_COUNT && !text_same(forms[kind].name, name))
		kind++;
	if (kind > DOOR_REQUEST_COUNT)
		return refuse(problem, "remote.unknown_request", name, NULL);
	request->kind = kind;
	object = text_is_empty(members) ? json_object() : json_loads(members, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(object)) {
		json_decref(object);
		return refuse(problem, "remote.no_object", name, NULL);
	}
	/* some remote controls cannot send none: where there is none, any will do */
	is_good = (!forms[kind].member || has_only(object, &forms[kind].member, 1, "", problem)) &&
		  forms[kind].read(request, object, problem);
	json_decref(object);
	return is_good;
}

void door_request_free(struct door_request *request)
{
	broadcast_free(&request->broadcast);
}

bool door_request_is_over(enum door_request_kind kind, const struct status *status)
{
	switch (kind) {
	case DOOR_READ_CONFIGURATION:
		return !status_is_busy(status) && !status->remote_fetching;
	case DOOR_PUSH:
	case DOOR_RESTORE:
		return !status_is_busy(status);
	case DOOR_START_LIVESTREAM:
	case DOOR_STOP_LIVESTREAM:
		return status->live.step == LIVE_STEP_NONE;
	default:
		return true;
	}
}
