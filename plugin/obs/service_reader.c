/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "obs/service_reader.h"

#include <string.h>

#include <util/bmem.h>
#include <util/config-file.h>
#include <util/platform.h>
#include <util/threading.h>

#include "core/base/text.h"
#include "obs/obs_compat.h"

/* For so long a look-up is good for the same settings, where it is to be shown only: windows are gone to often. */
#define LOOK_UP_AGE_MAX_NS UINT64_C(10000000000)

/* Type and settings of OBS's service, taken in one go. */
struct snapshot {
	char *profile_directory;
	char *service_type; /* NULL: OBS has no service */
	obs_data_t *settings;
};

struct reading {
	struct reading *next;
	struct service_reader *reader;
	uint64_t id;
	uint64_t number; /* readings are counted, so that an old one is known as such */
	struct snapshot snapshot;
	struct destination destination;
	pthread_t resolver;
	obs_data_t *resolver_settings; /* the resolver's own copy */
	bool is_final;                 /* the snapshot is final */
	bool discarded;                /* nobody wants the answer any more */
	bool resolver_runs;
};

struct service_reader {
	struct host_loop loop;
	struct controller *controller;
	struct reading *readings;
	struct reading *answered; /* the last one whose look-up, if any, did not fail; not in the list */
	uint64_t answered_at_ns;
	uint64_t last_number;
	uint64_t last_done;
};

static void snapshot_free(struct snapshot *snapshot)
{
	bfree(snapshot->profile_directory);
	bfree(snapshot->service_type);
	obs_data_release(snapshot->settings);
}

static obs_data_t *copy_settings(obs_data_t *settings)
{
	obs_data_t *copy = obs_data_create();

	obs_data_apply(copy, settings);
	return copy;
}

static void snapshot_take(struct snapshot *snapshot)
{
	/* borrowed: OBS may replace it at any moment */
	obs_service_t *service = obs_service_get_ref(obs_frontend_get_streaming_service());
	obs_data_t *settings = service ? obs_service_get_settings(service) : NULL;

	snapshot->profile_directory = obs_frontend_get_current_profile_path();
	if (!snapshot->profile_directory)
		snapshot->profile_directory = bstrdup("");
	snapshot->service_type = text_copy(service ? obs_service_get_type(service) : NULL);
	snapshot->settings = copy_settings(settings);
	obs_data_release(settings);
	obs_service_release(service);
}

static bool snapshot_same(const struct snapshot *a, const struct snapshot *b)
{
	return text_same(a->profile_directory, b->profile_directory) && text_same(a->service_type, b->service_type) &&
	       text_same(obs_data_get_json(a->settings), obs_data_get_json(b->settings));
}

static void unlink_reading(struct reading *reading)
{
	struct reading **link = &reading->reader->readings;

	while (*link && *link != reading)
		link = &(*link)->next;
	if (*link)
		*link = reading->next;
}

static void reading_free(struct reading *reading)
{
	if (!reading)
		return;
	unlink_reading(reading);
	if (reading->resolver_runs)
		pthread_join(reading->resolver, NULL);
	obs_data_release(reading->resolver_settings);
	snapshot_free(&reading->snapshot);
	destination_free(&reading->destination);
	bfree(reading);
}

/* What Zoom is to stream in goes by the picture that OBS streams: it is asked for anew, being no setting of the service. */
static unsigned find_output_lines(void)
{
	struct obs_video_info video;

	return obs_get_video_info(&video) ? video.output_height : 0;
}

static void tell(struct reading *reading, uint64_t id)
{
	reading->destination.output_lines = find_output_lines();
	controller_destination(reading->reader->controller, id, reading->snapshot.profile_directory,
			       &reading->destination);
}

static void begin(struct service_reader *reader, uint64_t id);

static void finish(void *data)
{
	struct reading *reading = data;
	struct service_reader *reader = reading->reader;
	const bool is_wanted = !reading->discarded;

	unlink_reading(reading);
	if (is_wanted && reading->number > reader->last_done) {
		reader->last_done = reading->number;
		destination_normalise(&reading->destination);
		tell(reading, reading->id);
		if (!reading->resolver_settings || (reading->resolver_runs && !reading->destination.lookup_failed)) {
			struct reading *before = reader->answered;

			reader->answered = reading;
			reader->answered_at_ns = os_gettime_ns();
			reading = before;
		}
	} else if (is_wanted && reading->id) {
		/* a look-up was overtaken by a later reading: what it found is out of date */
		begin(reader, reading->id);
	}
	reading_free(reading);
}

static char *copy_setting(obs_data_t *settings, const char *name)
{
	const char *text = obs_data_get_string(settings, name);

	return text && *text ? bstrdup(text) : NULL;
}

/* What OBS's own "Custom…" holds stands in its settings as it is. */
static void read_custom(struct reading *reading)
{
	obs_data_t *settings = reading->snapshot.settings;
	struct destination *destination = &reading->destination;

	destination->url = copy_setting(settings, "server");
	destination->key = copy_setting(settings, "key");
	destination->uses_login =
		obs_data_get_bool(settings, "use_auth") &&
		(*obs_data_get_string(settings, "username") || *obs_data_get_string(settings, "password"));
}

/* Resolver thread: the clone is its own, OBS's service may change meanwhile. */
static void *resolve(void *data)
{
	struct reading *reading = data;
	struct destination *destination = &reading->destination;
	obs_service_t *clone;
	const char *username, *password;

	os_set_thread_name("zoom-livestream: resolver");
	clone = obs_service_create_private(reading->snapshot.service_type, "zoom-livestream-clone",
					   reading->resolver_settings);
	if (clone) {
		destination->url = text_copy(obs_compat_service_url(clone));
		destination->key = text_copy(obs_compat_service_key(clone));
		username = obs_compat_service_username(clone);
		password = obs_compat_service_password(clone);
		destination->uses_login = (username && *username) || (password && *password);
		destination->lookup_failed = text_is_blank(destination->url) &&
					     *obs_data_get_string(reading->resolver_settings, "server");
		obs_service_release(clone);
	}
	reading->reader->loop.post(reading->reader->loop.data, finish, NULL, reading);
	return NULL;
}

/*
 * Where a look-up for the same settings is under way, its answer will do. It is
 * then as new as this reading, so that no other one overtakes it.
 */
static bool hand_over(struct reading *reading)
{
	struct reading *other;

	for (other = reading->reader->readings; other; other = other->next) {
		if (other == reading || other->id || !other->resolver_runs || other->discarded ||
		    !snapshot_same(&other->snapshot, &reading->snapshot))
			continue;
		other->number = reading->number;
		return true;
	}
	return false;
}

/* Tells once more what was looked up a moment ago. */
static bool answer_from_memory(const struct reading *reading)
{
	struct service_reader *reader = reading->reader;
	struct reading *answered = reader->answered;

	if (!answered || !answered->resolver_settings || !snapshot_same(&answered->snapshot, &reading->snapshot) ||
	    os_gettime_ns() - reader->answered_at_ns > LOOK_UP_AGE_MAX_NS)
		return false;
	reader->last_done = reading->number;
	tell(answered, 0);
	return true;
}

/* In the profile OBS names the account that it is linked with in a section with the service's name. */
static char *copy_linked_login(const char *service_name)
{
	config_t *profile = obs_frontend_get_profile_config();

	if (!service_name || !text_same(config_get_string(profile, "Auth", "Type"), service_name))
		return NULL;
	return text_copy(config_get_string(profile, service_name, "Name"));
}

static void read_final(struct reading *reading)
{
	const char *type = reading->snapshot.service_type;

	reading->is_final = true;
	if (!reading->id && (hand_over(reading) || answer_from_memory(reading))) {
		reading_free(reading);
		return;
	}
	reading->destination.service_type = text_copy(type);
	reading->destination.service_name = copy_setting(reading->snapshot.settings, "service");
	reading->destination.linked_login = copy_linked_login(reading->destination.service_name);
	if (!type || strcmp(type, "rtmp_custom") == 0) {
		if (type)
			read_custom(reading);
		finish(reading);
		return;
	}
	reading->resolver_settings = copy_settings(reading->snapshot.settings);
	reading->resolver_runs = pthread_create(&reading->resolver, NULL, resolve, reading) == 0;
	if (!reading->resolver_runs)
		finish(reading);
}

/* obs-websocket changes the settings on a thread of its own: a copy counts when a second one, a turn later, is equal. */
static void take_again(void *data)
{
	struct reading *reading = data;
	struct service_reader *reader = reading->reader;
	struct snapshot second;

	snapshot_take(&second);
	if (snapshot_same(&reading->snapshot, &second)) {
		snapshot_free(&second);
		read_final(reading);
		return;
	}
	snapshot_free(&reading->snapshot);
	reading->snapshot = second;
	reader->loop.defer(reader->loop.data, take_again, NULL, reading);
}

void service_reader_attach(struct service_reader *reader, struct controller *controller)
{
	reader->controller = controller;
}

void service_reader_destroy(struct service_reader *reader)
{
	if (!reader)
		return;
	while (reader->readings)
		reading_free(reader->readings);
	reading_free(reader->answered);
	bfree(reader);
}

static void begin(struct service_reader *reader, uint64_t id)
{
	struct reading *reading;

	for (reading = reader->readings; reading; reading = reading->next) {
		/* one that is not final yet will see what is there now */
		if (!id && !reading->id && !reading->is_final)
			return;
	}
	reading = bzalloc(sizeof(*reading));
	reading->reader = reader;
	reading->id = id;
	reading->number = ++reader->last_number;
	reading->next = reader->readings;
	reader->readings = reading;
	snapshot_take(&reading->snapshot);
	reader->loop.defer(reader->loop.data, take_again, NULL, reading);
}

/* A copy that equals the one that was trusted last needs no second one: whoever presses the button is not kept waiting. */
static bool answer_at_once(struct service_reader *reader, uint64_t id)
{
	struct reading *answered = reader->answered;
	struct snapshot now;
	bool is_same;

	if (!id || !answered || answered->resolver_settings || reader->readings)
		return false;
	snapshot_take(&now);
	is_same = snapshot_same(&now, &answered->snapshot);
	snapshot_free(&now);
	if (is_same)
		tell(answered, id);
	return is_same;
}

static void read(void *data, uint64_t id)
{
	struct service_reader *reader = data;

	if (!answer_at_once(reader, id))
		begin(reader, id);
}

struct service_reader *service_reader_create(const struct host_loop *loop, struct host_stream_service *host)
{
	struct service_reader *reader = bzalloc(sizeof(*reader));

	reader->loop = *loop;
	*host = (struct host_stream_service){.data = reader, .read = read};
	return reader;
}

void service_reader_discard(struct service_reader *reader)
{
	struct reading *reading;

	for (reading = reader->readings; reading; reading = reading->next) {
		/* one that is not final yet will see what is there now */
		if (!reading->is_final || reading->discarded)
			continue;
		reading->discarded = true;
		/* at once, not only when the look-up has ended; the new one stands before this one in the list */
		if (reading->id)
			begin(reader, reading->id);
	}
}
