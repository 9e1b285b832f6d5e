/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include <pthread.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <util/platform.h>

#include "core/controller/controller.h"
#include "core/store/profile_settings.h"
#include "support/file_world.h"

#define TOKEN "planted-token-4711"
#define MEETING "857 4606 5432"
#define PAGE "https://example.org/live"
#define MADE_KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define KNOWN_KEY "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* The controller's world: what it asks for is noted, and answered by the tests. */
struct world {
	char directory[64];
	struct file_world files;
	struct dstr api_url, oauth_url;
	struct controller *controller;
	uint64_t reading; /* the last that was asked for, beside those for display */
	size_t readings;
	struct completion secret, secret_before; /* the last token that was asked for, and the one before */
	struct completion key;                   /* the key of the digests was asked for */
	struct completion key_written;
	char key_text[80];
	int64_t timer_ms;
	char *account;
	char field[32];            /* of the secret that was asked for last */
	struct completion written; /* the last secret of an account that was to be written */
	char written_holder[64], written_field[96], written_text[256], written_host[64];
	size_t erasures, undo_erasures, own_undo_erasures; /* own: kept for Zoom's own host */
	/* signing in */
	char url[512];
	uint16_t listening_port; /* 0: nobody listens */
	bool port_is_taken, has_no_browser;
	bool (*arrived)(void *context, const char *target, struct problem *problem);
	void *arrived_context;
	struct completion lock;
	size_t locks, unlocks;
	bool unlock_finished;
	enum sign_in_state sign_in;
	enum sign_out_state sign_out;
	enum account_probe_state check;
	enum feature_state features[FEATURE_COUNT]; /* by enum feature - 1 */
	struct user_settings user_settings;
	enum account_save_state save;
	struct stored_secrets_status stored; /* but for its problem's texts */
	char stored_code[64];
	enum secret_backend chosen_backend;
	void (*secrets_changed)(void *context, const struct secret_backend_status *status);
	void *secrets_context;
	char moved[512]; /* the secrets that were to be moved */
	char sign_in_code[64], check_code[64], user_code[64], paste_code[64];
	size_t listen_complaints; /* how often it was told that nobody listens */
	bool is_listening, account_is_unknown, has_listed_account;
	char account_name[32], removed_name[32], user_name[32];
	/* the network thread's */
	pthread_mutex_t mutex;
	pthread_cond_t posted;
	bool is_served;
	void (*run)(void *task);
	void (*drop)(void *task);
	void *task;
	struct deferred {
		void (*run)(void *task);
		void *task;
	} deferred[4]; /* for world_turn() */
	size_t deferred_count;
	/* what the tests look at of the last status */
	enum status_state state;
	bool has_account, destination_known, may_have_arrived, can_undo, auto_sync, profile_is_copy, obs_is_streaming;
	bool hide_details, auto_sync_is_new;
	uint64_t id;
	char code[64], page_url[64], suggested_page_url[64], remark[64];
	struct live_status live; /* but for its problems' texts */
	char live_code[64];
	size_t obs_starts, obs_stops; /* of OBS's own stream, that were wished */
};

static inline void read_destination(void *data, uint64_t id)
{
	struct world *world = data;

	world->readings++;
	if (id)
		world->reading = id;
}

static inline void begin_secrets(void *data, enum secret_backend chosen,
				 void (*changed)(void *context, const struct secret_backend_status *status),
				 void *context)
{
	struct world *world = data;

	world->chosen_backend = chosen;
	world->secrets_changed = changed;
	world->secrets_context = context;
}

static inline void read_secret(void *data, const struct host_secret *name, const struct completion *completion)
{
	struct world *world = data;

	if (strcmp(name->holder, "state") == 0) {
		assert_string_equal(name->field, "digest_key");
		assert_null(name->host);
		assert_null(world->key.done);
		world->key = *completion;
		return;
	}
	world->secret_before = world->secret;
	world->secret = *completion;
	snprintf(world->field, sizeof(world->field), "%s", name->field);
	bfree(world->account);
	world->account = bstrdup(name->holder);
}

static inline void write_secret(void *data, const struct host_secret *name, const char *value,
				const struct completion *completion)
{
	struct world *world = data;

	if (strcmp(name->holder, "state") != 0) {
		world->written = *completion;
		snprintf(world->written_holder, sizeof(world->written_holder), "%s", name->holder);
		snprintf(world->written_field, sizeof(world->written_field), "%s", name->field);
		snprintf(world->written_text, sizeof(world->written_text), "%s", value ? value : "(erased)");
		snprintf(world->written_host, sizeof(world->written_host), "%s", name->host ? name->host : "");
		world->erasures += !value;
		world->undo_erasures += !value && strcmp(name->holder, "undo") == 0;
		world->own_undo_erasures += !value && strcmp(name->holder, "undo") == 0 && !name->host;
		return;
	}
	assert_string_equal(name->field, "digest_key");
	world->key_written = *completion;
	snprintf(world->key_text, sizeof(world->key_text), "%s", value);
}

static inline void move_secrets(void *data, const struct host_secret *names, size_t count)
{
	struct world *world = data;
	struct dstr text = {0};

	for (size_t i = 0; i < count; i++)
		dstr_catf(&text, "%s/%s%s%s ", names[i].holder, names[i].field, names[i].host ? "@" : "",
			  names[i].host ? names[i].host : "");
	snprintf(world->moved, sizeof(world->moved), "%s", text.array);
	dstr_free(&text);
}

static inline void set_timer(void *data, int64_t delay_ms, void (*expired)(void *context), void *context)
{
	struct world *world = data;

	(void)expired;
	(void)context;
	world->timer_ms = delay_ms;
}

/* The end of OBS is let go by at once: the tests answer what comes after it. */
static inline void go_on(void *data, int milliseconds)
{
	(void)data;
	assert_true(milliseconds <= 150);
}

static inline void stop_going_on(void *data)
{
	(void)data;
}

static inline void start_streaming(void *data)
{
	struct world *world = data;

	world->obs_starts++;
}

static inline void stop_streaming(void *data)
{
	struct world *world = data;

	world->obs_stops++;
}

static inline void watch_begin(void *data, void (*service_changed)(void *context), void (*network_back)(void *context),
			       void *context)
{
	(void)data;
	(void)service_changed;
	(void)network_back;
	(void)context;
}

static inline void watch_profile(void *data, const char *directory)
{
	(void)data;
	(void)directory;
}

static inline void show_dock(void *data, bool docked)
{
	(void)data;
	(void)docked;
}

/* Not a good one, but one that tells values and keys apart. */
static inline char *digest(const char *key, const char *bytes, size_t size)
{
	uint64_t hash = 14695981039346656037ull;
	char text[65];

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211ull;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211ull;
	snprintf(text, sizeof(text), "%064llx", (unsigned long long)hash);
	return bstrdup(text);
}

static inline char *make_key(void)
{
	return bstrdup(MADE_KEY);
}

static inline void status_changed(void *data, const struct status *status)
{
	struct world *world = data;

	world->state = status->state;
	world->has_account = status->has_account;
	world->destination_known = status->destination_known;
	world->may_have_arrived = status->may_have_arrived;
	world->can_undo = status->can_undo;
	world->auto_sync = status->auto_sync;
	world->profile_is_copy = status->profile_is_copy;
	world->obs_is_streaming = status->obs_is_streaming;
	world->hide_details = status->hide_details;
	world->auto_sync_is_new = status->auto_sync_is_new;
	world->id = status->broadcast.id;
	world->live = status->live;
	snprintf(world->live_code, sizeof(world->live_code), "%s",
		 status->live.problem.code ? status->live.problem.code : "");
	snprintf(world->code, sizeof(world->code), "%s", status->problem.code ? status->problem.code : "");
	snprintf(world->suggested_page_url, sizeof(world->suggested_page_url), "%s",
		 status->suggested_page_url ? status->suggested_page_url : "");
	snprintf(world->remark, sizeof(world->remark), "%s", status->remark.code ? status->remark.code : "");
	snprintf(world->page_url, sizeof(world->page_url), "%s",
		 status->broadcast.page_url ? status->broadcast.page_url : "");
}

static inline void account_changed(void *data, const struct account_status *status)
{
	const struct sign_in_status *sign_in = &status->sign_in;
	struct world *world = data;

	world->sign_in = sign_in->state;
	world->sign_out = status->sign_out.state;
	world->check = status->probe.state;
	memcpy(world->features, status->probe.features, sizeof(world->features));
	world->user_settings = status->probe.settings;
	snprintf(world->user_name, sizeof(world->user_name), "%s",
		 status->probe.user.name ? status->probe.user.name : "");
	snprintf(world->user_code, sizeof(world->user_code), "%s",
		 status->probe.user_problem.code ? status->probe.user_problem.code : "");
	world->save = status->save.state;
	world->stored = status->stored;
	snprintf(world->stored_code, sizeof(world->stored_code), "%s",
		 status->stored.problem.code ? status->stored.problem.code : "");
	world->chosen_backend = status->secrets.chosen;
	if (problem_is_set(&sign_in->listen_problem))
		world->listen_complaints++;
	world->is_listening = sign_in->is_listening;
	world->account_is_unknown = status->account_is_unknown;
	world->has_listed_account = status->has_account;
	snprintf(world->sign_in_code, sizeof(world->sign_in_code), "%s",
		 sign_in->problem.code ? sign_in->problem.code : "");
	snprintf(world->paste_code, sizeof(world->paste_code), "%s",
		 sign_in->paste_problem.code ? sign_in->paste_problem.code : "");
	snprintf(world->check_code, sizeof(world->check_code), "%s",
		 status->probe.problem.code ? status->probe.problem.code : "");
	snprintf(world->account_name, sizeof(world->account_name), "%s",
		 status->account.name ? status->account.name : "");
	snprintf(world->removed_name, sizeof(world->removed_name), "%s",
		 status->sign_out.removed_name ? status->sign_out.removed_name : "");
}

static inline char *pkce_challenge(const char *verifier)
{
	assert_string_equal(verifier, MADE_KEY);
	return bstrdup("challenge");
}

static inline bool open_url(void *data, const char *url)
{
	struct world *world = data;

	snprintf(world->url, sizeof(world->url), "%s", url);
	return !world->has_no_browser;
}

static inline bool listen_to_browser(void *data, const char *address, uint16_t port, const char *path,
				     bool (*arrived)(void *context, const char *target, struct problem *problem),
				     void *context)
{
	struct world *world = data;

	world->arrived = arrived;
	world->arrived_context = context;
	assert_string_equal(address, "127.0.0.1");
	assert_string_equal(path, "/zoom");
	if (!world->port_is_taken)
		world->listening_port = port;
	return !world->port_is_taken;
}

static inline void stop_listening(void *data)
{
	struct world *world = data;

	world->listening_port = 0;
}

static inline void lock_renewal(void *data, const char *account_id, const struct completion *completion)
{
	struct world *world = data;

	assert_string_equal(account_id, "one");
	world->lock = *completion;
	world->locks++;
}

static inline void unlock_renewal(void *data, const char *account_id, bool is_finished)
{
	struct world *world = data;

	assert_string_equal(account_id, "one");
	world->unlocks++;
	world->unlock_finished = is_finished;
}

/* Any thread: one task at most waits, for world_run_next(). */
static inline void post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct world *world = data;

	pthread_mutex_lock(&world->mutex);
	/* most tests end before any reply could come */
	if (world->is_served) {
		assert_null(world->task);
		world->run = run;
		world->drop = drop;
		world->task = task;
		task = NULL;
		pthread_cond_signal(&world->posted);
	}
	pthread_mutex_unlock(&world->mutex);
	if (task)
		drop(task);
}

static inline void defer(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct world *world = data;

	(void)drop;
	assert_true(world->deferred_count < COUNT(world->deferred));
	world->deferred[world->deferred_count++] = (struct deferred){run, task};
}

/* The event loop goes round once. */
static inline void world_turn(struct world *world)
{
	for (size_t i = 0; i < world->deferred_count; i++)
		world->deferred[i].run(world->deferred[i].task);
	world->deferred_count = 0;
}

/* OBS has switched to the profile, and some time has gone by. */
static inline void switch_profile(struct world *world, const char *directory)
{
	controller_set_profile(world->controller, directory);
	world_turn(world);
}

/* Runs what the network thread has posted, once it is there. */
static inline void world_run_next(struct world *world)
{
	struct timespec deadline;
	int result = 0;
	void *task;

	clock_gettime(CLOCK_REALTIME, &deadline);
	deadline.tv_sec += 60;
	pthread_mutex_lock(&world->mutex);
	while (!world->task && !result)
		result = pthread_cond_timedwait(&world->posted, &world->mutex, &deadline);
	task = world->task;
	world->task = NULL;
	pthread_mutex_unlock(&world->mutex);
	assert_int_equal(result, 0);
	world->run(task);
}

static inline void write_file(const struct world *world, const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", world->directory, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* What was decided is written. */
static inline void world_settle(struct world *world)
{
	file_world_settle(&world->files);
}

static inline struct host world_host(struct world *world)
{
	return (struct host){
		.loop = {world, post, defer, set_timer, go_on, stop_going_on},
		.files = world->files.files,
		.secrets = {world, begin_secrets, read_secret, write_secret, move_secrets},
		.renewal_lock = {world, lock_renewal, unlock_renewal},
		.browser = {world, open_url, listen_to_browser, stop_listening},
		.service = {world, read_destination},
		.streaming = {world, start_streaming, stop_streaming},
		.watch = {world, watch_begin, watch_profile},
		.system = {NULL, make_key, digest, pkce_challenge},
	};
}

/* A directory for the plugin's files, with nothing in it. url: where Zoom is; NULL: nothing is to be reached. */
static inline void prepare(struct world *world, const char *url)
{
	/* port 9: discard */
	const char *base = url ? url : "http://127.0.0.1:9";

	memset(world, 0, sizeof(*world));
	file_world_begin(&world->files);
	pthread_mutex_init(&world->mutex, NULL);
	pthread_cond_init(&world->posted, NULL);
	world->is_served = url != NULL;
	dstr_printf(&world->api_url, "%s/v2", base);
	dstr_printf(&world->oauth_url, "%s/oauth", base);
	make_directory(world->directory, sizeof(world->directory));
}

/* The plugin, with the files that are there. */
static inline void start(struct world *world)
{
	const struct controller_view view = {world, status_changed, account_changed, show_dock};
	const struct controller_options options = {
		.config_directory = world->directory,
		.endpoint = {.api_url = world->api_url.array, .oauth_url = world->oauth_url.array},
		.host = world_host(world),
	};

	world->controller = controller_create(&options);
	controller_set_view(world->controller, &view);
}

/* With a server at that URL, whose replies are taken by world_run_next(); NULL: nothing is to be reached. */
static inline void begin_at(struct world *world, const char *url, const char *accounts, const char *settings)
{
	prepare(world, url);
	if (accounts)
		write_file(world, "accounts.json", accounts);
	if (settings)
		write_file(world, PROFILE_SETTINGS_FILE_NAME, settings);
	start(world);
	switch_profile(world, world->directory);
}

static inline void begin(struct world *world, const char *accounts, const char *settings)
{
	begin_at(world, NULL, accounts, settings);
}

static inline void end(struct world *world)
{
	static const char *const names[] = {"accounts.json",   "accounts.json.lock", "state.json",
					    "state.json.lock", "profiles.lock",      PROFILE_SETTINGS_FILE_NAME};

	controller_destroy(world->controller);
	file_world_end(&world->files);
	if (world->task)
		world->drop(world->task);
	pthread_mutex_destroy(&world->mutex);
	pthread_cond_destroy(&world->posted);
	for (size_t i = 0; i < COUNT(names); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/%s", world->directory, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(world->directory), 0);
	bfree(world->account);
	dstr_free(&world->api_url);
	dstr_free(&world->oauth_url);
}

#define ACCOUNT(id) "{\"id\":\"" id "\",\"name\":\"n\",\"method\":\"access_token\",\"cloud\":\"zoom\"}"
#define ACCOUNTS(list) "{\"version\":1,\"accounts\":[" list "]}"
#define SETTINGS "{\"version\":1,\"account\":\"one\",\"broadcasts\":[{\"id\":85746065432,\"page_url\":\"" PAGE "\"}]}"

/* The secret that was asked for last; text NULL: there is none, for that reason. */
static inline void answer_secret(struct world *world, const char *text, enum secret_result result)
{
	const struct secret_answer answer = {.result = result, .text = text};

	completion_finish(&world->secret, &answer);
}

static inline void give_secret(struct world *world, const char *text)
{
	answer_secret(world, text, SECRET_OK);
}

static inline void answer_key(struct world *world, const char *text, enum secret_result result)
{
	const struct secret_answer answer = {.result = result, .text = text};

	completion_finish(&world->key, &answer);
}

static inline void answer_written(struct world *world, enum secret_result result)
{
	const struct secret_answer answer = {.result = result};

	completion_finish(&world->written, &answer);
}

static inline void answer_lock(struct world *world, enum renewal_lock_result result)
{
	completion_finish(&world->lock, &result);
}

/* The browser comes to the listener. */
static inline bool arrive(struct world *world, const char *target)
{
	struct problem problem = {0};
	const bool taken = world->arrived(world->arrived_context, target, &problem);

	problem_free(&problem);
	return taken;
}
