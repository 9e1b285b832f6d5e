/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/live.h"

#define ID UINT64_C(85746065432)

static const struct live_settings all = {
	.display_name = "S\u00fcnday",
	.speaker_name = LIVE_SPEAKER_NAME_SHOWN,
	.layout = LIVE_LAYOUT_GALLERY,
	.captions = LIVE_CAPTIONS_OFF,
};
static const struct live_settings hidden = {
	.speaker_name = LIVE_SPEAKER_NAME_HIDDEN,
	.layout = LIVE_LAYOUT_DEFAULT,
	.captions = LIVE_CAPTIONS_BURNT_IN,
};
static const struct live_settings none = {
	.speaker_name = LIVE_SPEAKER_NAME_DEFAULT,
	.layout = LIVE_LAYOUT_DEFAULT,
	.captions = LIVE_CAPTIONS_DEFAULT,
};

static void calls_are_values(void **state)
{
	static const struct {
		enum broadcast_kind kind;
		enum zoom_live_action action;
		const struct live_settings *settings;
		const char *json;
	} cases[] = {
		{BROADCAST_KIND_MEETING, ZOOM_LIVE_START, &all,
		 "{\"action\":\"start\",\"settings\":{\"display_name\":\"S\u00fcnday\",\"active_speaker_name\":true,"
		 "\"layout\":\"gallery_view\",\"close_caption\":\"off\"}}"},
		{BROADCAST_KIND_UNKNOWN, ZOOM_LIVE_START, &hidden,
		 "{\"action\":\"start\",\"settings\":{\"active_speaker_name\":false,\"close_caption\":\"burnt-in\"}}"},
		{BROADCAST_KIND_MEETING, ZOOM_LIVE_START, &none, "{\"action\":\"start\"}"},
		{BROADCAST_KIND_MEETING, ZOOM_LIVE_START, NULL, "{\"action\":\"start\"}"},
		{BROADCAST_KIND_WEBINAR, ZOOM_LIVE_START, &all,
		 "{\"action\":\"start\",\"settings\":{\"display_name\":\"S\u00fcnday\",\"active_speaker_name\":true}}"},
		{BROADCAST_KIND_WEBINAR, ZOOM_LIVE_START, &none, "{\"action\":\"start\"}"},
		{BROADCAST_KIND_MEETING, ZOOM_LIVE_STOP, &all, "{\"action\":\"stop\"}"},
		{BROADCAST_KIND_WEBINAR, ZOOM_LIVE_STOP, NULL, "{\"action\":\"stop\"}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const bool is_webinar = cases[i].kind == BROADCAST_KIND_WEBINAR;
		struct http_request request = {0};

		assert_true(zoom_live_call(&request, cases[i].kind, ID, cases[i].action, cases[i].settings));
		check_text(cases[i].json, "body", request.json, cases[i].json);
		check_text(cases[i].json, "URL", request.url,
			   is_webinar ? "/webinars/85746065432/livestream/status"
				      : "/meetings/85746065432/livestream/status");
		check_number(cases[i].json, "method", request.method, HTTP_METHOD_PATCH);
		/* a second start is another one */
		check_number(cases[i].json, "may be repeated", request.is_idempotent, false);
		http_request_free(&request);
	}
}

static void a_name_that_is_no_text_is_refused(void **state)
{
	const struct live_settings settings = {.display_name = "\xff\xfe",
					       .speaker_name = LIVE_SPEAKER_NAME_DEFAULT,
					       .layout = LIVE_LAYOUT_DEFAULT,
					       .captions = LIVE_CAPTIONS_DEFAULT};
	struct http_request request = {0};

	(void)state;
	assert_false(zoom_live_call(&request, BROADCAST_KIND_MEETING, ID, ZOOM_LIVE_START, &settings));
	http_request_free(&request);
	assert_true(zoom_live_call(&request, BROADCAST_KIND_MEETING, ID, ZOOM_LIVE_STOP, &settings));
	http_request_free(&request);
}

#define MEETING BROADCAST_KIND_MEETING
#define WEBINAR BROADCAST_KIND_WEBINAR
#define ERROR(code, message) "{\"code\":" code ",\"message\":\"" message "\"}"

static void tells_replies_apart(void **state)
{
	static const struct {
		const char *label;
		enum broadcast_kind kind;
		enum http_result result;
		bool sent;
		long status;
		const char *body;
		enum zoom_live_meaning meaning;
		const char *code;
	} cases[] = {
		{"taken", MEETING, HTTP_RESULT_REPLY, true, 204, "", ZOOM_LIVE_DONE, NULL},
		{"not begun", MEETING, HTTP_RESULT_REPLY, true, 400, ERROR("4927", "Meeting 1 has not started."),
		 ZOOM_LIVE_NOT_BEGUN, "zoom.4927"},
		{"not begun, told as 200", MEETING, HTTP_RESULT_REPLY, true, 200, ERROR("4927", ""),
		 ZOOM_LIVE_NOT_BEGUN, "zoom.4927"},
		{"webinar, not begun", WEBINAR, HTTP_RESULT_REPLY, true, 400,
		 ERROR("200", "Webinar 1 has not started."), ZOOM_LIVE_NOT_BEGUN, "zoom.200_not_started"},
		{"webinar, no right", WEBINAR, HTTP_RESULT_REPLY, true, 400, ERROR("200", "No permission."),
		 ZOOM_LIVE_REFUSED, "zoom.200"},
		{"webinar, no plan", WEBINAR, HTTP_RESULT_REPLY, true, 400, ERROR("200", "Webinar plan is missing."),
		 ZOOM_LIVE_REFUSED, "zoom.200_plan"},
		{"webinar, no service", WEBINAR, HTTP_RESULT_REPLY, true, 400,
		 ERROR("3000", "The current webinar is not configured with a custom streaming service."),
		 ZOOM_LIVE_REFUSED, "zoom.200_off"},
		{"webinar, 3000 without words", WEBINAR, HTTP_RESULT_REPLY, true, 400, ERROR("3000", "x"),
		 ZOOM_LIVE_REFUSED, "zoom.3000"},
		{"a webinar's id", MEETING, HTTP_RESULT_REPLY, true, 400, ERROR("3000", "Cannot access webinar info."),
		 ZOOM_LIVE_OTHER_KIND, "zoom.3000"},
		{"a webinar's id, kind not known", BROADCAST_KIND_UNKNOWN, HTTP_RESULT_REPLY, true, 400,
		 ERROR("3000", "Cannot access webinar info."), ZOOM_LIVE_OTHER_KIND, "zoom.3000"},
		{"encrypted", MEETING, HTTP_RESULT_REPLY, true, 400,
		 ERROR("4400", "End-to-end encrypted meetings currently do not support the livestreaming feature."),
		 ZOOM_LIVE_ENCRYPTED, "zoom.4400"},
		{"plan", MEETING, HTTP_RESULT_REPLY, true, 400, ERROR("3161", "x"), ZOOM_LIVE_REFUSED, "zoom.3161"},
		{"unknown", MEETING, HTTP_RESULT_REPLY, true, 404, ERROR("3001", "x"), ZOOM_LIVE_REFUSED, "zoom.3001"},
		{"scope", MEETING, HTTP_RESULT_REPLY, true, 400,
		 ERROR("4711", "does not contain scopes:[meeting:update:livestream_status]."), ZOOM_LIVE_REFUSED,
		 "zoom.4711"},
		{"already", MEETING, HTTP_RESULT_REPLY, true, 400, ERROR("9", "The livestream is already started."),
		 ZOOM_LIVE_ALREADY, NULL},
		{"no code, though already", MEETING, HTTP_RESULT_REPLY, true, 404, "already", ZOOM_LIVE_REFUSED,
		 "http.404"},
		{"too soon", MEETING, HTTP_RESULT_REPLY, true, 429,
		 ERROR("429", "Please retry making a new request after 30 seconds."), ZOOM_LIVE_BUSY, "zoom.429_wait"},
		{"too many", WEBINAR, HTTP_RESULT_REPLY, true, 429, "", ZOOM_LIVE_BUSY, "zoom.429"},
		{"a gateway", MEETING, HTTP_RESULT_REPLY, true, 502, "<html>", ZOOM_LIVE_IN_DOUBT, "http.server"},
		{"lost", MEETING, HTTP_RESULT_RESET, true, 0, NULL, ZOOM_LIVE_IN_DOUBT, "network.reset"},
		{"cut", MEETING, HTTP_RESULT_CUT, true, 204, NULL, ZOOM_LIVE_IN_DOUBT, "network.cut"},
		{"dropped under way", MEETING, HTTP_RESULT_CANCELLED, true, 0, NULL, ZOOM_LIVE_IN_DOUBT, "network.cut"},
		{"dropped before", MEETING, HTTP_RESULT_CANCELLED, false, 0, NULL, ZOOM_LIVE_LATER, "network.cut"},
		{"no connection", MEETING, HTTP_RESULT_REFUSED, false, 0, NULL, ZOOM_LIVE_LATER, "network.refused"},
		{"a login page", MEETING, HTTP_RESULT_REPLY, true, 302, "<html>", ZOOM_LIVE_LATER, "http.redirect"},
		{"no token", MEETING, HTTP_RESULT_REPLY, true, 401, ERROR("124", "x"), ZOOM_LIVE_REFUSED, "zoom.124"},
		{"not trusted", MEETING, HTTP_RESULT_UNTRUSTED, false, 0, NULL, ZOOM_LIVE_REFUSED,
		 "endpoint.untrusted"},
	};
	const struct redaction nothing = {0};
	const struct zoom_reply_reading reading = {.cloud = CLOUD_COMMERCIAL, .host = "h", .redaction = &nothing};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct http_response response = {
			.result = cases[i].result,
			.sent = cases[i].sent,
			.status = cases[i].status,
			.body = (char *)cases[i].body,
			.body_size = cases[i].body ? strlen(cases[i].body) : 0,
		};
		struct zoom_live_reply reply;

		zoom_live_read(&reply, cases[i].kind, &response, &reading);
		check_number(cases[i].label, "meaning", reply.meaning, cases[i].meaning);
		check_text(cases[i].label, "code", reply.problem.code, cases[i].code);
		check_number(cases[i].label, "missing scope", reply.missing_scope,
			     cases[i].code && strcmp(cases[i].code, "zoom.4711") == 0);
		zoom_live_free(&reply);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_are_values),
		cmocka_unit_test(a_name_that_is_no_text_is_refused),
		cmocka_unit_test(tells_replies_apart),
	};

	return RUN_TESTS(tests);
}
