/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/sync_play.h"

/*
 * The laws of sync, watched over from outside while anything may happen:
 *
 *   1  There are never two pushes of one broadcast at once.
 *   2  After the last change, and with Zoom reachable, the last value pushed is the current one.
 *   3  An unchanged value is never pushed again by itself, whatever is found in Zoom.
 *   4  Every wait ends (sync_play.h and world_rest()).
 *   5  What no retry can mend is not tried again.
 *   6  What is pushed was OBS's at some time, all of it together, and goes where it belonged.
 *   7  What someone has entered in Zoom is kept before it is overwritten, where it can be seen.
 *   8  An undo brings back what stood in Zoom before the first write over it, and nothing older; so it is also after
 *      a kill.
 *   9  A wait that Zoom has told is kept, whatever becomes of the clocks and the network.
 *  10  What another OBS has written of a broadcast stays, until this one writes something of that broadcast; and that
 *      it has kept something, until this one is about to send something.
 *  11  Before Zoom goes live it was seen to hold what OBS does, or what the person has decided that it keeps; and
 *      each start is answered, by a cancel at once.
 */

#define FRESH_LOOK_MS (60000 + 30000) /* till the round begins, and till its push */
#define NEVER_MS (INT64_MIN / 2)

struct watched_world {
	struct sync_world world; /* the first: it is cast back */
	uint32_t random;
	uint32_t seed;
	unsigned long sequence;
	enum weather {
		WEATHER_FAIR,
		WEATHER_BROKEN, /* may work later */
		WEATHER_REFUSING,
		WEATHER_LOSING, /* replies are lost after all was done */
		WEATHER_TOKEN,
		WEATHER_MIXED,
		WEATHER_COUNT,
	} weather;

	bool was_current[BROADCAST_COUNT][DESTINATION_COUNT * PAGE_COUNT];
	int wanted_before;
	unsigned generation;
	int pushed[PLACE_COUNT];       /* Zoom has it for sure, and nothing else was sent since; law 3 */
	int settled[PLACE_COUNT];      /* the same, but for what is known not to have arrived; law 2 */
	uint32_t excused[PLACE_COUNT]; /* a bit for each value that need not be pushed: cancelled, refused, undone, … */
	int refused;                   /* for good */
	int undone;                    /* what was current then */
	bool by_hand;                  /* the person has pressed something, and it is not over */
	int undo_wanted;               /* what was OBS's when the undo was pressed */
	bool ensuring;                 /* Zoom is to go live, and it is not told yet that it may */
	bool undo_pressed;             /* and it is not over */
	int undo_value;                /* what was read back to be put there; VALUE_NOTHING: no undo is under way */
	bool undo_is_right;            /* that stood there before what was pushed */
	bool reads_back;               /* the last answer was that of a PATCH */
	bool began_while_known;        /* what is under way was begun with a destination that was OBS's */
	bool began_with_auto;          /* it was begun while auto-sync was on */
	int seen[PLACE_COUNT];         /* at the last fetch; VALUE_NOTHING: it failed */
	int shown[PLACE_COUNT];        /* at the last fetch that did not fail */
	int last_seen[PLACE_COUNT];    /* the same, while nothing was sent since */
	int64_t looked_ms[PLACE_COUNT];
	int last_look[PLACE_COUNT];    /* what was seen there, while nothing was sent since; VALUE_OWN: nothing was */
	bool may_not_fetch;            /* the token lacks the scope */
	bool record_lost[PLACE_COUNT]; /* and nothing was told since */
	int handed_over[PLACE_COUNT];  /* to be kept */
	struct {
		int value; /* that Zoom wants to wait; VALUE_NOTHING: none */
		int64_t clock_ms, wall_ms;
	} told;
	int others[PLACE_COUNT];           /* what another OBS has pushed there and written down, not this one since */
	bool own_is_lost[PLACE_COUNT];     /* a kill has lost that something was sent from there; law 8 */
	bool undo_is_unknown[PLACE_COUNT]; /* another OBS has kept what this one does not know of: it cannot void it */
	bool others_undo[PLACE_COUNT];     /* so it is, and nothing is pushed from there since; law 10 */
	bool undo_is_gone[PLACE_COUNT];    /* another OBS has erased what this one remembers to be kept */
	bool own_is_vague[PLACE_COUNT];    /* what was written from there can be told apart by nobody any more; law 8 */
	int written[PLACE_COUNT];          /* what Zoom has accepted last */
	int accepted[PLACE_COUNT];         /* the same, while nothing was sent since */
};

static inline uint32_t next_random(struct watched_world *watched)
{
	/* xorshift: the same sequence everywhere */
	watched->random ^= watched->random << 13;
	watched->random ^= watched->random >> 17;
	watched->random ^= watched->random << 5;
	return watched->random;
}

static inline bool one_in(struct watched_world *watched, uint32_t count)
{
	return (next_random(watched) >> 8) % count == 0;
}

static inline int random_below(struct watched_world *watched, int count)
{
	return (int)((next_random(watched) >> 8) % (uint32_t)count);
}

/* From now on that value need not be pushed there, until another one was. */
static inline void watch_excuse(struct watched_world *watched, int place, int value)
{
	if (value >= 0 && !value_is_portal(value))
		watched->excused[place] |= UINT32_C(1) << value;
}

static inline void watch_explain(const struct sync_world *world)
{
	const struct watched_world *watched = (const struct watched_world *)world;

	fprintf(stderr, "to see it alone: UNIT_TEST_SEED=%" PRIu32 " UNIT_TEST_SEQUENCE=%lu\n", watched->seed,
		watched->sequence);
}

static inline bool watch_is_undoing(const struct watched_world *watched)
{
	struct status status = {0};
	bool is_undoing;

	world_get_status(&watched->world, &status);
	is_undoing = status_is_busy(&status) && status.is_undo;
	status_free(&status);
	return is_undoing;
}

/* Called before sync is told something. */
static inline void watch_told(struct sync_world *world)
{
	struct watched_world *watched = (struct watched_world *)world;
	const int wanted = world_wanted(world);

	watched->began_while_known = world->told_destination >= 0 || world->asked_count || watched->by_hand;
	if (wanted != VALUE_NOTHING)
		watched->was_current[places[world->place].broadcast][wanted] = true;
	/* it cannot be known whether it was pushed; what the person wants pushed is, and also later */
	if (world->place >= 0 && world->told_destination >= 0 && world->record_given &&
	    watched->record_lost[world->place]) {
		watch_excuse(watched, world->place, wanted);
		watched->pushed[world->place] =
			watched->by_hand || world->memories[world->place].pending ? VALUE_NOTHING : wanted;
		watched->record_lost[world->place] = false;
	}
	if (wanted != watched->told.value || world->generation != watched->generation)
		watched->told.value = VALUE_NOTHING;
	/* something has changed, or may have */
	if (wanted != watched->wanted_before || wanted == VALUE_NOTHING || world->generation != watched->generation) {
		if (world->generation != watched->generation)
			watched->undo_value = VALUE_NOTHING;
		watched->generation = world->generation;
		watched->refused = VALUE_NOTHING;
		watched->undone = VALUE_NOTHING;
		watched->wanted_before = wanted;
	}
}

static inline enum fault random_fault(struct watched_world *watched)
{
	switch (watched->weather) {
	case WEATHER_BROKEN:
		return one_in(watched, 4) ? FAULT_NONE : 1 + random_below(watched, FAULT_LAST_TEMPORARY);
	case WEATHER_REFUSING:
		return one_in(watched, 2) ? FAULT_NONE
					  : FAULT_LAST_TEMPORARY + 1 +
						    random_below(watched, FAULT_LAST_PERMANENT - FAULT_LAST_TEMPORARY);
	case WEATHER_LOSING:
		return one_in(watched, 2) ? FAULT_NONE : one_in(watched, 2) ? FAULT_CUT : FAULT_502;
	case WEATHER_TOKEN:
		return one_in(watched, 2) ? FAULT_NONE : FAULT_401;
	case WEATHER_MIXED:
		return random_below(watched, FAULT_CANCELLED);
	default:
		return FAULT_NONE;
	}
}

/* What Zoom has told to wait is over as soon as one of the clocks says so, and does not come back when that is set. */
static inline void watch_wait(struct watched_world *watched)
{
	const struct moment *moment = &watched->world.moment;

	if (moment->clock_ms >= watched->told.clock_ms || moment->wall_ms >= watched->told.wall_ms)
		watched->told.value = VALUE_NOTHING;
}

/* What a push knows to be somebody else's in Zoom, or would know had it been able to look; else VALUE_OWN. */
static inline int find_replaced(struct watched_world *watched, const struct asked *asked)
{
	const struct sync_world *world = &watched->world;
	const int place = world->place;
	const int broadcast = asked->call.broadcast;
	const int held = world->zoom.held[broadcast];
	const bool has_looked = watched->last_look[place] != VALUE_OWN &&
				world->moment.clock_ms - watched->looked_ms[place] <= FRESH_LOOK_MS;

	if (world->zoom.writer[broadcast] == place)
		return VALUE_OWN;
	/* entered since the last look: what was seen and kept then is what can be put back */
	if (has_looked && watched->last_look[place] != held)
		return world->zoom.kept[place] == watched->last_look[place] ? watched->last_look[place] : VALUE_OWN;
	/* OBS has held the same */
	if (held >= 0 && !value_is_portal(held) && watched->was_current[broadcast][held]) {
		watched->own_is_vague[place] = true;
		return VALUE_OWN;
	}
	watched->own_is_vague[place] = watched->own_is_lost[place] = false;
	return held;
}

static inline void watch_patch(struct watched_world *watched, struct asked *asked)
{
	struct sync_world *world = &watched->world;
	const int place = world->place;
	const int broadcast = asked->call.broadcast;
	const int value = asked->call.value;
	const int held = world->zoom.held[broadcast];
	const bool is_undo = watched->undo_value != VALUE_NOTHING && value == watched->undo_value &&
			     watch_is_undoing(watched);
	size_t under_way = 0;

	for (size_t i = 0; i < world->asked_count; i++)
		under_way += world->asked[i].call.patch && world->asked[i].call.broadcast == broadcast;
	world_expect(world, under_way == 1, "law 1: two pushes of one broadcast at once");
	asked->call.place = place;
	asked->call.puts_back = is_undo;
	if (is_undo) {
		/* its second request comes after what it has changed itself */
		watched->undo_is_right = watched->undo_is_right || watched->own_is_vague[place] ||
					 value == world->zoom.replaced[place] || value == world->zoom.kept[place] ||
					 (watched->own_is_lost[place] && !value_is_portal(value)) ||
					 watched->undo_is_unknown[place];
		world_expect(world, watched->undo_is_right, "law 8: what is put back was not there before");
		return;
	}
	watched->others_undo[place] = false;
	asked->call.replaces = find_replaced(watched, asked);
	/* it is wanted again */
	if (watched->ensuring)
		watched->undone = VALUE_NOTHING;
	world_expect(world, !value_is_portal(value), "law 6: what nobody wanted back is put back");
	world_expect(world, watched->was_current[broadcast][value], "law 6: this was never OBS's");
	world_expect(world, watched->began_while_known, "law 6: a push while OBS's destination is not known");
	if (!watched->by_hand) {
		world_expect(world, world->auto_sync || watched->began_with_auto,
			     "a push by itself with auto-sync off");
		world_expect(world, world->record_given, "a push by itself before it is known what was pushed");
		world_expect(world, value != watched->pushed[place], "law 3: an unchanged value is pushed again");
		world_expect(world, value != watched->undone, "law 3: what was undone is pushed again");
		world_expect(world, value != watched->refused, "law 5: what was refused for good is tried again");
		watch_wait(watched);
		world_expect(world, value != watched->told.value,
			     "law 9: what Zoom has told to wait is tried too soon");
	}
	if (!world->zoom.by_portal[broadcast] || held == watched->written[place] || watched->handed_over[place] == held)
		return;
	/* OBS has held the same */
	if (!value_is_portal(held) && watched->was_current[broadcast][held])
		return;
	world_expect(world, watched->seen[place] != held, "law 7: what was seen in Zoom is overwritten");
	world_expect(world,
		     watched->may_not_fetch || world->moment.clock_ms - watched->looked_ms[place] <= FRESH_LOOK_MS,
		     "law 7: a push without a look at what it overwrites");
}

static inline void watch_send(struct sync_world *world, struct asked *asked)
{
	struct watched_world *watched = (struct watched_world *)world;

	asked->fault = random_fault(watched);
	asked->is_check = !asked->call.patch && watched->reads_back;
	if (asked->call.patch) {
		asked->vague_before = watched->own_is_vague[world->place];
		asked->lost_before = watched->own_is_lost[world->place];
		watch_patch(watched, asked);
		asked->known_before = watched->settled[world->place];
		asked->seen_before = watched->last_seen[world->place];
		asked->look_before = watched->last_look[world->place];
		watched->pushed[world->place] = VALUE_NOTHING;
		watched->last_seen[world->place] = watched->accepted[world->place] = VALUE_NOTHING;
		watched->last_look[world->place] = VALUE_OWN;
		/* the same again changes nothing, and an undo that did not work out is nobody's change */
		if (asked->call.value != watched->undo_value && asked->call.value != watched->settled[world->place])
			watched->settled[world->place] = VALUE_NOTHING;
	}
	/* it comes to Zoom at once, or when it is answered */
	if (one_in(watched, 2) && (asked->fault == FAULT_NONE || fault_hides_arrival(asked->fault))) {
		zoom_apply(&world->zoom, &asked->call);
		asked->arrived = true;
	}
}

static inline bool is_digest_of_value(const char *digest, int value)
{
	const struct livestream livestream = livestream_of_value(value);
	char *known = livestream_digest(&livestream, test_digest, NULL);
	const bool is_same = equal_texts(digest, known);

	bfree(known);
	return is_same;
}

#define LATELY_MS (10000 + 30000)

static inline void watch_ensured(struct sync_world *world, enum live_ensured ensured)
{
	struct watched_world *watched = (struct watched_world *)world;
	const int place = world->place;
	const int wanted = world_wanted(world);
	const int seen = place < 0 || world->moment.clock_ms - watched->looked_ms[place] > LATELY_MS
				 ? VALUE_NOTHING
				 : watched->last_seen[place];

	world_expect(world, watched->ensuring, "law 11: it is told without having been asked for");
	watched->ensuring = false;
	/* in step with what OBS holds by now, and no more with what was pushed */
	if (place >= 0 && ensured == LIVE_ENSURED_SAME && watched->pushed[place] != wanted)
		watched->pushed[place] = VALUE_NOTHING;
	if (ensured == LIVE_ENSURED_SAME)
		world_expect(world,
			     wanted == VALUE_NOTHING || seen == wanted || watched->accepted[place] == wanted ||
				     (watched->may_not_fetch && watched->settled[place] == wanted),
			     "law 11: Zoom would go live to something else than OBS's");
	else if (ensured != LIVE_ENSURED_FAILED)
		world_expect(world,
			     seen != VALUE_NOTHING && seen != wanted &&
				     is_digest_of_value(sync_get_record(world->sync)->accepted_remote, seen),
			     "law 11: Zoom would go live to what nobody has decided on");
}

static inline void watch_write(struct sync_world *world, int place)
{
	struct watched_world *watched = (struct watched_world *)world;

	struct status status = {0};

	watched->others[place] = VALUE_NOTHING;
	/* it is about to send, or has kept what it is to write over */
	sync_get_status(world->sync, &world->moment, &status);
	if (world->writes[world->write_count - 1].with_undo && status_is_busy(&status))
		watched->others_undo[place] = false;
	status_free(&status);
	/* what a start needs is wanted again, changed or not, and also later */
	if (watched->ensuring && place == world->place &&
	    (world->memories[place].pending || !world->memories[place].synced))
		watched->pushed[place] = watched->undone = VALUE_NOTHING;
}

/*
 * OBS remembers the last value that Zoom has accepted and the last one of which it does not know: an older one, or one
 * that stayed where another was accepted without effect, looks like somebody else's. It is right to keep that.
 */
static inline bool may_be_others(const struct sync_world *world, int value)
{
	const struct push_record *record = sync_get_record(world->sync);

	return !is_digest_of_value(record->written, value) && !is_digest_of_value(record->sent, value);
}

static inline void watch_keep(struct sync_world *world, const struct asked *asked)
{
	struct watched_world *watched = (struct watched_world *)world;

	world_expect(world, asked->kept_value == watched->shown[world->place],
		     "law 7: something else is kept than was seen");
	watched->handed_over[world->place] = asked->kept_value;
	if (world->zoom.writer[places[world->place].broadcast] == world->place &&
	    may_be_others(world, asked->kept_value))
		watched->own_is_vague[world->place] = true;
}

/* Not by a round that is about another value, nor by one that ends with OBS: what OBS holds is due then. */
static inline bool is_noted_as_synced(const struct sync_world *world, int value)
{
	return is_digest_of_value(sync_get_record(world->sync)->synced, value);
}

/* What was seen a moment ago is what was to be pushed. */
static inline void watch_push_spared(struct watched_world *watched, int place)
{
	const int seen = watched->last_look[place];

	if (seen >= 0 && !value_is_portal(seen) && is_noted_as_synced(&watched->world, seen))
		watched->settled[place] = seen;
}

static inline void watch_look_answered(struct watched_world *watched, const struct asked *asked)
{
	struct sync_world *world = &watched->world;
	const int place = asked->place;
	const int held = world->zoom.held[asked->call.broadcast];
	const bool known = asked->fault == FAULT_NONE && zoom_knows_path(&asked->call);

	watched->looked_ms[place] = world->moment.clock_ms;
	watched->seen[place] = VALUE_NOTHING;
	watched->last_look[place] = VALUE_OWN;
	if (asked->fault == FAULT_4711 || (known && world->zoom.reading_forbidden))
		watched->may_not_fetch = true;
	/* OBS's network must be mended by someone */
	if (asked->fault == FAULT_CA_FILE || asked->fault == FAULT_401)
		watch_excuse(watched, place, world_wanted(world));
	if (!known || world->zoom.reading_forbidden)
		return;
	watched->seen[place] = watched->shown[place] = watched->last_seen[place] = watched->last_look[place] = held;
	watch_push_spared(watched, place);
	if (held != VALUE_NOTHING && held == world_wanted(world)) {
		/*
		 * nothing can be noted before it is known what is remembered; and a push by hand has been begun,
		 * perhaps with another value, and is gone on with
		 */
		if (!watched->by_hand && world->record_given)
			watched->pushed[place] = is_noted_as_synced(world, held) ? held : VALUE_NOTHING;
		/* what was there is not put back over what someone has entered, also where OBS comes back to it */
		watch_excuse(watched, place, watched->settled[place]);
		watched->settled[place] = held;
	} else if (held >= 0 && !value_is_portal(held) && watched->was_current[asked->call.broadcast][held]) {
		/* what OBS has held meanwhile: in step with that, and no more with what was pushed */
		watched->pushed[place] = VALUE_NOTHING;
	} else if (asked->is_check && held != watched->accepted[place]) {
		/* someone was there in between, or the encoding was not understood */
		watch_excuse(watched, place, watched->accepted[place]);
		watched->pushed[place] = VALUE_NOTHING;
	}
}

static inline void watch_undo_ended(struct watched_world *watched)
{
	watched->undo_value = VALUE_NOTHING;
	watched->undo_pressed = false;
}

static inline void watch_patch_answered(struct watched_world *watched, const struct asked *asked, bool went_on)
{
	struct sync_world *world = &watched->world;
	const int place = asked->place;
	const int value = asked->call.value;
	const bool accepted = asked->fault == FAULT_NONE && zoom_knows_path(&asked->call) &&
			      !zoom_refuses_encoding(&world->zoom, &asked->call);

	if (accepted) {
		watched->reads_back = true;
		watched->accepted[place] = value;
		/* what was not understood has made nothing of what stands there somebody else's */
		if (asked->call.json || !world->zoom.multipart_ignored)
			watched->written[place] = value;
		watched->pushed[place] = watched->settled[place] = value;
		if (!asked->cancelled && !asked->call.puts_back)
			watched->excused[place] = 0;
		if (asked->call.puts_back) {
			watched->undone = watched->undo_wanted;
			watch_excuse(watched, place, watched->undo_wanted);
			watched->handed_over[place] = VALUE_NOTHING;
			watched->pushed[place] = watched->settled[place] = VALUE_NOTHING;
		}
		return;
	}
	/* what Zoom has refused has changed nothing there */
	if (!fault_hides_arrival(asked->fault) && (!asked->arrived || asked->fault == FAULT_NONE)) {
		watched->settled[place] = asked->known_before;
		watched->last_seen[place] = asked->seen_before;
		watched->last_look[place] = asked->look_before;
		watched->own_is_vague[place] = watched->own_is_vague[place] || asked->vague_before;
		watched->own_is_lost[place] = watched->own_is_lost[place] || asked->lost_before;
	}
	if (!went_on && value == watched->undo_value)
		watch_undo_ended(watched);
	/* of a push by hand something else may have been begun since */
	if (!asked->cancelled && !watched->by_hand && value == world_wanted(world) &&
	    (asked->fault == FAULT_429_SECONDS || asked->fault == FAULT_429_WORDS)) {
		const int64_t wait_ms = asked->fault == FAULT_429_SECONDS ? 30000 : 45000;

		watched->told.value = value;
		watched->told.clock_ms = world->moment.clock_ms + wait_ms;
		watched->told.wall_ms = world->moment.wall_ms + wait_ms;
	}
	/* what the person has cancelled is let be, however it then ends */
	if (went_on || ((fault_is_temporary(asked->fault) || world->told_to_come) && !asked->cancelled))
		return;
	watch_excuse(watched, place, value);
	if (asked->cancelled)
		return;
	if (value == world_wanted(world))
		watched->refused = value;
}

static inline void watch_answered(struct sync_world *world, const struct asked *asked, bool went_on)
{
	struct watched_world *watched = (struct watched_world *)world;
	const bool read_back = watched->reads_back;

	/* nobody's */
	if (asked->generation != world->generation || !asked->was_awaited)
		return;
	watched->reads_back = false;
	if (asked->what == ASKED_KEEP && !world->keep_fails)
		watched->undo_is_gone[asked->place] = watched->undo_is_unknown[asked->place] = false;
	if (asked->what == ASKED_UNDO) {
		watched->undo_value = world->undo_missing ? VALUE_NOTHING : world->stored[asked->place];
		/* what an abandoned push keeps from now on comes too late for it */
		watched->undo_is_right = watched->undo_value == world->zoom.kept[asked->place];
	}
	if (asked->what == ASKED_TOKEN && world->token_missing && !world->told_to_come)
		watch_excuse(watched, asked->place, world_wanted(world));
	if (asked->what == ASKED_TOKEN && !went_on && !world->token_missing)
		watch_push_spared(watched, asked->place);
	if (asked->what == ASKED_TOKEN || asked->what == ASKED_KEEP || asked->what == ASKED_RECORD)
		watched->reads_back = read_back;
	/* an undo that ends here, done or not, is over */
	if (asked->what == ASKED_TOKEN && !went_on && !world->asked_count)
		watch_undo_ended(watched);
	if (asked->what != ASKED_REQUEST)
		return;
	if (asked->call.patch)
		watch_patch_answered(watched, asked, went_on);
	else if (!asked->call.naming && !asked->cancelled)
		watch_look_answered(watched, asked);
}

static inline void watch_begin(struct watched_world *watched, uint32_t seed, unsigned long sequence)
{
	struct sync_world *world = &watched->world;

	memset(watched, 0, sizeof(*watched));
	watched->seed = seed;
	watched->sequence = sequence;
	/* each sequence has a beginning of its own, so that one of them can be seen alone */
	watched->random = (seed * UINT32_C(2246822519) ^ (uint32_t)(sequence * UINT32_C(2654435761))) | 1;
	for (int i = 0; i < 8; i++)
		next_random(watched);
	world_begin(world, "random", false);
	world->on_send = watch_send;
	world->on_keep = watch_keep;
	world->on_write = watch_write;
	world->on_answered = watch_answered;
	world->on_told = watch_told;
	world->on_ensured = watch_ensured;
	world->explain = watch_explain;
	world->writes_late = true;
	watched->refused = watched->undone = watched->wanted_before = watched->told.value = VALUE_NOTHING;
	watched->undo_value = watched->undo_wanted = VALUE_NOTHING;
	for (int i = 0; i < PLACE_COUNT; i++) {
		watched->pushed[i] = watched->settled[i] = watched->others[i] = VALUE_NOTHING;
		watched->seen[i] = watched->shown[i] = watched->last_seen[i] = VALUE_NOTHING;
		watched->handed_over[i] = watched->written[i] = watched->accepted[i] = VALUE_NOTHING;
		watched->looked_ms[i] = NEVER_MS;
		watched->last_look[i] = VALUE_OWN;
	}
}

static inline int value_of_digest(const char *digest)
{
	for (int value = 0; digest && value < DESTINATION_COUNT * PAGE_COUNT; value++) {
		const struct livestream livestream = livestream_of_value(value);
		char *known = livestream_digest(&livestream, test_digest, NULL);
		const bool is_same = strcmp(digest, known) == 0;

		bfree(known);
		if (is_same)
			return value;
	}
	return VALUE_NOTHING;
}

/* What is remembered tells that what stands in Zoom comes from there. */
static inline void watch_know_own(struct watched_world *watched, int place, const struct push_record *record)
{
	struct zoom *zoom = &watched->world.zoom;
	const int broadcast = places[place].broadcast;
	const int held = zoom->held[broadcast];

	if (held == VALUE_NOTHING ||
	    (value_of_digest(record->written) != held && value_of_digest(record->sent) != held))
		return;
	/* or somebody else has entered the same */
	if (zoom->writer[broadcast] != place && watched->others[place] != held)
		watched->own_is_vague[place] = true;
	zoom->writer[broadcast] = place;
	zoom->by_portal[broadcast] = false;
}

/*
 * OBS begins with what is on the disk, which may be older than what it had remembered, or another OBS's. What a
 * kill may lose: that something was sent, where OBS's value is then again the one that was synced before.
 */
static inline void watch_recall(struct watched_world *watched, int place)
{
	struct sync_world *world = &watched->world;
	const struct push_record *memory = &world->memories[place], *disk = &world->disk[place];

	if (world->disk_broken[place]) {
		watched->record_lost[place] = watched->own_is_vague[place] = true;
		watched->pushed[place] = VALUE_NOTHING;
	}
	if (!equal_texts(memory->sent, disk->sent) || !equal_texts(memory->written, disk->written))
		watched->own_is_lost[place] = true;
	if (!equal_texts(memory->synced, disk->synced)) {
		watched->pushed[place] = watched->undone = VALUE_NOTHING;
		watch_excuse(watched, place, value_of_digest(disk->synced));
	}
	if (disk->written)
		watched->written[place] = value_of_digest(disk->written);
	/* another run of OBS has held it, or another OBS */
	if (value_of_digest(disk->written) != VALUE_NOTHING)
		watched->was_current[places[place].broadcast][value_of_digest(disk->written)] = true;
	watch_know_own(watched, place, disk);
}

/* Whether what can be undone from now on is right. */
static inline void watch_offer(struct watched_world *watched, int place)
{
	struct sync_world *world = &watched->world;
	const int stored = world->stored[place];

	world_expect(world,
		     watched->others[place] == VALUE_NOTHING || world->disk_broken[place] ||
			     value_of_digest(world->disk[place].written) == watched->others[place],
		     "law 10: what another OBS has written is gone");
	world_expect(world, !watched->others_undo[place] || world->disk_broken[place] || world->disk[place].undo,
		     "law 10: that another OBS has kept something is gone");
	watched->others_undo[place] = false;
	world_expect(world,
		     !world->disk[place].undo || stored == VALUE_NOTHING || watched->own_is_vague[place] ||
			     watched->undo_is_unknown[place] || stored == world->zoom.replaced[place] ||
			     stored == world->zoom.kept[place] ||
			     (watched->own_is_lost[place] && !value_is_portal(stored)),
		     "law 8: what would be put back was not there before");
}

/* What the laws know of one run of OBS is gone with it. */
static inline void watch_restart(struct watched_world *watched)
{
	for (int i = 0; i < PLACE_COUNT; i++) {
		watched->seen[i] = VALUE_NOTHING;
		watched->looked_ms[i] = NEVER_MS;
		watched->last_look[i] = VALUE_OWN;
	}
	for (int i = 0; i < PLACE_COUNT; i++) {
		watch_recall(watched, i);
		watch_offer(watched, i);
	}
	watched->told.value = VALUE_NOTHING;
	watched->may_not_fetch = false;
	watched->refused = VALUE_NOTHING;
	watch_undo_ended(watched);
	watched->reads_back = false;
	watched->ensuring = false;
}

static inline bool watch_rests(const struct watched_world *watched)
{
	const struct sync_world *world = &watched->world;

	/* what was pressed waits for the record */
	if (watched->by_hand && world->place >= 0 && sync_awaits_record(world->sync))
		return false;
	return !world->asked_count && world_due_ms(world) < 0;
}

static inline void watch_status(const struct watched_world *watched)
{
	struct status status = {0};

	world_get_status(&watched->world, &status);
	status_free(&status);
}

/* Laws 2 and 4, when all was answered and given time. */
static inline void watch_end(struct watched_world *watched, bool last_change)
{
	struct sync_world *world = &watched->world;
	const int wanted = world_wanted(world);
	const int place = world->place;
	struct status status = {0};

	world_get_status(world, &status);
	world_expect(world, watch_rests(watched), "law 4: it does not rest");
	world_expect(world, !watched->ensuring, "law 11: a start is not answered");
	world_expect(world, !status_is_busy(&status) && status.state != STATUS_WAITING && !status.remote_fetching,
		     "law 4: it is still at something");
	world_expect(world,
		     !world->memories[place].undo || world->stored[place] != VALUE_NOTHING ||
			     watched->undo_is_gone[place],
		     "it remembers to have kept what is not there");
	if (world->zoom.multipart_ignored && status.state == STATUS_DIFFERS) {
		/* what was not understood cannot be told from what someone has changed in the same moment */
	} else if (last_change) {
		world_expect(world, world->zoom.held[places[place].broadcast] == wanted,
			     "law 2: after the last change Zoom holds something else");
		world_expect(world, status.state == (world->zoom.reading_forbidden ? STATUS_PUSHED : STATUS_IN_SYNC),
			     "law 2: it does not say that it is in step");
	} else if (wanted != VALUE_NOTHING && !(watched->excused[place] >> wanted & 1)) {
		world_expect(world,
			     watched->settled[place] == wanted || watched->last_seen[place] == wanted ||
				     watched->accepted[place] == wanted,
			     "law 2: the last value pushed is not the current one");
	}
	status_free(&status);
}
