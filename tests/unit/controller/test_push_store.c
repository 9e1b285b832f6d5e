/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <unistd.h>

#include <util/bmem.h>

#include "core/controller/push_store.h"
#include "core/store/secret_name.h"
#include "support/file_place.h"

#define ACCOUNT "one"
#define MEETING UINT64_C(85746065432)
#define STORED_KEY "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define MADE_KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const struct secret_answer stored_key = {.result = SECRET_OK, .text = STORED_KEY};
static const struct secret_answer no_key = {.result = SECRET_OK, .text = "no key"};
static const struct secret_answer absent = {.result = SECRET_ABSENT};
static const struct secret_answer denied = {.result = SECRET_DENIED};

struct world {
	struct place place;
	struct state_file state;
	struct push_store store;
	struct host host;
	struct completion asked, written;
	size_t known, stored; /* how often it was told so */
	char key[80];
	size_t questions;
};

static void read_secret(void *data, const struct host_secret *name, const struct completion *completion)
{
	struct world *world = data;

	assert_string_equal(name->holder, SECRET_NAME_STATE);
	assert_string_equal(name->field, "digest_key");
	assert_null(name->host);
	world->asked = *completion;
	world->questions++;
}

static void write_secret(void *data, const struct host_secret *name, const char *value,
			 const struct completion *completion)
{
	struct world *world = data;

	assert_string_equal(name->holder, SECRET_NAME_STATE);
	assert_string_equal(name->field, "digest_key");
	assert_null(name->host);
	world->written = *completion;
	snprintf(world->key, sizeof(world->key), "%s", value);
}

static void known(void *context)
{
	struct world *world = context;

	world->known++;
}

static void stored(void *context, const struct secret_answer *answer)
{
	struct world *world = context;

	(void)answer;
	world->stored++;
}

/* Key and bytes, so that the tests see which key was used. */
static char *digest(const char *key, const char *bytes, size_t size)
{
	char text[200];

	snprintf(text, sizeof(text), "%.4s:%.*s", key, (int)size, bytes);
	return bstrdup(text);
}

static char *make_key(void)
{
	return bstrdup(MADE_KEY);
}

static void open_store(struct world *world)
{
	world->host.secrets = (struct host_secrets){.data = world, .read = read_secret, .write = write_secret};
	world->host.system = (struct host_system){.digest = digest, .make_key = make_key};
	world->state = state_file_load(world->place.world.files, world->place.path, NULL, NULL);
	world->store = (struct push_store){.state = world->state,
					   .host = &world->host,
					   .context = world,
					   .known = known,
					   .stored = stored};
	push_store_begin(&world->store);
	world->asked = world->written = (struct completion){0};
	world->questions = 0;
}

static void close_store(struct world *world)
{
	push_store_end(&world->store);
	document_close(world->state.document);
	file_world_settle(&world->place.world);
}

static void begin(struct world *world)
{
	memset(world, 0, sizeof(*world));
	place_begin(&world->place);
	open_store(world);
}

static void end(struct world *world)
{
	close_store(world);
	place_end(&world->place);
}

static void expect_digest(struct world *world, const char *expected)
{
	char *text = push_store_digest(&world->store, "x", 1);

	assert_string_equal(text, expected);
	bfree(text);
}

static void set(struct world *world, const char *settled, bool undo, bool is_whole)
{
	const struct push_record record = {.synced = (char *)settled, .undo = undo};

	push_store_set(&world->store, ACCOUNT, BROADCAST_KIND_MEETING, MEETING, &record, is_whole, true);
}

static void expect_remembered(struct world *world, const char *settled, bool undo, bool is_whole)
{
	struct push_record record = {0};

	assert_int_equal(push_store_get(&world->store, ACCOUNT, BROADCAST_KIND_MEETING, MEETING, &record), is_whole);
	check_text("memory", "settled", record.synced, settled);
	assert_int_equal(record.undo, undo);
	push_record_free(&record);
}

static void asks_for_its_key_once(void **state)
{
	struct world world;
	struct completion other;

	(void)state;
	begin(&world);
	assert_false(push_store_is_ready(&world.store));
	assert_false(push_store_is_ready(&world.store));
	assert_int_equal(world.questions, 1);
	other = world.asked;
	other.question += 7;
	assert_false(completion_finish(&other, &stored_key));
	assert_int_equal(world.known, 0);
	assert_true(completion_finish(&world.asked, &stored_key));
	assert_int_equal(world.known, 1);
	assert_true(push_store_is_ready(&world.store));
	assert_int_equal(world.questions, 1);
	assert_null(world.written.done);
	expect_digest(&world, "ff11:x");
	expect_remembered(&world, NULL, false, true);
	end(&world);
}

static void writes_digests_once_the_key_is_stored(void **state)
{
	struct world world;
	struct completion other;

	(void)state;
	begin(&world);
	push_store_is_ready(&world.store);
	completion_finish(&world.asked, &absent);
	assert_string_equal(world.key, MADE_KEY);
	expect_digest(&world, "0011:x");
	set(&world, "digest", true, true);
	expect_remembered(&world, NULL, true, true);
	other = world.written;
	other.question += 7;
	assert_false(completion_finish(&other, &stored_key));
	assert_int_equal(world.stored, 0);
	assert_true(completion_finish(&world.written, &stored_key));
	assert_int_equal(world.stored, 1);
	set(&world, "digest", true, true);
	expect_remembered(&world, "digest", true, true);
	end(&world);
}

static void a_key_that_cannot_be_had_leaves_digests_alone(void **state)
{
	struct world world;

	(void)state;
	begin(&world);
	push_store_is_ready(&world.store);
	completion_finish(&world.asked, &stored_key);
	set(&world, "digest", false, true);
	close_store(&world);

	open_store(&world);
	push_store_is_ready(&world.store);
	completion_finish(&world.asked, &denied);
	assert_null(world.written.done);
	assert_true(push_store_is_ready(&world.store));
	expect_remembered(&world, NULL, false, false);
	set(&world, "of this run alone", true, true);
	expect_remembered(&world, NULL, true, false);

	/* the keychain was unlocked meanwhile */
	push_store_look_again(&world.store);
	assert_false(push_store_is_ready(&world.store));
	completion_finish(&world.asked, &stored_key);
	expect_remembered(&world, "digest", true, true);
	/* what is not whole writes flags alone */
	set(&world, NULL, false, false);
	expect_remembered(&world, "digest", false, true);
	end(&world);
}

static void digests_under_a_key_that_is_gone_are_void(void **state)
{
	struct world world;

	(void)state;
	begin(&world);
	push_store_is_ready(&world.store);
	completion_finish(&world.asked, &stored_key);
	set(&world, "digest", true, true);
	close_store(&world);

	open_store(&world);
	push_store_is_ready(&world.store);
	/* damaged counts as gone */
	completion_finish(&world.asked, &no_key);
	completion_finish(&world.written, &stored_key);
	expect_remembered(&world, NULL, true, false);
	set(&world, "new digest", true, true);
	expect_remembered(&world, "new digest", true, true);
	end(&world);
}

static void knows_kinds(void **state)
{
	const struct push_record record = {.pending = true};
	struct world world;

	(void)state;
	begin(&world);
	assert_int_equal(state_file_kind(world.state, ACCOUNT, MEETING), BROADCAST_KIND_UNKNOWN);
	state_file_set_push(world.state, ACCOUNT, BROADCAST_KIND_UNKNOWN, MEETING, &record, STATE_FILE_PUSH_WHOLE);
	assert_int_equal(state_file_kind(world.state, ACCOUNT, MEETING), BROADCAST_KIND_UNKNOWN);
	state_file_set_push(world.state, ACCOUNT, BROADCAST_KIND_WEBINAR, MEETING, &record, STATE_FILE_PUSH_WHOLE);
	assert_int_equal(state_file_kind(world.state, ACCOUNT, MEETING), BROADCAST_KIND_WEBINAR);
	assert_int_equal(state_file_kind(world.state, "two", MEETING), BROADCAST_KIND_UNKNOWN);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_its_key_once),
		cmocka_unit_test(writes_digests_once_the_key_is_stored),
		cmocka_unit_test(a_key_that_cannot_be_had_leaves_digests_alone),
		cmocka_unit_test(digests_under_a_key_that_is_gone_are_void),
		cmocka_unit_test(knows_kinds),
	};

	return RUN_TESTS(tests);
}
