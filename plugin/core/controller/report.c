/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/text.h"
#include "core/base/url.h"
#include "core/door/answer.h"
#include "plugin-version.h"

#define DIGITS_SHOWN 4

static void free_outcome(struct report_outcome *outcome)
{
	bfree((char *)outcome->code);
	bfree((char *)outcome->tracking_id);
}

void report_outcomes_add(struct report_outcomes *outcomes, const struct report_outcome *outcome)
{
	struct report_outcome *place;

	if (outcomes->count == REPORT_OUTCOMES_MAX) {
		free_outcome(&outcomes->list[0]);
		outcomes->count--;
		memmove(outcomes->list, outcomes->list + 1, outcomes->count * sizeof(outcomes->list[0]));
	}
	place = &outcomes->list[outcomes->count++];
	*place = *outcome;
	place->code = text_copy(outcome->code);
	place->tracking_id = text_copy(outcome->tracking_id);
}

void report_outcomes_free(struct report_outcomes *outcomes)
{
	for (size_t i = 0; i < outcomes->count; i++)
		free_outcome(&outcomes->list[i]);
	memset(outcomes, 0, sizeof(*outcomes));
}

static const char *yes_or_no(bool flag)
{
	return flag ? "yes" : "no";
}

static void add_line(struct dstr *out, const char *name, const char *value)
{
	dstr_catf(out, "%s: %s\n", name, text_is_empty(value) ? "none" : value);
}

static void add_time(struct dstr *out, const char *name, int64_t since_1970_s)
{
	char text[DOOR_ANSWER_TIME_SIZE] = "";

	if (since_1970_s > 0)
		door_answer_time(since_1970_s, text);
	add_line(out, name, text);
}

static void add_id(struct dstr *out, const char *name, const char *id)
{
	const size_t length = id ? strlen(id) : 0;

	if (length > DIGITS_SHOWN)
		dstr_catf(out, "%s: \u2026%s\n", name, id + length - DIGITS_SHOWN);
	else
		add_line(out, name, length ? "\u2026" : NULL);
}

/* What stands behind its host may be a name, or an address that only the invited know. */
static void add_page(struct dstr *out, const char *name, const char *page_url)
{
	struct url url;

	if (url_read(&url, page_url, URL_OF_WEB))
		dstr_catf(out, "%s: %s://%s/\u2026\n", name, url.scheme, url.host);
	else
		add_line(out, name, text_is_empty(page_url) ? NULL : "\u2026");
	url_free(&url);
}

/* Its words may be anybody's. */
static void add_problem(struct dstr *out, const char *name, const struct problem *problem)
{
	if (!problem_is_set(problem))
		return;
	dstr_catf(out, "%s: %s (HTTP %ld, Zoom %ld, tracking id %s)\n", name, problem->code, problem->http_status,
		  problem->zoom_code, problem->tracking_id ? problem->tracking_id : "none");
}

static void add_account(struct dstr *out, const struct account_status *status)
{
	const struct account *account = &status->account;

	add_line(out, "account known", yes_or_no(status->has_account));
	if (status->has_account) {
		add_id(out, "account", account->id);
		add_line(out, "way to sign in", account_method_name(account->method));
		add_line(out, "cloud", cloud_name(account->cloud));
		add_id(out, "account id", account->account_id);
		add_id(out, "client id", account->client_id);
		add_line(out, "secret stored",
			 status->stored.is_known ? yes_or_no(status->stored.has_main_secret) : "not looked");
	}
	add_problem(out, "sign-in problem", &status->sign_in.problem);
	add_problem(out, "account test problem", &status->probe.problem);
	add_line(out, "secrets kept in", secret_backend_name(status->secrets.backend));
	add_line(out, "remote control", yes_or_no(status->remote_control));
}

static const char *remote_name(enum status_remote remote)
{
	static const char *const names[] = {
		[STATUS_REMOTE_UNKNOWN] = "unknown", [STATUS_REMOTE_MISSING_SCOPE] = "permission missing",
		[STATUS_REMOTE_FAILED] = "failed",   [STATUS_REMOTE_EMPTY] = "empty",
		[STATUS_REMOTE_SAME] = "same",       [STATUS_REMOTE_DIFFERENT] = "different",
	};

	return names[remote];
}

static void add_status(struct dstr *out, const struct status *status)
{
	char id[24];

	snprintf(id, sizeof(id), "%" PRIu64, status->broadcast.id);
	add_line(out, "state", door_answer_state(status->state));
	add_line(out, "kind", broadcast_kind_name(status->broadcast.kind));
	add_id(out, "meeting", status->broadcast.id ? id : NULL);
	add_page(out, "page URL", status->broadcast.page_url);
	add_line(out, "server", status->destination_url);
	add_line(out, "stream key", text_is_empty(status->destination_key_hint) ? NULL : "set");
	add_problem(out, "server problem", &status->destination_problem);
	add_line(out, "send automatically", yes_or_no(status->auto_sync));
	add_line(out, "hide details", yes_or_no(status->hide_details));
	add_line(out, "can restore", yes_or_no(status->can_undo));
	add_line(out, "settings file", status->settings_code ? status->settings_code : "good");
	add_time(out, "sent at", status->pushed_at_s);
	dstr_catf(out, "tries: %u, %" PRId64 " ms\n", status->attempts, status->duration_ms);
	add_problem(out, "problem", &status->problem);
	add_line(out, "in Zoom", remote_name(status->remote));
	add_line(out, "difference", status->remote_difference);
	add_time(out, "read at", status->remote_at_s);
	add_problem(out, "reading problem", &status->remote_problem);
	add_line(out, "OBS streams", yes_or_no(status->obs_is_streaming));
	add_line(out, "API replaced by", status->api_host);
	add_line(out, "livestream", live_state_name(status->live.state));
	add_line(out, "waits for the meeting", yes_or_no(status->live.is_armed));
	add_problem(out, "livestream problem", &status->live.problem);
	add_problem(out, "waiting problem", &status->live.armed_problem);
}

static void add_live_settings(struct dstr *out, const struct live_settings *live)
{
	const char *layout = live_layout_name(live->layout);
	const char *captions = live_captions_name(live->captions);

	add_line(out, "livestream's name", text_is_empty(live->display_name) ? NULL : "set");
	add_line(out, "layout", layout ? layout : "Zoom's");
	add_line(out, "captions", captions ? captions : "Zoom's");
	add_line(out, "start after a break", yes_or_no(live->after_break));
}

static void add_outcomes(struct dstr *out, const struct report_outcomes *outcomes)
{
	dstr_catf(out, "last outcomes: %d\n", (int)outcomes->count);
	for (size_t i = 0; i < outcomes->count; i++) {
		const struct report_outcome *outcome = &outcomes->list[i];
		char time[DOOR_ANSWER_TIME_SIZE];

		door_answer_time(outcome->at_s, time);
		dstr_catf(out, "  %s %s: %s", time, outcome->what, outcome->state);
		if (outcome->code)
			dstr_catf(out, ", %s (HTTP %ld)", outcome->code, outcome->http_status);
		dstr_catf(out, ", tracking id %s\n", outcome->tracking_id ? outcome->tracking_id : "none");
	}
}

char *report_make(const struct report *report)
{
	struct dstr out = {0};

	dstr_printf(&out, "%s %s\n", PLUGIN_NAME, PLUGIN_VERSION);
	add_line(&out, "OBS", report->obs_version);
	add_line(&out, "Qt", report->qt_version);
	add_line(&out, "system", report->system);
	add_time(&out, "time", report->now_s);
	add_status(&out, report->status);
	add_live_settings(&out, report->live);
	add_account(&out, report->account);
	add_outcomes(&out, report->outcomes);
	return out.array;
}
