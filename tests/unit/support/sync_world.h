/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include "core/base/completion.h"
#include "core/base/secret.h"
#include "core/sync/backoff.h"
#include "core/sync/sync.h"
#include "support/sync_zoom.h"

/*
 * A sync and all that it works with: OBS, a clock, a store of secrets, a file
 * for what is remembered, and Zoom. A test lets things happen, answers what is
 * asked for in any order, and reads what was done from the log.
 */

#define CLOCK_START_MS 5000000
#define NOW_START_S 1767225600 /* 2026-01-01 00:00:00 GMT */
#define DESTINATION_UNKNOWN (-1)
#define DESTINATION_BAD DESTINATION_COUNT /* one that cannot be pushed */
#define ASKED_MAX 16
#define IDS_MAX 512
#define TRACE_MAX 1024
#define WRITES_MAX 64
#define FAULT_QUEUE_MAX 8
#define WAKES_IN_VAIN_MAX 3
#define STEPS_TO_REST_MAX 500

/* Where to push, and as whom. */
#define PLACE_NOWHERE (-1) /* no account */
static const struct place {
	int broadcast;
	const char *account_id;
} places[PLACE_COUNT] = {{0, "default"}, {1, "default"}, {2, "default"}, {0, "other"}};

enum asked_what {
	ASKED_DESTINATION = 1,
	ASKED_TOKEN,
	ASKED_REQUEST,
	ASKED_KEEP,
	ASKED_UNDO,
	ASKED_RECORD,
};

/* What sync waits for, or has cancelled. */
struct asked {
	enum asked_what what;
	uint64_t id;
	int place;
	bool cancelled;
	struct zoom_call call; /* ASKED_REQUEST */
	int token_number;
	enum fault fault;
	bool arrived;   /* it has come to Zoom already */
	int kept_value; /* ASKED_KEEP */
	unsigned generation;
	bool was_awaited; /* when it was answered */
	/* for the laws */
	int known_before;               /* of a PATCH: what was known to be in Zoom */
	int seen_before;                /* of a PATCH: what was seen there, if nothing was sent since */
	int look_before;                /* of a PATCH: what its round has seen there; VALUE_OWN: nothing */
	bool vague_before, lost_before; /* of a PATCH: see own_is_vague and own_is_lost */
	bool is_check;                  /* of a GET: it reads back what was pushed */
};

/* What is yet to come to the disk, in this order: a kill loses it. */
struct write {
	int place;
	bool erases_undo; /* else record is written */
	bool with_undo;   /* else what the disk tells of that stays */
	struct push_record record;
	bool record_broken;
};

struct sync_world {
	const char *label;
	struct sync *sync;
	struct moment moment;
	enum encoding encoding;
	enum broadcast_kind kinds[BROADCAST_COUNT];

	int destination;      /* OBS's own */
	int told_destination; /* what sync was told last */
	int page;
	int place, left_place;
	unsigned generation; /* of place and page: answers to what was asked before are nobody's */
	bool auto_sync, offered;
	unsigned pushes_by_hand; /* that have succeeded */
	bool record_given;
	bool is_ending;                           /* OBS is about to end */
	struct push_record memories[PLACE_COUNT]; /* as handed over to be written */
	bool record_broken[PLACE_COUNT];          /* its digests cannot be read */
	struct push_record disk[PLACE_COUNT];     /* as written */
	bool disk_broken[PLACE_COUNT];
	struct write writes[WRITES_MAX];
	size_t write_count;
	bool writes_late; /* not before world_write() */

	struct zoom zoom;
	enum fault patch_faults[FAULT_QUEUE_MAX], look_faults[FAULT_QUEUE_MAX];
	int token_number;
	bool token_missing, token_same; /* there is none; a renewed one is the old one */
	bool token_may_come;            /* what is missing: the renewal has failed for the moment */
	bool told_to_come;              /* with the last answer */
	bool token_is_renewed;          /* in this round */
	char ensure_code[64];           /* why it could not be ensured, the last time */
	bool resolution_refused;        /* so it was told */
	bool keep_fails, undo_missing;
	int stored[PLACE_COUNT]; /* values kept to be put back */

	struct asked asked[ASKED_MAX];
	size_t asked_count;
	uint64_t ids[IDS_MAX];
	size_t id_count;

	/* for the laws: called when a request goes out, and when an answer has come in */
	void (*on_send)(struct sync_world *world, struct asked *asked);
	void (*on_answered)(struct sync_world *world, const struct asked *asked, bool went_on);
	void (*on_keep)(struct sync_world *world, const struct asked *asked);
	void (*on_told)(struct sync_world *world);
	void (*on_ensured)(struct sync_world *world, enum live_ensured ensured);
	void (*on_write)(struct sync_world *world, int place); /* is to come to the disk */
	void (*explain)(const struct sync_world *world);

	struct dstr log;
	struct {
		const char *what;
		int number;
		int64_t clock_ms;
	} trace[TRACE_MAX];
	size_t trace_count;
};

static inline void nobody_is_told(void *context, const void *answer)
{
	(void)context;
	(void)answer;
}

/* Whether that question still waits for its answer: else it is dropped where it comes in. */
static inline bool is_awaited(const struct sync *sync, uint64_t id)
{
	const struct completion completion = {nobody_is_told, NULL, sync_awaited(sync), id};

	return completion_is_awaited(&completion);
}

/* What was done so far. */
static inline const char *world_log(const struct sync_world *world)
{
	return world->log.array ? world->log.array : "";
}

static inline void world_trace(struct sync_world *world, const char *what, int number)
{
	if (world->trace_count == TRACE_MAX)
		return;
	world->trace[world->trace_count].what = what;
	world->trace[world->trace_count].number = number;
	world->trace[world->trace_count++].clock_ms = world->moment.clock_ms - CLOCK_START_MS;
}

/* Tells what has happened, and fails. */
static inline void world_fail(const struct sync_world *world, const char *what)
{
	fprintf(stderr, "case \"%s\":\n", world->label);
	for (size_t i = 0; i < world->trace_count; i++)
		fprintf(stderr, "%12" PRId64 " ms  %s %d\n", world->trace[i].clock_ms, world->trace[i].what,
			world->trace[i].number);
	if (world->explain)
		world->explain(world);
	fail_msg("case \"%s\": %s; it did \"%s\"", world->label, what, world_log(world));
}

static inline void world_expect(const struct sync_world *world, bool holds, const char *law)
{
	if (!holds)
		world_fail(world, law);
}

/* As good as any digest: different texts, different digits. */
static inline char *test_digest(void *data, const char *bytes, size_t size)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char *text = bmalloc(65);

	(void)data;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
	for (int i = 0; i < 64; i++)
		text[i] = "0123456789abcdef"[(hash >> (i % 16 * 4)) & 15];
	text[64] = '\0';
	return text;
}

static inline struct destination destination_of(int number)
{
	struct destination destination = {.service_type = "rtmp_custom"};

	if (number == DESTINATION_BAD) {
		destination.service_type = "whip_custom";
		destination.key = SECRET "-key-bad";
	} else {
		destination.url = destination_values[number].stream_url;
		destination.key = destination_values[number].stream_key;
	}
	return destination;
}

/* What is to be in Zoom; VALUE_NOTHING: nothing that could be. */
static inline int world_wanted(const struct sync_world *world)
{
	if (world->place == PLACE_NOWHERE || world->told_destination < 0 || world->told_destination == DESTINATION_BAD)
		return VALUE_NOTHING;
	return value_of(world->told_destination, world->page);
}

static inline bool same_record(const struct push_record *a, const struct push_record *b)
{
	return equal_texts(a->synced, b->synced) && equal_texts(a->written, b->written) &&
	       equal_texts(a->sent, b->sent) && equal_texts(a->accepted_remote, b->accepted_remote) &&
	       a->pending == b->pending && a->undo == b->undo;
}

/* The first of what is to be written comes to the disk. */
static inline void world_write(struct sync_world *world, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct write *write = &world->writes[i];

		if (write->erases_undo) {
			world->stored[write->place] = VALUE_NOTHING;
			continue;
		}
		write->record.undo = write->with_undo ? write->record.undo : world->disk[write->place].undo;
		push_record_copy(&world->disk[write->place], &write->record);
		push_record_free(&write->record);
		world->disk_broken[write->place] = write->record_broken;
	}
	world->write_count -= count;
	memmove(world->writes, world->writes + count, world->write_count * sizeof(*world->writes));
}

static inline struct write *world_add_write(struct sync_world *world)
{
	struct write *write;

	if (world->write_count == WRITES_MAX)
		world_write(world, 1);
	write = &world->writes[world->write_count++];
	*write = (struct write){.place = world->place};
	return write;
}

static inline void write_record(struct sync_world *world, bool with_undo)
{
	struct write *write = world_add_write(world);

	push_record_copy(&write->record, &world->memories[world->place]);
	write->record_broken = world->record_broken[world->place];
	write->with_undo = with_undo;
	if (world->on_write)
		world->on_write(world, world->place);
}

static inline void check_record(struct sync_world *world, bool changed, bool with_undo)
{
	const struct push_record *record = sync_get_record(world->sync);

	if (world->place == PLACE_NOWHERE || sync_awaits_record(world->sync))
		return;
	if (changed) {
		push_record_copy(&world->memories[world->place], record);
		world->record_broken[world->place] = !sync_record_is_whole(world->sync);
		write_record(world, with_undo);
	} else if (world->record_given && !world->record_broken[world->place]) {
		world_expect(world, same_record(&world->memories[world->place], record),
			     "what is remembered changed without a word");
	}
}

static inline struct asked *world_ask(struct sync_world *world, enum asked_what what, uint64_t id)
{
	struct asked *asked = &world->asked[world->asked_count++];

	world_expect(world, world->asked_count < ASKED_MAX, "it asks for ever more");
	world_expect(world, !world->is_ending, "it begins something while OBS ends");
	for (size_t i = 0; i < world->id_count; i++)
		world_expect(world, world->ids[i] != id, "an id is used twice");
	if (world->id_count < IDS_MAX)
		world->ids[world->id_count++] = id;
	*asked = (struct asked){.what = what, .id = id, .place = world->place, .generation = world->generation};
	return asked;
}

static inline enum fault take_fault(enum fault *queue)
{
	const enum fault fault = queue[0];

	memmove(queue, queue + 1, (FAULT_QUEUE_MAX - 1) * sizeof(*queue));
	queue[FAULT_QUEUE_MAX - 1] = FAULT_NONE;
	return fault;
}

/* "1" to "6": a push of that destination, with an apostrophe for the second page; "x" to "z": of a portal's value */
static inline void log_patch(struct sync_world *world, int value)
{
	if (value_is_portal(value))
		dstr_cat_ch(&world->log, (char)('x' + value - VALUE_PORTAL));
	else
		dstr_catf(&world->log, "%d%s", value / PAGE_COUNT + 1, value % PAGE_COUNT ? "'" : "");
}

/* A request goes out, also once more with a renewed token. */
static inline void world_send(struct sync_world *world, struct asked *asked)
{
	asked->token_number = world->token_number;
	asked->fault = FAULT_NONE;
	if (asked->call.patch) {
		asked->fault = take_fault(world->patch_faults);
		log_patch(world, asked->call.value);
	} else if (!asked->call.naming) {
		asked->fault = take_fault(world->look_faults);
	}
	world_trace(world,
		    asked->call.patch    ? "-> PATCH of value"
		    : asked->call.naming ? "-> GET name"
					 : "-> GET",
		    asked->call.value);
	if (world->on_send)
		world->on_send(world, asked);
}

static inline void note_send(struct sync_world *world, const struct sync_effects *effects)
{
	struct asked *asked = world_ask(world, ASKED_REQUEST, effects->send);

	world_expect(world, !effects->request.bearer_token, "sync knows a token");
	asked->call = zoom_call_read(&effects->request);
	world_expect(world, asked->call.value != VALUE_MIXED, "a mixture of values is pushed");
	world_expect(world, world->place != PLACE_NOWHERE && asked->call.broadcast == places[world->place].broadcast,
		     "a request goes to another broadcast");
	world_send(world, asked);
}

static inline void note_keep(struct sync_world *world, const struct sync_effects *effects)
{
	struct asked *asked = world_ask(world, ASKED_KEEP, effects->store_undo);

	asked->kept_value = value_of_livestream(&effects->undo);
	world_expect(world, asked->kept_value != VALUE_MIXED, "what is kept is nothing that Zoom ever held");
	world_trace(world, "-> keep value", asked->kept_value);
	dstr_cat(&world->log, "k");
	if (world->on_keep)
		world->on_keep(world, asked);
}

static inline void note_cancel(struct sync_world *world, uint64_t id)
{
	bool found = false;

	world_trace(world, "-> cancel", 0);
	dstr_cat(&world->log, "c");
	for (size_t i = 0; i < world->asked_count; i++) {
		struct asked *asked = &world->asked[i];

		if (asked->what != ASKED_REQUEST || asked->id != id)
			continue;
		found = !asked->cancelled;
		asked->cancelled = true;
	}
	world_expect(world, found, "something is cancelled that is not under way");
}

/* Carries out what sync wants. */
static inline void world_note(struct sync_world *world, struct sync_effects *effects)
{
	const int asked = (effects->read_destination != 0) + (effects->ask_access != 0) + (effects->send != 0) +
			  (effects->store_undo != 0) + (effects->read_undo != 0) + (effects->write_record != 0);

	world_expect(world, asked <= 1, "two answers are awaited at once");
	if (effects->cancel)
		note_cancel(world, effects->cancel);
	if (effects->forget_encoding)
		world->encoding = 0;
	if (effects->remember_encoding)
		world->encoding = effects->remember_encoding;
	if (effects->remember_kind && world->place != PLACE_NOWHERE)
		world->kinds[places[world->place].broadcast] = effects->remember_kind;
	/* before what it leads to is sent */
	check_record(world, effects->record_changed, effects->undo_changed);
	if (effects->erase_left_undo) {
		world_trace(world, "-> erase what was kept of the last place", world->left_place);
		world_add_write(world)->erases_undo = true;
		world->writes[world->write_count - 1].place = world->left_place;
		dstr_cat(&world->log, "e");
	}
	if (effects->erase_undo) {
		world_trace(world, "-> erase what was kept", 0);
		world_add_write(world)->erases_undo = true;
		dstr_cat(&world->log, "e");
	}
	if (!world->writes_late)
		world_write(world, world->write_count);
	if (effects->read_destination)
		world_ask(world, ASKED_DESTINATION, effects->read_destination);
	if (effects->ask_access)
		world_ask(world, ASKED_TOKEN, effects->ask_access);
	if (effects->read_undo) {
		world_ask(world, ASKED_UNDO, effects->read_undo);
		dstr_cat(&world->log, "u");
	}
	if (effects->write_record)
		world_ask(world, ASKED_RECORD, effects->write_record);
	if (effects->store_undo)
		note_keep(world, effects);
	if (effects->send)
		note_send(world, effects);
	if (effects->tracking_id)
		world_expect(world, !strstr(effects->tracking_id, SECRET), "a tracking id holds a secret");
	world->pushes_by_hand += effects->pushed_by_hand;
	if (effects->ensured) {
		world_trace(world, "it is ensured:", effects->ensured);
		dstr_cat_ch(&world->log, " =~^!"[effects->ensured]);
		snprintf(world->ensure_code, sizeof(world->ensure_code), "%s",
			 effects->ensure_problem.code ? effects->ensure_problem.code : "");
		world_expect(world, (effects->ensured == LIVE_ENSURED_FAILED) == (world->ensure_code[0] != '\0'),
			     "it is not told why nothing is ensured");
		if (world->on_ensured)
			world->on_ensured(world, effects->ensured);
	}
	world->resolution_refused = world->resolution_refused || effects->resolution_refused;
	sync_effects_free(effects);
}

typedef void (*simple_event_t)(struct sync *sync, const struct moment *moment, struct sync_effects *effects);

static inline void world_do(struct sync_world *world, simple_event_t event)
{
	struct sync_effects effects = {0};

	event(world->sync, &world->moment, &effects);
	world_note(world, &effects);
}

/* sync is told of OBS's destination, or that it is not known. */
static inline void world_tell(struct sync_world *world, int number)
{
	const struct destination destination = destination_of(number < 0 ? 0 : number);
	struct sync_effects effects = {0};

	world->told_destination = number;
	if (number >= 0)
		world->destination = number;
	if (world->on_told)
		world->on_told(world);
	sync_set_destination(world->sync, number < 0 ? NULL : &destination, &world->moment, &effects);
	world_note(world, &effects);
}

static inline void world_give_record(struct sync_world *world)
{
	struct sync_effects effects = {0};

	if (world->place == PLACE_NOWHERE)
		return;
	world->record_given = true;
	if (world->on_told)
		world->on_told(world);
	sync_set_record(world->sync, &world->memories[world->place], !world->record_broken[world->place],
			!world->write_count, &world->moment, &effects);
	world_note(world, &effects);
}

/* The key of the digests is gone, or the file was damaged: to be noticed when it is read. */
static inline void world_break_record(struct sync_world *world)
{
	struct push_record *record = &world->memories[world->place];
	const struct push_record rest = {.pending = record->pending, .undo = record->undo};

	push_record_copy(record, &rest);
	push_record_copy(&world->disk[world->place], &rest);
	world->record_broken[world->place] = world->disk_broken[world->place] = true;
}

/* Meeting, page URL and account are these now. What is remembered is given separately. */
static inline void world_go(struct sync_world *world, int place, int page)
{
	const struct place *where = &places[place < 0 ? 0 : place];
	const struct broadcast broadcast = {.kind = world->kinds[where->broadcast],
					    .id = zoom_identities[where->broadcast].id,
					    .page_url = (char *)page_urls[page]};
	const bool changed = place != world->place || page != world->page;
	struct sync_effects effects = {0};

	world->left_place = world->place;
	world->place = place;
	world->page = page;
	if (changed) {
		world->record_given = false;
		world->generation++;
	}
	if (world->on_told)
		world->on_told(world);
	sync_set_broadcast(world->sync, &broadcast, place < 0 ? NULL : where->account_id, &world->moment, &effects);
	world_note(world, &effects);
}

static inline void world_set_auto(struct sync_world *world, bool on)
{
	struct sync_effects effects = {0};

	world->auto_sync = on;
	sync_set_auto(world->sync, on, world->offered, &world->moment, &effects);
	world_note(world, &effects);
}
