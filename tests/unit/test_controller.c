/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "unit_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include <util/platform.h>

#include "controller.h"

#define TOKEN "planted-token-4711"
#define MEETING "857 4606 5432"
#define PAGE "https://example.org/live"
#define MADE_KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define KNOWN_KEY "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* The controller's world: what it asks for is noted, and answered by the tests. */
struct world {
	char directory[64];
	struct controller *controller;
	uint64_t reading; /* the last that was asked for, beside those for display */
	size_t readings;
	uint64_t secret; /* the last token that was asked for */
	uint64_t key;    /* the key of the digests was asked for */
	uint64_t key_written;
	char key_text[80];
	int64_t timer_ms;
	char *account;
	/* what the tests look at of the last status */
	enum status_state state;
	bool has_account, destination_known, may_have_arrived;
	uint64_t id;
	char code[64], page_url[64];
};

static void read_destination(void *data, uint64_t id)
{
	struct world *world = data;

	world->readings++;
	if (id)
		world->reading = id;
}

static void read_secret(void *data, uint64_t id, const char *account_id, const char *field)
{
	struct world *world = data;

	if (strcmp(account_id, "state") == 0) {
		assert_string_equal(field, "digest_key");
		assert_int_equal(world->key, 0);
		world->key = id;
		return;
	}
	assert_string_equal(field, "access_token");
	world->secret = id;
	bfree(world->account);
	world->account = bstrdup(account_id);
}

static void write_secret(void *data, uint64_t id, const char *holder, const char *field, const char *secret)
{
	struct world *world = data;

	assert_string_equal(holder, "state");
	assert_string_equal(field, "digest_key");
	world->key_written = id;
	snprintf(world->key_text, sizeof(world->key_text), "%s", secret);
}

static void set_timer(void *data, int64_t delay_ms)
{
	struct world *world = data;

	world->timer_ms = delay_ms;
}

/* Not a good one, but one that tells values and keys apart. */
static char *digest(void *data, const char *key, const char *bytes, size_t size)
{
	uint64_t hash = 14695981039346656037ull;
	char text[65];

	(void)data;
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211ull;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211ull;
	snprintf(text, sizeof(text), "%064llx", (unsigned long long)hash);
	return bstrdup(text);
}

static char *make_key(void *data)
{
	(void)data;
	return bstrdup(MADE_KEY);
}

static void status_changed(void *data, const struct status *status)
{
	struct world *world = data;

	world->state = status->state;
	world->has_account = status->has_account;
	world->destination_known = status->destination_known;
	world->may_have_arrived = status->may_have_arrived;
	world->id = status->broadcast.id;
	snprintf(world->code, sizeof(world->code), "%s", status->problem.code ? status->problem.code : "");
	snprintf(world->page_url, sizeof(world->page_url), "%s",
		 status->broadcast.page_url ? status->broadcast.page_url : "");
}

/* The tests end before any reply could come. */
static void post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	(void)data;
	(void)run;
	drop(task);
}

static void write_file(const struct world *world, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", world->directory, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void begin(struct world *world, const char *accounts, const char *settings)
{
	const char *parent = getenv("TMPDIR");
	const struct controller_options options = {
		.config_directory = world->directory,
		/* port 9 (discard): nothing is to be reached */
		.api_url = "http://127.0.0.1:9/v2",
		.ports =
			{
				.data = world,
				.read_destination = read_destination,
				.read_secret = read_secret,
				.write_secret = write_secret,
				.set_timer = set_timer,
				.digest = digest,
				.make_key = make_key,
				.status_changed = status_changed,
				.post = post,
			},
	};

	memset(world, 0, sizeof(*world));
	snprintf(world->directory, sizeof(world->directory), "%s/zoom-unit-XXXXXX", parent ? parent : "/tmp");
	assert_non_null(mkdtemp(world->directory));
	if (accounts)
		write_file(world, "accounts.json", accounts);
	if (settings)
		write_file(world, SETTINGS_FILE_NAME, settings);
	world->controller = controller_create(&options);
	controller_set_profile(world->controller, world->directory);
}

static void end(struct world *world)
{
	static const char *const names[] = {"accounts.json", "state.json", SETTINGS_FILE_NAME};

	controller_destroy(world->controller);
	for (size_t i = 0; i < COUNT(names); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/%s", world->directory, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(world->directory), 0);
	bfree(world->account);
}

#define ACCOUNT(id) "{\"id\":\"" id "\",\"name\":\"n\",\"method\":\"access_token\",\"cloud\":\"zoom\"}"
#define ACCOUNTS(list) "{\"version\":1,\"accounts\":[" list "]}"
#define SETTINGS "{\"version\":1,\"account\":\"one\",\"broadcasts\":[{\"id\":85746065432,\"page_url\":\"" PAGE "\"}]}"

static const struct destination good = {.service_type = (char *)"rtmp_custom",
					.url = (char *)"rtmp://a.example/b",
					.key = (char *)"key"};

static void account_is_never_guessed(void **state)
{
	static const struct {
		const char *label, *accounts, *settings, *expected;
	} cases[] = {
		{"none at all", NULL, NULL, NULL},
		{"none chosen, one there", ACCOUNTS(ACCOUNT("one")), NULL, "one"},
		{"none chosen, two there", ACCOUNTS(ACCOUNT("one") "," ACCOUNT("two")), NULL, NULL},
		{"chosen", ACCOUNTS(ACCOUNT("two") "," ACCOUNT("one")), SETTINGS, "one"},
		{"chosen, but unknown", ACCOUNTS(ACCOUNT("two")), SETTINGS, NULL},
		{"of a method of later", ACCOUNTS("{\"id\":\"one\",\"method\":\"device_code\"}"), SETTINGS, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world world;

		begin(&world, cases[i].accounts, cases[i].settings);
		check_text(cases[i].label, "account", controller_account(world.controller), cases[i].expected);
		check_number(cases[i].label, "has account", world.has_account, cases[i].expected != NULL);
		end(&world);
	}
}

static void what_was_read_in_another_profile_is_thrown_away(void **state)
{
	struct world world;
	size_t readings;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	readings = world.readings;
	controller_destination(world.controller, 0, "/another/profile", &good);
	assert_false(world.destination_known);
	assert_int_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, world.reading, "/another/profile", &good);
	assert_int_equal(world.state, STATUS_CANCELLED);
	assert_false(world.may_have_arrived);
	assert_int_equal(world.readings, readings);
	assert_int_equal(world.secret, 0);
	end(&world);
}

static void a_switch_of_profiles_ends_the_push(void **state)
{
	struct world world;
	uint64_t reading;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	assert_int_equal(world.state, STATUS_PUSHING);
	reading = world.reading;
	controller_set_profile(world.controller, "/nonexistent/profile");
	assert_int_equal(world.state, STATUS_UNCONFIGURED);
	controller_destination(world.controller, reading, "/nonexistent/profile", &good);
	assert_int_equal(world.secret, 0);
	end(&world);
}

static void a_token_that_is_none_is_told(void **state)
{
	struct world world;

	(void)state;
	begin(&world, ACCOUNTS(ACCOUNT("one")), SETTINGS);
	controller_push(world.controller);
	controller_destination(world.controller, world.reading, world.directory, &good);
	controller_secret(world.controller, world.secret, "two words " TOKEN, NULL);
	assert_int_equal(world.state, STATUS_FAILED);
	assert_string_equal(world.code, "account.bad_token");
	end(&world);
}

static void only_valid_values_are_taken(void **state)
{
	struct world world;

	(void)state;
	begin(&world, NULL, NULL);
	assert_int_equal(controller_set_meeting(world.controller, MEETING), MEETING_ID_OK);
	assert_int_equal(controller_set_page_url(world.controller, PAGE), PAGE_URL_OK);
	assert_int_equal(controller_set_meeting(world.controller, "123"), MEETING_ID_TOO_SHORT);
	assert_int_equal(controller_set_page_url(world.controller, "ftp://x"), PAGE_URL_NOT_HTTP);
	assert_true(world.id == 85746065432ull);
	assert_string_equal(world.page_url, PAGE);
	assert_int_equal(controller_set_meeting(world.controller, " "), MEETING_ID_EMPTY);
	assert_true(world.id == 0);
	end(&world);
}

/* What state.json holds, as text. */
static char *read_state_file(const struct world *world)
{
	char path[128];
	char *text;

	snprintf(path, sizeof(path), "%s/state.json", world->directory);
	text = os_quick_read_utf8_file(path);
	return text ? text : bstrdup("");
}

#define AUTO_SETTINGS                                                                                                     \
	"{\"version\":1,\"account\":\"one\",\"auto_sync\":true,\"broadcasts\":[{\"kind\":\"meeting\",\"id\":85746065432," \
	"\"page_url\":\"" PAGE "\"}]}"

static const struct problem no_secret = {.code = (char *)"account.no_token", .retry_after_s = PROBLEM_RETRY_UNKNOWN};
static const struct problem locked = {.code = (char *)"secret.denied", .retry_after_s = PROBLEM_RETRY_UNKNOWN};

static void begin_loaded(struct world *world)
{
	begin(world, ACCOUNTS(ACCOUNT("one")), AUTO_SETTINGS);
	controller_destination(world->controller, 0, world->directory, &good);
	assert_int_equal(world->key, 0);
	assert_int_equal(world->secret, 0);
	controller_start(world->controller);
	assert_int_not_equal(world->key, 0);
	/* before it is known what was pushed, nothing is */
	assert_int_equal(world->secret, 0);
}

static void what_is_due_is_written_down_and_pushed(void **state)
{
	struct world world;
	char *text;

	(void)state;
	begin_loaded(&world);
	controller_secret(world.controller, world.key, NULL, &no_secret);
	assert_string_equal(world.key_text, MADE_KEY);
	text = read_state_file(&world);
	assert_non_null(strstr(text, "one/meeting/85746065432"));
	assert_non_null(strstr(text, "pending"));
	assert_null(strstr(text, "rtmp:"));
	bfree(text);
	assert_int_equal(world.state, STATUS_PUSHING);
	end(&world);
}

static void without_its_key_only_a_change_is_pushed(void **state)
{
	const struct destination other = {.service_type = good.service_type, .url = good.url, .key = (char *)"another"};
	struct world world;

	(void)state;
	begin_loaded(&world);
	controller_secret(world.controller, world.key, NULL, &locked);
	assert_int_equal(world.key_written, 0);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	/* the check at the start ends for want of a token */
	controller_secret(world.controller, world.secret, NULL, &locked);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	controller_destination(world.controller, 0, world.directory, &other);
	assert_int_equal(world.state, STATUS_PUSHING);
	end(&world);
}

static void what_one_profile_held_is_not_pushed_from_another(void **state)
{
	char other[80];
	char path[200];
	struct world world;
	FILE *file;

	(void)state;
	begin_loaded(&world);
	controller_secret(world.controller, world.key, KNOWN_KEY, NULL);
	assert_int_equal(world.key_written, 0);
	snprintf(other, sizeof(other), "%s/other", world.directory);
	snprintf(path, sizeof(path), "%s/" SETTINGS_FILE_NAME, other);
	assert_int_equal(mkdir(other, 0700), 0);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs("{\"version\":1,\"account\":\"one\",\"auto_sync\":true,\"broadcasts\":[{\"id\":11122233344,"
	      "\"page_url\":\"" PAGE "\"}]}",
	      file);
	fclose(file);
	controller_set_profile(world.controller, other);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	assert_false(world.destination_known);
	/* a look-up that was begun in the first profile */
	controller_destination(world.controller, 0, world.directory, &good);
	assert_false(world.destination_known);
	assert_int_not_equal(world.state, STATUS_PUSHING);
	unlink(path);
	assert_int_equal(rmdir(other), 0);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(account_is_never_guessed),
		cmocka_unit_test(what_was_read_in_another_profile_is_thrown_away),
		cmocka_unit_test(a_switch_of_profiles_ends_the_push),
		cmocka_unit_test(a_token_that_is_none_is_told),
		cmocka_unit_test(only_valid_values_are_taken),
		cmocka_unit_test(what_is_due_is_written_down_and_pushed),
		cmocka_unit_test(without_its_key_only_a_change_is_pushed),
		cmocka_unit_test(what_one_profile_held_is_not_pushed_from_another),
	};

	return RUN_TESTS(tests);
}
