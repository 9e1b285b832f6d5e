/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/sync_laws.h"

/* Random runs: whatever happens, in whatever order, the laws of sync_laws.h hold. */

#define SEQUENCES 100000
#define SEED 20260131
#define EVENTS_MIN 20
#define EVENTS_MAX 60
#define STATUS_EVERY 16

/* The last destination is told by nobody before the end, so that it is always a change. */
#define LAST_DESTINATION (DESTINATION_COUNT - 1)

enum event {
	EVENT_ANSWER,
	EVENT_WAKE,
	EVENT_DESTINATION,
	EVENT_SAME_DESTINATION,
	EVENT_NO_DESTINATION,
	EVENT_BAD_DESTINATION,
	EVENT_PAGE,
	EVENT_PLACE,
	EVENT_SAME_BROADCAST,
	EVENT_NOWHERE,
	EVENT_MEMORY,
	EVENT_PUSH,
	EVENT_START,
	EVENT_UNDO,
	EVENT_KEEP,
	EVENT_CANCEL,
	EVENT_CHECK,
	EVENT_EXPECT,
	EVENT_NETWORK,
	EVENT_FORGET,
	EVENT_AUTO,
	EVENT_PORTAL,
	EVENT_TIME,
	EVENT_CLOCKS,
	EVENT_OTHER_OBS,
	EVENT_WEATHER,
	EVENT_STORE,
	EVENT_WRITE,
	EVENT_STRAY,
	EVENT_RESTART,
	EVENT_COUNT,
};

/* How often each happens, of all together. */
static const int weights[EVENT_COUNT] = {
	[EVENT_ANSWER] = 220,       [EVENT_WAKE] = 40,
	[EVENT_DESTINATION] = 50,   [EVENT_SAME_DESTINATION] = 8,
	[EVENT_NO_DESTINATION] = 6, [EVENT_BAD_DESTINATION] = 3,
	[EVENT_PAGE] = 8,           [EVENT_PLACE] = 12,
	[EVENT_SAME_BROADCAST] = 4, [EVENT_NOWHERE] = 2,
	[EVENT_MEMORY] = 10,        [EVENT_PUSH] = 15,
	[EVENT_UNDO] = 20,          [EVENT_KEEP] = 6,
	[EVENT_CANCEL] = 8,         [EVENT_CHECK] = 15,
	[EVENT_OTHER_OBS] = 4,      [EVENT_CLOCKS] = 25,
	[EVENT_EXPECT] = 10,        [EVENT_NETWORK] = 10,
	[EVENT_FORGET] = 5,         [EVENT_AUTO] = 8,
	[EVENT_PORTAL] = 25,        [EVENT_TIME] = 60,
	[EVENT_WEATHER] = 12,       [EVENT_STORE] = 15,
	[EVENT_STRAY] = 5,          [EVENT_RESTART] = 12,
	[EVENT_WRITE] = 40,         [EVENT_START] = 20,
};

static enum event random_event(struct watched_world *watched)
{
	int left = 0;

	for (size_t i = 0; i < COUNT(weights); i++)
		left += weights[i];
	left = random_below(watched, left);
	for (size_t i = 0; i < COUNT(weights); i++) {
		left -= weights[i];
		if (left < 0)
			return (enum event)i;
	}
	return EVENT_ANSWER;
}

static void tell_destination(struct watched_world *watched, int number)
{
	world_trace(&watched->world, "OBS's destination:", number);
	world_tell(&watched->world, number);
}

static void go(struct watched_world *watched, int place, int page)
{
	struct sync_world *world = &watched->world;

	world_trace(world, "goes to place", place);
	world_trace(world, "with page", page);
	world_go(world, place, page);
	/* what is remembered comes at once, mostly */
	if (!world->record_given && !one_in(watched, 4))
		world_give_record(world);
}

/* What OBS holds is read when it is in another profile already, which it tells of a moment later. */
static void switch_profile(struct watched_world *watched, size_t reading)
{
	struct sync_world *world = &watched->world;
	const bool was_awaited = is_awaited(world->sync, world->asked[reading].id);
	struct sync_effects effects = {0};

	world_trace(world, "the profile is switched", 0);
	world->asked[reading] = world->asked[--world->asked_count];
	if (was_awaited)
		sync_destination_lost(world->sync, &effects);
	world_note(world, &effects);
	tell_destination(watched, DESTINATION_UNKNOWN);
	go(watched, PLACE_NOWHERE, world->page);
}

static void random_answer(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;
	struct asked *asked;
	size_t i;

	if (!world->asked_count)
		return;
	i = (size_t)random_below(watched, (int)world->asked_count);
	asked = &world->asked[i];
	if (asked->what == ASKED_DESTINATION && !world->is_ending && one_in(watched, 16)) {
		switch_profile(watched, i);
		return;
	}
	/* a cancel may come before the request, after it, or too late */
	if (asked->what == ASKED_REQUEST && asked->cancelled && asked->arrived && one_in(watched, 2))
		asked->fault = FAULT_CANCELLED;
	else if (asked->what == ASKED_REQUEST && asked->cancelled && !asked->arrived && one_in(watched, 2))
		asked->fault = FAULT_CANCELLED_UNSENT;
	world_answer(world, i);
}

static void random_time(struct watched_world *watched)
{
	static const int spans_ms[] = {1, 20, 200, 900, 3000, 20000, 70000, 1000000, 90000000};
	struct sync_world *world = &watched->world;
	/* answers come within seconds: others see to that */
	const int kinds = world->asked_count ? 4 : COUNT(spans_ms);

	world_move_clock(world,
			 world->moment.clock_ms + 1 + random_below(watched, spans_ms[random_below(watched, kinds)]));
	world_trace(world, "time passes", 0);
}

/* Answers that nobody has asked for. */
static void random_stray(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;
	const uint64_t id = UINT64_MAX - (uint64_t)random_below(watched, 100) - (uint64_t)random_below(watched, 5);
	const struct completion completion = {nobody_is_told, NULL, sync_awaited(world->sync), id};

	world_trace(world, "stray answer", 0);
	world_expect(world, !completion_finish(&completion, NULL), "an answer that nobody has asked for is taken");
}

static void press(struct watched_world *watched, const char *name, simple_event_t event, bool by_hand)
{
	world_trace(&watched->world, name, 0);
	watched->by_hand = by_hand;
	watched->told.value = VALUE_NOTHING;
	world_do(&watched->world, event);
}

/* OBS's value need not be pushed from now on; where it is not known, none need. */
static int excuse(struct watched_world *watched)
{
	const struct sync_world *world = &watched->world;
	const int wanted = world_wanted(world);

	if (world->place >= 0 && wanted == VALUE_NOTHING)
		watched->excused[world->place] = UINT32_MAX;
	else if (world->place >= 0)
		watch_excuse(watched, world->place, wanted);
	return wanted;
}

static void decide(struct watched_world *watched, enum event event)
{
	struct sync_world *world = &watched->world;
	bool was_undoing;

	switch (event) {
	case EVENT_PUSH:
		/* it is to be pushed, changed or not, and also later */
		watched->undone = VALUE_NOTHING;
		if (world->place >= 0)
			watched->pushed[world->place] = VALUE_NOTHING;
		press(watched, "push", sync_push, true);
		break;
	case EVENT_START:
		watched->ensuring = true;
		press(watched, "Zoom is to go live", sync_ensure, true);
		break;
	case EVENT_UNDO:
		was_undoing = watch_is_undoing(watched);
		press(watched, "undo", sync_undo, watched->by_hand);
		/* one that is under way is of what was OBS's when it began, and something else goes on as it was */
		if (was_undoing || !watch_is_undoing(watched))
			break;
		watched->undo_wanted = excuse(watched);
		watched->undo_pressed = watched->by_hand = true;
		break;
	case EVENT_KEEP:
		excuse(watched);
		watched->told.value = VALUE_NOTHING;
		world_trace(world, "keep", 0);
		world_do(world, sync_accept_remote);
		if (world->place >= 0 && sync_get_record(world->sync)->accepted_remote)
			watched->pushed[world->place] = VALUE_NOTHING;
		break;
	default:
		if (world->asked_count || world_due_ms(world) >= 0 || sync_awaits_record(world->sync)) {
			/* what was let be is what OBS's next values are compared to */
			excuse(watched);
			if (world->place >= 0)
				watched->pushed[world->place] = VALUE_NOTHING;
		}
		watched->told.value = VALUE_NOTHING;
		world_trace(world, "cancel", 0);
		world_do(world, sync_cancel);
		world_expect(world, !watched->ensuring, "law 11: a start waits on although it was cancelled");
		/* what is pushed from now on is pushed by itself */
		watched->by_hand = false;
	}
}

static void write_some(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;
	const int count = random_below(watched, (int)world->write_count + 1);

	world_trace(world, "so many are written", count);
	world_write(world, (size_t)count);
}

/* What is under way when OBS ends is told as cancelled, which nobody has asked for. */
static void drop_requests(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;

	for (size_t i = 0; i < world->asked_count; i++) {
		struct asked *asked = &world->asked[i];

		if (asked->what == ASKED_REQUEST && !asked->cancelled && one_in(watched, 2))
			asked->fault = asked->arrived ? FAULT_DROPPED : FAULT_DROPPED_UNSENT;
	}
}

static void restart(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;

	if (one_in(watched, 2)) {
		world_end_obs(world);
		drop_requests(watched);
		while (world->asked_count && one_in(watched, 2))
			random_answer(watched);
		if (one_in(watched, 2))
			world_wake(world);
	}
	/* killed, or without the time to write all */
	if (!world->is_ending || one_in(watched, 4))
		write_some(watched);
	else
		world_write(world, world->write_count);
	/* what was under way may arrive or not */
	for (size_t i = 0; i < world->asked_count; i++) {
		struct asked *asked = &world->asked[i];

		if (asked->what == ASKED_REQUEST && !asked->arrived && asked->fault == FAULT_NONE && one_in(watched, 2))
			zoom_apply(&world->zoom, &asked->call);
	}
	if (world->place >= 0 && one_in(watched, 6)) {
		world_trace(world, "what was remembered cannot be read", 0);
		world_break_record(world);
	}
	watch_restart(watched);
	world_restart(world);
	if (!one_in(watched, 4))
		tell_destination(watched, world->destination);
}

static void change_something(struct watched_world *watched, enum event event)
{
	struct sync_world *world = &watched->world;

	switch (event) {
	case EVENT_DESTINATION:
		tell_destination(watched, random_below(watched, LAST_DESTINATION));
		break;
	case EVENT_SAME_DESTINATION:
		tell_destination(watched, world->destination);
		break;
	case EVENT_NO_DESTINATION:
		tell_destination(watched, DESTINATION_UNKNOWN);
		break;
	case EVENT_BAD_DESTINATION:
		tell_destination(watched, DESTINATION_BAD);
		break;
	case EVENT_PAGE:
		go(watched, world->place, !world->page);
		break;
	case EVENT_PLACE:
		go(watched, random_below(watched, PLACE_COUNT), world->page);
		break;
	case EVENT_SAME_BROADCAST:
		go(watched, world->place, world->page);
		break;
	case EVENT_NOWHERE:
		go(watched, PLACE_NOWHERE, world->page);
		break;
	default:
		if (!world->record_given)
			world_give_record(world);
	}
}

/*
 * Another OBS on the same files pushes: Zoom, keychain and file hold other things than this one has left there. This
 * one learns of it from the file, as where it writes something itself; or not before it is started again, and then
 * it is to Zoom as if somebody else had entered it.
 */
static void push_from_other_obs(struct watched_world *watched)
{
	struct sync_world *world = &watched->world;
	struct zoom *zoom = &world->zoom;
	const int place = random_below(watched, PLACE_COUNT);
	const bool learns = place != world->place && one_in(watched, 2);
	const int broadcast = places[place].broadcast;
	const int value = random_below(watched, LAST_DESTINATION * PAGE_COUNT);
	const int held = zoom->held[broadcast];
	const struct livestream livestream = livestream_of_value(value), found = livestream_of_value(held);
	struct push_record *disk = &world->disk[place];
	char *digest = livestream_digest(&found, test_digest, NULL);
	const bool is_own = equal_texts(disk->written, digest) || equal_texts(disk->sent, digest);

	bfree(digest);
	for (size_t i = 0; i < world->asked_count; i++) {
		if (place == world->place || world->asked[i].call.broadcast == broadcast)
			return;
	}
	if (world->disk_broken[place] || watched->record_lost[place])
		return;
	if (learns)
		world_write(world, world->write_count);
	world_trace(world, "another OBS pushes to place", place);
	world_trace(world, learns ? "value, and is noticed:" : "value", value);
	if (!is_own && held != value) {
		zoom->replaced[place] = world->stored[place] = watched->handed_over[place] = held;
		disk->undo = held != VALUE_NOTHING;
		watched->undo_is_unknown[place] = disk->undo && !learns && !world->memories[place].undo;
		watched->others_undo[place] = watched->undo_is_unknown[place];
		watched->undo_is_gone[place] = !disk->undo;
	}
	zoom_enter(zoom, broadcast, value);
	push_record_free(&(struct push_record){.synced = disk->synced,
					       .written = disk->written,
					       .sent = disk->sent,
					       .accepted_remote = disk->accepted_remote});
	*disk = (struct push_record){.undo = disk->undo,
				     .synced = livestream_digest(&livestream, test_digest, NULL),
				     .written = livestream_digest(&livestream, test_digest, NULL)};
	watched->others[place] = value;
	for (size_t i = 0; i < world->write_count; i++) {
		if (world->writes[i].place != place)
			continue;
		watched->others[place] = VALUE_NOTHING;
		watched->others_undo[place] = watched->others_undo[place] && !world->writes[i].with_undo;
	}
	watch_know_own(watched, place, &world->memories[place]);
	if (!learns)
		return;
	watch_recall(watched, place);
	push_record_copy(&world->memories[place], disk);
	watched->was_current[broadcast][value] = true;
	watched->written[place] = watched->accepted[place] = watched->settled[place] = value;
	watched->last_seen[place] = VALUE_NOTHING;
}

static void change_the_world(struct watched_world *watched, enum event event)
{
	struct sync_world *world = &watched->world;
	int value;

	switch (event) {
	case EVENT_PORTAL:
		value = one_in(watched, 6)   ? VALUE_NOTHING
			: one_in(watched, 4) ? random_below(watched, LAST_DESTINATION * PAGE_COUNT)
					     : VALUE_PORTAL + random_below(watched, PORTAL_COUNT);
		world_trace(world, "someone enters in Zoom", value);
		zoom_enter(&world->zoom, random_below(watched, BROADCAST_COUNT), value);
		break;
	case EVENT_WEATHER:
		watched->weather = (enum weather)random_below(watched, WEATHER_COUNT);
		world_trace(world, "the weather changes", watched->weather);
		break;
	case EVENT_CLOCKS:
		/* asleep for up to 8 h, or set to another day */
		world_part_clocks(world, one_in(watched, 2) ? random_below(watched, 8 * 3600)
							    : random_below(watched, 2 * 86400) - 86400);
		break;
	case EVENT_WRITE:
		write_some(watched);
		break;
	case EVENT_OTHER_OBS:
		push_from_other_obs(watched);
		break;
	case EVENT_STORE:
		world->keep_fails = one_in(watched, 2);
		world->undo_missing = one_in(watched, 4);
		world->token_missing = one_in(watched, 4);
		world->token_same = one_in(watched, 4);
		world->token_may_come = one_in(watched, 2);
		world_trace(world, "the keychain changes", 0);
		break;
	default:
		random_time(watched);
	}
}

static void happen(struct watched_world *watched, enum event event)
{
	static const struct {
		enum event event;
		const char *name;
		simple_event_t call;
	} simple[] = {
		{EVENT_CHECK, "check", sync_fetch},
		{EVENT_EXPECT, "expect a push", sync_expect_push},
		{EVENT_NETWORK, "network is back", sync_network_back},
	};
	struct sync_world *world = &watched->world;

	for (size_t i = 0; i < COUNT(simple); i++) {
		if (simple[i].event == event) {
			world_trace(world, simple[i].name, 0);
			world_do(world, simple[i].call);
			return;
		}
	}
	if (event == EVENT_ANSWER) {
		random_answer(watched);
	} else if (event == EVENT_WAKE) {
		/* early, in time or late: only then it has to do something */
		world_wake(world);
	} else if (event == EVENT_FORGET) {
		watched->refused = watched->told.value = VALUE_NOTHING;
		world_trace(world, "forget the failure", 0);
		world_do(world, sync_forget_failure);
	} else if (event == EVENT_AUTO) {
		watched->refused = watched->told.value = VALUE_NOTHING;
		watched->began_with_auto = world->asked_count != 0;
		world_trace(world, "auto-sync", !world->auto_sync);
		world_set_auto(world, !world->auto_sync);
	} else if (event == EVENT_STRAY) {
		random_stray(watched);
	} else if (event == EVENT_RESTART) {
		restart(watched);
	} else if (event >= EVENT_PUSH && event <= EVENT_CANCEL) {
		decide(watched, event);
	} else if (event >= EVENT_DESTINATION && event <= EVENT_MEMORY) {
		change_something(watched, event);
	} else {
		change_the_world(watched, event);
	}
}

/* From now on all is well, and it is given all the time that it wants. */
static void come_to_an_end(struct watched_world *watched, bool last_change)
{
	struct sync_world *world = &watched->world;

	world_trace(world, "all is well from now on, with a last change:", last_change);
	watched->weather = WEATHER_FAIR;
	world->keep_fails = world->undo_missing = world->token_missing = world->token_same = false;
	for (size_t i = 0; i < world->asked_count; i++) {
		if (world->asked[i].fault != FAULT_NONE && !fault_is_temporary(world->asked[i].fault))
			world->asked[i].fault = FAULT_REFUSED;
	}
	if (world->place < 0)
		go(watched, 0, world->page);
	if (!world->record_given)
		world_give_record(world);
	if (!world->auto_sync)
		watched->refused = watched->told.value = VALUE_NOTHING;
	world_set_auto(world, true);
	tell_destination(watched, world->destination);
	if (last_change)
		tell_destination(watched, LAST_DESTINATION);
	world_rest(world);
}

/* Returns how much it did, in letters of the log. */
static size_t run_sequence(struct watched_world *watched, uint32_t seed, unsigned long sequence)
{
	struct sync_world *world = &watched->world;
	bool last_change;
	size_t done;
	int events;

	watch_begin(watched, seed, sequence);
	world->auto_sync = world->offered = !one_in(watched, 4);
	world->zoom.json_only = one_in(watched, 8);
	world->zoom.reading_forbidden = one_in(watched, 8);
	world->zoom.multipart_ignored = !world->zoom.reading_forbidden && one_in(watched, 8);
	world->zoom.naming_forbidden = one_in(watched, 4);
	for (int i = 0; i < BROADCAST_COUNT; i++) {
		if (one_in(watched, 3))
			zoom_enter(&world->zoom, i, VALUE_PORTAL + random_below(watched, PORTAL_COUNT));
	}
	world_set_up(world);
	events = EVENTS_MIN + random_below(watched, EVENTS_MAX - EVENTS_MIN + 1);
	for (int i = 0; i < events; i++) {
		world->moment.random = next_random(watched);
		watch_wait(watched);
		/* a wall clock that is set back shortens no wait that was told */
		if (watched->told.value != VALUE_NOTHING && one_in(watched, 4)) {
			world_part_clocks(world, -1 - random_below(watched, 86400));
			world_wake(world);
		}
		happen(watched, random_event(watched));
		if (watch_rests(watched)) {
			watched->by_hand = watched->began_with_auto = watched->undo_pressed = false;
			watched->undo_value = VALUE_NOTHING;
		}
		if (one_in(watched, STATUS_EVERY))
			watch_status(watched);
	}
	last_change = one_in(watched, 2);
	come_to_an_end(watched, last_change);
	watch_end(watched, last_change);
	done = strlen(world_log(world));
	world_end(world);
	return done;
}

static unsigned long number_of_environment(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 10) : otherwise;
}

/* Under valgrind fewer sequences do: there it is about memory. */
static void keeps_its_laws_whatever_happens(void **state)
{
	static struct watched_world watched;
	const uint32_t seed = (uint32_t)number_of_environment("UNIT_TEST_SEED", SEED);
	const unsigned long alone = number_of_environment("UNIT_TEST_SEQUENCE", 0);
	const unsigned long count = number_of_environment("UNIT_TEST_SEQUENCES", SEQUENCES);
	unsigned long done = 0;

	(void)state;
	print_message("seed %" PRIu32 "\n", seed);
	for (unsigned long i = alone ? alone : 1; i <= (alone ? alone : count); i++)
		done += run_sequence(&watched, seed, i);
	/* laws are kept easily where nothing happens */
	assert_true(alone || done >= count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_its_laws_whatever_happens),
	};

	return RUN_TESTS(tests);
}
