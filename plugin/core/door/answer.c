/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/door/answer.h"

#include <inttypes.h>
#include <stdio.h>

#include <jansson.h>
#include <util/bmem.h>

#include "core/base/json.h"
#include "core/base/text.h"

#define MS 1000
#define DAY_S (24 * 60 * 60)
#define HOUR_S (60 * 60)
#define MINUTE_S 60

const char *door_answer_state(enum status_state state)
{
	switch (state) {
	case STATUS_UNCONFIGURED:
		return "unconfigured";
	case STATUS_WAITING:
		return "waiting";
	case STATUS_PUSHING:
	case STATUS_VERIFYING:
		return "pushing";
	case STATUS_PUSHED:
		return "pushed";
	case STATUS_IN_SYNC:
		return "in_sync";
	case STATUS_DIFFERS:
		return "differs";
	case STATUS_FAILED:
		return "failed";
	case STATUS_IDLE:
	case STATUS_CANCELLED:
	case STATUS_UNDONE:
		break;
	}
	return "idle";
}

/* The civil calendar from days: H. Hinnant, "chrono-compatible low-level date algorithms"; C17's gmtime is one for all threads. */
void door_answer_time(int64_t since_1970_s, char *buffer)
{
	const int64_t days = since_1970_s / DAY_S + 719468;
	const int64_t of_day_s = since_1970_s % DAY_S;
	const int64_t era = days / 146097;
	const int64_t of_era = days % 146097;
	const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	const int64_t month_from_march = (5 * of_year + 2) / 153;
	const int64_t day = of_year - (153 * month_from_march + 2) / 5 + 1;
	const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
	const int64_t year = year_of_era + era * 400 + (month <= 2);

	snprintf(buffer, DOOR_ANSWER_TIME_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, (int)month, (int)day,
		 (int)(of_day_s / HOUR_S), (int)(of_day_s % HOUR_S / MINUTE_S), (int)(of_day_s % MINUTE_S));
}

static void set_text(json_t *object, const char *name, const char *text)
{
	if (!text_is_empty(text))
		json_object_set_new(object, name, json_string(text));
}

static void set_number(json_t *object, const char *name, int64_t number)
{
	json_object_set_new(object, name, json_integer(number));
}

static void set_flag(json_t *object, const char *name, bool flag)
{
	json_object_set_new(object, name, json_boolean(flag));
}

static void set_time(json_t *object, const char *name, int64_t since_1970_s)
{
	char text[DOOR_ANSWER_TIME_SIZE];

	if (since_1970_s <= 0)
		return;
	door_answer_time(since_1970_s, text);
	set_text(object, name, text);
}

/* retry_at_s 0: nothing follows by itself. */
static void set_problem(json_t *object, const struct problem *problem, int64_t retry_at_s, problem_text_lookup_t lookup)
{
	json_t *value;
	char *text;

	if (!problem_is_set(problem))
		return;
	value = json_object();
	set_text(value, "code", problem->code);
	if (problem->http_status)
		set_number(value, "http_status", problem->http_status);
	text = problem_text_message(problem, lookup);
	set_text(value, "message", text);
	bfree(text);
	text = problem_text_remedy(problem, lookup);
	set_text(value, "remedy", text);
	bfree(text);
	set_time(value, "retry_at", retry_at_s);
	json_object_set_new(object, "problem", value);
}

static json_t *make_destination(const struct status *status, problem_text_lookup_t lookup)
{
	json_t *destination = json_object();

	set_text(destination, "url", status->destination_url);
	/* it is not to be seen on a projected screen, and who knows where this is shown */
	if (!status->hide_details)
		set_text(destination, "key_hint", status->destination_key_hint);
	set_problem(destination, &status->destination_problem, 0, lookup);
	return destination;
}

/* Why nothing came of the last push; or else of the last start or stop, which begins with one. */
static void set_problem_of_broadcast(json_t *object, const struct status *status, int64_t now_ms,
				     problem_text_lookup_t lookup)
{
	const bool waits = status->state == STATUS_WAITING;
	struct problem asked = {0};

	if (problem_is_set(&status->problem)) {
		set_problem(object, &status->problem, waits ? (now_ms + status->retry_in_ms) / MS : 0, lookup);
	} else if (problem_is_set(&status->live.problem)) {
		set_problem(object, &status->live.problem, 0, lookup);
	} else if (status->live.offer == LIVE_OFFER_HAND_OVER) {
		problem_set(&asked, "live.obs_streams");
		set_problem(object, &asked, 0, lookup);
		problem_free(&asked);
	}
}

static json_t *make_remote(const struct status *status)
{
	json_t *remote = json_object();

	set_text(remote, "url", status->remote_url);
	if (!status->hide_details)
		set_text(remote, "key_hint", status->remote_key_hint);
	set_text(remote, "page_url", status->remote_page_url);
	set_time(remote, "read_at", status->remote_at_s);
	return remote;
}

static json_t *make_broadcast(const struct status *status, int64_t now_ms, problem_text_lookup_t lookup,
			      bool tells_remote)
{
	json_t *broadcast = json_object();
	char id[24];

	snprintf(id, sizeof(id), "%" PRIu64, status->broadcast.id);
	set_text(broadcast, "kind", broadcast_kind_name(status->broadcast.kind));
	set_text(broadcast, "id", id);
	set_text(broadcast, "page_url", status->broadcast.page_url);
	set_text(broadcast, "topic", status->topic);
	set_text(broadcast, "state", door_answer_state(status->state));
	set_time(broadcast, "pushed_at", status->pushed_at_s);
	if (status->pushed_at_s)
		set_number(broadcast, "duration_ms", status->duration_ms);
	if (status->attempts)
		set_number(broadcast, "attempts", status->attempts);
	set_text(broadcast, "livestream", live_state_name(status->live.state));
	set_problem_of_broadcast(broadcast, status, now_ms, lookup);
	if (tells_remote && status->remote_at_s)
		json_object_set_new(broadcast, "remote", make_remote(status));
	/* also where it could not be read */
	if (tells_remote && problem_is_set(&status->remote_problem) && !json_object_get(broadcast, "problem"))
		set_problem(broadcast, &status->remote_problem, 0, lookup);
	return broadcast;
}

static json_t *make_status(const struct status *status, const struct door_answer_facts *facts,
			   problem_text_lookup_t lookup, bool tells_remote)
{
	json_t *answer = json_object();
	json_t *broadcasts = json_array();

	set_text(answer, "state", door_answer_state(status->state));
	set_flag(answer, "auto_sync", status->auto_sync);
	set_text(answer, "account", facts->account);
	set_flag(answer, "signed_in", facts->signed_in);
	set_text(answer, "api_host", facts->api_host);
	if (status->destination_known)
		json_object_set_new(answer, "destination", make_destination(status, lookup));
	if (status->broadcast.id)
		json_array_append_new(broadcasts, make_broadcast(status, facts->now_ms, lookup, tells_remote));
	else
		/* there is no broadcast that it could be of */
		set_problem(answer, &status->problem, 0, lookup);
	json_object_set_new(answer, "broadcasts", broadcasts);
	return answer;
}

static char *finish(json_t *answer)
{
	size_t size;
	char *text = json_write(answer, JSON_COMPACT, &size);

	json_decref(answer);
	/* a text in it is none: what there is then is nothing */
	return text ? text : bstrdup("{}");
}

char *door_answer_status(const struct status *status, const struct door_answer_facts *facts,
			 problem_text_lookup_t lookup)
{
	return finish(make_status(status, facts, lookup, false));
}

char *door_answer_outcome(const struct status *status, const struct door_answer_facts *facts,
			  problem_text_lookup_t lookup, const char *request_id, bool tells_remote)
{
	json_t *answer = make_status(status, facts, lookup, tells_remote);

	set_text(answer, "request_id", request_id);
	return finish(answer);
}

char *door_answer_accepted(const char *request_id)
{
	json_t *answer = json_object();

	set_flag(answer, "accepted", true);
	set_text(answer, "request_id", request_id);
	return finish(answer);
}

char *door_answer_problem(const struct problem *problem, problem_text_lookup_t lookup)
{
	json_t *answer = json_object();

	set_problem(answer, problem, 0, lookup);
	return finish(answer);
}
