/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include "core/sync/sync.h"

/* What may happen to a sync whose auto-sync is off, and what it has to do then, step by step. */

#define KEY "planted-key-x7Qa"
#define URL "rtmp://a.example/live"
#define PAGE "https://example.org/live"
#define OTHER_URL "rtmp://else.example/app"
#define OTHER_KEY "planted-other-key"
#define TOKEN "planted-token"
#define TOKEN_2 "planted-token-2"
#define SECRET "planted"
#define NOW_S 1767225600
#define LOOK_LIMIT_MS 5000

/* What may happen to a sync. An answer goes to what was asked for last, unless it is a stray one. */
enum event {
	END = 0,
	PUSH,
	UNDO,
	CANCEL,
	CHECK,
	/* before anything else: the host accepted that encoding before, or nothing can be sent at all */
	REMEMBER_MULTIPART,
	REMEMBER_JSON,
	REFUSE,
	WEBINAR,     /* the id is one's, by its link */
	READ,        /* a destination that can be pushed */
	READ_BAD,    /* one that cannot */
	READ_BINARY, /* one that is no UTF-8 */
	GIVE_TOKEN,
	NEW_TOKEN,
	NO_TOKEN,
	KEPT,
	NOT_KEPT,
	WRITTEN, /* what is remembered, or it cannot be */
	UNDO_READ,
	NO_UNDO,
	BAD_UNDO,
	REPLY_204,
	REPLY_NOTHING, /* 200, Zoom holds nothing */
	REPLY_EQUAL,   /* 200, Zoom holds what is pushed */
	REPLY_NO_KEY,  /* 200, Zoom holds what is pushed, as far as it tells */
	REPLY_OTHER,   /* 200, Zoom holds something else */
	REPLY_NAME,    /* 200, the meeting's topic and host */
	REPLY_415,
	REPLY_300,
	REPLY_9999,
	REPLY_3000,
	REPLY_3001,
	REPLY_124,
	REPLY_4711,
	REPLY_500,
	REPLY_429,
	REPLY_CUT,
	REPLY_UNREACHED,
	REPLY_CANCELLED,
	FOREIGN_READ,
	FOREIGN_TOKEN,
	FOREIGN_KEPT,
	FOREIGN_UNDO,
	FOREIGN_REPLY,
	CHANGE_MEETING,
	CHANGE_DESTINATION,
	CHANGE_SERVER,
	CHANGE_LOGIN, /* the same destination, with a login */
	LOSE_ACCOUNT,
};

#define EVENTS_MAX 24

struct sync_case {
	const char *name;
	enum event events[EVENTS_MAX];
	/*
	 * One letter for each effect: r(ead), t(oken), T a renewed one, l(ook, with a limit of its own), g(et), n(ame),
	 * m(ultipart), j(SON), c(ancel), k(eep), u(ndo is read), e(rase), M/J remember, F(orget), K(ind), h: by hand
	 */
	const char *effects;
	enum status_state state;
	const char *code;
};

/* The way to the first PATCH, and from its success to the end. */
#define LOOK PUSH, READ, GIVE_TOKEN
#define BEGIN LOOK, REPLY_NOTHING
#define FINISH REPLY_204, REPLY_EQUAL, REPLY_NAME
/* Once the topic is known it is not asked for. */
#define FINISH_AGAIN REPLY_204, REPLY_EQUAL

static const struct sync_case cases[] = {
	{"nothing yet", {END}, "", STATUS_IDLE, NULL},
	{"the way it should be", {BEGIN, FINISH}, "rtlKmhgMn", STATUS_IN_SYNC, NULL},
	{"being looked at", {LOOK}, "rtl", STATUS_PUSHING, NULL},
	{"being pushed", {BEGIN}, "rtlKm", STATUS_PUSHING, NULL},
	{"being checked", {BEGIN, REPLY_204}, "rtlKmhg", STATUS_VERIFYING, NULL},
	{"being named", {BEGIN, REPLY_204, REPLY_EQUAL}, "rtlKmhgMn", STATUS_IN_SYNC, NULL},
	{"not to be named", {BEGIN, REPLY_204, REPLY_EQUAL, REPLY_4711}, "rtlKmhgMn", STATUS_IN_SYNC, NULL},
	{"naming breaks off", {BEGIN, REPLY_204, REPLY_EQUAL, REPLY_CUT}, "rtlKmhgMn", STATUS_IN_SYNC, NULL},
	{"a second press",
	 {PUSH, PUSH, READ, PUSH, GIVE_TOKEN, PUSH, REPLY_NOTHING, PUSH, REPLY_204, PUSH, REPLY_EQUAL, REPLY_NAME},
	 "rtlKmhgMn",
	 STATUS_IN_SYNC,
	 NULL},
	{"two pushes", {BEGIN, FINISH, LOOK, REPLY_EQUAL, FINISH_AGAIN}, "rtlKmhgMnrtlmhgM", STATUS_IN_SYNC, NULL},

	{"destination refused", {PUSH, READ_BAD}, "r", STATUS_FAILED, "destination.whip"},
	{"no token", {PUSH, READ, NO_TOKEN}, "rt", STATUS_FAILED, "account.no_token"},
	{"token refused", {BEGIN, REPLY_124}, "rtlKmT", STATUS_PUSHING, NULL},
	{"token renewed", {BEGIN, REPLY_124, NEW_TOKEN, FINISH}, "rtlKmTmhgMn", STATUS_IN_SYNC, NULL},
	{"token refused, no other", {BEGIN, REPLY_124, GIVE_TOKEN}, "rtlKmT", STATUS_FAILED, "zoom.124"},
	{"token refused, none", {BEGIN, REPLY_124, NO_TOKEN}, "rtlKmT", STATUS_FAILED, "account.no_token"},
	{"token refused twice", {BEGIN, REPLY_124, NEW_TOKEN, REPLY_124}, "rtlKmTm", STATUS_FAILED, "zoom.124"},
	{"token refused at the look", {LOOK, REPLY_124, NEW_TOKEN, REPLY_NOTHING}, "rtlTlKm", STATUS_PUSHING, NULL},
	{"token refused at the look and after",
	 {LOOK, REPLY_124, NEW_TOKEN, REPLY_NOTHING, REPLY_124},
	 "rtlTlKm",
	 STATUS_FAILED,
	 "zoom.124"},
	{"scope missing", {BEGIN, REPLY_4711}, "rtlKm", STATUS_FAILED, "zoom.4711"},
	{"not found", {BEGIN, REPLY_3001}, "rtlKm", STATUS_FAILED, "zoom.3001"},
	{"server error", {BEGIN, REPLY_500}, "rtlKm", STATUS_FAILED, "http.server"},
	{"broken connection", {BEGIN, REPLY_CUT}, "rtlKm", STATUS_FAILED, "network.cut"},
	{"200 instead of 204", {BEGIN, REPLY_EQUAL}, "rtlKm", STATUS_FAILED, "http.not_204"},
	{"cannot even begin", {REFUSE, PUSH}, "", STATUS_FAILED, "endpoint.bad_url"},
	{"cannot even look", {REFUSE, CHECK}, "", STATUS_IDLE, NULL},
	{"after a failure", {BEGIN, REPLY_500, BEGIN, FINISH}, "rtlKmrtlmhgMn", STATUS_IN_SYNC, NULL},

	{"look not permitted", {LOOK, REPLY_4711}, "rtlm", STATUS_PUSHING, NULL},
	{"look refused", {LOOK, REPLY_3001}, "rtlm", STATUS_PUSHING, NULL},
	{"look fails", {LOOK, REPLY_500}, "rtlm", STATUS_PUSHING, NULL},
	{"look breaks off", {LOOK, REPLY_CUT}, "rtlm", STATUS_PUSHING, NULL},
	{"look does not get out", {LOOK, REPLY_UNREACHED}, "rtl", STATUS_FAILED, "network.refused"},
	{"look limited", {LOOK, REPLY_429}, "rtl", STATUS_FAILED, "zoom.429"},
	{"look finds the same", {LOOK, REPLY_EQUAL}, "rtlKm", STATUS_PUSHING, NULL},
	{"look finds something else", {LOOK, REPLY_OTHER}, "rtlKk", STATUS_PUSHING, NULL},
	{"something else is kept", {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH}, "rtlKkwmhgMn", STATUS_IN_SYNC, NULL},
	{"something else cannot be kept", {LOOK, REPLY_OTHER, NOT_KEPT, FINISH}, "rtlKkmhgMn", STATUS_IN_SYNC, NULL},

	{"415, then JSON", {BEGIN, REPLY_415, FINISH}, "rtlKmjhgJn", STATUS_IN_SYNC, NULL},
	{"300, then JSON", {BEGIN, REPLY_300, FINISH}, "rtlKmjhgJn", STATUS_IN_SYNC, NULL},
	{"unknown code, then JSON", {BEGIN, REPLY_9999, FINISH}, "rtlKmjhgJn", STATUS_IN_SYNC, NULL},
	{"both encodings refused", {BEGIN, REPLY_415, REPLY_300}, "rtlKmj", STATUS_FAILED, "zoom.300"},
	{"no JSON of binary",
	 {PUSH, READ_BINARY, GIVE_TOKEN, REPLY_NOTHING, REPLY_415},
	 "rtlKm",
	 STATUS_FAILED,
	 "destination.not_utf8"},
	{"JSON works, then broken", {BEGIN, REPLY_415, REPLY_500}, "rtlKmj", STATUS_FAILED, "http.server"},
	{"300 while remembered", {REMEMBER_MULTIPART, BEGIN, REPLY_300}, "rtlKm", STATUS_FAILED, "zoom.300"},
	{"415 while remembered", {REMEMBER_MULTIPART, BEGIN, REPLY_415, FINISH}, "rtlKmFjhgJn", STATUS_IN_SYNC, NULL},
	{"JSON remembered", {REMEMBER_JSON, BEGIN, FINISH}, "rtlKjhgJn", STATUS_IN_SYNC, NULL},
	{"JSON remembered, 415", {REMEMBER_JSON, BEGIN, REPLY_415, FINISH}, "rtlKjFmhgMn", STATUS_IN_SYNC, NULL},
	{"JSON's answer is shown", {REMEMBER_JSON, BEGIN, REPLY_415, REPLY_300}, "rtlKjFm", STATUS_FAILED, "http.415"},
	{"remembered from the first push",
	 {BEGIN, REPLY_415, FINISH, LOOK, REPLY_EQUAL, FINISH_AGAIN},
	 "rtlKmjhgJnrtljhgJ",
	 STATUS_IN_SYNC,
	 NULL},

	{"differing, then JSON", {BEGIN, REPLY_204, REPLY_NOTHING, FINISH}, "rtlKmhgjhgJn", STATUS_IN_SYNC, NULL},
	{"differing twice",
	 {BEGIN, REPLY_204, REPLY_NOTHING, REPLY_204, REPLY_NOTHING, REPLY_NAME},
	 "rtlKmhgjhgn",
	 STATUS_DIFFERS,
	 NULL},
	{"differing while remembered",
	 {REMEMBER_JSON, BEGIN, REPLY_204, REPLY_NOTHING, FINISH},
	 "rtlKjhgFmhgMn",
	 STATUS_IN_SYNC,
	 NULL},
	{"may not read", {LOOK, REPLY_4711, REPLY_204, REPLY_4711, REPLY_NAME}, "rtlmhKgMn", STATUS_PUSHED, "zoom.4711"},
	{"reading fails", {BEGIN, REPLY_204, REPLY_500, REPLY_NAME}, "rtlKmhgn", STATUS_PUSHED, "check.failed"},
	{"reading breaks off", {BEGIN, REPLY_204, REPLY_CUT, REPLY_NAME}, "rtlKmhgn", STATUS_PUSHED, "check.failed"},

	{"reading tells no key",
	 {BEGIN, REPLY_204, REPLY_NO_KEY, REPLY_NAME},
	 "rtlKmhgn",
	 STATUS_PUSHED,
	 "check.failed"},
	{"reading tells no key later",
	 {BEGIN, FINISH, CHECK, GIVE_TOKEN, REPLY_NO_KEY, REPLY_NAME},
	 "rtlKmhgMntln",
	 STATUS_PUSHED,
	 "check.failed"},
	{"reading tells no key of what changed",
	 {BEGIN, FINISH, CHANGE_DESTINATION, CHECK, GIVE_TOKEN, REPLY_NO_KEY, REPLY_NAME},
	 "rtlKmhgMntln",
	 STATUS_IDLE,
	 NULL},

	{"reading tells no key of what was pushed elsewhere",
	 {BEGIN, FINISH, CHANGE_SERVER, CHECK, GIVE_TOKEN, REPLY_NO_KEY, REPLY_NAME},
	 "rtlKmhgMntln",
	 STATUS_IDLE,
	 NULL},

	{"a webinar", {LOOK, REPLY_3000, REPLY_NOTHING, FINISH}, "rtllKmhgMn", STATUS_IN_SYNC, NULL},
	{"a webinar, not to be read",
	 {LOOK, REPLY_4711, REPLY_3000, REPLY_204, REPLY_4711, REPLY_NAME},
	 "rtlmmhKgMn",
	 STATUS_PUSHED,
	 "zoom.4711"},
	{"neither kind", {LOOK, REPLY_3000, REPLY_3001, REPLY_3001}, "rtllm", STATUS_FAILED, "zoom.3001"},
	{"neither kind, again", {LOOK, REPLY_500, REPLY_3000, REPLY_3000}, "rtlmm", STATUS_FAILED, "zoom.3000"},
	{"a webinar's link, but a meeting",
	 {WEBINAR, LOOK, REPLY_3001, REPLY_NOTHING, FINISH},
	 "rtllKmhgMn",
	 STATUS_IN_SYNC,
	 NULL},
	{"a webinar's link, a scope for meetings alone",
	 {WEBINAR, LOOK, REPLY_4711, REPLY_4711, REPLY_204, REPLY_EQUAL, REPLY_NAME},
	 "rtlmmhKgMn",
	 STATUS_IN_SYNC,
	 NULL},
	{"a webinar no more",
	 {LOOK, REPLY_500, REPLY_3000, FINISH, LOOK, REPLY_500, REPLY_3001, FINISH_AGAIN},
	 "rtlmmhKgMnrtlmmhKgM",
	 STATUS_IN_SYNC,
	 NULL},
	{"a webinar by JSON", {LOOK, REPLY_500, REPLY_415, REPLY_3000, FINISH}, "rtlmjjhKgJn", STATUS_IN_SYNC, NULL},

	{"cancel of nothing", {CANCEL}, "", STATUS_IDLE, NULL},
	{"cancel while reading", {PUSH, CANCEL, READ}, "r", STATUS_CANCELLED, NULL},
	{"cancel while asking", {PUSH, READ, CANCEL, GIVE_TOKEN}, "rt", STATUS_CANCELLED, NULL},
	{"cancel while looking", {LOOK, CANCEL, REPLY_NOTHING}, "rtlc", STATUS_CANCELLED, NULL},
	{"cancel while keeping", {LOOK, REPLY_OTHER, CANCEL, KEPT}, "rtlKk", STATUS_CANCELLED, NULL},
	{"cancel of a push that waits for the topic",
	 {CHECK, GIVE_TOKEN, REPLY_NOTHING, PUSH, CANCEL, REPLY_NAME},
	 "tlKnc",
	 STATUS_CANCELLED,
	 NULL},
	{"a push that waits for the topic", {CHECK, GIVE_TOKEN, REPLY_NOTHING, PUSH}, "tlKn", STATUS_PUSHING, NULL},
	{"cancel while noting", {LOOK, REPLY_OTHER, KEPT, CANCEL, WRITTEN}, "rtlKkw", STATUS_CANCELLED, NULL},
	{"cancel while updating", {BEGIN, CANCEL, REPLY_CANCELLED}, "rtlKmc", STATUS_CANCELLED, NULL},
	{"cancel waits for how far it came", {BEGIN, CANCEL, CANCEL, PUSH}, "rtlKmc", STATUS_PUSHING, NULL},
	{"cancel that came too late", {BEGIN, CANCEL, REPLY_204}, "rtlKmch", STATUS_PUSHED, "check.cancelled"},
	{"cancel while checking", {BEGIN, REPLY_204, CANCEL, REPLY_EQUAL}, "rtlKmhgc", STATUS_PUSHED, "check.cancelled"},
	{"push after cancel", {BEGIN, CANCEL, REPLY_CANCELLED, BEGIN, FINISH}, "rtlKmcrtlmhgMn", STATUS_IN_SYNC, NULL},
	{"cancelled by nobody", {BEGIN, REPLY_CANCELLED}, "rtlKm", STATUS_FAILED, "network.cut"},
	{"look cancelled by nobody", {LOOK, REPLY_CANCELLED}, "rtlm", STATUS_PUSHING, NULL},
	{"check cancelled by nobody", {CHECK, GIVE_TOKEN, REPLY_CANCELLED}, "tl", STATUS_IDLE, NULL},
	{"reading cancelled by nobody",
	 {BEGIN, REPLY_204, REPLY_CANCELLED, REPLY_NAME},
	 "rtlKmhgn",
	 STATUS_PUSHED,
	 "check.failed"},

	{"checked", {CHECK, GIVE_TOKEN, REPLY_NOTHING, REPLY_NAME}, "tlKn", STATUS_IDLE, NULL},
	{"checked, named at each",
	 {CHECK, GIVE_TOKEN, REPLY_NOTHING, REPLY_NAME, CHECK, GIVE_TOKEN, REPLY_NOTHING, REPLY_NAME},
	 "tlKntln",
	 STATUS_IDLE,
	 NULL},
	{"check fails", {CHECK, GIVE_TOKEN, REPLY_429}, "tl", STATUS_IDLE, NULL},
	{"check without a token", {CHECK, NO_TOKEN}, "t", STATUS_IDLE, NULL},
	{"a second check",
	 {CHECK, CHECK, GIVE_TOKEN, CHECK, REPLY_NOTHING, CHECK, REPLY_NAME},
	 "tlKn",
	 STATUS_IDLE,
	 NULL},
	{"checked, then pushed",
	 {CHECK, GIVE_TOKEN, REPLY_NOTHING, REPLY_NAME, PUSH, READ, GIVE_TOKEN, FINISH_AGAIN},
	 "tlKnrtmhgM",
	 STATUS_IN_SYNC,
	 NULL},
	{"a push while checking",
	 {CHECK, GIVE_TOKEN, PUSH, REPLY_NOTHING, READ, FINISH},
	 "tlKrmhgMn",
	 STATUS_IN_SYNC,
	 NULL},

	{"nothing to undo", {UNDO}, "", STATUS_IDLE, NULL},
	{"undone",
	 {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO, UNDO_READ, GIVE_TOKEN, REPLY_204, REPLY_OTHER},
	 "rtlKkwmhgMnutmegM",
	 STATUS_UNDONE,
	 NULL},
	{"undo is read", {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO}, "rtlKkwmhgMnu", STATUS_PUSHING, NULL},
	{"undo is gone",
	 {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO, NO_UNDO},
	 "rtlKkwmhgMnu",
	 STATUS_FAILED,
	 "keychain.denied"},
	{"undo is broken",
	 {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO, BAD_UNDO},
	 "rtlKkwmhgMnu",
	 STATUS_FAILED,
	 "undo.broken"},
	{"undo fails",
	 {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO, UNDO_READ, GIVE_TOKEN, REPLY_500},
	 "rtlKkwmhgMnutm",
	 STATUS_FAILED,
	 "http.server"},
	{"undo is cancelled",
	 {LOOK, REPLY_OTHER, KEPT, WRITTEN, FINISH, UNDO, UNDO_READ, GIVE_TOKEN, CANCEL, REPLY_CANCELLED},
	 "rtlKkwmhgMnutmc",
	 STATUS_CANCELLED,
	 NULL},

	{"foreign answers",
	 {PUSH, FOREIGN_READ, READ, FOREIGN_TOKEN, GIVE_TOKEN, FOREIGN_REPLY, REPLY_OTHER, FOREIGN_KEPT, KEPT,
	  FOREIGN_REPLY, WRITTEN, REPLY_204, FOREIGN_REPLY, REPLY_EQUAL, FOREIGN_REPLY, REPLY_NAME, UNDO, FOREIGN_UNDO},
	 "rtlKkwmhgMnu",
	 STATUS_PUSHING,
	 NULL},
	{"answers to nobody", {READ, GIVE_TOKEN, REPLY_204, KEPT, UNDO_READ}, "", STATUS_IDLE, NULL},
	{"answers of the wrong sort",
	 {PUSH, GIVE_TOKEN, REPLY_204, KEPT, UNDO_READ, READ, REPLY_204, GIVE_TOKEN, GIVE_TOKEN, KEPT, REPLY_NOTHING},
	 "rtlKm",
	 STATUS_PUSHING,
	 NULL},

	{"another meeting in mid-push", {BEGIN, CHANGE_MEETING, REPLY_204}, "rtlKmc", STATUS_IDLE, NULL},
	{"another meeting, pushed too soon",
	 {BEGIN, CHANGE_MEETING, PUSH, PUSH, REPLY_CANCELLED},
	 "rtlKmcr",
	 STATUS_PUSHING,
	 NULL},
	{"another meeting in mid-look", {LOOK, CHANGE_MEETING, REPLY_NOTHING}, "rtlc", STATUS_IDLE, NULL},
	{"another meeting in mid-check", {BEGIN, REPLY_204, CHANGE_MEETING, REPLY_EQUAL}, "rtlKmhgc", STATUS_IDLE, NULL},
	{"another meeting afterwards", {BEGIN, FINISH, CHANGE_MEETING}, "rtlKmhgMn", STATUS_IDLE, NULL},
	{"another meeting while cancelling", {BEGIN, CANCEL, CHANGE_MEETING, REPLY_204}, "rtlKmc", STATUS_IDLE, NULL},
	{"another destination in mid-push", {BEGIN, CHANGE_DESTINATION, FINISH}, "rtlKmhgMn", STATUS_IDLE, NULL},
	{"another destination, check cancelled",
	 {BEGIN, REPLY_204, CHANGE_DESTINATION, CANCEL},
	 "rtlKmhgc",
	 STATUS_IDLE,
	 NULL},
	{"a login switched on after a refusal",
	 {REMEMBER_MULTIPART, BEGIN, REPLY_300, CHANGE_LOGIN},
	 "rtlKm",
	 STATUS_IDLE,
	 NULL},
	{"another destination afterwards", {BEGIN, FINISH, CHANGE_DESTINATION}, "rtlKmhgMn", STATUS_IDLE, NULL},
	{"account gone", {LOSE_ACCOUNT}, "", STATUS_UNCONFIGURED, NULL},
	{"account gone in mid-push", {BEGIN, LOSE_ACCOUNT, REPLY_204}, "rtlKmc", STATUS_UNCONFIGURED, NULL},
	{"push without account", {LOSE_ACCOUNT, PUSH}, "", STATUS_FAILED, "account.none"},
	{"check without account", {LOSE_ACCOUNT, CHECK}, "", STATUS_UNCONFIGURED, NULL},
};

static const struct {
	enum event event;
	enum http_result result;
	long status;
	bool sent;
	char *body;
} replies[] = {
	{REPLY_204, HTTP_RESULT_REPLY, 204, true, NULL},
	{FOREIGN_REPLY, HTTP_RESULT_REPLY, 204, true, NULL},
	{REPLY_NOTHING, HTTP_RESULT_REPLY, 200, true, NULL},
	{REPLY_EQUAL, HTTP_RESULT_REPLY, 200, true,
	 "{\"stream_url\":\"" URL "\",\"stream_key\":\"" KEY "\",\"page_url\":\"" PAGE "\"}"},
	{REPLY_NO_KEY, HTTP_RESULT_REPLY, 200, true, "{\"stream_url\":\"" URL "\",\"page_url\":\"" PAGE "\"}"},
	{REPLY_OTHER, HTTP_RESULT_REPLY, 200, true,
	 "{\"stream_url\":\"" OTHER_URL "\",\"stream_key\":\"" OTHER_KEY "\",\"resolution\":\"720p\"}"},
	{REPLY_NAME, HTTP_RESULT_REPLY, 200, true,
	 "{\"topic\":\"Sunday service\",\"host_email\":\"anna@example.org\"}"},
	{REPLY_415, HTTP_RESULT_REPLY, 415, true, "no such type: " KEY},
	{REPLY_300, HTTP_RESULT_REPLY, 400, true, "{\"code\":300,\"message\":\"bad " KEY " " TOKEN "\"}"},
	{REPLY_9999, HTTP_RESULT_REPLY, 400, true, "{\"code\":9999,\"message\":\"bad " KEY "\"}"},
	{REPLY_3000, HTTP_RESULT_REPLY, 400, true, "{\"code\":3000,\"message\":\"Cannot access webinar info.\"}"},
	{REPLY_3001, HTTP_RESULT_REPLY, 404, true, "{\"code\":3001,\"message\":\"Meeting does not exist.\"}"},
	{REPLY_124, HTTP_RESULT_REPLY, 401, true, "{\"code\":124,\"message\":\"expired\"}"},
	{REPLY_4711, HTTP_RESULT_REPLY, 400, true, "{\"code\":4711,\"message\":\"no scopes:[x " TOKEN "]\"}"},
	{REPLY_500, HTTP_RESULT_REPLY, 500, true, "<h1>" KEY "</h1>"},
	{REPLY_429, HTTP_RESULT_REPLY, 429, true, "{\"code\":429,\"message\":\"Too many.\"}"},
	{REPLY_CUT, HTTP_RESULT_CUT, 204, true, NULL},
	{REPLY_UNREACHED, HTTP_RESULT_REFUSED, 0, false, NULL},
	{REPLY_CANCELLED, HTTP_RESULT_CANCELLED, 0, true, NULL},
};
