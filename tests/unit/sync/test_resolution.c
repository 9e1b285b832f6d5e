/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/sync/sync.h"

/* 1080p or 720p goes along, by OBS's picture, where the account takes it. */

#define URL "rtmp://a.example/live"
#define KEY "planted-key"
#define NAMED \
	"{\"code\":300,\"message\":\"Validation Failed.\",\"errors\":[{\"field\":\"resolution\",\"message\":\"x\"}]}"
#define PAGE_NAMED \
	"{\"code\":300,\"message\":\"Validation Failed.\",\"errors\":[{\"field\":\"page_url\",\"message\":\"x\"}]}"
#define ONLY_PAID "{\"code\":200,\"message\":\"Only available for Paid account.\"}"
#define INVALID "{\"code\":300,\"message\":\"Validation Failed.\"}"
#define NO_HOSTING "{\"code\":3161,\"message\":\"x\"}"

struct patch_reply {
	long status;
	const char *body;
};

struct driver {
	struct sync *sync;
	struct moment moment;
	const struct patch_reply *replies; /* to updates, in their order */
	char log[80];    /* of each update: "m" or "j" by its encoding, and "7", "1" or "-" by its resolution */
	bool is_refused; /* so it was told */
};

static char *no_digest(void *data, const char *bytes, size_t size)
{
	char *text = bmalloc(65);

	(void)data;
	(void)bytes;
	(void)size;
	memset(text, 'a', 64);
	text[64] = '\0';
	return text;
}

static char resolution_of(const struct http_request *request)
{
	if (request->json)
		return strstr(request->json, "\"1080p\"") ? '1' : strstr(request->json, "\"720p\"") ? '7' : '-';
	for (size_t i = 0; i < request->part_count; i++) {
		if (strcmp(request->parts[i].name, "resolution") == 0)
			return request->parts[i].value[0];
	}
	return '-';
}

static struct http_response next_reply(struct driver *driver, const struct http_request *request)
{
	static char held[] = "{\"stream_url\":\"" URL "\",\"stream_key\":\"" KEY
			     "\",\"page_url\":\"https://example.org/live\",\"resolution\":\"720p\"}";
	const char letters[] = {request->json ? 'j' : 'm', resolution_of(request), '\0'};
	struct http_response response = {.result = HTTP_RESULT_REPLY, .status = 200, .sent = true};

	if (request->method == HTTP_METHOD_GET) {
		/* nothing is there before */
		response.body = driver->log[0] ? held : "";
	} else {
		strcat(driver->log, letters);
		response.status = driver->replies->status;
		response.body = (char *)driver->replies->body;
		driver->replies++;
	}
	response.body_size = strlen(response.body);
	return response;
}

static void settle(struct driver *driver, struct sync_effects *effects, unsigned lines)
{
	const struct destination destination = {.service_type = "rtmp_custom",
						.url = URL,
						.key = KEY,
						.output_lines = lines};
	struct sync *sync = driver->sync;

	for (;;) {
		struct sync_effects next = {0};

		driver->is_refused = driver->is_refused || effects->resolution_refused;
		if (effects->read_destination) {
			sync_destination_read(sync, &destination, &driver->moment, &next);
		} else if (effects->ask_access) {
			sync_access(sync, &driver->moment, &next);
		} else if (effects->write_record) {
			sync_record_written(sync, &driver->moment, &next);
		} else if (effects->send) {
			const struct http_response response = next_reply(driver, &effects->request);

			sync_reply(sync, &response, "token", &driver->moment, &next);
		} else {
			sync_effects_free(effects);
			return;
		}
		sync_effects_free(effects);
		*effects = next;
	}
}

static void push(struct driver *driver, unsigned lines)
{
	struct sync_effects effects = {0};

	sync_push(driver->sync, &driver->moment, &effects);
	settle(driver, &effects, lines);
}

static void begin(struct driver *driver, enum encoding encoding, const struct patch_reply *replies)
{
	const struct broadcast broadcast = {.kind = BROADCAST_KIND_MEETING,
					    .id = 85746065432,
					    .page_url = (char *)"https://example.org/live"};
	const struct sync_options options = {.host = "h", .encoding = encoding, .digest = no_digest};
	const struct push_record record = {0};
	struct sync_effects effects = {0};

	memset(driver, 0, sizeof(*driver));
	driver->moment = (struct moment){1000, 1767225600000, 7};
	driver->replies = replies;
	driver->sync = sync_create(&options);
	sync_set_broadcast(driver->sync, &broadcast, "default", &driver->moment, &effects);
	sync_set_record(driver->sync, &record, true, true, &driver->moment, &effects);
	sync_effects_free(&effects);
}

static void goes_along_where_it_is_taken(void **state)
{
	static const struct {
		const char *label;
		enum encoding encoding;
		unsigned lines;
		struct patch_reply replies[6];
		const char *log;
		bool is_refused;
		const char *code;
	} cases[] = {
		{"1080 lines", ENCODING_JSON, 1080, {{204, ""}}, "j1", false, NULL},
		{"more", ENCODING_MULTIPART, 2160, {{204, ""}}, "m1", false, NULL},
		{"fewer", ENCODING_JSON, 1079, {{204, ""}}, "j7", false, NULL},
		{"not known", ENCODING_JSON, 0, {{204, ""}}, "j-", false, NULL},
		{"named", ENCODING_JSON, 720, {{400, NAMED}, {204, ""}}, "j7j-", true, NULL},
		{"named, and refused without",
		 ENCODING_JSON,
		 720,
		 {{400, NAMED}, {400, NO_HOSTING}},
		 "j7j-",
		 true,
		 "zoom.3161"},
		{"vanishes without it", ENCODING_JSON, 720, {{400, ONLY_PAID}, {204, ""}}, "j7j-", true, NULL},
		{"does not", ENCODING_JSON, 720, {{400, ONLY_PAID}, {400, ONLY_PAID}}, "j7j-", false, "zoom.200_plan"},
		{"another field", ENCODING_JSON, 720, {{400, PAGE_NAMED}}, "j7", false, "zoom.300_field"},
		{"another matter", ENCODING_JSON, 720, {{400, NO_HOSTING}}, "j7", false, "zoom.3161"},
		{"later", ENCODING_JSON, 720, {{503, ""}}, "j7", false, "http.server"},
		{"the encoding", 0, 720, {{415, ""}, {204, ""}}, "m7j7", false, NULL},
		{"the encoding, by 300", 0, 720, {{300, INVALID}, {300, INVALID}, {204, ""}}, "m7m-j7", false, NULL},
		{"both", 0, 720, {{300, INVALID}, {300, INVALID}, {400, NAMED}, {204, ""}}, "m7m-j7j-", true, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct driver driver;
		struct status status = {0};

		begin(&driver, cases[i].encoding, cases[i].replies);
		push(&driver, cases[i].lines);
		check_text(cases[i].label, "log", driver.log, cases[i].log);
		check_number(cases[i].label, "refused", driver.is_refused, cases[i].is_refused);
		sync_get_status(driver.sync, &driver.moment, &status);
		check_text(cases[i].label, "code", status.problem.code, cases[i].code);
		/* whatever Zoom holds of it is no difference */
		if (!cases[i].code)
			check_number(cases[i].label, "state", status.state, STATUS_IN_SYNC);
		status_free(&status);
		sync_free(driver.sync);
	}
}

static void is_remembered(void **state)
{
	static const struct patch_reply replies[] = {{400, NAMED}, {204, ""}, {204, ""}, {204, ""}};
	struct driver driver;

	(void)state;
	begin(&driver, ENCODING_JSON, replies);
	push(&driver, 720);
	push(&driver, 1080);
	check_text("remembered", "log", driver.log, "j7j-j-");
	/* another account */
	sync_set_resolution_refused(driver.sync, false);
	push(&driver, 1080);
	check_text("another account", "log", driver.log, "j7j-j-j1");
	sync_free(driver.sync);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_along_where_it_is_taken),
		cmocka_unit_test(is_remembered),
	};

	return RUN_TESTS(tests);
}
