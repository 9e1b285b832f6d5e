/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/token_source_world.h"

/*
 * Random runs: whatever happens, in whatever order,
 *
 *   - one thing at a time is asked for, and secrets of a sign-in that rotates only under its lock,
 *     or to erase them where no lock can be written;
 *   - no access token is handed out before its refresh token was stored;
 *   - while what Zoom gave at a renewal is not stored, the mark tells so;
 *   - no access token that is doubted is handed out where another one can be had;
 *   - every ask is answered, once, and the lock is given back;
 *   - the last refresh token that Zoom gave is stored in the end, where the store works,
 *     also where OBS ends while it is on its way.
 *
 * The first two and the fourth are checked in token_source_world.h.
 */

#define SEQUENCES 100000
#define SEED 20260131
#define EVENTS_MIN 10
#define EVENTS_MAX 60

static uint32_t next_random(uint32_t *random)
{
	/* xorshift: the same sequence everywhere */
	*random ^= *random << 13;
	*random ^= *random >> 17;
	*random ^= *random << 5;
	return *random;
}

static int below(uint32_t *random, int count)
{
	return (int)((next_random(random) >> 8) % (uint32_t)count);
}

static bool one_in(uint32_t *random, int count)
{
	return below(random, count) == 0;
}

/* Another OBS of the same person, which has the same store, and the lock while this one has not. */
static void other_obs(struct source_world *world, uint32_t *random)
{
	/* of two new sign-ins at once either may last */
	if (world->is_locked || world->adoption_waits || !account_method_rotates(world->account.method))
		return;
	if (one_in(random, 4)) {
		/* a new sign-in */
		world->stored_refresh = world_give(world);
	} else if (world->stored_refresh && world->stored_refresh == world->valid) {
		world->stored_refresh = world_give(world);
	} else {
		/* what it has was used up: Zoom ends the sign-in */
		world->valid = 0;
		return;
	}
	world->was_stored[world->stored_refresh] = true;
	world->has_mark = false;
}

/* Answers that nobody waits for. */
static void stray(struct source_world *world, uint32_t *random)
{
	const uint64_t id = UINT64_MAX - (uint64_t)below(random, 100) - (uint64_t)below(random, 3);
	const struct completion completion = {world_deliver, world, token_source_awaited(world->source), id};

	assert_false(completion_finish(&completion, NULL));
}

static void happen(struct source_world *world, uint32_t *random)
{
	static const int64_t spans_ms[] = {100, 20000, 600000, 3300000, 3600000};
	const int event = below(random, 100);

	if (event < 50)
		world_answer(world);
	else if (event < 65)
		world_ask(world, one_in(random, 4));
	else if (event < 72)
		world->moment.clock_ms += spans_ms[below(random, COUNT(spans_ms))];
	else if (event < 78)
		world->weather = one_in(random, 3) ? WEATHER_FAIR : (enum weather)(1 + below(random, 6));
	else if (event < 81)
		world->is_stored_broken = one_in(random, 3);
	else if (event < 83)
		world->is_unreadable = one_in(random, 3);
	else if (event < 85)
		*(one_in(random, 2) ? &world->lock_is_taken : &world->lock_is_broken) = one_in(random, 3);
	else if (event < 88)
		other_obs(world, random);
	else if (event < 90 && account_method_rotates(world->account.method))
		world_adopt(world);
	else if (event < 91)
		world_sign_out(world);
	else if (event < 92)
		world->valid = 0;
	else if (event < 94)
		world->expires_in_s = one_in(random, 2) ? 3600 : 100;
	else if (event < 96)
		token_source_set_account(world->source, &world->account, "https://zoom.example/oauth", "zoom.example");
	else if (event < 98)
		stray(world, random);
	else if (event < 99)
		world_crash(world);
	else
		world_doubt(world);
}

static void check_mark(const struct source_world *world)
{
	if (world->renewed && world->valid == world->renewed && world->stored_refresh != world->renewed)
		assert_true(world->has_mark);
}

/* From now on all is well. */
static void come_to_an_end(struct source_world *world)
{
	const size_t answers = world->answers + world->open_asks;
	bool is_usable;

	world->weather = WEATHER_FAIR;
	world->is_stored_broken = world->is_unreadable = false;
	world->lock_is_taken = world->lock_is_broken = false;
	world_answer_all(world);
	assert_int_equal(world->open_asks, 0);
	assert_int_equal(world->answers, answers);
	assert_false(world->is_locked);
	world_ask(world, false);
	world_answer_all(world);
	assert_int_equal(world->open_asks, 0);
	assert_false(world->is_locked);
	assert_false(world->adoption_waits);
	if (!account_method_rotates(world->account.method))
		return;
	assert_true(world->stored_refresh >= world->last_received);
	is_usable = world->valid && world->stored_refresh == world->valid;
	assert_true(!is_usable || *world->token);
	assert_true(!is_usable || !world->has_mark || !world->renewed);
}

/* The same at the end of OBS, where nobody waits for a token any more. */
static void come_to_the_end_of_obs(struct source_world *world)
{
	const bool is_waited_for = world->adoption_waits || token_source_is_renewing(world->source);

	world->weather = WEATHER_FAIR;
	world->is_stored_broken = world->is_unreadable = false;
	world->lock_is_taken = world->lock_is_broken = false;
	world_end_obs(world);
	world_answer_all(world);
	assert_false(world->is_locked);
	assert_false(world->adoption_waits);
	assert_false(token_source_is_renewing(world->source));
	if (is_waited_for && account_method_rotates(world->account.method))
		assert_true(world->stored_refresh >= world->last_received);
}

/* Returns how many asks were answered. */
static size_t run_sequence(uint32_t seed, unsigned long sequence)
{
	static const enum account_method methods[] = {ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_METHOD_DEVICE_CODE,
						      ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_ACCESS_TOKEN};
	uint32_t random = (seed ^ (uint32_t)sequence * UINT32_C(2654435761)) | 1;
	struct source_world world;
	int events;

	for (int i = 0; i < 8; i++)
		next_random(&random);
	/* most of what can go wrong is in those that rotate */
	world_begin(&world, methods[below(&random, 8) % 5 % 4]);
	snprintf(world.access_token, sizeof(world.access_token), "access-1");
	events = EVENTS_MIN + below(&random, EVENTS_MAX - EVENTS_MIN + 1);
	for (int i = 0; i < events; i++) {
		happen(&world, &random);
		check_mark(&world);
	}
	if (one_in(&random, 4))
		come_to_the_end_of_obs(&world);
	else
		come_to_an_end(&world);
	world_end(&world);
	return world.answers;
}

static unsigned long number_of_environment(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 10) : otherwise;
}

/* Under valgrind fewer sequences do: there it is about memory. */
static void keeps_its_laws_whatever_happens(void **state)
{
	const uint32_t seed = (uint32_t)number_of_environment("UNIT_TEST_SEED", SEED);
	const unsigned long alone = number_of_environment("UNIT_TEST_SEQUENCE", 0);
	const unsigned long count = number_of_environment("UNIT_TEST_SEQUENCES", SEQUENCES);
	unsigned long answers = 0;

	(void)state;
	print_message("seed %" PRIu32 "\n", seed);
	for (unsigned long i = alone ? alone : 1; i <= (alone ? alone : count); i++) {
		if (getenv("UNIT_TEST_TRACE"))
			print_message("sequence %lu\n", i);
		answers += run_sequence(seed, i);
	}
	/* laws are kept easily where nothing happens */
	assert_true(alone || answers >= count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_its_laws_whatever_happens),
	};

	return RUN_TESTS(tests);
}
